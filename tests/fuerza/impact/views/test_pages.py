"""The pages: she answers without a name, organisers see sums, everybody reads what is out."""

from collections.abc import Callable
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from django.utils import timezone

from fuerza.impact import queries, services
from fuerza.impact.models import ImpactReport, Round
from fuerza.people.adapter import Adapter
from fuerza.people.models import Person
from fuerza.programme.models import Edition, Programme
from tests.fuerza.impact.conftest import Fill, MakePerson, say, signed_in


@pytest.fixture(autouse=True)
def _she_has_just_shown_that_it_is_she(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Adapter, "elsewhere_to_show_again", lambda *_: None)


@pytest.fixture
def now_round(edition: Edition, olivia: Person) -> Round:
    """A round that is open by the clock on the wall."""
    today = timezone.now().date()
    return services.open_round(
        edition=edition,
        opens_on=today,
        closes_on=today + timedelta(days=14),
        by=olivia,
        now=timezone.now(),
    )


def closed(round_: Round, people: list[Person], **said: list[str]) -> Round:
    say(round_, people, "Our own words", "line", timezone.now().date(), **said)
    services.close(round_=round_, now=timezone.now())
    round_.refresh_from_db()
    return round_


@pytest.fixture
def nine(fill: Fill, edition: Edition) -> list[Person]:
    return [row.person for row in fill(edition, *["journalist"] * 9)]


def test_she_takes_her_page_answers_without_an_account_and_finds_nothing_there_any_more(
    now_round: Round, nine: list[Person]
) -> None:
    hers, anybody = signed_in(nine[0]), Client()
    path = f"/e/{now_round.edition_id}/say/{now_round.pk}/"
    assert "Show me the questions" in hers.get(path).content.decode()
    noted = hers.post(f"{path}note/", {"wants": "on"}, follow=True).content.decode()
    assert 'name="wants" id="id_wants" checked' in noted
    page = hers.post(path).headers["Location"]
    assert "You have your page" in hers.post(path).content.decode()

    asked = anybody.get(page).content.decode()
    wrong = anybody.post(page, {"often": "hourly"})
    thanks = anybody.post(page, {"happened": ["threats"], "line": "Ours"}).content.decode()

    assert "Write no names" in asked
    assert wrong.status_code == 422
    assert "Thank you" in thanks
    assert "nothing to answer here" in anybody.post(page).content.decode()
    now_round.refresh_from_db()
    assert now_round.tallies == {"answered": 1, "happened.threats": 1}
    assert [line.text for line in queries.lines_of(now_round)] == ["Ours"]
    assert signed_in(nine[1]).get(f"/e/{now_round.pk}/say/{now_round.pk}/").status_code == 404


def test_whoever_does_not_come_is_not_asked(now_round: Round, make: MakePerson) -> None:
    path = f"/e/{now_round.edition_id}/say/{now_round.pk}/"

    assert signed_in(make("stranger")).get(path).status_code == 404


def test_after_an_edition_what_helps_may_be_offered_for_a_guide(
    now_round: Round, nine: list[Person]
) -> None:
    Round.objects.update(wave="after")
    now_round.refresh_from_db()
    page = services.draw(round_=now_round, person=nine[0], now=timezone.now())
    other = services.draw(round_=now_round, person=nine[1], now=timezone.now())

    Client().post(f"/e/o/{page}/", {"practice": "A list of who helps", "offered": "on"})
    Client().post(f"/e/o/{other}/", {"practice": "Long walks"})

    now_round.refresh_from_db()
    found = {(line.kind, line.text) for line in queries.lines_of(now_round)}
    assert found == {("offered", "A list of who helps"), ("practice", "Long walks")}


def test_an_organiser_opens_a_round_and_sees_nothing_before_it_has_closed(
    edition: Edition, as_olivia: Client, nine: list[Person]
) -> None:
    path = f"/e/{edition.pk}/did/"
    assert "Nobody was asked yet" in as_olivia.get(path).content.decode()
    assert as_olivia.get(f"{path}ask/").status_code == 200
    late = {"opens_on": "2020-01-01", "closes_on": "2020-01-02", "least": 5}
    today = timezone.now().date()
    days = {"opens_on": today, "closes_on": today, "least": 5}
    assert as_olivia.post(f"{path}ask/", late).status_code == 422
    opened = as_olivia.post(f"{path}ask/", days, follow=True).content.decode()
    assert "asked before" in as_olivia.post(f"{path}ask/", days, follow=True).content.decode()
    round_ = Round.objects.get()
    say(round_, nine, on=today, line="Secret so far", topics=["proof"])

    heard = as_olivia.get(f"{path}{round_.pk}/").content.decode()
    words = as_olivia.post(f"{path}{round_.pk}/words/").content.decode()

    assert "Opened." in opened
    assert "Nothing is shown yet" in heard
    assert [text in heard + words for text in ("Secret so far", "want to talk about")] == [
        False
    ] * 2
    assert as_olivia.get(f"{path}{edition.pk}/").status_code == 404


def test_from_what_people_wish_for_one_step_leads_to_the_agenda(
    now_round: Round, nine: list[Person], as_olivia: Client
) -> None:
    round_ = closed(now_round, nine, topics=["proof"])
    path = f"/e/{round_.edition_id}/did/"

    heard = as_olivia.get(f"{path}{round_.pk}/").content.decode()
    words = as_olivia.post(f"{path}{round_.pk}/words/").content.decode()

    assert "9 want to talk about: Keeping proof" in heard
    link = heard.split("/agenda/?")[1].split('"')[0]
    form = as_olivia.get(f"/e/{round_.edition_id}/agenda/?{link}").content.decode()
    assert parse_qs(urlsplit(f"?{link}").query) == {"agenda": ["09:00-10:00 Keeping proof"]}
    assert "09:00-10:00 Keeping proof" in form
    assert words.count("Our own words") == 9
    assert "Before and after" not in as_olivia.get(path).content.decode()


def test_before_and_after_stand_side_by_side_as_groups(
    now_round: Round, nine: list[Person], as_olivia: Client
) -> None:
    closed(now_round, nine, speaking=["hard"])
    after = Round.objects.create(
        edition=now_round.edition,
        wave="after",
        opens_on=now_round.opens_on,
        closes_on=now_round.closes_on,
    )
    closed(after, nine[:6], speaking=["easy"])

    page = as_olivia.get(f"/e/{now_round.edition_id}/did/").content.decode()

    assert "Groups, side by side." in page
    assert "fewer than 5" in page.lower()


def test_of_too_few_answers_the_page_says_fewer_than_five_and_not_how_many(
    now_round: Round, nine: list[Person], as_olivia: Client
) -> None:
    pages = set()
    for number in (0, 3):
        say(now_round, nine[:number], on=timezone.now().date())
        services.close(round_=now_round, now=timezone.now())
        path = f"/e/{now_round.edition_id}/did/"
        pages.add(plain_of(as_olivia.get(f"{path}{now_round.pk}/").content.decode()))
        pages.add(plain_of(as_olivia.get(path).content.decode()))
        Round.objects.update(closed_at=None)
        now_round.refresh_from_db()

    assert len(pages) == 2  # the same for none and for three


def plain_of(page: str) -> str:
    return page.split('id="main"')[1].split("csrfmiddlewaretoken", maxsplit=1)[0]


@pytest.fixture
def make_report(programme: Programme, olivia: Person) -> Callable[..., ImpactReport]:
    def made(*, is_built: bool = True) -> ImpactReport:
        at = timezone.now() - timedelta(minutes=1)
        report = services.begin(programme=programme, by=olivia, now=at)
        if is_built:
            services.build(report_id=report.pk, now=at)
        return report

    return made


def test_a_report_goes_from_two_organisers_to_everybody(
    make_report: Callable[..., ImpactReport], as_olivia: Client, make: MakePerson
) -> None:
    report = make_report()
    paula, anybody = signed_in(make("paula", "organiser")), Client()
    path, public = f"/e/reports/{report.pk}/", f"/e/r/{report.pk}/"
    endings = ("", "pdf/", "csv/")
    assert {anybody.get(f"{public}{end}").status_code for end in endings} == {404}
    assert "Somebody else" in as_olivia.get(path).content.decode()
    own = as_olivia.post(f"{path}reviewed/", follow=True).content.decode()
    assert as_olivia.get(f"{path}paper/").content[:5] == b"%PDF-"

    paula.post(f"{path}reviewed/")
    assert "Publish this report?" in paula.get(f"{path}out/").content.decode()
    paula.post(f"{path}out/")

    assert "can&#x27;t" in own
    page, paper, lines = (anybody.get(f"{public}{end}") for end in endings)
    assert {one.status_code for one in (page, paper, lines)} == {200}
    assert paper.content[:5] == b"%PDF-"
    assert ImpactReport.objects.get().digest in page.content.decode()
    assert "olivia" not in page.content.decode() + lines.content.decode()
    assert "As everybody reads it" in paula.get(path).content.decode()
    refused = paula.post(f"{path}away/", follow=True).content.decode()
    assert "not possible now" in refused
    ImpactReport.objects.update(state="superseded")
    assert "There is a later one" in anybody.get(public).content.decode()


def test_while_a_report_is_built_its_page_says_so_and_it_can_be_deleted(
    make_report: Callable[..., ImpactReport], as_olivia: Client, make: MakePerson
) -> None:
    report = make_report(is_built=False)
    path = f"/e/reports/{report.pk}/"

    assert "Counting, hiding what is small, printing" in as_olivia.get(path).content.decode()
    assert as_olivia.get(f"{path}paper/").status_code == 404
    one_edition = make("petra", "organiser", report.pk)
    assert signed_in(one_edition).get(path).status_code == 404
    assert signed_in(one_edition).get("/e/reports/").status_code == 404
    gone = as_olivia.post(f"{path}away/", follow=True).content.decode()
    assert "Nobody outside has seen it." in gone
    assert "None so far." in gone


def test_a_report_is_asked_for_on_the_page_of_reports(
    programme: Programme, as_olivia: Client
) -> None:
    wrong = as_olivia.post("/e/reports/", {"least": 4, "language": "en"})
    asked = as_olivia.post("/e/reports/", {"least": 7, "language": "es"})

    report = ImpactReport.objects.get()
    assert (wrong.status_code, asked.headers["Location"]) == (422, f"/e/reports/{report.pk}/")
    assert (report.least, report.language, report.programme) == (7, "es", programme)
