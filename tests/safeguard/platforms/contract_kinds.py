"""What every kind of act must keep, whatever it is: done once for its key, found again, and undone without a trace.

A connector's test inherits `KindsContract` and supplies an act for each kind it can do.
"""

from typing import cast

import msgspec
import pytest

from safeguard.platforms.base import KINDS, Access, Act, Connector, Listing, LookingUp, Offering
from tests.safeguard.platforms.contract import ConnectorContract

LISTED = ("mute", "block", "block_domain")


class KindsContract(ConnectorContract):
    """Supply `acts` too: an act of each kind the connector can do, aimed at what is on the network."""

    @pytest.fixture
    def acts(self) -> dict[str, Act]:
        raise NotImplementedError

    def test_there_is_an_act_of_every_kind_it_can_do(
        self, connector: Connector, acts: dict[str, Act]
    ) -> None:
        assert acts.keys() == connector.capabilities & KINDS.keys()

    def test_an_act_of_any_kind_is_found_and_its_undoing_leaves_nothing(
        self, connector: Connector, access: Access, acts: dict[str, Act]
    ) -> None:
        looking = cast("LookingUp", _able(connector, "look_up"))
        for kind, act in _undoable(acts):
            before = looking.look_up(access, act, "key-1")
            outcome = connector.act(access, act, "key-1")
            assert outcome.undo is not None
            found = looking.look_up(access, _told(act, outcome.undo), "key-1")
            not_undone = looking.look_up(access, outcome.undo, "key-2")
            connector.act(access, outcome.undo, "key-2")
            undone = looking.look_up(access, outcome.undo, "key-2")

            assert (outcome.certain, outcome.undo.kind) == (True, KINDS[kind])
            assert (before, found, not_undone) == (None, outcome, None)
            assert undone is not None
            assert undone.certain
            assert looking.look_up(access, act, "key-1") is None

    def test_an_act_of_any_kind_is_done_once_for_its_key(
        self, connector: Connector, access: Access, acts: dict[str, Act]
    ) -> None:
        for kind, act in _undoable(acts):
            first = connector.act(access, act, f"key-{kind}")
            assert first.undo is not None

            assert connector.act(access, _told(act, first.undo), f"key-{kind}") == first

    def test_undoing_twice_is_undoing_once(
        self, connector: Connector, access: Access, acts: dict[str, Act]
    ) -> None:
        for _, act in _undoable(acts):
            outcome = connector.act(access, act, "key-1")
            assert outcome.undo is not None
            first = connector.act(access, outcome.undo, "key-2")

            assert connector.act(access, outcome.undo, "key-2") == first

    def test_what_she_silenced_stands_on_its_list_until_she_takes_it_back(
        self, connector: Connector, access: Access, acts: dict[str, Act]
    ) -> None:
        listing = cast("Listing", _able(connector, "read.lists"))
        for kind, act in _undoable(acts):
            if kind not in LISTED:
                continue
            before = _names(listing, access, kind)
            outcome = connector.act(access, act, "key-1")
            during = _names(listing, access, kind)
            assert outcome.undo is not None
            connector.act(access, outcome.undo, "key-2")

            assert (act.target in during, during - {act.target}) == (True, before)
            assert _names(listing, access, kind) == before

    def test_it_offers_some_of_what_it_can_do_and_always_to_read(
        self, connector: Connector, access: Access
    ) -> None:
        offered = cast("Offering", _able(connector, "offers")).offers(access)

        assert "read.mentions" in offered
        assert offered <= connector.capabilities


def _undoable(acts: dict[str, Act]) -> list[tuple[str, Act]]:
    found = [(kind, act) for kind, act in acts.items() if KINDS[kind]]
    assert found
    return found


def _able(connector: Connector, capability: str) -> object:
    if capability not in connector.capabilities:
        pytest.skip(f"not run: this network has no {capability}")
    return connector


def _told(act: Act, undo: Act) -> Act:
    """Give the act as its caller has it once the first answer has said what stood before."""
    return msgspec.structs.replace(act, before=undo.before)


def _names(listing: Listing, access: Access, kind: str) -> set[str]:
    """Read a list to its end."""
    names: set[str] = set()
    cursor = ""
    for _ in range(1_000):
        found, cursor = listing.silenced(access, kind, cursor)
        names |= {it.account or it.handle for it in found}
        if not cursor:
            return names
    pytest.fail("the list never ended")
