"""Asking to come, from an address that is confirmed before anybody reads it; and what she can do by her link."""

import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta

import msgspec
from django.db import transaction
from django.db.models import Q
from django.utils import translation
from django.utils.translation import gettext as _

from fuerza.attendance import queries as attendance
from fuerza.core import audit, crypto, jobs, mail
from fuerza.core.choices import MailKind
from fuerza.people.models import Person
from fuerza.programme.models import Edition
from fuerza.vetting import queries
from fuerza.vetting.choices import GOES_ON, ApplicationState
from fuerza.vetting.models import Application, Opening, Review, Vouch

MAILS_APART = timedelta(days=1)  # however often somebody types her address
_TEXTS = ("address", "name", "answers", "question", "reply", "appeal", "answer")


class Gone(ValueError):
    """It was in another state by then, or nobody may ask any more."""


class Asking(msgspec.Struct, frozen=True, kw_only=True):
    """What she sends: where mail reaches her, what to call her, what she answered to each question."""

    address: str
    name: str
    answers: Sequence[tuple[str, str]]
    language: str = "en"


def settle_opening(
    *,
    edition: Edition,
    is_open: bool,
    questions: Sequence[str],
    after: str,
    by: Person,
    now: datetime,
) -> Opening:
    """Say whether anybody may ask to come, what she is asked, and what is done with answers."""
    crypto.data_key(edition.pk)  # keys first, rows after (seams.md)
    with transaction.atomic():
        opening = queries.opening_of(edition) or Opening(edition=edition)
        opening.is_open, opening.changed_at = is_open, now
        opening.sealed_questions = sealed(
            opening, "questions", msgspec.json.encode(list(questions)).decode()
        )
        opening.sealed_after = sealed(opening, "after", after)
        opening.save()
        audit.note(by.pk, by.pk, "asking settled", edition.pk, at=now)
        return opening


def ask(*, edition: Edition, asking: Asking, now: datetime) -> None:
    """Keep what she sends, and mail its link to the address; whoever asked before gets the link of then.

    Nothing is returned, so that no page can tell whether the address asked before.

    Raises:
        Gone: nobody may ask now.

    """
    if not queries.may_ask(edition, now):
        raise Gone
    key = attendance.address_key(edition.pk, asking.address)
    with transaction.atomic():
        Opening.objects.select_for_update().get(pk=edition.pk)  # one address, one application
        known = Application.objects.filter(edition=edition, address_key=key).first()
        application = known or Application(edition=edition, address_key=key, made_at=now)
        _write(application, asking, now, is_kept=application.confirmed_at is None)
        jobs.enqueue(
            "vetting.answer_asking", key=str(application.pk), application=application.pk, now=now
        )


def answer_asking(*, application_id: uuid.UUID, now: datetime) -> bool:
    """Mail her link to whoever asked, once a day however often her address was typed."""
    may_be_mailed = Q(mailed_at=None) | Q(mailed_at__lte=now - MAILS_APART)
    found = Application.objects.filter(may_be_mailed, pk=application_id)
    return found.update(mailed_at=now) > 0 and deliver(application_id=application_id)


@transaction.atomic
def confirm(*, application: Application, person: Person | None, now: datetime) -> Application:
    """Hear from the address itself that she asks: from now on it is read. Said twice, it is said once.

    Raises:
        Gone: it was taken back.

    """
    application = fresh(application)
    if application.state == ApplicationState.WITHDRAWN:
        raise Gone
    if application.confirmed_at is None:
        application.state, application.confirmed_at = ApplicationState.IN_REVIEW, now
        application.person = person
        application.save(update_fields=["state", "confirmed_at", "person"])
    return application


@transaction.atomic
def withdraw(*, application: Application, now: datetime) -> None:
    """Take it back: all that was written in it and about it is deleted.

    Raises:
        Gone: it was answered already.

    """
    application = fresh(application)
    if application.state not in {*GOES_ON, ApplicationState.APPEALED}:
        raise Gone
    application.state, application.settled_at = ApplicationState.WITHDRAWN, now
    application.confirmed_at = None
    for field in _TEXTS:
        setattr(application, f"sealed_{field}", b"")
    application.save()
    application.reviews.all().delete()
    application.vouches.all().delete()


@transaction.atomic
def reply(*, application: Application, text: str) -> None:
    """Answer what a reader asked besides.

    Raises:
        Gone: nothing is asked.

    """
    application = fresh(application)
    if application.state != ApplicationState.NEEDS_INFO:
        raise Gone
    application.sealed_reply = sealed(application, "reply", text)
    application.state = ApplicationState.IN_REVIEW
    application.save(update_fields=["sealed_reply", "state"])


@transaction.atomic
def appeal(*, application: Application, text: str, now: datetime) -> None:
    """Object to a no, once, for somebody to read who took no part.

    Raises:
        Gone: it can't be objected to any more.

    """
    application = fresh(application)
    if not queries.may_appeal(application, now):
        raise Gone
    application.sealed_appeal = sealed(application, "appeal", text)
    application.state, application.appealed_at = ApplicationState.APPEALED, now
    application.save(update_fields=["sealed_appeal", "state", "appealed_at"])


def deliver(*, application_id: uuid.UUID) -> bool:
    """Mail her link, with a line that says no more than that there is a note; False where nothing is to be sent."""
    application = Application.objects.filter(pk=application_id).first()
    address = queries.text_of(application, "address") if application else ""
    if application is None or not address:
        return False
    with translation.override(application.language):
        hint = _("You can see it here: %(address)s") % {"address": queries.link_of(application)}
        mail.written(MailKind.NOTE, address, hint=hint).send()
    return True


def post(application: Application, now: datetime) -> None:
    jobs.enqueue("vetting.send_link", key=str(application.pk), application=application.pk, now=now)


def fresh(application: Application) -> Application:
    """Wait for whoever is deciding on it, and see what was decided."""
    rows = Application.objects.select_for_update(of=("self",)).select_related("edition", "person")
    found = rows.filter(pk=application.pk).first()
    if found is None:
        raise Gone
    return found


def sealed(row: Opening | Application | Review | Vouch, field: queries.Text, text: str) -> bytes:
    """Seal a text under the edition's key."""
    edition_id = row.application.edition_id if isinstance(row, Review | Vouch) else row.edition_id
    return crypto.seal_personal(edition_id, text, queries.place_of(row, field))


def _write(application: Application, asking: Asking, now: datetime, *, is_kept: bool) -> None:
    """Seal and save in any case, so that it takes as long; keep what was sent where nothing confirmed stands there."""
    answers = msgspec.json.encode(list(asking.answers)).decode()
    texts: dict[queries.Text, str] = {
        "address": asking.address.strip(),
        "name": asking.name,
        "answers": answers,
    }
    found = {field: sealed(application, field, text) for field, text in texts.items()}
    if is_kept:
        for field, value in found.items():
            setattr(application, f"sealed_{field}", value)
        if application.state == ApplicationState.WITHDRAWN:
            application.mailed_at = None
        application.state = ApplicationState.SUBMITTED
        application.language, application.settled_at = asking.language, None
        application.made_at = now
    application.save()
