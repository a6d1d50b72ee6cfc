"""Everything of an edition that can be written in a language, beside what it says in the language written first."""

from collections.abc import Iterator

import msgspec

from fuerza.programme.choices import TextStatus
from fuerza.programme.models import Edition, Partnership, Session

Holder = Edition | Partnership | Session
FIELDS = ("issue", "about")


class Writable(msgspec.Struct, frozen=True, kw_only=True):
    """One text: of what, which field, how it stands in the first language and in this one."""

    holder: Holder
    field: str
    first: str
    first_language: str
    text: str
    status: str

    @property
    def is_reviewed(self) -> bool:
        return self.status == TextStatus.REVIEWED


def writable(edition: Edition, language: str) -> list[Writable]:
    """List an edition's texts for somebody who writes in `language`; what has no first text can't be translated."""
    found = [
        _one(holder, field, language, edition.source_language)
        for holder, field in _places_for_text(edition)
    ]
    is_first = language == edition.source_language
    return [one for one in found if is_first or one.first]


def drafts_by_language(edition: Edition) -> dict[str, int]:
    """Count, for each language something was translated into, the texts that nobody has reviewed."""
    counts: dict[str, int] = {}
    for holder, _field in _places_for_text(edition, ("issue",)):
        for row in holder.texts.all():
            if row.language != row.source_language:
                is_draft = row.status != TextStatus.REVIEWED
                counts[row.language] = counts.get(row.language, 0) + is_draft
    return counts


def _places_for_text(
    edition: Edition, fields: tuple[str, ...] = FIELDS
) -> Iterator[tuple[Holder, str]]:
    for field in fields:
        yield edition, field
    for partnership in edition.partnerships.all():
        yield partnership, "told"
    for session in edition.sessions.prefetch_related("texts").order_by("starts", "id"):
        yield session, "title"


def _one(holder: Holder, field: str, language: str, first_language: str) -> Writable:
    rows = {row.language: row for row in holder.texts.all() if row.field == field}
    first, here = rows.get(first_language), rows.get(language)
    return Writable(
        holder=holder,
        field=field,
        first=first.text if first else "",
        first_language=first_language,
        text=here.text if here else "",
        status=here.status if here else TextStatus.DRAFT,
    )
