"""Two readers, each for herself; a third where they differ; an appeal by somebody who took no part."""

from collections import Counter
from datetime import datetime

from django.db import transaction

from fuerza.attendance import services as attendance
from fuerza.attendance.choices import Channel
from fuerza.core import audit
from fuerza.people.models import Person
from fuerza.vetting import queries
from fuerza.vetting.choices import AGREEING, OPEN, ApplicationState, View
from fuerza.vetting.models import Application, Review
from fuerza.vetting.services.asking import Gone, fresh, post, sealed


class TookPart(PermissionError):
    """She stands aside, had a part in it, or asks herself: it takes another reader."""


@transaction.atomic
def give_view(
    *, application: Application, view: str, reason: str, by: Person, now: datetime
) -> Application:
    """Keep what one reader says. Two of one view decide; where two differ it waits for a third.

    Raises:
        TookPart: she said so already, vouched, or asks herself.
        Gone: it is not being read any more.
        Refused: she would be invited, and nobody can come in to the edition now.

    """
    application = fresh(application)
    if application.state not in OPEN:
        raise Gone
    _check(application, by)
    review = Review(application=application, reviewer=by, view=View(view), at=now)
    review.sealed_reason = sealed(review, "reason", reason)
    review.save(force_insert=True)
    audit.note(by.pk, by.pk, "application read", application.pk, at=now)
    views = Counter(application.reviews.values_list("view", flat=True))
    if views[View.YES] >= AGREEING:
        _invite(application, by, now)
    elif views[View.NO] >= AGREEING:
        _settle(application, ApplicationState.REFUSED, now)
        post(application, now)
    return application


@transaction.atomic
def take_back(*, application: Application, by: Person, now: datetime) -> None:
    """Take her view back while nothing is decided; standing aside is not taken back, once she knows who asks.

    Raises:
        Gone: it is decided, or she said nothing.

    """
    application = fresh(application)
    mine = queries.review_by(by, application)
    if application.state not in OPEN or mine is None or mine.view == View.RECUSED:
        raise Gone
    others = application.reviews.exclude(pk=mine.pk).exclude(view=View.RECUSED)
    if others.exists():
        raise TookPart  # she has seen what another one said
    mine.delete()
    audit.note(by.pk, by.pk, "view taken back", application.pk, at=now)


@transaction.atomic
def ask_more(*, application: Application, question: str, by: Person, now: datetime) -> None:
    """Ask her one thing besides, once.

    Raises:
        TookPart: whoever asks stands aside.
        Gone: something was asked already, or it is decided.

    """
    application = fresh(application)
    if application.state != ApplicationState.IN_REVIEW or application.sealed_question:
        raise Gone
    if not queries.may_read(by, application) or application.person_id == by.pk:
        raise TookPart
    application.sealed_question = sealed(application, "question", question)
    application.asked_by, application.state = by, ApplicationState.NEEDS_INFO
    application.save(update_fields=["sealed_question", "asked_by", "state"])
    audit.note(by.pk, by.pk, "application asked about", application.pk, at=now)
    post(application, now)


@transaction.atomic
def read_appeal(
    *, application: Application, is_invited: bool, answer: str, by: Person, now: datetime
) -> Application:
    """Answer an appeal: she is invited after all, or it stays; she reads the answer.

    Raises:
        TookPart: whoever reads it had a part in it.
        Gone: there is no appeal that waits.
        Refused: she would be invited, and nobody can come in to the edition now.

    """
    application = fresh(application)
    if application.state != ApplicationState.APPEALED:
        raise Gone
    _check(application, by)
    if application.asked_by_id == by.pk:
        raise TookPart
    application.sealed_answer = sealed(application, "answer", answer)
    application.appeal_read_by = by
    application.save(update_fields=["sealed_answer", "appeal_read_by"])
    audit.note(by.pk, by.pk, "appeal answered", application.pk, at=now)
    if is_invited:
        _invite(application, by, now)
    else:
        _settle(application, ApplicationState.REFUSED, now)
        post(application, now)
    return application


def _check(application: Application, by: Person) -> None:
    """Let only somebody read who has said nothing yet, has not vouched, and does not ask herself."""
    has_said = queries.review_by(by, application) is not None
    if has_said or not queries.may_read(by, application) or application.person_id == by.pk:
        raise TookPart


def _invite(application: Application, by: Person, now: datetime) -> None:
    terms = attendance.Terms(channel=Channel.MAIL, language=application.language, is_locked=True)
    [made] = attendance.invite(
        edition=application.edition,
        terms=terms,
        addresses=[queries.text_of(application, "address")],
        by=by,
        now=now,
    )
    application.invitation = made.invitation
    _settle(application, ApplicationState.APPROVED, now)


def _settle(application: Application, state: ApplicationState, now: datetime) -> None:
    application.state, application.settled_at = state, now
    application.save(update_fields=["state", "settled_at", "invitation"])
