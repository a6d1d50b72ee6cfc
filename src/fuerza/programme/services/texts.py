"""Texts in several languages: one is written first, the others are translations and go stale with it."""

from collections.abc import Iterable
from typing import NamedTuple

from django.db import transaction
from django.db.models import F

from fuerza.programme.choices import TextStatus
from fuerza.programme.models import Edition, Partnership, Programme, Session, Words

Holder = Programme | Edition | Partnership | Session


class NothingToTranslate(ValueError):
    """A translation was written before the text itself."""


class TranslationsLeft(ValueError):
    """A text was to be taken away while its translations stood."""


def language_of(holder: Holder) -> str:
    """Name the language in which a thing's texts are written first."""
    if isinstance(holder, Partnership | Session):
        return holder.edition.source_language
    return holder.source_language


@transaction.atomic
def write_text(
    *,
    holder: Holder,
    field: str,
    language: str,
    text: str,
    status: str = TextStatus.DRAFT,
) -> Words | None:
    """Write one text of a thing in one language; an empty one takes it away.

    When the text written first changes, its reviewed translations become drafts: nobody has reviewed them
    against what it says now, so they are shown to nobody until somebody does.

    Raises:
        NothingToTranslate: the text is not there yet in the language it is written in first.
        TranslationsLeft: it is the text written first, and translations of it stand.

    """
    source = language_of(holder)
    of_field = holder.texts.filter(field=field)
    others = of_field.exclude(language=source)
    if not text:
        if language == source and others.exists():
            raise TranslationsLeft(field)
        if of_field.filter(language=language).delete()[0]:
            noted(holder)
        return None
    if language == source:
        if not of_field.filter(language=source, text=text).exists():
            others.filter(status=TextStatus.REVIEWED).update(status=TextStatus.DRAFT)
    elif not of_field.filter(language=source).exists():
        raise NothingToTranslate(field)
    if not of_field.filter(language=language, text=text, status=status).exists():
        noted(holder)
    row, _is_new = holder.texts.update_or_create(
        field=field,
        language=language,
        defaults={"text": text, "status": status, "source_language": source},
    )
    return row


def noted(holder: Holder, changes: int = 1) -> None:
    """Count a change that calendars have to take over, beside those that move something."""
    if not isinstance(holder, Edition | Session):
        return
    holder.sequence = F("sequence") + changes
    holder.save(update_fields=["sequence"])
    holder.refresh_from_db(fields=["sequence"])


class Writing(NamedTuple):
    """One text to write: of what, which field, what it says, and whether somebody reviewed it."""

    holder: Holder
    field: str
    text: str
    status: str


@transaction.atomic
def write_texts(*, writings: Iterable[Writing], language: str) -> None:
    """Write several texts in one language, all or none.

    Raises:
        NothingToTranslate, TranslationsLeft: as for one; then none was written.

    """
    for one in writings:
        write_text(
            holder=one.holder,
            field=one.field,
            language=language,
            text=one.text,
            status=one.status,
        )
