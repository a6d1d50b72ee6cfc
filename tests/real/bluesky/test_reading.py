"""Reading forward on the real network, where the newest stand first and some stand elsewhere than they were written."""

from datetime import UTC, datetime, timedelta

import httpx2
import pytest

from safeguard.platforms.bluesky.connector import Bluesky
from tests.real.bluesky.conftest import Lets, clock
from tests.real.bluesky.people import Control, Someone, mentioning
from tests.safeguard.platforms.contract import read_all

pytestmark = pytest.mark.real


def _at(when: datetime) -> dict[str, str]:
    return {"createdAt": when.astimezone(UTC).isoformat().replace("+00:00", "Z")}


def test_many_at_one_instant_are_all_read_though_the_network_cuts_between_them(
    control: Control, lets: Lets, http: httpx2.Client
) -> None:
    she, bully = Someone(control.info, "she"), Someone(control.info, "bully")
    first, instant = _at(clock() - timedelta(hours=2)), _at(clock() - timedelta(hours=1))
    written = bully.posts(
        [
            *({**mentioning(she, f"first {n}"), **first} for n in range(5)),
            *({**mentioning(she, f"at once {n}"), **instant} for n in range(30)),
            *(mentioning(she, f"then {n}") for n in range(85)),
        ]
    )
    control.settle()
    access = lets(she, "watch")

    posts, _ = read_all(Bluesky(http, clock), access, 25)

    assert sorted(post.id for post in posts) == sorted(each["uri"] for each in written)
    assert len(posts) == 120


def test_what_comes_late_or_dated_back_a_little_is_found_behind_the_cursor(
    control: Control, lets: Lets, http: httpx2.Client
) -> None:
    she, bully = Someone(control.info, "she"), Someone(control.info, "bully")
    connector = Bluesky(http, clock)
    bully.mention(she, "now")
    control.settle()
    access = lets(she, "watch")
    _, cursors = read_all(connector, access, 10)

    late = bully.mention(she, "an hour ago", **_at(clock() - timedelta(hours=1)))
    control.settle()
    page = connector.pull(access, cursors[-1], 10)
    again = connector.pull(access, page.cursor, 10)

    assert [post.id for post in page.posts] == [late["uri"]]
    assert again.posts == ()


def test_a_thread_shows_what_was_deleted_as_a_gap_and_a_quote_what_it_quotes(
    control: Control, lets: Lets, http: httpx2.Client
) -> None:
    she, bully = Someone(control.info, "she"), Someone(control.info, "bully")
    connector = Bluesky(http, clock)
    root = bully.post("a post that goes")
    answer = she.reply(root, "why?")
    deep = bully.reply(answer, "because", root=root)
    control.settle()
    access = lets(she, "watch")

    before = connector.thread(access, deep["uri"])
    place = {"collection": "app.bsky.feed.post", "rkey": root["uri"].rpartition("/")[2]}
    bully.call("com.atproto.repo.deleteRecord", {"repo": bully.did, **place})
    control.settle()
    after = connector.thread(access, deep["uri"])
    gone = connector.thread(access, root["uri"])

    assert [post.text for post in before.posts] == ["a post that goes", "why?", "because"]
    assert (before.gaps, after.gaps, gone.gaps) == ((), ("deleted",), ("deleted",))
    assert [post.text for post in after.posts] == ["why?", "because"]
    assert {post.conversation for post in before.posts} == {root["uri"]}
