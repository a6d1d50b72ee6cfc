"""A person with a linked account, a network that does as it is told, and a plan to run."""

from collections.abc import Callable
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
from fuerza.connections.services import Target, acting
from fuerza.core import keyrings
from fuerza.people.models import Person
from safeguard.platforms.base import Access, Act, Outcome
from safeguard.records import Page
from tests.fuerza.connections.double import Net, on
from tests.fuerza.desk.conftest import signed_in

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


class Network:
    """A network in memory: it remembers the keys of acts, and raises or loses its answer when told to."""

    capabilities = frozenset({"mute", "block", "report"})

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
    monkeypatch.setattr(acting, "network_of", lambda _connection: made)
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


def target(name: str, connection: Connection | None, post: str = "") -> Target:
    return Target(
        author_key=name.encode(),
        author=f"did:{name}",
        handle=f"{name}.example",
        platform="bluesky",
        post=post or f"post of {name}",
        url=f"https://bsky.example/{name}",
        connection=connection,
    )


def run(plan: Plan) -> list[int]:
    beats: list[int] = []
    services.run_plan(plan.pk, clock=lambda: NOW, beat=lambda done, _total: beats.append(done))
    return beats


def states(plan: Plan) -> list[str]:
    return sorted(plan.actions.values_list("state", flat=True))
