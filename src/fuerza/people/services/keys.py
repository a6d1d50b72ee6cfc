"""Keys for our JSON faces: made on the command line, shown once, kept as a hash, with a quota each."""

import secrets
from datetime import datetime, timedelta

from django.db.models import Case, F, Q, When

from fuerza.people.models import ApiKey
from fuerza.people.services.links import token_hash

PER_MINUTE, PER_DAY = 600, 10_000


class QuotaSpent(PermissionError):
    """The key had been used as often as it may be until `until`."""

    def __init__(self, until: datetime) -> None:
        super().__init__(f"The quota was spent until {until:%H:%M} UTC.")
        self.until = until


def key_create(
    *, name: str, now: datetime, per_minute: int = PER_MINUTE, per_day: int = PER_DAY
) -> tuple[ApiKey, str]:
    """Make a key; the returned text is nowhere else."""
    key = secrets.token_urlsafe(32)
    row = ApiKey.objects.create(
        name=name, key_hash=token_hash(key), made_at=now, per_minute=per_minute, per_day=per_day
    )
    return row, key


def key_revoke(*, name: str, now: datetime) -> int:
    """End every key of this name; return how many were in use."""
    return ApiKey.objects.filter(name=name, revoked_at=None).update(revoked_at=now)


def key_use(*, key: ApiKey, now: datetime) -> None:
    """Count one use of the key, in one statement, so that of many at once no more get through than may.

    The minutes and days are those of the clock, in UTC. What is refused counts for nothing.

    Raises:
        QuotaSpent: the minute or the day is used up.

    """
    minute, day = now.replace(second=0, microsecond=0), now.date()
    counted = (
        ApiKey.objects.filter(pk=key.pk)
        .filter(~Q(minute=minute) | Q(in_minute__lt=F("per_minute")))
        .filter(~Q(day=day) | Q(in_day__lt=F("per_day")))
        .update(
            minute=minute,
            in_minute=Case(When(minute=minute, then=F("in_minute") + 1), default=1),
            day=day,
            in_day=Case(When(day=day, then=F("in_day") + 1), default=1),
        )
    )
    if not counted:
        key.refresh_from_db()
        midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
        is_day_over = key.day == day and key.in_day >= key.per_day
        raise QuotaSpent(
            midnight + timedelta(days=1) if is_day_over else minute + timedelta(minutes=1)
        )
