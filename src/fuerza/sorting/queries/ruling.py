"""Her rules, what each would catch, and what they hid: never what may put her in danger."""

import uuid
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

import msgspec
from django.db.models import Count, Q, QuerySet, Sum
from django.utils.translation import gettext as _

from fuerza.acts.choices import Category
from fuerza.core import crypto
from fuerza.core.keyrings import Opened
from fuerza.desk.choices import Decision
from fuerza.desk.models import Mention, Tally
from fuerza.desk.queries import (
    Body,
    Desk,
    Scope,
    may_put_in_danger,
    mentions_in,
    read,
    scope_kind,
)
from fuerza.people.models import Person
from fuerza.sorting.models import Caught, Rule
from safeguard.classify.wishes import Read, Ready, Wish, catches

TRIED_ON = 2_000  # of what is stored: the newest
SHOWN = 10


class Tried(msgspec.Struct, frozen=True, kw_only=True):
    """What a rule would catch of the newest that are stored.

    `wrongly` counts those she found fine, or that are support; `spared` those that stay whatever a rule says;
    `hides` those that wait and would be hidden now; `some` are the first of what it caught.
    """

    looked: int
    stored: int
    caught: int
    wrongly: int
    spared: int
    hides: int
    some: list[tuple[Mention, Body]]


class Standing(NamedTuple):
    """A rule, what it asks (None: locked), how many it keeps hidden now, and whether it is over."""

    rule: Rule
    wish: Wish | None
    hidden: int
    is_over: bool


def rules_of(person: Person) -> QuerySet[Rule]:
    return Rule.objects.filter(person=person).order_by("-made_at", "-pk")


def rule_in(desk: Desk, pk: uuid.UUID) -> Rule | None:
    return rules_of(desk.owner).filter(pk=pk).first()


def live_rules(person: Person, now: datetime) -> list[Rule]:
    """Give the rules that are asked now: not paused, not over."""
    rows = rules_of(person).filter(is_paused=False)
    return list(rows.filter(Q(expires_at=None) | Q(expires_at__gt=now)))


def rule_place(pk: uuid.UUID) -> bytes:
    return crypto.place("sorting_rule", pk, "sealed")


def wishes_of(person: Person, rules: Sequence[Rule]) -> dict[uuid.UUID, Wish]:
    """Open what rules ask; they work while her desk is locked, so they lie under her data key."""
    if not rules:
        return {}
    secret = crypto.data_key(person.pk)
    return {
        rule.pk: msgspec.msgpack.decode(
            crypto.decrypt(secret, bytes(rule.sealed), rule_place(rule.pk)), type=Wish
        )
        for rule in rules
    }


def standing_rules(desk: Desk, opened: Opened | None, now: datetime) -> list[Standing]:
    """List her rules with what they hide now; what they ask only while her desk is open."""
    kept = Count("caught", filter=Q(caught__mention__decision=Decision.RULED))
    rules = list(rules_of(desk.owner).annotate(hidden=kept))
    asked = wishes_of(desk.owner, rules) if opened else {}
    return [
        Standing(
            rule,
            asked.get(rule.pk),
            rule.hidden,
            rule.expires_at is not None and rule.expires_at <= now,
        )
        for rule in rules
    ]


def hidden_by_rules(person: Person) -> int:
    """Count all that her rules keep hidden; from the tallies."""
    rows = Tally.objects.filter(person=person, decision=Decision.RULED)
    return rows.aggregate(n=Sum("count"))["n"] or 0


def rules_that_caught(mention: Mention) -> list[Rule]:
    return [each.rule for each in Caught.objects.filter(mention=mention).select_related("rule")]


def caught_among(
    wishes: Iterable[tuple[uuid.UUID, Ready]], mentions: Iterable[tuple[uuid.UUID, Read]]
) -> list[tuple[uuid.UUID, uuid.UUID]]:
    """Pair each rule with each mention that it catches."""
    asked = list(wishes)
    return [(rule, pk) for pk, text in mentions for rule, ready in asked if catches(ready, text)]


def tried(desk: Desk, wish: Wish, opened: Opened | None) -> Tried:
    """Try a rule on the newest that are stored; what can't be opened is not counted as looked at."""
    rows = mentions_in(desk).select_related("exhibit").defer("exhibit__sealed")
    newest = list(rows.order_by("-written_at", "-id")[:TRIED_ON])
    bodies = read(newest, opened)
    ready = Ready.of(wish)
    caught = [
        mention
        for mention in newest
        if mention.pk in bodies and catches(ready, Read(bodies[mention.pk].post, mention.language))
    ]
    may = [mention for mention in caught if not may_put_in_danger(mention.urgency)]
    fine = [m for m in may if m.decision == Decision.FINE or m.category == Category.SUPPORT]
    return Tried(
        looked=len(bodies),
        stored=mentions_in(desk).count(),
        caught=len(caught),
        wrongly=len(fine),
        spared=len(caught) - len(may),
        hides=sum(mention.decision == Decision.WAITING for mention in may),
        some=[(mention, bodies[mention.pk]) for mention in caught[:SHOWN]],
    )


@scope_kind("r")
def hidden_list(desk: Desk, key: str) -> Scope | None:
    """Find the list of what her rules hid, or of what one of them did."""
    if not desk.is_own:
        return None
    hidden = Mention.objects.filter(person=desk.owner, decision=Decision.RULED)
    hidden = hidden.order_by("-written_at", "-id")
    lede = _("Nothing here was decided by you: a rule of yours put it aside when it came.")
    if key:
        rule = rule_in(desk, pk) if (pk := uuid_from(key)) else None
        if rule is None:
            return None
        hidden = hidden.filter(caught__rule=rule)
    title = _("Hidden by one of your rules") if key else _("Hidden by your rules")
    return Scope(kind="r", key=key, mentions=hidden, title=title, lede=lede)


def uuid_from(key: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(key)
    except ValueError:
        return None
