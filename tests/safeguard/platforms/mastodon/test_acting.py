"""Each act does what it says and no more, and what undoes it puts back what stood before."""

import json
from datetime import timedelta

import httpx2
import pytest

from safeguard.platforms.base import KINDS, Access, Act, Outcome, Refused
from safeguard.platforms.mastodon.acting import ACTS, UNDOING
from safeguard.platforms.mastodon.authorizer import MastodonAuthorizer
from safeguard.platforms.mastodon.connector import Mastodon
from tests.safeguard.platforms.mastodon.double import NOW, Double

HOUR = NOW + timedelta(hours=1)


def sent(double: Double) -> list[tuple[str, dict[str, list[str]]]]:
    """Give what was changed: where, and by which form."""
    lines = [it.split(" ", 2) for it in double.done]
    return [(f"{method} {path}", json.loads(fields)) for method, path, fields in lines]


def undo(mastodon: Mastodon, access: Access, outcome: Outcome) -> Outcome:
    assert outcome.undo is not None
    return mastodon.act(access, outcome.undo, "key.undo")


@pytest.mark.parametrize(
    "wanted",
    [
        (Act(kind="mute", target="2"), "POST /api/v1/accounts/2/mute", {"notifications": ["true"]}),
        (
            Act(kind="mute", target="2", until=HOUR, options={"notifications": "false"}),
            "POST /api/v1/accounts/2/mute",
            {"notifications": ["false"], "duration": ["3600"]},
        ),
        (Act(kind="block", target="2"), "POST /api/v1/accounts/2/block", {}),
        (Act(kind="mute_thread", target="post-1"), "POST /api/v1/statuses/post-1/mute", {}),
        (
            Act(kind="block_domain", target=" @Bad.example"),
            "POST /api/v1/domain_blocks",
            {"domain": ["bad.example"]},
        ),
    ],
)
def test_an_act_and_its_undoing_are_sent_once_each(
    mastodon: Mastodon, double: Double, act: Access, wanted: tuple[Act, str, object]
) -> None:
    act_, path, form = wanted
    before = (dict(double.mutes), set(double.blocks), set(double.muted_threads), [*double.domains])

    outcome = mastodon.act(act, act_, "key")

    assert outcome == Outcome(undo=Act(kind=KINDS[act_.kind], target=act_.target))
    assert sent(double) == [(path, form)]
    assert undo(mastodon, act, outcome) == Outcome(undo=None)
    assert len(double.done) == 2
    assert (double.mutes, double.blocks, double.muted_threads, double.domains) == before


@pytest.mark.parametrize("kind", ["mute", "filter"])
def test_what_would_have_ended_by_now_is_not_begun(
    mastodon: Mastodon, double: Double, act: Access, kind: str
) -> None:
    ended = Act(kind=kind, target="2", words=("liar",), until=NOW - timedelta(seconds=1))

    assert mastodon.act(act, ended, "key") == Outcome()
    assert double.done == []


def test_a_filter_warns_and_is_made_once_for_its_key(
    mastodon: Mastodon, double: Double, act: Access
) -> None:
    wanted = Act(kind="filter", target="", words=("liar", "كاذبة"), until=HOUR, note="Lies")

    first = mastodon.act(act, wanted, "key")
    again = mastodon.act(act, wanted, "key")

    assert again == first
    assert [
        {it: made[it] for it in made if it not in {"id", "keywords"}} for made in double.filters
    ] == [
        {
            "title": "Lies #2c70e12b",
            "context": ["home", "notifications", "public", "thread", "account"],
            "filter_action": "warn",
            "keywords_attributes": [
                {"keyword": "liar", "whole_word": True},
                {"keyword": "كاذبة", "whole_word": True},
            ],
            "expires_in": 3600,
        }
    ]
    assert first.undo == Act(
        kind="unfilter", target="", ref=first.remote_ref, before="Lies #2c70e12b"
    )


def test_another_key_makes_another_filter_and_undoing_takes_only_its_own(
    mastodon: Mastodon, double: Double, act: Access
) -> None:
    options = {"context": "home", "whole_word": "false", "action": "warn"}
    first = mastodon.act(act, Act(kind="filter", target="", words=("a",), options=options), "key-1")
    second = mastodon.act(act, Act(kind="filter", target="", words=("a",)), "key-2")

    undo(mastodon, act, first)

    assert [it["id"] for it in double.filters] == [second.remote_ref]
    assert undo(mastodon, act, first) == Outcome()


def test_a_filter_whose_answer_was_lost_is_found_by_its_title_to_be_undone(
    mastodon: Mastodon, double: Double, act: Access
) -> None:
    made = mastodon.act(act, Act(kind="filter", target="", words=("a",)), "key")
    assert made.undo is not None
    lost = Act(kind="unfilter", target="", before=made.undo.before)

    assert mastodon.act(act, lost, "key.undo") == Outcome()
    assert double.filters == []
    assert mastodon.act(act, lost, "key.undo") == Outcome()


@pytest.mark.parametrize(
    "wrong",
    [
        Act(kind="filter", target="", words=("a",), options={"action": "hide"}),
        Act(kind="filter", target=""),
        Act(kind="policy", target=""),
        Act(kind="policy", target="", options={"for_bots": "drop"}),
        Act(kind="policy", target="", options={"summary": "filter"}),
        Act(kind="unpolicy", target=""),
        Act(kind="mute", target=""),
        Act(kind="mute_thread", target=""),
        Act(kind="block_domain", target=" @ "),
        Act(kind="report", target=""),
        Act(kind="report", target="2", options={"category": "ugly"}),
        Act(kind="report", target="2", options={"category": "spam", "rule_ids": "1"}),
        Act(kind="report", target="2", note="x" * 1_001),
        Act(kind="list", target="2"),
    ],
)
def test_what_makes_no_sense_is_the_callers_mistake(
    mastodon: Mastodon, double: Double, act: Access, wrong: Act
) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        mastodon.act(act, wrong, "key")

    assert double.done == []


def test_a_policy_changes_what_it_names_and_undoing_puts_back_what_stood(
    mastodon: Mastodon, double: Double, act: Access
) -> None:
    double.policy["for_new_accounts"] = "drop"  # her own doing
    before = dict(double.policy)
    wanted = {
        "for_new_accounts": "filter",
        "for_not_following": "filter",
        "for_limited_accounts": "filter",
    }

    outcome = mastodon.act(act, Act(kind="policy", target="", options=wanted), "key")
    double.policy["for_private_mentions"] = "accept"  # changed by herself meanwhile

    assert sent(double)[0] == (
        "PATCH /api/v2/notifications/policy",
        {name: [value] for name, value in wanted.items()},
    )
    undo(mastodon, act, outcome)
    assert double.policy == before | {"for_private_mentions": "accept"}


def test_a_policy_that_stands_already_is_not_sent_and_what_stood_before_is_the_callers_word(
    mastodon: Mastodon, double: Double, act: Access
) -> None:
    first = mastodon.act(
        act, Act(kind="policy", target="", options={"for_not_following": "filter"}), "key"
    )
    assert first.undo is not None
    told = Act(
        kind="policy", target="", options={"for_not_following": "filter"}, before=first.undo.before
    )

    again = mastodon.act(act, told, "key")

    assert (again, len(double.done)) == (first, 1)


def test_what_an_act_would_replace_is_said_beforehand(
    mastodon: Mastodon, double: Double, act: Access
) -> None:
    wanted = Act(kind="policy", target="", options={"for_not_following": "filter"})

    before = mastodon.before(act, wanted)

    assert (before, double.done) == ('{"for_not_following":"accept"}', [])
    assert mastodon.act(act, wanted, "key").undo == Act(kind="unpolicy", target="", before=before)
    assert mastodon.before(act, Act(kind="mute", target="2")) == ""


def test_nothing_is_dropped_unless_it_is_spelled_out(
    mastodon: Mastodon, double: Double, act: Access
) -> None:
    dropping = Act(kind="policy", target="", options={"for_new_accounts": "drop-unseen"})

    mastodon.act(act, dropping, "key")

    assert double.policy["for_new_accounts"] == "drop"


def test_a_policy_a_server_does_not_know_changes_nothing(
    mastodon: Mastodon, double: Double, act: Access
) -> None:
    wanted = {"for_bots": "filter", "for_new_accounts": "filter"}

    with pytest.raises(Refused) as refused:
        mastodon.act(act, Act(kind="policy", target="", options=wanted), "key")

    assert (refused.value.code, double.done) == ("not_here", [])


@pytest.mark.parametrize(
    ("kind", "missing"),
    [("policy", "policy"), ("filter", "filters"), ("block_domain", "domain_blocks")],
)
def test_what_a_server_lacks_is_refused_as_not_here(
    mastodon: Mastodon, double: Double, act: Access, kind: str, missing: str
) -> None:
    double.missing.add(missing)
    wanted = Act(
        kind=kind,
        target="bad.example",
        words=("a",),
        options={"for_new_accounts": "filter"} if kind == "policy" else {},
    )

    with pytest.raises(Refused) as refused:
        mastodon.act(act, wanted, "key")

    assert refused.value.code == "not_here"


def test_who_is_gone_can_not_be_muted_and_is_no_longer_muted(
    mastodon: Mastodon, act: Access
) -> None:
    with pytest.raises(Refused) as refused:
        mastodon.act(act, Act(kind="mute", target="99"), "key")

    assert refused.value.code == "gone"
    assert mastodon.act(act, Act(kind="unmute", target="99"), "key") == Outcome()


def test_a_report_names_the_post_the_rules_and_her_words(
    mastodon: Mastodon, double: Double, act: Access
) -> None:
    wanted = Act(
        kind="report",
        target="2",
        post="post-0",
        reason="T1",
        note="He wrote where I live",
        options={"rule_ids": "1,4", "forward": "true"},
    )

    outcome = mastodon.act(act, wanted, "key")

    assert outcome == Outcome(remote_ref="1")
    assert sent(double) == [
        (
            "POST /api/v1/reports",
            {
                "account_id": ["2"],
                "status_ids[]": ["post-0"],
                "comment": ["He wrote where I live"],
                "forward": ["true"],
                "category": ["violation"],
                "rule_ids[]": ["1", "4"],
            },
        )
    ]


def test_a_report_is_not_forwarded_to_another_server_unless_she_says_so(
    mastodon: Mastodon, double: Double, act: Access
) -> None:
    mastodon.act(act, Act(kind="report", target="3", options={"category": "legal"}), "key")

    assert [(it["forwarded"], it["category"], it["status_ids"]) for it in double.reports] == [
        (False, "legal", [])
    ]


def test_a_target_can_not_lead_to_another_address(act: Access) -> None:
    asked = []

    def answer(request: httpx2.Request) -> httpx2.Response:
        asked.append(request.url.raw_path.decode())
        return httpx2.Response(200, json={})

    mastodon = Mastodon(httpx2.Client(transport=httpx2.MockTransport(answer)), lambda: NOW)
    mastodon.act(act, Act(kind="mute", target="../statuses?x=/é"), "key")

    assert asked == ["/api/v1/accounts/..%2Fstatuses%3Fx%3D%2F%C3%A9/mute"]


def test_an_undoing_that_is_not_allowed_is_not_called_done(act: Access) -> None:
    refusal = httpx2.Response(403, json={"error": "This action is not allowed"})
    transport = httpx2.MockTransport(lambda _: refusal)

    with pytest.raises(Refused) as refused:
        Mastodon(httpx2.Client(transport=transport), lambda: NOW).act(
            act, Act(kind="unmute", target="2"), "key"
        )

    assert refused.value.code == "not_allowed"


def test_every_kind_it_can_do_is_known_to_all_and_undone_by_the_kind_that_all_expect() -> None:
    assert KINDS.keys() >= ACTS
    assert {KINDS[it] for it in ACTS} - {""} == UNDOING


@pytest.mark.parametrize("purpose", ["watch", "act"])
@pytest.mark.parametrize(
    "forbidden",
    [
        ("POST", "/api/v1/statuses"),
        ("POST", "/api/v1/accounts/2/follow"),
        ("PATCH", "/api/v1/accounts/update_credentials"),
    ],
)
def test_neither_token_can_speak_follow_or_change_who_she_is(
    double: Double, purpose: str, forbidden: tuple[str, str]
) -> None:
    """Ask the double by hand: no code of ours would."""
    double.tokens = {"t": MastodonAuthorizer.scopes[purpose]}
    method, path = forbidden
    request = httpx2.Request(
        method, "https://mastodon.example" + path, headers={"Authorization": "Bearer t"}
    )

    assert double(request).status_code == 403
