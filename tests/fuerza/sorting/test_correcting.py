"""Corrections: kept, counted exactly, undone exactly, and moving her thresholds within bounds."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from fuerza.acts.choices import Category
from fuerza.connections.models import Connection
from fuerza.desk import services as desk_services
from fuerza.desk.choices import Decision
from fuerza.desk.models import Group, Mention, Score, Tally
from fuerza.desk.queries import Desk, mentions_in
from fuerza.people.models import Person
from fuerza.sorting import queries, services
from fuerza.sorting.models import Corrected, Correction, Rule, Wishes
from safeguard.classify.points import shipped
from safeguard.classify.wishes import Wish
from safeguard.records import Page
from tests.fuerza.desk.conftest import NOW, post, score
from tests.fuerza.sorting.conftest import Took, just_above, scored

SEXIST = ("H1",)


def tallies(person: Person) -> dict[tuple[str, str], int]:
    rows = Tally.objects.filter(person=person).exclude(count=0)
    return {(row.category, row.decision): row.count for row in rows}


def stands(mention: Mention) -> tuple[str, int, int]:
    mention.refresh_from_db()
    return mention.category, mention.severity, mention.urgency


def correct(desk: Desk, *mentions: Mention, label: str, severity: int | None = None) -> Correction:
    return services.correct(
        desk=desk,
        mentions=mentions_in(desk).filter(pk__in=[it.pk for it in mentions]),
        label=Category(label),
        severity=severity,
        now=NOW,
    )


def found_sexist(took: Took, number: int = 3) -> list[Mention]:
    return took(
        *((f"some words {n}", scored("H1", sexism=just_above("sexism"))) for n in range(number))
    )


def test_a_correction_moves_the_mention_its_tally_and_its_group(desk: Desk, took: Took) -> None:
    one, other = found_sexist(took, 2)
    group = Group.objects.create(
        person=desk.owner, kind="text", size=2, authors=2, waiting=2, since=NOW, until=NOW
    )
    Mention.objects.update(group=group)

    made = correct(desk, one, label="nothing")

    row = Corrected.objects.get(correction=made)
    group.refresh_from_db()
    assert stands(one) == ("nothing", 0, 0)
    assert stands(other) == ("H1", 2, 0)
    assert tallies(desk.owner) == {("nothing", "waiting"): 1, ("H1", "waiting"): 1}
    assert group.waiting == 1
    assert (row.model, row.point, row.category_before, row.category) == (
        shipped().name,
        "balanced",
        "H1",
        "nothing",
    )
    assert (made.before, made.after, made.size) == (["H1"], "nothing", 1)


def test_what_the_model_said_stays_as_it_said_it(desk: Desk, took: Took) -> None:
    [one] = found_sexist(took, 1)

    correct(desk, one, label="S4")

    assert Score.objects.get(mention=one).labels == ["H1"]


@pytest.mark.parametrize(
    ("label", "severity", "place"),
    [
        ("T1", None, ("T1", 4, 21)),
        ("T1", 2, ("T1", 2, 1)),
        ("H2", 3, ("H2", 3, 0)),
        ("support", None, ("support", 0, 0)),
        ("H1", 4, ("H1", 4, 21)),
    ],
)
def test_she_says_what_it_is_and_how_grave(
    desk: Desk, took: Took, label: str, severity: int | None, place: tuple[str, int, int]
) -> None:
    [one] = took(("some words", scored("H1", sexism=0.6, threat=0.2)))

    correct(desk, one, label=label, severity=severity)

    assert stands(one) == place


def test_what_was_never_scored_can_be_corrected_too(desk: Desk, said: Callable) -> None:
    [one] = said(post(""))
    Score.objects.all().delete()

    made = correct(desk, one, label="T1")

    assert (stands(one), made.model, made.before) == (("T1", 4, 1), "", [])


def test_undo_puts_back_what_still_stands_where_it_was_put(desk: Desk, took: Took) -> None:
    one, other = found_sexist(took, 2)
    first = correct(desk, one, other, label="nothing")
    correct(desk, other, label="S4")
    desk_services.decide(
        desk=desk,
        mentions=mentions_in(desk).filter(pk=one.pk),
        choice=desk_services.Choice(decision=Decision.FINE),
        opened=None,
        now=NOW,
    )

    back = services.put_back(desk=desk, correction=first, now=NOW)

    assert back == 1
    assert (stands(one), stands(other)) == (("H1", 2, 0), ("S4", 3, 0))
    assert tallies(desk.owner) == {("H1", "fine"): 1, ("S4", "waiting"): 1}
    with pytest.raises(services.AlreadyPutBack):
        services.put_back(desk=desk, correction=first, now=NOW)


def test_saying_what_it_is_already_is_no_correction(desk: Desk, took: Took) -> None:
    [one] = found_sexist(took, 1)

    with pytest.raises(services.NothingToCorrect):
        correct(desk, one, label="H1")

    assert Correction.objects.count() == 0


def test_three_corrections_move_what_comes_in_after(desk: Desk, took: Took) -> None:
    for mention in found_sexist(took):
        correct(desk, mention, label="nothing")

    *_, borderline, sure = took(
        ("and more", scored("H1", sexism=just_above("sexism"))),
        ("and worse", scored("H1", sexism=0.99)),
    )

    point = Score.objects.get(mention=borderline).point
    assert (borderline.category, borderline.severity, point) == ("nothing", 0, "hers")
    assert (sure.category, Score.objects.get(mention=sure).point) == ("H1", "balanced")
    [shift] = queries.shifts_of(desk.owner)
    assert (shift.head, shift.position, shift.finds_more, shift.now > shift.before) == (
        "sexism",
        0.25,
        False,
        True,
    )


def test_a_group_counts_as_one_correction(desk: Desk, took: Took) -> None:
    correct(desk, *found_sexist(took, 5), label="nothing")

    assert queries.positions_of(desk.owner, shipped().name) == {}


def test_what_she_undid_moves_nothing(desk: Desk, took: Took) -> None:
    made = [correct(desk, mention, label="nothing") for mention in found_sexist(took)]
    services.put_back(desk=desk, correction=made[0], now=NOW)

    assert queries.shifts_of(desk.owner) == []


@pytest.mark.parametrize(("label", "head"), [("T1", "threat"), ("P1", "doxxing")])
def test_no_number_of_corrections_lets_a_threat_or_an_address_vanish(
    desk: Desk, took: Took, label: str, head: str
) -> None:
    value = just_above(head)
    for mention in took(*((f"words {n}", scored(label, head=(head, value))) for n in range(20))):
        correct(desk, mention, label="nothing")

    last = took(("another", scored(label, head=(head, value))))[-1]

    assert (last.category, last.severity, last.urgency > 0) == (label, 4, True)


def test_missed_threats_make_the_desk_find_more(desk: Desk, took: Took) -> None:
    more, balanced, _fewer = shipped().points("threat", "en")
    below = (more + balanced) / 2
    for mention in took(*((f"words {n}", scored(threat=below)) for n in range(12))):
        correct(desk, mention, label="T1")

    last = took(("another", scored(threat=below)))[-1]

    assert (last.category, last.severity) == ("T1", 4)


def test_a_score_of_another_model_stays_as_it_is(desk: Desk, took: Took) -> None:
    for mention in found_sexist(took):
        correct(desk, mention, label="nothing")

    [other] = services.as_she_sorts(desk.owner, score(["you idiot"]))
    mixed = services.as_she_sorts(desk.owner, [other, scored("H1", sexism=just_above("sexism"))])

    assert ([it.labels for it in mixed], services.as_she_sorts(desk.owner, [])) == (
        [("A1",), ()],
        [],
    )


def test_switched_off_they_move_nothing_and_on_again_they_do(desk: Desk, took: Took) -> None:
    for mention in found_sexist(took):
        correct(desk, mention, label="nothing")

    services.calibrate(person=desk.owner, is_on=False, now=NOW)
    off = queries.shifts_of(desk.owner)
    services.calibrate(person=desk.owner, is_on=True, now=NOW)

    assert (off, len(queries.shifts_of(desk.owner)), Wishes.objects.count()) == ([], 1, 1)


def test_what_waited_is_sorted_anew_only_when_she_says_so(desk: Desk, took: Took) -> None:
    *first, borderline, sure, kind, unread = took(
        *((f"words {n}", scored("H1", sexism=just_above("sexism"))) for n in range(3)),
        ("borderline", scored("H1", sexism=just_above("sexism"))),
        ("sure", scored("H1", sexism=0.99)),
        ("thank you", scored(support=0.99)),
        ("", scored(language="und")),
    )
    for mention in first:
        correct(desk, mention, label="nothing")
    before = stands(borderline)

    changes = queries.changes_in(desk)
    made = services.sort_anew(desk=desk, now=NOW)

    assert [(it.mention.pk, it.to.category) for it in changes] == [(borderline.pk, "nothing")]
    assert (before, stands(borderline)) == (("H1", 2, 0), ("nothing", 0, 0))
    assert (stands(sure)[0], stands(kind)[0], stands(unread)[0]) == ("H1", "support", "nothing")
    assert (made.size, made.sorts_anew, queries.changes_in(desk)) == (1, True, [])
    assert len(queries.shifts_of(desk.owner)) == 1
    services.put_back(desk=desk, correction=made, now=NOW)
    assert stands(borderline) == ("H1", 2, 0)


def test_sorting_anew_with_nothing_to_change_says_so(desk: Desk, took: Took) -> None:
    found_sexist(took, 1)

    with pytest.raises(services.NothingToCorrect):
        services.sort_anew(desk=desk, now=NOW)


def test_what_another_model_scored_is_not_sorted_anew(desk: Desk, said: Callable) -> None:
    said(post("you idiot"))
    Score.objects.update(heads={"insult": 0.0})

    assert queries.changes_in(desk) == []


def test_what_was_weighed_is_shown_with_where_it_counts_from(took: Took) -> None:
    [one] = took(("words", scored("A1", insult=0.9)))
    score_row = Score.objects.get(mention=one)

    first, *rest = queries.weighed(one, score_row)

    assert (first.head, first.value, first.counts, len(rest)) == ("insult", 0.9, True, 6)
    assert first.counts_from == pytest.approx(shipped().points("insult", "en")[1])
    assert not any(it.counts for it in rest)
    score_row.model = "older"
    assert queries.weighed(one, score_row) == queries.weighed(one, None) == []


def test_a_rule_hides_nothing_that_she_calls_a_threat(desk: Desk, took: Took) -> None:
    services.make_rule(person=desk.owner, wish=Wish(words=("clown",)), expires_at=None, now=NOW)
    [one] = took(("what a clown", scored("A1", insult=0.9)))
    hidden = one.decision

    correct(desk, one, label="T1")

    one.refresh_from_db()
    assert (hidden, one.decision, Rule.objects.count()) == ("ruled", "waiting", 1)
    assert tallies(desk.owner) == {("T1", "waiting"): 1}


def test_another_persons_corrections_are_not_hers(desk: Desk, took: Took, helper: Person) -> None:
    [one] = found_sexist(took, 1)
    made = correct(desk, one, label="nothing")

    theirs = Desk(helper, helper, frozenset())

    assert queries.correction_in(desk, made.pk) == made
    assert queries.correction_in(theirs, made.pk) is None
    assert list(queries.corrections_of(theirs)) == []


def test_a_page_read_again_is_sorted_once(desk: Desk, connection: Connection) -> None:
    same = post("what a clown", pk="1", at=NOW - timedelta(hours=1))
    page, scores = Page(posts=(same,)), [scored("A1", insult=0.9)]
    services.make_rule(person=desk.owner, wish=Wish(words=("clown",)), expires_at=None, now=NOW)

    for _ in range(2):
        desk_services.take_in(origin=connection, page=page, scores=scores, now=NOW)

    assert tallies(desk.owner) == {("A1", "ruled"): 1}


def test_a_correction_leaves_what_signs_of_danger_add_to_urgency(desk: Desk, took: Took) -> None:
    [one, plain] = took(("come to her door", scored("H1")), ("some words", scored("H1")))
    Mention.objects.filter(pk=one.pk).update(signs="approach", urgency=102)

    correct(desk, one, plain, label="nothing")

    assert stands(one) == ("nothing", 0, 101)
    assert stands(plain) == ("nothing", 0, 0)
