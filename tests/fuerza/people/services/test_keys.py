"""API keys: shown once, kept as a hash, ended by name."""

from datetime import datetime, timedelta

import pytest

from fuerza.people import queries, services
from fuerza.people.models import ApiKey
from tests.fuerza.people.conftest import NOW


def test_a_key_is_kept_as_a_hash_alone() -> None:
    row, key = services.key_create(name="scores", per_minute=5, now=NOW)

    stored = ApiKey.objects.values().get()

    assert key not in repr(stored)
    assert bytes(stored["key_hash"]) == services.token_hash(key)
    assert row.per_minute == 5


def test_revoking_ends_every_key_of_the_name() -> None:
    services.key_create(name="scores", now=NOW)
    services.key_create(name="other", now=NOW)

    ended = services.key_revoke(name="scores", now=NOW), services.key_revoke(name="scores", now=NOW)

    assert ended == (1, 0)
    assert ApiKey.objects.filter(revoked_at=None).get().name == "other"


def test_a_key_is_found_by_its_hash_until_it_is_ended() -> None:
    row, key = services.key_create(name="scores", now=NOW)
    known = services.token_hash(key)

    found = queries.key_in_use(known), queries.key_in_use(services.token_hash("other"))
    services.key_revoke(name="scores", now=NOW)

    assert (found, queries.key_in_use(known)) == ((row, None), None)


def uses(key: ApiKey, *moments: datetime) -> list[datetime | None]:
    """Use the key at each moment; give None where it was let, else until when it is not."""
    found: list[datetime | None] = []
    for moment in moments:
        try:
            services.key_use(key=key, now=moment)
            found.append(None)
        except services.QuotaSpent as spent:
            found.append(spent.until)
    return found


def test_a_minute_is_used_up_until_the_next_and_what_is_refused_counts_for_nothing() -> None:
    key, _text = services.key_create(name="scores", per_minute=2, per_day=9, now=NOW)
    begins = NOW.replace(hour=10, minute=5, second=0, microsecond=0)
    within = [begins + timedelta(seconds=second) for second in (1, 30, 40, 59)]
    then = begins + timedelta(minutes=1)

    answers = uses(key, *within, then, then)

    assert answers == [None, None, then, then, None, None]
    assert ApiKey.objects.values_list("in_minute", "in_day").get() == (2, 4)


def test_a_day_is_used_up_until_midnight_and_then_it_is_new() -> None:
    key, _text = services.key_create(name="scores", per_minute=9, per_day=2, now=NOW)
    hours = [NOW.replace(hour=hour, minute=0, second=0, microsecond=0) for hour in (1, 9, 23)]
    midnight = hours[0].replace(hour=0) + timedelta(days=1)

    answers = uses(key, *hours, midnight)

    assert answers == [None, None, midnight, None]
    assert ApiKey.objects.values_list("in_minute", "in_day").get() == (1, 1)


def test_one_key_uses_up_nothing_of_another() -> None:
    first, _text = services.key_create(name="scores", per_minute=1, now=NOW)
    second, _text = services.key_create(name="scores", per_minute=1, now=NOW)

    answers = [uses(key, NOW) for key in (first, second)]

    assert answers == [[None], [None]]
    with pytest.raises(services.QuotaSpent, match=r"until \d\d:\d\d UTC"):
        services.key_use(key=first, now=NOW)
