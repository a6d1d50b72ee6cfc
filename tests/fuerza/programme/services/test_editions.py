"""One place, one stretch of time, one edition; partial dates stay partial; nothing is announced half told."""

from datetime import date, datetime

import pytest
from django.db import IntegrityError, transaction
from msgspec.structs import replace

from fuerza.core.models import AuditEntry
from fuerza.people.models import Person
from fuerza.programme import services
from fuerza.programme.choices import EditionState, Precision
from fuerza.programme.models import Edition, Place, Programme
from fuerza.programme.services import (
    Details,
    EditionTwice,
    MoveRefused,
    NoSuchZone,
    NotAboutTheStart,
    NotReady,
    Source,
    WrittenAlready,
)
from safeguard.publish.edtf import NotAPartialDate
from tests.fuerza.programme.conftest import NOW, MakePerson, OpenEdition

BLOG = Source(title="A blog", url="https://example.org/", date="2016-12-08")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("2016-04", "2016-04-21"),
        ("2016-04-21", "2016"),
        ("2016-04-21", "2016-04-21"),
        ("", "2016-04"),
        ("2016-04", ""),
        ("", ""),
    ],
)
def test_two_editions_that_could_be_the_same_one_are_refused(
    open_edition: OpenEdition, one: str, other: str
) -> None:
    first = open_edition(one)

    with pytest.raises(EditionTwice) as refused:
        open_edition(other)

    assert refused.value.other == first
    assert Edition.objects.count() == 1


@pytest.mark.parametrize(("one", "other"), [("2016-04", "2016-05"), ("2016-04-21", "2016-04-22")])
def test_editions_that_cannot_be_the_same_day_stand_side_by_side(
    open_edition: OpenEdition, one: str, other: str
) -> None:
    open_edition(one)

    open_edition(other)

    assert Edition.objects.count() == 2


def test_saying_why_they_differ_lets_two_editions_share_place_and_month(
    open_edition: OpenEdition,
) -> None:
    open_edition("2016-04")

    open_edition("2016-04-21", distinct_because="the press names two")
    open_edition("2016-04-21", distinct_because="a third, with students")

    assert Edition.objects.count() == 3


def test_another_place_another_programme_a_cancelled_or_made_up_edition_is_no_twin(
    open_edition: OpenEdition, sydney: Place, bogota: Place
) -> None:
    cancelled = open_edition("2016-04")
    services.move_on(edition=cancelled, to=EditionState.CANCELLED, now=NOW)
    other = services.open_programme(
        slug="other", name="Other", hashtag="Other", language="en", now=NOW
    )

    open_edition("2016-04")
    open_edition("2016-04", place=sydney)
    open_edition("2016-04", is_fictional=True)
    services.open_edition(programme=other, place=bogota, details=Details(starts="2016-04"), now=NOW)

    assert Edition.objects.count() == 5


def test_a_change_cannot_make_a_twin_either(open_edition: OpenEdition) -> None:
    open_edition("2016-04")
    moved = open_edition("2016-05")
    details = replace(services.details_of(moved), starts="2016")

    with pytest.raises(EditionTwice):
        services.change_edition(edition=moved, details=details, now=NOW)

    moved.refresh_from_db()
    assert moved.starts == "2016-05"


@pytest.mark.parametrize(
    ("starts", "expected"),
    [
        ("", ("", None, None)),
        ("2016", (Precision.YEAR, date(2016, 1, 1), date(2016, 12, 31))),
        ("2016-02", (Precision.MONTH, date(2016, 2, 1), date(2016, 2, 29))),
        ("2016-04-28", (Precision.DAY, date(2016, 4, 28), date(2016, 4, 28))),
    ],
)
def test_a_date_is_kept_as_exact_as_it_is_known(
    open_edition: OpenEdition, starts: str, expected: tuple[str, date | None, date | None]
) -> None:
    edition = open_edition(starts)

    edition.refresh_from_db()
    assert (edition.starts, edition.precision, edition.first_day, edition.last_day) == (
        starts,
        *expected,
    )


@pytest.mark.parametrize(
    "change",
    [
        {"last_day": date(2016, 4, 1)},
        {"precision": Precision.DAY},
        {"starts": ""},
        {"precision": ""},
        {"first_day": None},
    ],
)
def test_the_database_itself_refuses_a_false_exact_date(
    open_edition: OpenEdition, change: dict[str, object]
) -> None:
    edition = open_edition("2016-04")

    with pytest.raises(IntegrityError), transaction.atomic():
        Edition.objects.filter(pk=edition.pk).update(**change)

    edition.refresh_from_db()
    assert (edition.starts, edition.precision) == ("2016-04", Precision.MONTH)


@pytest.mark.parametrize("starts", ["April 2016", "2016-4", "2016-02-30", "2016-04-28T09:30"])
def test_what_is_no_partial_date_opens_nothing(open_edition: OpenEdition, starts: str) -> None:
    with pytest.raises(NotAPartialDate):
        open_edition(starts)

    assert not Edition.objects.exists()


def test_the_zone_is_the_places_unless_given(open_edition: OpenEdition) -> None:
    own = open_edition("2016")
    given = open_edition("2017", zone="Asia/Kolkata")

    assert (own.zone, given.zone) == ("America/Bogota", "Asia/Kolkata")
    with pytest.raises(NoSuchZone):
        open_edition("2018", zone="Mars/Olympus")


def test_the_day_a_source_was_published_never_dates_the_edition(open_edition: OpenEdition) -> None:
    edition = open_edition("")
    facts = [
        services.add_fact(edition=edition, field=field, value=value, source=BLOG)
        for field, value in (
            ("format", "soapbox"),
            ("posted_on", "2016-12-08"),
            ("starts", "a week before Mexico City"),
        )
    ]

    for fact in facts:
        with pytest.raises(NotAboutTheStart):
            services.settle_start(edition=edition, fact=fact, now=NOW)

    edition.refresh_from_db()
    assert (edition.starts, edition.first_day) == ("", None)


def test_a_claim_about_the_start_dates_its_own_edition_only(open_edition: OpenEdition) -> None:
    edition = open_edition("")
    other = open_edition("2020", distinct_because="another year")
    fact = services.add_fact(edition=edition, field="starts", value="2016-04", source=BLOG)

    with pytest.raises(NotAboutTheStart):
        services.settle_start(edition=other, fact=fact, now=NOW)
    services.settle_start(edition=edition, fact=fact, now=NOW)

    assert sorted(Edition.objects.values_list("starts", flat=True)) == ["2016-04", "2020"]


def test_a_start_that_makes_a_twin_is_refused(open_edition: OpenEdition) -> None:
    open_edition("2016-04")
    later = open_edition("2018")
    fact = services.add_fact(edition=later, field="starts", value="2016", source=BLOG)

    with pytest.raises(EditionTwice):
        services.settle_start(edition=later, fact=fact, now=NOW)

    later.refresh_from_db()
    assert later.starts == "2018"


def test_the_language_written_first_stays_once_something_is_written(
    open_edition: OpenEdition, programme: Programme, sydney: Place
) -> None:
    written = open_edition("2016")
    bare = services.open_edition(programme=programme, place=sydney, details=Details(), now=NOW)

    services.change_edition(edition=bare, details=Details(source_language="es"), now=NOW)
    with pytest.raises(WrittenAlready):
        services.change_edition(
            edition=written,
            details=replace(services.details_of(written), source_language="es"),
            now=NOW,
        )

    bare.refresh_from_db()
    written.refresh_from_db()
    assert (bare.source_language, written.source_language) == ("es", "en")


def test_announcing_waits_for_the_issue_and_for_when(programme: Programme, bogota: Place) -> None:
    edition = services.open_edition(programme=programme, place=bogota, details=Details(), now=NOW)

    with pytest.raises(NotReady) as refused:
        services.move_on(edition=edition, to=EditionState.ANNOUNCED, now=NOW)

    edition.refresh_from_db()
    assert refused.value.missing == ("issue", "starts")
    assert (edition.state, edition.announced_at) == (EditionState.DRAFT, None)


def test_an_edition_goes_its_whole_way_step_by_step(open_edition: OpenEdition) -> None:
    edition = open_edition("2026-10")
    way = ["announced", "open", "closed", "running", "completed", "reported", "archived"]

    walked = []
    for state in way:
        edition = services.move_on(edition=edition, to=state, now=NOW)
        walked.append(edition.state)

    assert walked == way
    assert edition.announced_at == NOW


@pytest.mark.parametrize(
    ("state", "to"),
    [
        ("draft", "open"),
        ("announced", "draft"),
        ("announced", "closed"),
        ("announced", "completed"),
        ("open", "announced"),
        ("draft", "nowhere"),
    ],
)
def test_no_state_is_skipped_or_gone_back_to(
    open_edition: OpenEdition, state: str, to: str
) -> None:
    edition = open_edition("2027-04-09", state)

    with pytest.raises(MoveRefused):
        services.move_on(edition=edition, to=to, now=NOW)

    edition.refresh_from_db()
    assert edition.state == state


def test_an_edition_entered_afterwards_took_place_at_once_and_one_ahead_did_not(
    open_edition: OpenEdition,
) -> None:
    past, ahead = open_edition("2016"), open_edition("2027")

    services.move_on(edition=past, to=EditionState.COMPLETED, now=NOW)
    with pytest.raises(MoveRefused):
        services.move_on(edition=ahead, to=EditionState.COMPLETED, now=NOW)

    past.refresh_from_db()
    assert (past.state, past.announced_at) == (EditionState.COMPLETED, NOW)


def test_a_draft_that_is_cancelled_was_never_public(open_edition: OpenEdition) -> None:
    draft = services.move_on(edition=open_edition(), to=EditionState.CANCELLED, now=NOW)

    assert draft.announced_at is None
    with pytest.raises(MoveRefused):
        services.move_on(edition=draft, to=EditionState.ANNOUNCED, now=NOW)


def test_the_database_refuses_an_announced_edition_that_nobody_announced(
    open_edition: OpenEdition,
) -> None:
    edition = open_edition()

    with pytest.raises(IntegrityError), transaction.atomic():
        Edition.objects.filter(pk=edition.pk).update(state=EditionState.OPEN)


def test_what_an_organiser_does_is_in_her_trail(
    programme: Programme, bogota: Place, make: MakePerson
) -> None:
    olivia: Person = make("olivia", "organiser")
    details = Details(starts="2016")

    edition = services.open_edition(
        programme=programme, place=bogota, details=details, now=NOW, by=olivia
    )
    services.change_edition(edition=edition, details=details, now=NOW, by=olivia)
    services.move_on(edition=edition, to=EditionState.COMPLETED, now=NOW, by=olivia)

    trail = AuditEntry.objects.filter(person_id=olivia.pk, object_id=str(edition.pk)).order_by("id")
    assert [(entry.verb, entry.at) for entry in trail] == [
        (verb, datetime(2026, 11, 3, 14, 20, tzinfo=NOW.tzinfo))
        for verb in ("edition opened", "edition changed", "edition completed")
    ]
