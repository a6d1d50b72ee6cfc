"""A report in words: page, paper and file say the same, what is hidden is said, and nobody reads nought."""

from datetime import date, timedelta

import pytest
from django.utils import translation

from fuerza.impact import queries, services
from fuerza.impact.models import ImpactReport
from fuerza.people.models import Person
from fuerza.programme import services as programme_services
from fuerza.programme.models import Campaign, Edition, Programme
from fuerza.programme.services import Source
from safeguard.publish.plain import plain
from tests.fuerza.impact.conftest import NOW, TODAY, Fill, OpenEdition, say, took_place


@pytest.fixture
def report(
    open_edition: OpenEdition, fill: Fill, programme: Programme, olivia: Person
) -> ImpactReport:
    """One edition of 12, listened to before and asked after, with a claim and a campaign; never saved as built."""
    edition = open_edition("2026-11-20", "open")
    people = [row.person for row in fill(edition, *["journalist"] * 12)]
    before = services.open_round(
        edition=edition, opens_on=TODAY, closes_on=TODAY, by=olivia, now=NOW
    )
    say(before, people, speaking=["hard"], topics=["proof"])
    took_place(edition, TODAY)
    tomorrow = NOW + timedelta(days=1)
    services.turn(now=tomorrow)
    say(edition.rounds.get(wave="after"), people[:7], on=tomorrow.date(), speaking=["easy"])
    services.turn(now=NOW + timedelta(days=60))
    source = Source(title="=A newspaper", url="https://news.example/a", date="2026-04-10")
    programme_services.add_fact(edition=edition, field="attendees", value="about 70", source=source)
    campaign = Campaign.objects.create(programme=programme, name="A card for all", language="en")
    programme_services.add_campaign_fact(
        campaign=campaign, field="reposts", value="412", source=source
    )
    report = ImpactReport(programme=programme, least=5, built_by=olivia, made_at=NOW)
    counted = queries.counted(queries.editions_in(report))
    hidden = counted.counts | {"year 2026": -1}
    shown = {name: count for name, count in hidden.items() if count != -1}
    report.content = queries.content_of(report, counted, shown)
    report.digest = queries.digest_of(report.content)
    return report


def test_a_report_in_words(report: ImpactReport) -> None:
    parts = {part.title: part for part in queries.parts_of(report.content)}

    assert list(parts) == [
        "How many people",
        "By field of work, 2026",
        "By edition",
        "What people said: Bogotá · 3 November 2026 · Before",
        "What people said: Bogotá · 3 November 2026 · Right after",
        "Before and after: Bogotá · 3 November 2026",
        "What sources say",
        "Campaigns",
        "Hashtags",
    ]
    assert parts["By field of work, 2026"].rows[-2:] == (
        ("not said", "0"),
        ("All together", "not shown"),
    )
    side = parts["Before and after: Bogotá · 3 November 2026"]
    assert side.head == ("Asked", "Answer", "Before (12)", "Right after (7)")
    assert side.rows[:2] == (
        ("How is it to say online what you think?", "Mostly easy", "0", "7"),
        ("How is it to say online what you think?", "Often hard", "12", "0"),
    )
    claim = ("Who came", "about 70", "claimed", "=A newspaper · https://news.example/a")
    assert parts["What sources say"].rows == (("Bogotá · 3 November 2026", *claim),)
    assert parts["Campaigns"].rows == (
        ("A card for all", "Reposts", "412", "claimed", "=A newspaper · https://news.example/a"),
    )


def test_page_paper_and_file_have_the_same_numbers_and_name_nobody(
    report: ImpactReport, olivia: Person
) -> None:
    paper = plain(queries.paper_of(report, made_at=NOW))
    lines = queries.lines_of_report(report).decode()

    for part in queries.parts_of(report.content):
        for cell in (cell for cells in part.rows for cell in cells):
            assert cell in paper
    assert "By edition,Bogotá · 3 November 2026,12\n" in lines
    assert "By field of work, 2026" in lines
    assert ",=A newspaper" not in lines  # no cell that a spreadsheet runs
    assert report.digest in paper
    assert report.digest in lines
    assert [name in paper + lines for name in (olivia.username, "w1", str(olivia.pk))] == [
        False
    ] * 3
    assert "fewer than 5" in paper
    assert "Fuerza" in paper.splitlines()[:6]
    Programme.objects.get().texts.all().delete()
    assert "Fuerza" not in plain(queries.paper_of(report, made_at=NOW)).splitlines()[:6]


def test_a_report_is_read_in_each_readers_language(report: ImpactReport) -> None:
    with translation.override("es"):
        titles = [part.title for part in queries.parts_of(report.content)]

    assert any("Bogotá" in title and "2026" in title for title in titles)
    report.is_sample, report.language = True, "ar"
    assert queries.paper_of(report, made_at=NOW).language == "ar"
    assert len(queries.notes_of(report)) == 4


def test_without_a_date_a_year_says_so_and_what_is_counted_elsewhere_has_its_source(
    programme: Programme, edition: Edition
) -> None:
    took_place(edition, date(2026, 4, 9))
    Edition.objects.update(starts="", precision="", first_day=None, last_day=None)
    report = ImpactReport(programme=programme, least=5)
    counted = queries.counted(queries.editions_in(report))
    content = queries.content_of(report, counted, counted.counts)
    line = {"edition": str(edition.pk), "what": "Posts", "number": None, "source": "Our archive"}

    parts = queries.parts_of(content | {"indicators": [line]})

    assert "By field of work, no date" in [part.title for part in parts]
    [counted_online] = [part for part in parts if part.title == "What was counted online"]
    assert counted_online.rows[0][1:] == ("Posts", "not shown", "Our archive")


def test_a_round_that_shows_smaller_numbers_than_the_report_stands_in_none(
    report: ImpactReport,
) -> None:
    report.least = 6
    counted = queries.counted(queries.editions_in(report))

    assert queries.content_of(report, counted, {})["rounds"] == []
