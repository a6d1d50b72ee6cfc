"""What happened around a case in one order: what was written, what she logged, what was done, who helped.

A page of it is a page of exhibits, and whatever else lies between its first and the next page's first.
"""

import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import Literal

import msgspec
from django.db.models import Count, Max

from fuerza.acts.choices import ActionKind, ActionState
from fuerza.acts.models import Action
from fuerza.cases.models import CaseExhibit
from fuerza.cases.queries.cases import CaseAt, exhibits_in
from fuerza.cases.queries.masking import masked
from fuerza.cases.queries.told import ToldExhibit, ToldIncident, exhibits_told
from fuerza.core.keyrings import Opened
from fuerza.desk.models import Mention
from fuerza.people import queries as people
from fuerza.people.models import Grant

ON_A_PAGE = 50
_DONE = (ActionState.DONE, ActionState.UNDONE)
Kind = Literal["exhibit", "incident", "done", "undone", "helps", "helped", "opened", "closed"]


class Numbers(msgspec.Struct, frozen=True, kw_only=True):
    """A case in numbers: all in clear, so it is said while she is locked."""

    exhibits: int
    accounts: int
    platforms: int
    first_at: datetime | None
    last_at: datetime | None


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """One thing on the spine. Exhibits and incidents bring themselves; acts their kind and how many accounts."""

    at: datetime
    kind: Kind
    exhibit: ToldExhibit | None = None
    incident: ToldIncident | None = None
    act: ActionKind | None = None
    number: int = 0
    name: str = ""


class Span(msgspec.Struct, frozen=True, kw_only=True):
    """From when (None: from the beginning) until before when (None: to the end)."""

    since: datetime | None = None
    until: datetime | None = None

    def holds(self, at: datetime) -> bool:
        return (self.since is None or at >= self.since) and (self.until is None or at < self.until)


def numbers_of(at: CaseAt) -> Numbers:
    """Count a case with two queries, whatever it holds."""
    rows = CaseExhibit.objects.filter(case=at.case)
    counted = rows.aggregate(
        exhibits=Count("pk"),
        platforms=Count("exhibit__platform", distinct=True),
        last_at=Max("happened_at"),
    )
    mentions = Mention.objects.filter(person=at.owner, exhibit__case_exhibits__case=at.case)
    accounts = mentions.aggregate(number=Count("author_key", distinct=True))["number"]
    first_at = rows.order_by("happened_at", "id").values_list("happened_at", flat=True).first()
    return Numbers(accounts=accounts, first_at=first_at, **counted)


def page_of(at: CaseAt, number: int) -> tuple[list[CaseExhibit], Span]:
    """Take a page of the case's exhibits, from 1, and the span of time that is its own."""
    start = (number - 1) * ON_A_PAGE
    rows = list(exhibits_in(at)[start : start + ON_A_PAGE + 1])
    more, rows = rows[ON_A_PAGE:], rows[:ON_A_PAGE]
    return rows, Span(
        since=rows[0].happened_at if rows and number > 1 else None,
        until=more[0].happened_at if more else None,
    )


def timeline(
    at: CaseAt, exhibits: Sequence[ToldExhibit], incidents: Sequence[ToldIncident], span: Span
) -> list[Event]:
    """Put all of a span into one order; what happened at the same moment as it is listed here."""
    events = [
        *(Event(at=it.happened_at, kind="exhibit", exhibit=it) for it in exhibits),
        *(Event(at=it.happened_at, kind="incident", incident=it) for it in incidents),
        *_acts(at),
        *_helpers(at),
        Event(at=at.case.opened_at, kind="opened"),
        *([Event(at=at.case.closed_at, kind="closed")] if at.case.closed_at else []),
    ]
    return sorted((it for it in events if it.exhibit or span.holds(it.at)), key=lambda it: it.at)


def timeline_page(
    at: CaseAt,
    opened: Opened,
    incidents: Sequence[ToldIncident],
    number: int,
    shown: uuid.UUID | None = None,
) -> list[Event]:
    """Open one page of the timeline; to a masked helper the one exhibit that is `shown`."""
    rows, span = page_of(at, number)
    return timeline(at, masked(at, exhibits_told(at, rows, opened), shown), incidents, span)


def _acts(at: CaseAt) -> list[Event]:
    """Tell what platforms did about what is in the case: each plan once, with how many accounts it reached."""
    rows = (
        Action.objects.filter(
            exhibits__case_exhibits__case=at.case, state__in=_DONE, ended_at__isnull=False
        )
        .values("plan_id", "kind", "state")
        .annotate(number=Count("pk", distinct=True), ended=Max("ended_at"))
        .order_by("ended")
    )
    return [
        Event(
            at=row["ended"],
            kind="undone" if row["state"] == ActionState.UNDONE else "done",
            act=ActionKind(row["kind"]),
            number=row["number"],
        )
        for row in rows
    ]


def _helpers(at: CaseAt) -> list[Event]:
    """Tell who was let into the case, and when that ended: to her alone."""
    if not at.is_own:
        return []
    found = []
    for grant in Grant.objects.filter(owner=at.owner, scope_id=at.case.pk).select_related("actor"):
        name = people.name_of(grant.actor)
        found.append(Event(at=grant.starts_at, kind="helps", name=name))
        found.append(Event(at=grant.ended_at or grant.ends_at, kind="helped", name=name))
    return found
