"""What is only borrowed is asked for again, and what is gone at its source is said to be, once and to the desk."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal

import msgspec
import pytest
from django.utils import timezone
from pytest_django import Settings

from fuerza.connections import queries, services
from fuerza.connections.choices import ConnectionState
from fuerza.connections.models import Borrowed, Connection
from fuerza.connections.services import complying
from fuerza.core import jobs, worker
from fuerza.core.choices import JobState
from fuerza.core.models import Job
from fuerza.env import App
from fuerza.people.models import Person
from safeguard.platforms.base import Access, AccessLost, PlatformDown, RateLimited
from safeguard.platforms.conditions import Looked
from safeguard.platforms.x.connector import X
from safeguard.records import Author, Page, Post
from tests.fuerza.connections.conftest import NOW

DAY = timedelta(days=1)


class Lender:
    """A network that knows what is gone: it remembers what it was asked, and fails when told to."""

    capabilities = frozenset({"comply", "priced"})
    at_once = 100
    recheck = DAY
    price_of = staticmethod(X.price_of)

    def __init__(self, *gone: str, changed: tuple[str, ...] = ()) -> None:
        self.looked = Looked(
            gone=frozenset(gone), changed=frozenset(changed), cost=Decimal("0.005")
        )
        self.asked: list[list[str]] = []
        self.raises: Exception | None = None

    def gone(self, _access: Access, posts: Sequence[str]) -> Looked:
        self.asked.append(sorted(posts))
        if self.raises:
            raise self.raises
        return self.looked


@pytest.fixture(autouse=True)
def _app(settings: Settings) -> None:
    settings.ENV = msgspec.structs.replace(
        settings.ENV, x=App(client_id="an-app", client_secret="hush"), x_monthly_cap=2_500
    )


@pytest.fixture
def on_x(person: Person) -> Connection:
    return services.link(
        person=person, platform="x", connector="x", account="1000", handle="marisol", now=NOW
    )


def post(id_: str, *, may_keep: bool = False) -> Post:
    return Post(
        platform="x",
        id=id_,
        kind="mention",
        author=Author(handle="bob", id="9"),
        text="go away",
        written_at=NOW,
        raw=b"{}",
        may_keep=may_keep,
    )


def borrow(connection: Connection, *ids: str) -> None:
    page = Page(posts=tuple(post(id_) for id_ in ids))
    services.borrow(connection=connection, page=page, now=NOW)


def look(connection: Connection, lender: Lender, now: datetime = NOW + DAY) -> bool:
    return services.look_again(connection=connection, now=now, network=lender)  # type: ignore[arg-type]  # a connector


def test_what_may_be_kept_is_not_borrowed_and_the_rest_once(on_x: Connection) -> None:
    page = Page(posts=(post("1"), post("2", may_keep=True), post("1")))

    services.borrow(connection=on_x, page=page, now=NOW)
    services.borrow(connection=on_x, page=page, now=NOW + DAY)

    row = Borrowed.objects.get()
    assert (row.taken_at, row.due_at, row.gone_at) == (NOW, NOW + DAY, None)
    assert b"1" not in {bytes(row.sealed_id), bytes(row.native_key)}
    assert len(bytes(row.sealed_id)) > 16


def test_a_network_that_demands_nothing_lends_nothing(connection: Connection) -> None:
    borrow(connection, "1")

    assert not Borrowed.objects.exists()


def test_nothing_is_asked_before_it_is_due(on_x: Connection) -> None:
    borrow(on_x, "1")
    lender = Lender()

    early = look(on_x, lender, NOW + DAY - timedelta(seconds=1))
    late = look(on_x, lender)

    assert (early, late, lender.asked) == (False, True, [["1"]])
    assert queries.due_connections(NOW + DAY) == []


def test_what_is_gone_or_edited_is_handed_to_the_desk_and_what_it_cost_is_counted(
    on_x: Connection,
) -> None:
    borrow(on_x, "1", "2", "3")

    look(on_x, Lender("1", "never asked for", changed=("2",)))

    secret_keys = set(queries.gone_of(on_x))
    left = Borrowed.objects.get(gone_at=None)
    assert (len(secret_keys), bytes(left.native_key) in secret_keys) == (2, False)
    assert Job.objects.get(name="desk.comply").ids == {"connection": str(on_x.pk)}
    assert queries.spent("x", now=NOW) == Decimal("0.005")
    services.forget_gone(connection=on_x, keys=list(secret_keys))
    assert Borrowed.objects.get() == left


def test_what_stands_for_long_is_asked_for_less_often(on_x: Connection) -> None:
    borrow(on_x, "1")
    waits, now = [], NOW + DAY

    for _ in range(7):
        look(on_x, Lender(), now)
        due = Borrowed.objects.get().due_at
        waits.append((due - now).days)
        now = due

    assert waits == [1, 2, 4, 8, 15, 15, 15]
    assert not Job.objects.filter(name="desk.comply").exists()


@pytest.mark.parametrize(
    ("error", "state"),
    [
        (AccessLost(), "lost"),
        (RateLimited(NOW), "connected"),
        (PlatformDown(), "connected"),
    ],
)
def test_what_could_not_be_asked_stays_due_and_is_not_gone(
    on_x: Connection, error: Exception, state: str
) -> None:
    borrow(on_x, "1")
    lender = Lender("1")
    lender.raises = error

    answered = look(on_x, lender)

    on_x.refresh_from_db()
    assert (answered, on_x.state, queries.gone_of(on_x)) == (False, state, [])
    assert queries.due_connections(NOW + DAY) == [on_x.pk]


def test_without_money_left_nothing_is_asked(on_x: Connection, settings: Settings) -> None:
    settings.ENV = msgspec.structs.replace(settings.ENV, x_monthly_cap=0)
    borrow(on_x, "1")
    lender = Lender("1")

    assert (look(on_x, lender), lender.asked) == (False, [])


def test_what_costs_nothing_is_asked_for_without_a_cap(
    on_x: Connection, settings: Settings
) -> None:
    settings.ENV = msgspec.structs.replace(settings.ENV, x_monthly_cap=0)
    borrow(on_x, "1")
    lender = Lender("1")
    lender.capabilities = frozenset({"comply"})

    assert (look(on_x, lender), len(queries.gone_of(on_x))) == (True, 1)


def test_what_could_not_be_asked_for_thirty_days_is_let_go(on_x: Connection) -> None:
    borrow(on_x, "1")
    on_x.state = ConnectionState.ENDED
    on_x.save()

    look(on_x, Lender(), NOW + 31 * DAY - timedelta(seconds=1))
    before = queries.gone_of(on_x)
    look(on_x, Lender(), NOW + 31 * DAY)

    assert (before, len(queries.gone_of(on_x))) == ([], 1)


def do(name: str, **ids: object) -> Job:
    job = jobs.enqueue(name, now=timezone.now(), **ids)  # type: ignore[arg-type]  # ids
    worker.run_by_id(job.pk)
    return Job.objects.get(pk=job.pk)


def test_the_job_asks_for_so_many_at_once_until_none_is_due(
    on_x: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    lender = Lender("4")
    lender.at_once = 2
    monkeypatch.setattr(complying, "network_of", lambda _connection: lender)
    borrow(on_x, "1", "2", "3", "4", "5")

    do("connections.comply_all")
    job = do("connections.comply", connection=on_x.pk)

    assert Job.objects.filter(name="connections.comply").count() == 2
    assert (job.state, [len(ids) for ids in lender.asked]) == (JobState.DONE, [2, 2, 1])
    assert len(queries.gone_of(on_x)) == 1


def test_an_account_that_is_gone_meanwhile_is_no_failure(on_x: Connection) -> None:
    pk = on_x.pk
    on_x.delete()

    assert do("connections.comply", connection=pk).state == JobState.DONE
