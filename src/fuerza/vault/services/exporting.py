"""The package she hands over: chosen exhibits, opened one at a time, with words on how to check them."""

import uuid
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, cast

from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation

from fuerza.core import audit
from fuerza.core.keyrings import Opened
from fuerza.people.models import Person
from fuerza.vault import queries
from fuerza.vault.choices import CustodyVerb
from fuerza.vault.models import Custody, Exhibit, Package
from fuerza.vault.queries import Body
from fuerza.vault.services.keeping import TOOL
from fuerza.vault.services.spool import SealedSpool
from safeguard import evidence


class ExhibitWasOutOfReach(LookupError):
    """An exhibit that was chosen is destroyed, somebody else's, or sealed to a keyring that is not open."""


def export(
    *,
    person: Person,
    exhibits: Sequence[Exhibit],
    opened: Opened,
    language: str,
    out: BinaryIO | SealedSpool,
    now: datetime,
) -> Package:
    """Write a package of exactly these exhibits to `out`, by hand of whoever opened the keyring.

    Raises:
        ExhibitWasOutOfReach: one of them can't be opened; nothing is noted, and `out` holds half a package.

    """
    package = Package(person=person, made_at=now)
    chosen = list(queries.kept_by(person).filter(pk__in=[each.pk for each in exhibits]))
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
    try:
        summary = evidence.build_package(
            _items(chosen, opened, lines),
            out=cast("BinaryIO", out),  # the spool writes, and no more is asked of it
            made_at=now,
            tool=TOOL,
            language=language,
            how_to_check={each: _how_to_check(each) for each in (language, "en")},
        )
    except evidence.PackageWasEmpty as error:
        raise ExhibitWasOutOfReach("None of them could be opened.") from error
    if summary.items != len(exhibits):
        raise ExhibitWasOutOfReach(f"{summary.items} of {len(exhibits)} could be opened.")
    package.digest, package.size = bytes.fromhex(summary.fingerprint), summary.size
    _store(package, lines, by_id=opened.person_id)
    return package


def pack(
    *,
    person: Person,
    exhibits: Sequence[Exhibit],
    opened: Opened,
    language: str,
    folder: Path,
    now: datetime,
) -> SealedSpool:
    """Export into a spool in `folder`, ready to be sent; when that fails nothing is left there.

    Raises:
        ExhibitWasOutOfReach: as `export` does.
        OSError: the disk is full.

    """
    spool = SealedSpool(folder)
    try:
        export(
            person=person,
            exhibits=exhibits,
            opened=opened,
            language=language,
            out=spool,
            now=now,
        )
    except BaseException:
        spool.close()
        raise
    return spool


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
        return render_to_string("vault/how_to_check.txt")


@transaction.atomic
def _store(package: Package, lines: Sequence[Custody], *, by_id: uuid.UUID) -> None:
    package.save(force_insert=True)
    package.exhibits.set([line.exhibit for line in lines])
    Custody.objects.bulk_create(lines)
    audit.note(package.person_id, by_id, "vault.exported", package.pk, at=package.made_at)
