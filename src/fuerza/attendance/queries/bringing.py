"""Who asks to bring somebody with a name of her own, and who comes along so."""

from django.db.models import QuerySet

from fuerza.attendance.choices import IN_TOUCH
from fuerza.attendance.models import Brought, Invitation, Registration
from fuerza.programme.models import Edition


def brought_by(registration: Registration) -> QuerySet[Brought]:
    """List whom she asked to bring, or brings: whether they answered is theirs to tell."""
    return registration.brought.order_by("asked_at")


def asked_for_at(edition: Edition) -> int:
    """Count for organisers who waits to be asked in private; who it is says the code that she reads out."""
    return _waiting(edition).count()


def asked_for_by(registration: Registration) -> Brought | None:
    return _waiting(registration.edition).filter(registration=registration).first()


def is_brought(invitation: Invitation) -> bool:
    return Brought.objects.filter(invitation=invitation).exists()


def _waiting(edition: Edition) -> QuerySet[Brought]:
    waiting = Brought.objects.filter(edition=edition, agreed_at=None)
    return waiting.filter(registration__state__in=IN_TOUCH).order_by("asked_at")
