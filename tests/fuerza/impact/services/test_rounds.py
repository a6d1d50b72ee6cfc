"""A round takes each answer once, keeps none, links none to anybody, and shows nothing under five."""

import json
from datetime import timedelta

import pytest
from django.core import serializers

from fuerza.attendance import services as attendance
from fuerza.attendance.models import Registration
from fuerza.core.models import DataKey, Job
from fuerza.impact import privacy, queries, services
from fuerza.impact.models import Round
from fuerza.impact.queries import Line
from fuerza.people.models import Person
from fuerza.programme.models import Edition
from tests.fuerza.impact.conftest import (
    LATER,
    NOW,
    TODAY,
    Fill,
    MakePerson,
    OpenEdition,
    say,
    took_place,
)

WAVES = [(1, "after"), (91, "3_months"), (182, "6_months")]


@pytest.fixture
def eight(fill: Fill, edition: Edition) -> list[Person]:
    return [row.person for row in fill(edition, *["journalist"] * 8)]


def test_each_answers_once_and_with_a_page_that_works_once(
    round_: Round, eight: list[Person]
) -> None:
    token = services.draw(round_=round_, person=eight[0], now=NOW)
    given = services.Answer(chosen={"happened": ["threats", "lies", "of no question"]})

    services.answer(token=token, given=given, now=NOW)

    with pytest.raises(services.NotAsked):
        services.answer(token=token, given=given, now=NOW)
    with pytest.raises(services.NotAsked):
        services.draw(round_=round_, person=eight[0], now=NOW)
    with pytest.raises(services.NotAsked):
        services.answer(token="made up", given=given, now=NOW)
    round_.refresh_from_db()
    assert round_.tallies == {"answered": 1, "happened.lies": 1, "happened.threats": 1}


def test_of_one_choice_two_are_none(round_: Round, eight: list[Person]) -> None:
    say(round_, eight[:1], often=["daily", "weekly"])

    round_.refresh_from_db()
    assert round_.tallies == {"answered": 1}


def test_nothing_kept_leads_from_an_answer_to_whoever_gave_it(
    round_: Round, eight: list[Person]
) -> None:
    for number, person in enumerate(eight):
        say(round_, [person], line=f"words of {number}")

    round_.refresh_from_db()
    kept = serializers.serialize("json", [round_])
    assert [str(person.pk) in kept for person in eight] == [False] * 8
    assert "words of" not in kept
    assert (round_.drawn, round_.pages) == (sorted(round_.drawn), [])  # its order tells nothing
    assert round_.tallies == {"answered": 8}
    orders = {tuple(line.text for line in queries.lines_of(round_)) for _look in range(20)}
    assert len(orders) > 1
    names = {one.name for one in Round._meta.get_fields() if one.name.endswith("_at")}
    assert names == {"closed_at"}  # no time of an answer


def test_closing_keeps_what_may_be_shown_and_no_more(round_: Round, eight: list[Person]) -> None:
    say(round_, eight[:6], happened=["threats"], often=["daily"], topics=["proof"])
    say(round_, eight[6:], happened=["lies"], often=["weekly"], topics=["proof"], line="Ours")

    services.turn(now=LATER)
    services.close(round_=round_, now=LATER + timedelta(days=1))  # once is enough

    round_.refresh_from_db()
    few = {"happened.threats", "happened.lies", "often.daily", "often.weekly"}
    assert few.isdisjoint(
        round_.shown
    )  # 2 said lies; and 6 of 8 would tell that 2 did not say threats
    assert {name: count for name, count in round_.shown.items() if count} == {
        "answered": 8,
        "topics.proof": 8,
    }
    assert (round_.drawn, round_.pages, round_.tallies, round_.closed_at) == ([], [], {}, LATER)
    assert queries.lines_of(round_) == [Line("line", "Ours")] * 2
    with pytest.raises(services.NotAsked):
        services.draw(round_=round_, person=eight[0], now=NOW)


def test_of_fewer_than_five_answers_nothing_is_kept(round_: Round, eight: list[Person]) -> None:
    say(round_, eight[:4], happened=["threats"], line="Only we four said it")

    services.turn(now=LATER)

    round_.refresh_from_db()
    kept = (round_.shown, round_.tallies, bytes(round_.sealed_lines))
    assert (kept, round_.closed_at) == (({}, {}, b""), LATER)


def test_a_round_may_hide_more_than_five_and_never_less(
    edition: Edition, olivia: Person, eight: list[Person]
) -> None:
    made = services.open_round(
        edition=edition, opens_on=TODAY, closes_on=TODAY, least=2, by=olivia, now=NOW
    )
    assert made.least == 5
    Round.objects.update(least=9)
    say(made, eight)

    services.turn(now=LATER)

    made.refresh_from_db()
    assert made.shown == {}


def test_what_was_written_goes_after_three_months_and_what_was_offered_stays(
    round_: Round, eight: list[Person]
) -> None:
    say(round_, eight[:5], line="plain")
    say(round_, eight[5:], line="I keep a list of who helps", kind="offered")
    services.turn(now=LATER)

    services.turn(now=LATER + timedelta(days=95))

    round_.refresh_from_db()
    assert {line.kind for line in queries.lines_of(round_)} == {"offered"}
    assert queries.practices_of(round_.edition) == ["I keep a list of who helps"] * 3


def test_without_an_offer_nothing_of_what_was_written_stays(
    round_: Round, eight: list[Person]
) -> None:
    say(round_, eight, line="plain")
    services.turn(now=LATER)

    services.turn(now=LATER + timedelta(days=95))

    round_.refresh_from_db()
    assert bytes(round_.sealed_lines) == b""


def test_closing_the_edition_for_good_ends_its_rounds_and_what_was_written(
    round_: Round, eight: list[Person], olivia: Person
) -> None:
    say(round_, eight[:7], topics=["proof"], line="Gone")
    page = services.draw(round_=round_, person=eight[7], now=NOW)
    attendance.close_for_good(edition=round_.edition, by=olivia, now=NOW)
    round_.refresh_from_db()
    assert bytes(round_.sealed_lines)  # its key is gone already
    assert queries.lines_of(round_) == []
    with pytest.raises(services.NotAsked):
        services.answer(token=page, given=services.Answer(), now=NOW)
    privacy.erase(eight[7])
    assert json.loads(next(privacy.export(eight[0], None)).content) == []
    assert not DataKey.objects.filter(pk=round_.edition_id).exists()  # nothing made it anew
    with pytest.raises(services.NotAsked):
        services.open_round(
            edition=round_.edition, opens_on=TODAY, closes_on=TODAY, by=olivia, now=NOW
        )

    services.turn(now=NOW)

    round_.refresh_from_db()
    assert (round_.shown["answered"], round_.shown["topics.proof"]) == (7, 7)
    assert (bytes(round_.sealed_lines), round_.closed_at) == (b"", NOW)


def test_an_edition_is_listened_to_once(round_: Round, olivia: Person) -> None:
    with pytest.raises(services.NotAsked):
        services.open_round(
            edition=round_.edition, opens_on=TODAY, closes_on=TODAY, by=olivia, now=NOW
        )


@pytest.mark.parametrize(("days", "wave"), WAVES)
def test_waves_open_by_the_clock_and_once(
    edition: Edition, eight: list[Person], days: int, wave: str
) -> None:
    took_place(edition, TODAY - timedelta(days=days))
    assert eight

    services.turn(now=NOW)
    services.turn(now=NOW + timedelta(days=1))

    found = list(edition.rounds.values_list("wave", "opens_on", "closes_on"))
    assert found == [(wave, TODAY, TODAY + timedelta(days=21))]


def test_no_wave_opens_before_an_edition_is_over_nor_where_nobody_had_a_place(
    edition: Edition, eight: list[Person], open_edition: OpenEdition
) -> None:
    took_place(open_edition("2026-10-01", "open", distinct_because="empty"), TODAY)
    Registration.objects.filter(person=eight[0]).update(state="cancelled")

    services.turn(now=NOW)

    assert Round.objects.count() == 0
    assert edition.state == "open"


def test_a_note_goes_to_whoever_agreed_to_be_asked_and_to_nobody_else(
    round_: Round, eight: list[Person]
) -> None:
    Person.objects.filter(pk__in=[one.pk for one in eight]).update(email="w@example.org")
    services.settle_notes(round_=round_, person=eight[0], wants=True, now=NOW)
    services.settle_notes(round_=round_, person=eight[0], wants=True, now=NOW)
    services.settle_notes(round_=round_, person=eight[1], wants=True, now=NOW)
    services.settle_notes(round_=round_, person=eight[1], wants=False, now=NOW)

    services.turn(now=NOW)
    services.turn(now=NOW + timedelta(days=1))

    mails = Job.objects.filter(name="core.send_mail").values_list("ids", flat=True)
    assert list(mails) == [{"person": str(eight[0].pk), "kind": "note"}]


def test_whoever_erases_herself_is_in_the_sums_and_nowhere_else(
    round_: Round, eight: list[Person]
) -> None:
    say(round_, eight[:2], topics=["proof"])
    [taken, reports] = privacy.export(eight[0], None)

    privacy.erase(eight[0])
    privacy.erase(eight[0])

    round_.refresh_from_db()
    assert json.loads(taken.content) == [{"edition": str(round_.edition_id), "asked": "before"}]
    assert json.loads(reports.content) == []
    assert round_.drawn == [queries.mark_of(round_, eight[1])]
    assert round_.tallies == {"answered": 2, "topics.proof": 2}


def test_a_round_that_is_over_takes_nothing_though_the_clock_has_not_closed_it(
    round_: Round, eight: list[Person], make: MakePerson
) -> None:
    page = services.draw(round_=round_, person=eight[0], now=NOW)

    with pytest.raises(services.NotAsked):
        services.answer(token=page, given=services.Answer(), now=LATER)
    assert queries.round_for(eight[1], round_.pk, LATER.date()) is None
    assert queries.round_for(make("stranger"), round_.pk, TODAY) is None
    assert queries.waiting_for(eight[0], TODAY) == []
    assert queries.waiting_for(eight[1], TODAY) == [round_]
