"""The receipt of one kept item: a few lines she can print or send to herself.

It tells nothing about the item; kept outside a package, it shows that the record is still the same. Version 1 is given
as soon as the item is kept. Version 2 proves that the item is in a log: from the path to the root and the signature
under it, anybody with the log's public key can rebuild the checkpoint and check it with nothing else in hand.
Several receipts may stand in one text. `verify.py` reads both with a parser of its own, as mailed or quoted too.

In a log of up to 65,536 entries, with a name of up to 32 letters, a receipt is under 1,000 bytes. Each doubling of the
log adds some 44; none is refused for that.
"""

import base64
import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from textwrap import wrap
from typing import Self

import msgspec

from safeguard.evidence.errors import NotAReceipt
from safeguard.evidence.log import leaf_hash
from safeguard.evidence.note import Checkpoint
from safeguard.evidence.record import Record, commitment, in_utc, read_record
from safeguard.evidence.verify import root_by

_KEPT, _LOGGED = "receipt: 1", "receipt: 2"
_FIELDS = {
    _KEPT: ("item", "commitment", "made_at", "tool"),
    _LOGGED: ("item", "commitment", "log", "leaf", "size", "path", "signature"),
}
_WIDTH = 70  # of base64 on a line, so that no mail program breaks it
_NO_PATH = "-"  # in a log of one entry
_MAX_SIZE = 1000
_HASH = 32
_COMMITMENT = re.compile(r"[0-9a-f]{64}")
_START = re.compile(r"^(?=receipt: )", re.MULTILINE)


class LogProof(msgspec.Struct, frozen=True, kw_only=True):
    """That the log called `log` held an entry as leaf `leaf` (from 0) when it had `size` of them.

    `signature` is the one under that checkpoint: four bytes that tell the key, and Ed25519's 64.
    """

    log: str
    leaf: int
    size: int
    path: tuple[bytes, ...]
    signature: bytes

    def checkpoint(self, entry: bytes) -> Checkpoint:
        """Rebuild the checkpoint that was signed, if `entry` was there.

        Raises:
            NotAReceipt: no leaf of such a log has a path of that length.

        """
        root = root_by(leaf_hash(entry), index=self.leaf, size=self.size, proof=self.path)
        if root is None:
            raise NotAReceipt("A receipt's path led to no root.")
        return Checkpoint(origin=self.log, size=self.size, root=root)


class Receipt(msgspec.Struct, frozen=True, kw_only=True):
    """Which record was kept. One with a proof is of version 2; else `made_at` is its maker's own clock's."""

    item: str
    commitment: str
    made_at: datetime | None = None
    tool: str | None = None
    proof: LogProof | None = None

    @classmethod
    def of(cls, body: bytes, *, made_at: datetime, tool: str) -> Self:
        """Make the receipt for a record's bytes.

        Raises:
            NotARecord: they are none.

        """
        return cls.of_record(read_record(body), body, made_at=made_at, tool=tool)

    @classmethod
    def of_record(cls, record: Record, body: bytes, *, made_at: datetime, tool: str) -> Self:
        """Make the receipt for a record that was read from `body` already."""
        pinned = commitment(body, bytes.fromhex(record.integrity.salt))
        return cls(item=record.identity.id, commitment=pinned, made_at=in_utc(made_at), tool=tool)

    def render(self) -> str:
        """Write it as text.

        Raises:
            NotAReceipt: it would not fit into a kilobyte though it has no proof, or a field would break its line.

        """
        text = _text(self)
        is_long = self.proof is None and len(text.encode()) > _MAX_SIZE
        if is_long or parse_receipts(text) != [self]:
            raise NotAReceipt("A receipt had a field that was too long or not on one line.")
        return text


def render_receipts(receipts: Iterable[Receipt]) -> str:
    """Write several receipts as one text, a blank line between."""
    return "\n".join(receipt.render() for receipt in receipts)


def parse_receipts(text: str) -> list[Receipt]:
    """Read one or more receipts from a text, however its lines end.

    Raises:
        NotAReceipt: there is none, or something else stands among them.

    """
    lines = "".join(f"{line.strip()}\n" for line in text.splitlines() if line.strip())
    receipts = [_parse_one(block) for block in _START.split(lines) if block]
    if not receipts:
        raise NotAReceipt("The text held no receipt.")
    return receipts


def _parse_one(block: str) -> Receipt:
    first, *lines = block.splitlines()
    facts: dict[str, str] = {}
    last = ""
    for line in lines:
        field, colon, value = line.partition(": ")
        last = field if colon else last
        facts[last] = facts.get(last, "") + (value if colon else line)
    if tuple(facts) != _FIELDS.get(first):
        raise NotAReceipt("The text held something that was not a receipt.")
    if not _COMMITMENT.fullmatch(facts["commitment"]):
        raise NotAReceipt("A receipt's commitment was not 64 hexadecimal digits.")
    receipt = _proven(facts) if first == _LOGGED else _dated(facts)
    if _text(receipt) != block:
        raise NotAReceipt("The text held something that was not a receipt.")
    return receipt


def _dated(facts: Mapping[str, str]) -> Receipt:
    try:
        return msgspec.convert(facts, Receipt)
    except msgspec.ValidationError as error:
        raise NotAReceipt("A receipt's time could not be read.") from error


def _proven(facts: Mapping[str, str]) -> Receipt:
    try:
        path = base64.b64decode(facts["path"].replace(_NO_PATH, ""), validate=True)
        proof = LogProof(
            log=facts["log"],
            leaf=int(facts["leaf"]),
            size=int(facts["size"]),
            path=tuple(path[at : at + _HASH] for at in range(0, len(path), _HASH)),
            signature=base64.b64decode(facts["signature"], validate=True),
        )
    except ValueError as error:
        raise NotAReceipt("A receipt's proof could not be read.") from error
    return Receipt(item=facts["item"], commitment=facts["commitment"], proof=proof)


def _text(receipt: Receipt) -> str:
    facts = msgspec.to_builtins(receipt)
    if receipt.proof:
        facts |= msgspec.structs.asdict(receipt.proof)
        facts["path"] = _wrapped(b"".join(receipt.proof.path)) or _NO_PATH
        facts["signature"] = _wrapped(receipt.proof.signature)
    first = _LOGGED if receipt.proof else _KEPT
    return f"{first}\n" + "".join(f"{field}: {facts[field]}\n" for field in _FIELDS[first])


def _wrapped(body: bytes) -> str:
    return "\n".join(wrap(base64.b64encode(body).decode(), _WIDTH))
