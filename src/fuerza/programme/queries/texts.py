"""Which text is shown: the reviewed one in the reader's language, else the first written, with its language named."""

from collections.abc import Iterable
from typing import Any

import msgspec
from django.conf import settings
from django.utils.translation import get_language_info

from fuerza.programme.choices import TextStatus


class Said(msgspec.Struct, frozen=True):
    """A text to show, the language it is in, and whether that is another one than the reader's."""

    text: str
    language: str
    is_foreign: bool

    @property
    def language_name(self) -> str:
        return name_of_language(self.language)


def said(rows: Iterable[Any], field: str, language: str) -> Said | None:
    """Choose the text of a field for a reader of `language`; drafts of translations are shown to nobody here."""
    of_field = [row for row in rows if row.field == field]
    for row in of_field:
        if row.language == language and (
            row.status == TextStatus.REVIEWED or row.language == row.source_language
        ):
            return Said(row.text, row.language, is_foreign=False)
    first = next((row for row in of_field if row.language == row.source_language), None)
    return Said(first.text, first.language, is_foreign=True) if first else None


def name_of_language(code: str) -> str:
    """Name a language in itself ("Español"); a code we have no name for stays as it is."""
    if code in settings.AUTONYMS:
        return settings.AUTONYMS[code]
    try:
        return str(get_language_info(code)["name_local"])
    except KeyError:
        return code
