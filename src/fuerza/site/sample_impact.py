"""What the sample edition did, all of it made up: two rounds that have closed, one that is open, a report that is out.

The numbers are written here and belong to nobody; the pages say that the edition and the report are made up.
"""

from collections import Counter
from datetime import datetime, timedelta

from fuerza.core import crypto
from fuerza.impact import queries, services
from fuerza.impact.choices import Wave
from fuerza.impact.models import ImpactReport, Round
from fuerza.impact.queries import Line, Seated
from fuerza.people.models import Person
from fuerza.programme.models import Edition

BEFORE = {"answered": 19, "often.daily": 11, "often.weekly": 8}
BEFORE |= {"platforms.instagram": 14, "platforms.facebook": 12, "platforms.x": 9}
BEFORE |= {"happened.insults": 13, "happened.crowd": 7, "happened.threats": 6, "happened.lies": 3}
BEFORE |= {"did.silenced": 10, "did.nothing": 7, "did.less": 9, "did.reported": 5, "did.kept": 2}
BEFORE |= {"speaking.hard": 8, "speaking.less": 11}
BEFORE |= {"topics.proof": 12, "topics.silencing": 9, "topics.rest": 6}
AFTER = {"answered": 17, "useful.workshops": 12, "useful.people": 11, "useful.soapbox": 8}
AFTER |= {"safe.yes": 11, "safe.mostly": 6, "speaking.easy": 6, "speaking.hard": 11}
AFTER |= {"changed.sooner": 9, "changed.proof": 8, "changed.more": 5}
AFTER |= {"did.silenced": 12, "did.kept": 8, "did.told": 6, "met.some": 10, "met.few": 7}
FIELDS = {"journalist": 9, "politician": 6, "ngo": 5, "student": 3, "athlete": 1}
LINES = [
    Line("line", "Sample: more time for questions, please."),
    Line("practice", "Sample: a friend reads the first hour after I post."),
    Line("offered", "Sample: I write down what happened before I block."),
]


def show(*, edition: Edition, people: dict[str, Person], now: datetime) -> None:
    """Fill in the rounds and the report of a made-up edition, once."""
    if edition.rounds.exists():
        return
    crypto.data_key(edition.pk)
    _closed(edition, Wave.BEFORE, BEFORE, now - timedelta(days=30))
    _closed(edition, Wave.AFTER, AFTER, now - timedelta(days=1))
    ends = now.date() + timedelta(days=21)
    Round.objects.create(
        edition=edition, wave=Wave.THREE_MONTHS, opens_on=now.date(), closes_on=ends, is_told=True
    )
    _report(edition, by=people["organiser"], reviewer=people["facilitator"], now=now)


def _closed(edition: Edition, wave: str, tallies: dict[str, int], at: datetime) -> None:
    began = at.date() - timedelta(days=14)
    row = Round(edition=edition, wave=wave, opens_on=began, closes_on=at.date(), is_told=True)
    row.tallies = tallies
    row.sealed_lines = services.sealed_lines(row, LINES)
    row.save()
    services.close(round_=row, now=at)


def _report(edition: Edition, *, by: Person, reviewer: Person, now: datetime) -> None:
    """Have one person build a report and another review it, on made-up numbers."""
    crypto.data_key(edition.programme_id)
    report = ImpactReport(
        programme=edition.programme, is_sample=True, built_by=by, made_at=now, language="en"
    )
    seated = Seated(edition, sum(FIELDS.values()), Counter(FIELDS), None)
    services.fill_in(report=report, counted=queries.summed([seated]), now=now)
    report.save()
    services.review(report=report, by=reviewer, now=now)
    services.publish(report=report, by=by, now=now)
