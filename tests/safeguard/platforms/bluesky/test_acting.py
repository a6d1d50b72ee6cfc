"""Acts on a double of the network: done once, found again, undone exactly, and unsure where an answer was lost."""

import json
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import httpx2
import msgspec
import pytest

from safeguard.platforms.base import (
    Act,
    Outcome,
    PlatformDown,
    RateLimited,
    Refused,
    UnexpectedReply,
)
from safeguard.platforms.bluesky import reasons, records
from safeguard.taxonomy import CATEGORIES
from tests.safeguard.platforms.bluesky.double import (
    ACCESS,
    BULLY,
    FRIEND,
    HER,
    LABELER,
    OTHER,
    Double,
    after,
    answers,
    iso,
    quotes,
)

PUT, DELETE = "com.atproto.repo.putRecord", "com.atproto.repo.deleteRecord"
BLOCK = Act(kind="block", target=BULLY)
LIST = f"at://{HER}/app.bsky.graph.list/raid"


@pytest.fixture
def network() -> Double:
    """Give a network on which a post of hers was answered and quoted."""
    double = Double()
    root = double.write(HER, "I speak tomorrow", after())
    double.write(BULLY, "nobody wants you", after(hours=1), reply=answers(root))
    double.write(FRIEND, "look", after(hours=2), embed=quotes(root))
    return double


def _uris(network: Double) -> list[str]:
    return list(network.posts)


def _acts(network: Double) -> list[Act]:
    post, reply, quote = _uris(network)
    return [
        BLOCK,
        Act(kind="block_list", target=LIST),
        Act(kind="make_list", target="", note="Raid"),
        Act(kind="list", target=BULLY, ref=LIST),
        Act(kind="mute", target=BULLY),
        Act(kind="mute", target=BULLY, options={"only": "quotes"}),
        Act(kind="mute", target=BULLY, options={"only": "reposts"}),
        Act(kind="mute_thread", target=reply),
        Act(kind="mute_list", target=LIST),
        Act(kind="filter", target="", words=("go home", "rats")),
        Act(kind="reply_gate", target="", post=post, options={"allow": "nobody"}),
        Act(kind="reply_gate", target="", post=post, options={"allow": f"followed,{LIST}"}),
        Act(kind="quote_gate", target="", post=post, options={"allow": "nobody"}),
        Act(kind="quote_gate", target="", post=post, options={"detach": quote}),
        Act(kind="hide_reply", target="", post=reply),
    ]


COUNT = 15


def _state(network: Double) -> str:
    """Write down all that an act can change, but for when a record was made."""
    held = {
        "/".join(place): {name: it for name, it in value.items() if name != "createdAt"}
        for place, (_, value) in network.records.items()
    }
    state = (
        held,
        network.mutes,
        sorted(network.muted_threads),
        sorted(network.muted_lists),
        network.preferences,
    )
    return json.dumps(state, sort_keys=True)


@pytest.mark.parametrize("number", range(COUNT))
def test_each_act_is_done_once_is_found_and_is_undone_without_a_trace(
    network: Double, number: int
) -> None:
    act = _acts(network)[number]
    connector = network.connector()
    before = _state(network)

    assert connector.look_up(ACCESS, act, "key-1") is None
    first = connector.act(ACCESS, act, "key-1")
    during = _state(network)
    second = connector.act(ACCESS, act, "key-1")

    assert during != before
    assert (second, _state(network)) == (first, during)
    assert connector.look_up(ACCESS, act, "key-1") == first
    assert first.certain
    assert first.undo is not None
    assert connector.look_up(ACCESS, first.undo, "key-2") is None
    assert connector.act(ACCESS, first.undo, "key-2").certain
    assert _state(network) == before
    assert connector.look_up(ACCESS, first.undo, "key-2") is not None
    assert connector.act(ACCESS, first.undo, "key-2").certain
    assert _state(network) == before


WRITES = [
    PUT,
    DELETE,
    "app.bsky.graph.muteActor",
    "app.bsky.graph.unmuteActor",
    "app.bsky.graph.muteThread",
    "app.bsky.graph.unmuteThread",
    "app.bsky.graph.muteActorList",
    "app.bsky.graph.unmuteActorList",
    "app.bsky.actor.putPreferences",
]


@pytest.mark.parametrize("is_done", [True, False])
@pytest.mark.parametrize("number", range(COUNT))
def test_an_act_whose_answer_was_lost_is_unsure_is_looked_up_and_done_again_once(
    network: Double, number: int, is_done: bool
) -> None:
    act = _acts(network)[number]
    connector = network.connector()
    for method in WRITES:
        network.loses(method, after=is_done)

    unsure = connector.act(ACCESS, act, "key-1")
    network.answers.clear()
    found = connector.look_up(ACCESS, act, "key-1")
    again = connector.act(ACCESS, act, "key-1")

    assert not unsure.certain
    assert unsure.undo == again.undo
    assert (found is not None) == is_done
    assert again.certain
    during = _state(network)
    for method in WRITES:
        network.loses(method, after=is_done)
    assert again.undo is not None
    assert not connector.act(ACCESS, again.undo, "key-2").certain
    assert (_state(network) != during) == is_done


@pytest.mark.parametrize(("status", "error"), [(429, RateLimited), (503, PlatformDown)])
def test_an_act_that_was_turned_away_was_not_done_and_says_so(
    network: Double, status: int, error: type[Exception]
) -> None:
    network.says(PUT, status)

    with pytest.raises(error):
        network.connector().act(ACCESS, BLOCK, "key-1")


def test_a_network_that_breaks_while_it_acts_leaves_it_unsure(network: Double) -> None:
    network.says(PUT, 502, json={"error": "UpstreamFailure"})

    assert not network.connector().act(ACCESS, BLOCK, "key-1").certain


def test_a_network_that_breaks_while_it_is_asked_is_down(network: Double) -> None:
    network.says("app.bsky.actor.getProfiles", 502)

    with pytest.raises(PlatformDown):
        network.connector().act(ACCESS, Act(kind="mute", target=BULLY), "key-1")


def test_an_answer_lost_while_it_is_asked_is_a_network_that_is_down(network: Double) -> None:
    network.loses("app.bsky.actor.getProfiles", after=True)

    with pytest.raises(PlatformDown) as down:
        network.connector().act(ACCESS, Act(kind="mute", target=BULLY), "key-1")

    assert type(down.value) is PlatformDown


# Records


def test_a_records_name_is_made_of_the_key_and_is_one_that_the_network_takes() -> None:
    names = [records.rkey_of(f"key-{n}") for n in range(500)]

    assert len(set(names)) == 500
    assert {len(name) for name in names} == {13}
    assert all(set(name) <= set("234567abcdefghijklmnopqrstuvwxyz") for name in names)
    assert {name[0] for name in names} <= set("234567abcdefghij")


def test_a_block_says_who_and_when_and_nothing_else(network: Double) -> None:
    outcome = network.connector().act(ACCESS, BLOCK, "key-1")

    ((place, (_, value)),) = network.records.items()
    assert value == {
        "$type": "app.bsky.graph.block",
        "subject": BULLY,
        "createdAt": iso(network.now),
    }
    assert outcome.remote_ref == f"at://{HER}/{place[0]}/{place[1]}"


def test_a_repeat_an_hour_later_does_not_touch_the_record(network: Double) -> None:
    connector = network.connector()
    first = connector.act(ACCESS, BLOCK, "key-1")
    before = dict(network.records)

    network.now += timedelta(hours=1)
    again = connector.act(ACCESS, BLOCK, "key-1")

    assert (again, network.records) == (first, before)


def test_a_block_that_she_made_herself_stays_when_ours_goes(network: Double) -> None:
    own = ("app.bsky.graph.block", "hers")
    network.records[own] = ("bafyhers", {"subject": BULLY})
    connector = network.connector()

    outcome = connector.act(ACCESS, BLOCK, "key-1")
    assert outcome.undo is not None
    connector.act(ACCESS, outcome.undo, "key-2")

    assert list(network.records) == [own]


def test_a_block_whose_address_is_not_known_is_found_by_whom_it_blocks(network: Double) -> None:
    connector = network.connector()
    network.records["app.bsky.graph.block", "hers"] = ("bafyhers", {"subject": BULLY})

    connector.act(ACCESS, Act(kind="unblock", target=BULLY), "key-1")
    nothing = connector.act(ACCESS, Act(kind="unblock", target=BULLY), "key-1")
    nobody = connector.act(ACCESS, Act(kind="unblock", target="did:plc:gone"), "key-1")

    assert network.records == {}
    assert nothing == nobody == Outcome()
    assert connector.look_up(ACCESS, Act(kind="unblock", target=BULLY), "k") == Outcome()


@pytest.mark.parametrize("kind", ["unblock_list", "drop_list", "unlist"])
def test_what_else_is_undone_must_be_named(network: Double, kind: str) -> None:
    with pytest.raises(ValueError, match=kind):
        network.connector().act(ACCESS, Act(kind=kind, target=BULLY), "key-1")


@pytest.mark.parametrize(
    "act",
    [
        Act(kind="unblock", target=BULLY, ref=f"at://{BULLY}/app.bsky.graph.block/1"),
        Act(kind="unblock", target=BULLY, ref=f"at://{HER}/app.bsky.feed.post/1"),
        Act(kind="unblock", target=BULLY, ref=f"at://{HER}/app.bsky.graph.block/"),
        Act(kind="unblock", target=BULLY, ref=f"at://{HER}/app.bsky.graph.block/1/2"),
        Act(kind="list", target=BULLY, ref=f"at://{BULLY}/app.bsky.graph.list/1"),
        Act(kind="block", target=HER),
        Act(kind="mute", target=HER),
        Act(kind="unmute", target=HER),
    ],
)
def test_no_post_of_hers_nothing_of_others_and_not_she_herself_is_touched(
    network: Double, act: Act
) -> None:
    with pytest.raises(Refused) as refused:
        network.connector().act(ACCESS, act, "key-1")

    assert refused.value.code == "not_allowed"
    assert not set(network.log) & set(WRITES)


# What her server keeps for her


@pytest.mark.parametrize(
    ("how", "name"),
    [({}, "all"), ({"onlyQuoteposts": True}, "quotes"), ({"onlyReposts": True}, "reposts")],
)
def test_what_she_had_muted_comes_back(network: Double, how: dict[str, bool], name: str) -> None:
    network.mutes[BULLY] = dict(how)
    connector = network.connector()
    wanted = {"only": "quotes"} if name != "quotes" else {}
    act = Act(kind="mute", target=BULLY, options=wanted)

    before = connector.before(ACCESS, act)
    outcome = connector.act(ACCESS, act, "key-1")
    assert outcome.undo is not None
    connector.act(ACCESS, outcome.undo, "key-2")

    assert (before, network.mutes) == (name, {BULLY: how})


def test_what_stood_before_is_taken_from_who_kept_it(network: Double) -> None:
    network.mutes[BULLY] = {}
    act = Act(kind="mute", target=BULLY, before="all")
    connector = network.connector()

    outcome = connector.act(ACCESS, act, "key-1")

    assert outcome.undo is not None
    assert outcome.undo.before == "all"
    connector.act(ACCESS, outcome.undo, "key-2")
    assert network.mutes == {BULLY: {}}


@pytest.mark.parametrize(
    "act",
    [
        Act(kind="mute", target=BULLY, options={"only": "likes"}),
        Act(kind="mute_list", target=LIST, options={"only": "quotes"}),
    ],
)
def test_what_cannot_be_muted_apart_is_the_callers_mistake(network: Double, act: Act) -> None:
    with pytest.raises(ValueError, match="muted apart"):
        network.connector().act(ACCESS, act, "key-1")


@pytest.mark.parametrize(
    "act",
    [
        Act(kind="mute", target=f"did:plc:{'e' * 24}"),
        Act(kind="mute_thread", target="at://x/app.bsky.feed.post/1"),
        Act(kind="hide_reply", target="", post="at://x/app.bsky.feed.post/1"),
        Act(kind="report", target=BULLY, post="at://x/app.bsky.feed.post/1", reason="T1"),
    ],
)
def test_who_or_what_is_gone_is_said_to_be(network: Double, act: Act) -> None:
    with pytest.raises(Refused) as refused:
        network.connector().act(ACCESS, act, "key-1")

    assert refused.value.code == "gone"


# Muted words


def test_words_stand_in_the_entry_with_all_that_was_asked_and_others_keep_their_bytes(
    network: Double,
) -> None:
    other = b'{"$type":"app.bsky.future#pref",  "deep":{"n":1e0}}'
    mine = b'{"$type":"app.bsky.actor.defs#mutedWordsPref","items":[{"id":"own","value":"x"},7]}'
    told = b'{"preferences":[' + other + b"," + mine + b"]}"
    network.says("app.bsky.actor.getPreferences", content=told)
    sent: list[bytes] = []

    def keep(request: httpx2.Request) -> httpx2.Response:
        sent.append(request.content)
        return httpx2.Response(200)

    network.answers["app.bsky.actor.putPreferences"] = [keep]
    act = Act(
        kind="filter",
        target="",
        words=("go home",),
        until=datetime(2026, 12, 1, 1, tzinfo=timezone(timedelta(hours=1))),
        options={"targets": "tag", "actors": "exclude-following"},
    )

    network.connector().act(ACCESS, act, "key-1")

    assert other in sent[0]
    entry = json.loads(sent[0])["preferences"][1]
    assert entry["items"][0] == {"id": "own", "value": "x"}
    assert entry["items"][1] == {
        "id": records.rkey_of("key-1|0"),
        "value": "go home",
        "targets": ["tag"],
        "actorTarget": "exclude-following",
        "expiresAt": "2026-12-01T00:00:00.000Z",
    }


def test_an_entry_that_is_no_list_is_taken_as_empty(network: Double) -> None:
    network.preferences = [{"$type": "app.bsky.actor.defs#mutedWordsPref", "items": 7}]
    connector = network.connector()

    connector.act(ACCESS, Act(kind="filter", target="", words=("rats",)), "key-1")

    assert [item["value"] for item in network.preferences[0]["items"]] == ["rats"]


# Gates


def test_a_gate_says_who_may_answer_and_keeps_what_it_does_not_know(network: Double) -> None:
    post = _uris(network)[0]
    place = ("app.bsky.feed.threadgate", post.rpartition("/")[2])
    before = [{"$type": "app.bsky.feed.threadgate#followerRule"}]
    value = {"post": post, "createdAt": "2026-01-01T00:00:00Z", "allow": before, "future": 1}
    network.records[place] = ("bafyold", value)
    connector = network.connector()
    act = Act(
        kind="reply_gate", target="", post=post, options={"allow": "mentioned,followed,followers"}
    )

    outcome = connector.act(ACCESS, act, "key-1")
    during = network.records[place][1]
    assert outcome.undo is not None
    connector.act(ACCESS, outcome.undo, "key-2")

    names = [rule["$type"].rpartition("#")[2] for rule in during["allow"]]
    assert names == ["mentionRule", "followingRule", "followerRule"]
    assert (during["future"], during["createdAt"]) == (1, "2026-01-01T00:00:00Z")
    assert connector.before(ACCESS, act) == json.dumps(before, separators=(",", ":"))
    after_ = {name: it for name, it in network.records[place][1].items() if name != "$type"}
    assert after_ == value


@pytest.mark.parametrize(
    ("kind", "options"),
    [
        ("reply_gate", {"allow": "everybody"}),
        ("reply_gate", {}),
        ("reply_gate", {"allow": "nobody,followed"}),
        ("quote_gate", {"allow": "followed"}),
    ],
)
def test_a_gate_that_is_not_understood_is_the_callers_mistake(
    network: Double, kind: str, options: dict[str, str]
) -> None:
    act = Act(kind=kind, target="", post=_uris(network)[0], options=options)

    with pytest.raises(ValueError, match=r"understood|nobody"):
        network.connector().act(ACCESS, act, "key-1")


def test_two_gates_on_one_record_are_undone_in_any_order(network: Double) -> None:
    post, _, quote = _uris(network)
    connector = network.connector()
    other = network.write(OTHER, "look", after(hours=3), embed=quotes(network.posts[post]))
    acts = [
        Act(kind="quote_gate", target="", post=post, options={"allow": "nobody"}),
        Act(kind="quote_gate", target="", post=post, options={"detach": quote}),
        Act(kind="quote_gate", target="", post=post, options={"detach": other["uri"]}),
    ]

    undoes = [connector.act(ACCESS, act, f"key-{n}").undo for n, act in enumerate(acts)]
    left = []
    for undo in undoes:
        assert undo is not None
        connector.act(ACCESS, undo, "undo")
        left.append([sorted(value) for _, value in network.records.values()])

    common = ["$type", "createdAt", "detachedEmbeddingUris", "post"]
    assert left == [[common], [common], []]


def test_a_reply_that_was_hidden_before_stays_hidden(network: Double) -> None:
    post, reply, _ = _uris(network)
    place = ("app.bsky.feed.threadgate", post.rpartition("/")[2])
    network.records[place] = ("bafyold", {"post": post, "hiddenReplies": [reply]})
    connector = network.connector()
    act = Act(kind="hide_reply", target="", post=reply, options={"root": post})

    before = connector.before(ACCESS, act)
    outcome = connector.act(ACCESS, msgspec.structs.replace(act, before=before), "key-1")
    assert outcome.undo is not None
    connector.act(ACCESS, outcome.undo, "key-2")

    assert network.records[place][1]["hiddenReplies"] == [reply]


def test_a_gate_that_is_full_takes_no_more(network: Double) -> None:
    post, reply, _ = _uris(network)
    place = ("app.bsky.feed.threadgate", post.rpartition("/")[2])
    network.records[place] = ("bafyold", {"hiddenReplies": [f"at://x/{n}" for n in range(300)]})

    with pytest.raises(Refused):
        network.connector().act(ACCESS, Act(kind="hide_reply", target="", post=reply), "key-1")


def test_a_gate_that_somebody_changes_meanwhile_is_read_again_and_then_left(
    network: Double,
) -> None:
    act = Act(kind="reply_gate", target="", post=_uris(network)[0], options={"allow": "nobody"})
    connector = network.connector()
    network.says(PUT, 400, json={"error": "InvalidSwap"})

    assert connector.act(ACCESS, act, "key-1").certain
    for _ in range(3):
        network.says(DELETE, 400, json={"error": "InvalidSwap"})
    undo = connector.act(ACCESS, act, "key-1").undo
    assert undo is not None
    with pytest.raises(PlatformDown):
        connector.act(ACCESS, undo, "key-2")


@pytest.mark.parametrize("kind", ["reply_gate", "quote_gate", "hide_reply"])
def test_a_post_of_another_has_gates_of_its_own(network: Double, kind: str) -> None:
    reply = _uris(network)[1]
    options = {"allow": "nobody", "root": reply}

    with pytest.raises(Refused) as refused:
        network.connector().act(
            ACCESS, Act(kind=kind, target="", post=reply, options=options), "key-1"
        )

    assert refused.value.code == "not_allowed"


@pytest.mark.parametrize("told", [{"cid": 7, "value": []}, {}])
def test_a_record_of_another_shape_is_taken_as_empty(network: Double, told: Any) -> None:
    network.says("com.atproto.repo.getRecord", json=told)
    act = Act(kind="reply_gate", target="", post=_uris(network)[0], options={"allow": "nobody"})

    assert network.connector().before(ACCESS, act) == "none"


# Reports

REPORT = Act(
    kind="report",
    target=BULLY,
    post=f"at://{BULLY}/app.bsky.feed.post/{1:013d}",
    reason="H1",
    note="Every day.",
    options={"labeler": LABELER},
)
CREATE = "com.atproto.moderation.createReport"


def test_a_report_says_what_why_and_to_whom_and_not_who_we_are(network: Double) -> None:
    outcome = network.connector().act(ACCESS, REPORT, "key-1")

    assert network.sent == [
        {
            "reasonType": "tools.ozone.report.defs#reasonHarassmentHateSpeech",
            "subject": {
                "$type": "com.atproto.repo.strongRef",
                "uri": REPORT.post,
                "cid": network.posts[REPORT.post]["cid"],
            },
            "reason": "Every day.",
        }
    ]
    assert network.headers[-1]["atproto-proxy"] == f"{LABELER}#atproto_labeler"
    assert outcome == Outcome(remote_ref=f"{LABELER}|7|{REPORT.post}")


def test_an_account_is_reported_to_bluesky_where_nobody_is_chosen(network: Double) -> None:
    network.connector().act(ACCESS, Act(kind="report", target=BULLY, reason="R4"), "key-1")

    subject = {"$type": "com.atproto.admin.defs#repoRef", "did": BULLY}
    reason = "tools.ozone.report.defs#reasonMisleadingBot"
    assert network.sent == [{"reasonType": reason, "subject": subject}]
    assert "did:plc:ar7c4by46qjdydhdevvrndac" in network.headers[-1]["atproto-proxy"]


def test_a_service_is_named_by_its_handle_too(network: Double) -> None:
    network.says(
        "app.bsky.actor.getProfiles", json={"profiles": [{"did": LABELER, "handle": "safe.test"}]}
    )
    act = msgspec.structs.replace(REPORT, options={"labeler": " @safe.test"})

    outcome = network.connector().act(ACCESS, act, "key-1")

    assert network.headers[-1]["atproto-proxy"] == f"{LABELER}#atproto_labeler"
    assert outcome.remote_ref.startswith(f"{LABELER}|")


def test_the_version_that_she_saw_is_reported_though_the_post_is_gone(network: Double) -> None:
    post = f"at://{BULLY}/app.bsky.feed.post/gone"
    act = msgspec.structs.replace(REPORT, post=post, options={"cid": "bafyseen"})

    network.connector().act(ACCESS, act, "key-1")

    assert network.sent[0]["subject"]["cid"] == "bafyseen"


@pytest.mark.parametrize(
    "lost",
    [
        {"status": 502},
        {"status": 200, "content": b'{"id":'},
        {"status": 200, "content": b"<html>"},
        {"status": 200, "json": {"id": "x"}},
    ],
)
def test_a_report_whose_answer_was_lost_is_unsure_and_stays_so(
    network: Double, lost: dict[str, Any]
) -> None:
    network.says(CREATE, **lost)
    connector = network.connector()

    outcome = connector.act(ACCESS, REPORT, "key-1")

    assert outcome == Outcome(certain=False)
    assert connector.look_up(ACCESS, REPORT, "key-1") == Outcome(certain=False)


def test_a_service_that_takes_no_report_is_a_refusal_and_others_are_what_they_are(
    network: Double,
) -> None:
    network.says(CREATE, 400, json={"error": "InvalidRequest"})
    network.says(CREATE, 404, json={"error": "XRPCNotSupported"})

    with pytest.raises(Refused) as refused:
        network.connector().act(ACCESS, REPORT, "key-1")
    with pytest.raises(UnexpectedReply):
        network.connector().act(ACCESS, REPORT, "key-1")

    assert refused.value.code == "invalid"


def test_a_service_from_before_is_told_the_old_name(network: Double) -> None:
    network.takes = ["com.atproto.moderation.defs#reasonRude"]
    network.connector().act(ACCESS, REPORT, "key-1")

    network.takes = ["com.atproto.moderation.defs#reasonSpam"]
    with pytest.raises(Refused) as refused:
        network.connector().act(ACCESS, REPORT, "key-2")

    assert network.sent[0]["reasonType"] == "com.atproto.moderation.defs#reasonRude"
    assert refused.value.code == "not_here"


@pytest.mark.parametrize("views", [[], [7], None])
def test_a_service_that_says_nothing_of_itself_is_told_the_new_name(
    network: Double, views: object
) -> None:
    network.says("app.bsky.labeler.getServices", json={"views": views})

    network.connector().act(ACCESS, REPORT, "key-1")

    assert network.sent[0]["reasonType"].startswith("tools.ozone.report.defs#")


def test_a_note_is_as_long_as_the_network_counts_and_never_cut(network: Double) -> None:
    family = "👩‍👩‍👧‍👦"
    fits = msgspec.structs.replace(REPORT, note=family * 2_000)
    long = msgspec.structs.replace(REPORT, note=family * 2_001)
    connector = network.connector()

    connector.act(ACCESS, fits, "key-1")
    with pytest.raises(Refused) as refused:
        connector.act(ACCESS, long, "key-2")

    assert network.sent[0]["reason"] == fits.note
    assert refused.value.code == "invalid"


@pytest.mark.parametrize(
    ("labels", "status"),
    [
        ([], ""),
        ([{"val": "rude"}], "answered"),
        ([{"val": "!takedown"}], "answered"),
        ([{"val": "rude"}, {"val": "rude", "neg": True}], ""),
        ([{"val": "rude", "src": OTHER}], ""),
        ([7], ""),
        (None, ""),
    ],
)
def test_a_report_is_answered_where_the_service_shows_a_label(
    network: Double, labels: list[Any] | None, status: str
) -> None:
    shown = labels and [
        {"src": LABELER, **each} if isinstance(each, dict) else each for each in labels
    ]
    network.says("com.atproto.label.queryLabels", json={"labels": shown})

    told = network.connector().report_status(ACCESS, f"{LABELER}|7|{REPORT.post}")

    assert told == status


def test_every_category_has_a_reason_that_the_lexicon_knows() -> None:
    named = {each: reasons.reason_type(each) for each in CATEGORIES}

    assert set(named.values()) <= reasons.KNOWN
    assert "tools.ozone.report.defs#reasonOther" not in named.values()
    assert reasons.reason_type("of no kind") == "tools.ozone.report.defs#reasonOther"


def test_a_reason_in_the_lexicons_own_words_is_taken_and_one_in_none_is_not() -> None:
    known = "tools.ozone.report.defs#reasonSexualNCII"

    assert reasons.reason_type(known) == known
    with pytest.raises(ValueError, match="lexicon"):
        reasons.reason_type("tools.ozone.report.defs#reasonSexualSextortion")


def test_each_new_name_has_an_old_one() -> None:
    old = frozenset(name for name in reasons.KNOWN if name.startswith("com."))

    taken = {reasons.taken_by(name, old) for name in reasons.KNOWN - old}

    assert taken == old


def test_all_times_are_written_in_utc_to_the_millisecond() -> None:
    at = datetime(2026, 11, 30, 13, 0, 0, 999_999, tzinfo=timezone(timedelta(hours=1)))

    assert records.stamp(at) == "2026-11-30T12:00:00.999Z"
    assert records.stamp(datetime(2026, 1, 1, tzinfo=UTC)) == "2026-01-01T00:00:00.000Z"
