"""Deciding on many in steps, within one request and over several: one entry, one plan, one undo."""

from collections.abc import Callable
from datetime import datetime, timedelta

import msgspec
from django.db.models import QuerySet

from fuerza.core.keyrings import Opened
from fuerza.desk.models import DecisionEntry, Mention
from fuerza.desk.queries import Desk
from fuerza.desk.services.deciding import AlreadyDecided, Choice, Decided, DeskLocked, decide
from fuerza.vault.services import KeepingFailed

A_WHILE = timedelta(seconds=20)  # of one request: her key is in none of our jobs
Clock = Callable[[], datetime]


def decide_on_all(
    *,
    desk: Desk,
    mentions: QuerySet[Mention],
    choice: Choice,
    opened: Opened | None,
    clock: Clock,
    onto: DecisionEntry | None = None,
) -> Decided:
    """Decide on all of them, step by step, for a while; while it `has_more`, call again with the entry.

    What was done stays done, whatever stops a later step: that is named in what is returned.

    Raises:
        As `decide`, where the first step could not be taken.
    """
    began = clock()
    before = onto.decided.count() if onto else 0
    done = decide(desk=desk, mentions=mentions, choice=choice, opened=opened, now=began, onto=onto)
    count = before + done.count
    while done.has_more and clock() - began < A_WHILE:
        try:
            done = decide(
                desk=desk,
                mentions=mentions,
                choice=choice,
                opened=opened,
                now=clock(),
                onto=done.entry,
            )
        except AlreadyDecided:  # by somebody else, meanwhile
            done = msgspec.structs.replace(done, has_more=False)
        except (DeskLocked, KeepingFailed) as failed:
            return msgspec.structs.replace(done, count=count, stopped_by=failed)
        else:
            count += done.count
    return msgspec.structs.replace(done, count=count)
