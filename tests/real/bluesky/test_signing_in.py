"""Signing in on the real network: what is let, what is not, and that it ends."""

from datetime import datetime, timedelta

import httpx2
import msgspec
import pytest

from safeguard.platforms.base import Access, AccessLost, Act, Client, NotAuthorized
from safeguard.platforms.bluesky import proof
from safeguard.platforms.bluesky.authorizer import Authorizer
from safeguard.platforms.bluesky.calls import Calls
from safeguard.platforms.bluesky.connector import Bluesky
from safeguard.platforms.bluesky.scopes import ALL, APP_PASSWORD
from tests.real.bluesky.conftest import Lets, clock
from tests.real.bluesky.people import PASSWORD, Control, Someone, agrees, now

pytestmark = pytest.mark.real

POST = "app.bsky.feed.post"
ADDRESS = "https://desk.home.arpa/connections/client.json"


@pytest.fixture
def she(control: Control) -> Someone:
    made = Someone(control.info, "she")
    control.settle()
    return made


def _posts(access: Access, calls: Calls) -> int:
    record = {"$type": POST, "text": "not by her", "createdAt": now()}
    body = {"repo": access.account, "collection": POST, "record": record}
    return calls.tell(access, "com.atproto.repo.createRecord", body).status


@pytest.mark.parametrize("purpose", ["watch", "act"])
def test_neither_token_can_post_or_read_messages_or_change_the_account(
    she: Someone, lets: Lets, http: httpx2.Client, purpose: str
) -> None:
    calls = Calls(http, clock)

    access = lets(she, purpose)

    assert (access.account, access.handle) == (she.did, she.handle)
    assert access.scopes == set(Authorizer.scopes[purpose].split())
    profile = {"$type": "app.bsky.actor.profile", "displayName": "not she"}
    body = {
        "repo": she.did,
        "collection": "app.bsky.actor.profile",
        "rkey": "self",
        "record": profile,
    }
    follow = {"$type": "app.bsky.graph.follow", "subject": she.did, "createdAt": now()}
    refused = {
        "post": _posts(access, calls),
        "profile": calls.tell(access, "com.atproto.repo.putRecord", body).status,
        "follow": calls.tell(
            access,
            "com.atproto.repo.createRecord",
            {"repo": she.did, "collection": "app.bsky.graph.follow", "record": follow},
        ).status,
        "messages": calls.ask(access, "chat.bsky.convo.listConvos").status,
        "message log": calls.ask(access, "chat.bsky.convo.getLog").status,
        "handle": calls.tell(
            access, "com.atproto.identity.updateHandle", {"handle": "x.test"}
        ).status,
    }
    assert set(refused.values()) == {403}, refused


def test_who_may_only_watch_can_change_nothing_and_see_no_settings(
    control: Control, she: Someone, lets: Lets, http: httpx2.Client
) -> None:
    connector = Bluesky(http, clock)
    bully = Someone(control.info, "bully")
    control.settle()

    access = lets(she, "watch")

    assert connector.pull(access, "", 10).posts == ()
    for kind in ("mute", "block"):
        with pytest.raises(AccessLost):
            connector.act(access, Act(kind=kind, target=bully.did), "key-1")
    with pytest.raises(AccessLost):
        connector.act(access, Act(kind="filter", target="", words=("rats",)), "key-2")
    with pytest.raises(AccessLost):
        connector.silenced(access, "mute", "")


def test_who_may_only_act_reads_no_notifications(
    she: Someone, lets: Lets, http: httpx2.Client
) -> None:
    access = lets(she, "act")

    with pytest.raises(AccessLost):
        Bluesky(http, clock).pull(access, "", 10)


def test_a_token_is_renewed_once_and_the_old_one_is_worth_nothing(
    she: Someone, lets: Lets, http: httpx2.Client
) -> None:
    authorizer, connector = Authorizer(http, clock), Bluesky(http, clock)
    first = lets(she, "watch")

    second = authorizer.refresh(first)

    assert (second.account, second.scopes, second.host) == (
        first.account,
        first.scopes,
        first.host,
    )
    assert second.token != first.token
    assert second.refresh != first.refresh
    assert connector.pull(second, "", 10).is_last
    with pytest.raises(AccessLost):
        connector.pull(first, "", 10)
    with pytest.raises(AccessLost):
        authorizer.refresh(first)


def test_what_was_given_back_opens_nothing_and_can_be_given_back_again(
    she: Someone, lets: Lets, http: httpx2.Client
) -> None:
    authorizer = Authorizer(http, clock)
    access = lets(she, "watch")

    authorizer.revoke(access)
    authorizer.revoke(access)

    with pytest.raises(AccessLost):
        Bluesky(http, clock).pull(access, "", 10)
    with pytest.raises(AccessLost):
        authorizer.refresh(access)


def test_a_no_is_a_no(she: Someone, http: httpx2.Client, desk: Client) -> None:
    authorizer = Authorizer(http, clock)
    started = authorizer.start(desk, she.handle, "watch")

    reply = agrees(she, started, authorizer.scopes["watch"], yes=False)

    with pytest.raises(NotAuthorized, match="denied"):
        authorizer.finish(started.pending, reply)


def test_another_account_than_the_one_that_was_named_is_refused(
    control: Control, she: Someone, http: httpx2.Client, desk: Client
) -> None:
    another = Someone(control.info, "another")
    control.settle()
    authorizer = Authorizer(http, clock)
    started = authorizer.start(desk, she.handle, "watch")
    pending = started.pending.replace(she.did, another.did)

    reply = agrees(she, started, authorizer.scopes["watch"])

    with pytest.raises(NotAuthorized, match="wrong_account"):
        authorizer.finish(pending, reply)


def test_a_server_can_be_typed_instead_of_a_handle(
    control: Control, she: Someone, http: httpx2.Client, desk: Client
) -> None:
    authorizer = Authorizer(http, clock)

    started = authorizer.start(desk, control.info["pds"], "watch")
    access = authorizer.finish(started.pending, agrees(she, started, authorizer.scopes["watch"]))

    assert (access.account, access.handle, access.host) == (
        she.did,
        she.handle,
        control.info["pds"],
    )


@pytest.mark.parametrize("hours", [-1, 1])
def test_a_clock_that_is_an_hour_off_keeps_nobody_out(
    she: Someone, http: httpx2.Client, desk: Client, hours: int
) -> None:
    def late() -> datetime:
        return clock() + timedelta(hours=hours)

    authorizer = Authorizer(http, late)
    started = authorizer.start(desk, she.handle, "watch")
    reply = agrees(she, started, authorizer.scopes["watch"])

    access = authorizer.finish(started.pending, reply)

    assert Bluesky(http, late).pull(access, "", 10).is_last
    assert Bluesky(http, late).pull(authorizer.refresh(access), "", 10).is_last


def test_a_served_document_makes_a_client_that_proves_itself_by_its_key(
    control: Control, she: Someone, http: httpx2.Client
) -> None:
    desk = Client(
        redirect="https://desk.home.arpa/connections/return",
        name="Notes",
        website="https://desk.home.arpa",
        id=ADDRESS,
        secret=proof.new_key(),
    )
    control.serve(ADDRESS, msgspec.json.encode(Authorizer.client_metadata(desk)).decode())
    authorizer = _AtHome(http, clock)

    started = authorizer.start(desk, control.info["pds"], "act")
    reply = agrees(she, started, authorizer.scopes["act"])
    access = authorizer.finish(started.pending, reply)

    renewed = authorizer.refresh(access)
    assert renewed.account == she.did
    stranger = msgspec.structs.replace(renewed, client_secret=proof.new_key())
    with pytest.raises(AccessLost):
        authorizer.refresh(stranger)


class _AtHome(Authorizer):
    """A public desk speaks TLS alone; this one is let speak to the test's network on this machine."""

    is_local = True


def test_an_app_password_can_post_which_is_why_it_is_not_the_first_way(
    she: Someone, http: httpx2.Client
) -> None:
    authorizer, calls = Authorizer(http, clock), Calls(http, clock)

    access = _AtHome(http, clock).sign_in(she.handle, she.app_password())

    assert (access.account, access.handle, access.scopes) == (
        she.did,
        she.handle,
        frozenset({APP_PASSWORD}),
    )
    assert access.expires_at is not None
    assert access.expires_at > clock() + timedelta(minutes=30)
    assert Bluesky(http, clock).pull(access, "", 10).is_last
    assert _posts(access, calls) == 200
    renewed = authorizer.refresh(access)
    assert renewed.refresh != access.refresh
    authorizer.revoke(renewed)
    authorizer.revoke(renewed)
    with pytest.raises(AccessLost):
        authorizer.refresh(renewed)


def test_her_own_password_goes_nowhere_and_a_wrong_one_opens_nothing(
    she: Someone, http: httpx2.Client
) -> None:
    authorizer = _AtHome(http, clock)

    with pytest.raises(NotAuthorized, match="not_app_password"):
        authorizer.sign_in(she.handle, PASSWORD)
    with pytest.raises(NotAuthorized, match="wrong_password"):
        authorizer.sign_in(she.handle, "aaaa-bbbb-cccc-dddd")
    with pytest.raises(NotAuthorized, match="unknown_server"):
        authorizer.sign_in("nobody-at-all.test", "aaaa-bbbb-cccc-dddd")


def test_all_that_is_asked_for_is_what_the_two_purposes_ask_for() -> None:
    assert set(ALL.split()) == {
        scope for asked in Authorizer.scopes.values() for scope in asked.split()
    }
