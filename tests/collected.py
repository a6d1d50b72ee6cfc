"""One page of each template, in each language, for axe to look at: kept aside while the site's tests ask for them.

With FUERZA_PAGES set to a folder, every page that a test gets is drawn again in five languages and written there as
TEMPLATE.LANGUAGE.html, the fullest that was seen. `tools/axe.py` looks at them all, and misses none.
"""

import os
from collections import Counter
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connections
from django.template import Context, Template
from django.template.loader_tags import ExtendsNode
from django.test.signals import template_rendered
from django.utils import translation

FOLDER = os.environ.get("FUERZA_PAGES", "")
ENOUGH = 6  # pages of one template by one worker: the fullest of them is likely full enough
_seen: Counter[str] = Counter()


def collect() -> None:
    if FOLDER:
        template_rendered.connect(_keep, dispatch_uid="collected")


def _keep(sender: Template, context: Context, **_: Any) -> None:
    """Draw a whole page once more in each language, unless its queries are being counted."""
    if not sender.name or not sender.nodelist.get_nodes_by_type(ExtendsNode):
        return
    is_counted = any(each.force_debug_cursor for each in connections.all(initialized_only=True))
    if is_counted or _seen[sender.name] >= ENOUGH or "page_language" not in context:
        return
    _seen[sender.name] += 1
    for language, _name in settings.LANGUAGES:
        _write(sender.name, language, _drawn(sender, context, language))


def _drawn(template: Template, context: Context, language: str) -> str:
    direction = "rtl" if translation.get_language_info(language)["bidi"] else "ltr"
    with (
        translation.override(language),
        context.render_context.push_state(template),
        context.push(page_language=language, direction=direction),
    ):
        return template.nodelist.render(context)


def _write(name: str, language: str, html: str) -> None:
    path = Path(FOLDER) / f"{name.replace('/', '.')}.{language}.html"
    if not path.exists() or path.stat().st_size < len(html.encode()):
        draft = path.with_suffix(f".{os.getpid()}")
        draft.write_text(html)
        draft.replace(path)
