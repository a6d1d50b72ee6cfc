"""What every template loads: text of others set apart, times with their zone, counts, icons, badges, folds.

`{% load fuerza %}` and see docs/develop/components.md. Everything here escapes what it is given.
"""

import re
from datetime import datetime
from typing import Any

from django import template
from django.http import HttpRequest
from django.template.context import Context
from django.template.loader_tags import BLOCK_CONTEXT_KEY
from django.templatetags.static import static
from django.utils import formats, timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from fuerza.core import times

register = template.Library()


@register.filter
def bdi(text: object) -> SafeString:
    """Set text that a person wrote apart, so that its direction doesn't leak into ours."""
    return format_html("<bdi>{}</bdi>", text)


@register.filter
def handle(text: object) -> SafeString:
    """Show a handle, an address or a hashtag: left to right, set apart, whatever stands around it."""
    return format_html('<bdi class="handle" dir="ltr">{}</bdi>', text)


@register.filter
def phone(number: str) -> SafeString:
    """Show a number so that a touch calls it; how people part its digits is shown, and not dialled."""
    dialled = re.sub(r"(?!^\+)\D", "", number.strip(), flags=re.ASCII)
    if not dialled:
        return handle(number)
    return format_html('<a class="handle" dir="ltr" href="tel:{}">{}</a>', dialled, number)


@register.filter
def count(number: float | None) -> str:
    """Write a number the way her language writes it; nothing for None."""
    return "" if number is None else formats.number_format(number, force_grouping=True)


@register.simple_tag(takes_context=True)
def when(context: Context, moment: datetime | None) -> SafeString | str:
    """Say a moment in her zone, and the zone."""
    if moment is None:
        return ""
    text = times.said(moment, now=timezone.now(), zone=_zone(context))
    return format_html('<time datetime="{}">{}</time>', moment.isoformat(timespec="minutes"), text)


@register.simple_tag(takes_context=True)
def day(context: Context, moment: datetime | None) -> SafeString | str:
    """Say the day of a moment in her zone."""
    if moment is None:
        return ""
    here = times.local(moment, _zone(context))
    text = times.day(moment, now=timezone.now(), zone=_zone(context))
    return format_html('<time datetime="{}">{}</time>', here.date().isoformat(), text)


@register.simple_tag
def icon(name: str, *, turns: bool = False) -> SafeString:
    """Draw one of our icons; always beside a word, never instead of one. `turns`: mirrored in Arabic."""
    return format_html(
        '<svg class="icon{}" aria-hidden="true" focusable="false"><use href="{}#{}"/></svg>',
        " icon-turns" if turns else "",
        static("icons/icons.svg"),
        name,
    )


@register.simple_tag
def badge(kind: str, word: object) -> SafeString:
    """Say a state or a severity with a word, a shape and a weight: support kept needs level-1 level-2 level-3 plain."""
    return format_html('<span class="badge {}">{}</span>', kind, word)


@register.simple_block_tag
def fold(
    content: SafeString, summary: object, kind: str = "", *, is_open: bool = False
) -> SafeString:
    """Fold what she may not want to see; the summary is neutral and says what is inside, never the words themselves."""
    return format_html(
        '<details class="fold {}"{}><summary>{}</summary><div class="fold-body">{}</div></details>',
        kind,
        " open" if is_open else "",
        summary,
        content,
    )


@register.simple_tag(takes_context=True)
def again(context: Context, name: str) -> str:
    """Give the text of a block a second time: the page's name stands in the title and in the top line."""
    blocks: Any = context.render_context.get(BLOCK_CONTEXT_KEY)
    block = blocks.get_block(name) if blocks else None
    return block.nodelist.render(context).strip() if block else ""


def _zone(context: Context) -> str:
    request: HttpRequest | None = context.get("request")
    return str(getattr(getattr(request, "user", None), "zone", "UTC"))
