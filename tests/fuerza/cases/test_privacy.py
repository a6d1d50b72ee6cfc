"""Her copy of her cases, the end of them, and who may be shown what of them where."""

from datetime import timedelta

import msgspec
import pytest
from django.utils import timezone

from fuerza.cases import queries, services
from fuerza.cases.models import Alias, Case, CaseExhibit, Incident, Note
from fuerza.cases.privacy import erase, export
from fuerza.cases.queries import Account, AliasBody, CaseAt, IncidentBody
from fuerza.core import disclosure
from fuerza.core.keyrings import Opened
from fuerza.people.choices import Capability
from fuerza.people.models import Person
from tests.fuerza.cases.conftest import NOW, let_into, with_desk

ACCOUNTS = (Account(platform="x", handle="a"), Account(platform="x", handle="b"))


@pytest.fixture
def full(at: CaseAt) -> CaseAt:
    """The case with a line of each kind in it."""
    one = queries.exhibits_in(at)[0].exhibit
    services.say_alias(at=at, body=AliasBody(accounts=ACCOUNTS, reason="canaryreason"), now=NOW)
    body = IncidentBody(what="canarywhat", exhibits=(one.pk,))
    services.log_incident(at=at, happened_at=NOW, body=body, now=NOW)
    services.write_note(at=at, text="canarynote", now=NOW)
    return at


def test_her_copy_holds_all_of_a_case(full: CaseAt, opened: Opened) -> None:
    [part] = export(full.owner, opened)

    [row] = CaseExhibit.objects.filter(exhibit__number=1)
    assert part.path == "case-001.json"
    assert msgspec.json.decode(part.content) == {
        "id": str(full.case.pk),
        "opened_at": "2026-11-23T14:05:00Z",
        "closed_at": None,
        "put_away_at": None,
        "exhibits": [1, 2],
        "title": "canarytitle",
        "one_person": [
            {
                "accounts": [{"platform": "x", "handle": "a"}, {"platform": "x", "handle": "b"}],
                "because": "canaryreason",
                "said_at": "2026-11-23T14:05:00Z",
            }
        ],
        "incidents": [
            {
                "happened_at": "2026-11-23T14:05:00Z",
                "how_exact": "unsure",
                "zone": "UTC",
                "offline": False,
                "what": "canarywhat",
                "who": "",
                "why": "",
                "still_needed": "",
                "evidence": [str(row.exhibit_id)],
                "written_at": "2026-11-23T14:05:00Z",
                "by_you": True,
            }
        ],
        "notes": [{"text": "canarynote", "written_at": "2026-11-23T14:05:00Z", "by_you": True}],
    }


def test_a_locked_copy_says_so_and_tells_nothing(full: CaseAt) -> None:
    services.put_away(at=full, now=NOW)

    parts = {part.path: part.content for part in export(full.owner, None)}

    assert parts["locked.txt"].startswith(b"1 case could not be opened")
    told = msgspec.json.decode(parts["case-001.json"])
    assert (told["put_away_at"], "title" in told) == ("2026-11-23T14:05:00Z", False)
    assert b"canary" not in parts["case-001.json"]


def test_erasing_leaves_no_row_of_hers_and_all_of_another(full: CaseAt, opened: Opened) -> None:
    other = with_desk("other")
    services.open_case(person=other, title="", exhibits=[], opened=None, now=NOW)

    for _twice in range(2):
        erase(full.owner)

    assert [case.person for case in Case.objects.all()] == [other]
    for model in (CaseExhibit, Alias, Incident, Note):
        assert not model._default_manager.exists()
    assert list(export(full.owner, opened)) == []


def test_who_may_be_shown_a_case(full: CaseAt, helper: Person) -> None:
    other = with_desk("other")
    let_into(full.owner, helper, full.case, Capability.PREPARE)
    things = [
        full.case,
        *CaseExhibit.objects.all(),
        *Alias.objects.all(),
        *Incident.objects.all(),
        *Note.objects.all(),
    ]

    assert [bool(disclosure.fields_for(full.owner, it, "page")) for it in things] == [True] * 6
    assert [bool(disclosure.fields_for(helper, it, "page")) for it in things] == [True] * 6
    assert [bool(disclosure.fields_for(full, it, "page")) for it in things] == [True] * 6
    assert not any(disclosure.fields_for(other, it, "page") for it in things)
    for surface in ("feed", "mail", "search"):
        assert not any(disclosure.fields_for(full.owner, it, surface) for it in things)


def test_a_case_at_shows_no_other_case(full: CaseAt) -> None:
    another = services.open_case(
        person=full.owner, title="", exhibits=[], opened=None, now=NOW + timedelta(days=1)
    )

    assert not disclosure.may_show(full, another, "page")
    assert queries.case_at(full.owner, another.pk, timezone.now()) is not None
