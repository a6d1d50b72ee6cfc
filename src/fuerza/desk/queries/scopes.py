"""What one list of the desk is about (a category, a group, an author, danger), and whom "all of it" means for an act.

A scope is named in addresses and forms by `name`: a kind and an opaque id. What is not on the desk has no scope.
"""

import uuid
from collections.abc import Callable

import msgspec
from django.db.models import Count, Q, QuerySet

from fuerza.acts.choices import Category
from fuerza.desk.choices import UNDOABLE, Decision, GroupKind
from fuerza.desk.models import Group, Mention
from fuerza.desk.queries.desks import (
    CALM,
    IN_DANGER,
    Desk,
    by_author_of,
    decided_in,
    group_in,
    mention_in,
    mentions_of_group,
    urgent_in,
)

Find = Callable[["Desk", str], "Scope | None"]
_MUTABLE = (Decision.WAITING, Decision.HIDDEN, Decision.RULED, Decision.KEPT, Decision.REPORTED)
_OPEN_TO: dict[Decision, tuple[Decision, ...]] = {
    Decision.MUTED: _MUTABLE,
    Decision.BLOCKED: (*_MUTABLE, Decision.MUTED),
}


class Scope(msgspec.Struct, frozen=True, kw_only=True):
    """One list: what it is, its mentions in their order, and whether an act against all of it is fair to offer.

    `title` and `lede` are its words, where it is no list of the desk's own. Where `is_danger`, its own page says
    plainly that all of it may put her in danger, so that whoever was told there may decide on all of it.
    """

    kind: str
    key: str
    mentions: QuerySet[Mention]
    category: Category | None = None
    group: Group | None = None
    is_calm: bool = False
    is_danger: bool = False
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


LEFT = IN_DANGER & Q(decision=Decision.WAITING)


def left_of(scope: Scope) -> QuerySet[Mention]:
    """Return what waits in a scope and no act on many puts away: she decides on it one by one."""
    return scope.mentions.filter(LEFT)


def aimed_at(scope: Scope, decision: Decision, *, leaves_danger: bool = True) -> QuerySet[Mention]:
    """Return those of a scope that an act on all of it means.

    What she has decided stays as it is, except that whom she kept or hid can still be muted, and whom she muted
    blocked. What waits and may put her in danger is left (`left_of`), but that it is kept as evidence with the others.
    A pile-on holds her friends too: it is muted and blocked only where something hurtful was found, and hidden without
    her support.
    """
    return scope.mentions.filter(_meant(scope, decision, leaves_danger=leaves_danger))


def numbers_of(scope: Scope) -> dict[Decision, tuple[int, int]]:
    """Count for each act on all of a scope, as its own page offers it, the mentions and the accounts: one query."""
    asked = {}
    for one in UNDOABLE:
        meant = _meant(scope, one, leaves_danger=not scope.is_danger)
        asked[f"{one}_mentions"] = Count("pk", filter=meant)
        asked[f"{one}_accounts"] = Count("author_key", filter=meant, distinct=True)
    found = scope.mentions.order_by().aggregate(**asked)
    return {one: (found[f"{one}_mentions"], found[f"{one}_accounts"]) for one in UNDOABLE}


def _meant(scope: Scope, decision: Decision, *, leaves_danger: bool) -> Q:
    meant = Q(decision__in=_OPEN_TO.get(decision, (Decision.WAITING,)))
    if leaves_danger:
        is_done = Q(exhibit__isnull=False) if decision is Decision.KEPT else Q()
        meant &= ~(LEFT & is_done)
    is_mixed = scope.group is not None and scope.group.kind == GroupKind.PILE_ON
    if is_mixed and decision in _OPEN_TO:
        meant &= ~Q(category__in=CALM)
    elif is_mixed and decision is Decision.HIDDEN:
        meant &= ~Q(category=Category.SUPPORT)
    return meant


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
    mentions = mentions_of_group(desk, group)
    return Scope(kind="g", key=key, mentions=mentions, group=group, is_danger=group.is_danger)


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
