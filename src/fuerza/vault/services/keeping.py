"""Keeping: from a post or what she saw to an exhibit, sealed to her case's public key, so it works while she is locked.

Keys are committed first and rows after, so a row without its key can't be; a key without its row opens nothing.
"""

import secrets
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from importlib.metadata import version
from typing import Literal

import msgspec
from django.db import DatabaseError, OperationalError, transaction
from django.db.models import Max

from fuerza.core import audit, crypto
from fuerza.core.ids import uuid7
from fuerza.core.models import SealedKey
from fuerza.people.models import Person
from fuerza.vault.choices import CustodyVerb, ExhibitState, NotKept
from fuerza.vault.models import CaseKey, Custody, Exhibit, Receipt
from fuerza.vault.queries import Body, body_place
from fuerza.vault.services import log
from fuerza.vault.services.case_keys import case_key_for
from safeguard import evidence
from safeguard.evidence.minors import said_to_show_a_minor
from safeguard.evidence.record import SALT_SIZE, SCHEMA
from safeguard.platforms.names import in_clear
from safeguard.records import Post

MAX_BODY = 12_000_000
VERSION = version("fuerza")
TOOL = f"fuerza {VERSION}"
# SQLite's names, and PostgreSQL's states for a lock not had, a query stopped, a deadlock
_BUSY = ("SQLITE_BUSY", "SQLITE_LOCKED", "55P03", "57014", "40P01")


class KeepingFailed(RuntimeError):
    """Nothing was kept; `code` (a NotKept) says why, so that she can be told and act without."""

    def __init__(self, code: NotKept, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code


class ShowsAMinor(KeepingFailed):
    """It shows, or says that it shows, a sexual image of somebody under 18: nothing of it is kept, whoever asks."""

    def __init__(self) -> None:
        super().__init__(NotKept.NOT_ALLOWED, "It shows a sexual image of a minor.")


class Keepable(msgspec.Struct, frozen=True, kw_only=True):
    """One thing to keep, how it was taken in, and what was thought of it. `media` are sealed as received."""

    post: Post
    capture: evidence.Capture
    media: tuple[evidence.Medium, ...] = ()
    assessment: evidence.Assessment | None = None
    reason: str = ""

    @property
    def size(self) -> int:
        return len(self.post.raw) + sum(len(each.body) for each in self.media)


class _Sealed(msgspec.Struct, frozen=True):
    exhibit: Exhibit
    key: crypto.ContentKey
    receipt: Receipt


def capture_now(
    method: Literal["api", "file", "seen"], *, now: datetime, raw_type: str = "application/json"
) -> evidence.Capture:
    """Say that something was taken in here and now, by this version of the software."""
    return evidence.Capture(
        started_at=now,
        ended_at=now,
        method=method,
        tool="fuerza",
        version=VERSION,
        raw_type=raw_type,
    )


def keep(
    *,
    person: Person,
    items: Sequence[Keepable],
    by: Person | None,
    now: datetime,
    beside: Exhibit | None = None,
) -> list[Exhibit]:
    """Keep all of `items` as her exhibits, or none; `by` is None for the machine. Her keyring may be locked.

    Call it outside a transaction of your own where a failure is not your end: a full disk ends the outer one too.
    What is kept `beside` an exhibit lies under the same keys: whoever opens that one opens it.

    Raises:
        ShowsAMinor: an item says of itself that it does.
        KeepingFailed: an item is too large or has no canonical form, the disk is full, or the database was busy.
        KeyGone: she has no keyring.

    """
    if any(item.size > MAX_BODY for item in items):
        raise KeepingFailed(NotKept.NOT_ALLOWED, "An item was larger than 12 MB.")
    if any(said_to_show_a_minor(item.post) for item in items):
        raise ShowsAMinor
    with _failure_told():
        case = beside.case_key if beside else case_key_for(person, now=now)
        sealed = [_sealed(item, case, now=now) for item in items]
        for each in sealed:
            each.exhibit.beside = beside
        _hand_on(sealed, case, beside)
        try:
            _store(sealed, person, by=by, now=now)
        except DatabaseError:
            _take_back(sealed)
            raise
    return [each.exhibit for each in sealed]


def _sealed(item: Keepable, case: CaseKey, *, now: datetime) -> _Sealed:
    exhibit_id = uuid7()
    record = evidence.record_bytes(_record(item, exhibit_id))
    receipt = evidence.Receipt.of(record, made_at=now, tool=TOOL)
    body = Body(
        record=record,
        raw=item.post.raw,
        media=item.media,
        assessment=item.assessment,
        reason=item.reason,
    )
    key = crypto.ContentKey(exhibit_id, secrets.token_bytes(32))
    exhibit = Exhibit(
        id=exhibit_id,
        person_id=case.person_id,
        case_key=case,
        record_version=SCHEMA,
        state=ExhibitState.KEPT,
        platform=in_clear(item.post.platform, otherwise=item.capture.method),
        method=item.capture.method,
        commitment=bytes.fromhex(receipt.commitment),
        sealed=crypto.encrypt(key.secret, msgspec.msgpack.encode(body), body_place(exhibit_id)),
        size=item.size,
        written_at=item.post.written_at,
        kept_at=now,
    )
    return _Sealed(exhibit, key, Receipt(exhibit_id=exhibit_id, text=receipt.render(), made_at=now))


def _record(item: Keepable, exhibit_id: uuid.UUID) -> evidence.Record:
    # no sequence: her counting would tell whoever gets some of the items how many there are
    identity = evidence.Identity(id=str(exhibit_id), case=None, type=item.post.kind, sequence=None)
    return evidence.make_record(
        identity=identity,
        post=item.post,
        capture=item.capture,
        salt=secrets.token_bytes(SALT_SIZE),
        media=item.media,
    )


def _hand_on(sealed: Sequence[_Sealed], case: CaseKey, beside: Exhibit | None) -> None:
    keys = [each.key for each in sealed]
    readers = {case.id: bytes(case.public)}
    if beside:
        holders = SealedKey.objects.filter(key_id=beside.pk).values_list("holder_id", flat=True)
        joined = CaseKey.objects.filter(pk__in=list(holders))
        readers |= {each.pk: bytes(each.public) for each in joined}
    with transaction.atomic(using="keys"):
        crypto.hand_on_all(keys, owner_id=case.person_id, readers=readers)


@transaction.atomic
def _store(sealed: Sequence[_Sealed], person: Person, *, by: Person | None, now: datetime) -> None:
    Person.objects.select_for_update().only("pk").get(pk=person.pk)  # two must not take one number
    last = Exhibit.objects.filter(person=person).aggregate(last=Max("number"))["last"] or 0
    for number, each in enumerate(sealed, start=last + 1):
        each.exhibit.number = number
    Exhibit.objects.bulk_create([each.exhibit for each in sealed])
    Receipt.objects.bulk_create([each.receipt for each in sealed])
    Custody.objects.bulk_create(
        [
            Custody(exhibit=each.exhibit, verb=CustodyVerb.CAPTURED, actor=by, at=now)
            for each in sealed
        ]
    )
    kept = [each.exhibit.id for each in sealed]
    audit.note_all(person.id, by.id if by else None, "vault.kept", kept, at=now)
    log.add_kept([each.exhibit for each in sealed])


def _take_back(sealed: Sequence[_Sealed]) -> None:
    with suppress(DatabaseError):  # what stays is a key to nothing, which the sweep drops
        SealedKey.objects.filter(key_id__in=[each.key.id for each in sealed]).delete()


@contextmanager
def _failure_told() -> Iterator[None]:
    try:
        yield
    except OperationalError as error:
        cause = error.__cause__
        name = getattr(cause, "sqlite_errorname", None) or getattr(cause, "sqlstate", None) or ""
        if name.startswith(_BUSY):
            raise KeepingFailed(NotKept.SLOW, "The database was busy for too long.") from error
        raise KeepingFailed(NotKept.DISK_FULL, "The database could not be written.") from error
    except evidence.EvidenceError as error:
        raise KeepingFailed(NotKept.NOT_ALLOWED, str(error)) from error
