"""Reading loses nothing: what is held back, what comes late, what a server can't give is read or named."""

from datetime import UTC, datetime, timedelta

import httpx2
import pytest

from safeguard.platforms.base import (
    Access,
    AccessLost,
    Listed,
    PlatformDown,
    Refused,
    Relation,
    Tree,
    UnexpectedReply,
)
from safeguard.platforms.mastodon.connector import Mastodon
from tests.safeguard.platforms.contract import read_all
from tests.safeguard.platforms.mastodon.double import BEGIN, HOST, NOW, Double
from tests.safeguard.platforms.mastodon.things import notification, stamp

LATER = BEGIN + timedelta(days=1)


def ids(mastodon: Mastodon, access: Access, cursor: str = "") -> list[str]:
    return [post.id for post in read_all(mastodon, access, 100, cursor)[0]]


def replying(*replies: httpx2.Response) -> Mastodon:
    left = list(replies)
    transport = httpx2.MockTransport(lambda _: left.pop(0))
    return Mastodon(httpx2.Client(transport=transport), lambda: NOW)


def test_what_is_held_back_as_a_request_is_read(
    mastodon: Mastodon, double: Double, watch: Access
) -> None:
    double.mention("held", "2", "Now you read me", LATER, is_filtered=True)

    assert ids(mastodon, watch)[-1] == "held"


def test_likes_boosts_and_follows_are_not_asked_for(
    mastodon: Mastodon, double: Double, watch: Access
) -> None:
    double.notify("favourite", "2", LATER, double.statuses["post-0"])
    double.notify("follow", "2", LATER)
    double.mention("last", "2", "Hello", LATER)

    posts, cursors = read_all(mastodon, watch, 3)

    assert ([post.id for post in posts][-2:], cursors[-1]) == (["post-7", "last"], "11")


def test_a_server_that_minds_names_it_does_not_know_is_asked_without_them(watch: Access) -> None:
    asked = []
    shown = [
        notification("7", "follow", {"id": "2", "acct": "ana"}, BEGIN),
        notification("6", "wave", {"id": "2", "acct": "ana"}, BEGIN),
    ]

    def strict(request: httpx2.Request) -> httpx2.Response:
        asked.append(request.url.query.decode())
        if "exclude_types" in asked[-1]:
            return httpx2.Response(400, json={"error": "unknown type"})
        return httpx2.Response(200, json=shown)

    mastodon = Mastodon(httpx2.Client(transport=httpx2.MockTransport(strict)), lambda: NOW)

    page = mastodon.pull(watch, "5", 3)

    assert ([post.kind for post in page.posts], page.cursor) == (["wave"], "7")
    assert asked[1] == "min_id=5&limit=3"


def test_other_refusals_are_not_asked_again(watch: Access) -> None:
    with pytest.raises(Refused) as refused:
        replying(httpx2.Response(404)).pull(watch, "", 3)

    assert refused.value.code == "not_here"


def test_what_becomes_visible_after_a_younger_one_is_read(
    mastodon: Mastodon, double: Double, watch: Access
) -> None:
    """A row can be given its number and be seen only after the next one is."""
    double.mention("first", "2", "One", NOW - timedelta(seconds=3))
    late = double.notifications.pop()
    double.notifications.append(late | {"id": "10", "status": late["status"] | {"id": "second"}})
    seen, cursors = read_all(mastodon, watch, 3)

    double.notifications.append(late)
    again, _ = read_all(mastodon, watch, 3, cursors[-1])

    assert [post.id for post in seen][-1] == "second"
    assert [post.id for post in again] == ["first", "second"]


def test_what_has_settled_is_not_read_again(
    mastodon: Mastodon, double: Double, watch: Access
) -> None:
    double.mention("young", "2", "One", NOW - timedelta(seconds=59))
    _, cursors = read_all(mastodon, watch, 100)

    double.clock = lambda: NOW + timedelta(seconds=2)
    _, later = read_all(mastodon, watch, 100, cursors[-1])

    assert (cursors[-1], later[-1], ids(mastodon, watch, later[-1])) == ("8", "9", [])


def test_a_flood_that_never_pauses_is_still_read_to_its_end(
    mastodon: Mastodon, double: Double, watch: Access
) -> None:
    for n in range(10):
        double.mention(f"flood-{n}", "2", "You", NOW - timedelta(seconds=10 - n))

    posts, cursors = read_all(mastodon, watch, 3)

    assert len(posts) == 18
    assert cursors == ["", "3", "6", "9 8", "12 8", "15 8", "18 8", "8"]


def test_when_all_is_young_the_next_round_begins_at_the_beginning(
    mastodon: Mastodon, double: Double, watch: Access
) -> None:
    double.notifications.clear()
    double.mention("young", "2", "One", NOW)

    _, cursors = read_all(mastodon, watch, 3)

    assert cursors == ["", "1 0", "0"]


@pytest.mark.parametrize("hours", [-1, 1])
def test_a_servers_clock_that_is_off_changes_nothing(
    double: Double, watch: Access, hours: int
) -> None:
    double.clock = lambda: NOW + timedelta(hours=hours)
    double.mention("young", "2", "One", double.clock() - timedelta(seconds=5))
    transport = httpx2.MockTransport(double)

    _, cursors = read_all(Mastodon(httpx2.Client(transport=transport), lambda: NOW), watch, 100)

    assert cursors == ["", "9 8", "8"]


def test_posts_that_are_gone_or_unreadable_are_named_and_the_rest_is_read(watch: Access) -> None:
    ana = {"id": "2", "acct": "ana"}
    shown = [
        {"id": "9", "type": "mention"},
        notification("8", "mention", ana, BEGIN) | {"status": None},
        "what",
        notification("7", "wave", ana, BEGIN),
    ]

    page = replying(httpx2.Response(200, json=shown)).pull(watch, "", 9)

    assert ([post.id for post in page.posts], page.cursor, page.gaps) == (
        ["7"],
        "9",
        ("gone", "unreadable"),
    )


def test_a_page_without_a_place_is_no_page(watch: Access) -> None:
    with pytest.raises(UnexpectedReply):
        replying(httpx2.Response(200, json=[{"type": "mention"}])).pull(watch, "", 9)


def test_an_old_page_again_is_a_network_that_does_not_answer(watch: Access) -> None:
    old = [notification("7", "wave", {"id": "2", "acct": "ana"}, BEGIN)]

    with pytest.raises(PlatformDown):
        replying(httpx2.Response(200, json=old)).pull(watch, "7", 9)


def test_what_her_own_policy_has_dropped_is_named(
    mastodon: Mastodon, double: Double, watch: Access
) -> None:
    double.policy["for_new_accounts"] = "drop"

    assert mastodon.pull(watch, "8", 3).gaps == ("dropped",)


def test_a_server_without_a_policy_drops_nothing(
    mastodon: Mastodon, double: Double, watch: Access
) -> None:
    double.missing.add("policy")

    assert mastodon.pull(watch, "8", 3).gaps == ()


def test_no_more_than_a_server_gives_is_asked_for(watch: Access) -> None:
    asked = []

    def answer(request: httpx2.Request) -> httpx2.Response:
        asked.append(request.url.params.get("limit"))
        return httpx2.Response(200, json=[] if len(asked) == 1 else {})

    Mastodon(httpx2.Client(transport=httpx2.MockTransport(answer)), lambda: NOW).pull(
        watch, "", 500
    )

    assert asked[0] == "80"


def test_a_thread_shows_what_it_answers_what_answers_it_and_what_quotes_it(
    mastodon: Mastodon, double: Double, watch: Access
) -> None:
    double.mention("answer", "3", "No", LATER, in_reply_to_id="post-0")
    double.mention("below", "4", "Yes", LATER + timedelta(hours=1), in_reply_to_id="answer")
    double.mention(
        "quoting",
        "4",
        "Look",
        LATER + timedelta(hours=2),
        quote={"quoted_status": {"id": "answer"}},
    )
    double.statuses["answer"]["quotes_count"] = 1

    tree = mastodon.thread(watch, "answer")

    assert [(it.id, it.kind, it.in_reply_to) for it in tree.posts] == [
        ("post-0", "post", ""),
        ("answer", "reply", "post-0"),
        ("below", "reply", "answer"),
        ("quoting", "quote", ""),
    ]
    assert tree.gaps == ()


def test_a_thread_shows_what_a_post_said_before_it_was_changed(
    mastodon: Mastodon, double: Double, watch: Access
) -> None:
    times = [LATER, LATER + timedelta(minutes=1), LATER + timedelta(minutes=2)]
    double.mention("post", "2", "Third", LATER, edited_at=stamp(times[2]))
    double.versions["post"] = [
        {"content": f"<p>{words}</p>", "created_at": stamp(at)}
        for words, at in zip(("First", "Second", "Third"), times, strict=True)
    ]

    tree = mastodon.thread(watch, "post")

    assert [(it.text, it.content_id, it.written_at) for it in tree.posts] == [
        ("Third", stamp(times[2]), times[0]),
        ("First", "", times[0]),
        ("Second", stamp(times[1]), times[1]),
    ]
    assert b"First" in tree.posts[1].raw


def test_what_of_a_thread_a_server_can_not_show_is_named(
    mastodon: Mastodon, double: Double, watch: Access
) -> None:
    double.mention("post", "2", "Hm", LATER, edited_at=stamp(LATER), quotes_count=3)
    double.mention("below", "2", "Hm", LATER, in_reply_to_id="post", account={"id": "2"})
    double.missing |= {"history", "quotes"}

    tree = mastodon.thread(watch, "post")

    assert [it.id for it in tree.posts] == ["post"]
    assert tree.gaps == ("history", "quotes", "unreadable")


def test_more_quotes_than_are_read_are_named(
    mastodon: Mastodon, double: Double, watch: Access
) -> None:
    for n in range(250):
        double.mention(f"q-{n:03}", "4", "Ha", LATER, quote={"quoted_status": {"id": "post-0"}})
    double.statuses["post-0"]["quotes_count"] = 250

    tree = mastodon.thread(watch, "post-0")

    assert (len(tree.posts), tree.gaps) == (1 + 200, ("quotes",))


def test_a_thread_that_is_gone_says_so(mastodon: Mastodon, watch: Access) -> None:
    assert mastodon.thread(watch, "nothing") == Tree(posts=(), gaps=("gone",))


@pytest.mark.parametrize("body", [[], {}])
def test_a_thread_that_can_not_be_read_is_no_thread(watch: Access, body: object) -> None:
    """An empty object has no id; a list is no post."""
    around = httpx2.Response(200, json={"ancestors": [], "descendants": []})

    with pytest.raises(UnexpectedReply):
        replying(httpx2.Response(200, json=body), around).thread(watch, "9")


def test_a_thread_one_may_not_see_is_refused(watch: Access) -> None:
    with pytest.raises(Refused) as refused:
        replying(httpx2.Response(403, json={"error": "Not allowed"})).thread(watch, "9")

    assert refused.value.code == "not_allowed"


def test_how_she_stands_to_accounts_is_asked_in_portions(
    mastodon: Mastodon, double: Double, act: Access
) -> None:
    for n in range(100, 190):
        double.meet(str(n), f"person{n}")
    double.follows, double.blocks, double.mutes = {"2"}, {"3"}, {"4": {}}

    found = mastodon.relations(act, ["2", "3", "4", "nobody", *map(str, range(100, 190))])

    assert len(found) == 93
    assert (found["2"], found["3"], found["4"]) == (
        Relation(is_followed=True, is_muted=False, is_blocked=False),
        Relation(is_followed=False, is_muted=False, is_blocked=True),
        Relation(is_followed=False, is_muted=True, is_blocked=False),
    )
    assert (mastodon.relations(act, [])) == {}


def test_what_a_server_does_not_say_of_a_relation_is_not_known(act: Access) -> None:
    found = replying(httpx2.Response(200, json=[{"id": 2, "following": "yes"}])).relations(
        act, ["2"]
    )

    assert found == {"2": Relation()}


def test_whom_she_silenced_is_listed_by_the_servers_own_links(
    mastodon: Mastodon, double: Double, act: Access
) -> None:
    double.domains = [f"bad{n}.example" for n in range(450)]
    double.mutes = {"2": {"expires_at": "2026-12-01T00:00:00Z"}, "3": {"expires_at": None}}
    double.blocks = {"4"}

    domains, cursor = [], ""
    for _ in range(3):
        page, cursor = mastodon.silenced(act, "block_domain", cursor)
        domains += [it.handle for it in page]

    assert (domains, cursor) == (double.domains, "")
    assert mastodon.silenced(act, "mute", "")[0] == (
        Listed(platform="mastodon", kind="mute", account="3", handle="berta@elsewhere.example"),
        Listed(
            platform="mastodon",
            kind="mute",
            account="2",
            handle="ana@mastodon.example",
            until=datetime(2026, 12, 1, tzinfo=UTC),
        ),
    )
    assert [it.account for it in mastodon.silenced(act, "block", "")[0]] == ["4"]


def test_a_link_to_another_server_is_not_followed_there(act: Access) -> None:
    asked = []

    def answer(request: httpx2.Request) -> httpx2.Response:
        asked.append(str(request.url))
        link = '<https://evil.example/steal?max_id=7>; rel="next", <x>; rel="prev"'
        return httpx2.Response(200, headers={"link": link}, json=["bad.example"])

    mastodon = Mastodon(httpx2.Client(transport=httpx2.MockTransport(answer)), lambda: NOW)

    _, cursor = mastodon.silenced(act, "block_domain", "")
    with pytest.raises(UnexpectedReply):
        mastodon.silenced(act, "block_domain", cursor)

    assert asked == [
        f"{HOST}/api/v1/domain_blocks?limit=200",
        f"{HOST}/api/v1/domain_blocks?max_id=7",
    ]


def test_a_list_that_goes_on_nowhere_is_not_taken_for_whole(act: Access) -> None:
    headers = {"link": "<https://m.example/api/v1/mutes/2>; rel=next"}

    with pytest.raises(UnexpectedReply):
        replying(httpx2.Response(200, headers=headers, json=[])).silenced(act, "mute", "")


@pytest.mark.parametrize("shown", [[{"id": "2"}], ["", "x"], [["x"]]])
def test_a_list_that_can_not_be_read_whole_is_not_read(act: Access, shown: object) -> None:
    kind = "mute" if shown == [{"id": "2"}] else "block_domain"

    with pytest.raises(UnexpectedReply):
        replying(httpx2.Response(200, json=shown)).silenced(act, kind, "")


def test_a_token_that_is_too_small_is_access_lost(mastodon: Mastodon, watch: Access) -> None:
    for ask in (
        lambda: mastodon.silenced(watch, "mute", ""),
        lambda: mastodon.relations(watch, ["2"]),
    ):
        with pytest.raises(AccessLost):
            ask()


def test_what_a_server_has_is_found_by_asking(
    mastodon: Mastodon, double: Double, act: Access
) -> None:
    double.missing |= {"policy", "domain_blocks", "reports"}

    assert mastodon.capabilities - mastodon.offers(act) == {
        "policy",
        "block_domain",
        "report.status",
    }


def test_what_a_token_may_not_ask_for_is_not_called_missing(
    mastodon: Mastodon, watch: Access
) -> None:
    forbidden = httpx2.Response(403, json={"error": "This action is not allowed"})
    closed = Mastodon(
        httpx2.Client(transport=httpx2.MockTransport(lambda _: forbidden)), lambda: NOW
    )

    assert mastodon.offers(watch) == mastodon.capabilities
    assert closed.offers(watch) == closed.capabilities


def test_the_servers_own_rules_can_be_named_in_a_report(mastodon: Mastodon, act: Access) -> None:
    assert mastodon.rules(act) == (("1", "Be kind"),)
