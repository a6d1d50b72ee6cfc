"""What the buttons of the desk say: each verb says what will happen, to how many, and is there only if she may."""

from collections.abc import Iterator, Mapping

import msgspec
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fuerza.acts.views import wording
from fuerza.desk import queries
from fuerza.desk.choices import Decision
from fuerza.desk.queries import Desk, Scope

Tab = tuple[str, str, bool, int]
COUNTED = 1_000  # a larger list is counted by the page that asks, not by each look at it
MAY_MUTE = (Decision.MUTED, Decision.BLOCKED)


class Act(msgspec.Struct, frozen=True):
    """One button: what it decides, its words, and its look."""

    value: str
    words: str
    kind: str


def for_one(desk: Desk, now_is: str = "") -> list[Act]:
    """Offer what may be decided on one mention, but what it is already."""
    words = {
        Decision.FINE: _("It is fine"),
        Decision.HIDDEN: _("Hide"),
        Decision.KEPT: _("Keep"),
        Decision.MUTED: _("Mute the account"),
        Decision.BLOCKED: _("Block the account"),
    }
    return [_act(one, words[one]) for one in words if one != now_is and desk.may_decide(one)]


def for_ticked(desk: Desk) -> list[Act]:
    words = {
        Decision.FINE: _("They are fine"),
        Decision.HIDDEN: _("Hide"),
        Decision.KEPT: _("Keep"),
        Decision.MUTED: _("Mute"),
        Decision.BLOCKED: _("Block"),
    }
    return [_act(one, words[one]) for one in words if desk.may_decide(one)]


def for_flood(desk: Desk) -> list[Act]:
    """Offer on the first page what may be decided on a whole group; how many accounts is said when it is asked."""
    words = {
        Decision.KEPT: _("Keep all"),
        Decision.HIDDEN: _("Hide all"),
        Decision.MUTED: _("Mute their accounts"),
        Decision.BLOCKED: _("Block their accounts"),
    }
    return [_act(one, words[one]) for one in words if desk.may_decide(one)]


def for_all(desk: Desk, scope: Scope) -> list[Act]:
    """Offer what may be decided on all of a list at once; accounts are muted only where that is fair."""
    return [each for each in _for_all(desk, scope) if desk.may_decide(Decision(each.value))]


def _for_all(desk: Desk, scope: Scope) -> Iterator[Act]:
    """Give the gravest need first: to keep. Where nothing was found, that it is fine.

    Of the most urgent, and of what a search found, nothing: they are looked at one by one, or ticked.
    """
    if scope.kind in {"u", "s"}:
        return
    if _size(desk, scope) > COUNTED:
        all_of_it = [*for_flood(desk), _act(Decision.FINE, _("All of them are fine"))]
        yield from all_of_it[:1] if scope.category in queries.DANGER else all_of_it
        return
    numbers = queries.numbers_of(scope)
    for decision in _CALM_FIRST if scope.is_calm else _GRAVE_FIRST:
        mentions, accounts = numbers[decision]
        if mentions:
            is_mute = decision in MAY_MUTE
            yield (
                _act(decision, verb(decision, accounts)) if is_mute else _on_all(decision, mentions)
            )


_GRAVE_FIRST = (Decision.KEPT, Decision.HIDDEN, *MAY_MUTE, Decision.FINE)
_CALM_FIRST = (Decision.FINE, Decision.HIDDEN, Decision.KEPT)


def _on_all(decision: Decision, number: int) -> Act:
    words = {
        Decision.KEPT: ngettext("Keep %(n)s", "Keep all %(n)s", number),
        Decision.HIDDEN: ngettext("Hide %(n)s", "Hide all %(n)s", number),
        Decision.FINE: ngettext("%(n)s is fine", "All %(n)s are fine", number),
    }
    return _act(decision, words[decision] % wording.number(number))


def verb(decision: Decision, accounts: int) -> str:
    """Say what muting or blocking so many accounts will do."""
    if decision is Decision.MUTED:
        return ngettext("Mute %(n)s account", "Mute %(n)s accounts", accounts) % wording.number(
            accounts
        )
    return ngettext("Block %(n)s account", "Block %(n)s accounts", accounts) % wording.number(
        accounts
    )


def done(decision: Decision, count: int, *, takes_two: bool = False) -> str:
    """Say what was done with so many mentions."""
    if takes_two:
        return ngettext(
            "%(n)s message is kept as evidence; blocking its account waits for a second yes.",
            "%(n)s messages are kept as evidence; blocking their accounts waits for a second yes.",
            count,
        ) % wording.number(count)
    sentences = {
        Decision.FINE: ngettext(
            "%(n)s message is marked as fine.", "%(n)s messages are marked as fine.", count
        ),
        Decision.HIDDEN: ngettext("%(n)s message is hidden.", "%(n)s messages are hidden.", count),
        Decision.KEPT: ngettext(
            "%(n)s message is kept as evidence.", "%(n)s messages are kept as evidence.", count
        ),
        Decision.MUTED: ngettext(
            "%(n)s message is kept as evidence; muting its account is on its way.",
            "%(n)s messages are kept as evidence; muting their accounts is on its way.",
            count,
        ),
        Decision.BLOCKED: ngettext(
            "%(n)s message is kept as evidence; blocking its account is on its way.",
            "%(n)s messages are kept as evidence; blocking their accounts is on its way.",
            count,
        ),
        Decision.REPORTED: ngettext(
            "%(n)s message is kept as evidence; your report is on its way.",
            "%(n)s messages are kept as evidence; your report is on its way.",
            count,
        ),
    }
    return sentences[decision] % wording.number(count)


def tabs(key: str, counts: Mapping[Decision, int], here: Decision) -> list[Tab]:
    """List what waits and what was decided in a category, those with nothing in them left out."""
    return [
        (
            str(one.label).capitalize(),
            reverse("desk:category", args=[key, *([] if one == Decision.WAITING else [one])]),
            one == here,
            counts.get(one, 0),
        )
        for one in Decision
        if one in {Decision.WAITING, here} or counts.get(one)
    ]


def _size(desk: Desk, scope: Scope) -> int:
    """Say how large a list is, where that is known without counting it."""
    if scope.category is not None:
        return queries.by_decision(desk, scope.category).get(Decision.WAITING, 0)
    return scope.group.size if scope.group else 0


def nothing_done(stay: int) -> str:
    """Say why nothing was decided on: all was before, or what is left is left to her alone."""
    if not stay:
        return _("Nothing was ticked, or all of it was decided before.")
    text = ngettext(
        "Nothing was changed: the %(n)s that is left may put you in danger. Decide on it by itself.",
        "Nothing was changed: the %(n)s that are left may put you in danger. Decide on them one by one.",
        stay,
    )
    return text % wording.number(stay)


def _act(decision: Decision, words: str) -> Act:
    kinds = {Decision.KEPT: "kept", Decision.MUTED: "grave", Decision.BLOCKED: "grave"}
    return Act(decision, words, kinds.get(decision, "second"))
