"""Sweeping up: what was for a time goes when its time is over."""

from datetime import datetime

from fuerza.people.choices import UNNAMED
from fuerza.people.models import Grant, HelperCode, Person, SignInLink
from fuerza.people.services.grants import end_grant


def purge(*, now: datetime) -> None:
    """End grants that ran out, with their keys; drop old links, codes, and accounts nobody came to."""
    for grant in Grant.objects.filter(ended_at=None, ends_at__lte=now):
        end_grant(grant=grant, by=None, now=now)
    HelperCode.objects.filter(expires_at__lte=now).delete()
    SignInLink.objects.filter(expires_at__lte=now).delete()
    SignInLink.objects.filter(used_at__isnull=False).delete()
    Person.objects.filter(joined_at=None, username__startswith=UNNAMED, links__isnull=True).delete()
