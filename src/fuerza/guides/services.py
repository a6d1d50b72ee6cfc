"""Printing a handbook, one at a time in a process; and writing guides two by two, over what the files say."""

from datetime import datetime
from threading import BoundedSemaphore
from uuid import uuid4

from django.utils.text import slugify

from fuerza.guides import queries
from fuerza.guides.choices import Kind
from fuerza.guides.queries import ABOUT, ROOM, SOURCE, About, Work
from fuerza.pages import services as pages
from fuerza.pages.models import Revision
from fuerza.pages.services import Written
from fuerza.people.models import Person
from safeguard.publish.blocks import Document
from safeguard.publish.printing import printed

_one_at_a_time = BoundedSemaphore()
_SECONDS = 30
_LAST = 50  # a guide begun here stands below ours of its kind


class PressWasBusy(RuntimeError):
    """Another handbook is being printed at this moment."""


def print_handbook(*, document: Document) -> bytes:
    """Print a handbook, or refuse at once where another is being printed: anybody may ask for one.

    Raises:
        PressWasBusy: another is being printed.
        PrintingFailed: no PDF came out.

    """
    if not _one_at_a_time.acquire(blocking=False):
        raise PressWasBusy("Another handbook is being printed.")
    try:
        return printed(document, seconds=_SECONDS)
    finally:
        _one_at_a_time.release()


def begin_guide(*, title: str, lead: str, kind: Kind, by: Person, now: datetime) -> Work:
    """Begin a guide of this installation's own; nothing of it shows before its English text does."""
    pk = uuid4()
    name = f"{slugify(title)[:40] or 'own'}-{pk.hex[:6]}"
    page = pages.begin(room=ROOM, name=name, pk=pk, now=now)
    about = About(id=pk, kind=kind, order=_LAST)
    body = queries.composed_about(about)
    pages.lay(page=page, part=ABOUT, body=body, by=by, now=now)
    work = Work(id=pk, name=name, about=about)
    first = queries.composed(queries.Fields(title=title, lead=lead))
    written = Written(body=first, over=queries.stamp_of(""))
    keep(work=work, part=SOURCE, written=written, by=by, now=now)
    return work


def keep(*, work: Work, part: str, written: Written, by: Person, now: datetime) -> Revision:
    """Keep her draft of one text of a guide."""
    page = pages.begin(room=ROOM, name=work.name, pk=work.id, now=now)
    return pages.keep(page=page, part=part, written=written, by=by, now=now)


def propose(*, work: Work, revision: Revision, by: Person, now: datetime) -> None:
    """Hand a draft to a second person.

    Raises:
        GuideWasBroken: readers would not see it.
        NotHers, NotThere, ChangedMeanwhile: see fuerza.pages.services.

    """
    queries.tried(queries.place_of(work.name, revision.part), revision.body)
    pages.propose(revision=revision, shown=_shown(work, revision), by=by, now=now)


def show(*, work: Work, revision: Revision, reviewed_by: str, by: Person, now: datetime) -> None:
    """Say yes to what somebody else proposed: readers see it from now on.

    Raises:
        GuideWasBroken: what it rests on is no longer there.
        NotHers, NotThere, ChangedMeanwhile: see fuerza.pages.services.

    """
    queries.tried(queries.place_of(work.name, revision.part), revision.body)
    shown = _shown(work, revision)
    pages.show(revision=revision, shown=shown, reviewed_by=reviewed_by, by=by, now=now)


def _shown(work: Work, revision: Revision) -> str:
    return queries.stamp_of(queries.body_of(work, revision.part))
