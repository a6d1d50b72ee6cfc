"""Not letting somebody in: proposed by one, confirmed by another, told to her, with an end."""

from datetime import datetime, timedelta

import msgspec
from django.db import transaction

from fuerza.apart import queries
from fuerza.apart.choices import LONGEST_DAYS, ExclusionState
from fuerza.apart.models import Exclusion
from fuerza.core import audit, crypto, jobs, mail
from fuerza.core.choices import MailKind
from fuerza.people.models import Person
from fuerza.programme.models import Edition


class TookPart(PermissionError):
    """She had a hand in it already, or it is about her: it takes somebody else."""


class Settled(ValueError):
    """It was settled otherwise meanwhile."""


class BadEnd(ValueError):
    """It was to end in the past, or too late."""


class Proposal(msgspec.Struct, frozen=True, kw_only=True):
    """Why, for organisers; what she reads; until when. `whom` is what the organiser typed to name her."""

    whom: str
    reason: str
    told: str
    ends_at: datetime


def propose(
    *, person: Person, edition: Edition | None, proposal: Proposal, by: Person, now: datetime
) -> Exclusion:
    """Propose that somebody is not let in to an edition, or to any: nothing holds before another organiser agrees.

    Raises:
        TookPart: it would be about herself.
        BadEnd: it has no end that lies ahead, and near enough to be decided anew.

    """
    if by.pk == person.pk:
        raise TookPart
    if not now < proposal.ends_at <= now + timedelta(days=LONGEST_DAYS):
        raise BadEnd
    crypto.data_key(person.pk)  # keys first, rows after (seams.md)
    with transaction.atomic():
        exclusion = Exclusion(
            person=person,
            edition=edition,
            proposed_by=by,
            proposed_at=now,
            ends_at=proposal.ends_at,
        )
        exclusion.sealed_whom = _sealed(exclusion, "whom", proposal.whom)
        exclusion.sealed_reason = _sealed(exclusion, "reason", proposal.reason)
        exclusion.sealed_told = _sealed(exclusion, "told", proposal.told)
        exclusion.save(force_insert=True)
        audit.note(by.pk, by.pk, "exclusion proposed", exclusion.pk, at=now)
        return exclusion


@transaction.atomic
def confirm(*, exclusion: Exclusion, by: Person, now: datetime) -> Exclusion:
    """Second it: from now on she is not let in, is told so, and gives up the places she has.

    Raises:
        TookPart: she proposed it herself, or it is about her.
        Settled: it is no proposal any more, or would be over.

    """
    exclusion = _locked(exclusion, ExclusionState.PROPOSED, by)
    if exclusion.ends_at <= now:
        raise Settled
    exclusion.state, exclusion.confirmed_by = ExclusionState.CONFIRMED, by
    exclusion.starts_at = now
    exclusion.save(update_fields=["state", "confirmed_by", "starts_at"])
    for whose in {by.pk, exclusion.person_id}:
        audit.note(whose, by.pk, "exclusion confirmed", exclusion.pk, at=now)
    jobs.enqueue("attendance.give_up", key=str(exclusion.pk), person=exclusion.person_id, now=now)
    mail.send(exclusion.person, MailKind.NOTE, now=now)
    return exclusion


@transaction.atomic
def drop(*, exclusion: Exclusion, by: Person, now: datetime) -> None:
    """Take a proposal back, or say no to it: nothing of it is kept.

    Raises:
        Settled: it was confirmed meanwhile.

    """
    found = _fresh(exclusion)
    if found.state != ExclusionState.PROPOSED:
        raise Settled
    audit.note(by.pk, by.pk, "exclusion not seconded", exclusion.pk, at=now)
    found.delete()


@transaction.atomic
def lift(*, exclusion: Exclusion, by: Person, now: datetime) -> Exclusion:
    """Lift it before its end: the first to say so asks, another one does it.

    Raises:
        TookPart: she asked for it already, or it is about her.
        Settled: it is not in force.

    """
    exclusion = _fresh(exclusion)
    if not queries.is_in_force(exclusion, now):
        raise Settled
    if by.pk in {exclusion.person_id, exclusion.lift_asked_by_id}:
        raise TookPart
    if exclusion.lift_asked_by_id is None:
        exclusion.lift_asked_by = by
        exclusion.save(update_fields=["lift_asked_by"])
        audit.note(by.pk, by.pk, "lifting asked", exclusion.pk, at=now)
        return exclusion
    return _lifted(exclusion, by, now)


@transaction.atomic
def appeal(*, exclusion: Exclusion, text: str, now: datetime) -> Exclusion:
    """Keep what she says against it, once, for somebody to read who took no part.

    Raises:
        Settled: it is not in force, or she appealed already.

    """
    exclusion = _fresh(exclusion)
    if not queries.is_in_force(exclusion, now) or exclusion.appealed_at is not None:
        raise Settled
    exclusion.sealed_appeal, exclusion.appealed_at = _sealed(exclusion, "appeal", text), now
    exclusion.save(update_fields=["sealed_appeal", "appealed_at"])
    audit.note(exclusion.person_id, exclusion.person_id, "appealed", exclusion.pk, at=now)
    return exclusion


@transaction.atomic
def read_appeal(
    *, exclusion: Exclusion, is_lifted: bool, answer: str, by: Person, now: datetime
) -> Exclusion:
    """Answer an appeal: it ends now, or stays; she reads the answer.

    Raises:
        TookPart: whoever reads it had a hand in it.
        Settled: there is no appeal that waits.

    """
    exclusion = _fresh(exclusion)
    if exclusion.appealed_at is None or exclusion.appeal_read_at is not None:
        raise Settled
    if queries.took_part(by, exclusion):
        raise TookPart
    exclusion.sealed_answer = _sealed(exclusion, "answer", answer)
    exclusion.appeal_read_by, exclusion.appeal_read_at = by, now
    exclusion.save(update_fields=["sealed_answer", "appeal_read_by", "appeal_read_at"])
    if is_lifted:
        return _lifted(exclusion, by, now)
    audit.note(exclusion.person_id, by.pk, "appeal answered", exclusion.pk, at=now)
    mail.send(exclusion.person, MailKind.NOTE, now=now)
    return exclusion


def _lifted(exclusion: Exclusion, by: Person, now: datetime) -> Exclusion:
    exclusion.state, exclusion.lifted_by, exclusion.lifted_at = ExclusionState.LIFTED, by, now
    exclusion.save(update_fields=["state", "lifted_by", "lifted_at"])
    audit.note(exclusion.person_id, by.pk, "exclusion lifted", exclusion.pk, at=now)
    mail.send(exclusion.person, MailKind.NOTE, now=now)
    return exclusion


def _locked(exclusion: Exclusion, state: ExclusionState, by: Person) -> Exclusion:
    found = _fresh(exclusion)
    if found.state != state:
        raise Settled
    if queries.took_part(by, found):
        raise TookPart
    return found


def _fresh(exclusion: Exclusion) -> Exclusion:
    """Wait for whoever is deciding on it, and see what she decided."""
    found = Exclusion.objects.select_for_update(of=("self",)).select_related("person")
    fresh = found.filter(pk=exclusion.pk).first()
    if fresh is None:
        raise Settled
    return fresh


def _sealed(exclusion: Exclusion, field: queries.Text, text: str) -> bytes:
    return crypto.seal_personal(exclusion.person_id, text, queries.place_of(exclusion, field))
