"""One policy decides what may be shown; a pair without a rule is refused loudly."""

from typing import Any

import pytest

from fuerza.core import disclosure, hooks
from fuerza.core.models import AuditEntry, Job

HERS = AuditEntry(verb="desk.opened", object_id="1")


@pytest.fixture(autouse=True)
def _own_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hooks, "_registered", {kind: {} for kind in hooks.KINDS})

    @disclosure.rule(AuditEntry, "page", "export")
    def fields(viewer: Any, _thing: Any) -> frozenset[str]:
        return frozenset({"verb", "object_id"}) if viewer == "her" else disclosure.NOTHING

    assert fields("her", HERS) == {"verb", "object_id"}


def test_a_rule_says_what_may_be_shown_where() -> None:
    shown = disclosure.values_for("her", HERS, "page")

    assert shown == {"object_id": "1", "verb": "desk.opened"}
    assert disclosure.may_show("her", HERS, "export")


def test_what_may_not_be_shown_is_as_if_it_were_not_there() -> None:
    assert disclosure.values_for("him", HERS, "page") == {}
    assert not disclosure.may_show("him", HERS, "page")
    assert disclosure.shown("him", [HERS], "page") == []
    assert disclosure.shown("her", [HERS], "page") == [HERS]


@pytest.mark.parametrize(("thing", "surface"), [(HERS, "feed"), (Job(), "page")])
def test_a_surface_without_a_rule_shows_nothing_and_says_so(thing: Any, surface: Any) -> None:
    with pytest.raises(disclosure.UndeclaredDisclosure):
        disclosure.fields_for("her", thing, surface)
