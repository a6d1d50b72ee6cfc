"""What everybody reads, and that what she may not see is not there, in the same bytes and the same queries."""

import uuid
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from fuerza.people.models import Person
from fuerza.programme import services
from fuerza.programme.choices import TextStatus
from fuerza.programme.models import Edition, Place, Programme
from fuerza.programme.services import Source, Terms
from tests.fuerza.programme.conftest import (
    NOW,
    AddSession,
    MakePerson,
    OpenEdition,
    signed_in,
)

FRONT_QUERIES = 9
SHOW_QUERIES = 7
ORGANISERS_QUERIES = 15


def shown(browser: Client, edition: Edition) -> Any:
    return browser.get(reverse("programme:show", args=[edition.pk]))


@pytest.fixture
def full(open_edition: OpenEdition, add_session: AddSession) -> Edition:
    """An announced edition with one of everything."""
    edition = open_edition("2027-04-09", "announced", languages=("es", "mr"))
    told = {"en": "Gets none, and asks for none."}
    for name, kind in (("Mesa", "ngo"), ("Unidad", "police")):
        services.add_partner(
            edition=edition, name=name, kind=kind, terms=Terms(role="host", told=told)
        )
    add_session(edition, "Table one", capacity=16)
    source = Source(title="A blog", url="https://example.org/a", date="2016-11", is_exact=True)
    services.add_fact(edition=edition, field="attendees", value="about 70", source=source)
    services.add_fact(edition=edition, field="starts", value="2027-04", source=source)
    services.use_hashtag(display="शक्ति", by=edition)
    return edition


def test_without_a_programme_the_front_says_what_will_be_here(client: Client) -> None:
    page = client.get(reverse("programme:list"))

    assert (page.status_code, "No programme is open here yet" in page.text) == (200, True)
    assert reverse("programme:begin") not in page.text


@pytest.mark.usefixtures("programme")
def test_without_an_edition_the_front_says_what_will_be_here(client: Client) -> None:
    page = client.get(reverse("programme:list")).text

    assert "We meet." in page
    assert "No edition is announced yet" in page


@pytest.mark.parametrize("count", [1, 3, 12])
def test_the_front_takes_the_same_queries_however_many_editions_there_are(
    client: Client,
    open_edition: OpenEdition,
    django_assert_num_queries: DjangoAssertNumQueries,
    count: int,
) -> None:
    for number in range(count):
        open_edition(f"20{number + 10}", "announced")
    client.get(reverse("programme:list"))

    with django_assert_num_queries(FRONT_QUERIES):
        page = client.get(reverse("programme:list")).text

    assert page.count("row-name") == count


@pytest.mark.parametrize("count", [1, 3, 12])
def test_an_organisers_list_takes_the_same_queries_however_long_it_is(
    as_olivia: Client,
    open_edition: OpenEdition,
    django_assert_num_queries: DjangoAssertNumQueries,
    count: int,
) -> None:
    for number in range(count):
        open_edition(f"20{number + 10}")
    as_olivia.get(reverse("programme:editions"))

    with django_assert_num_queries(ORGANISERS_QUERIES):
        page = as_olivia.get(reverse("programme:editions")).text

    assert page.count("row-name") == count


@pytest.mark.parametrize("count", [1, 3, 12])
def test_an_edition_takes_the_same_queries_however_much_hangs_from_it(
    client: Client,
    full: Edition,
    add_session: AddSession,
    django_assert_num_queries: DjangoAssertNumQueries,
    count: int,
) -> None:
    for number in range(count):
        add_session(full, f"Session {number}")
        services.use_hashtag(display=f"tag{number}", by=full)
        services.add_partner(
            edition=full, name=f"P{number}", kind="ngo", terms=Terms(role="host", told={"en": "x"})
        )
    shown(client, full)

    with django_assert_num_queries(SHOW_QUERIES):
        page = shown(client, full).text

    assert page.count("session-title") == count + 1


def test_partners_and_what_each_gets_come_before_everything_else(
    client: Client, full: Edition
) -> None:
    page = shown(client, full).text

    order = [
        page.index(words) for words in ("Who pays for silence", "Unidad", "Table one", "about 70")
    ]
    assert order == sorted(order)
    assert "gets no data" in page
    assert "Gets none, and asks for none." in page
    assert "Police and state bodies never get names" in page


def test_hours_name_their_offset_and_hers_stand_beside_them(
    client: Client, full: Edition, make: MakePerson
) -> None:
    visitors = shown(client, full).text
    hers = shown(signed_in(make("paula", "participant")), full).text

    assert "09:30–10:45, UTC−5" in visitors
    assert "for you" not in visitors
    assert "for you 16:30–17:45, UTC+2" in hers


def test_where_her_day_is_another_one_it_is_said(
    open_edition: OpenEdition, add_session: AddSession, make: MakePerson
) -> None:
    edition = open_edition("2027-04-09", "announced", zone="Pacific/Auckland")
    add_session(edition)

    page = shown(signed_in(make("paula", "participant")), edition).text

    assert "09:30–10:45, UTC+12" in page
    assert "for you Thursday 8 April 2027, 23:30–00:45, UTC+2" in page


def test_the_same_offset_is_not_said_twice(full: Edition, make: MakePerson) -> None:
    paula = make("paula", "participant")
    Person.objects.filter(pk=paula.pk).update(zone="America/Lima")

    assert "for you" not in shown(signed_in(paula), full).text


def test_a_session_without_a_day_has_hours_only(
    client: Client, open_edition: OpenEdition, add_session: AddSession
) -> None:
    edition = open_edition("2027-04", "announced")
    add_session(edition)

    page = shown(client, edition).text

    assert "Day not settled yet" in page
    assert "09:30–10:45" in page
    assert 'datetime="2027-04-' not in page


def test_claims_stand_with_their_source_and_are_called_claims(
    client: Client, full: Edition
) -> None:
    page = shown(client, full).text

    assert "None is a count of ours." in page
    assert '<bdi>about 70</bdi> <span class="badge plain">claimed</span>' in page
    assert 'href="https://example.org/a" rel="noreferrer noopener"' in page
    assert "published November 2016" in page
    assert '<time datetime="2027-04">April 2027</time>' in page


def test_a_made_up_and_a_cancelled_edition_say_so_first(
    client: Client, open_edition: OpenEdition
) -> None:
    edition = open_edition("2027-04-09", "announced", is_fictional=True)
    services.move_on(edition=edition, to="cancelled", now=NOW)

    page = shown(client, edition).text

    assert page.index("Made up") < page.index("<h1")
    assert page.index("This edition does not take place.") < page.index("<h1")


def test_of_an_edition_entered_afterwards_nobody_says_what_partners_got(
    client: Client, open_edition: OpenEdition
) -> None:
    edition = open_edition("2016-11")
    services.add_partner(edition=edition, name="RCMP", kind="police", terms=Terms(role="host"))
    services.move_on(edition=edition, to="completed", now=NOW)

    page = shown(client, edition).text

    assert "RCMP" in page
    assert "gets no data" not in page
    assert "What they got about the people who came is not known." in page


def test_a_country_is_not_said_to_lie_in_itself(
    client: Client, open_edition: OpenEdition, colombia: Place
) -> None:
    page = shown(client, open_edition("2027", "announced", place=colombia)).text

    assert page.partition("<body")[2].count("Colombia") == 1


def test_an_undated_edition_says_that_its_date_is_not_known(
    client: Client, open_edition: OpenEdition
) -> None:
    edition = services.move_on(edition=open_edition(""), to="completed", now=NOW)

    front, page = client.get(reverse("programme:list")).text, shown(client, edition).text

    assert "<h2>Date not known</h2>" in front
    assert "date not known" in page
    assert "<time" not in page


def test_a_reviewed_text_is_shown_in_her_language_and_a_draft_is_not(
    client: Client, full: Edition
) -> None:
    for language, text, status in (
        ("es", "Quién paga", TextStatus.REVIEWED),
        ("fr", "Qui paie", TextStatus.DRAFT),
        ("ar", "من يدفع", TextStatus.MACHINE),
    ):
        services.write_text(holder=full, field="issue", language=language, text=text, status=status)
    pages = {}
    for language in ("es", "fr", "ar"):
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
        pages[language] = shown(client, full).text

    assert "<bdi>Quién paga</bdi>" in pages["es"]
    for language, draft in (("fr", "Qui paie"), ("ar", "من يدفع")):
        assert draft not in pages[language]
        assert '<bdi lang="en">Who pays for silence</bdi>' in pages[language]
        assert '<span class="in-language">' in pages[language]
    assert '<a href="/e/"><bdi lang="en">Fuerza</bdi></a>' in pages["ar"]
    assert "بوغوتا" in pages["ar"]
    assert "كولومبيا" in pages["ar"]


def test_what_people_write_is_escaped_and_set_apart(
    client: Client, open_edition: OpenEdition
) -> None:
    edition = open_edition("2027", "announced", issue="<script>x()</script>")

    page = shown(client, edition).text

    assert "<bdi>&lt;script&gt;x()&lt;/script&gt;</bdi>" in page
    assert "<script>x()" not in page


def test_a_campaign_stands_apart_from_editions(client: Client, programme: Programme) -> None:
    campaign = services.open_campaign(
        programme=programme,
        name="Un espacio seguro",
        language="es",
        starts="2017-02-07",
        partner=services.known_partner(name="Karisma", kind="ngo"),
    )
    source = Source(title="A post")
    services.add_campaign_fact(campaign=campaign, field="reposts", value="20", source=source)

    page = client.get(reverse("programme:list")).text

    assert '<bdi lang="es">Un espacio seguro</bdi>' in page
    assert "7 February 2017" in page
    assert "Reposts" in page


HIDDEN = [("draft", "public"), ("open", "sealed"), ("open", "invited")]


@pytest.mark.parametrize(("state", "visibility"), HIDDEN)
def test_an_edition_she_may_not_see_equals_one_that_is_not_there(
    client: Client,
    open_edition: OpenEdition,
    make: MakePerson,
    state: str,
    visibility: str,
) -> None:
    edition = open_edition("2027-04-09", state, visibility=visibility)
    services.use_hashtag(display="OnlyHere", by=edition)
    paula = signed_in(make("paula", "participant"))

    for browser in (client, paula):
        hidden = shown(browser, edition)
        absent = browser.get(reverse("programme:show", args=[uuid.uuid4()]))
        assert (hidden.status_code, absent.status_code) == (404, 404)
        assert len(hidden.content) == len(absent.content)
        front = browser.get(reverse("programme:list")).text
        assert "Bogotá" not in front
        assert "OnlyHere" not in front


def test_whoever_was_invited_sees_it_by_address_and_in_the_list(
    open_edition: OpenEdition, make: MakePerson
) -> None:
    edition = open_edition("2027-04-09", "announced", visibility="invited")
    petra = signed_in(make("petra", "participant", edition.pk))

    assert shown(petra, edition).status_code == 200
    assert "Bogotá" in petra.get(reverse("programme:list")).text


def test_an_unlisted_edition_is_found_by_its_address_alone(
    client: Client, open_edition: OpenEdition
) -> None:
    edition = open_edition("2027-04-09", "announced", visibility="unlisted")

    assert shown(client, edition).status_code == 200
    assert "Bogotá" not in client.get(reverse("programme:list")).text


def test_the_front_is_the_same_for_an_organiser_her_drafts_stand_elsewhere(
    as_olivia: Client, open_edition: OpenEdition
) -> None:
    draft = open_edition()

    front = as_olivia.get(reverse("programme:list")).text
    listed = as_olivia.get(reverse("programme:editions")).text

    assert "Bogotá" not in front
    assert reverse("programme:checklist", args=[draft.pk]) in listed
    assert reverse("programme:checklist", args=[draft.pk]) in shown(as_olivia, draft).text


def test_looking_as_a_visitor_shows_no_more_than_a_visitor_sees(
    as_olivia: Client, open_edition: OpenEdition
) -> None:
    draft = open_edition("2027")
    invited = open_edition("2028", "announced", visibility="invited")

    def looked(edition: Edition, who: int) -> str:
        return as_olivia.get(reverse("programme:look_as", args=[edition.pk, who])).text

    assert "Who pays for silence" not in looked(draft, 1)
    assert "For her this edition is not there" in looked(draft, 2)
    assert "For her this edition is not there" in looked(invited, 1)
    assert "Who pays for silence" in looked(invited, 2)
    assert "Its checklist" not in looked(invited, 2)


def test_nobody_else_looks_as_anybody(
    client: Client, open_edition: OpenEdition, make: MakePerson, as_olivia: Client
) -> None:
    edition, other = open_edition("2027", "announced"), open_edition("2028", "announced")
    address = reverse("programme:look_as", args=[edition.pk, 1])
    oona = signed_in(make("oona", "organiser", other.pk))

    assert client.get(address)["Location"] == settings.LOGIN_URL
    assert signed_in(make("paula", "participant")).get(address).status_code == 404
    assert oona.get(address).status_code == 404
    assert as_olivia.get(reverse("programme:look_as", args=[edition.pk, 3])).status_code == 404
