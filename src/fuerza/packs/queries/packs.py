"""Packs of a case, what lies sealed in them, and what of the ledger has lapsed: from the person who asks."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime

import msgspec
from django.db.models import OuterRef, QuerySet, Subquery
from django.utils import translation

from fuerza.acts.choices import ActionKind
from fuerza.acts.models import Action
from fuerza.cases import queries as cases
from fuerza.cases.queries import CaseAt
from fuerza.core import crypto
from fuerza.core.keyrings import Opened
from fuerza.desk.models import Mention
from fuerza.packs.choices import Kind, PackState, Verb
from fuerza.packs.models import LedgerEntry, Pack, Situation
from fuerza.packs.queries import filling, material, routes
from fuerza.packs.queries.filling import Field, Sent
from fuerza.people.choices import Capability
from fuerza.people.models import Person
from fuerza.vault.models import Exhibit

OUT = (PackState.SENT, PackState.ANSWERED, PackState.CLOSED)


class PackBody(msgspec.Struct, frozen=True, kw_only=True):
    """What lies sealed in a pack: what it is about in her judgement, and what she was asked."""

    category: str = ""
    answers: dict[str, str] = {}


class Where(msgspec.Struct, frozen=True, kw_only=True):
    """Where she says she is, and how public; "" where she did not say."""

    place: str = ""
    tier: str = ""


class PackAt(msgspec.Struct, frozen=True):
    """A pack as one person may use it."""

    pack: Pack
    at: CaseAt

    @property
    def is_out(self) -> bool:
        return self.pack.state in OUT


class Filled(msgspec.Struct, frozen=True, kw_only=True):
    """A pack, opened and filled in its own language."""

    body: PackBody
    route: routes.Route
    items: tuple[material.Item, ...]
    fields: tuple[Field, ...]
    hazards: tuple[routes.Hazard, ...]

    @property
    def missing(self) -> tuple[Field, ...]:
        return tuple(field for field in self.fields if field.is_missing)

    @property
    def is_closed(self) -> bool:
        """Say whether a hazard closes this way: she may have said where she is after it was begun."""
        named = {self.route.kind.value, self.route.id}
        return any(named & set(hazard.closes) for hazard in self.hazards)

    @property
    def is_whole(self) -> bool:
        """Say whether it can be sent: nothing is missing, what it is about is still there, and no hazard closes it."""
        return bool(self.items) and not self.missing and not self.is_closed

    @property
    def asks(self) -> tuple[Field, ...]:
        """Name the fields that she is asked for: what only she can say, and what the case does not."""
        return tuple(field for field in self.fields if field.is_asked)

    @property
    def in_package(self) -> tuple[material.Item, ...]:
        """Name what may be handed over: without pictures where a hazard leaves them out."""
        leaves_out = any(hazard.leaves_out_pictures for hazard in self.hazards)
        return tuple(item for item in self.items if not (leaves_out and item.pictures))


def may_prepare(at: CaseAt) -> bool:
    return at.is_own or Capability.PREPARE in at.may


def packs_of(at: CaseAt) -> QuerySet[Pack]:
    """List the packs of a case, newest first, each with the time its running clock lapses."""
    last = LedgerEntry.objects.filter(pack=OuterRef("pk")).order_by("-at", "-pk")
    rows = (
        Pack.objects.filter(case=at.case)
        .select_related("case")
        .annotate(due_at=Subquery(last.values("due_at")[:1]))
    )
    return rows.order_by("-made_at", "pk")


def pack_at(actor: Person, pk: uuid.UUID, now: datetime) -> PackAt | None:
    """Return the pack if it is of her own case, or of one for which she may prepare reports; else as if not there."""
    pack = Pack.objects.filter(pk=pk).select_related("case").first()
    at = cases.case_at(actor, pack.case_id, now) if pack else None
    return PackAt(pack, at) if pack and at and may_prepare(at) else None


def body_place(pack_id: uuid.UUID) -> bytes:
    return crypto.place("cases_pack", pack_id, "sealed")


def note_place(entry_id: uuid.UUID) -> bytes:
    return crypto.place("cases_ledgerentry", entry_id, "sealed_note")


def situation_place(person_id: uuid.UUID) -> bytes:
    return crypto.place("packs_situation", person_id, "sealed")


def where_is(person: Person) -> Where:
    """Say what she chose; a tier or place that we no longer know counts as not said."""
    row = Situation.objects.filter(person=person).first()
    if row is None:
        return Where()
    plain = crypto.open_personal(person.pk, bytes(row.sealed), situation_place(person.pk))
    return msgspec.json.decode(plain, type=Where)


def secrets_of(found: PackAt, opened: Opened | None) -> cases.Secrets:
    return cases.case_secrets(found.at.case, opened)


def body_of(pack: Pack, secrets: cases.Secrets) -> PackBody:
    plain = cases.unsealed(secrets, pack.sealed, body_place(pack.pk))
    return msgspec.msgpack.decode(plain, type=PackBody)


def filled(
    found: PackAt, opened: Opened | None, now: datetime, *, more: Mapping[str, str] | None = None
) -> Filled | None:
    """Open a pack and fill it from its case and `more` answers, in its own language; None while locked."""
    secrets = secrets_of(found, opened)
    if opened is None or not secrets:
        return None
    pack, where, today = found.pack, where_is(found.at.owner), now.date()
    before, route = body_of(pack, secrets), routes.route_of_pack(pack.route)
    body = msgspec.structs.replace(before, answers=before.answers | dict(more or {}))
    items = material.items_of(_chosen(pack), opened)
    hazards = routes.hazards_for(where.place, {body.category})
    with translation.override(pack.language):
        fields = filling.fields_of(
            filling.Filling(
                route=route,
                material=material.Material(
                    items, material.lines_of(cases.incidents_told(found.at, secrets))
                ),
                answers=body.answers,
                category=body.category,
                tier=where.tier,
                today=today,
                sent=_sent(found, secrets),
                hides_pictures=any(hazard.leaves_out_pictures for hazard in hazards),
            ),
            route.demanded(pack.language, today),
        )
    return Filled(body=body, route=route, items=items, fields=tuple(fields), hazards=tuple(hazards))


def ledger_of(pack: Pack, secrets: cases.Secrets) -> list[tuple[LedgerEntry, str]]:
    """List what happened to a pack, oldest first, each entry with its note; "" while locked."""
    rows = LedgerEntry.objects.filter(pack=pack).order_by("at", "pk")
    return [(row, _note(row, secrets)) for row in rows]


def lapsed_of(person: Person, now: datetime) -> list[Pack]:
    """List packs of hers that went out and whose clock has run out since, the longest first."""
    last = LedgerEntry.objects.filter(pack=OuterRef("pk")).order_by("-at", "-pk")
    rows = Pack.objects.filter(
        case__person=person, case__removed_at=None, state=PackState.SENT
    ).annotate(due_at=Subquery(last.values("due_at")[:1]))
    return list(rows.filter(due_at__lte=now).order_by("due_at", "pk"))


def mention_of(at: CaseAt, exhibit_id: uuid.UUID) -> Mention | None:
    """Find the message of her desk that an exhibit was made of."""
    rows = Mention.objects.filter(person=at.owner, exhibit=exhibit_id)
    return rows.select_related("connection").first()


def act_of(at: CaseAt, items: Sequence[material.Item]) -> Action | None:
    """Find the report that was sent from here through the platform, to see what became of it."""
    rows = Action.objects.filter(
        plan__person=at.owner, kind=ActionKind.REPORT, exhibits__in=[item.id for item in items]
    )
    return rows.order_by("-plan__made_at").first()


def was_reported(at: CaseAt, exhibits: Sequence[Exhibit]) -> bool:
    """Say whether one of these went to its platform before, by a pack or from the desk: once per subject."""
    sent = Pack.objects.filter(
        case__person=at.owner, exhibits__in=exhibits, route__startswith=Kind.PLATFORM, state__in=OUT
    )
    reported = Mention.objects.filter(person=at.owner, exhibit__in=exhibits, decision="reported")
    return sent.exists() or reported.exists()


def _chosen(pack: Pack) -> list[Exhibit]:
    """Take those of its exhibits that still belong to the case."""
    rows = pack.exhibits.filter(case_exhibits__case=pack.case_id)
    return list(rows.defer("sealed").order_by("number"))


def _sent(found: PackAt, secrets: cases.Secrets) -> tuple[Sent, ...]:
    rows = (
        LedgerEntry.objects.filter(
            pack__case=found.at.case,
            pack__route__startswith=Kind.PLATFORM,
            verb__in=(Verb.SENT, Verb.APPEALED),
        )
        .exclude(pack=found.pack)
        .select_related("pack")
        .order_by("at", "pk")
    )
    return tuple(
        Sent(
            row.pack.route.partition(".")[2],
            row.at,
            _note(row, secrets),
            is_appeal=row.verb == Verb.APPEALED,
        )
        for row in rows
    )


def _note(row: LedgerEntry, secrets: cases.Secrets) -> str:
    if not (secrets and row.sealed_note):
        return ""
    return cases.unsealed(secrets, row.sealed_note, note_place(row.pk)).decode()
