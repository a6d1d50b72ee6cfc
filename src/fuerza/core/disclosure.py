"""One policy decides, for (viewer, object, surface), which fields may be shown.

Pages, JSON, feeds, mails, exports, search and counts all ask here. A domain's hooks.py states one rule per
model and surface; a pair without a rule is refused loudly, so that forgetting one fails closed. An empty
answer means: behave as if the object did not exist.
"""

from collections.abc import Callable, Iterable
from typing import Any, Literal, TypeVar

from django.db.models import Model

from fuerza.core import hooks

Surface = Literal["page", "json", "feed", "mail", "export", "search", "count"]
Rule = Callable[[Any, Any], frozenset[str]]
NOTHING: frozenset[str] = frozenset()
M = TypeVar("M", bound=Model)


class UndeclaredDisclosure(LookupError):
    """A surface asked for a model for which no rule says what may be shown there."""


def rule(model: type[Model], *surfaces: Surface) -> Callable[[Rule], Rule]:
    """Declare the decorated function (viewer, object) -> fields as the rule for `model` on `surfaces`."""

    def declare(function: Rule) -> Rule:
        for surface in surfaces:
            hooks.register("disclosure", f"{model._meta.label}:{surface}")(function)
        return function

    return declare


def fields_for(viewer: Any, thing: Model, surface: Surface) -> frozenset[str]:
    """Name the fields of `thing` that `viewer` may be shown on `surface`.

    Raises:
        UndeclaredDisclosure: no rule was declared for this model and surface.

    """
    decide = hooks.find("disclosure", f"{thing._meta.label}:{surface}")
    if decide is None:
        raise UndeclaredDisclosure(f"{thing._meta.label} on {surface}")
    return frozenset(decide(viewer, thing))


def may_show(viewer: Any, thing: Model, surface: Surface) -> bool:
    return bool(fields_for(viewer, thing, surface))


def shown(viewer: Any, things: Iterable[M], surface: Surface) -> list[M]:
    """Keep those that `viewer` may be shown on `surface`, in their order."""
    return [thing for thing in things if may_show(viewer, thing, surface)]


def values_for(viewer: Any, thing: Model, surface: Surface) -> dict[str, Any]:
    """Return the fields that may be shown, with their values."""
    return {name: getattr(thing, name) for name in sorted(fields_for(viewer, thing, surface))}
