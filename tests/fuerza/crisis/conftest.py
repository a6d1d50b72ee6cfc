"""A person with an account on each double: Bluesky's by an app password, Mastodon's by a right to act that is lent."""

from collections.abc import Callable
from datetime import timedelta

import httpx2
import pytest
from django.utils import timezone

from fuerza.acts.models import Action
from fuerza.connections.models import Connection
from fuerza.connections.services import tokens
from fuerza.core import crypto, http, keyrings
from fuerza.core.keyrings import Opened
from fuerza.crisis import services
from fuerza.crisis.choices import Who
from fuerza.crisis.models import Crisis
from fuerza.people.models import Person
from safeguard.platforms.base import Access
from safeguard.platforms.mastodon.authorizer import MastodonAuthorizer
from tests.fuerza.acts.acting_double import Clock
from tests.fuerza.acts.conftest import work
from tests.fuerza.connections.conftest import NOW, data, hers, person
from tests.safeguard.platforms.bluesky.double import ACCESS
from tests.safeguard.platforms.bluesky.double import Double as Bluesky
from tests.safeguard.platforms.mastodon.double import ACT, HER, HOST, WATCH
from tests.safeguard.platforms.mastodon.double import Double as Mastodon

__all__ = ["NOW", "data", "hers", "person", "work"]
WISH = services.Wish(days=7, who=Who.KNOWN, words=("traitor", "go home"))


class World:
    """Both servers; `ahead` is called before each request and may raise."""

    def __init__(self) -> None:
        self.bluesky, self.mastodon = Bluesky(), Mastodon()
        self.mastodon.tokens = {
            WATCH: MastodonAuthorizer.scopes["watch"],
            ACT: MastodonAuthorizer.scopes["act"],
        }
        self.mastodon.meet(HER, "her")
        self.ahead: Callable[[httpx2.Request], None] = lambda _: None

    def __call__(self, request: httpx2.Request) -> httpx2.Response:
        self.ahead(request)
        is_mastodon = str(request.url).startswith(HOST)
        return self.mastodon(request) if is_mastodon else self.bluesky(request)

    @property
    def state(self) -> dict[str, object]:
        """Give all that the switch may change, as it stands; times of writing aside."""
        gates = {
            place: {name: it for name, it in value.items() if name != "createdAt"}
            for place, (_cid, value) in self.bluesky.records.items()
        }
        return {
            "gates": gates,
            "preferences": self.bluesky.preferences,
            "policy": dict(self.mastodon.policy),
            "filters": [each["title"] for each in self.mastodon.filters],
        }


@pytest.fixture
def clock() -> Clock:
    """Begin at the time that connectors go by."""
    return Clock(timezone.now())


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch, clock: Clock) -> World:
    made = World()

    def client(**_options: object) -> httpx2.Client:
        return httpx2.Client(transport=httpx2.MockTransport(made))

    monkeypatch.setattr(http, "client", client)
    made.mastodon.clock = clock
    return made


@pytest.fixture
def opened(person: Person) -> Opened:
    return keyrings.open_with_server(person.pk, now=NOW)


@pytest.fixture
def bluesky(person: Person, world: World) -> Connection:
    assert world.bluesky.posts == {}
    return linked(person, "bluesky", ACCESS, is_whole=True)


@pytest.fixture
def mastodon(person: Person, world: World) -> Connection:
    assert world.mastodon.filters == []
    watch = Access(account=HER, token=WATCH, handle="her@mastodon.example", host=HOST)
    act = Access(account=HER, token=ACT, handle="her@mastodon.example", host=HOST)
    made = linked(person, "mastodon", watch)
    made.act_token = tokens.sealed(made, act, "act_token")
    made.save()
    return made


def linked(person: Person, platform: str, access: Access, *, is_whole: bool = False) -> Connection:
    made = Connection(
        person=person,
        platform=platform,
        connector=platform,
        linked_at=NOW - timedelta(days=9),
        is_whole=is_whole,
    )
    where = crypto.place("connections_connection", made.pk, "handle")
    made.sealed_handle = crypto.seal_personal(person.pk, access.handle or "her.test", where)
    made.watch_token = tokens.sealed(made, access, "watch_token")
    made.save()
    return made


def switch_on(person: Person, opened: Opened | None, clock: Clock) -> Crisis:
    return services.turn_on(person=person, wish=WISH, opened=opened, now=clock())


def settle(clock: Clock) -> None:
    """Do all that is due within an hour, as a worker does."""
    work(clock, until=clock() + timedelta(hours=1))


def states(crisis: Crisis) -> dict[str, list[str]]:
    """Say of each measure of the switch how its acts stand."""
    found: dict[str, list[str]] = {}
    for measure in crisis.measures.order_by("platform", "kind", "number"):
        acts = Action.objects.filter(plan=measure.plan).order_by("place") if measure.plan else []
        stands = [act.state for act in acts] or [measure.missed]
        found[f"{measure.platform} {measure.kind} {measure.number}"] = stands
    return found
