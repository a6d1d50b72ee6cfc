"""The pages of packs: ways by place, a pack begun and filled, sent by her, handed over, followed; folded and closed."""

import re
import zipfile
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from fuerza.acts.models import Action
from fuerza.cases import queries as cases
from fuerza.cases import services as case_services
from fuerza.cases.models import Case
from fuerza.cases.queries import CaseAt
from fuerza.core import audit
from fuerza.core.keyrings import Opened
from fuerza.core.models import AuditEntry
from fuerza.packs import queries, services
from fuerza.packs.models import LedgerEntry, Pack
from fuerza.packs.queries import PackAt, Where
from fuerza.people.models import Person
from tests.fuerza.desk.conftest import connection, signed_in
from tests.fuerza.packs.conftest import NOW, Begun, answered, let_into
from tests.fuerza.packs.test_services import through

__all__ = ["connection", "through"]


def url(name: str, thing: Case | PackAt) -> str:
    return reverse(f"cases:{name}", args=[thing.pk if isinstance(thing, Case) else thing.pack.pk])


def page(client: Client, where: str) -> str:
    reply = client.get(where)
    assert reply.status_code == 200
    return reply.text


def form(at: CaseAt, **more: object) -> dict[str, object]:
    exhibits = [str(row.exhibit_id) for row in cases.exhibits_in(at)]
    return {
        "route": "any.police",
        "young": "no",
        "category": "T1",
        "language": "en",
        "exhibits": exhibits,
    } | more


def test_where_she_is_decides_which_ways_and_which_dangers_are_shown(
    hers: Client, case: Case
) -> None:
    before = page(hers, url("prepare", case))
    back = url("prepare", case)
    said = hers.post(reverse("cases:choose_where"), {"place": "AE", "tier": "", "back": back})
    after = page(hers, said["Location"])

    assert said["Location"] == back
    assert ("Dubai Police" in before, "Dubai Police" in after) == (False, True)
    assert ("itself be an offence" in before, "itself be an offence" in after) == (False, True)
    assert ('value="any.employer"' in before, 'value="any.employer"' in after) == (True, False)


def test_the_page_of_a_case_leads_to_its_packs_and_to_more(
    hers: Client, begun: Begun, case: Case
) -> None:
    empty = page(hers, reverse("cases:case", args=[case.pk]))
    pack = begun()

    shown = page(hers, reverse("cases:case", args=[case.pk]))

    assert ("Only you send it" in empty, "Only you send it" in shown) == (True, False)
    assert (url("prepare", case) in shown, url("pack", pack) in shown) == (True, True)


def test_a_place_that_is_none_is_not_kept(hers: Client, person: Person) -> None:
    reply = hers.post(reverse("cases:choose_where"), {"place": "XX"})

    assert (reply.status_code, queries.where_is(person)) == (404, Where())


def test_what_nobody_reviewed_shows_its_name_link_and_number_only(
    hers: Client, case: Case, person: Person
) -> None:
    services.choose_where(person=person, where=Where(place="IE"), now=NOW)

    shown = page(hers, url("prepare", case))

    assert ("Coimisiún na Meán" in shown, "+353 1 963 7755" in shown) == (True, True)
    assert "https://www.cnam.ie/onlinecomplaints" in shown
    assert "Your objection to the platform" not in shown
    assert 'value="eu.dsa16"' not in shown


def test_a_page_says_what_ours_was_checked_against_and_that_no_lawyer_read_it(
    hers: Client, case: Case, person: Person, data: Path
) -> None:
    services.choose_where(person=person, where=Where(place="IE"), now=NOW)
    (data / "routes").mkdir()
    (data / "routes" / "ours.yaml").write_text(
        "place: IE\nchecked_on: 2026-11-20\nexpires_on: 2027-04-30\nroutes:\n"
        "  - {id: ie.garda, kind: police, name: Garda, source: garda.example}\n"
        "  - {id: ie.cnam, kind: regulator, name: CnaM, source: cnam.example, reviewed_by: {en: Ana}}\n"
    )

    shown = re.sub(r"<[^>]+>", "", page(hers, url("prepare", case)))

    places = len([each for each in queries.routes_for("IE") if each.place and each.is_ours])
    services_ = sum(each.kind == "removal" for each in queries.routes_for(""))
    ours = "Checked against our source page of November 2026, not reviewed by a lawyer."
    assert shown.count(ours) == places + services_ == 5
    assert "Source: garda.example, checked on 2026-11-20, not reviewed by a lawyer." in shown
    assert "Source: cnam.example, checked on 2026-11-20, reviewed by Ana." in shown


@pytest.mark.usefixtures("reviewed")
def test_what_was_reviewed_shows_what_it_asks_for_and_its_clock(
    hers: Client, case: Case, person: Person
) -> None:
    services.choose_where(person=person, where=Where(place="IE"), now=NOW)

    shown = page(hers, url("prepare", case))

    assert "Your objection to the platform" in shown
    assert "without undue delay" in shown
    assert 'value="eu.dsa16"' in shown


def test_what_has_expired_says_so_and_shows_its_link_alone(
    hers: Client, case: Case, person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    services.choose_where(person=person, where=Where(place="IN"), now=NOW)
    later = timezone.now() + timedelta(days=400)
    monkeypatch.setattr("fuerza.packs.views.preparing.now", lambda: later)

    shown = page(hers, url("prepare", case))

    assert ("has expired on" in shown, "https://cybercrime.gov.in" in shown) == (True, True)
    assert "1930" not in shown


def test_a_pack_is_begun_from_a_way(hers: Client, at: CaseAt) -> None:
    where = url("prepare", at.case)
    asked = hers.post(where, {"route": "any.police"})
    begun = hers.post(where, form(at))

    pack = Pack.objects.get()
    assert asked.status_code == 200
    assert "Number 1: Bluesky" in asked.text
    assert "canarytext" not in asked.text
    assert begun["Location"] == reverse("cases:pack", args=[pack.pk])
    assert (pack.route, pack.exhibits.count(), pack.state) == ("any.police", 2, "draft")


def test_a_report_to_a_platform_goes_to_the_one_it_was_on(hers: Client, at: CaseAt) -> None:
    first = str(cases.exhibits_in(at)[0].exhibit_id)

    reply = hers.post(url("prepare", at.case), form(at, route="platform", exhibits=[first]))

    assert reply.status_code == 302
    assert Pack.objects.get().route == "platform.bluesky"


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"category": "nothing"}, "Criticism and disagreement"),
        ({"route": "platform"}, "choose exactly one"),
        ({"route": "platform", "exhibits": []}, "Something is missing"),
        ({"young": "yes"}, "takeitdown.ncmec.org"),
        ({"category": "M1"}, "https://stopncii.org"),
        ({"language": "xx"}, "Something is missing"),
    ],
)
def test_what_is_not_begun_says_why(
    hers: Client, at: CaseAt, more: dict[str, object], words: str
) -> None:
    reply = hers.post(url("prepare", at.case), form(at, **more))

    assert (reply.status_code, words in reply.text) == (422, True)
    assert Pack.objects.count() == 0


def test_a_danger_is_read_before_going_on(hers: Client, at: CaseAt, person: Person) -> None:
    services.choose_where(person=person, where=Where(place="AE"), now=NOW)
    where = url("prepare", at.case)

    stopped = hers.post(where, form(at))
    closed = hers.post(where, form(at, route="any.employer", knows="on"))
    begun = hers.post(where, form(at, knows="on"))

    assert [each.status_code for each in (stopped, closed, begun)] == [422, 422, 302]
    assert "If you want to go on all the same" in stopped.text
    assert "itself be an offence" in closed.text


@pytest.mark.parametrize("route", ["no.such", "eu.dsa16", "platform.x", "any.stopncii", ""])
def test_a_way_that_is_not_there_is_not_found(hers: Client, at: CaseAt, route: str) -> None:
    assert hers.post(url("prepare", at.case), form(at, route=route)).status_code == 404


def test_a_pack_shows_where_each_part_came_from_and_keeps_their_words_folded(
    hers: Client, begun: Begun
) -> None:
    shown = page(hers, url("pack", begun()))

    assert "From what you kept, number 1, 2" in shown
    folded = shown[shown.index('<details class="fold') :].partition("</summary>")[2]
    assert "canarytext 0" in folded
    assert "canarytext 0" not in shown[: shown.index('<details class="fold')]
    assert "What happened" in shown[shown.index("What is still missing") :]
    assert "Make the package" not in shown


def test_answers_make_it_ready_and_it_can_be_copied(hers: Client, begun: Begun) -> None:
    pack = begun("platform.x", only_first=True)

    reply = hers.post(url("pack", pack), {"first_person": "me"}, follow=True)

    pack.pack.refresh_from_db()
    assert pack.pack.state == "ready"
    assert "I am the person it is about." in reply.text
    assert "Read it once more and send it" in reply.text


@pytest.mark.usefixtures("reviewed")
def test_a_sentence_is_hers_once_she_confirms_it(hers: Client, begun: Begun) -> None:
    pack = begun("eu.dsa16")
    given = {"why_illegal": "it threatens me", "name": "Marisol", "email": "m@x.test"}

    hers.post(url("pack", pack), given)
    before = page(hers, url("pack", pack))
    after = hers.post(url("pack", pack), given | {"good_faith": "on"}, follow=True)

    assert ("What is still missing" in before, "What is still missing" in after.text) == (
        True,
        False,
    )


def test_too_long_an_answer_is_refused_and_nothing_of_it_kept(hers: Client, begun: Begun) -> None:
    pack = begun()

    reply = hers.post(url("pack", pack), {"what_happened": "x" * 5_001})

    assert (reply.status_code, pack.pack.state) == (422, "draft")


def test_locked_it_shows_no_word_and_how_to_open_it(locked: Client, begun: Begun) -> None:
    shown = page(locked, url("pack", begun()))

    assert ("Open it" in shown, "canarytext" in shown) == (True, False)


def test_on_a_projector_it_shows_no_word(hers: Client, begun: Begun, person: Person) -> None:
    Person.objects.filter(pk=person.pk).update(is_workshop=True)

    shown = page(hers, url("pack", begun()))

    assert ("used as a workshop" in shown, "canarytext" in shown) == (True, False)


def test_she_sends_by_hand_and_notes_the_number(hers: Client, begun: Begun, opened: Opened) -> None:
    pack = begun("platform.x", only_first=True)
    answered(pack, opened)
    where = url("send", pack)

    asked = page(hers, where)
    unsure = hers.post(where, {"number": "X-1"})
    sent = hers.post(where, {"number": "X-1", "sure": "on"}, follow=True)
    again = hers.get(where)

    assert "https://social.example/0" in asked
    assert (unsure.status_code, again.status_code) == (422, 302)
    assert ("X-1" in sent.text, "no law's" in sent.text) == (True, True)
    assert LedgerEntry.objects.get().verb == "sent"


def test_she_sends_through_the_platform_after_reading_it(
    hers: Client, through: PackAt, person: Person
) -> None:
    where = url("send", through)
    mention = queries.mention_of(through.at, through.pack.exhibits.get().pk)
    assert mention is not None

    asked = page(hers, where)
    unread = hers.post(where, {"sure": "on"})
    audit.note(person.pk, person.pk, "desk.opened", mention.pk, at=NOW)
    sent = hers.post(where, {"sure": "on"})
    [act] = Action.objects.filter(kind="report")

    assert 'name="number"' not in asked
    assert (unread.status_code, reverse("desk:open", args=[mention.pk]) in unread.text) == (
        422,
        True,
    )
    assert (sent.status_code, act.connection) == (302, mention.connection)
    assert "Through the platform: planned." in page(hers, url("pack", through))


def test_what_was_reported_meanwhile_is_not_sent_twice(
    hers: Client, begun: Begun, opened: Opened
) -> None:
    first, second = (begun("platform.x", only_first=True) for _ in range(2))
    for pack in (first, second):
        answered(pack, opened)
    hers.post(url("send", first), {"sure": "on"})

    reply = hers.post(url("send", second), {"sure": "on"})

    assert (reply.status_code, "It was reported before" in reply.text) == (422, True)


def test_a_package_comes_with_its_sheet(hers: Client, begun: Begun, opened: Opened) -> None:
    pack = begun()
    answered(pack, opened)

    reply = hers.post(url("hand_over", pack), {"name": "Marisol"})

    body = b"".join(reply.streaming_content)  # type: ignore[attr-defined]  # a stream
    reply.close()
    names = zipfile.ZipFile(BytesIO(body)).namelist()
    assert {"package/data/form.pdf", "package/data/report.pdf"} <= set(names)


def test_no_package_is_made_of_half_a_pack(hers: Client, begun: Begun) -> None:
    reply = hers.post(url("hand_over", begun()), {}, follow=True)

    assert "No package was made" in reply.text


def test_what_came_back_is_noted_and_what_cannot_be_is_not(
    hers: Client, begun: Begun, opened: Opened
) -> None:
    pack = begun()
    answered(pack, opened)
    services.send(found=pack, opened=opened, number="", now=NOW)

    wrong = hers.post(url("log", pack), {"verb": "appealed"})
    noted = hers.post(url("log", pack), {"verb": "answered", "note": "they said no"}, follow=True)

    assert (wrong.status_code, "they said no" in noted.text) == (404, True)


def test_what_lapsed_says_what_to_do_now(hers: Client, begun: Begun, opened: Opened) -> None:
    pack = begun()
    answered(pack, opened)
    long_ago = timezone.now() - timedelta(days=30)
    services.send(found=pack, opened=opened, number="", now=long_ago)

    assert "Ask what became of it" in page(hers, url("pack", pack))
    assert "Look again" in page(hers, url("prepare", pack.at.case))


def test_a_helper_prepares_and_only_she_sends(
    begun: Begun, opened: Opened, helper: Person, at: CaseAt
) -> None:
    let_into(at.owner, helper, at.case, "prepare")
    case_services.let_read(at=at, opened=opened, now=timezone.now())
    client, pack = signed_in(helper), begun()

    ways = page(client, url("prepare", at.case))
    filled = client.post(url("pack", pack), {"what_happened": "as she told me"}, follow=True)
    refused = [
        client.get(url("send", pack)),
        client.post(url("hand_over", pack)),
        client.post(url("log", pack), {"verb": "closed"}),
    ]

    assert ("Where are you?" in ways, "Only she can send it" in filled.text) == (False, True)
    assert [each.status_code for each in refused] == [404] * 3
    read = AuditEntry.objects.filter(person_id=at.owner.pk, actor_id=helper.pk)
    verbs = ["cases.read", "packs.filled", "packs.opened"]
    assert list(read.values_list("verb", flat=True)) == verbs
    folded = re.findall(r'<details class="fold[^>]*>.*?</details>', filled.text, re.DOTALL)
    of_each = [[n for n in "012" if f"canarytext {n}" in fold] for fold in folded]
    assert of_each == [["0"], ["1"]]  # text by text, as the rules for helpers have it


@pytest.mark.parametrize("name", ["prepare", "pack", "send", "hand_over", "log"])
def test_what_is_not_hers_is_as_if_it_were_not_there(
    begun: Begun, helper: Person, at: CaseAt, name: str
) -> None:
    client = signed_in(helper)
    thing = at.case if name == "prepare" else begun()

    statuses = [client.get(url(name, thing)).status_code, client.post(url(name, thing)).status_code]

    assert statuses in ([404, 404], [405, 404])


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_of_ways_asks_the_same_queries_however_many_packs_there_are(
    hers: Client, begun: Begun, case: Case, count: int, django_assert_num_queries: object
) -> None:
    for _ in range(count):
        begun()
    where = url("prepare", case)
    page(hers, where)

    with django_assert_num_queries(6):  # type: ignore[operator]  # a fixture without a type
        page(hers, where)
