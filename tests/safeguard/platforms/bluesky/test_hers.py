"""Her own profile, posts and settings: what the network tells, and nothing more."""

from datetime import timedelta
from typing import Any

import pytest

from safeguard.platforms.base import AccessLost
from safeguard.platforms.hers import Owned
from tests.safeguard.platforms.bluesky.double import ACCESS, NOW, Double, answers

DEFS = "app.bsky.actor.defs#"


def test_her_newest_posts_come_first_and_her_profile_before_them() -> None:
    network = Double()
    first = network.write(ACCESS.account, "call me on 555", NOW)
    network.write("did:plc:bob", "not hers", NOW)
    network.write(ACCESS.account, "an answer", NOW + timedelta(hours=1), reply=answers(first))
    network.records["app.bsky.actor.profile", "self"] = (
        "cid",
        {"displayName": "Her", "description": "Works at the mill"},
    )
    here = f"https://bsky.app/profile/{ACCESS.account}"

    found = network.connector().own(ACCESS, 25)

    assert found == (
        Owned(id=ACCESS.account, kind="profile", text="Her\nWorks at the mill", url=here),
        Owned(
            id=f"at://{ACCESS.account}/app.bsky.feed.post/{2:013d}",
            kind="post",
            text="an answer",
            url=f"{here}/post/{2:013d}",
        ),
        Owned(
            id=first["uri"],
            kind="post",
            text="call me on 555",
            url=f"{here}/post/{0:013d}",
            begins=True,
        ),
    )


def test_an_account_without_a_profile_has_its_posts_alone() -> None:
    network = Double()
    network.records["app.bsky.actor.profile", "self"] = ("cid", {"displayName": 7})
    network.write(ACCESS.account, "one", NOW)["record"]["text"] = 7

    assert [(it.kind, it.text) for it in network.connector().own(ACCESS, 25)] == [("post", "")]


def test_what_she_never_set_is_said_as_the_networks_own_default() -> None:
    assert Double().connector().settings(ACCESS) == {
        "replies": "anybody",
        "quotes": "anybody",
        "labelers": "0",
        "muted_words": "0",
        "signed_out": "shown",
        "messages": "default",
        "told_of_posts": "default",
    }


@pytest.mark.parametrize(("rules", "replies"), [([], "nobody"), ([{"$type": "x"}], "some")])
def test_her_settings_are_read_as_they_stand(rules: list[Any], replies: str) -> None:
    network = Double()
    network.preferences = [
        {
            "$type": f"{DEFS}postInteractionSettingsPref",
            "threadgateAllowRules": rules,
            "postgateEmbeddingRules": [{"$type": "app.bsky.feed.postgate#disableRule"}],
        },
        {"$type": f"{DEFS}labelersPref", "labelers": [{"did": "did:a"}, {"did": "did:b"}]},
        {"$type": f"{DEFS}mutedWordsPref", "items": [{"value": "x"}]},
    ]
    profile = {"labels": {"values": [{"val": "!no-unauthenticated"}, 7]}}
    network.records["app.bsky.actor.profile", "self"] = ("cid", profile)
    network.records["chat.bsky.actor.declaration", "self"] = ("cid", {"allowIncoming": "none"})
    network.records["app.bsky.notification.declaration", "self"] = (
        "cid",
        {"allowSubscriptions": 7},
    )

    assert network.connector().settings(ACCESS) == {
        "replies": replies,
        "quotes": "nobody",
        "labelers": "2",
        "muted_words": "1",
        "signed_out": "hidden",
        "messages": "none",
    }


def test_a_token_without_the_right_to_her_settings_is_access_lost() -> None:
    network = Double()
    network.says("app.bsky.actor.getPreferences", 403, json={"error": "ScopeMissingError"})

    with pytest.raises(AccessLost):
        network.connector().settings(ACCESS)
