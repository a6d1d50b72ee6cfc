"""The package she hands over: chosen exhibits, opened one at a time, a report, and words on how to check them."""

import logging
import threading
import uuid
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from types import MappingProxyType
from typing import BinaryIO, cast

import msgspec
from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from fuerza.core import audit
from fuerza.core.keyrings import Opened
from fuerza.people.models import Person
from fuerza.vault import queries
from fuerza.vault.choices import CustodyVerb
from fuerza.vault.models import Custody, Exhibit, Package
from fuerza.vault.queries import Body
from fuerza.vault.services.keeping import TOOL
from fuerza.vault.services.log import proofs_for
from fuerza.vault.services.report import report
from fuerza.vault.services.spool import SealedSpool
from safeguard import evidence
from safeguard.publish.blocks import Document
from safeguard.publish.locking import Locked
from safeguard.publish.printing import PrintingFailed, printed

log = logging.getLogger(__name__)
# printing, and making a key of a passphrase: each takes much memory
_one_at_a_time = threading.BoundedSemaphore(1)
_MOST_WORK = 18  # 256 MiB; more is refused by some programs that open age files


class ExhibitWasOutOfReach(LookupError):
    """An exhibit that was chosen is destroyed, somebody else's, or sealed to a keyring that is not open."""


class Wishes(msgspec.Struct, frozen=True, kw_only=True):
    """How she wants a package: its language, and as she likes her name in the report and a passphrase.

    `documents` are printed beside the report, each under its name.
    """

    language: str
    name: str = ""
    passphrase: str = ""
    documents: Mapping[str, Document] = MappingProxyType({})

    def __repr__(self) -> str:
        return "Wishes()"  # a passphrase stands in no traceback


class Exported(msgspec.Struct, frozen=True):
    """What was noted of a package; without a report only where that could not be printed."""

    package: Package
    has_report: bool


class Packed(msgspec.Struct, frozen=True):
    """A package on its way out."""

    spool: SealedSpool
    package: Package
    has_report: bool


def export(
    *,
    person: Person,
    exhibits: Sequence[Exhibit],
    opened: Opened,
    wishes: Wishes,
    out: BinaryIO | SealedSpool | Locked,
    now: datetime,
) -> Exported:
    """Write a package of these exhibits and the pictures beside them to `out`, by hand of whoever opened the keyring.

    They are gone through twice: for the report, which keeps the words and small pictures, and for the files.

    Raises:
        ExhibitWasOutOfReach: one of them can't be opened; nothing is noted, and `out` holds half a package.

    """
    package = Package(person=person, made_at=now)
    chosen = list(queries.with_pictures(person, exhibits))
    lines = [
        Custody(
            exhibit=each,
            verb=CustodyVerb.EXPORTED,
            actor_id=opened.person_id,
            at=now,
            object_id=str(package.id),
        )
        for each in chosen
    ]
    documents = _documents(_items(chosen, opened, lines), wishes, now=now)
    try:
        summary = evidence.build_package(
            _items(chosen, opened, lines),
            out=cast("BinaryIO", out),  # the spool writes, and no more is asked of it
            made_at=now,
            tool=TOOL,
            language=wishes.language,
            how_to_check={each: _how_to_check(each) for each in (wishes.language, "en")},
            documents=documents,
            proofs=proofs_for(chosen),
        )
    except evidence.PackageWasEmpty as error:
        raise ExhibitWasOutOfReach("None of them could be opened.") from error
    if {each.pk for each in exhibits} - {each.pk for each in chosen} or summary.items < len(chosen):
        raise ExhibitWasOutOfReach("One of them could not be opened.")
    package.digest, package.size = bytes.fromhex(summary.fingerprint), summary.size
    _store(package, lines, by_id=opened.person_id)
    return Exported(package, has_report=bool(documents))


def pack(
    *,
    person: Person,
    exhibits: Sequence[Exhibit],
    opened: Opened,
    wishes: Wishes,
    folder: Path,
    now: datetime,
) -> Packed:
    """Export into a spool in `folder`, ready to be sent, locked if she wishes; when that fails nothing is left there.

    Raises:
        ExhibitWasOutOfReach: as `export` does.
        OSError: the disk is full.

    """
    spool = SealedSpool(folder)
    try:
        out = _locked(spool, wishes.passphrase) if wishes.passphrase else spool
        done = export(
            person=person, exhibits=exhibits, opened=opened, wishes=wishes, out=out, now=now
        )
        if isinstance(out, Locked):
            out.close()
    except BaseException:
        spool.close()
        raise
    return Packed(spool, done.package, done.has_report)


def _locked(spool: SealedSpool, passphrase: str) -> Locked:
    """Lock a package by a passphrase that costs as much memory to try as that of her own lock (core.stretching)."""
    work = min(settings.LOCK_MEMORY.bit_length() - 1, _MOST_WORK)
    with _one_at_a_time:
        return Locked(spool, passphrase, work=work)


def _documents(
    items: Iterator[evidence.Item], wishes: Wishes, *, now: datetime
) -> dict[str, bytes]:
    """Print the report and what else she wishes. A package without is better than none: she may need it today."""
    whole = report(items, made_at=now, tool=TOOL, language=wishes.language, name=wishes.name)
    try:
        with _one_at_a_time:
            sheets = {"report.pdf": whole, **wishes.documents}
            return {name: printed(sheet) for name, sheet in sheets.items()}
    except PrintingFailed as error:
        log.warning("A report could not be printed, so a package went out without: %s", error.code)
        return {}


def _items(
    chosen: Sequence[Exhibit], opened: Opened, lines: Sequence[Custody]
) -> Iterator[evidence.Item]:
    custody: dict[uuid.UUID, list[Custody]] = defaultdict(list)
    for line in (
        *Custody.objects.filter(exhibit__in=chosen).select_related("exhibit").order_by("id"),
        *lines,
    ):
        custody[line.exhibit_id].append(line)
    for exhibit, body in queries.bodies_of(chosen, opened=opened):
        yield evidence.Item(
            record=body.record,
            bodies=(body.raw, *(each.body for each in body.media)),
            assessment=body.assessment,
            custody=tuple(_event(line, exhibit, body) for line in custody[exhibit.pk]),
        )


def _event(line: Custody, exhibit: Exhibit, body: Body) -> evidence.CustodyEvent:
    # who by part, never by name: a package tells of nobody but the one it is about
    who = None
    if line.actor_id:
        who = "owner" if line.actor_id == exhibit.person_id else "helper"
    why = body.reason if line.verb == CustodyVerb.CAPTURED else queries.reference_of(line)
    return evidence.CustodyEvent(what=line.verb, at=line.at, who=who, why=why or None)


def _how_to_check(language: str) -> str:
    with translation.override(language):
        key = f"{settings.ENV.origin}{reverse('vault:key_file')}"
        return render_to_string("vault/how_to_check.txt", {"key": key})


@transaction.atomic
def _store(package: Package, lines: Sequence[Custody], *, by_id: uuid.UUID) -> None:
    package.save(force_insert=True)
    package.exhibits.set([line.exhibit for line in lines])
    Custody.objects.bulk_create(lines)
    audit.note(package.person_id, by_id, "vault.exported", package.pk, at=package.made_at)
