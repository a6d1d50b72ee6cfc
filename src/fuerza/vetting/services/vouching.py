"""Vouching: by somebody who came to an edition, to whom she gave the link herself."""

from datetime import datetime

from django.db import transaction

from fuerza.core import audit
from fuerza.people.models import Person
from fuerza.vetting import queries
from fuerza.vetting.choices import GOES_ON, VOUCHES_AT_MOST
from fuerza.vetting.models import Application, Vouch
from fuerza.vetting.services.asking import Gone, fresh, sealed


class NotAMember(PermissionError):
    """She has come to no edition, is not let in, or asks herself."""


@transaction.atomic
def vouch(*, application: Application, how: str, by: Person, now: datetime) -> Vouch:
    """Keep how she knows her; said again, what she says last holds.

    Raises:
        NotAMember: she can't vouch.
        Gone: it is decided, or two have vouched already.

    """
    application = fresh(application)
    if not queries.may_vouch(by, application):
        raise NotAMember
    known = queries.vouched_by(by, application)
    is_full = known is None and application.vouches.count() >= VOUCHES_AT_MOST
    if application.state not in GOES_ON or is_full:
        raise Gone
    row = known or Vouch(application=application, voucher=by)
    row.sealed_how, row.at = sealed(row, "how", how), now
    row.save()
    audit.note(by.pk, by.pk, "vouched", application.pk, at=now)
    return row


@transaction.atomic
def unvouch(*, application: Application, by: Person, now: datetime) -> None:
    """Take it back: what she wrote is deleted.

    Raises:
        Gone: it is decided, or she has not vouched.

    """
    application = fresh(application)
    known = queries.vouched_by(by, application)
    if application.state not in GOES_ON or known is None:
        raise Gone
    known.delete()
    audit.note(by.pk, by.pk, "vouching taken back", application.pk, at=now)
