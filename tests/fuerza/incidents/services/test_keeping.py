"""What is late is written about once; what was closed a year ago is gone; what is open outlives the closing."""

from datetime import timedelta

import pytest
from django.utils import timezone

from fuerza.attendance import services as attendance
from fuerza.core.models import Job, SealedKey
from fuerza.incidents import queries, services
from fuerza.incidents.choices import KEPT
from fuerza.incidents.models import Contacts, Duty, Entry, Handling, Report, Total, Wall
from fuerza.people.models import Person
from fuerza.programme.models import Edition
from tests.fuerza.incidents.conftest import NOW, SOON, Tell, opened_by, secret_of

Pair = tuple[Person, Person]


@pytest.mark.parametrize(("state", "hours"), [("open", 24), ("running", 1)])
@pytest.mark.usefixtures("pair")
def test_a_report_is_to_be_read_within_an_hour_while_it_runs_and_within_a_day_otherwise(
    state: str, hours: int, tell: Tell, edition: Edition
) -> None:
    Edition.objects.filter(pk=edition.pk).update(state=state)
    edition.refresh_from_db()

    report = tell(None).report

    assert report.acknowledge_by == NOW + timedelta(hours=hours)
    assert queries.late(report, report.acknowledge_by) == []
    assert queries.late(report, report.acknowledge_by + timedelta(seconds=1)) == ["acknowledge"]


def test_each_thing_that_is_late_is_written_about_once_to_those_who_handle_it(
    tell: Tell, pair: Pair
) -> None:
    fay, _ada = pair
    Person.objects.filter(pk=fay.pk).update(email="f@a.test")
    report = tell(None).report
    Job.objects.all().delete()
    days = [timedelta(hours=2), timedelta(hours=25), timedelta(hours=26), timedelta(days=8)]

    found = [services.remind(now=NOW + after) for after in days]

    report.refresh_from_db()
    assert (found, report.warned_of) == ([0, 1, 0, 1], ["acknowledge", "triage", "tell"])
    assert [job.ids["person"] for job in Job.objects.all()] == [str(fay.pk)]
    Report.objects.update(state="closed", warned_of=[])
    assert services.remind(now=NOW + timedelta(days=30)) == 0


@pytest.mark.usefixtures("pair")
def test_what_was_closed_a_year_ago_is_gone_with_its_keys_and_counted(
    tell: Tell, ana: Person, edition: Edition
) -> None:
    old, young, unfinished = (tell(ana).report for _each in range(3))
    Report.objects.filter(pk=old.pk).update(state="closed", closed_at=NOW)
    Report.objects.filter(pk=young.pk).update(state="closed", closed_at=SOON)

    gone = services.purge(now=NOW + KEPT)

    assert (gone, {one.pk for one in Report.objects.all()}) == (1, {young.pk, unfinished.pk})
    assert not SealedKey.objects.filter(owner_id=old.pk).exists()
    assert opened_by(young, ana) is not None
    assert (Total.objects.get().reports, queries.total_of(edition)) == (1, 0)


def test_a_number_below_five_is_told_to_nobody(edition: Edition) -> None:
    told = []
    for number in (0, 4, 5):
        Total.objects.update_or_create(edition=edition, defaults={"reports": number})
        told.append(queries.total_of(edition))

    assert told == [0, 0, 5]


@pytest.mark.usefixtures("contacts")
def test_closed_for_good_an_edition_keeps_what_is_open_and_nothing_else(
    tell: Tell,
    pair: Pair,
    ana: Person,
    edition: Edition,
    olivia: Person,
) -> None:
    services.make_link(edition=edition, by=olivia, now=NOW)
    closed, unfinished = tell(ana).report, tell(ana).report
    Report.objects.filter(pk=closed.pk).update(state="closed", closed_at=timezone.now())

    attendance.close_for_good(edition=edition, by=olivia, now=NOW)
    first = [model.objects.count() for model in (Duty, Wall, Contacts, Report, Handling, Entry)]
    readable = [opened_by(unfinished, one) is not None for one in (*pair, ana)]
    secret = secret_of(unfinished, pair[0])
    said = [line.body.text for line in queries.lines_of(unfinished, secret)]
    Report.objects.update(state="closed", closed_at=NOW)
    services.close(edition_id=edition.pk)

    assert (first, readable, said) == ([0, 0, 1, 1, 2, 1], [True] * 3, ["He grabbed my arm"])
    last = [model.objects.count() for model in (Contacts, Report, Handling, Entry)]
    assert (last, Total.objects.get().reports) == ([0, 0, 0, 0], 2)
