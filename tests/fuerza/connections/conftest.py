"""A person with a linked account, a network that does as it is told, and a plan to run."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from fuerza.connections import services
from fuerza.connections.models import Connection
from fuerza.core import keyrings
from fuerza.people.models import Person
from safeguard.platforms.base import Access, Act, Limit, Outcome
from safeguard.records import Page
from tests.fuerza.connections.double import Net, on
from tests.fuerza.desk.conftest import signed_in

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
SHOW = reverse("connections:show")


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


def text_of(client: Client, url: str = SHOW) -> str:
    reply = client.get(url)
    assert reply.status_code == 200
    return reply.content.decode()
