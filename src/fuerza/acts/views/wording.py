"""What the pages of plans say: what a plan is for, how it stands, what it takes and how long."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

import msgspec
from django.utils import translation
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fuerza.acts import queries
from fuerza.acts.choices import ActionKind, ActionState, Category
from fuerza.connections.choices import ConnectionState
from fuerza.connections.queries import label_of

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


class Takes(msgspec.Struct, frozen=True):
    """What a plan takes on one account, in words."""

    platform: str
    acts: int
    points: int
    limits: tuple[str, ...]
    time: str
    ends_at: datetime
    is_lost: bool


def sentence(plan: Any) -> str:
    """Say what the plan is for."""
    sentences = {
        ActionKind.MUTE: ngettext("Muting %(n)s account", "Muting %(n)s accounts", plan.acts),
        ActionKind.BLOCK: ngettext("Blocking %(n)s account", "Blocking %(n)s accounts", plan.acts),
        ActionKind.REPORT: ngettext(
            "Reporting %(n)s message", "Reporting %(n)s messages", plan.acts
        ),
    }
    other = ngettext("%(n)s act: %(kind)s", "%(n)s acts: %(kind)s", plan.acts)
    kind = {"kind": plan.get_kind_display()}
    return sentences.get(plan.kind, other) % (number(plan.acts) | kind)


def verb(plan: Any, acts: int) -> str:
    """Say what her yes will do."""
    sentences = {
        ActionKind.MUTE: ngettext("Mute %(n)s account", "Mute %(n)s accounts", acts),
        ActionKind.BLOCK: ngettext("Block %(n)s account", "Block %(n)s accounts", acts),
    }
    other = ngettext("Do %(n)s thing", "Do %(n)s things", acts)
    return sentences.get(plan.kind, other) % number(acts)


def counts(found: queries.Counts) -> list[tuple[int, str, str]]:
    """Say how many acts stand how: what needs her first."""
    needs = {ActionState.BY_HAND, ActionState.UNSURE, ActionState.FAILED}
    return [
        (n, str(state.label), "needs" if state in needs else "")
        for state, n in sorted(found.states.items(), key=lambda it: list(ActionState).index(it[0]))
    ]


def takes(outlook: queries.Outlook, now: datetime) -> Takes:
    """Say what a plan takes on one account; its limits only where they hold it up."""
    wait = outlook.ends_at - now
    return Takes(
        label_of(outlook.connection.platform),
        outlook.acts,
        outlook.points,
        tuple(_limit(each.points, each.seconds) for each in outlook.limits),
        about(wait),
        outlook.ends_at,
        outlook.connection.state == ConnectionState.LOST,
    )


def who_cannot_tell(outlooks: Iterable[queries.Outlook]) -> str:
    """Name a platform that does not tell whom she follows, or nothing."""
    for each in outlooks:
        if "read.relations" not in each.abilities:
            return label_of(each.connection.platform)
    return ""


def report(aim: queries.Aim, kept: queries.Kept, language: str) -> str:
    """Word a report that she sends herself, for the platform's team, in the language she chose."""
    with translation.override(language):
        facts = [
            _("I report this to you: %(url)s") % {"url": aim.url}
            if aim.url
            else _("I report this account to you."),
            _("Account: %(account)s") % {"account": _named(aim)},
            kept.written_at
            and _("Written: %(time)s") % {"time": f"{kept.written_at:%Y-%m-%d %H:%M} UTC"},
            aim.reason in Category
            and _("What it is: %(what)s") % {"what": Category(aim.reason).label},
            kept.words and _("What was written: “%(words)s”") % {"words": kept.words},
            aim.note,
            kept.number and _("I have kept it as evidence. Please keep what you have of it, too."),
            _(
                "Please look at it under your rules, tell me what you decide, and give me a number for this report."
            ),
        ]
        return "\n\n".join(fact for fact in facts if fact)


def _named(aim: queries.Aim) -> str:
    handle = aim.handle and f"@{aim.handle.lstrip('@')}"
    return " ".join(
        filter(None, [handle, f"({aim.author})" if aim.author and handle else aim.author])
    )


def _limit(points: int, seconds: int) -> str:
    words = {"n": number(points)["n"], "time": _span(timedelta(seconds=seconds))}
    return _("%(n)s points in %(time)s") % words


def about(span: timedelta) -> str:
    """Say roughly how long something takes."""
    if span < MINUTE:
        return _("less than a minute")
    return _("about %(time)s") % {"time": _span(span)}


def _span(span: timedelta) -> str:
    if span < 50 * MINUTE:
        n = max(1, round(span / MINUTE))
        return ngettext("%(n)s minute", "%(n)s minutes", n) % number(n)
    if span < 2 * DAY and span != DAY:
        n = max(1, round(span / HOUR))
        return ngettext("%(n)s hour", "%(n)s hours", n) % number(n)
    n = round(span / DAY)
    return ngettext("%(n)s day", "%(n)s days", n) % number(n)


def number(n: int) -> dict[str, str]:
    return {"n": number_format(n, force_grouping=True)}
