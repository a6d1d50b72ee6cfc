"""How the programme's pages say places, dates, hours and texts: `{% load programme %}`. Everything is escaped."""

import json
from collections.abc import Iterable
from contextlib import suppress
from datetime import date
from typing import Any

from django import template
from django.template.context import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from fuerza.core import times
from fuerza.programme import queries
from fuerza.programme.choices import FACT_WORDS, Format, PlaceKind
from safeguard.publish import edtf

register = template.Library()
_IN_A_SCRIPT = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}
DATES = {"posted_on", "starts"}  # claims about a date, which can be put into the reader's words


def _language() -> str:
    return get_language() or "en"


@register.filter
def place(row: Any) -> str:
    """Name a place in the reader's language."""
    return queries.name_of(row, _language())


@register.simple_tag(takes_context=True)
def country_of(context: Context, row: Any) -> str:
    """Name a place's country, unless the place is one; `countries` must be in the context."""
    if row.kind == PlaceKind.COUNTRY:
        return ""
    return str(context["countries"].get(row.country, row.country))


@register.filter
def begins(row: Any) -> SafeString | str:
    """Say when something begins, as exactly as is known and no more."""
    words = queries.when_words(row)
    return format_html('<time datetime="{}">{}</time>', row.starts, words) if row.starts else words


@register.filter
def when(row: Any) -> str:
    """Say when something begins in plain words, for where no markup can be."""
    return queries.when_words(row)


@register.filter
def partial_date(text: str) -> str:
    """Say a partial date in words."""
    return queries.date_words(text)


@register.filter
def long_day(on: date) -> str:
    return queries.day_words(on)


@register.simple_tag
def text(rows: Iterable[Any], field: str) -> SafeString | str:
    """Show a text in the reader's language, else as it was first written, with its language named."""
    said = queries.said(rows, field, _language())
    if said is None:
        return ""
    if not said.is_foreign:
        return format_html("<bdi>{}</bdi>", said.text)
    if field == "name":  # a name is a name in every language
        return format_html('<bdi lang="{}">{}</bdi>', said.language, said.text)
    return format_html(
        '<bdi lang="{}">{}</bdi> <span class="in-language">{}</span>',
        said.language,
        said.text,
        _("in %(language)s") % {"language": said.language_name},
    )


@register.filter
def of(words: queries.Wording, thing: Any) -> Iterable[Any]:
    """Pick the texts of one thing out of those that a page has read."""
    return words.get(thing.pk, ())


@register.filter
def has_text(rows: Iterable[Any], field: str) -> bool:
    return queries.said(rows, field, _language()) is not None


@register.filter
def ld_json(told: dict[str, Any]) -> SafeString:
    """Write structured data into a page; nothing in it can end the element that holds it."""
    return SafeString(json.dumps(told, ensure_ascii=False).translate(_IN_A_SCRIPT))


@register.filter
def languages(codes: Iterable[str]) -> list[tuple[str, str]]:
    """Pair the codes of languages with what each is called in itself."""
    return [(code, queries.name_of_language(code)) for code in codes]


@register.filter
def formats_of(codes: Iterable[str]) -> list[str]:
    return [str(Format(code).label) for code in codes]


@register.filter
def claim_about(field: str) -> str:
    """Say what a claim is about."""
    return str(FACT_WORDS.get(field, field.replace("_", " ")))


@register.filter
def claim_value(claim: Any) -> SafeString:
    """Give what a source says in its words; a bare date is put into the reader's."""
    if claim.field in DATES:
        with suppress(edtf.NotAPartialDate):
            words = queries.date_words(claim.value)
            return format_html('<time datetime="{}">{}</time>', claim.value, words)
    return format_html("<bdi>{}</bdi>", claim.value)


@register.simple_tag
def hours(row: queries.Hours) -> SafeString:
    """Say a session's hours where it takes place, with how far they are from UTC."""
    if row.begins is None or row.ends is None:
        return format_html("{}", _span(row.session.starts, row.session.ends))
    return format_html(
        '<time datetime="{}">{}</time>',
        row.begins.isoformat(timespec="minutes"),
        _("%(hours)s, %(offset)s")
        % {"hours": _span(row.begins, row.ends), "offset": times.offset(row.begins)},
    )


@register.simple_tag(takes_context=True)
def my_hours(context: Context, row: queries.Hours) -> SafeString | str:
    """Say the same hours for the reader, with her day where it is another one; nothing where they are the same."""
    zone = str(getattr(getattr(context.get("request"), "user", None), "zone", ""))
    if not zone or row.begins is None or row.ends is None:
        return ""
    begins, ends = times.local(row.begins, zone), times.local(row.ends, zone)
    if begins.utcoffset() == row.begins.utcoffset():
        return ""
    values = {"hours": _span(begins, ends), "offset": times.offset(begins)}
    if begins.date() == row.begins.date():
        return _("for you %(hours)s, %(offset)s") % values
    values["day"] = queries.day_words(begins.date())
    return _("for you %(day)s, %(hours)s, %(offset)s") % values


def _span(begins: Any, ends: Any) -> str:
    return f"{_clock(begins)}\u2013{_clock(ends)}"


def _clock(moment: Any) -> str:
    return f"{moment:%H:%M}"
