"""The desk's words: what a code, a language, a platform or a severity is called on a page.

`{% load desk %}`. Filters give plain text; what somebody wrote is set apart by the template that shows it.
"""

from django import template
from django.utils.formats import number_format
from django.utils.translation import get_language_info, gettext_lazy
from django.utils.translation import gettext as _

from fuerza.acts.choices import Category
from fuerza.connections.queries import label_of
from fuerza.desk.choices import KINDS, OFFLINE, POINTS, REASONS, SEVERITIES, Decision
from fuerza.desk.models import Mention
from fuerza.desk.queries import CALM, Body
from safeguard.classify.detector import WHOLE
from safeguard.detect.places import HERS
from safeguard.text.language import LANGUAGES

register = template.Library()
SEEN, FILE = "seen", "file"
_UNKNOWN = gettext_lazy("language unknown")
_LEVELS = {4: "level-3", 3: "level-3", 2: "level-2", 1: "level-1"}
_MARKED = {Decision.KEPT, Decision.MUTED, Decision.BLOCKED, Decision.REPORTED}
REASONS_SHOWN = 4


@register.filter
def category_word(mention: Mention) -> str:
    return str(Category(mention.category).label)


@register.filter
def level(severity: int) -> str:
    """Name the badge of a severity (components.md)."""
    return _LEVELS.get(severity, "plain")


@register.filter
def badge_of(mention: Mention) -> str:
    if mention.category == Category.SUPPORT:
        return "support"
    return "plain" if mention.category in CALM else level(mention.severity)


@register.filter
def severity_word(severity: int) -> str:
    return str(SEVERITIES.get(severity, ""))


@register.filter
def decision_badge(decision: str) -> str:
    return "kept" if decision in _MARKED else "plain"


@register.filter
def decision_word(decision: str) -> str:
    return str(Decision(decision).label)


@register.filter
def language_word(tag: str) -> str:
    """Name a language in the page's language: those we read, else whatever Django knows."""
    if tag == "hi-Latn":
        return _("Hindi in Latin letters")
    try:
        return str(get_language_info(tag.partition("-")[0])["name_translated"])
    except KeyError:
        return str(_UNKNOWN)


@register.filter
def platform_word(platform: str) -> str:
    if platform in {SEEN, FILE}:
        return _("platform unknown")
    return label_of(platform)


@register.filter
def kind_word(kind: str) -> str:
    return str(KINDS.get(kind, kind))


@register.filter
def point_word(point: str) -> str:
    return str(POINTS.get(point, point))


@register.filter
def placeholder(mention: Mention) -> str:
    """Stand in for a text where nobody is to read it: on a projector, in a workshop."""
    named = {"what": category_word(mention), "language": language_word(mention.language)}
    return _("[%(what)s, %(language)s]") % named


@register.filter
def reasons(body: Body) -> list[tuple[str, str]]:
    """Say why a text was scored so: sentences, each with the words it rests on or ''."""
    found: dict[str, str] = {}
    for sign in body.signs:
        found[str(OFFLINE[HERS if sign.code == HERS else sign.kind])] = ""
    for why in body.why:
        code = without_language(why.code)
        sentence = str(REASONS.get(code, code))
        found.setdefault(sentence, body.post.text[why.start : why.end] if code == "words" else "")
    return list(found.items())[:REASONS_SHOWN]


@register.filter
def is_whole(body: Body) -> bool:
    """Say whether a reason names the text as a whole, so that a word can be asked for."""
    return any(why.code == WHOLE for why in body.why)


@register.filter
def percent(share: float) -> str:
    """Write a share as whole percents; "%" is the sentence's part."""
    return number_format(round(share * 100))


def without_language(code: str) -> str:
    """Strip the language that a rule was written for off its name: "threat.death.en" sees what ".es" sees."""
    rule, _dot, tag = code.rpartition(".")
    return rule if rule and tag in LANGUAGES else code
