"""What may put her in danger is one thing, wherever it is asked: a number that every mention gets with its place."""

from collections.abc import Sequence
from datetime import timedelta
from importlib import import_module

import msgspec
from django.apps import apps

from fuerza.connections.models import Connection
from fuerza.desk import queries, services
from fuerza.desk.models import Group, Mention, PileOn
from fuerza.desk.queries import Desk
from safeguard.classify.labels import severity
from safeguard.classify.records import Reason, Score
from safeguard.records import Page
from tests.fuerza.desk.conftest import NOW, post, score

FIXATION = (Reason(code="fixation.en", head="threat", start=0, end=5, weight=1.0),)
KINDS = [
    ("T1", True),
    ("T3", True),
    ("T4", True),
    ("A4", True),
    ("P1", True),
    ("P2", True),  # no more than serious, and it exposes her
    ("S1", True),
    ("S3", True),
    ("S4", False),
    ("H2", False),
    ("A1", False),
    ("", False),
]


def scored(*labels: str, why: Sequence[Reason] = ()) -> Score:
    [plain] = score(["words"])
    found = tuple(label for label in labels if label)
    return msgspec.structs.replace(plain, labels=found, severity=severity(found), why=tuple(why))


def taken(connection: Connection, scores: Sequence[Score]) -> list[Mention]:
    posts = tuple(
        post(f"words {number}", pk=str(number), at=NOW + timedelta(seconds=number))
        for number in range(len(scores))
    )
    services.take_in(origin=connection, page=Page(posts=posts), scores=scores, now=NOW)
    return list(Mention.objects.order_by("written_at"))


def test_what_may_put_her_in_danger_is_told_by_one_number(
    connection: Connection, desk: Desk
) -> None:
    mentions = taken(connection, [scored(label) for label, _is_danger in KINDS])

    told = [queries.may_put_in_danger(each.urgency) for each in mentions]

    found = Mention.objects.filter(queries.IN_DANGER).order_by("written_at")
    urgent = set(queries.urgent_in(desk))
    assert told == [is_danger for _label, is_danger in KINDS]
    assert list(found) == [
        each for each, is_danger in zip(mentions, told, strict=True) if is_danger
    ]
    assert urgent == set(found)


def test_a_second_label_and_a_sign_of_danger_offline_count_as_well(connection: Connection) -> None:
    mentions = taken(connection, [scored("H2", "P2"), scored("A1", why=FIXATION), scored("H2")])

    assert [queries.may_put_in_danger(each.urgency) for each in mentions] == [True, True, False]


def test_the_desk_says_that_something_urgent_waits_whatever_it_is_called(
    connection: Connection, desk: Desk
) -> None:
    before = queries.standing(desk, NOW).is_urgent
    taken(connection, [scored("H2")])
    hostile = queries.standing(desk, NOW).is_urgent
    taken(connection, [scored("H2"), scored("P2")])

    assert (before, hostile, queries.standing(desk, NOW).is_urgent) == (False, False, True)


def test_what_came_before_there_was_one_definition_becomes_urgent_too(
    connection: Connection,
) -> None:
    labels = ("P2", "T1", "S1", "A1", "H2")
    mentions = taken(connection, [scored(label) for label in labels])
    Mention.objects.update(urgency=0)
    Mention.objects.filter(pk=mentions[3].pk).update(signs="weapon")
    Mention.objects.filter(pk=mentions[1].pk).update(urgency=50)

    import_module("fuerza.desk.migrations.0009_one_danger").make_urgent(apps, None)

    assert list(Mention.objects.order_by("written_at").values_list("urgency", flat=True)) == [
        1,
        50,
        1,
        1,
        0,
    ]


def test_a_group_from_before_counts_what_may_put_her_in_danger(
    connection: Connection, desk: Desk
) -> None:
    threat, outing, _insult = taken(connection, [scored(each) for each in ("T1", "P2", "A1")])
    raid = Group.objects.create(person=desk.owner, kind="text", since=NOW, until=NOW)
    flood = Group.objects.create(person=desk.owner, kind="pile_on", since=NOW, until=NOW)
    pile_on = PileOn.objects.create(
        person=desk.owner,
        group=flood,
        began_at=NOW,
        peak_at=NOW,
        usual_per_hour=1,
        peak_per_hour=90,
    )
    Mention.objects.update(pile_on=pile_on)
    Mention.objects.filter(pk=outing.pk).update(group=raid)
    Mention.objects.filter(pk=threat.pk).update(group=raid, decision="kept")

    import_module("fuerza.desk.migrations.0010_urgent_in_groups").count(apps, None)

    assert dict(Group.objects.values_list("kind", "urgent")) == {"text": 1, "pile_on": 1}
