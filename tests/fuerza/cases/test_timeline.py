"""The timeline: exhibits, incidents, what was done and who helped, in one order, page by page."""

from datetime import timedelta

from django.utils import timezone

from fuerza.acts.models import Action, Plan
from fuerza.cases import queries, services
from fuerza.cases.queries import CaseAt, IncidentBody
from fuerza.core.keyrings import Opened
from fuerza.people.choices import Capability
from fuerza.people.models import Person
from tests.fuerza.cases.conftest import NOW, WRITTEN, Kept, let_into

HOUR = timedelta(hours=1)


def events(at: CaseAt, opened: Opened, number: int = 1) -> list[queries.Event]:
    told = queries.told(at, opened)
    assert told is not None
    return queries.timeline_page(at, opened, told.incidents, number)


def test_everything_stands_in_one_order(at: CaseAt, opened: Opened, helper: Person) -> None:
    services.log_incident(
        at=at, happened_at=WRITTEN + HOUR / 2, body=IncidentBody(what="between"), now=NOW
    )
    plan = Plan.objects.create(person=at.owner, kind="mute", made_at=NOW)
    exhibits = [row.exhibit for row in queries.exhibits_in(at)]
    for state in ("done", "done", "undone", "planned"):
        ended = NOW + HOUR if state == "undone" else NOW - HOUR
        act = Action.objects.create(
            plan=plan, kind="mute", author_key=b"", state=state, ended_at=ended
        )
        act.exhibits.set(exhibits)
    grant = let_into(at.owner, helper, at.case, Capability.DOCUMENT)
    let_into(at.owner, helper, None, Capability.DOCUMENT)
    services.close(at=at, now=NOW + 2 * HOUR)

    found = events(at, opened)

    assert [(it.at, it.kind, it.number, it.name) for it in found] == [
        (WRITTEN, "exhibit", 0, ""),
        (WRITTEN + HOUR / 2, "incident", 0, ""),
        (WRITTEN + HOUR, "exhibit", 0, ""),
        (NOW - HOUR, "done", 2, ""),
        (NOW, "opened", 0, ""),
        (NOW + HOUR, "undone", 1, ""),
        (NOW + 2 * HOUR, "closed", 0, ""),
        (grant.starts_at, "helps", 0, "ana"),
        (grant.ends_at, "helped", 0, "ana"),
    ]


def test_a_helper_is_not_told_who_else_helps(
    at: CaseAt, opened: Opened, helper: Person, helpers_key: Opened
) -> None:
    let_into(at.owner, helper, at.case, Capability.DOCUMENT)
    services.let_read(at=at, opened=opened, now=timezone.now())
    theirs = queries.case_at(helper, at.case.pk, timezone.now())
    assert theirs is not None

    assert [it.kind for it in events(theirs, helpers_key)] == ["exhibit", "exhibit", "opened"]


def test_pages_leave_nothing_out_and_tell_nothing_twice(
    person: Person, opened: Opened, kept: Kept
) -> None:
    case = services.open_case(person=person, title="", exhibits=kept(120), opened=opened, now=NOW)
    at = queries.own(case, person)
    for hour in (-1, 49, 49.5, 60, 119.5, 500):
        services.log_incident(
            at=at, happened_at=WRITTEN + hour * HOUR, body=IncidentBody(what=str(hour)), now=NOW
        )

    pages = [events(at, opened, number) for number in (1, 2, 3)]

    assert [len([it for it in page if it.exhibit]) for page in pages] == [50, 50, 20]
    logged = [[it.incident.what for it in page if it.incident] for page in pages]
    assert logged == [["-1", "49", "49.5"], ["60"], ["119.5", "500"]]
    assert [it.kind for page in pages for it in page].count("opened") == 1


def test_an_empty_case_has_a_beginning(person: Person, opened: Opened) -> None:
    case = services.open_case(person=person, title="", exhibits=[], opened=opened, now=NOW)
    at = queries.own(case, person)

    assert [it.kind for it in events(at, opened)] == ["opened"]
    assert queries.numbers_of(at) == queries.Numbers(
        exhibits=0, accounts=0, platforms=0, first_at=None, last_at=None
    )


def test_a_case_in_numbers(at: CaseAt) -> None:
    assert queries.numbers_of(at) == queries.Numbers(
        exhibits=2, accounts=0, platforms=1, first_at=WRITTEN, last_at=WRITTEN + HOUR
    )
