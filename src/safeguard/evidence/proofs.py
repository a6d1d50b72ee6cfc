"""What a package carries so that its age and its maker can be checked: places in a log, time stamps, a signature.

A log's checkpoint (`note.Checkpoint`, signed) says what had been kept when it was made; `Place` proves that one item
is in it and tells of no other; an `Anchor` is an authority's answer that the checkpoint existed at a time.
"""

from collections.abc import Mapping

import msgspec

from safeguard.evidence.note import Signer


class Place(msgspec.Struct, frozen=True):
    """Where in the log an item's commitment is, and the audit path from there to the root (`log.Tree.inclusion`)."""

    index: int
    path: tuple[bytes, ...]


class Anchor(msgspec.Struct, frozen=True):
    """A time stamp over the checkpoint's bytes: RFC 3161, TimeStampResp in DER. `name` is the authority's, in a file's name."""

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
