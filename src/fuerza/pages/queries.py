"""Which texts of pages are shown, and the revisions behind them."""

from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.db.models import QuerySet

from fuerza.pages.choices import UNDER_WAY, RevisionState
from fuerza.pages.models import Revision
from fuerza.people.models import Person

__all__ = [
    "Held",
    "Revision",
    "begun_from",
    "body_before",
    "draft_of",
    "revision_in",
    "revisions_of",
    "shown_body",
    "shown_in",
    "under_way",
    "waits_for",
]


class Held(NamedTuple):
    """A text that is shown, without its words."""

    name: str
    part: str
    revision: UUID
    reviewed_by: str
    reviewed_on: date | None


def shown_in(room: str) -> list[Held]:
    """List the texts of a domain's pages that are shown."""
    rows = Revision.objects.filter(page__room=room, state=RevisionState.SHOWN)
    fields = ("page__name", "part", "pk", "reviewed_by", "reviewed_on")
    return [Held(*row) for row in rows.order_by("page__name", "part").values_list(*fields)]


def shown_body(revision: UUID) -> str:
    """Return the words of one of those; "" where it was removed in between."""
    rows = Revision.objects.filter(pk=revision).values_list("body", flat=True)
    return rows.first() or ""


def revisions_of(room: str, name: str, part: str) -> QuerySet[Revision]:
    """List what a text has been through, the newest first; drafts of whoever it is among them."""
    rows = Revision.objects.filter(page__room=room, page__name=name, part=part)
    return rows.select_related("made_by").prefetch_related("reviews__person").order_by("-number")


def draft_of(room: str, name: str, part: str, person: Person) -> Revision | None:
    """Return what she is writing there, or what was sent back to her unless another text has been shown since."""
    rows = revisions_of(room, name, part)
    hers = rows.filter(made_by=person, state__in=(*UNDER_WAY, RevisionState.RETURNED)).first()
    if hers is None or hers.state in UNDER_WAY:
        return hers
    return None if rows.filter(state=RevisionState.SHOWN, number__gt=hers.number).exists() else hers


def under_way(room: str) -> QuerySet[Revision]:
    """List what somebody is writing or has proposed anywhere, the oldest first."""
    rows = Revision.objects.filter(page__room=room, state__in=UNDER_WAY)
    return rows.select_related("page", "made_by").order_by("changed_at", "number")


def revision_in(room: str, pk: UUID) -> Revision | None:
    rows = Revision.objects.filter(page__room=room, pk=pk)
    return rows.select_related("page", "made_by").prefetch_related("reviews__person").first()


def body_before(revision: Revision) -> str | None:
    """Return what readers saw before a revision that they see or saw; None where that was no revision."""
    rows = Revision.objects.filter(page=revision.page_id, part=revision.part)
    before = rows.filter(shown_at__lt=revision.shown_at).order_by("-shown_at")
    return before.values_list("body", flat=True).first()


def begun_from(room: str, name: str) -> set[tuple[str, str]]:
    """Return (part, digest) of every text that one of a page's revisions was begun from."""
    rows = Revision.objects.filter(page__room=room, page__name=name)
    return set(rows.values_list("part", "over").distinct())


def waits_for(room: str, person: Person) -> int:
    """Count the proposals of others, to which she can say yes or no."""
    rows = Revision.objects.filter(page__room=room, state=RevisionState.PROPOSED)
    return rows.exclude(made_by=person).count()
