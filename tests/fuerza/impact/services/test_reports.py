"""A report hides what is small, also beside those before it; two people see it before anybody else does."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from fuerza.attendance import services as attendance
from fuerza.core import hooks, jobs, worker
from fuerza.core.models import Job
from fuerza.impact import privacy, queries, services
from fuerza.impact.models import ImpactReport
from fuerza.people.models import Person
from fuerza.programme import services as programme_services
from fuerza.programme.models import Edition, Programme
from fuerza.programme.services import Source
from tests.fuerza.impact.conftest import (
    NOW,
    Fill,
    MakePerson,
    OpenEdition,
    took_place,
)

J, A, S = "journalist", "athlete", "student"


@pytest.fixture
def two(open_edition: OpenEdition, fill: Fill) -> list[Edition]:
    """Twelve came to one edition, nine to another, three to both; and there was one that isn't for everybody."""
    first = took_place(open_edition("2026-04-09", "open"), date(2026, 4, 9))
    second = took_place(open_edition("2026-06-09", "open"), date(2026, 6, 9))
    hidden = open_edition("2026-07-09", "open", visibility="unlisted")
    took_place(hidden, date(2026, 7, 9))
    fill(first, *[J] * 6, *[A] * 6)
    fill(second, *[J] * 6, *[S] * 3, since=9)
    fill(hidden, *[J] * 50)
    return [first, second]


def built(programme: Programme, by: Person, now: Any = NOW, **wishes: Any) -> ImpactReport:
    report = services.begin(programme=programme, by=by, now=now, **wishes)
    services.build(report_id=report.pk, now=now)
    report.refresh_from_db()
    return report


def out(report: ImpactReport, by: Person, now: Any = NOW) -> ImpactReport:
    services.review(report=report, by=by, now=now)
    return services.publish(report=report, by=by, now=now)


def test_a_report_has_places_and_people_by_field_and_year_and_hides_what_is_small(
    two: list[Edition], programme: Programme, olivia: Person
) -> None:
    report = built(programme, olivia)

    content = report.content
    nobody = dict.fromkeys(queries.FIELDS, 0)
    first, second = (str(one.pk) for one in two)
    assert content["years"] == [
        {
            "year": "2026",
            "all": 21,
            # 3 students are hidden, and 6 athletes with them: else 21 less the others would tell
            "fields": nobody | {J: 12, A: None, S: None},
            "editions": [{"id": first, "all": 12}, {"id": second, "all": 9}],
        }
    ]
    # 21 places and 18 people would tell that 3 came twice
    assert (content["all"], content["people"], content["are_people_known"]) == (21, None, True)
    assert bytes(report.paper)[:5] == b"%PDF-"
    assert (report.state, report.built_at) == ("draft", NOW)


def test_the_same_input_gives_the_same_fingerprint_and_another_another(
    two: list[Edition], programme: Programme, olivia: Person, fill: Fill
) -> None:
    report = built(programme, olivia)
    again = queries.counted(queries.editions_in(report))
    shown = {name: again.counts[name] for name in queries.issue_of(report).shown}

    assert queries.digest_of(queries.content_of(report, again, shown)) == report.digest
    fill(two[0], *[J] * 5, since=100)
    more = queries.counted(queries.editions_in(report))
    assert queries.digest_of(queries.content_of(report, more, more.counts)) != report.digest


def test_a_later_report_tells_of_no_few_who_came_between(
    two: list[Edition], programme: Programme, olivia: Person, make: MakePerson, fill: Fill
) -> None:
    second = make("paula", "organiser")
    first = out(built(programme, olivia), second)
    fill(two[0], J, J, since=200)

    later = built(programme, olivia, NOW + timedelta(days=1))

    year = later.content["years"][0]
    before = first.content["years"][0]
    pairs = [(before["all"], year["all"]), (first.content["all"], later.content["all"])]
    pairs += [(before["fields"][name], year["fields"][name]) for name in queries.FIELDS]
    pairs += [
        (was["all"], now["all"])
        for was, now in zip(before["editions"], year["editions"], strict=True)
    ]
    told = [abs(was - now) for was, now in pairs if was is not None and now is not None]
    assert [change for change in told if 0 < change < 5] == []
    assert year["editions"][0]["all"] is None  # 14 less 12
    assert year["editions"][1]["all"] == 9


def test_an_edition_closed_for_good_counts_by_its_totals_and_its_people_are_not_told_apart(
    two: list[Edition], programme: Programme, olivia: Person
) -> None:
    before = queries.counted(two)
    for edition in two:
        attendance.close_for_good(edition=edition, by=olivia, now=NOW)

    after = queries.counted(two)

    assert (before.counts["people"], before.counts["again"]) == (18, 3)
    assert {"people", "again"}.isdisjoint(after.counts)
    assert after.counts == {
        name: count for name, count in before.counts.items() if name not in {"people", "again"}
    }
    report = built(programme, olivia)
    assert report.content["are_people_known"] is False


def test_nothing_is_public_before_a_second_person_has_reviewed_it(
    two: list[Edition], programme: Programme, olivia: Person, make: MakePerson
) -> None:
    paula = make("paula", "organiser")
    report = services.begin(programme=programme, by=olivia, now=NOW)
    with pytest.raises(services.NotNow, match="state"):
        services.review(report=report, by=paula, now=NOW)  # it is not built yet
    services.build(report_id=report.pk, now=NOW)
    services.build(report_id=report.pk, now=NOW + timedelta(days=1))  # once
    with pytest.raises(services.NotNow, match="same_person"):
        services.review(report=report, by=olivia, now=NOW)
    with pytest.raises(services.NotNow, match="state"):
        services.publish(report=report, by=paula, now=NOW)
    assert queries.published_report(report.pk) is None

    out(report, paula)

    found = queries.published_report(report.pk)
    assert found is not None
    assert (found.built_at, found.reviewed_by, found.published_at) == (NOW, paula, NOW)
    with pytest.raises(services.NotNow, match="state"):
        services.discard(report=report, by=olivia, now=NOW)
    with transaction.atomic(), pytest.raises(IntegrityError):
        ImpactReport.objects.update(reviewed_at=None)  # the database holds it too
    assert two


def test_a_report_built_before_another_came_out_is_built_anew(
    programme: Programme, olivia: Person, make: MakePerson
) -> None:
    paula = make("paula", "organiser")
    one, other = built(programme, olivia), built(programme, olivia)
    later = NOW + timedelta(hours=1)
    out(one, paula, later)

    with pytest.raises(services.NotNow, match="outdated"):
        out(other, paula, later)

    services.discard(report=other, by=olivia, now=later)
    third = out(built(programme, olivia, later + timedelta(hours=1)), paula, later)
    states = dict(ImpactReport.objects.values_list("pk", "state"))
    assert states == {one.pk: "superseded", third.pk: "published"}
    assert (one.content["all"], one.content["are_people_known"]) == (0, False)


def test_claims_stand_apart_with_their_source_and_a_shared_hashtag_counts_once(
    two: list[Edition], programme: Programme
) -> None:
    source = Source(title="A newspaper", url="https://news.example/a", date="2026-04-10")
    programme_services.add_fact(edition=two[0], field="attendees", value="about 70", source=source)
    for edition in two:
        programme_services.use_hashtag(display="#FuerzaEnMiVoz", by=edition)
    report = ImpactReport(programme=programme, least=5)
    counted = queries.counted(two)

    content = queries.content_of(report, counted, counted.counts)

    assert content["claims"] == [
        {
            "edition": str(two[0].pk),
            "field": "attendees",
            "value": "about 70",
            "confidence": "asserted",
            "source": "A newspaper",
            "url": "https://news.example/a",
            "date": "2026-04-10",
        }
    ]
    found = {it["hashtag"]: (it["editions"], it["campaigns"]) for it in content["hashtags"]}
    assert found == {"FuerzaEnMiVoz": (2, 0), "FuerzaTest": (0, 0)}


def test_what_others_count_of_an_edition_comes_by_a_hook_and_small_numbers_are_hidden(
    two: list[Edition], programme: Programme, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = [("Posts", 412, "A"), ("Voices", 3, "A")]
    monkeypatch.setitem(hooks._registered["indicators"], "test", lambda _edition: lines)
    counted = queries.counted(two)
    report = ImpactReport(programme=programme, least=5)

    found = queries.content_of(report, counted, counted.counts)["indicators"]

    assert [(it["what"], it["number"]) for it in found] == [("Posts", 412), ("Voices", None)] * 2


def test_a_sample_counts_the_made_up_editions_and_no_others(
    two: list[Edition], programme: Programme
) -> None:
    two[1].is_fictional = True
    two[1].save()
    report = ImpactReport(programme=programme, least=5, is_sample=True)
    counted = queries.counted(queries.editions_in(report))

    content = queries.content_of(report, counted, counted.counts)

    assert [content[name] for name in ("all", "campaigns", "hashtags")] == [9, [], []]
    real = queries.counted(queries.editions_in(ImpactReport(programme=programme)))
    assert real.counts["all"] == 12


def test_a_report_forgets_whoever_built_and_reviewed_it_when_she_erases_herself(
    programme: Programme, olivia: Person, make: MakePerson
) -> None:
    report, paula = services.begin(programme=programme, by=olivia, now=NOW), make("paula")
    ImpactReport.objects.update(reviewed_by=paula)

    for person in (olivia, paula):
        privacy.erase(person)

    report.refresh_from_db()
    assert (report.built_by, report.reviewed_by) == (None, None)


def test_a_step_is_shown_while_it_is_built(programme: Programme, olivia: Person) -> None:
    report = services.begin(programme=programme, by=olivia, now=NOW)
    heard: list[tuple[int, int]] = []

    step = queries.step_of(report)
    services.build(report_id=report.pk, now=NOW, beat=lambda *how: heard.append(how))

    report.refresh_from_db()
    assert (step.name if step else "") == "impact.build_report"
    assert (heard, queries.step_of(report)) == ([(0, 3), (1, 3), (2, 3), (3, 3)], None)


def test_the_jobs_build_a_report_and_turn_rounds(programme: Programme, olivia: Person) -> None:
    report = services.begin(programme=programme, by=olivia, now=NOW)
    turn = jobs.enqueue("impact.turn", now=NOW)
    assert report.job

    worker.run_by_id(report.job, clock=lambda: NOW)
    worker.run_by_id(turn.pk, clock=lambda: NOW)

    report.refresh_from_db()
    states = set(Job.objects.filter(name__startswith="impact.").values_list("name", "state"))
    assert len(report.digest) == 64
    assert states == {("impact.build_report", "done"), ("impact.turn", "done")}
