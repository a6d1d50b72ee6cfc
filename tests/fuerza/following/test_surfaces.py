"""Every state x visibility x viewer, walked over every surface: each holds what it should, and not one word more.

Every edition has words that exist nowhere else: its issue, an open session, a sealed one, a partner, a hashtag.
"""

import json
import re
from datetime import time
from itertools import product
from typing import NamedTuple

import pytest
from django.test import Client
from django.urls import reverse

from fuerza.core import hooks
from fuerza.people import services as people
from fuerza.people.models import Person
from fuerza.programme import services
from fuerza.programme.choices import AttributionRule, EditionState, Visibility
from fuerza.programme.hooks import panels
from fuerza.programme.models import Edition
from fuerza.programme.services import Source, Terms
from tests.fuerza.programme.conftest import NOW, AddSession, MakePerson, OpenEdition, signed_in

STATES = [
    *((state, True) for state in EditionState.values if state != "draft"),
    ("draft", False),
    ("cancelled", False),
]
CASES = [(*state, visibility) for state, visibility in product(STATES, Visibility.values)]
WORD = re.compile(r"(?:issue|open|closed|partner|claim|tag)of\d+end")
WHO = ("visitor", "member", "invited", "organiser")


class Case(NamedTuple):
    edition: Edition
    number: int
    is_announced: bool
    visibility: str

    def words(self, *kinds: str) -> set[str]:
        return {f"{kind}of{self.number}end" for kind in kinds}

    def is_seen(self, who: str) -> bool:
        by_address = self.visibility in {"public", "unlisted"}
        is_invited = self.visibility == "invited" and who == "invited"
        return who == "organiser" or (self.is_announced and (by_address or is_invited))

    def is_listed(self, who: str) -> bool:
        """Lists are the same for organisers: what they see beyond stands on pages of their own."""
        is_invited = self.visibility == "invited" and who == "invited"
        return self.is_announced and (self.visibility == "public" or is_invited)


@pytest.fixture
def cases(open_edition: OpenEdition, add_session: AddSession) -> list[Case]:
    return [
        Case(_filled(open_edition, add_session, number, case), number, *case[1:])
        for number, case in enumerate(CASES)
    ]


def _filled(
    open_edition: OpenEdition, add_session: AddSession, number: int, cell: tuple[str, bool, str]
) -> Edition:
    state, is_announced, visibility = cell
    edition = open_edition(
        f"{2027 + number}-04-09",
        issue=f"issueof{number}end",
        visibility=visibility,
        distinct_because="a cell of the table",
    )
    add_session(edition, f"openof{number}end")
    sealed = AttributionRule.SEALED
    add_session(edition, f"closedof{number}end", attribution_rule=sealed, starts=time(7))
    services.add_partner(
        edition=edition, name=f"partnerof{number}end", kind="ngo", terms=Terms(role="funder")
    )
    services.add_fact(
        edition=edition, field="format", value=f"claimof{number}end", source=Source(title="A blog")
    )
    services.use_hashtag(display=f"tagof{number}end", by=edition)
    edition.state, edition.announced_at = state, NOW if is_announced else None
    edition.save()
    return edition


@pytest.fixture
def browsers(make: MakePerson, olivia: Person, cases: list[Case]) -> dict[str, Client]:
    invited = make("ines")
    for case in cases:
        people.give_role(
            person=invited, name="participant", by=None, now=NOW, scope_id=case.edition.pk
        )
    return {
        "visitor": Client(),
        "member": signed_in(make("mara", "participant")),
        "invited": signed_in(invited),
        "organiser": signed_in(olivia),
    }


def found(text: str) -> set[str]:
    return set(WORD.findall(text))


def whole_list(browser: Client) -> str:
    pages, number = "", 0
    while True:
        page = str(browser.get(f"{reverse('programme:list')}?page={number}").text)
        pages, number = pages + page, number + 1
        if f"?page={number}" not in page:
            return pages


def structured(page: str) -> str:
    found: list[str] = re.findall(r'<script type="application/ld\+json"[^>]*>(.*?)</script>', page)
    return "".join(found)


def test_lists_counts_feeds_and_calendars_hold_what_is_listed_and_no_more(
    browsers: dict[str, Client], cases: list[Case]
) -> None:
    for who in WHO:
        listed = [case for case in cases if case.is_listed(who)]
        public = [case for case in cases if case.is_listed("visitor")]
        issues = {word for case in listed for word in case.words("issue", "tag")}
        outside = {word for case in public for word in case.words("issue", "open")}

        page = found(whole_list(browsers[who]))
        feed = found(browsers[who].get("/e/en.atom").text)
        calendar = found(browsers[who].get("/e/en.ics").text)

        assert page == issues, who
        assert feed == outside, who
        assert calendar == {word for case in public for word in case.words("open")}, who


def test_an_editions_own_surfaces_hold_what_its_viewer_sees_and_no_more(
    browsers: dict[str, Client], cases: list[Case]
) -> None:
    on_page = ("issue", "open", "closed", "partner", "claim", "tag")
    for who, case in product(WHO, cases):
        page = browsers[who].get(reverse("programme:show", args=[case.edition.pk])).text
        is_public = case.is_announced and case.visibility == "public"

        assert found(page) == (case.words(*on_page) if case.is_seen(who) else set()), (who, case)
        told = case.words("issue", "partner") if is_public else set()
        assert found(structured(page)) == told, (who, case)
        assert ("og:title" in page) == is_public, (who, case)
        assert ('content="noindex"' in page) != is_public, (who, case)


def test_an_editions_calendar_is_the_same_for_all_and_absent_where_a_visitor_sees_nothing(
    browsers: dict[str, Client], cases: list[Case]
) -> None:
    for who, case in product(("visitor", "organiser"), cases):
        address = reverse("programme:edition_calendar", args=[case.edition.pk, "en"])

        reply = browsers[who].get(address)

        is_there = case.is_seen("visitor")
        assert reply.status_code == (200 if is_there else 404), (who, case)
        assert found(reply.text) == (case.words("open") if is_there else set()), (who, case)


def test_today_names_a_listed_edition_alone_and_no_search_finds_any(
    cases: list[Case], make: MakePerson
) -> None:
    lurking = [str(case.edition.pk) for case in cases if not case.is_listed("visitor")]

    told = repr(panels("today", make("tess", "participant")))

    listed = [case for case in cases if case.is_listed("visitor")]
    assert [pk for pk in lurking if pk in told] == []
    assert any(str(case.edition.pk) in told for case in listed)
    assert hooks.find("search", "programme") is None


def test_structured_data_has_the_locality_and_nothing_nearer(
    browsers: dict[str, Client], cases: list[Case]
) -> None:
    case = next(one for one in cases if one.visibility == "public" and one.edition.state == "open")

    page = browsers["visitor"].get(reverse("programme:show", args=[case.edition.pk])).text

    told = json.loads(structured(page))
    assert told == {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": f"issueof{case.number}end",
        "url": f"http://testserver/e/{case.edition.pk}/",
        "startDate": case.edition.starts,
        "eventStatus": "https://schema.org/EventScheduled",
        "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
        "location": {
            "@type": "Place",
            "address": {"@type": "PostalAddress", "addressLocality": "Bogotá"},
        },
        "organizer": {"@type": "Organization", "name": "Fuerza"},
        "sponsor": [{"@type": "Organization", "name": f"partnerof{case.number}end"}],
    }
