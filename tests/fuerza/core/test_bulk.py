"""Many rows at once: as Django would have stored them, and those that are there already are passed over."""

import uuid
from datetime import UTC, datetime, timedelta, timezone

from django.db import transaction

from fuerza.core import bulk
from fuerza.core.models import Erasure, Job
from fuerza.people.models import Consent, Person
from tests.fuerza.core.conftest import NOON

COLUMNS = ["id", "name", "ids", "key", "state", "run_at", "lease_until", "worker", "attempts"]
MORE = ["max_attempts", "again", "error", "done", "total", "made_at"]


def job_row(job_id: uuid.UUID, ids: dict[str, object], at: datetime) -> list[object]:
    return [job_id, "desk.find", ids, "", "ready", at, None, "", 0, 8, False, "", 0, None, NOON]


def test_rows_come_back_as_if_stored_one_by_one() -> None:
    plus_two = timezone(timedelta(hours=2))
    rows = [
        job_row(uuid.uuid4(), {"n": 1, "name": "أمل"}, NOON),
        job_row(uuid.uuid4(), {}, datetime(2026, 11, 23, 14, 0, 0, 5, tzinfo=plus_two)),
    ]

    with transaction.atomic():
        new = bulk.insert(Job, COLUMNS + MORE, rows)

    assert new == 2
    stored = {job.pk: (job.ids, job.run_at, job.lease_until) for job in Job.objects.all()}
    assert stored == {row[0]: (row[2], row[5], None) for row in rows}
    assert Job.objects.filter(run_at=datetime(2026, 11, 23, 12, 0, 0, 5, tzinfo=UTC)).count() == 1


def test_a_row_that_is_there_already_is_passed_over() -> None:
    her = uuid.uuid4()
    Erasure.objects.create(person_id=her, at=NOON)

    with transaction.atomic():
        new = bulk.insert(
            Erasure, ["person_id", "at"], [(her, NOON + timedelta(1)), (uuid.uuid4(), NOON)]
        )

    assert new == 1
    assert Erasure.objects.get(pk=her).at == NOON


def test_a_foreign_key_is_stored_as_what_it_points_to() -> None:
    berta = Person.objects.create_user("berta")
    columns = ["id", "person", "purpose", "scope_id", "is_given", "policy_version", "language"]

    with transaction.atomic():
        bulk.insert(
            Consent,
            [*columns, "at", "expires_at"],
            [(uuid.uuid4(), berta.id, "stories", "", True, "1", "en", NOON, None)],
        )

    assert Consent.objects.get().person == berta
