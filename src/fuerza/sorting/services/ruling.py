"""Her rules at work: on what comes in, locked or open; once over what is stored, while her desk is open; and undone."""

import uuid
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta

import msgspec
from django.db import transaction

from fuerza.connections.models import Import
from fuerza.core import audit, crypto
from fuerza.core.ids import uuid7
from fuerza.core.keyrings import Opened
from fuerza.desk.choices import Decision
from fuerza.desk.models import Mention
from fuerza.desk.queries import IN_DANGER, Desk, read
from fuerza.desk.services import Stored, move, place_of
from fuerza.people.models import Person
from fuerza.sorting import queries
from fuerza.sorting.models import Caught, Rule
from safeguard.classify.wishes import Read, Ready, Wish

AT_MOST = 50  # rules: each is asked of each post that comes in
CHUNK = 500
A_WHILE = timedelta(seconds=1)
Clock = Callable[[], datetime]


class TooManyRules(RuntimeError):
    """She has as many rules as are asked of each post."""


@transaction.atomic
def make_rule(*, person: Person, wish: Wish, expires_at: datetime | None, now: datetime) -> Rule:
    """Keep a rule; from now on it is asked of what comes in.

    Raises:
        TooManyRules: she has fifty.
    """
    _lock(person)
    if queries.rules_of(person).count() >= AT_MOST:
        raise TooManyRules
    pk = uuid7()
    sealed = crypto.encrypt(
        crypto.data_key(person.pk), msgspec.msgpack.encode(wish), queries.rule_place(pk)
    )
    rule = Rule.objects.create(
        pk=pk, person=person, sealed=sealed, expires_at=expires_at, made_at=now
    )
    audit.note(person.pk, person.pk, "sorting.made_rule", pk, at=now)
    return rule


@transaction.atomic
def pause(*, rule: Rule, is_paused: bool, now: datetime) -> None:
    """Have a rule rest, or go on. What it hid stays hidden."""
    Rule.objects.filter(pk=rule.pk).update(is_paused=is_paused)
    verb = "sorting.paused_rule" if is_paused else "sorting.went_on_with_rule"
    audit.note(rule.person_id, rule.person_id, verb, rule.pk, at=now)


@transaction.atomic
def show_again(*, rule: Rule, now: datetime) -> int:
    """Put back what a rule hid, unless another one hid it too, and have it rest. Return how many."""
    _lock(rule.person)
    held = Caught.objects.filter(rule=rule)
    others = Caught.objects.exclude(rule=rule).values("mention_id")
    back = Mention.objects.filter(decision=Decision.RULED, caught__rule=rule).exclude(pk__in=others)
    shown = _decided(rule.person_id, back.defer("sealed"), Decision.WAITING)
    held.delete()
    again = {"is_paused": True, "looked_to": None, "looked": 0, "has_looked": False}
    Rule.objects.filter(pk=rule.pk).update(**again)
    audit.note(rule.person_id, rule.person_id, "sorting.showed_again", rule.pk, at=now)
    return shown


@transaction.atomic
def drop_rule(*, rule: Rule, now: datetime) -> int:
    """Forget a rule, and put back what it hid. Return how many."""
    shown = show_again(rule=rule, now=now)
    rule.delete()
    return shown


def hide_what_came(person: Person, stored: Sequence[Stored], *, now: datetime) -> None:
    """Ask her rules of what was just taken in; a file's stays staged, and is hidden when it is shown."""
    if not stored:
        return
    wishes = _ready(person, queries.live_rules(person, now))
    if wishes:
        _catch(
            person, wishes, ((each.id, Read(each.post, each.scored.language)) for each in stored)
        )


@transaction.atomic
def hide_what_a_file_brought(made: Import, *, now: datetime) -> None:
    """Hide what live rules caught of a file, now that it is shown."""
    live = [rule.pk for rule in queries.live_rules(made.person, now)]
    if live:
        caught = Mention.objects.filter(import_made=made, caught__rule__in=live).distinct()
        _hide(made.person_id, caught)


def look_on(*, desk: Desk, rule: Rule, opened: Opened, clock: Clock) -> Rule:
    """Look through what waits with one rule, for a second; call again until `has_looked`.

    Her key is in no job: this runs in her own requests, and only while her desk is open.
    """
    began = clock()
    [ready] = _ready(desk.owner, [rule])
    while not rule.has_looked and clock() - began < A_WHILE:
        _look(desk, rule, ready, opened)
    return rule


@transaction.atomic
def _look(desk: Desk, rule: Rule, ready: tuple[uuid.UUID, Ready], opened: Opened) -> None:
    _lock(desk.owner)
    waiting = Mention.objects.filter(person=desk.owner, decision=Decision.WAITING)
    rest = waiting.filter(pk__gt=rule.looked_to) if rule.looked_to else waiting
    some = list(rest.order_by("pk")[:CHUNK])
    bodies = read(some, opened)
    texts = ((it.pk, Read(bodies[it.pk].post, it.language)) for it in some if it.pk in bodies)
    _catch(desk.owner, [ready], texts)
    rule.looked += len(some)
    rule.has_looked = len(some) < CHUNK
    rule.looked_to = some[-1].pk if some else rule.looked_to
    rule.save(update_fields=["looked", "has_looked", "looked_to"])


def _ready(person: Person, rules: Sequence[Rule]) -> list[tuple[uuid.UUID, Ready]]:
    return [(pk, Ready.of(wish)) for pk, wish in queries.wishes_of(person, rules).items()]


def _catch(
    person: Person,
    wishes: Sequence[tuple[uuid.UUID, Ready]],
    texts: Iterable[tuple[uuid.UUID, Read]],
) -> None:
    """Note what rules catch, but for what none may hide, and hide what of it waits."""
    found = queries.caught_among(wishes, texts)
    ids = {mention for _rule, mention in found}
    may = (
        set(Mention.objects.filter(~IN_DANGER, pk__in=ids).values_list("pk", flat=True))
        if ids
        else set()
    )
    rows = [Caught(rule_id=rule, mention_id=mention) for rule, mention in found if mention in may]
    Caught.objects.bulk_create(rows, batch_size=400, ignore_conflicts=True)
    if may:
        _hide(person.pk, Mention.objects.filter(pk__in=may))


def _hide(person_id: uuid.UUID, mentions: Iterable[Mention]) -> None:
    waiting = mentions.filter(decision=Decision.WAITING)  # type: ignore[attr-defined]  # a queryset of Mention
    _decided(person_id, waiting.defer("sealed"), Decision.RULED)


def _decided(person_id: uuid.UUID, mentions: Iterable[Mention], to: Decision) -> int:
    moved = [
        (mention, msgspec.structs.replace(place_of(mention), decision=to)) for mention in mentions
    ]
    move(person_id, moved)
    return len(moved)


def _lock(person: Person) -> None:
    Person.objects.select_for_update().get(pk=person.pk)
