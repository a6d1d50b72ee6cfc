"""The sample edition has two on call and one report that was closed; run again, no more of them, and all made up."""

from datetime import UTC, datetime

from fuerza.core import keyrings
from fuerza.incidents import queries
from fuerza.incidents.models import Duty, Report
from fuerza.programme.models import Edition
from fuerza.site import demonstration, sample_incidents

NOW = datetime(2026, 11, 3, 14, 20, tzinfo=UTC)


def test_two_are_on_call_and_one_report_went_its_way_and_says_that_it_is_a_sample() -> None:
    people = {one.role: one.person for one in demonstration.welcome(now=NOW)}
    demonstration.load_programme(NOW)
    edition = Edition.objects.get(is_fictional=True)

    sample_incidents.report(edition=edition, people=people, now=NOW)
    sample_incidents.report(edition=edition, people=people, now=NOW)

    report = Report.objects.get()
    opened = keyrings.open_with_server(people["participant"].pk, now=NOW)
    secret = queries.key_with(report, opened)
    assert secret is not None
    bodies = [line.body for line in queries.lines_of(report, secret)]
    said = [text for one in bodies for text in (one.text, one.where, one.who) if text]
    assert (report.state, Duty.objects.count(), len(said)) == ("closed", 2, 7)
    assert [text for text in said if not text.startswith("Sample")] == []
