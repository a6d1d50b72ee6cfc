"""A person with a linked account, a network that does as it is told, and a plan to run."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

import pytest

from fuerza.acts import services
from fuerza.acts.choices import ActionKind
from fuerza.acts.models import Plan
from fuerza.acts.services import Target, reaching
from fuerza.connections.models import Connection
from fuerza.connections.services import link
from fuerza.core import leases, worker
from fuerza.core.models import Job
from fuerza.people.models import Person
from safeguard.platforms import registry
from tests.fuerza.acts.acting_double import Clock, Double, Killed
from tests.fuerza.connections.conftest import NOW, Network, connection, data, hers, net, person

__all__ = ["NOW", "Network", "connection", "data", "hers", "net", "person"]


@pytest.fixture
def network(monkeypatch: pytest.MonkeyPatch) -> Network:
    """Stand where the sample network stands when acts are done."""
    made = Network()
    monkeypatch.setattr(reaching, "network_of", lambda _connection, _net: made)
    return made


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
    where = "tests.fuerza.acts.acting_double:Double"
    monkeypatch.setitem(registry.CONNECTORS, "double", ("Double", where))
    monkeypatch.setattr(reaching, "network_of", lambda _connection, _net: made)
    return made


@pytest.fixture
def linked(person: Person, double: Double) -> Connection:
    """Link an account on the double."""
    assert double.limits
    return link(
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
