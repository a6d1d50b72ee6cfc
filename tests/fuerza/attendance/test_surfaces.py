"""Every state x consent, walked over every surface as each kind of viewer: what it should hold, and no word more.

Each participant has words that exist nowhere else: on her badge, her public name, the name in her papers, her need.
"""

import re
from datetime import timedelta
from itertools import product
from typing import Any, NamedTuple

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from fuerza.attendance import queries, services
from fuerza.attendance.choices import IN_TOUCH, SEATED, RegistrationState
from fuerza.attendance.models import Calendar, Invitation, Registration
from fuerza.core import hooks, jobs, worker
from fuerza.people import services as people
from fuerza.people.choices import Purpose
from fuerza.people.models import Person
from fuerza.programme.models import Edition
from tests.fuerza.attendance.conftest import NOW, AddSession, MakePerson, signed_in

WORD = re.compile(r"(?:badge|public|paper|need|token)of\d+end")
CONSENTS = ("nothing", "room", "all but room", "withdrawn", "expired")
WHO = ("visitor", "member", "participant", "organiser", "operator")


class Case(NamedTuple):
    registration: Registration
    number: int
    state: str
    consent: str

    def words(self, *kinds: str) -> set[str]:
        return {f"{kind}of{self.number}end" for kind in kinds}


@pytest.fixture
def cases(edition: Edition, make: MakePerson, add_session: AddSession) -> list[Case]:
    add_session(edition)
    cells = product(RegistrationState.values, CONSENTS)
    return [_case(edition, make, number, *cell) for number, cell in enumerate(cells)]


def _case(edition: Edition, make: MakePerson, number: int, state: str, consent: str) -> Case:
    row = Registration.objects.create(
        edition=edition,
        person=make(f"person{number}"),
        state=state,
        number=number + 100,
        registered_at=NOW,
        moved_at=NOW,
    )
    names = queries.Names(badge=f"badgeof{number}end", public=f"publicof{number}end")
    services.settle_names(registration=row, names=names, legal=f"paperof{number}end", now=NOW)
    services.settle_needs(registration=row, needs=[("diet", f"needof{number}end")], now=NOW)
    _consent(row, consent)
    Calendar.objects.create(
        registration=row,
        changed_at=NOW,
        token_hash=queries.feed_hash(f"tokenof{number}end"),
        expires_at=timezone.now() + timedelta(days=1),
    )
    return Case(row, number, state, consent)


def _consent(row: Registration, consent: str) -> None:
    person, scope, room = row.person, str(row.edition_id), Purpose.ROOM_LIST
    if consent == "all but room":
        others = [one for one in Purpose if one != room]
        for purpose in others:
            people.consent_give(person=person, purpose=purpose, scope_id=scope, now=NOW)
        people.consent_give(person=person, purpose=room, scope_id="", now=NOW)  # not for this one
    elif consent != "nothing":
        ends = NOW + timedelta(hours=1) if consent == "expired" else None
        people.consent_give(person=person, purpose=room, scope_id=scope, expires_at=ends, now=NOW)
    if consent == "withdrawn":
        later = NOW + timedelta(hours=1)
        people.consent_withdraw(person=person, purpose=room, scope_id=scope, now=later)


def found(text: str) -> set[str]:
    return set(WORD.findall(text))


def export_of(person: Person) -> str:
    export = hooks.find("privacy", "attendance:export")
    assert export is not None
    return repr(list(export(person, None)))


def surfaces(browser: Client, edition: Edition) -> dict[str, str]:
    """Ask for every page, feed, calendar and error that this edition's people could come out on."""
    at = {name: reverse(f"programme:{name}", args=[edition.pk]) for name in ("show", "checklist")}
    at |= {
        name: reverse(f"attendance:{name}", args=[edition.pk])
        for name in ("mine", "calendar", "people", "seats", "venue", "verify", "note", "agree")
    }
    at |= {"list": "/e/", "atom": "/e/en.atom", "ics": "/e/en.ics", "today": "/"}
    at["its ics"] = reverse("programme:edition_calendar", args=[edition.pk, "en"])
    return {name: browser.get(address, follow=True).text for name, address in at.items()}


@pytest.fixture
def browsers(cases: list[Case], make: MakePerson, as_olivia: Client, edition: Edition) -> Any:
    """Sign in each kind of viewer; the participant has a place, and no word of her own."""
    guest = make("guest")
    Registration.objects.create(
        edition=edition,
        person=guest,
        state="confirmed",
        number=900,
        registered_at=NOW,
        moved_at=NOW,
    )
    assert len(cases) == len(RegistrationState.values) * len(CONSENTS)
    return {
        "visitor": Client(),
        "member": signed_in(make("mara", "participant")),
        "participant": signed_in(guest),
        "organiser": as_olivia,
        "operator": signed_in(make("oda", "operator")),
    }


def test_nobody_elses_surface_holds_a_word_but_the_badges_agreed_to_and_needs_without_names(
    browsers: dict[str, Client],
    cases: list[Case],
    edition: Edition,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from fuerza.people.adapter import Adapter

    monkeypatch.setattr(Adapter, "elsewhere_to_show_again", lambda *_: None)
    badges = [case for case in cases if case.state in SEATED and case.consent == "room"]
    needs = [case for case in cases if case.state in IN_TOUCH]
    on_people = {word for case in badges for word in case.words("badge")} | {
        word for case in needs for word in case.words("need")
    }

    told = {
        (who, name): words
        for who in WHO
        for name, text in surfaces(browsers[who], edition).items()
        if (words := found(text))
    }

    assert told == {("organiser", "people"): on_people}
    assert (len(badges), len(needs)) == (2, 20)


def test_she_reads_all_of_hers_and_of_the_others_nothing(cases: list[Case]) -> None:
    for case in cases:
        own = case.words("badge", "public", "paper", "need")

        assert found(export_of(case.registration.person)) == own, case
        if case.consent in {"room", "nothing"}:
            browser = signed_in(case.registration.person)
            page = browser.get(reverse("attendance:mine", args=[case.registration.edition_id]))
            assert found(page.text) == (own if case.state in IN_TOUCH else set()), case


def test_her_calendar_and_her_mails_say_no_word_and_each_address_follows_its_own_row_alone(
    cases: list[Case], edition: Edition
) -> None:
    jobs.enqueue("attendance.expire_offers", now=NOW)
    while worker.run_due(clock=lambda: NOW):
        pass

    feeds = {
        case.number: Client()
        .get(reverse("attendance:feed", args=[f"tokenof{case.number}end"]))
        .text
        for case in cases
    }
    Edition.objects.filter(pk=edition.pk).update(state="cancelled")

    assert found("".join(feeds.values())) == set()
    assert found("".join(one.message().as_string() for one in mail.outbox)) == set()
    holding = {number for number, text in feeds.items() if "BEGIN:VEVENT" in text}
    assert holding == {case.number for case in cases if case.state in SEATED}
    assert {text for number, text in feeds.items() if number not in holding} == {
        Client().get(reverse("attendance:feed", args=["x"])).text
    }


def test_counts_and_their_pages_are_the_same_whatever_was_agreed_to(
    cases: list[Case], edition: Edition
) -> None:
    before = queries.numbers(edition, NOW)

    for case in cases:
        scope = str(edition.pk)
        people.consent_give(
            person=case.registration.person, purpose=Purpose.ROOM_LIST, scope_id=scope, now=NOW
        )

    assert queries.numbers(edition, NOW) == before
    assert hooks.find("search", "attendance") is None


def test_erasing_one_leaves_no_word_of_hers_in_any_table_and_the_others_as_they_were(
    cases: list[Case], edition: Edition
) -> None:
    gone = next(case for case in cases if case.state == "confirmed")
    before = queries.numbers(edition, NOW)
    held = {bytes(gone.registration.sealed_names).hex(), str(gone.registration.pk)}
    token = queries.feed_hash(f"tokenof{gone.number}end").hex()
    erase = hooks.find("privacy", "attendance:erase")
    assert erase is not None
    assert (held | {token}) <= {word for word in held | {token} if word in dump()}

    erase(gone.registration.person)

    after = dump()
    assert [
        word for word in (*sorted(held - {str(gone.registration.pk)}), token) if word in after
    ] == []
    left = queries.numbers(edition, NOW)
    assert (left.confirmed, left.waiting) == (before.confirmed - 1, before.waiting)


def dump() -> str:
    """Write out every table of attendance, bytes as hexadecimal digits."""
    tables = [
        name for name in connection.introspection.table_names() if name.startswith("attendance_")
    ]
    told = []
    with connection.cursor() as cursor:
        for name in tables:
            cursor.execute(f'SELECT * FROM "{name}"')  # noqa: S608 -- a table's own name
            for row in cursor.fetchall():
                told += [
                    bytes(one).hex() if isinstance(one, bytes | memoryview) else _plain(one)
                    for one in row
                ]
    return "\n".join(told)


def _plain(value: object) -> str:
    text = str(value)
    is_id = re.fullmatch(r"[0-9a-f]{32}", text)
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}" if is_id else text


@pytest.mark.usefixtures("cases")
def test_nothing_of_it_is_federated(edition: Edition) -> None:
    asked = {"headers": {"accept": "application/activity+json"}}

    page = Client().get(reverse("programme:show", args=[edition.pk]), **asked)  # type: ignore[arg-type]  # headers

    assert page["Content-Type"].startswith("text/html")
    for path in ("/.well-known/webfinger", "/.well-known/nodeinfo", "/inbox", "/e/outbox"):
        assert Client().get(path, **asked).status_code == 404, path  # type: ignore[arg-type]  # headers
    assert Invitation.objects.count() == 0
