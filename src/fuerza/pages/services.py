"""Writing pages together: keep a draft, propose it, have a second person say yes or no."""

from datetime import datetime
from uuid import UUID

import msgspec
from django.db import transaction
from django.db.models import Max

from fuerza.pages.choices import RevisionState
from fuerza.pages.models import Page, Review, Revision
from fuerza.people.models import Person


class NotHers(ValueError):
    """Only the writer changes, proposes or takes back a revision, and only somebody else decides on it."""


class NotThere(ValueError):
    """The revision is not where this step begins, or is no longer."""


class ChangedMeanwhile(ValueError):
    """Another text has been shown since this one was begun."""


class Written(msgspec.Struct, frozen=True, kw_only=True):
    """A text as somebody leaves it: the digest of what it changes, and of what it is a translation."""

    body: str
    over: str = ""
    source: str = ""
    note: str = ""


@transaction.atomic
def begin(*, room: str, name: str, pk: UUID, now: datetime) -> Page:
    """Return the page of a name, made if it is not there yet."""
    return Page.objects.get_or_create(room=room, name=name, defaults={"id": pk, "made_at": now})[0]


@transaction.atomic
def lay(*, page: Page, part: str, body: str, by: Person, now: datetime) -> None:
    """Lay down what needs no second look, since a reader sees nothing of it alone."""
    page.revisions.create(
        part=part,
        number=1,
        body=body,
        state=RevisionState.SHOWN,
        made_by=by,
        changed_at=now,
        shown_at=now,
    )


@transaction.atomic
def keep(*, page: Page, part: str, written: Written, by: Person, now: datetime) -> Revision:
    """Keep what she has written so far as her draft, a new one where she has none; a proposal becomes a draft again."""
    _hold(page)
    draft = page.revisions.filter(
        part=part, made_by=by, state__in=(RevisionState.DRAFT, RevisionState.PROPOSED)
    ).first()
    if draft is None:
        last = page.revisions.filter(part=part).aggregate(last=Max("number"))["last"] or 0
        draft = Revision(page=page, part=part, number=last + 1, made_by=by)
    draft.body, draft.over = written.body, written.over
    draft.source, draft.note = written.source, written.note
    draft.state, draft.changed_at = RevisionState.DRAFT, now
    draft.save()
    return draft


@transaction.atomic
def propose(*, revision: Revision, shown: str, by: Person, now: datetime) -> None:
    """Hand a draft to a second person. `shown` is the digest of what readers see now.

    Raises:
        NotHers: somebody else wrote it.
        NotThere: it is no draft any more.
        ChangedMeanwhile: readers see another text than the one she began from.

    """
    row = _held(revision, RevisionState.DRAFT)
    if row.made_by_id != by.pk:
        raise NotHers
    if row.over != shown:
        raise ChangedMeanwhile
    row.state, row.changed_at = RevisionState.PROPOSED, now
    row.save(update_fields=["state", "changed_at"])


@transaction.atomic
def drop(*, revision: Revision, by: Person) -> None:
    """Throw her own draft or proposal away.

    Raises:
        NotHers: somebody else wrote it.
        NotThere: it is part of the history by now.

    """
    row = _held(revision, RevisionState.DRAFT, RevisionState.PROPOSED)
    if row.made_by_id != by.pk:
        raise NotHers
    row.delete()


@transaction.atomic
def send_back(*, revision: Revision, words: str, by: Person, now: datetime) -> None:
    """Say no to a proposal, and why; the writer goes on from it.

    Raises:
        NotHers: it is her own.
        NotThere: it waits for nobody.

    """
    row = _reviewed(revision, by)
    row.state, row.changed_at = RevisionState.RETURNED, now
    row.save(update_fields=["state", "changed_at"])
    Review.objects.create(revision=row, person=by, is_yes=False, words=words, at=now)


@transaction.atomic
def show(
    *, revision: Revision, shown: str, reviewed_by: str, by: Person, now: datetime
) -> Revision:
    """Say yes to a proposal: readers see it from now on. `reviewed_by` is who says that all of it holds, if anybody.

    Raises:
        NotHers: it is her own.
        NotThere: it waits for nobody.
        ChangedMeanwhile: readers see another text than the one it changes.

    """
    row = _reviewed(revision, by)
    if row.over != shown:
        raise ChangedMeanwhile
    row.page.revisions.filter(part=row.part, state=RevisionState.SHOWN).update(
        state=RevisionState.REPLACED
    )
    row.state, row.changed_at, row.shown_at = RevisionState.SHOWN, now, now
    row.reviewed_by, row.reviewed_on = reviewed_by, now.date() if reviewed_by else None
    row.save()
    Review.objects.create(revision=row, person=by, is_yes=True, at=now)
    return row


def _hold(page: Page) -> None:
    """Have everybody wait who writes on the same page."""
    Page.objects.select_for_update().get(pk=page.pk)


def _held(revision: Revision, *states: RevisionState) -> Revision:
    _hold(revision.page)
    row = Revision.objects.select_related("page").filter(pk=revision.pk, state__in=states).first()
    if row is None:
        raise NotThere
    return row


def _reviewed(revision: Revision, by: Person) -> Revision:
    row = _held(revision, RevisionState.PROPOSED)
    if row.made_by_id == by.pk:
        raise NotHers
    return row
