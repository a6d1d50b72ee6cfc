"""An act whose answer was lost is looked up: done, not done, or not to be told."""

import httpx2
import msgspec
import pytest

from safeguard.platforms.base import KINDS, Access, Act, Outcome
from safeguard.platforms.mastodon import looking
from safeguard.platforms.mastodon.connector import Mastodon
from tests.safeguard.platforms.mastodon.double import ACT, NOW, Double

ACTS = [
    Act(kind="mute", target="2"),
    Act(kind="block", target="3"),
    Act(kind="block_domain", target="bad.example"),
    Act(kind="filter", target="", words=("liar",)),
]
POLICY = Act(kind="policy", target="", options={"for_new_accounts": "filter"})


@pytest.mark.parametrize("wanted", ACTS, ids=lambda it: it.kind)
def test_what_was_done_is_found_with_its_undoing_and_what_was_not_is_missing(
    mastodon: Mastodon, act: Access, wanted: Act
) -> None:
    before = mastodon.look_up(act, wanted, "key")
    outcome = mastodon.act(act, wanted, "key")
    done = mastodon.look_up(act, wanted, "key")
    assert outcome.undo is not None
    not_undone = mastodon.look_up(act, outcome.undo, "key.undo")
    mastodon.act(act, outcome.undo, "key.undo")
    undone = mastodon.look_up(act, outcome.undo, "key.undo")

    assert (before, done, not_undone, undone) == (None, outcome, None, Outcome())
    assert mastodon.look_up(act, wanted, "key") is None


def test_a_filter_is_looked_up_by_its_own_key(mastodon: Mastodon, act: Access) -> None:
    wanted = Act(kind="filter", target="", words=("liar",))
    mastodon.act(act, wanted, "another-key")

    assert mastodon.look_up(act, wanted, "key") is None


def test_a_policy_is_looked_up_by_what_stands(mastodon: Mastodon, act: Access) -> None:
    before = mastodon.look_up(act, POLICY, "key")
    outcome = mastodon.act(act, POLICY, "key")
    assert outcome.undo is not None
    told = msgspec.structs.replace(POLICY, before=outcome.undo.before)

    assert (before, mastodon.look_up(act, told, "key")) == (None, outcome)
    assert mastodon.look_up(act, POLICY, "key") == Outcome()
    assert mastodon.look_up(act, outcome.undo, "key.undo") is None
    mastodon.act(act, outcome.undo, "key.undo")
    assert mastodon.look_up(act, outcome.undo, "key.undo") == Outcome()


def test_who_is_gone_was_not_muted(mastodon: Mastodon, act: Access) -> None:
    assert mastodon.look_up(act, Act(kind="mute", target="99"), "key") is None
    assert mastodon.look_up(act, Act(kind="unmute", target="99"), "key") == Outcome()


def test_a_domain_far_down_the_list_is_found_and_an_endless_list_is_unsure(
    mastodon: Mastodon, double: Double, act: Access
) -> None:
    wanted = Act(kind="block_domain", target="bad700.example")
    double.domains = [f"bad{n}.example" for n in range(701)]
    found = mastodon.look_up(act, wanted, "key")
    double.domains = [f"other{n}.example" for n in range(4_001)]

    endless = mastodon.look_up(act, wanted, "key")

    assert found == Outcome(undo=Act(kind="unblock_domain", target="bad700.example"))
    assert endless == Outcome(certain=False)


def test_a_thread_is_looked_up_by_the_token_that_may_read_it(
    mastodon: Mastodon, act: Access, watch: Access
) -> None:
    wanted, taken_back = (
        Act(kind="mute_thread", target="post-0"),
        Act(kind="unmute_thread", target="post-0"),
    )
    before = mastodon.look_up(watch, wanted, "key"), mastodon.look_up(watch, taken_back, "key")

    outcome = mastodon.act(act, wanted, "key")

    assert before == (None, Outcome())
    assert mastodon.look_up(watch, wanted, "key") == outcome
    assert mastodon.look_up(watch, taken_back, "key") is None
    assert mastodon.look_up(watch, Act(kind="mute_thread", target="gone"), "key") is None


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        ([{"id": "2"}], Act(kind="mute", target="2")),
        ([{"id": "3", "muting": True}], Act(kind="mute", target="2")),
        ({"id": "post-0", "muted": None}, Act(kind="mute_thread", target="post-0")),
    ],
)
def test_where_nothing_is_said_it_stays_unsure(act: Access, body: object, wanted: Act) -> None:
    transport = httpx2.MockTransport(lambda _: httpx2.Response(200, json=body))
    silent = Mastodon(httpx2.Client(transport=transport), lambda: NOW)

    assert silent.look_up(act, wanted, "key") == Outcome(certain=False)


@pytest.mark.parametrize("kind", ["mute_thread", "unmute_thread", "report"])
def test_what_a_token_may_not_read_stays_unsure(mastodon: Mastodon, act: Access, kind: str) -> None:
    assert mastodon.look_up(act, Act(kind=kind, target="post-0"), "key") == Outcome(certain=False)
    assert mastodon.report_status(act, "1") == ""


def test_a_report_is_looked_up_where_a_server_shows_them(
    mastodon: Mastodon, double: Double, act: Access
) -> None:
    double.tokens[ACT] += " read:reports"
    wanted = Act(kind="report", target="2", post="post-0", note="Look")
    before = mastodon.look_up(act, wanted, "key")
    mastodon.act(act, Act(kind="report", target="2", note="Look"), "key-0")

    outcome = mastodon.act(act, wanted, "key")

    assert (before, outcome) == (None, Outcome(remote_ref="2"))
    assert mastodon.look_up(act, wanted, "key") == outcome
    assert mastodon.look_up(act, msgspec.structs.replace(wanted, note="Other"), "key") is None


def test_what_became_of_a_report_is_told_where_a_server_tells(
    mastodon: Mastodon, double: Double, act: Access
) -> None:
    double.tokens[ACT] += " read:reports"
    ref = mastodon.act(act, Act(kind="report", target="2"), "key").remote_ref
    asked = mastodon.report_status(act, ref)
    double.reports[0]["action_taken"] = True
    closed = mastodon.report_status(act, ref)
    double.reports[0]["action_taken"] = "perhaps"

    assert (asked, closed, mastodon.report_status(act, ref)) == ("open", "closed", "")
    assert mastodon.report_status(act, "99") == ""
    assert mastodon.report_status(act, "") == ""


def test_what_became_of_a_report_is_not_told_elsewhere(
    mastodon: Mastodon, double: Double, act: Access
) -> None:
    double.missing.add("reports/1")

    assert mastodon.report_status(act, "1") == ""


def test_every_act_and_undoing_can_be_looked_up(mastodon: Mastodon, act: Access) -> None:
    assert looking._LOOK.keys() == mastodon.capabilities & KINDS.keys() | {
        KINDS[it] for it in mastodon.capabilities & KINDS.keys() if KINDS[it]
    }
    with pytest.raises(ValueError, match="befriend"):
        mastodon.look_up(act, Act(kind="befriend", target="2"), "key")
