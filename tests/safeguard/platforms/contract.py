"""What every connector must do, whatever network it speaks to.

A connector's own test inherits `ConnectorContract` and supplies the fixtures: a network with posts on
it, and how to make that network fail. See docs/platforms/index.md.
"""

from collections.abc import Callable
from datetime import datetime
from typing import cast

import msgspec
import pytest

from safeguard.platforms.base import (
    KINDS,
    Access,
    AccessLost,
    Act,
    Answering,
    Connector,
    Listing,
    LookingUp,
    Outcome,
    PlatformDown,
    PlatformError,
    RateLimited,
    Related,
    Threaded,
    UnexpectedReply,
)
from safeguard.records import Post

SILENCES = {"mute": "unmute", "block": "unblock"}
UNDOES = SILENCES | {"hide_reply": "show_reply"}  # hiding stands in where nobody can be muted
WAYS = {
    "look_up",
    "before",
    "offers",
    "priced",
    "comply",
}  # what else a capability without a dot names
Failing = Callable[[str], Connector]


def read_all(
    connector: Connector, access: Access, limit: int, cursor: str = ""
) -> tuple[list[Post], list[str]]:
    """Read forward to the last page; give the posts and the cursors on the way."""
    posts: list[Post] = []
    cursors = [cursor]
    for _ in range(1_000):
        page = connector.pull(access, cursors[-1], limit)
        posts += page.posts
        cursors.append(page.cursor)
        if page.is_last:
            return posts, cursors
    pytest.fail("the pages never ended")


def an_act(connector: Connector, target: str, post: str) -> Act:
    """Give the first act that this network can do: every one of ours can do some."""
    kind = next(kind for kind in UNDOES if kind in connector.capabilities)
    return Act(kind=kind, target=target, post=post)


class ConnectorContract:
    """Supply `connector`, `access`, `failing` and `expected`.

    `expected` are the ids on the network, oldest first, seven or more of them by three or more authors,
    one of a kind nobody knows (unless the network `names_kinds` of nothing). `failing(name)` gives a
    connector whose network answers every call with what ought to become the error of that name.
    """

    names_kinds = True

    @pytest.fixture
    def connector(self) -> Connector:
        raise NotImplementedError

    @pytest.fixture
    def access(self) -> Access:
        return Access(account="her", token="a-token")

    @pytest.fixture
    def failing(self) -> Failing:
        raise NotImplementedError

    @pytest.fixture
    def expected(self) -> list[str]:
        raise NotImplementedError

    @pytest.mark.parametrize("limit", [1, 3, 100])
    def test_pages_go_forward_without_gaps(
        self, connector: Connector, access: Access, expected: list[str], limit: int
    ) -> None:
        posts, _ = read_all(connector, access, limit)

        assert [post.id for post in posts] == expected

    def test_no_page_is_longer_than_asked(self, connector: Connector, access: Access) -> None:
        assert len(connector.pull(access, "", 3).posts) <= 3

    def test_reading_a_page_twice_gives_it_twice(
        self, connector: Connector, access: Access
    ) -> None:
        _, cursors = read_all(connector, access, 3)

        for cursor in cursors:
            assert connector.pull(access, cursor, 3) == connector.pull(access, cursor, 3)

    def test_after_the_last_page_nothing_is_new_and_the_cursor_stays(
        self, connector: Connector, access: Access
    ) -> None:
        _, cursors = read_all(connector, access, 3)

        page = connector.pull(access, cursors[-1], 3)

        assert (page.posts, page.cursor, page.is_last) == ((), cursors[-1], True)

    def test_every_post_says_who_when_and_in_which_bytes(
        self, connector: Connector, access: Access
    ) -> None:
        posts, cursors = read_all(connector, access, 100)

        assert {type(it) for post in posts for it in (post.id, post.author.id)} == {str}
        assert all(post.id and post.author.id and post.raw for post in posts)
        assert {_offset(post.written_at) for post in posts} == {0}
        assert {type(cursor) for cursor in cursors} == {str}

    def test_a_kind_nobody_knows_is_kept(self, connector: Connector, access: Access) -> None:
        if not self.names_kinds:
            pytest.skip("not run: this network does not say of what kind a post is")
        posts, _ = read_all(connector, access, 100)
        known = {"mention", "reply", "quote", "comment", "dm", "chat", "seen"}

        assert {post.kind for post in posts} - known

    @pytest.mark.parametrize("kind", UNDOES)
    def test_an_act_names_what_undoes_it_and_undoing_it_changes_nothing_more(
        self, connector: Connector, access: Access, kind: str
    ) -> None:
        if kind not in connector.capabilities or (kind == "hide_reply" and _can_mute(connector)):
            pytest.skip(f"not run: this network cannot {kind}, or is asked to mute instead")
        before, _ = read_all(connector, access, 100)
        target = before[0].author.id
        act = Act(kind=kind, target=target, post=before[0].id)

        outcome = connector.act(access, act, "key-1")

        assert outcome.certain
        assert outcome.undo is not None
        assert (outcome.undo.kind, outcome.undo.target) == (UNDOES[kind], target)
        assert connector.act(access, outcome.undo, "key-2").certain
        assert read_all(connector, access, 100)[0] == before

    def test_the_same_key_again_answers_alike(self, connector: Connector, access: Access) -> None:
        post = read_all(connector, access, 1)[0][0]
        act = an_act(connector, post.author.id, post.id)

        first = connector.act(access, act, "key-1")

        assert connector.act(access, act, "key-1") == first

    def test_a_report_cannot_be_taken_back(self, connector: Connector, access: Access) -> None:
        if "report" not in connector.capabilities:
            pytest.skip("not run: this network takes no reports")
        post = read_all(connector, access, 1)[0][0]
        act = Act(kind="report", target=post.author.id, post=post.id, reason="threat")

        outcome = connector.act(access, act, "key-1")

        assert (outcome.certain, outcome.undo) == (True, None)

    def test_an_outcome_survives_being_stored(self, connector: Connector, access: Access) -> None:
        post = read_all(connector, access, 1)[0][0]
        outcome = connector.act(access, an_act(connector, post.author.id, post.id), "key-1")

        stored = msgspec.json.encode(outcome)

        assert msgspec.json.decode(stored, type=Outcome) == outcome

    def test_what_it_cannot_do_is_the_callers_mistake(
        self, connector: Connector, access: Access
    ) -> None:
        with pytest.raises(ValueError, match="befriend"):
            connector.act(access, Act(kind="befriend", target="x"), "key-1")

    @pytest.mark.parametrize("error", [AccessLost, RateLimited, PlatformDown, UnexpectedReply])
    def test_each_failure_of_the_network_is_its_one_error(
        self, failing: Failing, access: Access, error: type[PlatformError]
    ) -> None:
        connector = failing(error.__name__)

        with pytest.raises(error):
            connector.pull(access, "", 3)
        with pytest.raises(error):
            connector.act(access, an_act(connector, "x", "x"), "key-1")

    def test_being_asked_to_wait_says_until_when(self, failing: Failing, access: Access) -> None:
        with pytest.raises(RateLimited) as limited:
            failing("RateLimited").pull(access, "", 3)

        assert limited.value.retry_at.tzinfo is not None


class FurtherContract(ConnectorContract):
    """What is promised by capability, for connectors that have them; the same fixtures, and two more.

    `replied` is the address of a post by somebody else that answers hers; `settle` waits until what was done can be
    seen, where a network takes its time.
    """

    @pytest.fixture
    def replied(self) -> str:
        raise NotImplementedError

    @pytest.fixture
    def settle(self) -> Callable[[], None]:
        return lambda: None

    def test_each_kind_it_can_do_is_known_and_so_is_what_it_costs(
        self, connector: Connector
    ) -> None:
        acts = {*KINDS, *KINDS.values()} - {""}

        assert {it for it in connector.capabilities if "." not in it} - acts <= WAYS
        assert set(connector.costs) <= acts
        assert all(limit.points > 0 and limit.seconds > 0 for limit in connector.limits)

    def test_a_thread_holds_the_post_and_what_it_answers(
        self, connector: Connector, access: Access, replied: str
    ) -> None:
        threaded = cast("Threaded", _able(connector, "read.thread"))

        tree = threaded.thread(access, replied)

        found = {post.id: post for post in tree.posts}
        assert found[replied].in_reply_to in found
        assert [post.written_at for post in tree.posts] == sorted(
            post.written_at for post in tree.posts
        )

    @pytest.mark.parametrize("kind", SILENCES)
    def test_how_she_stands_follows_what_is_done(
        self, connector: Connector, access: Access, settle: Callable[[], None], kind: str
    ) -> None:
        related = cast("Related", _able(connector, "read.relations"))
        if kind not in connector.capabilities:
            pytest.skip(f"not run: this network cannot {kind}")
        target = connector.pull(access, "", 1).posts[0].author.id
        name = {"mute": "is_muted", "block": "is_blocked"}[kind]

        outcome = connector.act(access, Act(kind=kind, target=target), "key-1")
        settle()
        during = related.relations(access, [target])[target]
        assert outcome.undo is not None
        connector.act(access, outcome.undo, "key-2")
        settle()
        after = related.relations(access, [target])[target]

        assert (getattr(during, name), getattr(after, name)) == (True, False)

    @pytest.mark.parametrize("kind", SILENCES)
    def test_whom_she_silenced_is_listed(
        self, connector: Connector, access: Access, settle: Callable[[], None], kind: str
    ) -> None:
        listing = cast("Listing", _able(connector, "read.lists"))
        if kind not in connector.capabilities:
            pytest.skip(f"not run: this network cannot {kind}")
        target = connector.pull(access, "", 1).posts[0].author.id

        connector.act(access, Act(kind=kind, target=target), "key-1")
        settle()

        listed, cursor = listing.silenced(access, kind, "")
        assert [(it.kind, it.account) for it in listed] == [(kind, target)]
        assert cursor == ""

    @pytest.mark.parametrize("kind", SILENCES)
    def test_looking_up_tells_whether_it_was_done(
        self, connector: Connector, access: Access, settle: Callable[[], None], kind: str
    ) -> None:
        looking = cast("LookingUp", _able(connector, "look_up"))
        if kind not in connector.capabilities:
            pytest.skip(f"not run: this network cannot {kind}")
        target = connector.pull(access, "", 1).posts[0].author.id
        act = Act(kind=kind, target=target)

        before = looking.look_up(access, act, "key-1")
        outcome = connector.act(access, act, "key-1")
        settle()
        found = looking.look_up(access, act, "key-1")
        assert outcome.undo is not None
        not_yet = looking.look_up(access, outcome.undo, "key-2")
        connector.act(access, outcome.undo, "key-2")
        settle()
        undone = looking.look_up(access, outcome.undo, "key-2")

        assert (before, found, not_yet) == (None, outcome, None)
        assert undone is not None

    def test_a_report_that_cannot_be_looked_up_is_never_said_to_be_missing(
        self, connector: Connector, access: Access
    ) -> None:
        looking = cast("LookingUp", _able(connector, "look_up"))
        post = connector.pull(access, "", 1).posts[0]
        act = Act(kind="report", target=post.author.id, post=post.id, reason="T1")

        found = looking.look_up(access, act, "key-1")

        assert found is not None

    def test_what_became_of_a_report_is_a_code_that_is_known(
        self, connector: Connector, access: Access
    ) -> None:
        answering = cast("Answering", _able(connector, "report.status"))
        post = connector.pull(access, "", 1).posts[0]
        act = Act(kind="report", target=post.author.id, post=post.id, reason="T1")
        ref = connector.act(access, act, "key-1").remote_ref

        assert answering.report_status(access, ref) in {"", "open", "answered", "closed"}


def _able(connector: Connector, capability: str) -> object:
    """Give the connector as one that can, or say that it can't."""
    if capability not in connector.capabilities:
        pytest.skip(f"not run: this network has no {capability}")
    return connector


def _offset(instant: datetime) -> float | None:
    offset = instant.utcoffset()
    return None if offset is None else offset.total_seconds()


def _can_mute(connector: Connector) -> bool:
    return "mute" in connector.capabilities
