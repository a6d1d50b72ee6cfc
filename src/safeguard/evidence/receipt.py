"""The receipt of one kept item: a few lines she can print or send to herself, under a kilobyte.

It tells nothing about the item; kept outside a package, it shows that the record is still the same.
Several receipts may stand in one text. `verify.py` reads this format with a parser of its own.
"""

import re
from collections.abc import Iterable
from datetime import datetime
from typing import Self

import msgspec

from safeguard.evidence.errors import NotAReceipt
from safeguard.evidence.record import Record, commitment, in_utc, read_record

_FIRST_LINE = "receipt: 1"
_FIELDS = ("item", "commitment", "made_at", "tool")
_MAX_SIZE = 1000
_COMMITMENT = re.compile(r"[0-9a-f]{64}")


class Receipt(msgspec.Struct, frozen=True, kw_only=True):
    """Which record was kept: `made_at` is when this receipt was made, by the maker's own clock."""

    item: str
    commitment: str
    made_at: datetime
    tool: str

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
            NotAReceipt: it would not fit into a kilobyte, or a field would break its line.

        """
        facts = msgspec.to_builtins(self)
        lines = [_FIRST_LINE, *(f"{field}: {facts[field]}" for field in _FIELDS)]
        text = "\n".join(lines) + "\n"
        if len(text.encode()) > _MAX_SIZE or parse_receipts(text) != [self]:
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
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    step = 1 + len(_FIELDS)
    receipts = [_parse_one(lines[start : start + step]) for start in range(0, len(lines), step)]
    if not receipts:
        raise NotAReceipt("The text held no receipt.")
    return receipts


def _parse_one(lines: list[str]) -> Receipt:
    pairs = [line.partition(": ") for line in lines[1:]]
    facts = {field: value for field, _, value in pairs}
    if lines[0] != _FIRST_LINE or tuple(field for field, _, _ in pairs) != _FIELDS:
        raise NotAReceipt("The text held something that was not a receipt.")
    if not _COMMITMENT.fullmatch(facts["commitment"]):
        raise NotAReceipt("A receipt's commitment was not 64 hexadecimal digits.")
    try:
        return msgspec.convert(facts, Receipt)
    except msgspec.ValidationError as error:
        raise NotAReceipt("A receipt's time could not be read.") from error
