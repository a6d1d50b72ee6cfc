"""The switch's jobs do what they are called for."""

from datetime import timedelta

import pytest

from fuerza.core import jobs
from fuerza.core.models import Job
from fuerza.crisis.models import Crisis
from fuerza.people.models import Person
from tests.fuerza.acts.acting_double import Clock
from tests.fuerza.acts.conftest import work
from tests.fuerza.crisis.conftest import switch_on

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


def test_what_is_on_is_looked_after_by_the_clock(person: Person, clock: Clock) -> None:
    crisis = switch_on(person, None, clock)
    Job.objects.all().delete()
    jobs.enqueue("crisis.look_after", now=clock())

    work(clock, until=clock() + timedelta(minutes=1))

    done = Job.objects.filter(state="done").values_list("name", flat=True)
    assert sorted(done) == ["crisis.look_after", "crisis.tighten"]
    assert Crisis.objects.get() == crisis
