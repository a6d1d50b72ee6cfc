"""Plans, acts and lists changed their package and not their tables: a database from before keeps every row."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.state import StateApps
from django.test.utils import CaptureQueriesContext

from fuerza.acts.models import Action, BlockList, Effort, Gathering, Plan
from fuerza.desk.models import DecisionEntry
from tests.fuerza.connections.conftest import NOW

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "keys"])
LAST = [("connections", "0005_plans_shown"), ("desk", "0003_urgent_first")]
MOVED = [
    ("acts", "0001_initial"),
    ("connections", "0006_plans_leave"),
    ("desk", "0004_plans_of_acts"),
]
NONE_OF_IT = [("acts", None)]
ASKING = {"SELECT", "PRAGMA", "BEGIN", "COMMIT"}
SEALED = b"sealed under the name of its table"


@pytest.fixture
def before() -> Iterator[StateApps]:
    """A database as it was before fuerza.acts was there."""
    executor = MigrationExecutor(connection)
    executor.migrate([*NONE_OF_IT, *LAST])
    try:
        yield executor.loader.project_state([*LAST, *_leaves("people", "vault")]).apps
    finally:
        _forward()


def _leaves(*apps: str) -> list[tuple[str, str]]:
    graph = MigrationExecutor(connection).loader.graph
    return [leaf for app in apps for leaf in graph.leaf_nodes(app)]


def _forward() -> None:
    """Migrate all there is: going back took the tables of whatever stands on these along."""
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())


def _filled(apps: StateApps) -> list[UUID]:
    """Fill each table that moves, and what points at it; return the ids."""
    model = apps.get_model
    marisol = model("people", "Person").objects.create(username="marisol")
    case_key = model("vault", "CaseKey").objects.create(person=marisol, made_at=NOW)
    exhibit = model("vault", "Exhibit").objects.create(
        person=marisol, case_key=case_key, number=1, commitment=b"c", sealed=b"s", kept_at=NOW
    )
    linked = model("connections", "Connection").objects.create(person=marisol, linked_at=NOW)
    brought = model("connections", "BlockList").objects.create(person=marisol, made_at=NOW)
    plan = model("connections", "Plan").objects.create(
        person=marisol, kind="block", block_list=brought, made_at=NOW
    )
    act = model("connections", "Action").objects.create(
        plan=plan, connection=linked, kind="block", author_key=b"key", sealed_target=SEALED
    )
    act.exhibits.add(exhibit)
    effort = model("connections", "Effort").objects.create(connection=linked, minute=NOW, points=3)
    gathered = model("connections", "Gathering").objects.create(
        connection=linked, kind="mute", sealed=SEALED, made_at=NOW
    )
    entry = model("desk", "DecisionEntry").objects.create(
        person=marisol, decision="blocked", by=marisol, at=NOW, plan=plan
    )
    rows: list[Any] = [brought, plan, act, effort, gathered, entry, exhibit]
    return [row.pk for row in rows]


def test_a_database_from_before_keeps_every_row_and_what_is_sealed_in_it(before: StateApps) -> None:
    there = _filled(before)

    _forward()

    act = Action.objects.get()
    brought, plan = BlockList.objects.get(), Plan.objects.get()
    found: list[Any] = [brought, plan, act, Effort.objects.get(), Gathering.objects.get()]
    assert [row.pk for row in [*found, DecisionEntry.objects.get(), act.exhibits.get()]] == there
    assert (plan.block_list, DecisionEntry.objects.get().plan) == (brought, plan)
    assert bytes(act.sealed_target) == SEALED


@pytest.mark.usefixtures("before")
def test_moving_writes_nothing_but_that_it_was_done() -> None:
    with CaptureQueriesContext(connection) as asked:
        MigrationExecutor(connection).migrate(MOVED)

    words = [query["sql"].split() for query in asked]
    wrote = [each[:3] for each in words if each[0] not in ASKING]
    assert wrote == [["INSERT", "INTO", '"django_migrations"']] * 3
