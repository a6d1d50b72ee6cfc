"""A lower package reaches a higher one by name, and by nothing else."""

import pytest

from fuerza.core import hooks


@pytest.fixture(autouse=True)
def _own_hooks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hooks, "_registered", {kind: {} for kind in hooks.KINDS})


def one() -> str:
    return "one"


def two() -> str:
    return "two"


def test_hooks_are_given_in_the_order_of_their_names() -> None:
    hooks.register("panels", "desk")(two)
    hooks.register("panels", "cases")(one)

    assert hooks.each("panels") == [("cases", one), ("desk", two)]
    assert hooks.find("panels", "desk") is two
    assert hooks.find("panels", "vault") is None


def test_registering_twice_is_no_matter_but_another_under_the_name_is() -> None:
    hooks.register("panels", "desk")(one)
    hooks.register("panels", "desk")(one)

    with pytest.raises(hooks.HookTaken):
        hooks.register("panels", "desk")(two)


def test_a_kind_nobody_agreed_on_is_refused() -> None:
    with pytest.raises(KeyError):
        hooks.register("gossip", "desk")(one)
