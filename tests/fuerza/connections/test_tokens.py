"""Tokens are sealed where they belong, renewed once whoever comes, lent while a plan runs, and given back."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import httpx2
import pytest
from django.db import DatabaseError
from django.db.models import QuerySet
from django.utils import timezone

from fuerza.connections import services
from fuerza.connections.choices import Purpose
from fuerza.connections.models import Connection, Revocation
from fuerza.connections.services import Asked, tokens
from fuerza.connections.services.signing_in import keep
from fuerza.connections.services.tokens import access_to
from fuerza.core import crypto, http, jobs, keyrings, worker
from fuerza.core.models import Job
from fuerza.people import services as people
from fuerza.people.models import Person
from fuerza.site import erasing
from safeguard.platforms.base import AccessLost, NotAuthorized, PlatformDown, UnexpectedReply
from tests.fuerza.connections.double import LIFE, Net

ASKED = Asked(connector="bluesky", server="her.example")


@pytest.fixture
def now() -> datetime:
    return timezone.now()


@pytest.fixture
def reach() -> Iterator[httpx2.Client]:
    with http.client() as client:
        yield client


@pytest.fixture
def linked(person: Person, net: Net, now: datetime) -> Connection:
    return keep(person=person, asked=ASKED, access=net.access("watch", now), now=now)


@pytest.fixture
def acting(linked: Connection, net: Net, now: datetime) -> Connection:
    linked.act_token = tokens.sealed(linked, net.access("act", now), "act_token")
    linked.save()
    return linked


def again(connection: Connection) -> Connection:
    return Connection.objects.get(pk=connection.pk)


def test_a_token_is_an_access_sealed_as_a_whole(linked: Connection, net: Net) -> None:
    row = again(linked)

    assert access_to(row).proof_key == "numbatharbour"
    kept = bytes(row.watch_token)
    assert [word in kept for word in (b"quollbasket", b"bettonganchor", b"did:plc")] == [False] * 3
    assert row.watch_expires_at == access_to(row).expires_at
    assert net.holds == {"quollbasket-1": "watch"}


def test_a_token_moved_to_another_row_or_field_does_not_open(
    acting: Connection, person: Person, now: datetime
) -> None:
    other = Connection.objects.create(person=person, connector="bluesky", linked_at=now)
    other.watch_token = acting.watch_token
    acting.lent_token = acting.watch_token

    with pytest.raises(crypto.Unopened):
        access_to(other)
    with pytest.raises(crypto.Unopened):
        access_to(acting, Purpose.ACT)


def test_what_was_linked_before_there_were_networks_is_still_opened(
    linked: Connection, person: Person
) -> None:
    place = crypto.place("connections_connection", linked.pk, "watch_token")
    linked.watch_token = crypto.seal_personal(person.pk, "did:marisol", place)

    assert (access_to(linked).account, access_to(linked).token) == ("did:marisol", "did:marisol")


def test_what_acts_opens_with_her_keyring_and_with_no_other(
    acting: Connection, person: Person, net: Net, now: datetime
) -> None:
    opened = keyrings.open_with_server(person.pk, now=now)
    stranger = Person.objects.create_user("berta")
    keyrings.make_keyring(stranger.pk, now=now)
    theirs = keyrings.open_with_server(stranger.pk, now=now)

    assert net.holds[services.act_access(acting, opened).token] == "act"
    with pytest.raises(AccessLost):
        services.act_access(acting, theirs)
    with pytest.raises(AccessLost):
        access_to(acting, Purpose.ACT)


def test_what_acts_cant_be_sealed_to_somebody_without_a_keyring(
    linked: Connection, net: Net, now: datetime
) -> None:
    keyrings.destroy(linked.person_id)

    with pytest.raises(crypto.KeyGone):
        tokens.sealed(linked, net.access("act", now), "act_token")


def test_the_right_to_act_is_lent_and_the_loan_ends(
    acting: Connection, person: Person, net: Net, now: datetime
) -> None:
    services.lend(acting, keyrings.open_with_server(person.pk, now=now))

    lent = access_to(again(acting), Purpose.ACT)
    services.end_loan(acting)

    assert net.holds[lent.token] == "act"
    with pytest.raises(AccessLost):
        access_to(again(acting), Purpose.ACT)
    assert services.may_act(again(acting))


def test_an_app_password_is_lent_by_being_there(
    linked: Connection, person: Person, now: datetime
) -> None:
    linked.is_whole = True

    services.lend(linked, keyrings.open_with_server(person.pk, now=now))

    assert (bytes(again(linked).lent_token), access_to(linked, Purpose.ACT)) == (
        b"",
        access_to(linked),
    )


# Renewing


def test_a_token_that_holds_is_not_renewed(
    linked: Connection, net: Net, now: datetime, reach: httpx2.Client
) -> None:
    access = services.renewed(linked, reach=reach, now=now)

    assert (access, len(net.holds)) == (access_to(linked), 1)


def test_a_token_that_ends_soon_is_renewed_once_and_stored(
    linked: Connection, net: Net, now: datetime, reach: httpx2.Client
) -> None:
    stale = again(linked)
    late = now + LIFE - timedelta(minutes=2)

    first = services.renewed(linked, reach=reach, now=late)
    second = services.renewed(stale, reach=reach, now=late)

    assert first == second == access_to(again(linked))
    assert (list(net.holds), list(net.refreshes)) == (["quollbasket-2"], ["bettonganchor-2"])
    assert again(linked).renewing_until is None


def test_two_workers_never_renew_at_once(
    linked: Connection, net: Net, now: datetime, reach: httpx2.Client
) -> None:
    late = now + LIFE - timedelta(minutes=2)
    other = again(linked)
    Connection.objects.filter(pk=linked.pk).update(renewing_until=late + timedelta(minutes=1))

    meanwhile = services.renewed(other, reach=reach, now=late)
    with pytest.raises(PlatformDown):
        services.renewed(other, reach=reach, now=late, was_refused=True)

    assert (meanwhile, list(net.refreshes)) == (access_to(linked), ["bettonganchor-1"])


def test_a_renewal_that_was_cut_short_is_taken_up_by_the_next(
    linked: Connection, now: datetime, reach: httpx2.Client, net: Net
) -> None:
    late = now + LIFE
    Connection.objects.filter(pk=linked.pk).update(renewing_until=late - timedelta(seconds=1))

    access = services.renewed(linked, reach=reach, now=late)

    assert access.token in net.holds


@pytest.mark.parametrize("times", [1, 2, 3])
def test_what_was_renewed_is_stored_although_the_database_fails_at_first(
    linked: Connection,
    now: datetime,
    reach: httpx2.Client,
    monkeypatch: pytest.MonkeyPatch,
    times: int,
) -> None:
    update = QuerySet.update
    failures = [DatabaseError("locked")] * times

    def failing(rows: QuerySet, **values: object) -> int:
        if "watch_token" in values and failures:
            raise failures.pop()
        return update(rows, **values)

    monkeypatch.setattr(QuerySet, "update", failing)
    if times == 3:
        with pytest.raises(DatabaseError):
            services.renewed(linked, reach=reach, now=now + LIFE)
        assert again(linked).renewing_until is None
    else:
        services.renewed(linked, reach=reach, now=now + LIFE)
        assert access_to(again(linked)).token == "quollbasket-2"


def test_a_token_renewed_after_its_account_was_ended_is_given_back(
    linked: Connection, person: Person, net: Net, now: datetime, reach: httpx2.Client
) -> None:
    class Ending(Net):
        def fail(self) -> None:
            services.end(connection=again(linked), by=person, now=now)

    net.__class__ = Ending

    with pytest.raises(AccessLost):
        services.renewed(linked, reach=reach, now=now + LIFE)

    assert (again(linked).state, bytes(again(linked).watch_token)) == ("ended", b"")
    assert Revocation.objects.count() == 2


@pytest.mark.parametrize("error", [AccessLost(), NotAuthorized("stale")])
def test_what_cant_be_renewed_is_lost(
    linked: Connection, net: Net, now: datetime, reach: httpx2.Client, error: Exception
) -> None:
    net.raises = [error]

    with pytest.raises(AccessLost):
        services.renewed(linked, reach=reach, now=now + LIFE)


def test_a_token_without_an_end_that_is_refused_is_lost_and_nothing_is_asked(
    person: Person, net: Net, now: datetime, reach: httpx2.Client
) -> None:
    net.life = None
    connection = keep(person=person, asked=ASKED, access=net.access("watch", now), now=now)

    held = services.renewed(connection, reach=reach, now=now + timedelta(days=900))
    with pytest.raises(AccessLost):
        services.renewed(connection, reach=reach, now=now, was_refused=True)

    assert held.token in net.holds


def test_a_lent_token_is_renewed_in_both_places(
    acting: Connection, person: Person, net: Net, now: datetime, reach: httpx2.Client
) -> None:
    opened = keyrings.open_with_server(person.pk, now=now)
    services.lend(acting, opened)

    fresh = services.renewed(acting, reach=reach, now=now + LIFE, purpose=Purpose.ACT)

    row = again(acting)
    assert fresh == access_to(row, Purpose.ACT) == services.act_access(row, opened)
    assert (net.holds[fresh.token], access_to(row).token) == ("act", "quollbasket-1")


def test_a_job_renews_what_ends_soon_paused_or_not_and_nothing_else(
    linked: Connection, net: Net, now: datetime
) -> None:
    other = Person.objects.create_user("berta")
    keep(person=other, asked=ASKED, access=net.access("watch", now), now=now)
    soon = now + timedelta(minutes=20)
    Connection.objects.filter(pk=linked.pk).update(watch_expires_at=soon, state="paused")
    linked.refresh_from_db()
    access = net.access("watch", soon - LIFE)
    Connection.objects.filter(pk=linked.pk).update(
        watch_token=tokens.sealed(linked, access, "watch_token")
    )

    do("connections.refresh_all")
    do_all("connections.refresh")

    assert Job.objects.filter(name="connections.refresh").count() == 1
    assert access_to(again(linked)).token != access.token
    assert again(linked).state == "paused"


def test_a_job_that_cant_renew_makes_the_account_a_lost_one(linked: Connection, net: Net) -> None:
    net.refreshes.clear()
    ended = timezone.now() - timedelta(minutes=1)
    access = net.access("watch", ended - LIFE)
    net.refreshes.clear()
    linked.watch_token = tokens.sealed(linked, access, "watch_token")
    linked.save()

    job = do("connections.refresh", connection=linked.pk)

    assert (job.state, again(linked).state) == ("done", "lost")


def test_a_job_for_an_account_that_is_gone_is_done(linked: Connection) -> None:
    pk = linked.pk
    linked.delete()

    assert do("connections.refresh", connection=pk).state == "done"


# Giving back


def do(name: str, **ids: object) -> Job:
    job = jobs.enqueue(name, now=timezone.now(), **ids)  # type: ignore[arg-type]  # ids
    worker.run_by_id(job.pk)
    return Job.objects.get(pk=job.pk)


def do_all(name: str) -> None:
    for job in Job.objects.filter(name=name, state="ready"):
        worker.run_by_id(job.pk)


def test_ending_gives_both_tokens_back_where_her_desk_is_open(
    acting: Connection, person: Person, net: Net, now: datetime
) -> None:
    opened = keyrings.open_with_server(person.pk, now=now)

    services.end(connection=acting, by=person, now=now, opened=opened)
    do_all("connections.revoke")

    assert (net.holds, sorted(net.revoked)) == ({}, ["quollbasket-1", "quollbasket-2"])
    assert (Revocation.objects.count(), bytes(again(acting).act_token)) == (0, b"")


def test_ending_with_a_locked_desk_gives_back_what_the_server_can_open(
    acting: Connection, person: Person, net: Net, now: datetime
) -> None:
    services.end(connection=acting, by=person, now=now)
    do_all("connections.revoke")

    assert (net.revoked, bytes(again(acting).act_token)) == (["quollbasket-1"], b"")


def test_ending_while_a_plan_runs_gives_the_lent_token_back(
    acting: Connection, person: Person, net: Net, now: datetime
) -> None:
    services.lend(acting, keyrings.open_with_server(person.pk, now=now))

    services.end(connection=acting, by=person, now=now)
    do_all("connections.revoke")

    assert (net.holds, bytes(again(acting).lent_token)) == ({}, b"")


def test_ending_forgets_a_right_to_act_from_before_a_reset(
    acting: Connection, person: Person, now: datetime
) -> None:
    keyrings.reset(person.pk, now=now - timedelta(days=4))
    opened = keyrings.open_with_server(person.pk, now=now)

    services.end(connection=acting, by=person, now=now, opened=opened)

    assert (bytes(again(acting).act_token), Revocation.objects.count()) == (b"", 1)


def test_a_reset_gives_back_what_the_server_can_open(
    acting: Connection, person: Person, net: Net, now: datetime
) -> None:
    people.reset(person=person, by=None, now=now)
    do_all("connections.revoke")

    row = again(acting)
    assert (net.revoked, row.state) == (["quollbasket-1"], "lost")
    assert (bytes(row.watch_token), bytes(row.act_token)) == (b"", b"")


@pytest.mark.usefixtures("acting")
def test_erasing_her_gives_back_what_the_server_can_open_and_keeps_no_row_of_hers(
    person: Person, net: Net, now: datetime
) -> None:
    erasing.erase(person.pk, now=now)
    left = bytes(Revocation.objects.get().sealed)
    erasing.erase(person.pk, now=now)
    do_all("connections.revoke")

    assert (net.revoked, Connection.objects.count(), Revocation.objects.count()) == (
        ["quollbasket-1"],
        0,
        0,
    )
    assert [word in left for word in (b"quollbasket", b"did:plc", b"her.example")] == [False] * 3


def test_a_token_is_given_back_again_and_again_until_the_network_takes_it(
    linked: Connection, person: Person, net: Net, now: datetime
) -> None:
    services.end(connection=linked, by=person, now=now)
    net.raises = [PlatformDown(), UnexpectedReply()]

    do_all("connections.revoke")
    job = Job.objects.get(name="connections.revoke")
    failed = (job.state, job.attempts, job.error, Revocation.objects.count())
    Job.objects.filter(pk=job.pk).update(state="dead")
    do("connections.purge")
    do_all("connections.revoke")
    Job.objects.filter(name="connections.revoke").update(state="dead")
    do("connections.purge")
    do_all("connections.revoke")

    assert failed == ("ready", 1, "PlatformDown", 1)
    assert (net.revoked, Revocation.objects.count()) == (["quollbasket-1"], 0)


@pytest.mark.parametrize("error", [AccessLost(), NotAuthorized("stale")])
def test_a_token_that_the_network_no_longer_knows_is_given_back(
    linked: Connection, person: Person, net: Net, now: datetime, error: Exception
) -> None:
    services.end(connection=linked, by=person, now=now)
    net.raises = [error]

    do_all("connections.revoke")

    assert Revocation.objects.count() == 0


def test_after_three_days_it_is_tried_no_more_and_forgotten(
    linked: Connection, person: Person, now: datetime
) -> None:
    services.end(connection=linked, by=person, now=now)
    pk = Revocation.objects.get().pk
    services.revoke_again(now=now + timedelta(days=2, hours=23))
    before = Revocation.objects.count()

    services.revoke_again(now=now + timedelta(days=3, hours=1))
    services.revoke(pk)

    assert (before, Revocation.objects.count()) == (1, 0)


def test_a_job_carries_no_token(acting: Connection, person: Person, now: datetime) -> None:
    opened = keyrings.open_with_server(person.pk, now=now)
    services.end(connection=acting, by=person, now=now, opened=opened)

    rows = repr(list(Job.objects.values_list()))
    assert [word in rows for word in ("quollbasket", "bettonganchor", "did:plc")] == [False] * 3
