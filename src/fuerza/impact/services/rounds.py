"""Asking: a round opens, a page is taken and answered, a round closes; what was written goes by the clock."""

import secrets
from collections.abc import Collection, Mapping
from datetime import date, datetime, timedelta

import msgspec
from django.db import transaction

from fuerza.attendance.choices import IN_TOUCH, SEATED
from fuerza.attendance.models import Registration
from fuerza.core import audit, crypto, mail
from fuerza.core.choices import MailKind
from fuerza.impact import queries
from fuerza.impact.choices import (
    BEGINS,
    LEAST,
    LINES_KEPT_DAYS,
    WAVE_DAYS,
    LineKind,
    Question,
    Wave,
)
from fuerza.impact.models import Round
from fuerza.impact.queries import Line
from fuerza.people import services as people
from fuerza.people.choices import Purpose
from fuerza.people.models import Person
from fuerza.programme.choices import EditionState
from fuerza.programme.models import Edition
from safeguard.publish.suppression import Sum, publishable

_NOTES_END = timedelta(days=366)  # nobody is asked longer than half a year after an edition
_TOOK_PLACE = (EditionState.COMPLETED, EditionState.REPORTED, EditionState.ARCHIVED)


class NotAsked(RuntimeError):
    """Nobody is asked here now: the round is over, was opened before, or the edition is closed for good."""


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """What one page says; all of it may be left out."""

    chosen: Mapping[str, Collection[str]] = {}
    lines: tuple[Line, ...] = ()


def open_round(
    *,
    edition: Edition,
    opens_on: date,
    closes_on: date,
    least: int = LEAST,
    by: Person,
    now: datetime,
) -> Round:
    """Open the listening round of an edition.

    Raises:
        NotAsked: it was opened before, or the edition is closed for good.

    """
    if queries.is_closed_for_good(edition):
        raise NotAsked
    crypto.data_key(edition.pk)  # keys first, rows after (seams.md)
    with transaction.atomic():
        made, is_new = Round.objects.get_or_create(
            edition=edition,
            wave=Wave.BEFORE,
            defaults={"opens_on": opens_on, "closes_on": closes_on, "least": max(LEAST, least)},
        )
        if not is_new:
            raise NotAsked
        audit.note(by.pk, by.pk, "listening round opened", made.pk, at=now)
    return made


@transaction.atomic
def draw(*, round_: Round, person: Person, now: datetime) -> str:
    """Give her the page on which she can answer, once; that she took it is noted, and not which it is.

    Raises:
        NotAsked: she took hers, or nobody is asked any more.

    """
    fresh = _locked(round_, now)
    mark, token = queries.mark_of(fresh, person), secrets.token_urlsafe(32)
    if mark in fresh.drawn:
        raise NotAsked
    fresh.drawn = sorted([*fresh.drawn, mark])
    fresh.pages = sorted([*fresh.pages, queries.page_digest(token)])
    fresh.save(update_fields=["drawn", "pages"])
    return token


@transaction.atomic
def answer(*, token: str, given: Answer, now: datetime) -> None:
    """Add one answer to the sums, and use up its page.

    Raises:
        NotAsked: the page was answered already, or nobody is asked any more.

    """
    rows = Round.objects.select_for_update(of=("self",))
    fresh = queries.round_with_page(token, now.date(), rows=rows)
    if fresh is None or queries.is_closed_for_good(fresh.edition):
        raise NotAsked
    digest = queries.page_digest(token)
    fresh.pages = [one for one in fresh.pages if one != digest]
    chosen = [name for each in queries.questions_of(fresh) for name in _chosen(each, given)]
    fresh.tallies = {
        name: fresh.tallies.get(name, 0) + (name in {"answered", *chosen})
        for name in sorted({"answered", *chosen, *fresh.tallies})
    }
    if given.lines:
        fresh.sealed_lines = sealed_lines(fresh, [*queries.lines_of(fresh), *given.lines])
    fresh.save()


def settle_notes(*, round_: Round, person: Person, wants: bool, now: datetime) -> None:
    """Write down that she agreed to get a note when there are questions about this edition, or took that back."""
    scope = str(round_.edition_id)
    if wants == queries.wants_notes(person, round_, now):
        return
    if wants:
        ends = now + _NOTES_END
        people.consent_give(
            person=person, purpose=Purpose.RESEARCH, scope_id=scope, expires_at=ends, now=now
        )
    else:
        people.consent_withdraw(person=person, purpose=Purpose.RESEARCH, scope_id=scope, now=now)


def take_back_mark(*, person: Person) -> None:
    """Forget that she took a page; what she answered is in sums, and nobody can find it there."""
    for row in queries.marked_by(person):
        mark = queries.mark_of(row, person)
        with transaction.atomic():
            fresh = Round.objects.select_for_update().get(pk=row.pk)
            fresh.drawn = [one for one in fresh.drawn if one != mark]
            fresh.save(update_fields=["drawn"])


def turn(*, now: datetime) -> None:
    """Do what is due: open waves, write to whoever wants it, close rounds, delete what was written."""
    today = now.date()
    _open_waves(today)
    untold = Round.objects.filter(
        is_told=False, closed_at=None, opens_on__lte=today, closes_on__gte=today
    )
    for row in untold:
        _tell(row, now)
    for row in Round.objects.filter(closed_at=None).select_related("edition"):
        if row.closes_on < today or queries.is_closed_for_good(row.edition):
            close(round_=row, now=now)
    old = today - timedelta(days=LINES_KEPT_DAYS)
    for row in Round.objects.exclude(sealed_lines=b"").select_related("edition"):
        _let_go(row, old)


@transaction.atomic
def close(*, round_: Round, now: datetime) -> None:
    """Keep of the sums what may be shown, and nothing else; of too few answers, nothing at all."""
    fresh = Round.objects.select_for_update().get(pk=round_.pk)
    if fresh.closed_at is not None:
        return
    is_enough = fresh.tallies.get("answered", 0) >= fresh.least
    fresh.shown = _showable(fresh) if is_enough else {}
    if not is_enough:
        fresh.sealed_lines = b""
    fresh.drawn, fresh.pages, fresh.tallies, fresh.closed_at = [], [], {}, now
    fresh.save()


def _showable(row: Round) -> dict[str, int]:
    """Hide what is under k, also among those who did not choose it: "all but two" tells of two."""
    answered = row.tallies["answered"]
    counts, tables, unprinted = {"answered": answered}, [], []
    for question in queries.questions_of(row):
        names = question.counts()
        counts |= {name: row.tallies.get(name, 0) for name in names}
        groups = [names] if question.is_single else [[name] for name in names]
        for group in groups:
            rest = f"{group[0]} not"
            counts[rest] = answered - sum(counts[name] for name in group)
            unprinted.append(rest)
            tables.append(Sum("answered", (*group, rest)))
    return publishable(counts, tables, least=row.least, unprinted=unprinted)


def _chosen(question: Question, given: Answer) -> list[str]:
    """Read what was chosen of one question; of one that takes one choice, more than one is none."""
    chosen = [one for one in question.choices if one in given.chosen.get(question.code, ())]
    if question.is_single and len(chosen) > 1:
        return []
    return [f"{question.code}.{one}" for one in chosen]


def _locked(round_: Round, now: datetime) -> Round:
    rows = Round.objects.select_for_update(of=("self",)).select_related("edition")
    fresh = rows.get(pk=round_.pk)
    if not queries.is_open(fresh, now.date()) or queries.is_closed_for_good(fresh.edition):
        raise NotAsked
    return fresh


def sealed_lines(row: Round, lines: list[Line]) -> bytes:
    """Seal what was written under the edition's key, shuffled, so that no line tells how late it came."""
    shuffled = queries.SHUFFLED.sample(lines, len(lines))
    plain = msgspec.json.encode(shuffled).decode()
    return crypto.seal_personal(row.edition_id, plain, queries.lines_place(row.pk))


def _open_waves(today: date) -> None:
    """Open what is due after an edition; a wave that was missed by more than its days is not asked any more."""
    for wave, days in BEGINS.items():
        begin = today - timedelta(days=days)
        due = Edition.objects.filter(
            state__in=_TOOK_PLACE,
            last_day__range=(begin - timedelta(days=WAVE_DAYS), begin),
            registrations__state__in=SEATED,
        )
        for edition in due.exclude(rounds__wave=wave).distinct():
            crypto.data_key(edition.pk)
            Round.objects.get_or_create(
                edition=edition,
                wave=wave,
                defaults={"opens_on": today, "closes_on": today + timedelta(days=WAVE_DAYS)},
            )


@transaction.atomic
def _tell(row: Round, now: datetime) -> None:
    """Write a note to each who agreed to be asked: it says that there is a note, in her language."""
    states = IN_TOUCH if row.wave == Wave.BEFORE else SEATED
    rows = Registration.objects.filter(edition=row.edition_id, state__in=states)
    for one in rows.select_related("person"):
        if queries.wants_notes(one.person, row, now):
            mail.send(one.person, MailKind.NOTE, now=now)
    row.is_told = True
    row.save(update_fields=["is_told"])


@transaction.atomic
def _let_go(row: Round, old: date) -> None:
    """Delete what was written once its time is over; what was offered for a guide stays as long as the key."""
    fresh = Round.objects.select_for_update().get(pk=row.pk)
    if queries.is_closed_for_good(row.edition):
        fresh.sealed_lines = b""
    elif fresh.closed_at is not None and fresh.closes_on < old:
        offered = [it for it in queries.lines_of(fresh) if it.kind == LineKind.OFFERED]
        fresh.sealed_lines = sealed_lines(fresh, offered) if offered else b""
    fresh.save(update_fields=["sealed_lines"])
