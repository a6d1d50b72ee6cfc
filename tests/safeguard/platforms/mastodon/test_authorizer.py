"""Signing in gives a token for her account with no more rights than were shown to her, or a reason why not."""

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import httpx2
import msgspec
import pytest

from safeguard.platforms.base import (
    Access,
    AccessLost,
    Client,
    NotAuthorized,
    PlatformDown,
    RateLimited,
    UnexpectedReply,
)
from safeguard.platforms.mastodon.authorizer import MastodonAuthorizer, _Pending
from tests.safeguard.platforms.mastodon.double import HER, HOST, NOW
from tests.safeguard.platforms.mastodon.entrance import (
    INSTANCE,
    METADATA,
    Entrance,
    entrance,
    sealed,
)

CLIENT = Client(
    redirect="https://fuerza.example/l/return", name="Fuerza", website="https://fuerza.example"
)
GONE = httpx2.Response(404, json={"error": "Not Found"})


@pytest.fixture
def door() -> Entrance:
    return entrance()


@pytest.fixture
def authorizer(door: Entrance) -> MastodonAuthorizer:
    return MastodonAuthorizer(httpx2.Client(transport=httpx2.MockTransport(door)), lambda: NOW)


def answering(*replies: httpx2.Response | Exception) -> MastodonAuthorizer:
    left = list(replies)

    def handled(_: httpx2.Request) -> httpx2.Response:
        found = left.pop(0)
        if isinstance(found, Exception):
            raise found
        return found

    return MastodonAuthorizer(httpx2.Client(transport=httpx2.MockTransport(handled)), lambda: NOW)


def signed_in(
    authorizer: MastodonAuthorizer, door: Entrance, purpose: str = "watch", server: str = HOST
) -> Access:
    started = authorizer.start(CLIENT, server, purpose)
    return authorizer.finish(started.pending, door.consent(started.url))


def refused(authorizer: MastodonAuthorizer, pending: str, reply: dict[str, str]) -> str:
    with pytest.raises(NotAuthorized) as error:
        authorizer.finish(pending, reply)
    return error.value.code


@pytest.mark.parametrize("purpose", ["watch", "act"])
def test_she_signs_in_with_the_rights_that_were_shown_to_her(
    authorizer: MastodonAuthorizer, door: Entrance, purpose: str
) -> None:
    access = signed_in(authorizer, door, purpose)

    assert msgspec.structs.asdict(access) == msgspec.structs.asdict(
        Access(
            account=HER,
            token="token-0",
            handle="her@mastodon.example",
            host=HOST,
            scopes=frozenset(MastodonAuthorizer.scopes[purpose].split()),
            issuer=HOST,
            client="app-0",
            client_secret="app-0-secret",
        )
    )
    assert door.apps["app-0"] == {
        "client_name": "Fuerza",
        "redirect_uris": "https://fuerza.example/l/return",
        "scopes": MastodonAuthorizer.scopes[purpose],
        "website": "https://fuerza.example",
    }


def test_the_rights_asked_for_are_these_to_the_letter() -> None:
    assert MastodonAuthorizer.scopes == {
        "watch": "read:accounts read:notifications read:statuses",
        "act": "read:accounts read:blocks read:filters read:follows read:mutes read:notifications "
        "write:blocks write:filters write:mutes write:notifications write:reports",
    }


def test_what_is_kept_while_she_is_away_is_in_no_text_form(
    authorizer: MastodonAuthorizer,
) -> None:
    started = authorizer.start(CLIENT, HOST, "watch")
    assert repr(msgspec.json.decode(started.pending, type=_Pending)) == "_Pending(...)"

    secrets = [sealed(started.pending)[it] for it in ("verifier", "client_secret")]
    assert not any(secret in started.url + repr(started) for secret in secrets)


def test_each_sign_in_has_its_own_state_and_proof(authorizer: MastodonAuthorizer) -> None:
    first, second = (authorizer.start(CLIENT, HOST, "watch") for _ in range(2))

    assert first.state != second.state
    assert sealed(first.pending)["verifier"] != sealed(second.pending)["verifier"]


def test_a_server_that_says_nothing_of_itself_is_asked_where_all_are(
    authorizer: MastodonAuthorizer, door: Entrance
) -> None:
    """GoToSocial has no metadata and no version 2 of some pages."""
    door.pages = {
        "/api/v1/instance": {"uri": "https://mastodon.example", "account_domain": "m.example"}
    }

    access = signed_in(authorizer, door)

    assert (access.issuer, access.handle) == (HOST, "her@m.example")
    authorizer.revoke(access)
    assert door.double.tokens == {}


@pytest.mark.parametrize(
    ("said", "handle"),
    [
        ({"uri": "https://old.example"}, "her@old.example"),
        ({"uri": "old.example"}, "her@old.example"),
        ({"title": "A server"}, "her@mastodon.example"),
    ],
)
def test_a_handle_ends_as_the_server_says(
    authorizer: MastodonAuthorizer, door: Entrance, said: object, handle: str
) -> None:
    door.pages = {"/api/v1/instance": said}

    assert signed_in(authorizer, door).handle == handle


def test_endpoints_are_where_the_server_says_unless_that_is_nowhere(
    authorizer: MastodonAuthorizer, door: Entrance
) -> None:
    elsewhere = {
        "authorization_endpoint": "https://sso.example/go",
        "token_endpoint": "ftp://x",
        "scopes_supported": "all",
    }
    door.pages["/.well-known/oauth-authorization-server"] = METADATA | elsewhere

    started = authorizer.start(CLIENT, HOST, "watch")

    assert started.url.startswith("https://sso.example/go?")
    assert sealed(started.pending)["endpoints"]["token"] == f"{HOST}/oauth/token"


def test_where_a_server_tells_what_became_of_reports_that_right_is_asked_for_too(
    authorizer: MastodonAuthorizer, door: Entrance
) -> None:
    telling = METADATA | {"scopes_supported": ["read", "read:reports"]}
    door.pages["/.well-known/oauth-authorization-server"] = telling

    asked = [
        parse_qs(urlsplit(authorizer.start(CLIENT, HOST, purpose).url).query)["scope"][0]
        for purpose in ("watch", "act")
    ]

    assert asked == [
        MastodonAuthorizer.scopes["watch"],
        MastodonAuthorizer.scopes["act"] + " read:reports",
    ]


def test_an_application_that_is_known_is_not_registered_again(
    authorizer: MastodonAuthorizer, door: Entrance
) -> None:
    known = Client(redirect=CLIENT.redirect, name="Fuerza", id="app-9", secret="app-9-secret")
    door.apps["app-9"] = {
        "redirect_uris": CLIENT.redirect,
        "scopes": MastodonAuthorizer.scopes["watch"],
    }

    started = authorizer.start(known, HOST, "watch")
    access = authorizer.finish(started.pending, door.consent(started.url))

    assert (access.client, access.client_secret, list(door.apps)) == (
        "app-9",
        "app-9-secret",
        ["app-9"],
    )


@pytest.mark.parametrize(
    ("replies", "code"),
    [
        ([httpx2.ConnectError("no such host")], "unknown_server"),
        ([GONE, GONE], "not_supported"),
        ([httpx2.Response(200, html="<p>A shop</p>")] * 2, "not_supported"),
        (
            [httpx2.Response(200, json=INSTANCE), GONE, httpx2.Response(422, json={"error": "no"})],
            "not_supported",
        ),
        (
            [httpx2.Response(200, json=INSTANCE), GONE, httpx2.Response(200, json={})],
            "not_supported",
        ),
    ],
)
def test_a_server_that_can_not_be_signed_in_to_says_why(
    replies: list[httpx2.Response | Exception], code: str
) -> None:
    with pytest.raises(NotAuthorized) as error:
        answering(*replies).start(CLIENT, "m.example", "watch")

    assert error.value.code == code


@pytest.mark.parametrize(
    "replies",
    [
        [httpx2.ReadTimeout("slow")],
        [httpx2.Response(503)],
        [httpx2.Response(200, json=INSTANCE), httpx2.ReadTimeout("slow")],
        [httpx2.Response(200, json=INSTANCE), GONE, httpx2.Response(502)],
    ],
)
def test_a_server_that_does_not_answer_now_is_down(
    replies: list[httpx2.Response | Exception],
) -> None:
    with pytest.raises(PlatformDown):
        answering(*replies).start(CLIENT, "m.example", "watch")


def test_a_server_that_asks_to_wait_is_waited_for() -> None:
    with pytest.raises(RateLimited):
        answering(httpx2.Response(429)).start(CLIENT, "m.example", "watch")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"error": "access_denied", "code": ""}, "denied"),
        ({"code": ""}, "denied"),
        ({"error": "invalid_scope"}, "not_supported"),
        ({"state": "another"}, "wrong_server"),
        ({"state": ""}, "wrong_server"),
        ({"iss": "https://evil.example"}, "wrong_server"),
        ({"code": "another"}, "stale"),
    ],
)
def test_what_she_comes_back_with_may_be_a_no(
    authorizer: MastodonAuthorizer, door: Entrance, change: dict[str, str], code: str
) -> None:
    started = authorizer.start(CLIENT, HOST, "watch")
    reply = door.consent(started.url) | change

    assert refused(authorizer, started.pending, reply) == code
    assert door.double.tokens == {}


def test_an_issuer_that_is_the_right_one_is_accepted(
    authorizer: MastodonAuthorizer, door: Entrance
) -> None:
    started = authorizer.start(CLIENT, HOST, "watch")

    reply = door.consent(started.url) | {"iss": f"{HOST}/"}

    assert authorizer.finish(started.pending, reply).account == HER


def test_a_server_that_is_busy_is_down(authorizer: MastodonAuthorizer, door: Entrance) -> None:
    started = authorizer.start(CLIENT, HOST, "watch")
    reply = door.consent(started.url) | {"error": "temporarily_unavailable"}

    with pytest.raises(PlatformDown):
        authorizer.finish(started.pending, reply)


def test_a_sign_in_that_took_too_long_is_stale(door: Entrance) -> None:
    now = NOW
    authorizer = MastodonAuthorizer(
        httpx2.Client(transport=httpx2.MockTransport(door)), lambda: now
    )
    started = authorizer.start(CLIENT, HOST, "watch")
    reply = door.consent(started.url)

    now += timedelta(minutes=31)

    assert refused(authorizer, started.pending, reply) == "stale"


def test_a_code_works_once(authorizer: MastodonAuthorizer, door: Entrance) -> None:
    started = authorizer.start(CLIENT, HOST, "watch")
    reply = door.consent(started.url)
    authorizer.finish(started.pending, reply)

    assert refused(authorizer, started.pending, reply) == "stale"


@pytest.mark.parametrize(
    "grants", ["read write", "read:accounts write:statuses", "read follow", "admin:read"]
)
def test_a_server_that_gives_more_than_was_asked_for_is_turned_down(
    authorizer: MastodonAuthorizer, door: Entrance, grants: str
) -> None:
    door.grants = grants
    started = authorizer.start(CLIENT, HOST, "watch")

    code = refused(authorizer, started.pending, door.consent(started.url))

    assert (code, door.double.tokens) == ("not_supported", {})


def test_what_is_turned_down_is_turned_down_even_when_it_can_not_be_given_back(
    authorizer: MastodonAuthorizer, door: Entrance
) -> None:
    door.grants, door.keeps_tokens = "read write", True
    started = authorizer.start(CLIENT, HOST, "watch")

    assert refused(authorizer, started.pending, door.consent(started.url)) == "not_supported"


def test_a_token_that_does_not_say_what_it_may_has_what_was_asked_for(
    authorizer: MastodonAuthorizer, door: Entrance
) -> None:
    door.more = {"scope": None}

    assert signed_in(authorizer, door).scopes == frozenset(
        MastodonAuthorizer.scopes["watch"].split()
    )


@pytest.mark.parametrize(
    "typed", ["@her@mastodon.example", "Her@Mastodon.Example", "acct:her@mastodon.example"]
)
def test_the_account_is_the_one_she_typed(
    authorizer: MastodonAuthorizer, door: Entrance, typed: str
) -> None:
    assert signed_in(authorizer, door, server=typed).account == HER


def test_a_domain_in_letters_of_its_own_is_the_one_she_typed(
    authorizer: MastodonAuthorizer, door: Entrance
) -> None:
    door.pages["/api/v2/instance"] = {"domain": "xn--mgbh0fb.example"}

    assert (
        signed_in(authorizer, door, server="@her@مثال.example").handle == "her@xn--mgbh0fb.example"
    )


def test_an_endpoint_that_is_no_address_is_a_server_that_is_down(
    authorizer: MastodonAuthorizer, door: Entrance
) -> None:
    broken = METADATA | {"token_endpoint": "https://mastodon.example/\x07"}
    door.pages["/.well-known/oauth-authorization-server"] = broken
    started = authorizer.start(CLIENT, HOST, "watch")

    with pytest.raises(PlatformDown):
        authorizer.finish(started.pending, door.consent(started.url))


def test_another_account_than_she_typed_is_turned_down_and_its_token_given_back(
    authorizer: MastodonAuthorizer, door: Entrance
) -> None:
    started = authorizer.start(CLIENT, "@other@mastodon.example", "watch")

    code = refused(authorizer, started.pending, door.consent(started.url))

    assert (code, door.double.tokens) == ("wrong_account", {})


@pytest.mark.parametrize("said", [{"id": "1"}, {"acct": "her"}, "her", GONE])
def test_a_token_that_is_nobodys_is_no_access(
    authorizer: MastodonAuthorizer, door: Entrance, said: object
) -> None:
    door.pages["/api/v1/accounts/verify_credentials"] = said
    started = authorizer.start(CLIENT, HOST, "watch")

    with pytest.raises(UnexpectedReply):
        authorizer.finish(started.pending, door.consent(started.url))


@pytest.mark.parametrize(
    "said",
    [
        {"token": "x"},
        {"access_token": "ü"},
        {"access_token": "a\nb"},
        "x",
        httpx2.Response(200, html="<p>"),
    ],
)
def test_a_reply_without_a_token_is_not_understood(
    authorizer: MastodonAuthorizer, door: Entrance, said: object
) -> None:
    door.pages["/oauth/token"] = said
    started = authorizer.start(CLIENT, HOST, "watch")

    with pytest.raises(UnexpectedReply):
        authorizer.finish(started.pending, door.consent(started.url))


def test_a_token_that_never_ends_is_not_renewed(
    authorizer: MastodonAuthorizer, door: Entrance
) -> None:
    access = signed_in(authorizer, door)
    door.asked.clear()

    assert (authorizer.refresh(access), door.asked) == (access, [])


def test_a_token_that_ends_is_renewed_once_and_then_lost(
    authorizer: MastodonAuthorizer, door: Entrance
) -> None:
    door.more = {"expires_in": 3600, "refresh_token": "refresh-token-0"}
    access = signed_in(authorizer, door)
    assert access.expires_at == NOW + timedelta(hours=1)
    door.double.tokens["other"] = "x"  # so that the next token has another name
    door.more = {}

    renewed = authorizer.refresh(access)

    assert (renewed.token, renewed.account, renewed.scopes) == ("token-1", HER, access.scopes)
    assert (renewed.refresh, renewed.expires_at) == ("refresh-token-0", None)
    with pytest.raises(AccessLost):
        authorizer.refresh(renewed)


def test_a_token_that_was_given_back_opens_nothing(
    authorizer: MastodonAuthorizer, door: Entrance
) -> None:
    access = signed_in(authorizer, door)

    authorizer.revoke(access)
    authorizer.revoke(access)

    assert door.double.tokens == {}


def test_a_token_that_does_not_work_anyway_counts_as_given_back(
    authorizer: MastodonAuthorizer, door: Entrance
) -> None:
    access = msgspec.structs.replace(signed_in(authorizer, door), client_secret="forgotten")
    door.double.tokens.clear()

    authorizer.revoke(access)

    assert "GET /api/v1/accounts/verify_credentials" in door.asked


def test_a_token_that_still_works_was_not_given_back(
    authorizer: MastodonAuthorizer, door: Entrance
) -> None:
    access = signed_in(authorizer, door)
    door.keeps_tokens = True

    with pytest.raises(UnexpectedReply):
        authorizer.revoke(access)
