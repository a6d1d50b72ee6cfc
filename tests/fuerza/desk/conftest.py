"""A person with a desk, what was said to her, and a scorer that needs no model."""

import uuid
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest
from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.account.internal.flows.login import record_authentication
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from fuerza.connections import services as connections
from fuerza.connections.models import Connection
from fuerza.core import keyrings
from fuerza.core.interruption import VERB
from fuerza.core.keyrings import Opened
from fuerza.desk import queries, services
from fuerza.desk.models import Mention
from fuerza.desk.queries import Desk
from fuerza.people import services as people
from fuerza.people.choices import Purpose
from fuerza.people.models import Grant, Person
from safeguard.classify.records import HEADS, Score
from safeguard.records import Author, Page, Post

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
WORDS = {"kill": ("T1", 4), "idiot": ("A1", 1), "address": ("P1", 4)}


def score(texts: Sequence[str]) -> list[Score]:
    """Score by single words: enough to tell categories apart in tests of the desk."""
    return [_score(text) for text in texts]


def _score(text: str) -> Score:
    found = [label for word, label in WORDS.items() if word in text]
    heads: dict[str, float | None] = dict.fromkeys(HEADS, 0.01 if text else None)
    heads["support"] = 0.99 if "thank you" in text else heads["support"]
    return Score(
        heads=heads,
        labels=tuple(label for label, _severity in found),
        severity=max([severity for _label, severity in found], default=0),
        language="en",
        why=(),
        model="test-1",
        point="balanced",
    )


def post(text: str, *, by: str = "bob", pk: str = "", at: datetime = NOW, url: str = "") -> Post:
    return Post(
        platform="bluesky",
        id=pk or uuid.uuid4().hex,
        kind="mention",
        author=Author(handle=f"{by}.example", id=f"did:{by}"),
        text=text,
        written_at=at,
        raw=text.encode(),
        url=url,
    )


def half_past(hours_ago: int) -> datetime:
    """Give half past the hour so long ago: a flood of seconds around it lies in one hour whenever the test runs."""
    return (timezone.now() - timedelta(hours=hours_ago)).replace(minute=30, second=0)


@pytest.fixture
def data(tmp_path: Path, settings: Settings) -> Path:
    """A data folder of this test alone."""
    settings.ENV = msgspec.structs.replace(settings.ENV, data=tmp_path)
    return tmp_path


def with_desk(name: str) -> Person:
    made = Person.objects.create_user(name)
    keyrings.make_keyring(made.pk, now=NOW)
    return made


@pytest.fixture
def person() -> Person:
    return with_desk("marisol")


@pytest.fixture
def desk(person: Person) -> Desk:
    return queries.desk_of(person)


@pytest.fixture
def opened(person: Person) -> Opened:
    return keyrings.open_with_server(person.pk, now=NOW)


@pytest.fixture
def connection(person: Person) -> Connection:
    return connections.link(
        person=person,
        platform="bluesky",
        connector="sample",
        account="did:marisol",
        handle="marisol.example",
        now=NOW - timedelta(days=40),
    )


@pytest.fixture
def said(connection: Connection) -> Callable[..., list[Mention]]:
    """Take posts in as one page and return all mentions."""

    def take(*posts: Post) -> list[Mention]:
        page = Page(posts=posts)
        scores = score([each.text for each in posts])
        services.take_in(origin=connection, page=page, scores=scores, now=NOW)
        return list(Mention.objects.filter(person_id=connection.person_id))

    return take


def signed_in(person: Person, *, is_open: bool = True, **session: object) -> Client:
    """Sign somebody in who was warned before and proved just now that it is she; open: with her key unlocked."""
    client = Client()
    client.force_login(person)
    request = HttpRequest()
    request.session = client.session
    record_authentication(request, person, method="password", reauthenticated=True)
    request.session[AUTHENTICATION_METHODS_SESSION_KEY][-1]["at"] -= 1
    request.session[VERB] = True
    if is_open:
        reply = HttpResponse()
        now = timezone.now()
        key = keyrings.open_with_server(person.pk, now=now)
        keyrings.remember(request, reply, key, now=now)
        client.cookies.update(reply.cookies)
    request.session.update(session)
    request.session.save()
    return client


@pytest.fixture
def hers(person: Person) -> Client:
    """Her browser, her desk open."""
    return signed_in(person)


@pytest.fixture
def locked(person: Person) -> Client:
    """Her browser, her desk locked."""
    return signed_in(person, is_open=False)


@pytest.fixture
def helper() -> Person:
    return with_desk("ana")


def agree(helper: Person) -> None:
    """Have a helper agree to the rules, a while ago."""
    people.consent_give(
        person=helper, purpose=Purpose.HELPING, now=timezone.now() - timedelta(days=60)
    )


def let_in(
    owner: Person, helper: Person, *capabilities: str, scope_id: uuid.UUID | None = None
) -> Grant:
    """Let in a helper who agreed to the rules as if a code had been read out in person: from now on, for a week."""
    now = timezone.now()
    agree(helper)
    return people.grant(
        owner=owner,
        actor=helper,
        capabilities=capabilities,
        scope_id=scope_id,
        ends_at=now + timedelta(days=7),
        now=now - timedelta(minutes=1),
        begins_now=True,
    )
