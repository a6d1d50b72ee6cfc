"""A new edition from an earlier one: what comes along, and what must not."""

from datetime import date, time

import pytest

from fuerza.programme import services
from fuerza.programme.models import Edition, Place, Programme, Session, SessionText
from fuerza.programme.services import Details, Source, Terms
from tests.fuerza.programme.conftest import NOW, AddSession, OpenEdition


@pytest.fixture
def earlier(open_edition: OpenEdition, add_session: AddSession) -> Edition:
    """An edition with one of everything, and a second day whose session begins in the small hours."""
    edition = open_edition("2027-04-09", "announced", languages=("es", "en"), formats=("soapbox",))
    services.write_text(holder=edition, field="about", language="en", text="Why", status="reviewed")
    terms = Terms(role="host", data_access="aggregate", told={"en": "Numbers for its report."})
    services.add_partner(edition=edition, name="Mesa", kind="police", terms=terms)
    add_session(edition, titles={"en": "Voices", "es": "Voces"}, format="soapbox", capacity=9)
    add_session(edition, "Late", on=date(2027, 4, 10), starts=time(2, 15), ends=time(4))
    services.use_hashtag(display="शक्ति", by=edition)
    services.add_fact(
        edition=edition, field="attendees", value="about 70", source=Source(title="A blog")
    )
    return edition


def opened(like: Edition, place: Place, starts: str, **more: object) -> Edition:
    details = Details(starts=starts, **more)  # type: ignore[arg-type]  # the test says which
    return services.open_edition(
        programme=like.programme, place=place, details=details, now=NOW, like=like
    )


def agenda(edition: Edition) -> list[tuple[str, date | None, time, str]]:
    return [
        (one.format, one.on, one.starts, one.zone)
        for one in Session.objects.filter(edition=edition).order_by("-starts")
    ]


def test_partners_agenda_hashtags_and_words_come_along_and_nothing_else(
    earlier: Edition, sydney: Place
) -> None:
    edition = opened(earlier, sydney, "2027-06-01")

    [partnership] = edition.partnerships.all()
    told = [(row.language, row.text) for row in partnership.texts.all()]
    assert (partnership.partner.name, partnership.kind, partnership.data_access, told) == (
        "Mesa",
        "police",
        "aggregate",
        [("en", "Numbers for its report.")],
    )
    assert agenda(edition) == [
        ("soapbox", date(2027, 6, 1), time(9, 30), "Australia/Sydney"),
        ("round_table", date(2027, 6, 2), time(2, 15), "Australia/Sydney"),
    ]
    assert sorted(
        SessionText.objects.filter(session__edition=edition).values_list(
            "language", "text", "status"
        )
    ) == [("en", "Late", "draft"), ("en", "Voices", "draft"), ("es", "Voces", "draft")]
    assert [(row.field, row.text, row.status) for row in edition.texts.all()] == [
        ("about", "Why", "reviewed")
    ]
    assert [use.hashtag.display for use in edition.hashtag_uses.all()] == ["शक्ति"]
    assert (edition.state, edition.announced_at, edition.facts.count()) == ("draft", None, 0)
    assert (edition.languages, edition.formats) == (["es", "en"], ["soapbox"])


def test_an_hour_that_never_comes_on_the_new_day_is_left_to_be_settled(
    earlier: Edition, sydney: Place
) -> None:
    edition = opened(earlier, sydney, "2027-10-02", languages=("fr",), formats=("panel",))

    assert [on for _kind, on, _at, _zone in agenda(edition)] == [date(2027, 10, 2), None]
    assert (edition.languages, edition.formats) == (["fr"], ["panel"])


def test_while_the_new_day_is_not_known_no_session_has_one(earlier: Edition, sydney: Place) -> None:
    edition = opened(earlier, sydney, "2027-10")

    assert [on for _kind, on, _at, _zone in agenda(edition)] == [None, None]


def test_from_an_edition_without_a_day_the_agenda_comes_to_the_new_ones_first_day(
    open_edition: OpenEdition, add_session: AddSession, sydney: Place
) -> None:
    earlier = open_edition("2027-04")
    add_session(earlier)

    edition = opened(earlier, sydney, "2027-06-01")

    assert [on for _kind, on, _at, _zone in agenda(edition)] == [date(2027, 6, 1)]


def test_without_a_time_zone_there_is_no_agenda(
    earlier: Edition, colombia: Place, programme: Programme
) -> None:
    edition = opened(earlier, colombia, "2027-06-01")

    assert (agenda(edition), edition.programme) == ([], programme)
