"""What became of her reports, where a platform tells it."""

import uuid
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import cast

from django.db.models import QuerySet

from fuerza.acts.choices import ActionKind, ActionState, Answer
from fuerza.acts.models import Action
from fuerza.acts.queries import reference_of
from fuerza.acts.services.reaching import reach
from fuerza.connections.models import Connection
from fuerza.connections.services.linking import lose
from safeguard.platforms.base import (
    AccessLost,
    Answering,
    PlatformDown,
    RateLimited,
    UnexpectedReply,
)

FOR = timedelta(days=60)  # whoever has not answered by then won't
AT_ONCE = 50


def open_reports(*, now: datetime) -> list[uuid.UUID]:
    """Name the accounts that have reports which may still be answered."""
    found = _open(now).order_by().values_list("connection", flat=True).distinct()
    return [pk for pk in found if pk]


def ask_for_answers(
    connection_id: uuid.UUID, *, clock: Callable[[], datetime], beat: Callable[..., None]
) -> None:
    """Ask what became of the newest reports of one account; where it can't be told, nothing is changed."""
    connection = Connection.objects.filter(pk=connection_id).first()
    reached = reach(connection, now=clock()) if connection else None
    if reached is None or "report.status" not in reached.network.capabilities:
        return
    network = cast("Answering", reached.network)
    reports = _open(clock()).filter(connection=connection_id).select_related("plan")
    for report in reports.order_by("-ended_at")[:AT_ONCE]:
        try:
            said = network.report_status(reached.access, reference_of(report))
        except AccessLost:
            lose(connection=cast("Connection", connection))
            return
        except (PlatformDown, RateLimited, UnexpectedReply):  # asked again in an hour
            return
        if said in Answer.values:
            Action.objects.filter(pk=report.pk).update(answer=said)
        beat()


def _open(now: datetime) -> QuerySet[Action]:
    sent = Action.objects.filter(
        kind=ActionKind.REPORT, state=ActionState.DONE, ended_at__gte=now - FOR
    )
    return sent.exclude(sealed_ref=b"").exclude(answer=Answer.CLOSED)
