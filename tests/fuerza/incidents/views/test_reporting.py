"""She reports in one step, is told before who reads it, and finds the answer again: with her name or with a code."""

import re
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from fuerza.attendance.models import Registration
from fuerza.core import hooks
from fuerza.core.panels import Card
from fuerza.incidents import queries, services
from fuerza.incidents.choices import EntryKind
from fuerza.incidents.models import Report
from fuerza.people.models import Person
from fuerza.programme.models import Edition
from tests.fuerza.incidents.conftest import NOW, Tell, secret_of, signed_in, unlocked

Pair = tuple[Person, Person]
FORM = {"needs": ["sit"], "text": "He grabbed my arm", "way": "named"}


def at(name: str, *args: object) -> str:
    return reverse(f"incidents:{name}", args=args)


@pytest.fixture
def token(edition: Edition, olivia: Person) -> str:
    return services.make_link(edition=edition, by=olivia, now=timezone.now())


def code_in(page: Any) -> str:
    [code] = re.findall(r"(?:[2-9A-Z]{4}-){3}[2-9A-Z]{4}", page.text)
    return str(code)


@pytest.mark.usefixtures("pair")
def test_her_page_of_the_edition_names_who_is_on_call_with_a_number_and_leads_to_the_form(
    edition: Edition, ana: Person
) -> None:
    page = signed_in(ana).get(reverse("attendance:mine", args=[edition.pk])).text

    assert [one in page for one in ("fay", "+57 1", at("tell", edition.pk))] == [True] * 3


def test_before_she_sends_it_she_is_told_who_reads_it_and_when_she_hears_back(
    edition: Edition, pair: Pair, ana: Person
) -> None:
    browser = signed_in(ana)
    both = browser.get(at("tell", edition.pk)).text
    Edition.objects.filter(pk=edition.pk).update(state="running")
    running = browser.get(at("tell", edition.pk)).text
    edition.duties.filter(person=pair[0]).delete()
    one = browser.get(at("tell", edition.pk)).text
    edition.duties.all().delete()
    nobody = browser.get(at("tell", edition.pk)).text

    assert ["These people read it" in both, "within a day" in both, "ada" in both] == [True] * 3
    assert ("within an hour" in running, "One person reads it now" in one) == (True, True)
    assert "Nobody can read it now" in nobody


def test_she_reports_with_her_name_while_locked_and_reads_the_answer_once_unlocked(
    edition: Edition, pair: Pair, ana: Person
) -> None:
    sent = signed_in(ana).post(at("tell", edition.pk), FORM)
    report = Report.objects.get()
    locked = signed_in(ana).get(at("hers", report.pk))
    secret = secret_of(report, pair[0])
    services.write(
        report=report,
        kind=EntryKind.TO_HER,
        text="We sit with you",
        secret=secret,
        by=pair[0],
        now=NOW,
    )

    browser = unlocked(ana)
    page = browser.get(at("hers", report.pk))
    browser.post(at("add", report.pk), {"act": "add", "text": "He is back"})
    empty = browser.post(at("add", report.pk), {"act": "add", "text": ""}, follow=True)
    copy = browser.post(at("copy", report.pk))

    assert sent["Location"] == at("hers", report.pk)
    assert ("grabbed" in locked.text, "Unlock" in locked.text) == (False, True)
    said = ("grabbed", "Somebody who sits with me", "We sit with you", "ada")
    assert [words in page.text for words in said] == [True] * 4
    assert "nothing was kept" in empty.text
    assert copy["Content-Disposition"] == 'attachment; filename="notes.txt"'
    words = ("grabbed", "We sit with you", "He is back")
    assert [one in copy.text for one in words] == [True] * 3


@pytest.mark.usefixtures("pair")
def test_without_her_name_she_gets_a_code_this_once_and_comes_back_with_it(
    edition: Edition, ana: Person, token: str
) -> None:
    anonymous = FORM | {"way": "anonymous"}
    first = code_in(signed_in(ana).post(at("tell", edition.pk), anonymous))
    page = Client().post(at("wall", token), {"text": "On the stairs"})
    second = code_in(page)

    back = Client().post(at("code"), {"code": second.lower()})
    added = Client().post(at("code"), {"code": second, "act": "add", "text": "Again today"})
    copy = Client().post(at("code"), {"code": second, "act": "copy"})
    again = Client().post(at("code"), {"code": first, "act": "again"})
    wrong = Client().post(at("code"), {"code": "AAAA-AAAA-AAAA-AAAA"})
    asked = Client().get(at("code"))

    kept = [(one.reporter, one.is_anonymous) for one in Report.objects.all()]
    assert kept == [(None, True)] * 2
    assert ("On the stairs" in back.text, "grabbed" in back.text) == (True, False)
    assert ["Again today" in one.text for one in (back, added, copy)] == [False, True, True]
    assert ("grabbed" in again.text, wrong.status_code, asked.status_code) == (True, 422, 200)
    assert {one["Cache-Control"] for one in (page, back, copy, asked)} == {"no-store"}


@pytest.mark.usefixtures("pair")
def test_the_link_on_the_wall_names_the_team_and_nobody_who_comes_and_no_number(
    edition: Edition, ana: Person, token: str
) -> None:
    wall = Client().get(at("wall", token)).text
    room = signed_in(ana).get(at("tell", edition.pk)).text

    assert ["Ana A." in one for one in (wall, room)] == [False, True]
    assert ["fay" in one for one in (wall, room)] == [True, True]
    assert "+57 1" not in wall
    assert Client().get(at("wall", "nonsense")).status_code == 404


@pytest.mark.usefixtures("pair", "contacts")
def test_whoever_is_ticked_is_not_among_those_who_read_it(
    edition: Edition,
    ana: Person,
) -> None:
    signs = {name: sign for sign, name in queries.to_name(edition, NOW, room=True)}

    signed_in(ana).post(at("tell", edition.pk), FORM | {"named": [signs["fay"]]})

    handlers = queries.handlers_of(Report.objects.get())
    assert [one.username for one in handlers] == ["ada", "otto"]


@pytest.mark.usefixtures("pair")
def test_nothing_at_all_is_no_report_and_one_word_is(edition: Edition, ana: Person) -> None:
    browser = signed_in(ana)
    nothing = browser.post(at("tell", edition.pk), {"way": "named"})
    told = []
    for form in ({"needs": ["alone"]}, {"who": "x"}):
        page = browser.post(at("tell", edition.pk), form | {"way": "named"}, follow=True)
        told.append(page.status_code)

    assert (nothing.status_code, told, Report.objects.count()) == (422, [200, 200], 2)


def test_where_one_or_nobody_can_read_it_she_is_told_so_and_can_have_others_looked_for(
    edition: Edition, pair: Pair, ana: Person, olivia: Person
) -> None:
    edition.duties.filter(person=pair[0]).delete()
    browser = unlocked(ana)
    signs = {name: sign for sign, name in queries.to_name(edition, NOW, room=True)}
    one = browser.post(at("tell", edition.pk), FORM, follow=True).text
    named = FORM | {"named": [signs["ada"]]}
    none = browser.post(at("tell", edition.pk), named, follow=True).text
    nameless = browser.post(at("tell", edition.pk), named | {"way": "anonymous"}).text
    report = Report.objects.filter(handlings=None, is_anonymous=False).get()
    services.put_on_call(
        edition=edition,
        pair=((pair[0], ""), (olivia, "")),
        starts_at=NOW,
        ends_at=edition.duties.get().ends_at,
        by=olivia,
        now=NOW,
    )

    found = browser.post(at("add", report.pk), {"act": "again"}, follow=True).text

    assert "One person reads it; a second is being looked for." in one
    assert ["can read it yet" in page for page in (none, nameless)] == [True, True]
    assert "Two people or more read it now." in found
    assert len(queries.handlers_of(report)) == 2


def test_whoever_is_not_there_has_no_form(edition: Edition, make: Any, ana: Person) -> None:
    Registration.objects.update(state="waitlisted")

    pages = [signed_in(one).get(at("tell", edition.pk)) for one in (make("zoe"), ana)]

    assert [page.status_code for page in pages] == [404, 404]


@pytest.mark.usefixtures("pair")
def test_a_room_above_can_stand_on_the_page_of_her_report(
    tell: Tell, ana: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = tell(ana).report
    asked = []

    def hook(place: str, person: Person) -> list[Card]:
        asked.append((place, person))
        return [Card(template="incidents/parts/gaps.html", values={})]

    monkeypatch.setitem(hooks._registered["panels"], "zz", hook)

    page = unlocked(ana).get(at("hers", report.pk))

    assert (asked, page.status_code) == ([(f"incident {report.pk}", ana)], 200)


@pytest.mark.usefixtures("pair")
def test_who_sends_too_many_or_guesses_is_stopped_and_the_others_are_not(
    edition: Edition, ana: Person, token: str, settings: Any
) -> None:
    cache.clear()
    limits = {"report": "1/h/key", "wall": "1/h/ip", "link": "1/m/ip"}
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | limits
    here, there = Client(), Client(REMOTE_ADDR="192.0.2.9")
    walls = [one.post(at("wall", token), {"text": "x"}) for one in (here, here, there)]
    browser = signed_in(ana)
    tells = [browser.post(at("tell", edition.pk), FORM) for _each in range(2)]
    guesses = [here.post(at("code"), {"code": "AAAA"}) for _each in range(2)]
    links = [here.get(at("wall", token)), there.get(at("wall", token))]

    assert [page.status_code for page in walls] == [200, 429, 200]
    assert [page.status_code for page in tells] == [302, 429]
    assert [page.status_code for page in guesses] == [422, 429]
    assert [page.status_code for page in links] == [429, 200]
    cache.clear()
