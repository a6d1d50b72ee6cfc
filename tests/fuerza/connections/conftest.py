"""A person with a linked account, a network that does as it is told, and a plan to run."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest
from django.test import Client
from pytest_django import Settings

from fuerza.connections import services
from fuerza.connections.choices import ActionKind
from fuerza.connections.models import Connection, Plan
from fuerza.connections.services import Target, reaching
from fuerza.core import keyrings, leases, worker
from fuerza.core.models import Job
from fuerza.people.models import Person
from safeguard.platforms import registry
from safeguard.platforms.base import Access, Act, Limit, Outcome
from safeguard.records import Page
from tests.fuerza.connections.acting_double import Clock, Double, Killed
from tests.fuerza.connections.double import Net, on
from tests.fuerza.desk.conftest import signed_in

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


class Network:
    """A network in memory: it remembers the keys of acts, and raises or loses its answer when told to."""

    capabilities = frozenset({"mute", "block", "report"})
    limits: tuple[Limit, ...] = ()
    costs: dict[str, int] = {}

    def __init__(self) -> None:
        self.done: dict[str, Act] = {}
        self.raises: Exception | None = None
        self.is_certain = True
        self.page = Page(posts=())

    def pull(self, _access: Access, _cursor: str, _limit: int) -> Page:
        if self.raises:
            raise self.raises
        return self.page

    def act(self, _access: Access, act: Act, key: str) -> Outcome:
        if self.raises:
            raise self.raises
        self.done.setdefault(key, act)
        undo = None if act.kind.startswith("un") else Act(kind=f"un{act.kind}", target=act.target)
        return Outcome(remote_ref=key, undo=undo, certain=self.is_certain)

    @property
    def kinds(self) -> list[str]:
        return [act.kind for act in self.done.values()]


@pytest.fixture
def network(monkeypatch: pytest.MonkeyPatch) -> Network:
    """Stand where the sample network stands when acts are done."""
    made = Network()
    monkeypatch.setattr(reaching, "network_of", lambda _connection, _net: made)
    return made


@pytest.fixture
def net(monkeypatch: pytest.MonkeyPatch) -> Net:
    """Put a network of ours in the place of Bluesky."""
    return on(monkeypatch, "bluesky")


@pytest.fixture
def data(tmp_path: Path, settings: Settings) -> Path:
    """A data folder of this test alone."""
    settings.ENV = msgspec.structs.replace(settings.ENV, data=tmp_path)
    return tmp_path


@pytest.fixture
def person() -> Person:
    made = Person.objects.create_user("marisol")
    keyrings.make_keyring(made.pk, now=NOW)
    return made


@pytest.fixture
def hers(person: Person) -> Client:
    return signed_in(person)


@pytest.fixture
def connection(person: Person) -> Connection:
    return services.link(
        person=person,
        platform="bluesky",
        connector="sample",
        account="did:marisol",
        handle="marisol.example",
        now=NOW - timedelta(days=40),
    )


Planned = Callable[..., Plan]


@pytest.fixture
def planned(person: Person, connection: Connection) -> Planned:
    """Plan acts against accounts of these names."""

    def make(
        kind: ActionKind, *names: str, linked: Connection | None = connection, **fields: Any
    ) -> Plan:
        targets = [target(name, linked) for name in names]
        return services.plan(
            person=person, kind=kind, targets=targets, by=person, now=NOW, **fields
        )

    return make


@pytest.fixture
def clock() -> Clock:
    return Clock(NOW)


@pytest.fixture
def double(monkeypatch: pytest.MonkeyPatch, clock: Clock) -> Double:
    """Stand where a real network will stand, with all that one may be able to do."""
    made = Double(clock)
    where = "tests.fuerza.connections.acting_double:Double"
    monkeypatch.setitem(registry.CONNECTORS, "double", ("Double", where))
    monkeypatch.setattr(reaching, "network_of", lambda _connection, _net: made)
    return made


@pytest.fixture
def linked(person: Person, double: Double) -> Connection:
    """Link an account on the double."""
    assert double.limits
    return services.link(
        person=person,
        platform="bluesky",
        connector="double",
        account="did:marisol",
        handle="marisol.example",
        now=NOW - timedelta(days=40),
    )


@pytest.fixture
def asked(person: Person, linked: Connection) -> Planned:
    """Plan acts on the double against accounts of these names."""

    def make(kind: ActionKind, *names: str, until: datetime | None = None, **fields: Any) -> Plan:
        return services.plan(
            person=person,
            kind=kind,
            targets=[target(name, linked) for name in names],
            by=person,
            now=NOW,
            terms=services.Terms(until=until, **fields),
        )

    return make


def work(clock: Clock, *, until: datetime | None = None) -> None:
    """Do the jobs as a worker does, and let time pass to the next one, until none is left."""
    while True:
        leases.free_lost(now=clock())
        if worker.run_due(clock=clock):
            continue
        waiting = Job.objects.filter(state__in=["ready", "running"])
        ahead = [job.lease_until or job.run_at for job in waiting]
        if not ahead or (until and min(ahead) > until):
            return
        clock.now = max(clock.now, min(ahead)) + timedelta(seconds=1)


def work_killed(double: Double, clock: Clock, at: Sequence[int]) -> int:
    """Work to the end; the process dies before and after acts by turns. Return how often it died."""
    counted, deaths = 0, list(at)

    def before(_kind: str) -> None:
        nonlocal counted
        counted += 1
        if deaths and counted >= deaths[0] and len(deaths) % 2:
            deaths.pop(0)
            raise Killed

    def after(_kind: str) -> None:
        if deaths and counted >= deaths[0] and not len(deaths) % 2:
            deaths.pop(0)
            raise Killed

    double.ahead, double.after = before, after
    while True:
        try:
            work(clock)
        except Killed:
            continue
        return len(at) - len(deaths)


def target(name: str, connection: Connection | None, post: str = "", **fields: Any) -> Target:
    return Target(
        **fields,
        author_key=name.encode(),
        author=f"did:{name}",
        handle=f"{name}.example",
        platform="bluesky",
        post=post or f"post of {name}",
        url=f"https://bsky.example/{name}",
        connection=connection,
    )


def run(plan: Plan) -> int:
    """Do what is planned on every account of this plan; return how often the job said that it lives."""
    beats: list[None] = []
    for pk in plan.actions.values_list("connection", flat=True).distinct():
        if pk:
            services.run_account(pk, clock=lambda: NOW, beat=lambda: beats.append(None))
    return len(beats)


def states(plan: Plan) -> list[str]:
    return sorted(plan.actions.values_list("state", flat=True))
