"""What is asked for lets nobody post, follow, read messages or change an account."""

from pathlib import Path

import pytest

from safeguard.platforms.bluesky.scopes import ALL, SCOPES

PAGE = Path(__file__).parents[4] / "docs" / "platforms" / "bluesky.md"
NEVER = (
    "transition:",
    "repo:*",
    "rpc:*",
    "chat.",
    "account:",
    "identity:",
    "blob:",
    "include:",
    "app.bsky.feed.post ",
    "app.bsky.feed.like",
    "app.bsky.feed.repost",
    "app.bsky.graph.follow",
    "app.bsky.actor.profile",
)


@pytest.mark.parametrize("purpose", SCOPES)
@pytest.mark.parametrize("never", NEVER)
def test_nothing_that_she_was_promised_not_to_be_asked_is_asked(purpose: str, never: str) -> None:
    assert never not in f"{SCOPES[purpose]} "


def test_watching_changes_nothing_and_acting_reads_no_notifications() -> None:
    assert "repo:" not in SCOPES["watch"]
    for verb in ("mute", "put", "createReport"):
        assert verb not in SCOPES["watch"]
    for read in ("listNotifications", "getPostThread"):
        assert read not in SCOPES["act"]


@pytest.mark.parametrize("purpose", SCOPES)
def test_the_page_shows_them_to_the_letter(purpose: str) -> None:
    assert SCOPES[purpose] in PAGE.read_text().splitlines()


def test_no_scope_is_asked_for_twice() -> None:
    for asked in (*SCOPES.values(), ALL):
        assert len(asked.split()) == len(set(asked.split()))
    assert set(ALL.split()) == {each for asked in SCOPES.values() for each in asked.split()}
