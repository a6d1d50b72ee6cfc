"""From her desk into a case: what isn't kept yet is kept first; and the least of a flood in one go."""

import uuid
from collections.abc import Collection
from contextlib import suppress
from datetime import datetime
from typing import Any

import msgspec
from django.db.models import QuerySet

from fuerza.cases.choices import Exactness
from fuerza.cases.models import Case
from fuerza.cases.queries import IncidentBody, Least, own
from fuerza.cases.services.adding import NotAllowed, add
from fuerza.cases.services.opening import open_case, put_away
from fuerza.cases.services.writing import log_incident
from fuerza.core.keyrings import Opened
from fuerza.desk import services as desk_services
from fuerza.desk.choices import Decision
from fuerza.desk.models import Mention
from fuerza.desk.queries import Desk, entry_in, mentions_in
from fuerza.vault import queries as vault
from fuerza.vault.models import Exhibit


class Chosen(msgspec.Struct, frozen=True, kw_only=True):
    """What she chose for a case: messages, or what she kept already; into which case (None: a new one)."""

    mentions: QuerySet[Any] | None = None
    exhibits: tuple[uuid.UUID, ...] = ()
    case: Case | None = None
    title: str = ""


class Gathered(msgspec.Struct, frozen=True, kw_only=True):
    """What became of it: how many are new to the case, could not be kept, are left; `entry` is what kept them."""

    case: Case
    added: int
    not_kept: int = 0
    left: int = 0
    entry: uuid.UUID | None = None


class _Kept(msgspec.Struct, frozen=True, kw_only=True):
    ids: tuple[uuid.UUID, ...] = ()
    not_kept: int = 0
    left: int = 0
    entry: uuid.UUID | None = None


def gather(*, desk: Desk, chosen: Chosen, opened: Opened | None, now: datetime) -> Gathered:
    """Put what she chose into a case of hers, up to 2,000 messages at once; a new case is opened when all is kept.

    Raises:
        NotAllowed: it is not her own desk.
        DeskLocked: something must be kept first, and her desk is locked.
        KeepingFailed: the vault could not keep it. Nothing was changed.

    """
    if not desk.is_own:
        raise NotAllowed
    kept = _kept(desk, chosen, opened, now)
    ids = {*chosen.exhibits, *kept.ids}
    exhibits: Collection[Exhibit] = list(vault.kept_by(desk.owner).filter(pk__in=ids))
    if chosen.case is None:
        case = open_case(
            person=desk.owner, title=chosen.title, exhibits=exhibits, opened=opened, now=now
        )
        added = len(exhibits)
    else:
        case = chosen.case
        at = own(case, desk.owner)
        added = len(add(at=at, exhibits=exhibits, opened=opened, now=now))
    return Gathered(
        case=case, added=added, not_kept=kept.not_kept, left=kept.left, entry=kept.entry
    )


def log_least(
    *, desk: Desk, least: Least, what: str, opened: Opened | None, now: datetime
) -> Gathered:
    """Make a case of the least of many messages, its incident log begun with `what`; raises as `gather` does."""
    rows = mentions_in(desk).filter(pk__in=least.chosen)
    done = gather(desk=desk, chosen=Chosen(mentions=rows), opened=opened, now=now)
    inside = done.case.case_exhibits.order_by("happened_at", "id")
    body = IncidentBody(
        what=what,
        zone=desk.owner.zone,
        exactness=Exactness.MINUTE,
        exhibits=tuple(inside.values_list("exhibit_id", flat=True)),
    )
    log_incident(at=own(done.case, desk.owner), happened_at=least.first_at, body=body, now=now)
    return done


def undo_least(
    *, desk: Desk, case: Case, entry: uuid.UUID | None, opened: Opened | None, now: datetime
) -> None:
    """Put the case away again, and what was decided back; what was kept stays kept."""
    put_away(at=own(case, desk.owner), now=now)
    decided = entry_in(desk, entry) if entry else None
    if decided is not None:
        with suppress(desk_services.AlreadyUndone):
            desk_services.undo(desk=desk, entry=decided, now=now, opened=opened)


def _kept(desk: Desk, chosen: Chosen, opened: Opened | None, now: datetime) -> _Kept:
    """Keep those of the messages that aren't yet; what a platform forbids to keep is passed over and counted."""
    if chosen.mentions is None:
        return _Kept()
    rows = chosen.mentions
    if chosen.case is not None:
        rows = rows.exclude(exhibit__case_exhibits__case=chosen.case)
    most = desk_services.AT_ONCE
    facts = list(rows.values_list("pk", "exhibit_id", "may_keep")[: most + 1])
    left = rows.count() - most if len(facts) > most else 0
    facts = facts[:most]
    loose = [pk for pk, exhibit_id, may_keep in facts if exhibit_id is None and may_keep]
    entry = None
    if loose:
        with suppress(desk_services.AlreadyDecided):
            decided = desk_services.decide(
                desk=desk,
                mentions=mentions_in(desk).filter(pk__in=loose),
                choice=desk_services.Choice(decision=Decision.KEPT, leaves_danger=len(loose) > 1),
                opened=opened,
                now=now,
            )
            entry = decided.entry.pk
    ids = [pk for pk, _exhibit_id, _may_keep in facts]
    kept = Mention.objects.filter(pk__in=ids, exhibit__isnull=False)
    exhibits = tuple(kept.values_list("exhibit_id", flat=True))
    return _Kept(ids=exhibits, not_kept=len(ids) - len(exhibits), left=left, entry=entry)
