"""The pictures of what was kept: fetched where she asked for them, by a job, and kept as an exhibit beside the first.

Whoever runs the server they lie on may see that somebody asked; and one that shows a sexual image of a minor must never
come here. So nothing is fetched before she has said both: that she wants it, and that none is known to show that.
"""

import uuid
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

import msgspec
from django.db import transaction

from fuerza.core import audit, crypto, http, jobs
from fuerza.people.models import Person
from fuerza.vault.choices import ExhibitState, FetchState, Method, NotFetched
from fuerza.vault.models import Exhibit, Fetching
from fuerza.vault.services.erasing import erase
from fuerza.vault.services.holding import release
from fuerza.vault.services.keeping import Keepable, KeepingFailed, ShowsAMinor, capture_now, keep
from safeguard.evidence.fetching import Fetched, fetch, told_of
from safeguard.evidence.minors import said_to_show_a_minor
from safeguard.records import Post

MOST_TRIES = 7
FIRST_WAIT = timedelta(minutes=5)  # then twice as long each time: five hours in all
_NOBODY = {
    "User-Agent": "Mozilla/5.0 (compatible)"
}  # what is asked for here tells of no one in particular


def client() -> http.Client:
    """Make a client that tells the other side nothing of who asks, or by what."""
    reach = http.client(keeps=False)
    reach.headers.update(_NOBODY)
    return reach


@transaction.atomic
def ask_for_pictures(*, exhibit: Exhibit, post: Post, by: Person, now: datetime) -> bool:
    """Have a job fetch what the post of an exhibit shows; False where nothing is to be fetched, or it was asked for.

    What came to nothing may be asked for again.

    Raises:
        ShowsAMinor: the post says so of itself.

    """
    if exhibit.method != Method.API or exhibit.beside_id or not post.media:
        return False
    if said_to_show_a_minor(post):
        raise ShowsAMinor
    if _locked(exhibit) is None:
        return False
    if Fetching.objects.filter(exhibit=exhibit).exclude(state=FetchState.DONE, got=0).exists():
        return False
    where = msgspec.json.encode(msgspec.structs.replace(post, text="", raw=b""))
    sealed = crypto.seal_personal(exhibit.person_id, where.decode(), _place(exhibit.pk))
    begun = {"state": FetchState.WAITING, "sealed": sealed, "tries": 0, "left": []}
    Fetching.objects.update_or_create(
        exhibit=exhibit, defaults=begun | {"asked_at": now, "ended_at": None}
    )
    audit.note(exhibit.person_id, by.pk, "vault.asked_for_pictures", exhibit.pk, at=now)
    jobs.enqueue("vault.pictures", key=str(exhibit.pk), now=now, exhibit=exhibit.pk)
    return True


def never_fetch(*, exhibit: Exhibit, by: Person, now: datetime) -> None:
    """Take her word that one shows a sexual image of a minor: none is fetched any more, and those that are here go.

    A hold does not keep them: they must not be here.
    """
    with transaction.atomic():
        over = {"state": FetchState.NEVER, "sealed": b"", "ended_at": now}
        Fetching.objects.update_or_create(
            exhibit=exhibit, defaults=over, create_defaults=over | {"asked_at": now}
        )
        audit.note(exhibit.person_id, by.pk, "vault.never_fetch", exhibit.pk, at=now)
        here = list(exhibit.pictures.filter(state=ExhibitState.KEPT).defer("sealed"))
        for each in here:
            release(exhibit=each, now=now)
    erase(exhibits=here, by=by, now=now)


def fetch_pictures(
    exhibit_id: uuid.UUID,
    *,
    reach: http.Client,
    clock: Callable[[], datetime],
    beat: Callable[[], None],
) -> datetime | None:
    """Fetch what was asked for and keep it; return when to try again, or None where that is over.

    Run again after a crash, it begins again: nothing is written down before all of it is.
    """
    waiting = Fetching.objects.filter(pk=exhibit_id, state=FetchState.WAITING)
    around = waiting.select_related("exhibit__person", "exhibit__case_key")
    row = around.defer("exhibit__sealed").first()
    if row is None:
        return None
    began, fetched = clock(), list[Fetched]()
    for each in fetch(_post(row).media, client=reach, clock=clock):
        fetched.append(each)
        beat()
    row.tries += 1
    if row.tries < MOST_TRIES and any(each.may_come_later for each in fetched):
        return _later(row, clock())
    try:
        _keep(row, fetched, began=began, now=clock(), beat=beat)
    except KeepingFailed:
        if row.tries < MOST_TRIES:
            return _later(row, clock())
        _end(row, got=0, left=[NotFetched.NOT_KEPT], now=clock())
    return None


def _later(row: Fetching, now: datetime) -> datetime:
    Fetching.objects.filter(pk=row.pk, state=FetchState.WAITING).update(tries=row.tries)
    return now + FIRST_WAIT * (1 << (row.tries - 1))


@transaction.atomic
def _keep(
    row: Fetching,
    fetched: Sequence[Fetched],
    *,
    began: datetime,
    now: datetime,
    beat: Callable[[], None],
) -> None:
    """Keep what came as an exhibit of its own, unless the one it belongs to is gone by now, or it is not to be."""
    exhibit = row.exhibit
    # her row first, as in keeping; not for its key, on which a line of custody may be waiting
    Person.objects.select_for_update(no_key=True).only("pk").filter(pk=exhibit.person_id).first()
    if _locked(exhibit) is None:
        return
    media = tuple(each.medium for each in fetched if each.medium)
    left = [each.answer.left for each in fetched if each.answer.left]
    if not _end(row, got=len(media), left=left, now=now):
        return
    if media:
        taken = msgspec.structs.replace(capture_now("api", now=now), started_at=began)
        shown = msgspec.structs.replace(_post(row), kind="media", raw=told_of(fetched))
        item = Keepable(post=shown, capture=taken, media=media)
        keep(person=exhibit.person, items=[item], by=None, now=now, beside=exhibit)
    beat()


def _end(row: Fetching, *, got: int, left: Sequence[str], now: datetime) -> bool:
    waiting = Fetching.objects.filter(pk=row.pk, state=FetchState.WAITING)
    over = {"state": FetchState.DONE, "sealed": b"", "ended_at": now}
    return bool(waiting.update(got=got, left=list(left), tries=row.tries, **over))


def _locked(exhibit: Exhibit) -> Exhibit | None:
    """Hold the row until the transaction ends, so that it is not destroyed meanwhile; None where it was."""
    there = Exhibit.objects.filter(pk=exhibit.pk, state=ExhibitState.KEPT)
    return there.select_for_update(of=("self",)).only("pk").first()


def _post(row: Fetching) -> Post:
    said = crypto.open_personal(row.exhibit.person_id, bytes(row.sealed), _place(row.pk))
    return msgspec.json.decode(said, type=Post)


def _place(exhibit_id: uuid.UUID) -> bytes:
    return crypto.place("vault_fetching", exhibit_id, "sealed")
