"""A desk with mentions that the shipped model is said to have scored, by probabilities that a test chooses."""

from collections.abc import Callable
from datetime import timedelta
from itertools import count

import pytest
from django.utils import timezone

from fuerza.connections.models import Connection
from fuerza.desk import services as desk_services
from fuerza.desk.models import Mention
from fuerza.desk.queries import Desk, desk_let_into
from fuerza.people.models import Person
from safeguard.classify.labels import severity
from safeguard.classify.points import shipped
from safeguard.classify.records import HEADS, Score
from safeguard.records import Page, Post
from tests.fuerza.desk.conftest import (
    NOW,
    connection,
    data,
    desk,
    helper,
    hers,
    let_in,
    locked,
    opened,
    person,
    post,
    said,
)

__all__ = ["connection", "data", "desk", "helper", "hers", "locked", "opened", "person", "said"]

Took = Callable[..., list[Mention]]


def scored(
    *labels: str, language: str = "en", head: tuple[str, float] | None = None, **heads: float
) -> Score:
    """Score as the shipped model would at its balanced point; `head` names one head more."""
    return Score(
        heads={**dict.fromkeys(HEADS, 0.01), **heads, **dict([head] if head else [])},
        labels=labels,
        severity=severity(labels),
        language=language,
        why=(),
        model=shipped().name,
        point="balanced",
    )


def just_above(head: str, *, share: float = 0.05) -> float:
    """Give a probability a little above where a head begins to count in English."""
    _more, balanced, fewer = shipped().points(head, "en")
    return balanced + share * (fewer - balanced)


@pytest.fixture
def took(connection: Connection) -> Took:
    """Take (text or post, score) pairs in as one page and return her mentions, in the order they came in."""
    clock = count()

    def take(*pairs: tuple[str | Post, Score]) -> list[Mention]:
        posts = tuple(
            post(it, at=NOW + timedelta(seconds=next(clock))) if isinstance(it, str) else it
            for it, _score in pairs
        )
        scores = [score for _post, score in pairs]
        desk_services.take_in(origin=connection, page=Page(posts=posts), scores=scores, now=NOW)
        return list(Mention.objects.filter(person_id=connection.person_id).order_by("written_at"))

    return take


@pytest.fixture
def grant_of(person: Person) -> Callable[[Person], Desk]:
    """Let a helper in, and give the desk as she is at it."""

    def let(helper: Person) -> Desk:
        grant = let_in(person, helper, "triage")
        found = desk_let_into(helper, grant.pk, timezone.now())
        assert found is not None
        return found

    return let
