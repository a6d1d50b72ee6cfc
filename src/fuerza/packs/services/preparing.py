"""Preparing a pack: begun for one route, filled from its case, and asked for what is missing. Nothing leaves here."""

from collections.abc import Iterator, Sequence
from datetime import datetime

import msgspec
from django.db import transaction

from fuerza.acts.choices import Category
from fuerza.cases import queries as cases
from fuerza.cases.queries import CaseAt
from fuerza.core import audit, crypto
from fuerza.core.keyrings import Opened
from fuerza.packs import queries
from fuerza.packs.choices import Kind, PackState
from fuerza.packs.models import Pack, Situation
from fuerza.packs.queries import Filled, PackAt, PackBody, Route, Where
from fuerza.people.models import Person
from fuerza.vault.models import Exhibit

NO_ABUSE = (Category.SUPPORT, Category.NOTHING, Category.UNKNOWN)


class NotAllowed(RuntimeError):
    """The helper was not given the right to prepare reports, or it is hers alone to do."""


class PackRefused(RuntimeError):
    """No pack was begun. `code`: criticism no_exhibits not_one once not_about not_yet, hazard:CODE, asks:CODE."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """What she wants to report: to whom, in which language, what it is in her judgement, and which exhibits of it."""

    route: str
    language: str
    category: Category
    exhibits: Sequence[Exhibit]
    knows_hazard: bool = False


@transaction.atomic
def choose_where(*, person: Person, where: Where, now: datetime) -> None:
    """Keep where she says she is and how public; "" takes it back."""
    sealed = crypto.seal_personal(
        person.pk, msgspec.json.encode(where).decode(), queries.situation_place(person.pk)
    )
    Situation.objects.update_or_create(person=person, defaults={"sealed": sealed, "chosen_at": now})
    audit.note(person.pk, person.pk, "packs.chose_where", at=now)


@transaction.atomic
def begin(*, at: CaseAt, wanted: Wanted, now: datetime) -> Pack:
    """Begin a pack as a draft, sealed to the case.

    Raises:
        NotAllowed: a helper without the right.
        PackRefused: criticism, something of a minor, a place where it is closed, or a report made before.

    """
    if not queries.may_prepare(at):
        raise NotAllowed
    route = queries.route_of(wanted.route)
    for code in _reasons_against(at, route, wanted, now):
        raise PackRefused(code)
    pack = Pack(case=at.case, route=route.id, language=wanted.language, by=at.actor, made_at=now)
    pack.sealed = _sealed(pack, PackBody(category=wanted.category))
    pack.save(force_insert=True)
    pack.exhibits.set(wanted.exhibits)
    audit.note(at.owner.pk, at.actor.pk, "packs.began", pack.pk, at=now)
    return pack


@transaction.atomic
def answer(
    *, found: PackAt, answers: dict[str, str], opened: Opened, now: datetime
) -> Filled | None:
    """Take answers in, and say how the pack stands; None while locked, or once it is out.

    It is ready when nothing that the route demands is missing, and a draft again when something is.
    """
    pack = Pack.objects.select_for_update().get(pk=found.pack.pk)
    stands = queries.filled(PackAt(pack, found.at), opened, now, more=answers)
    if stands is None or pack.state in queries.OUT:
        return None
    pack.sealed = _sealed(pack, stands.body)
    pack.save(update_fields=["sealed"])
    settle(pack, stands)
    audit.note(found.at.owner.pk, found.at.actor.pk, "packs.filled", pack.pk, at=now)
    return stands


def settle(pack: Pack, stands: Filled) -> None:
    """Call it ready, or a draft: its case may have changed since it was filled."""
    state = PackState.READY if stands.is_whole else PackState.DRAFT
    if pack.state not in queries.OUT and pack.state != state:
        pack.state = state
        pack.save(update_fields=["state"])


def note_read(*, found: PackAt, now: datetime) -> None:
    """Write into her trail that a helper opened a pack; her own looking is hers."""
    if not found.at.is_own:
        audit.note(found.at.owner.pk, found.at.actor.pk, "packs.opened", found.pack.pk, at=now)


def _reasons_against(at: CaseAt, route: Route, wanted: Wanted, now: datetime) -> Iterator[str]:
    if wanted.category in NO_ABUSE:
        yield "criticism"
    yield from _hazards_against(at, route, wanted)
    if not route.may_prepare(wanted.language, now.date()):
        yield "not_yet"
    if route.about and wanted.category not in route.about:
        yield "not_about"
    yield from _exhibits_against(at, route, wanted)


def _hazards_against(at: CaseAt, route: Route, wanted: Wanted) -> Iterator[str]:
    is_named = {route.kind.value, route.id}
    for hazard in queries.hazards_for(queries.where_is(at.owner).place, {wanted.category.value}):
        if is_named & set(hazard.closes):
            yield f"hazard:{hazard.code}"
        if is_named & set(hazard.asks_first) and not wanted.knows_hazard:
            yield f"asks:{hazard.code}"


def _exhibits_against(at: CaseAt, route: Route, wanted: Wanted) -> Iterator[str]:
    there = cases.exhibits_in(at).filter(exhibit__in=wanted.exhibits).count()
    if not wanted.exhibits or there != len(wanted.exhibits):
        yield "no_exhibits"
    if route.kind is Kind.PLATFORM:
        if len(wanted.exhibits) != 1:
            yield "not_one"
        if queries.was_reported(at, wanted.exhibits):
            yield "once"


def _sealed(pack: Pack, body: PackBody) -> bytes:
    public = bytes(pack.case.case_key.public)
    return crypto.seal_to(public, msgspec.msgpack.encode(body), queries.body_place(pack.pk))
