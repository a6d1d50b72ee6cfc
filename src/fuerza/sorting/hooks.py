"""What sorting does while the desk takes in, what it shows on the desk's pages, and who may be shown what of it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from fuerza.core import disclosure, hooks
from fuerza.core.panels import Card, Panel
from fuerza.desk import queries as desk
from fuerza.people.models import Person
from fuerza.sorting import queries, services
from fuerza.sorting.models import Correction, Rule, SavedView

MIDDLE = 50
RULE = frozenset({"expires_at", "has_looked", "is_paused", "looked", "made_at"})
CORRECTION = frozenset({"after", "at", "before", "model", "size", "sorts_anew", "undone_at"})
VIEW = frozenset({"made_at"})

hooks.register("scores", "sorting")(services.as_she_sorts)
hooks.register("stored", "sorting")(services.hide_what_came)
hooks.register("shown", "sorting")(services.hide_what_a_file_brought)


@hooks.register("reset", "sorting")
def forget(person: Person, *, now: datetime) -> None:
    """Forget on a reset what lies under her data key: whoever comes by one gets an empty desk."""
    services.forget_all(person=person, now=now)


@hooks.register("panels", "sorting")
def panels(place: str, person: Person) -> list[Panel]:
    """Show what rules hide; and beside a message or a group, how to correct it."""
    where, _colon, key = place.partition(":")
    find = _PLACES.get(where)
    return find(person, key) if find else []


def _at_desk(person: Person, _key: str) -> list[Panel]:
    values = {"hidden": queries.hidden_by_rules(person)}
    return [Card(template="sorting/parts/at_desk.html", values=values, weight=MIDDLE)]


def _at_list(_person: Person, key: str) -> list[Panel]:
    if key.partition(":")[0] != "g":
        return []
    values = {"of": key}
    return [Card(template="sorting/parts/correct_all.html", values=values, weight=MIDDLE)]


def _at_mention(person: Person, key: str) -> list[Panel]:
    """Complete why it stands where it stands, and let her say otherwise."""
    mention = desk.mention_in(desk.desk_of(person), UUID(key))
    if mention is None:
        return []
    score = desk.scores_of([mention]).get(mention.pk)
    values = {
        "mention": mention,
        "score": score,
        "weighed": queries.weighed(mention, score),
        "corrected": queries.corrected(mention),
        "rules": queries.rules_that_caught(mention),
    }
    return [Card(template="sorting/parts/why.html", values=values, weight=MIDDLE)]


_PLACES = {"desk": _at_desk, "list": _at_list, "mention": _at_mention}


def _hers(viewer: Any, thing: Any, fields: frozenset[str]) -> frozenset[str]:
    return fields if viewer.pk == thing.person_id else disclosure.NOTHING


@disclosure.rule(Rule, "page", "json", "export", "count")
def rule(viewer: Any, thing: Rule) -> frozenset[str]:
    """What a rule asks is sealed, and opened for her alone."""
    return _hers(viewer, thing, RULE)


@disclosure.rule(Correction, "page", "json", "export", "count")
def correction(viewer: Any, thing: Correction) -> frozenset[str]:
    return _hers(viewer, thing, CORRECTION)


@disclosure.rule(SavedView, "page", "json", "export", "count")
def saved_view(viewer: Any, thing: SavedView) -> frozenset[str]:
    return _hers(viewer, thing, VIEW)


@disclosure.rule(Rule, "feed", "mail", "search")
@disclosure.rule(Correction, "feed", "mail", "search")
@disclosure.rule(SavedView, "feed", "mail", "search")
def never(_viewer: Any, _thing: Any) -> frozenset[str]:
    """How she sorts is in no feed, in no mail, found by no search."""
    return disclosure.NOTHING
