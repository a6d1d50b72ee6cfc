"""What reading costs is set aside before a platform is asked: the month's cap holds, whatever happens."""

from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import msgspec
import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from fuerza.connections import queries, services
from fuerza.connections.models import Connection, Spending
from fuerza.env import App
from fuerza.people.models import Person
from safeguard.platforms.asking import AnswerLost, Failed
from safeguard.platforms.base import (
    AccessLost,
    PlatformDown,
    PlatformError,
    RateLimited,
    Refused,
    UnexpectedReply,
)
from safeguard.platforms.conditions import Price
from safeguard.platforms.x.connector import X
from safeguard.records import Page
from tests.fuerza.connections.conftest import NOW, Network

NEXT_MONTH = datetime(2026, 12, 1, tzinfo=UTC)
PRICE = Price(amount=Decimal("1.500"), currency="USD", checked_on=date(2026, 8, 22))


class Paid(Network):
    """A network that takes a dollar and a half at most, and less in the end."""

    capabilities = frozenset({"mute", "priced"})
    price_of = staticmethod(X.price_of)

    def __init__(self, cost: str = "0.530") -> None:
        super().__init__()
        self.page = Page(posts=(), cursor="read", cost=Decimal(cost))


@pytest.fixture
def _app(settings: Settings) -> None:
    settings.ENV = msgspec.structs.replace(
        settings.ENV, x=App(client_id="an-app", client_secret="hush"), x_monthly_cap=2_500
    )


@pytest.fixture
def on_x(person: Person) -> Connection:
    return services.link(
        person=person, platform="x", connector="x", account="1000", handle="marisol", now=NOW
    )


def fetch(connection: Connection, network: Network, now: datetime = NOW) -> Page | None:
    return services.fetch(connection=connection, now=now, network=network)  # type: ignore[arg-type]  # a connector


def spent(now: datetime = NOW) -> Decimal:
    return queries.spent("x", now=now)


def spend(amount: str) -> None:
    price = msgspec.structs.replace(PRICE, amount=Decimal(amount))
    assert services.set_aside(platform="x", price=price, now=NOW)


@pytest.mark.usefixtures("_app")
def test_a_reading_counts_what_it_cost(on_x: Connection) -> None:
    fetch(on_x, Paid())
    fetch(on_x, Paid("1.5"))

    assert (spent(), spent(NEXT_MONTH)) == (Decimal("2.030"), Decimal(0))
    assert queries.spent("youtube", now=NOW) == 0


@pytest.mark.usefixtures("_app")
def test_a_reading_that_might_go_over_the_cap_is_not_made(on_x: Connection) -> None:
    spend("23.501")
    network = Paid()
    network.raises = AssertionError("asked")

    page = fetch(on_x, network)

    assert (page, on_x.retry_at, on_x.state) == (None, NOW + timedelta(hours=1), "connected")
    assert spent() == Decimal("23.501")


@pytest.mark.usefixtures("_app")
def test_the_last_cent_may_be_spent_and_a_new_month_is_a_new_sum(on_x: Connection) -> None:
    spend("23.500")

    last = fetch(on_x, Paid("1.500"))
    over = fetch(on_x, Paid())
    on_x.retry_at = None
    later = fetch(on_x, Paid(), NEXT_MONTH)

    assert (last is not None, over, later is not None) == (True, None, True)
    assert (spent(), spent(NEXT_MONTH)) == (Decimal(25), Decimal("0.530"))


@pytest.mark.usefixtures("_app")
def test_two_at_once_never_spend_more_than_the_cap_leaves() -> None:
    taken = [services.set_aside(platform="x", price=PRICE, now=NOW) for _ in range(40)]

    assert (sum(taken), spent()) == (16, Decimal("24.000"))


@pytest.mark.usefixtures("_app")
@pytest.mark.parametrize(
    ("error", "counted"),
    [
        (AccessLost(), "0"),
        (RateLimited(NOW + timedelta(minutes=9)), "0"),
        (PlatformDown(), "0"),
        (Failed(), "0"),
        (Refused("not_allowed"), "0"),
        (AnswerLost(), "1.500"),
        (UnexpectedReply(), "1.500"),
    ],
)
def test_what_may_have_been_billed_stays_counted(
    on_x: Connection, error: PlatformError, counted: str
) -> None:
    network = Paid()
    network.raises = error

    with suppress(UnexpectedReply):
        fetch(on_x, network)

    assert spent() == Decimal(counted)


def test_without_a_cap_nothing_is_read(on_x: Connection) -> None:
    assert fetch(on_x, Paid()) is None
    assert spent() == 0


def test_what_is_free_is_read_and_not_counted(connection: Connection) -> None:
    assert fetch(connection, Network()) == Page(posts=())
    assert not Spending.objects.exists()


@pytest.mark.usefixtures("_app")
def test_a_dearer_call_than_was_said_is_counted_whole() -> None:
    spend("1.500")

    services.settle(platform="x", price=PRICE, cost=Decimal("1.7001"), now=NOW)

    assert spent() == Decimal("1.701")


@pytest.mark.usefixtures("_app")
def test_a_page_can_tell_what_reading_costs() -> None:
    spend("3.200")

    cost = queries.cost_of("x", now=NOW)

    assert cost is not None
    words = " ".join(render_to_string("connections/parts/cost.html", {"cost": cost}).split())
    assert "One reading costs at most 1.50 USD; 3.20 of 25.00 USD are spent this month." in words
    assert "Prices as they were on Aug. 22, 2026." in words
    assert "nothing new is read here" not in words


@pytest.mark.usefixtures("_app")
def test_a_page_says_when_the_cap_is_reached_and_nothing_of_what_is_free() -> None:
    spend("23.501")

    words = render_to_string("connections/parts/cost.html", {"cost": queries.cost_of("x", now=NOW)})
    free = queries.cost_of("youtube", now=NOW)

    assert "nothing new is read here" in words
    assert (free, queries.cost_of("bluesky", now=NOW)) == (None, None)
    assert render_to_string("connections/parts/cost.html", {"cost": free}).strip() == ""


@pytest.mark.usefixtures("_app")
def test_what_reading_costs_stands_where_it_is_connected_and_where_it_is_read(
    hers: Client, on_x: Connection, connection: Connection
) -> None:
    spend("3.200")
    costs = "One reading costs at most 1.50 USD"
    paid = [
        reverse("connections:link", args=["n3"]),
        reverse("connections:open", args=[on_x.pk]),
        reverse("connections:show"),
    ]
    free = [
        reverse("connections:link", args=["n1"]),
        reverse("connections:open", args=[connection.pk]),
    ]

    pages = [" ".join(hers.get(url).content.decode().split()) for url in [*paid, *free]]

    assert [page.count(costs) for page in pages] == [1, 1, 1, 0, 0]


@pytest.mark.usefixtures("_app")
def test_the_organisations_app_is_named_where_it_is_set_and_may_cost_something(
    settings: Settings,
) -> None:
    youtube = App(client_id="yt", client_secret="hush", api_key="a-key")
    settings.ENV = msgspec.structs.replace(settings.ENV, youtube=youtube)

    assert queries.app_of("x") == App(client_id="an-app", client_secret="hush")
    assert queries.app_of("youtube") == youtube
    assert (queries.app_of("instagram"), queries.app_of("data")) == (App(), App())
    settings.ENV = msgspec.structs.replace(settings.ENV, x_monthly_cap=0)
    assert queries.app_of("x") == App()
