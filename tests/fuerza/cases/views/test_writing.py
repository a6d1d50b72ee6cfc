"""Writing into a case: the log, one person's accounts, notes; taking lines out; and what she does with all of it."""

import uuid
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from fuerza.cases import queries, services
from fuerza.cases.choices import Entry
from fuerza.cases.models import Alias, Case, Incident, Note
from fuerza.cases.queries import Account, CaseAt, IncidentBody, Told
from fuerza.core.keyrings import Opened
from fuerza.desk.models import Mention
from fuerza.desk.queries import Desk
from fuerza.people.choices import Capability
from fuerza.people.models import Person
from tests.fuerza.cases.conftest import NOW, let_into
from tests.fuerza.cases.test_gathering import Said, all_of
from tests.fuerza.desk.conftest import post, signed_in

NOBODY = uuid.UUID(int=7)
WHAT = {"what": "canarywhat", "exactness": "day", "zone": "Africa/Accra"}


def url_of(case: Case, name: str, *args: object) -> str:
    return reverse(f"cases:{name}", args=[case.pk, *args])


@pytest.fixture
def tells(at: CaseAt, opened: Opened) -> Callable[[], Told]:
    def told() -> Told:
        found = queries.told(at, opened)
        assert found is not None
        return found

    return told


@pytest.fixture
def theirs(at: CaseAt, helper: Person, opened: Opened) -> Client:
    """The browser of a helper who may document in the case."""
    let_into(at.owner, helper, at.case, Capability.DOCUMENT)
    services.let_read(at=at, opened=opened, now=timezone.now())
    return signed_in(helper)


@pytest.fixture
def reader(at: CaseAt) -> Client:
    """The browser of somebody who may prepare reports of the case, and write nothing."""
    made = Person.objects.create_user("berta")
    let_into(at.owner, made, at.case, Capability.PREPARE)
    return signed_in(made, is_open=False)


def test_an_incident_is_logged_with_its_zone_and_evidence(
    case: Case, hers: Client, tells: Callable[[], Told]
) -> None:
    sent = WHAT | {
        "when": "2026-11-19T21:30",
        "zone": "America/Bogota",
        "is_offline": "on",
        "who": "canarywho",
        "why": "canarywhy",
        "needed": "canaryneed",
        "evidence": "2; 1",
    }

    reply = hers.post(url_of(case, "incident"), sent)

    assert reply.status_code == 302
    [it] = tells().incidents
    assert (it.happened_at, it.zone) == (
        datetime(2026, 11, 20, 2, 30, tzinfo=UTC),
        "America/Bogota",
    )
    assert (it.what, it.who, it.why, it.needed) == (
        "canarywhat",
        "canarywho",
        "canarywhy",
        "canaryneed",
    )
    assert (it.exactness, it.is_offline, len(it.exhibits)) == ("day", True, 2)


def test_when_is_skipped_and_then_nothing_is_pretended(
    case: Case, locked: Client, tells: Callable[[], Told]
) -> None:
    locked.post(url_of(case, "incident"), WHAT)

    [it] = tells().incidents
    assert it.exactness == "unsure"


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"what": ""}, "This field is required."),
        ({"when": "2099-01-01T10:00"}, "That time has not come yet."),
        ({"when": "2099-01-01T10:00", "zone": "Mars/Base"}, "Select a valid choice."),
        ({"evidence": "one"}, "Numbers alone, such as 3, 17."),
        ({"evidence": "1, 3, 44"}, "Not in this case: 3, 44."),
    ],
)
def test_what_can_not_be_logged_is_said(
    case: Case, hers: Client, sent: dict[str, str], words: str
) -> None:
    reply = hers.post(url_of(case, "incident"), WHAT | sent)

    assert reply.status_code == 422
    assert words in reply.content.decode()
    assert not Incident.objects.exists()


def test_an_incident_is_changed_as_it_stood(
    at: CaseAt, hers: Client, tells: Callable[[], Told]
) -> None:
    one = queries.exhibits_in(at)[0].exhibit
    row = services.log_incident(
        at=at,
        happened_at=datetime(2026, 11, 19, 21, 30, tzinfo=UTC),
        body=IncidentBody(what="canarywhat", zone="Africa/Accra", exhibits=(one.pk,)),
        now=NOW,
    )
    url = url_of(at.case, "change_incident", row.pk)

    page = hers.get(url).content.decode()
    hers.post(url, WHAT | {"what": "better", "when": "2026-11-19T20:00", "evidence": "2"})

    assert "canarywhat" in page
    assert 'value="2026-11-19T21:30"' in page
    assert 'value="1"' in page
    [it] = tells().incidents
    assert (it.what, it.happened_at.hour) == ("better", 20)
    again = hers.post(url, WHAT | {"evidence": "44"})
    assert (again.status_code, tells().incidents[0].what) == (422, "better")


def test_a_locked_line_is_not_written_over(at: CaseAt, locked: Client) -> None:
    row = services.log_incident(at=at, happened_at=NOW, body=IncidentBody(what="it"), now=NOW)
    url = url_of(at.case, "change_incident", row.pk)

    reply = locked.post(url, WHAT)

    assert "Unlock" in reply.content.decode()
    assert bytes(Incident.objects.get().sealed) == bytes(row.sealed)


def test_a_line_of_another_case_is_not_here(at: CaseAt, hers: Client) -> None:
    other = services.open_case(person=at.owner, title="", exhibits=[], opened=None, now=NOW)
    row = services.log_incident(
        at=queries.own(other, at.owner), happened_at=NOW, body=IncidentBody(what="it"), now=NOW
    )

    urls = [url_of(at.case, "change_incident", pk) for pk in (row.pk, NOBODY)]

    assert [hers.get(url).status_code for url in urls] == [404, 404]
    assert hers.post(url_of(at.case, "line", "incident", row.pk)).status_code == 404


def test_nothing_is_preselected_where_accounts_are_one_person(
    desk: Desk, said: Said, opened: Opened, hers: Client
) -> None:
    said(post("canarytext", by="one"), post("canarytext two", by="two"))
    case = services.gather(desk=desk, chosen=all_of(desk), opened=opened, now=NOW).case

    page = hers.get(url_of(case, "same")).content.decode()

    assert "one.example" in page
    assert "checked" not in page


def test_she_says_that_accounts_are_one_person_and_takes_it_back(
    desk: Desk, said: Said, opened: Opened, hers: Client
) -> None:
    said(post("canarytext", by="one"))
    case = services.gather(desk=desk, chosen=all_of(desk), opened=opened, now=NOW).case
    sent = {
        "accounts": "bluesky one.example",
        "platform": "X",
        "handle": "louder",
        "reason": "canaryreason",
    }

    page = hers.post(url_of(case, "same"), sent, follow=True).content.decode()

    told = queries.told(queries.own(case, desk.owner), opened)
    assert told is not None
    assert [(it.accounts, it.reason) for it in told.aliases] == [
        (
            (
                Account(platform="bluesky", handle="one.example"),
                Account(platform="x", handle="louder"),
            ),
            "canaryreason",
        )
    ]
    line = url_of(case, "line", "alias", Alias.objects.get().pk)
    assert f'action="{line}"' in page
    after = hers.post(line, {"act": "out"}, follow=True).content.decode()
    assert "canaryreason" not in after
    hers.post(line, {"act": "back"})
    assert Alias.objects.get().removed_at is None


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"handle": "louder", "reason": "why"}, "Choose two accounts at least."),
        ({"handle": "louder"}, "This field is required."),
    ],
)
def test_one_account_or_no_reason_is_not_enough(
    case: Case, hers: Client, sent: dict[str, str], words: str
) -> None:
    reply = hers.post(url_of(case, "same"), sent)

    assert (reply.status_code, words in reply.content.decode()) == (422, True)
    assert not Alias.objects.exists()


def test_who_is_one_person_is_said_in_an_open_case_alone(case: Case, locked: Client) -> None:
    reply = locked.post(url_of(case, "same"), {"handle": "louder", "reason": "why"})

    assert "Unlock" in reply.content.decode()
    assert not Alias.objects.exists()


def test_a_note_is_written_and_taken_out(case: Case, hers: Client) -> None:
    url = url_of(case, "note")
    hers.post(url, {"text": " "})
    page = hers.post(url, {"text": "canarynote"}, follow=True).content.decode()

    note = Note.objects.get()
    assert "canarynote" in page
    hers.post(url_of(case, "line", "note", note.pk), {"act": "out"})
    assert "canarynote" not in hers.get(url_of(case, "case")).content.decode()


@pytest.mark.parametrize("kind", ["nonsense", *Entry.values])
def test_a_line_that_is_not_there_is_not_there(case: Case, hers: Client, kind: str) -> None:
    assert hers.post(url_of(case, "line", kind, NOBODY)).status_code == 404


def test_a_helper_who_documents_writes_and_changes_her_own_lines_alone(
    at: CaseAt, theirs: Client
) -> None:
    hers = services.log_incident(at=at, happened_at=NOW, body=IncidentBody(what="it"), now=NOW)
    theirs.post(url_of(at.case, "incident"), WHAT)
    theirs.post(url_of(at.case, "note"), {"text": "canarynote"})
    own = Incident.objects.exclude(pk=hers.pk).get()

    assert theirs.get(url_of(at.case, "change_incident", own.pk)).status_code == 200
    assert theirs.get(url_of(at.case, "change_incident", hers.pk)).status_code == 404
    assert theirs.post(url_of(at.case, "line", "incident", hers.pk)).status_code == 404
    assert theirs.post(url_of(at.case, "line", "incident", own.pk)).status_code == 302
    assert Note.objects.get().by == own.by


def test_whoever_may_not_document_writes_nothing(at: CaseAt, reader: Client) -> None:
    row = services.log_incident(at=at, happened_at=NOW, body=IncidentBody(what="it"), now=NOW)

    assert reader.get(url_of(at.case, "case")).status_code == 200
    for name, args in (
        ("incident", []),
        ("note", []),
        ("change_incident", [row.pk]),
        ("line", ["incident", row.pk]),
    ):
        assert reader.post(url_of(at.case, name, *args), WHAT).status_code == 404
    assert (Incident.objects.count(), Note.objects.count()) == (1, 0)


def test_what_she_alone_does_is_not_there_for_a_helper(at: CaseAt, theirs: Client) -> None:
    for name in ("same", "choose", "paper", "sheet"):
        assert theirs.get(url_of(at.case, name)).status_code == 404
    for act in ("rename", "close", "open", "away", "undo_least", "out"):
        assert theirs.post(url_of(at.case, "do"), {"act": act}).status_code == 404
    assert queries.cases_of(at.owner).count() == 1


def test_a_case_is_named_closed_opened_again_and_put_away(
    at: CaseAt, hers: Client, opened: Opened
) -> None:
    url = url_of(at.case, "do")

    hers.post(url, {"act": "rename", "title": "canarynew"})
    assert queries.titles_of([Case.objects.get()], opened) == {at.case.pk: "canarynew"}
    hers.post(url, {"act": "rename", "title": "x" * 201})
    closed = hers.post(url, {"act": "close"}, follow=True).content.decode()
    assert "closed" in closed
    assert Case.objects.get().closed_at is not None
    hers.post(url, {"act": "open"})
    assert Case.objects.get().closed_at is None
    away = hers.post(url, {"act": "away"}, follow=True).content.decode()
    assert f'action="{url_of(at.case, "take_back")}"' in away
    assert hers.get(url_of(at.case, "case")).status_code == 404


def test_an_exhibit_is_taken_out_and_added_again(at: CaseAt, hers: Client) -> None:
    page = hers.post(
        url_of(at.case, "do"), {"act": "out", "number": "1"}, follow=True
    ).content.decode()

    assert at.case.case_exhibits.get().exhibit.number == 2
    [undo] = [form for form in page.split("<form") if f'action="{reverse("cases:gather")}"' in form]
    fields = dict(
        piece.split('" value="')
        for piece in undo.replace('"/>', '">').split('<input type="hidden" name="')[2:]
        for piece in [piece.split('">')[0]]
    )
    hers.post(reverse("cases:gather"), fields)
    assert at.case.case_exhibits.count() == 2


@pytest.mark.parametrize(
    "sent", [{"act": "nonsense"}, {}, {"act": "undo_least", "entry": "nonsense"}]
)
def test_what_is_no_act_is_not_there(case: Case, hers: Client, sent: dict[str, str]) -> None:
    assert hers.post(url_of(case, "do"), sent).status_code == 404


@pytest.mark.parametrize("number", ["", "nonsense", "3"])
def test_taking_out_what_is_not_in_it_changes_nothing(
    case: Case, hers: Client, number: str
) -> None:
    reply = hers.post(url_of(case, "do"), {"act": "out", "number": number})

    assert (reply.status_code, case.case_exhibits.count()) == (302, 2)


def test_undoing_without_an_entry_puts_the_case_away(case: Case, hers: Client) -> None:
    hers.post(url_of(case, "do"), {"act": "undo_least", "entry": ""})

    assert not queries.cases_of(case.person).exists()
    assert not Mention.objects.exists()
