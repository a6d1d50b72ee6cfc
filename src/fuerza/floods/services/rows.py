"""What finding reads of each mention: times, keyed hashes and what was found, never a text."""

import uuid
from datetime import datetime, timedelta
from typing import Any

import msgspec

from fuerza.acts.choices import Category
from fuerza.desk.choices import Decision
from fuerza.desk.models import Mention
from fuerza.people.models import Person
from safeguard.detect.flood import Mentioned

LOOK_BACK = timedelta(days=60)
_FIELDS = (
    "pk",
    "written_at",
    "author_key",
    "signature",
    "post_key",
    "about_key",
    "is_new_account",
    "category",
    "severity",
    "platform",
    "language",
    "signs",
    "decision",
    "group_id",
)


class Row(msgspec.Struct, frozen=True, gc=False):
    """One mention. `is_hurtful` is None where its text could not be read."""

    pk: uuid.UUID
    at: datetime
    author: bytes
    signature: bytes
    post: bytes
    about: bytes
    is_new: bool | None
    category: str
    severity: int
    platform: str
    language: str
    signs: str
    decision: str
    group_id: uuid.UUID | None

    @property
    def is_hurtful(self) -> bool | None:
        return None if self.category == Category.UNKNOWN else self.severity > 0

    @property
    def mentioned(self) -> Mentioned:
        """Give it as the library wants it."""
        return Mentioned(
            at=self.at,
            author=self.author,
            id=self.post,
            about=self.about or None,
            is_new=self.is_new,
            is_hurtful=bool(self.is_hurtful),
        )


def rows_of(person: Person, now: datetime) -> list[Row]:
    """Read what came in the last sixty days, in the order in which it was written."""
    mine = Mention.objects.filter(person=person, written_at__gt=now - LOOK_BACK)
    values = mine.exclude(decision=Decision.STAGED).order_by("written_at", "pk")
    same: dict[Any, Any] = {}  # what many rows have in common is held once
    return [
        Row(*(same.setdefault(it, it) for it in map(_plain, each)))
        for each in values.values_list(*_FIELDS).iterator(chunk_size=10_000)
    ]


def _plain(value: Any) -> Any:
    return bytes(value) if isinstance(value, memoryview) else value
