"""What a page says of accounts and measures: lists of words, made from codes."""

from collections.abc import Mapping, Sequence
from uuid import UUID

import msgspec
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fuerza.acts.choices import ActionState
from fuerza.connections import queries as connections
from fuerza.crisis import queries
from fuerza.crisis.choices import MeasureKind, Missed
from fuerza.people.queries import Somebody


class ReachWords(msgspec.Struct, frozen=True, kw_only=True):
    """One account: what will be done there and what can't; why nothing may be done, where that is so."""

    pk: UUID
    platform: str
    handle: str
    does: list[str]
    cannot: list[str]
    is_let: bool
    is_connected: bool

    @property
    def is_out_of_reach(self) -> bool:
        return not self.does


class MeasureWords(msgspec.Struct, frozen=True, kw_only=True):
    """One measure: what it is, how its acts stand, and where each is seen and undone by itself."""

    platform: str
    what: str
    states: list[str]
    plan: UUID | None


def reaches(found: Sequence[queries.Reach], *, with_handles: bool) -> list[ReachWords]:
    handles = connections.handles_of([each.connection for each in found]) if with_handles else {}
    return [
        ReachWords(
            pk=each.connection.pk,
            platform=connections.label_of(each.connection.platform),
            handle=handles.get(each.connection.pk, ""),
            does=[str(kind.label) for kind in each.does],
            cannot=[str(kind.label) for kind in each.cannot],
            is_let=each.is_let,
            is_connected=each.is_connected,
        )
        for each in found
    ]


def not_connected(person: Somebody) -> list[str]:
    return [connections.label_of(name) for name in connections.not_connected(person)]


def measures(found: Sequence[queries.Shown]) -> list[MeasureWords]:
    return [
        MeasureWords(
            platform=connections.label_of(each.measure.platform),
            what=str(MeasureKind(each.measure.kind).label),
            states=_states(each),
            plan=each.measure.plan_id,
        )
        for each in found
    ]


def _states(shown: queries.Shown) -> list[str]:
    if shown.measure.missed:
        return [str(Missed(shown.measure.missed).label)]
    if not shown.acts and not shown.undoing:
        return [_("being prepared")]
    return [*_counted(shown.acts), *_undoing(shown.undoing)]


def _counted(states: Mapping[ActionState, int]) -> list[str]:
    words = _("%(state)s: %(n)s")
    return [words % {"state": state.label, "n": number} for state, number in states.items()]


def _undoing(states: Mapping[ActionState, int]) -> list[str]:
    """Say of what is being put back what is done of it and what is not: that stays as the switch left it."""
    found = []
    for state, number in states.items():
        if state == ActionState.UNDONE:
            found.append(ngettext("%(n)s put back", "%(n)s put back", number) % {"n": number})
        elif state == ActionState.FAILED:
            text = ngettext("%(n)s could not be put back", "%(n)s could not be put back", number)
            found.append(text % {"n": number})
        elif state == ActionState.BY_HAND:
            text = ngettext(
                "%(n)s is yours to put back by hand", "%(n)s are yours to put back by hand", number
            )
            found.append(text % {"n": number})
        else:
            text = ngettext("%(n)s is being put back", "%(n)s are being put back", number)
            found.append(text % {"n": number})
    return found
