"""What one list of the desk is about (a category, a group, an author, danger), and whom "all of it" means for an act.

A scope is named in addresses and forms by `name`: a kind and an opaque id. What is not on the desk has no scope.
"""

import uuid
from collections.abc import Callable

import msgspec
from django.db.models import QuerySet

from fuerza.acts.choices import Category
from fuerza.desk.choices import Decision, GroupKind
from fuerza.desk.models import Group, Mention
from fuerza.desk.queries.desks import (
    CALM,
    Desk,
    by_author_of,
    decided_in,
    group_in,
    mention_in,
    mentions_of_group,
    urgent_in,
)

Find = Callable[["Desk", str], "Scope | None"]
_MUTABLE = (
    Decision.WAITING,
    Decision.HIDDEN,
    Decision.RULED,
    Decision.KEPT,
    Decision.REPORTED,
)
_OPEN_TO: dict[Decision, tuple[Decision, ...]] = {
    Decision.MUTED: _MUTABLE,
    Decision.BLOCKED: (*_MUTABLE, Decision.MUTED),
}


class Scope(msgspec.Struct, frozen=True, kw_only=True):
    """One list: what it is, its mentions in their order, and whether an act against all of it is fair to offer.

    `title` and `lede` are its words, where it is no list of the desk's own.
    """

    kind: str
    key: str
    mentions: QuerySet[Mention]
    category: Category | None = None
    group: Group | None = None
    is_calm: bool = False
    title: str = ""
    lede: str = ""

    @property
    def name(self) -> str:
        return f"{self.kind}:{self.key}"


def scope_kind(kind: str) -> Callable[[Find], Find]:
    """Register the decorated function as what finds the lists of one more kind, for a domain above."""

    def taken(find: Find) -> Find:
        _KINDS[kind] = find
        return find

    return taken


def scope_in(desk: Desk, name: str) -> Scope | None:
    """Find what `name` names on this desk; None for what is not there."""
    kind, _colon, key = name.partition(":")
    find = _KINDS.get(kind)
    return find(desk, key) if find else None


def aimed_at(scope: Scope, decision: Decision) -> QuerySet[Mention]:
    """Return those of a scope that an act on all of it means.

    What she has decided stays as it is, except that whom she kept or hid can still be muted, and whom she muted
    blocked. A pile-on holds her friends too: it is muted and blocked only where something hurtful was found, and
    hidden without her support.
    """
    rows = scope.mentions.filter(decision__in=_OPEN_TO.get(decision, (Decision.WAITING,)))
    is_mixed = scope.group is not None and scope.group.kind == GroupKind.PILE_ON
    if is_mixed and decision in _OPEN_TO:
        rows = rows.exclude(category__in=CALM)
    elif is_mixed and decision is Decision.HIDDEN:
        rows = rows.exclude(category=Category.SUPPORT)
    return rows


def _of_category(desk: Desk, key: str) -> Scope | None:
    if key not in Category.values:
        return None
    category = Category(key)
    return Scope(
        kind="in",
        key=key,
        mentions=decided_in(desk, category, Decision.WAITING),
        category=category,
        is_calm=category in CALM,
    )


def _of_group(desk: Desk, key: str) -> Scope | None:
    group = group_in(desk, pk) if (pk := _uuid(key)) else None
    if group is None:
        return None
    return Scope(kind="g", key=key, mentions=mentions_of_group(desk, group), group=group)


def _of_author(desk: Desk, key: str) -> Scope | None:
    mention = mention_in(desk, pk) if (pk := _uuid(key)) else None
    if mention is None:
        return None
    return Scope(kind="a", key=key, mentions=by_author_of(desk, mention))


def _of_urgent(desk: Desk, key: str) -> Scope | None:
    return None if key else Scope(kind="u", key="", mentions=urgent_in(desk))


def _uuid(key: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(key)
    except ValueError:
        return None


_KINDS: dict[str, Find] = {
    "in": _of_category,
    "g": _of_group,
    "a": _of_author,
    "u": _of_urgent,
}
