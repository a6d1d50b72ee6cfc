"""Lists: checked whole, shown, muted or blocked, undone; and whom she silenced, with where each came from."""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from typing import Any

import msgspec
import pytest

from fuerza.acts import queries, services
from fuerza.acts.choices import ActionKind
from fuerza.acts.models import BlockList, Gathering, Plan
from fuerza.acts.services import listing
from fuerza.connections.models import Connection
from fuerza.core import crypto
from fuerza.core.models import Job
from fuerza.people.models import Person
from safeguard.platforms import registry
from safeguard.platforms.base import AccessLost, PlatformDown, RateLimited
from tests.fuerza.acts.acting_double import Clock, Double
from tests.fuerza.acts.conftest import NOW, Planned, states, target, work
from tests.fuerza.acts.reader import PLACE
from tests.safeguard.platforms import exports, x_samples

Brought = Callable[..., BlockList]


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the one kind of list that tests know."""
    monkeypatch.setattr(registry, "LISTS", {"names": PLACE})


@pytest.fixture
def brought(person: Person, linked: Connection, names: None) -> Brought:
    def bring(*lines: str, kind: ActionKind = ActionKind.BLOCK, **wish: Any) -> BlockList:
        return services.bring_list(
            person=person,
            file=BytesIO("\n".join(["#names", *lines]).encode()),
            file_name="list.txt",
            wish=services.Wish(kind=kind, connection=linked, **wish),
            now=NOW,
        )

    assert names is None
    return bring


def refused(bring: Callable[[], object]) -> str:
    with pytest.raises(services.ListRefused) as stopped:
        bring()
    assert (Plan.objects.count(), BlockList.objects.count()) == (0, 0)
    return stopped.value.code


def test_a_list_becomes_a_plan_that_waits_for_her_yes(
    brought: Brought, double: Double, clock: Clock
) -> None:
    made = brought("block ana", "mute bob", "block_domain bad.example", name="from Ana")

    work(clock)

    acts = made.plan.actions.order_by("place")
    assert [(act.kind, act.state) for act in acts] == [
        ("block", "planned"),
        ("block", "planned"),
        ("block_domain", "planned"),
    ]
    assert (made.plan.cause, made.plan.begun_at, double.sent) == ("list", None, [])
    assert queries.list_names_of([made]) == {made.pk: "from Ana"}
    assert b"Ana" not in bytes(made.sealed_name)


def test_what_is_passed_over_is_counted_by_why_and_a_problem_by_its_line(brought: Brought) -> None:
    made = brought(
        "block bob",
        "block Bob",
        "follow ana",
        "block eve elsewhere",
        "block",
        "pass",
        "block",
    )

    assert (made.rows, made.passed_over) == (
        1,
        {"twice": 1, "follow": 1, "other_platform": 1, "no_rows": 1},
    )
    assert (made.problem_count, made.problems) == (
        2,
        [[6, "missing_value", "handle", ""], [8, "missing_value", "handle", ""]],
    )


def test_no_more_problems_are_kept_than_are_shown(
    brought: Brought, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listing, "SHOWN_PROBLEMS", 1)

    made = brought("block bob", "block", "block")

    assert (made.problem_count, len(made.problems)) == (2, 1)


def test_what_the_account_can_not_do_is_passed_over(
    brought: Brought, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Double, "capabilities", Double.capabilities - {"block_domain"})

    made = brought("block bob", "block_domain bad.example")

    assert (made.rows, made.passed_over) == (1, {"not_possible": 1})


def test_a_note_of_the_list_is_kept_nowhere(brought: Brought, person: Person) -> None:
    made = brought("block bob rude-word-about-bob")

    aims = queries.aims_of(person, list(made.plan.actions.all()))

    assert "rude-word" not in repr((aims, made.__dict__, list(Plan.objects.values())))


def test_a_file_that_is_no_list_writes_nothing(
    person: Person, linked: Connection, names: None
) -> None:
    wish = services.Wish(kind=ActionKind.MUTE, connection=linked)

    def bring(body: bytes) -> Callable[[], object]:
        return lambda: services.bring_list(
            person=person, file=BytesIO(body), file_name="x", wish=wish, now=NOW
        )

    assert refused(bring(b"hello")) == "unknown_list"
    assert refused(bring(b"#names\nfollow ana")) == "nothing_for_this_account"
    assert names is None


@pytest.mark.parametrize(
    ("platform", "body", "found"),
    [
        (
            "x",
            x_samples.archive(
                block=x_samples.script("block", {"blocking": {"accountId": "41"}}),
                mute=x_samples.script("mute", {"muting": {"accountId": "42"}}),
            ),
            (2, {}, 0),
        ),
        (
            "mastodon",
            exports.packed(
                {
                    "blocked_accounts.csv": b"troll@bad.example\n",
                    "following_accounts.csv": b"Account address,Show boosts\nana@a.example,true\n",
                    "outbox.json": b"{}",
                }
            ),
            (1, {"follow": 1, "other_files": 1}, 0),
        ),
    ],
)
def test_the_lists_in_an_archive_are_found_in_it(
    person: Person, linked: Connection, platform: str, body: bytes, found: object
) -> None:
    Connection.objects.filter(pk=linked.pk).update(platform=platform)
    linked.refresh_from_db()

    made = services.bring_list(
        person=person,
        file=BytesIO(body),
        file_name="archive.zip",
        wish=services.Wish(kind=ActionKind.MUTE, connection=linked),
        now=NOW,
    )

    assert (made.rows, made.passed_over, made.problem_count) == found


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (exports.packed({"posts.csv": b"not@a.example\n"}), "archive_unknown"),
        (b"PK\x03\x04 and no more", "archive_broken"),
    ],
)
def test_an_archive_without_lists_or_a_broken_one_is_refused(
    person: Person, linked: Connection, body: bytes, code: str
) -> None:
    wish = services.Wish(kind=ActionKind.MUTE, connection=linked)

    assert code == refused(
        lambda: services.bring_list(
            person=person, file=BytesIO(body), file_name="archive.zip", wish=wish, now=NOW
        )
    )


@pytest.mark.parametrize(("name", "code"), [("LARGEST", "too_large"), ("MOST", "too_many_entries")])
def test_a_list_beyond_all_measure_is_refused(
    brought: Brought, monkeypatch: pytest.MonkeyPatch, name: str, code: str
) -> None:
    monkeypatch.setattr(listing, name, 1)

    assert refused(lambda: brought("block bob", "block eve")) == code


def test_a_list_undone_leaves_what_she_and_another_list_wanted(
    brought: Brought, asked: Planned, double: Double, clock: Clock, person: Person
) -> None:
    double.silenced_now = {("block", "hers.example")}
    asked(ActionKind.BLOCK, "bob")
    work(clock)
    one = brought("block bob.example", "block eve.example", "block hers.example")
    two = brought("block eve.example", "block mal.example")
    for made in (one, two):
        services.go_ahead(plan=made.plan, by=person, now=clock())
        work(clock)
    every = set(double.silenced_now)

    services.take_back(plans=[one.plan], by=person, now=clock())
    work(clock)
    after_one = set(double.silenced_now)
    services.take_back(plans=[two.plan], by=person, now=clock())
    work(clock)

    assert len(every) - len(after_one) in {0, 1}
    assert {("block", "eve.example"), ("block", "mal.example")} <= after_one
    assert double.silenced_now == {("block", "hers.example"), ("block", "did:bob")}


def test_a_list_for_a_week_ends_in_a_week(brought: Brought, double: Double, clock: Clock) -> None:
    made = brought("mute bob", kind=ActionKind.MUTE, until=NOW + timedelta(days=7))
    services.go_ahead(plan=made.plan, by=made.person, now=NOW)
    work(clock)
    clock.go_on(86_400 * 8)

    services.end_due(now=clock())
    work(clock)

    assert (states(made.plan), double.silenced_now) == (["undone"], set())


# Whom she has silenced


def gathered(connection: Connection, person: Person, clock: Clock, kind: ActionKind) -> Gathering:
    made = services.gather(connection=connection, kind=kind, by=person, now=clock())
    work(clock)
    return Gathering.objects.get(pk=made.pk)


def test_whom_she_silenced_is_gathered_page_by_page_with_where_each_came_from(
    brought: Brought, asked: Planned, double: Double, clock: Clock, person: Person
) -> None:
    double.silenced_now = {("block", "did:hers")}
    decided = asked(ActionKind.BLOCK, "bob", "eve")
    made = brought("block eve.example", "block mal", name="from Ana")
    services.go_ahead(plan=made.plan, by=person, now=clock())
    work(clock)

    found = gathered(person.connections.get(), person, clock, ActionKind.BLOCK)

    people = queries.silenced_in(found)
    came = {one.who.account: set(one.plans) for one in queries.where_from(found, people)}
    assert found.number == len(people) == 5
    assert came == {
        "did:bob": {decided},
        "did:eve": {made.plan, decided},
        "did:hers": set(),
        "eve.example": {made.plan, decided},
        "mal": {made.plan},
    }
    assert b"bob" not in bytes(found.sealed)


def test_where_a_platform_lists_nobody_what_was_done_from_here_is_listed(
    linked: Connection,
    asked: Planned,
    person: Person,
    clock: Clock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked(ActionKind.MUTE, "bob", until=NOW + timedelta(days=1))
    work(clock, until=NOW)
    monkeypatch.setattr(Double, "capabilities", Double.capabilities - {"read.lists"})

    found = gathered(linked, person, clock, ActionKind.MUTE)

    assert queries.silenced_in(found) == [
        queries.Silenced("did:bob", "bob.example", NOW + timedelta(days=1))
    ]


@pytest.mark.parametrize("error", [RateLimited(NOW + timedelta(hours=2)), PlatformDown()])
def test_gathering_goes_on_where_it_was_cut(
    linked: Connection, double: Double, person: Person, clock: Clock, error: Exception
) -> None:
    double.silenced_now = {("mute", f"did:p{n}") for n in range(5)}
    pages = []

    def cut(_what: str) -> None:
        pages.append(clock())
        if len(pages) == 2:
            raise error

    double.looks = cut

    found = gathered(linked, person, clock, ActionKind.MUTE)

    assert (found.number, len(queries.silenced_in(found)), len(pages)) == (5, 5, 4)
    assert found.ended_at is not None


def test_half_of_a_list_is_not_taken_for_all_of_it(
    linked: Connection, double: Double, person: Person, clock: Clock
) -> None:
    double.silenced_now = {("mute", f"did:p{n}") for n in range(5)}

    def lose(_what: str) -> None:
        raise AccessLost

    double.looks = lose
    made = services.gather(connection=linked, kind=ActionKind.MUTE, by=person, now=NOW)

    work(clock)

    linked.refresh_from_db()
    assert (Gathering.objects.count(), linked.state) == (0, "lost")
    services.gather_on(made.pk, clock=clock, beat=lambda *_: None)


def test_only_the_newest_gathering_is_kept_and_no_longer_than_a_day(
    linked: Connection, double: Double, person: Person, clock: Clock
) -> None:
    assert not double.sent
    old = gathered(linked, person, clock, ActionKind.MUTE)
    new = gathered(linked, person, clock, ActionKind.MUTE)
    kept = list(Gathering.objects.values_list("pk", flat=True))

    services.forget_gathered(now=new.made_at + timedelta(hours=25))

    assert (old.pk in kept, kept) == (False, [new.pk])
    assert not Gathering.objects.exists()
    assert queries.silenced_in(Gathering(connection=linked)) == []


NOTED = ["bob@a.example", "=cmd@a.example", "x.example"]


@pytest.mark.parametrize(
    ("platform", "kind", "lines"),
    [
        (
            "mastodon",
            ActionKind.MUTE,
            ["Account address,Hide notifications", "bob@a.example,true"],
        ),
        ("mastodon", ActionKind.BLOCK, ["bob@a.example"]),
        ("mastodon", ActionKind.BLOCK_DOMAIN, ["x.example"]),
        ("bluesky", ActionKind.MUTE, ["bob@a.example", "'=cmd@a.example", "x.example", "did:eve"]),
    ],
)
def test_what_was_gathered_is_written_as_its_network_reads_it_and_no_cell_is_a_formula(
    linked: Connection, platform: str, kind: ActionKind, lines: list[str]
) -> None:
    Connection.objects.filter(pk=linked.pk).update(platform=platform)
    linked.refresh_from_db()
    people = [queries.Silenced("", name) for name in NOTED] + [queries.Silenced("did:eve", "")]
    made = Gathering(connection=linked, kind=kind)
    made.sealed = crypto.seal_personal(
        linked.person_id, msgspec.json.encode(people).decode(), queries.gathering_place(made.pk)
    )

    assert b"".join(queries.lines_of(made)).decode().splitlines() == lines


# What became of reports


def test_what_became_of_a_report_is_asked_and_not_asked_again_once_it_is_closed(
    asked: Planned, double: Double, clock: Clock
) -> None:
    plan = asked(ActionKind.REPORT, "bob")
    work(clock)
    ref = next(iter(double.done.values())).remote_ref
    heard = []
    for said in ("", "open", "what?", "closed", "open"):
        double.answers[ref] = said
        for pk in services.open_reports(now=clock()):
            services.ask_for_answers(pk, clock=clock, beat=lambda: None)
        heard.append(plan.actions.get().answer)

    assert heard == ["", "open", "open", "closed", "closed"]
    assert services.open_reports(now=clock()) == []


def test_after_sixty_days_nobody_asks_any_more(
    asked: Planned, double: Double, clock: Clock
) -> None:
    asked(ActionKind.REPORT, "bob")
    work(clock)
    asked_now = services.open_reports(now=clock())
    clock.go_on(86_400 * 61)

    assert (len(asked_now), services.open_reports(now=clock())) == (1, [])
    assert double.sent


@pytest.mark.parametrize(
    ("error", "state"), [(AccessLost(), "lost"), (PlatformDown(), "connected")]
)
def test_where_it_can_not_be_asked_nothing_changes(
    asked: Planned, double: Double, clock: Clock, error: Exception, state: str
) -> None:
    plan = asked(ActionKind.REPORT, "bob")
    work(clock)
    linked = plan.person.connections.get()

    def refuse(_what: str) -> None:
        raise error

    double.looks = refuse

    services.ask_for_answers(linked.pk, clock=clock, beat=lambda: None)

    linked.refresh_from_db()
    assert (plan.actions.get().answer, linked.state) == ("", state)


def test_a_network_that_tells_nothing_is_not_asked(
    asked: Planned, linked: Connection, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked(ActionKind.REPORT, "bob")
    work(clock)
    monkeypatch.setattr(Double, "capabilities", Double.capabilities - {"report.status"})

    services.ask_for_answers(linked.pk, clock=clock, beat=pytest.fail)
    services.ask_for_answers(Plan().pk, clock=clock, beat=pytest.fail)

    assert Job.objects.filter(name="connections.answers").count() == 0


def test_the_periodic_jobs_end_what_is_due_and_have_answers_asked_for(
    asked: Planned, person: Person, double: Double, clock: Clock, linked: Connection
) -> None:
    from fuerza.core import jobs

    asked(ActionKind.REPORT, "bob")
    week = asked(ActionKind.MUTE, "eve", until=NOW + timedelta(days=7))
    work(clock)
    double.answers[double.done[str(_report(person))].remote_ref] = "answered"
    clock.go_on(86_400 * 8)
    jobs.enqueue("connections.expire", now=clock())
    jobs.enqueue("connections.ask_answers", now=clock())

    work(clock)

    assert (states(week), _report(person, "answer")) == (["undone"], "answered")
    assert linked.state == "connected"


def _report(person: Person, field: str = "pk") -> Any:
    plan = Plan.objects.get(person=person, kind="report")
    return getattr(plan.actions.get(), field)


def test_a_target_without_an_id_is_asked_for_by_its_handle(
    person: Person, linked: Connection, double: Double, clock: Clock
) -> None:
    one = target("bob", linked)
    by_handle = type(one)(
        author_key=b"b", author="", handle="bob.example", platform="bluesky", connection=linked
    )

    services.plan(person=person, kind=ActionKind.MUTE, targets=[by_handle], by=person, now=NOW)
    work(clock)

    assert [act.target for act in double.sent] == ["bob.example"]
