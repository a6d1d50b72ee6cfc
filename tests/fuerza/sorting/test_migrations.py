"""A limit that was set for her own desk alone is taken along: it is hers wherever she reads."""

from collections.abc import Iterator

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.state import StateApps

from fuerza.people.models import Person

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "keys"])
BEFORE, NOW = [("sorting", "0001_initial")], [("sorting", "0002_one_reading_limit")]


@pytest.fixture
def before() -> Iterator[StateApps]:
    """A database as it was when there were two limits."""
    executor = MigrationExecutor(connection)
    executor.migrate(BEFORE)
    try:
        yield executor.loader.project_state(BEFORE).apps
    finally:
        MigrationExecutor(connection).migrate(NOW)


def test_the_limits_of_her_desk_become_hers_unless_she_has_others(before: StateApps) -> None:
    wishes = before.get_model("sorting", "Wishes").objects
    limits = {"ana": (20, 0, None, 9), "berta": (0, 15, 7, None), "clara": (0, 0, None, None)}
    for name, (items, minutes, reads, reading) in limits.items():
        made = Person.objects.create_user(name, reads_a_day=reads, minutes_a_day=reading)
        wishes.create(person_id=made.pk, items_a_day=items, minutes_a_day=minutes)

    MigrationExecutor(connection).migrate(NOW)

    rows = Person.objects.values_list("username", "reads_a_day", "minutes_a_day")
    assert {name: limit for name, *limit in rows} == {
        "ana": [20, 9],
        "berta": [7, 15],
        "clara": [None, None],
    }
