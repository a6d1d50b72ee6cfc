"""What a package carries so that its age and its maker can be checked: places in a log, time stamps, a signature.

A log's checkpoint (`note.Checkpoint`, signed) says what had been kept when it was made; `Place` proves that one item
is in it and tells of no other; an `Anchor` is an authority's answer that the checkpoint existed at a time.
"""

import base64
from collections.abc import Iterable, Mapping

import msgspec

from safeguard.evidence.errors import NotAReceipt
from safeguard.evidence.note import Checkpoint, Signer, key_text, read_signed_by
from safeguard.evidence.receipt import LogProof, Receipt
from safeguard.evidence.sshsig import allowed_signers
from safeguard.evidence.verify import NAMESPACE


class Place(msgspec.Struct, frozen=True):
    """Where in the log an item's commitment is, and the audit path from there to the root (`log.Tree.inclusion`)."""

    index: int
    path: tuple[bytes, ...]


class Anchor(msgspec.Struct, frozen=True):
    """An authority's time stamp over the checkpoint's bytes: RFC 3161, TimeStampResp in DER.

    `name` is what the authority is called in the names of files.
    """

    name: str
    answer: bytes


class Proofs(msgspec.Struct, frozen=True):
    """What goes under proofs/: `checkpoint` is the signed note, `places` are by item id.

    An item that the checkpoint does not hold yet has no place. `signer` signs the package's list of lists.
    """

    checkpoint: str
    places: Mapping[str, Place]
    anchors: tuple[Anchor, ...]
    signer: Signer

    def receipt(self, receipt: Receipt) -> Receipt:
        """Give the same item's receipt with the proof of its place; one without a place stays as it is.

        Raises:
            NotANote: the checkpoint is none, or was not signed by `signer`.
            NotAReceipt: the path does not lead to the checkpoint's root, or there are lines that no receipt can hold.

        """
        place = self.places.get(receipt.item)
        if place is None:
            return receipt
        text, signature = read_signed_by(
            self.checkpoint, name=self.signer.name, public=self.signer.public
        )
        checkpoint = Checkpoint.parse(text)
        proof = LogProof(
            log=checkpoint.origin,
            leaf=place.index,
            size=checkpoint.size,
            path=place.path,
            signature=signature,
        )
        if proof.checkpoint(bytes.fromhex(receipt.commitment)).render() != text:
            raise NotAReceipt("An item was not where its place in the log said.")
        return Receipt(item=receipt.item, commitment=receipt.commitment, proof=proof)


def key_file(name: str, public: bytes) -> str:
    """Write the public key for whoever checks: one file that `verify.py --key` and `ssh-keygen -Y verify -f` take."""
    return f"# {key_text(name, public)}\n{allowed_signers(name, public, NAMESPACE)}"


def consistency_file(hashes: Iterable[bytes]) -> str:
    """Write a proof that one checkpoint's log is the beginning of another's, for `verify.py --consistency`."""
    return "".join(f"{base64.b64encode(each).decode()}\n" for each in hashes)
