"""Lists of editions: what lies ahead, what is past, what nobody knows the date of."""

from datetime import date, timedelta

import pytest
from django.utils import translation

from fuerza.programme import queries, services
from fuerza.programme.models import Place, Programme
from fuerza.programme.queries import VISITOR
from fuerza.programme.services import NewPlace
from tests.fuerza.programme.conftest import NOW, MakePerson, OpenEdition

TODAY = date(2026, 11, 3)


def test_a_shelf_has_the_soonest_first_then_the_latest_past_then_the_undated(
    open_edition: OpenEdition,
) -> None:
    undated = open_edition("")
    made = {
        starts: open_edition(starts, "announced", distinct_because="made for this test")
        for starts in ("2016", "2027-04", "2026-11", "2026-12-01", "2026-10-31", "2026-11-02")
    }

    found, is_more = queries.page_of_list(queries.Viewer(organises_all=True), TODAY, 0)
    shelf = queries.shelved(found, TODAY)

    assert not is_more

    assert shelf.ahead == [made["2026-11"], made["2026-12-01"], made["2027-04"]]
    assert shelf.past == [made["2026-11-02"], made["2026-10-31"], made["2016"]]
    assert shelf.undated == [undated]


def test_what_was_said_to_have_taken_place_is_not_ahead(open_edition: OpenEdition) -> None:
    edition = open_edition("2026", "draft")
    done = services.move_on(edition=edition, to="completed", now=NOW)

    assert queries.is_ahead(edition, TODAY)
    assert not queries.is_ahead(done, TODAY)


def test_upcoming_is_announced_listed_and_not_over_where_it_takes_place(
    open_edition: OpenEdition, sydney: Place
) -> None:
    today_there = open_edition("2026-11-04", "announced", place=sydney)
    later = open_edition("2027-04-09", "open")
    open_edition("2026-11-02", "announced", place=sydney)
    open_edition("2026-12", "draft")
    open_edition("2027-01", "announced", visibility="unlisted")
    open_edition("2027-02", "announced", visibility="sealed")
    next_day_there = NOW + timedelta(hours=23)  # in Sydney 5 November has begun, in UTC it has not

    assert queries.upcoming(VISITOR, NOW) == [today_there, later]
    assert queries.upcoming(VISITOR, next_day_there) == [later]


def test_upcoming_for_an_organiser_leaves_her_drafts_out(
    open_edition: OpenEdition, make: MakePerson
) -> None:
    open_edition("2027-01", "draft")

    assert queries.upcoming(make("olivia", "organiser"), NOW) == []


@pytest.mark.parametrize(
    ("starts", "to", "expected"),
    [("2016", "completed", True), ("", "completed", True), ("2027", "announced", False)],
)
def test_an_edition_entered_afterwards_is_known_as_such(
    open_edition: OpenEdition, starts: str, to: str, expected: bool
) -> None:
    edition = services.move_on(edition=open_edition(starts), to=to, now=NOW)

    assert queries.is_from_before(edition) is expected


def test_an_edition_held_here_or_still_a_draft_is_not_from_before(
    open_edition: OpenEdition,
) -> None:
    held = open_edition("2026-11-03", "closed")
    for state in ("running", "completed"):
        held = services.move_on(edition=held, to=state, now=NOW)
    draft = services.move_on(edition=open_edition("2016"), to="cancelled", now=NOW)

    assert [queries.is_from_before(one) for one in (held, draft)] == [False, False]


def test_there_is_one_programme_here_the_first_that_is_active(programme: Programme) -> None:
    other = services.open_programme(
        slug="b", name="B", hashtag="B", language="en", now=NOW + timedelta(days=1)
    )
    assert queries.programme_here() == programme

    Programme.objects.filter(pk=programme.pk).update(state="archived")

    assert queries.programme_here() == other


def test_places_are_named_in_the_readers_language_else_in_english_else_at_all(
    bogota: Place,
) -> None:
    unnamed = services.add_place(new=NewPlace(names={"mr": "मुंबई"}, country="IN"))
    bare = Place.objects.create(country="IN")

    assert [queries.name_of(bogota, code) for code in ("ar", "hi")] == ["بوغوتا", "Bogotá"]
    assert [queries.name_of(one, "en") for one in (unnamed, bare)] == ["मुंबई", ""]


def test_a_country_asked_for_narrows_the_country_written(bogota: Place) -> None:
    assert queries.place_called("Bogota", "CO") == [bogota]
    assert queries.place_called("Bogota, Colombia", "CO") == [bogota]
    assert queries.place_called("Bogota, Colombia", "US") == []
    assert queries.place_called("Bogota", "US") == []


def test_half_letters_of_devanagari_are_no_accents() -> None:
    assert queries.folded("शक्ति") == "शक्ति"
    assert queries.folded("  ÉMIRATS   arabes ") == "emirats arabes"
    assert queries.folded("أستراليا") == queries.folded("استراليا")


@pytest.mark.parametrize(
    ("code", "expected"),
    [("es", "Español"), ("mr", "मराठी"), ("tlh", "tlh")],
)
def test_a_language_is_named_in_itself(code: str, expected: str) -> None:
    assert queries.name_of_language(code) == expected


def test_dates_are_said_in_the_readers_language_as_exactly_as_they_are_known(
    open_edition: OpenEdition,
) -> None:
    edition = open_edition("2016-04")

    with translation.override("es"):
        said = queries.when_words(edition).lower()

    assert "abril" in said
    assert "2016" in said
    assert "1" not in said.replace("2016", "")
    assert queries.day_words(date(2027, 4, 9)) == "Friday 9 April 2027"
    assert [queries.date_words(text) for text in ("", "2016", "2016-04-28")] == [
        "",
        "2016",
        "28 April 2016",
    ]
