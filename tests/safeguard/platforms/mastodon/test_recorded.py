"""Recorded, not live: what a real Mastodon 4.7.3 said to another program, read by our parsers and connector."""

import json
from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest

from safeguard.platforms.base import Access, AccessLost, Act, Client, Outcome, Refused, Relation
from safeguard.platforms.mastodon import parse, waiting
from safeguard.platforms.mastodon.authorizer import MastodonAuthorizer
from safeguard.platforms.mastodon.connector import Mastodon
from tests.safeguard.platforms.mastodon.recordings import (
    Interaction,
    Recordings,
    Replay,
    asked_again,
    body_of,
    found_in,
    path_of,
    recordings,
    reply_of,
)

__all__ = ["recordings"]
NOW = datetime(2026, 10, 14, 19, 4, tzinfo=UTC)
LOCAL, SOCIAL = "http://localhost:3000", "https://mastodon.social"
HER, ADMIN = "117440810532227399", "117440810233042393"
ACCESS = Access(account=HER, token="x", handle="mastodonpy_test@localhost:3000", host=LOCAL)


def only(recordings: Recordings, name: str, ending: str, method: str = "GET") -> list[Interaction]:
    """Give the interactions whose path ends so."""
    return [
        it
        for it in recordings.of(name)
        if path_of(it).endswith(ending) and it["request"]["method"] == method
    ]


def mastodon(replay: Replay) -> Mastodon:
    return Mastodon(replay.client(), lambda: NOW)


def test_a_mention_is_read(recordings: Recordings) -> None:
    found = only(recordings, "cassettes/test_notifications_mentions_only", "/notifications")

    page = mastodon(Replay(*found)).pull(ACCESS, "", 40)

    [post] = page.posts
    assert (post.id, post.kind, post.text, post.author.handle, post.written_at) == (
        "117440821885976823",
        "mention",
        "@mastodonpy_test@localhost:3000 hello!",
        "admin@localhost:3000",
        datetime(2026, 10, 14, 19, 5, 28, 486000, tzinfo=UTC),
    )
    assert (page.cursor, page.gaps, page.is_last) == ("21 0", (), False)
    assert [post.raw] == parse.items_of(
        mastodon(Replay(*found))._server.get(ACCESS, "/api/v1/notifications")
    )


def test_mentions_whose_posts_are_gone_are_named(recordings: Recordings) -> None:
    found = only(recordings, "cassettes_entity_tests/test_entity_notification", "/notifications")
    shown = json.loads(body_of(found[0]))
    gone = [it for it in shown if it["type"] == "mention" and it["status"] is None]
    assert gone

    page = mastodon(Replay(*found)).pull(ACCESS, "", 40)

    readable = [it for it in shown if it["type"] == "mention" and it["status"]]
    assert [it.id for it in page.posts] == [it["status"]["id"] for it in reversed(readable)]
    assert page.gaps == ("gone",)


def test_likes_and_follows_are_passed_over(recordings: Recordings) -> None:
    found = only(recordings, "cassettes/test_notification_requests_accept", "/notifications")

    page = mastodon(Replay(*found)).pull(ACCESS, "", 40)

    assert {it["type"] for it in json.loads(body_of(found[0]))} == {"follow", "admin.sign_up"}
    assert (page.posts, page.cursor, page.is_last) == ((), "10 5", False)


def test_being_put_into_a_collection_is_read_by_its_words(recordings: Recordings) -> None:
    found = only(recordings, "cassettes/test_collection_notification_fallback", "/notifications")

    page = mastodon(Replay(*found)).pull(ACCESS, "", 40)

    assert [(it.id, it.kind, it.text.splitlines()[-2:]) for it in page.posts] == [
        ("7", "added_to_collection", ["my favourite accounts", "beep boop"])
    ]


def test_an_empty_page_is_the_last_and_the_policy_says_nothing_is_dropped(
    recordings: Recordings,
) -> None:
    """The filters that were recorded hold back as requests what we ask to be included."""
    policy = only(recordings, "cassettes/test_notification_requests_accept", "/policy")
    empty = only(recordings, "cassettes/test_mutes", "/mutes")[0]
    empty["request"]["uri"] = "/api/v1/notifications"

    page = mastodon(Replay(empty, *policy)).pull(ACCESS, "10", 40)

    assert (page.posts, page.cursor, page.gaps, page.is_last) == ((), "10", (), True)


def test_a_thread_is_read(recordings: Recordings) -> None:
    name = "cassettes_entity_tests/test_entity_context"
    around = only(recordings, name, "/context")
    number = path_of(around[0]).split("/")[-2]
    shown = json.loads(body_of(around[0]))
    itself = asked_again(around[0], f"/api/v1/statuses/{number}")
    status = shown["ancestors"][0] | {"id": number}  # the post between them was not recorded
    itself["response"] = itself["response"] | {"body": {"string": json.dumps(status)}}

    tree = mastodon(Replay(itself, *around)).thread(ACCESS, number)

    expected = {it["id"] for it in [*shown["ancestors"], *shown["descendants"]]} | {number}
    assert {it.id for it in tree.posts} == expected
    assert [it.written_at for it in tree.posts] == sorted(it.written_at for it in tree.posts)
    assert tree.gaps == ()


def test_the_earlier_version_of_a_post_is_read(recordings: Recordings) -> None:
    name = "cassettes/test_status_edit"
    number = "117440831413709748"
    itself, history = only(recordings, name, number), only(recordings, name, "/history")[1:]
    [around] = only(recordings, "cassettes/test_status_context", "/context")
    around["request"]["uri"] = f"/api/v1/statuses/{number}/context"

    tree = mastodon(Replay(*itself, *history, around)).thread(ACCESS, number)

    assert [(it.text, it.content_id) for it in tree.posts] == [
        (
            "the best editor? why, of course it is the KDE Advanced Text Editor, Kate",
            "2026-10-14T19:07:53.998Z",
        ),
        ("the best editor? why, of course it is VS Code", ""),
    ]


def test_a_quote_names_what_it_quotes(recordings: Recordings) -> None:
    posted = only(recordings, "cassettes/test_status_post_with_quote", "/statuses", "POST")[1]

    post = parse.posted(body_of(posted), json.loads(body_of(posted)), ACCESS)

    assert (post.kind, post.quoted, post.text) == ("quote", "117440826455183695", "yoooooooo")


def test_a_post_that_is_missing_is_gone(recordings: Recordings) -> None:
    tree = mastodon(Replay(*recordings.of("cassettes/test_status_missing"))).thread(ACCESS, "0")

    assert tree.gaps == ("gone",)


def test_a_mute_and_its_end_are_understood(recordings: Recordings) -> None:
    replay = Replay(*recordings.of("cassettes/test_account_mute_unmute"))
    connector = mastodon(replay)

    outcome = connector.act(ACCESS, Act(kind="mute", target=ADMIN), "key-1")
    assert outcome.undo is not None
    undone = connector.act(ACCESS, outcome.undo, "key-2")
    timed = Act(kind="mute", target=ADMIN, until=NOW + timedelta(seconds=3))
    connector.act(ACCESS, timed, "key-3")

    assert (outcome.certain, undone) == (True, Outcome())
    assert connector.look_up(ACCESS, timed, "key-3") is None  # three seconds later it had ended
    assert replay.sent == [
        ("notifications=true", "notifications=1"),
        ("", "None"),
        ("notifications=true&duration=3", "notifications=1&duration=3"),
        ("", "None"),
    ]


@pytest.mark.parametrize(
    ("name", "act"),
    [
        ("test_account_block_unblock", Act(kind="block", target=ADMIN)),
        ("test_status_mute_unmute", Act(kind="mute_thread", target="117440831349426546")),
        ("test_domain_block_unblock", Act(kind="block_domain", target="example.com")),
    ],
)
def test_an_act_and_its_undoing_are_understood(recordings: Recordings, name: str, act: Act) -> None:
    replay = Replay(*recordings.of(f"cassettes/{name}"))
    connector = mastodon(replay)

    outcome = connector.act(ACCESS, act, "key-1")
    assert outcome.undo is not None
    undone = connector.act(ACCESS, outcome.undo, "key-2")

    assert (outcome.certain, undone) == (True, Outcome())
    assert [ours or "None" for ours, _ in replay.sent] == [theirs for _, theirs in replay.sent]


def test_a_filter_is_made_and_taken_back(recordings: Recordings) -> None:
    others = only(recordings, "cassettes_entity_tests/test_entity_filterv2", "/filters")
    replay = Replay(*others, *recordings.of("cassettes/test_v2_filters_keywords"))
    connector = mastodon(replay)
    wanted = Act(kind="filter", target="", words=("spam", "eggs"))

    outcome = connector.act(ACCESS, wanted, "key-1")
    assert outcome.undo is not None

    assert (outcome.remote_ref, outcome.undo.ref) == ("1", "1")
    assert connector.act(ACCESS, outcome.undo, "key-2") == Outcome()
    ours, theirs = (json.loads(it) for it in replay.sent[1])
    assert ours.keys() == theirs.keys()
    assert (ours["filter_action"], theirs["filter_action"]) == ("warn", "warn")


def test_a_policy_is_changed_and_put_back(recordings: Recordings) -> None:
    replay = Replay(*recordings.of("cassettes/test_notifications_policy"))
    connector = mastodon(replay)
    wanted = {"for_not_following": "filter", "for_not_followers": "accept"}

    outcome = connector.act(ACCESS, Act(kind="policy", target="", options=wanted), "key-1")
    assert outcome.undo is not None
    connector.act(ACCESS, outcome.undo, "key-2")

    assert replay.sent[1] == ("for_not_following=filter&for_not_followers=accept",) * 2
    assert json.loads(outcome.undo.before) == {
        "for_not_following": "accept",
        "for_not_followers": "accept",
    }


def test_a_report_is_made(recordings: Recordings) -> None:
    replay = Replay(*recordings.of("cassettes/test_report"))
    wanted = Act(kind="report", target=HER, post="117440826629475379", note="makes the bad post")

    outcome = mastodon(replay).act(ACCESS, wanted, "key")

    assert outcome == Outcome(remote_ref="2")
    ours, theirs = (set(it.split("&")) for it in replay.sent[0])
    assert ours - theirs == {"forward=false", "category=other"}
    assert theirs - ours == set()


def test_relations_are_read(recordings: Recordings) -> None:
    found = only(recordings, "cassettes/test_account_remove_from_followers", "/relationships")

    relation = mastodon(Replay(*found)).relations(ACCESS, [ADMIN])

    assert relation == {ADMIN: Relation(is_followed=True, is_muted=False, is_blocked=False)}


@pytest.mark.parametrize(
    ("name", "kind"),
    [("test_mutes", "mute"), ("test_blocks", "block"), ("test_domain_blocks", "block_domain")],
)
def test_lists_are_read(recordings: Recordings, name: str, kind: str) -> None:
    """All that were recorded are empty."""
    assert mastodon(Replay(*recordings.of(f"cassettes/{name}"))).silenced(ACCESS, kind, "") == (
        (),
        "",
    )


def test_rules_are_read(recordings: Recordings) -> None:
    [instance, *_] = only(recordings, "cassettes_entity_tests/test_entity_instancev2", "/instance")
    rules = json.loads(body_of(instance))["rules"]
    assert rules
    asked = asked_again(instance, "/api/v1/instance/rules")
    asked["response"] = asked["response"] | {"body": {"string": json.dumps(rules)}}

    found = mastodon(Replay(asked)).rules(ACCESS)

    assert found == tuple((it["id"], it["text"]) for it in rules)


def test_a_revoked_token_is_access_lost_in_any_language(recordings: Recordings) -> None:
    refusals = only(recordings, "cassettes_pre_4_4_0/test_zzz_revoke", "/statuses", "POST")
    assert {reply_of(it).status_code for it in refusals} == {401}

    for each in refusals:
        with pytest.raises(AccessLost):
            mastodon(Replay(asked_again(each, "/api/v1/notifications"))).pull(ACCESS, "", 40)


def test_what_is_not_allowed_or_not_valid_is_refused(recordings: Recordings) -> None:
    forbidden = [
        it
        for it in recordings.of("cassettes/test_admin_moderation")
        if reply_of(it).status_code == 403
    ]
    invalid = only(recordings, "cassettes/test_status_empty", "/statuses", "POST")
    codes = []

    for each in (*forbidden, *invalid):
        each["request"]["uri"] = "/api/v1/accounts/2/mute"
        with pytest.raises(Refused) as refused:
            mastodon(Replay(each)).act(ACCESS, Act(kind="mute", target="2"), "key")
        codes.append(refused.value.code)

    assert codes == ["not_allowed", "invalid"]


def test_signing_in_finds_the_endpoints_and_is_told_no(recordings: Recordings) -> None:
    name = "cassettes_pre_4_4_0/test_log_in_password_incorrect"
    instance = only(recordings, "cassettes_entity_tests/test_entity_instancev2", "/instance")
    app = only(recordings, "cassettes/test_app_account_create", "/apps", "POST")
    replay = Replay(*instance, *app, *recordings.of(name))
    authorizer = MastodonAuthorizer(replay.client(), lambda: NOW)

    started = authorizer.start(Client(redirect="http://127.0.0.1/", name="Fuerza"), LOCAL, "act")

    assert started.url.startswith(
        f"{LOCAL}/oauth/authorize?response_type=code&client_id=fDxNVpAKndz"
    )
    with pytest.raises(Exception, match="stale"):
        authorizer.finish(started.pending, {"state": started.state, "code": "old"})


def test_a_token_is_given_back(recordings: Recordings) -> None:
    replay = Replay(*recordings.of("cassettes_pre_4_4_0/test_zzz_revoke"))
    access = Access(
        account=HER,
        token="__MASTODON_PY_TEST_ACCESS_TOKEN_3",
        host=LOCAL,
        client="__MASTODON_PY_TEST_CLIENT_ID",
        client_secret="__MASTODON_PY_TEST_CLIENT_SECRET",
    )

    MastodonAuthorizer(replay.client(), lambda: NOW).revoke(access)

    assert replay.sent[-1][0] == replay.sent[-1][1]


def test_every_scope_asked_for_is_one_that_mastodon_knows(recordings: Recordings) -> None:
    for name in (
        "cassettes/test_auth_request_url",
        "cassettes_entity_tests/test_entity_oauthserverinfo",
    ):
        [metadata, *_] = only(recordings, name, "/oauth-authorization-server")
        known = set(json.loads(body_of(metadata))["scopes_supported"])

        asked = {it for scopes in MastodonAuthorizer.scopes.values() for it in scopes.split()}

        assert asked <= known


# What there is in them: a number that changes means that something was no longer found, or is read otherwise.
COUNTED = {
    "recordings": 339,
    "limits": 1256,
    "posts": 647,
    "accounts": 1396,
    "relations": 50,
    "notifications": 19,
    "gone": 39,
}


def test_every_post_account_and_relation_that_was_recorded_is_read(recordings: Recordings) -> None:
    """Go through all of them, whatever they were recorded for: nothing may be unreadable."""
    read: Counter[str] = Counter()
    for name in recordings:
        read["recordings"] += 1
        for each in recordings.of(name):
            if "x-ratelimit-reset" in reply_of(each).headers:
                assert waiting.retry_at(reply_of(each).headers, NOW) > NOW
                read["limits"] += 1
            read += _read_all(each)

    assert dict(read) == COUNTED


def _read_all(interaction: Interaction) -> Counter[str]:
    read: Counter[str] = Counter()
    try:
        said = json.loads(body_of(interaction))
    except ValueError:
        return read
    for each in found_in(said, "id", "uri", "visibility", "account", "content"):
        parse.posted(b"{}", each, ACCESS)
        read["posts"] += 1
    for each in found_in(said, "id", "acct", "followers_count"):
        assert parse.author_of(each, ACCESS).created_at
        read["accounts"] += 1
    for each in found_in(said, "id", "type", "created_at", "group_key", "account"):
        try:
            parse.notified(b"{}", each, ACCESS)
            read["notifications"] += 1
        except parse.Gone:
            read["gone"] += 1
    for each in found_in(said, "id", "muting", "following"):
        assert None not in vars_of(parse.relation_of(each))
        read["relations"] += 1
    return read


def vars_of(relation: Relation) -> tuple[bool | None, ...]:
    return relation.is_followed, relation.is_muted, relation.is_blocked
