"""Each act on the real network: what others then see, that it is done once, and that undoing it leaves nothing."""

import json
import re
from typing import Any

import httpx2
import pytest

from safeguard.platforms.base import Act, Refused
from safeguard.platforms.bluesky import reasons
from safeguard.platforms.bluesky.connector import Bluesky
from tests.real.bluesky.conftest import Lets, clock
from tests.real.bluesky.network import _folder
from tests.real.bluesky.people import Control, Ref, Someone

pytestmark = pytest.mark.real


class Scene:
    """A woman who posted, who answers her and who quotes her."""

    def __init__(self, control: Control, lets: Lets, http: httpx2.Client) -> None:
        self.control = control
        self.she, self.bully, self.friend = (
            Someone(control.info, name) for name in ("she", "bully", "friend")
        )
        self.root = self.she.post("I speak in Mumbai tomorrow")
        control.settle()  # an answer to a post that the network has not taken in yet tells nobody
        self.mention = self.bully.mention(self.she, "go home")
        self.reply = self.bully.reply(self.root, "nobody wants you there")
        self.quote = self.bully.quote(self.root, "look at this one")
        control.settle()
        self.watch, self.access = lets(self.she, "watch"), lets(self.she, "act")
        self.connector = Bluesky(http, clock)

    def act(self, kind: str, key: str = "key-1", **how: Any) -> Act | None:
        """Act twice with one key, and find it done when it is looked up."""
        act = Act(kind=kind, **{"target": "", **how})
        outcome = self.connector.act(self.access, act, key)
        self.control.settle()
        assert self.connector.act(self.access, act, key) == outcome
        self.control.settle()
        assert self.connector.look_up(self.access, act, key) == outcome
        assert outcome.certain
        self.ref = outcome.remote_ref
        return outcome.undo

    def undo(self, act: Act | None) -> None:
        assert act is not None
        assert self.connector.act(self.access, act, "undo").certain
        self.control.settle()
        assert self.connector.look_up(self.access, act, "undo") is not None

    def heard(self) -> list[str]:
        """Name what she is told of anew."""
        return [post.kind for post in self.connector.pull(self.watch, "", 100).posts]

    def records(self) -> dict[str, list[dict[str, object]]]:
        """Give all that stands in her account, but for her post."""
        told = self.she.get("com.atproto.repo.describeRepo", repo=self.she.did)
        found = {}
        for collection in told["collections"]:
            held = self.she.get(
                "com.atproto.repo.listRecords", repo=self.she.did, collection=collection
            )
            found[collection] = [each["value"] for each in held["records"]]
        found.pop("app.bsky.feed.post")
        return {name: values for name, values in found.items() if values}


@pytest.fixture
def scene(control: Control, lets: Lets, http: httpx2.Client) -> Scene:
    return Scene(control, lets, http)


def test_a_mute_is_heard_no_more_leaves_no_record_and_is_taken_back(scene: Scene) -> None:
    assert scene.heard() == ["mention", "reply", "quote"]

    undo = scene.act("mute", target=scene.bully.did)

    assert scene.heard() == []
    assert scene.records() == {}
    scene.undo(undo)
    assert scene.heard() == ["mention", "reply", "quote"]


def test_quotes_alone_can_be_muted_and_a_mute_of_her_own_comes_back(scene: Scene) -> None:
    scene.she.call("app.bsky.graph.muteActor", {"actor": scene.bully.did, "onlyReposts": True})
    scene.control.settle()
    act = Act(kind="mute", target=scene.bully.did, options={"only": "quotes"})

    outcome = scene.connector.act(scene.access, act, "key-1")
    scene.control.settle()
    viewer = scene.she.get("app.bsky.actor.getProfile", actor=scene.bully.did)["viewer"]
    scene.undo(outcome.undo)
    after = scene.she.get("app.bsky.actor.getProfile", actor=scene.bully.did)["viewer"]

    assert (viewer.get("mutedOnlyQuoteposts"), viewer.get("mutedOnlyReposts")) == (True, False)
    assert (after.get("mutedOnlyQuoteposts"), after.get("mutedOnlyReposts")) == (False, True)


def test_a_thread_is_muted_from_any_of_its_posts(scene: Scene) -> None:
    undo = scene.act("mute_thread", target=scene.reply["uri"])

    shown = scene.she.get("app.bsky.feed.getPosts", uris=scene.root["uri"])["posts"][0]
    assert shown["viewer"]["threadMuted"] is True
    scene.undo(undo)
    shown = scene.she.get("app.bsky.feed.getPosts", uris=scene.root["uri"])["posts"][0]
    assert shown["viewer"]["threadMuted"] is False


def test_a_block_shows_to_the_blocked_and_goes_without_a_trace(scene: Scene) -> None:
    undo = scene.act("block", target=scene.bully.did)

    seen = scene.bully.get("app.bsky.actor.getProfile", actor=scene.she.did)["viewer"]
    assert seen["blockedBy"] is True
    assert [each["subject"] for each in scene.records()["app.bsky.graph.block"]] == [
        scene.bully.did
    ]
    scene.undo(undo)
    assert scene.records() == {}
    seen = scene.bully.get("app.bsky.actor.getProfile", actor=scene.she.did)["viewer"]
    assert seen["blockedBy"] is False


def test_a_block_of_her_own_outlives_the_undoing_of_ours(scene: Scene) -> None:
    own = scene.she.record("app.bsky.graph.block", {"subject": scene.bully.did})
    scene.control.settle()

    scene.undo(scene.act("block", target=scene.bully.did))

    viewer = scene.she.get("app.bsky.actor.getProfile", actor=scene.bully.did)["viewer"]
    assert viewer["blocking"] == own["uri"]


def test_a_block_whose_address_nobody_kept_is_found(scene: Scene) -> None:
    scene.she.record("app.bsky.graph.block", {"subject": scene.bully.did})
    scene.control.settle()

    scene.connector.act(scene.access, Act(kind="unblock", target=scene.bully.did), "key-1")

    assert scene.records() == {}


@pytest.mark.parametrize("kind", ["mute_list", "block_list"])
def test_a_list_silences_everybody_on_it(scene: Scene, kind: str) -> None:
    drop = scene.act("make_list", key="a list", note="Raid of today")
    address = scene.ref
    unlist = scene.act("list", key="an item", target=scene.bully.did, ref=address)

    undo = scene.act(kind, key="whole", target=address)

    assert scene.heard() == []
    scene.undo(undo)
    assert scene.heard() == ["mention", "reply", "quote"]
    scene.undo(unlist)
    scene.undo(drop)
    assert scene.records() == {}


def test_muted_words_stand_beside_what_other_apps_keep_there(scene: Scene) -> None:
    kept = [
        {"$type": "app.bsky.actor.defs#adultContentPref", "enabled": False},
        {
            "$type": "app.bsky.actor.defs#mutedWordsPref",
            "items": [{"id": "own", "value": "rats", "targets": ["tag"], "actorTarget": "all"}],
        },
        {"$type": "app.bsky.future.defs#unknownPref", "deep": {"a": [1, 2.5, None]}},
    ]
    put = "app.bsky.actor.putPreferences"
    scene.she.call(put, {"preferences": kept})

    undo = scene.act("filter", words=("go home", "घर जाओ"))

    there = scene.she.get("app.bsky.actor.getPreferences")["preferences"]
    words = next(each for each in there if each["$type"].endswith("mutedWordsPref"))["items"]
    assert [each["value"] for each in words] == ["rats", "go home", "घर जाओ"]
    scene.undo(undo)
    after = scene.she.get("app.bsky.actor.getPreferences")["preferences"]
    assert sorted(map(json.dumps, after)) == sorted(map(json.dumps, kept))


def _shown(scene: Scene, who: Someone) -> dict[str, object]:
    posts = who.get("app.bsky.feed.getPosts", uris=scene.root["uri"])["posts"]
    return dict(posts[0]["viewer"])


def test_gates_close_and_open_and_keep_what_else_stands_in_them(scene: Scene) -> None:
    post = scene.root["uri"]
    reply = scene.act("reply_gate", key="1", post=post, options={"allow": "followed,mentioned"})
    hide = scene.act("hide_reply", key="2", post=scene.reply["uri"])
    quote = scene.act("quote_gate", key="3", post=post, options={"allow": "nobody"})
    detach = scene.act("quote_gate", key="4", post=post, options={"detach": scene.quote["uri"]})

    viewer = _shown(scene, scene.friend)
    assert (viewer["replyDisabled"], viewer["embeddingDisabled"]) == (True, True)
    assert scene.heard() == ["mention", "quote"]  # a hidden reply is told of no more
    shown = scene.friend.get("app.bsky.feed.getPosts", uris=scene.quote["uri"])["posts"][0]
    assert shown["embed"]["record"]["$type"] == "app.bsky.embed.record#viewDetached"
    scene.undo(reply)
    assert [sorted(each) for each in scene.records()["app.bsky.feed.threadgate"]] == [
        ["$type", "createdAt", "hiddenReplies", "post"]
    ]
    scene.undo(hide)
    scene.undo(quote)
    scene.undo(detach)
    viewer = _shown(scene, scene.friend)
    assert not viewer.get("replyDisabled")
    assert not viewer.get("embeddingDisabled")
    assert scene.records() == {}


def test_a_gate_on_a_post_of_somebody_else_is_refused(scene: Scene) -> None:
    act = Act(kind="reply_gate", target="", post=scene.reply["uri"], options={"allow": "nobody"})

    with pytest.raises(Refused, match="not_allowed"):
        scene.connector.act(scene.access, act, "key-1")


def _queue(scene: Scene, subject: str) -> list[str]:
    told = scene.control.moderate("tools.ozone.moderation.queryStatuses", subject=subject)
    return [each["reviewState"].rpartition("#")[2] for each in told["subjectStatuses"]]


def test_a_report_lands_in_the_queue_of_the_moderators_and_is_answered(scene: Scene) -> None:
    labeler = scene.control.info["labeler"]
    act = Act(
        kind="report",
        target=scene.bully.did,
        post=scene.mention["uri"],
        reason="H1",
        note="He says so every day.",
        options={"labeler": labeler, "cid": scene.mention["cid"]},
    )

    outcome = scene.connector.act(scene.access, act, "key-1")

    assert _queue(scene, scene.mention["uri"]) == ["reviewOpen"]
    events = scene.control.moderate(
        "tools.ozone.moderation.queryEvents", subject=scene.mention["uri"]
    )["events"]
    told = next(each for each in events if each["event"]["$type"].endswith("modEventReport"))
    assert (told["event"]["comment"], told["event"]["reportType"], told["createdBy"]) == (
        "He says so every day.",
        "tools.ozone.report.defs#reasonHarassmentHateSpeech",
        scene.she.did,
    )
    assert "modTool" not in told
    assert scene.connector.report_status(scene.access, outcome.remote_ref) == ""
    _label(scene, scene.mention, add=["rude"])
    assert scene.connector.report_status(scene.access, outcome.remote_ref) == "answered"
    _label(scene, scene.mention, drop=["rude"])
    assert scene.connector.report_status(scene.access, outcome.remote_ref) == ""


def test_an_account_is_reported_and_a_post_without_its_content_id_too(scene: Scene) -> None:
    options = {"labeler": scene.control.info["labeler"]}
    account = Act(kind="report", target=scene.bully.did, reason="A2", options=options)
    post = Act(
        kind="report", target=scene.bully.did, post=scene.reply["uri"], reason="?", options=options
    )

    for number, act in enumerate((account, post)):
        assert scene.connector.act(scene.access, act, f"key-{number}").certain

    assert _queue(scene, scene.bully.did) == ["reviewOpen"]
    assert _queue(scene, scene.reply["uri"]) == ["reviewOpen"]


def _label(
    scene: Scene, post: Ref, add: list[str] | None = None, drop: list[str] | None = None
) -> None:
    event = {
        "$type": "tools.ozone.moderation.defs#modEventLabel",
        "createLabelVals": add or [],
        "negateLabelVals": drop or [],
    }
    subject = {"$type": "com.atproto.repo.strongRef", **post}
    body = {"event": event, "subject": subject, "createdBy": "did:example:moderator"}
    scene.control.decide("tools.ozone.moderation.emitEvent", body)


def test_the_reasons_are_those_of_the_lexicon_that_the_network_runs() -> None:
    base = _folder() / "node_modules" / "@atproto" / "ozone"
    lexicons = base / "dist" / "lexicons"

    found = set()
    for name in ("tools.ozone.report.defs", "com.atproto.moderation.defs"):
        path = lexicons.joinpath(*name.split(".")[:-1], "defs.defs.js")
        tokens = re.findall(r"token\(\$nsid, '(\w+)'\)", path.read_text())
        found |= {f"{name}#{token}" for token in tokens if token.startswith("reason")}

    assert found == reasons.KNOWN
    assert json.loads((base / "package.json").read_text())["version"] == reasons.LEXICON
