"""An organiser's way from nothing to an announced edition, and that nobody else goes it."""

import re
import uuid
from datetime import time
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from fuerza.programme import queries, services
from fuerza.programme.choices import NEXT_STATE, EditionState, TextStatus
from fuerza.programme.models import Edition, EditionText, Partnership, Place, Programme, Session
from fuerza.programme.services import NewPlace, Terms
from tests.fuerza.programme.conftest import NOW, AddSession, MakePerson, OpenEdition, signed_in

DETAILS = {"attendance_mode": "offline", "visibility": "public"}
PARTS = ["partners", "sessions", "hashtags", "facts"]
PARTNER = {"name": "Mesa", "kind": "ngo", "role": "host", "data_access": "none", "told": ""}
SESSION = {
    "format": "panel",
    "title": "Who pays",
    "starts": "09:30",
    "ends": "10:45",
    "attribution_rule": "open",
}
FACT = {"field": "attendees", "value": "about 70", "title": "A blog", "confidence": "asserted"}


def post(browser: Client, name: str, data: dict[str, Any], *args: object) -> Any:
    return browser.post(reverse(f"programme:{name}", args=args), data)


def test_from_nothing_to_an_announced_edition(as_olivia: Client, client: Client) -> None:
    post(as_olivia, "begin", {"name": "Fuerza", "hashtag": "#Fuerza", "about": "We meet."})
    place = {"name": "Bogotá", "alias": "Bogota D. C.", "country": "co", "kind": "city"}
    post(as_olivia, "add_place", place | {"zone": "America/Bogota"})
    opened = post(
        as_olivia, "new", DETAILS | {"place": "bogota d. c.", "starts": "2027-04-09", "issue": "A"}
    )
    edition = Edition.objects.get()
    assert opened["Location"] == reverse("programme:checklist", args=[edition.pk])
    for kind, data in (("partners", PARTNER), ("sessions", SESSION), ("facts", FACT)):
        assert post(as_olivia, "parts", data, edition.pk, kind).status_code == 302
    post(as_olivia, "parts", {"display": "#शक्ति"}, edition.pk, "hashtags")
    address = reverse("programme:show", args=[edition.pk])
    assert client.get(address).status_code == 404

    post(as_olivia, "move", {}, edition.pk, "announced")

    page = client.get(address).text
    for words in ("Bogotá", "9 April 2027", "Mesa", "Who pays", "about 70", "#शक्ति"):
        assert words in page


def test_a_new_edition_is_a_draft_and_says_so(
    as_olivia: Client, programme: Programme, bogota: Place
) -> None:
    reply = as_olivia.post(
        reverse("programme:new"),
        DETAILS | {"place": "Bogota", "issue": "A", "languages": ["es"]},
        follow=True,
    )

    [edition] = Edition.objects.all()
    assert (edition.state, edition.programme, edition.place) == ("draft", programme, bogota)
    assert (edition.languages, edition.starts) == (["es"], "")
    assert "Only its organisers see it now." in reply.text
    assert "needed to announce" in reply.text


@pytest.mark.usefixtures("bogota", "programme")
@pytest.mark.parametrize("starts", ["April 2016", "2016-13", "16", "2016-04-31"])
def test_a_date_that_cannot_be_used_is_explained_and_what_was_typed_stays(
    as_olivia: Client, starts: str
) -> None:
    reply = post(as_olivia, "new", DETAILS | {"place": "Bogotá", "starts": starts, "issue": "Mine"})

    assert reply.status_code == 422
    assert (
        "Write a year, a year and month, or a whole day: 2016, 2016-04 or 2016-04-28." in reply.text
    )
    assert "Mine" in reply.text
    assert not Edition.objects.exists()


@pytest.mark.usefixtures("programme")
def test_an_unknown_place_leads_to_adding_it(as_olivia: Client) -> None:
    reply = post(as_olivia, "new", DETAILS | {"place": "Lima"})

    assert reply.status_code == 422
    assert "We don&#x27;t know this place yet." in reply.text
    assert reverse("programme:add_place") in reply.text


@pytest.mark.usefixtures("programme")
def test_a_name_of_two_places_asks_which(as_olivia: Client) -> None:
    made = {
        country: services.add_place(new=NewPlace(names={"en": "Dublin"}, country=country))
        for country in ("IE", "US")
    }

    asked = post(as_olivia, "new", DETAILS | {"place": "Dublin"})
    post(as_olivia, "new", DETAILS | {"place": "Dublin", "which": str(made["US"].pk)})

    assert asked.status_code == 422
    assert "There are several places of this name." in asked.text
    assert "Dublin, IE" in asked.text
    assert [edition.place for edition in Edition.objects.all()] == [made["US"]]


def test_a_twin_asks_why_it_is_another_one_and_takes_the_reason(
    as_olivia: Client, open_edition: OpenEdition
) -> None:
    open_edition("2016-04")
    data = DETAILS | {"place": "Bogotá", "starts": "2016-04-21"}

    asked = post(as_olivia, "new", data)
    post(as_olivia, "new", data | {"distinct_because": "the press names two"})

    assert asked.status_code == 422
    assert "could be the same one (April 2016)" in asked.text
    assert Edition.objects.count() == 2


@pytest.mark.usefixtures("bogota")
@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"name": "Bogota"}, "We know this place already."),
        ({"name": "Cali", "alias": "bogotá"}, "Another place in this country goes by this name."),
        ({"country": "C1"}, "Write the two letters of the country"),
        ({"name": "´"}, "Write its name with letters."),
    ],
)
def test_a_place_that_cannot_be_added_says_why(
    as_olivia: Client, change: dict[str, str], words: str
) -> None:
    place = {"name": "Cali", "alias": "", "country": "CO", "kind": "city", "zone": ""}

    reply = post(as_olivia, "add_place", place | change)

    assert (reply.status_code, words in reply.text) == (422, True)
    assert Place.objects.filter(kind="city").count() == 1


def test_details_change_and_a_twin_is_refused(as_olivia: Client, open_edition: OpenEdition) -> None:
    edition = open_edition("2027-04", formats=("panel",))
    open_edition("2030")

    as_olivia.get(reverse("programme:change", args=[edition.pk]))
    refused = post(as_olivia, "change", DETAILS | {"starts": "2030-01"}, edition.pk)
    post(as_olivia, "change", DETAILS | {"starts": "2027-05", "host_event": "A forum"}, edition.pk)

    edition.refresh_from_db()
    assert refused.status_code == 422
    assert (edition.starts, edition.host_event, edition.formats) == ("2027-05", "A forum", [])


def test_announcing_asks_first_and_says_who_will_see_it(
    as_olivia: Client, open_edition: OpenEdition
) -> None:
    edition = open_edition(visibility="unlisted")
    address = reverse("programme:move", args=[edition.pk, "announced"])

    question = as_olivia.get(address)
    edition.refresh_from_db()
    assert edition.state == "draft"
    assert "From then on it is seen by: everybody who has the address." in question.text
    done = as_olivia.post(address, follow=True)

    assert "Whoever has its address sees it now" in done.text


@pytest.mark.usefixtures("programme")
def test_what_is_missing_is_said_and_nothing_has_changed(
    as_olivia: Client, open_edition: OpenEdition
) -> None:
    edition = open_edition("", issue="")

    reply = as_olivia.post(reverse("programme:move", args=[edition.pk, "announced"]), follow=True)

    edition.refresh_from_db()
    assert edition.state == "draft"
    assert "Not yet: the checklist says what is missing." in reply.text


def test_what_lies_ahead_cannot_have_taken_place(
    as_olivia: Client, open_edition: OpenEdition
) -> None:
    edition = open_edition("2999")

    reply = as_olivia.post(reverse("programme:move", args=[edition.pk, "completed"]), follow=True)

    edition.refresh_from_db()
    assert edition.state == "draft"
    assert "go there from where it is" in reply.text


@pytest.mark.parametrize("to", ["open", "draft", "nowhere"])
def test_there_is_no_page_for_a_move_that_cannot_be(
    as_olivia: Client, open_edition: OpenEdition, to: str
) -> None:
    address = reverse("programme:move", args=[open_edition().pk, to])

    assert [as_olivia.get(address).status_code, as_olivia.post(address).status_code] == [404, 404]


@pytest.mark.parametrize("state", ["announced", "open", "closed"])
def test_every_state_has_its_next_move_and_its_question(
    as_olivia: Client, open_edition: OpenEdition, state: str
) -> None:
    edition = open_edition("2027-04-09", state)

    page = as_olivia.get(reverse("programme:checklist", args=[edition.pk])).text
    questions = [
        as_olivia.get(reverse("programme:move", args=[edition.pk, to])).text
        for to in ("cancelled", NEXT_STATE[EditionState(state)])
    ]

    assert "Cancel it" in page
    assert ["be taken back" in question for question in questions] == [True, False]


@pytest.mark.parametrize(
    ("visibility", "words"),
    [
        ("public", "Everybody sees it now"),
        ("invited", "Only people invited to it see it now."),
        ("sealed", "Only its organisers see it now."),
    ],
)
def test_the_checklist_says_who_sees_it_now(
    as_olivia: Client, open_edition: OpenEdition, visibility: str, words: str
) -> None:
    edition = open_edition("2027", "announced", visibility=visibility)

    assert words in as_olivia.get(reverse("programme:checklist", args=[edition.pk])).text


def test_texts_are_written_in_one_language_at_a_time_and_shown_once_reviewed(
    as_olivia: Client, open_edition: OpenEdition, add_session: AddSession
) -> None:
    edition = open_edition(issue="Who pays")
    add_session(edition, "Table one")
    told = Terms(role="host", told={"en": "Gets none"})
    services.add_partner(edition=edition, name="Mesa", kind="ngo", terms=told)

    page = as_olivia.get(reverse("programme:texts", args=[edition.pk, "es"]))
    sent = {"text-0": "Quién paga", "reviewed-0": "on", "text-2": "Mesa uno"}
    reply = post(as_olivia, "texts", sent, edition.pk, "es")

    assert '<bdi lang="en">Who pays</bdi>' in page.text
    assert "What is said of Mesa" in page.text
    assert reply["Location"] == reverse("programme:checklist", args=[edition.pk])
    [row] = EditionText.objects.filter(language="es")
    assert (row.text, row.status) == ("Quién paga", TextStatus.REVIEWED)
    [title] = Session.objects.get().texts.filter(language="es")
    assert (title.text, title.status) == ("Mesa uno", TextStatus.DRAFT)


def test_the_way_to_translations_leads_to_the_language_with_drafts(
    as_olivia: Client, open_edition: OpenEdition
) -> None:
    edition = open_edition()
    address = reverse("programme:all_texts", args=[edition.pk])
    first = as_olivia.get(address)["Location"]
    services.write_text(holder=edition, field="issue", language="fr", text="Qui paie")

    then = as_olivia.get(address)["Location"]

    assert [first, then] == [
        reverse("programme:texts", args=[edition.pk, code]) for code in ("en", "fr")
    ]


def test_the_text_written_first_is_not_emptied_under_its_translations(
    as_olivia: Client, open_edition: OpenEdition
) -> None:
    edition = open_edition(issue="Who pays")
    services.write_text(holder=edition, field="issue", language="fr", text="Qui paie")

    reply = post(as_olivia, "texts", {"text-0": "", "text-1": "More"}, edition.pk, "en")

    assert reply.status_code == 422
    assert "be emptied while translations of it stand" in reply.text
    assert not EditionText.objects.filter(field="about").exists()


def test_a_language_we_do_not_write_in_has_no_page(
    as_olivia: Client, open_edition: OpenEdition
) -> None:
    edition = open_edition()

    assert as_olivia.get(reverse("programme:texts", args=[edition.pk, "xx"])).status_code == 404


@pytest.mark.parametrize("kind", ["police", "state"])
def test_police_and_state_are_refused_names_in_words(
    as_olivia: Client, open_edition: OpenEdition, kind: str
) -> None:
    edition = open_edition()
    named = PARTNER | {"kind": kind, "data_access": "named_with_consent"}

    reply = post(as_olivia, "parts", named, edition.pk, "partners")

    assert reply.status_code == 422
    assert "Police and state bodies never get names. Choose less." in reply.text
    assert not Partnership.objects.exists()


@pytest.mark.parametrize(
    ("kind", "data", "words"),
    [
        ("partners", PARTNER, "It is a partner of this edition already."),
        ("partners", {"name": "X", "kind": "ngo", "role": "host"}, "This field is required."),
        ("sessions", SESSION | {"ends": "09:00"}, "It has to end after it begins."),
        ("sessions", SESSION | {"on": "2027-04-01"}, "The edition begins later than this day."),
        ("hashtags", {"display": "two words"}, "A hashtag is one word of letters"),
        ("facts", FACT | {"date": "yesterday"}, "Write a year, a year and month"),
    ],
)
def test_a_part_that_cannot_be_added_says_why(
    as_olivia: Client, open_edition: OpenEdition, kind: str, data: dict[str, str], words: str
) -> None:
    edition = open_edition("2027-04-09")
    services.add_partner(edition=edition, name="Mesa", kind="ngo", terms=Terms(role="host"))

    reply = post(as_olivia, "parts", data, edition.pk, kind)

    assert (reply.status_code, words in reply.text) == (422, True)


def test_a_session_at_an_hour_that_never_comes_or_without_a_zone_says_why(
    as_olivia: Client, open_edition: OpenEdition, sydney: Place, colombia: Place
) -> None:
    leaping = open_edition("2027-10-03", place=sydney)
    zoneless = open_edition("2027", place=colombia)
    never = SESSION | {"starts": "02:30"}

    replies = [
        post(as_olivia, "parts", data, edition.pk, "sessions").text
        for edition, data in ((leaping, never), (zoneless, SESSION))
    ]

    assert "it never comes" in replies[0]
    assert "time zone first" in replies[1]


@pytest.mark.parametrize("kind", PARTS)
def test_parts_are_listed_with_a_way_to_take_them_away(
    as_olivia: Client, open_edition: OpenEdition, kind: str
) -> None:
    edition = open_edition()
    told = PARTNER | {"told": "Gets none."}
    data = dict(zip(PARTS, [told, SESSION, {"display": "Fuerza"}, FACT], strict=True))
    post(as_olivia, "parts", data[kind], edition.pk, kind)
    address = reverse("programme:parts", args=[edition.pk, kind])
    page = as_olivia.get(address).text
    away = page.partition('action="/e/')[2].partition('"')[0]

    as_olivia.post(
        f"/e/{away}".replace(str(queries.parts_of(edition, kind).get().pk), str(edition.pk))
    )
    as_olivia.get(f"/e/{away}")
    assert "Take away" in as_olivia.get(address).text
    as_olivia.post(f"/e/{away}")

    assert "Take away" not in as_olivia.get(address).text


@pytest.mark.parametrize("who", ["visitor", "participant", "operator", "another organiser"])
def test_nobody_but_its_organisers_writes_an_edition(
    client: Client, open_edition: OpenEdition, make: MakePerson, who: str
) -> None:
    edition, other = open_edition("2027", "announced"), open_edition("2028")
    before = (services.details_of(edition), edition.state)
    role = {"another organiser": "organiser"}.get(who, who)
    scope = other.pk if who == "another organiser" else None
    browser = client if who == "visitor" else signed_in(make("one", role, scope))
    pk, absent = edition.pk, uuid.uuid4()

    ways: list[tuple[str, list[object]]] = [
        ("checklist", []),
        ("change", []),
        ("move", ["open"]),
        ("all_texts", []),
        ("texts", ["en"]),
        ("parts", ["partners"]),
        ("take_away", ["facts", uuid.uuid4()]),
    ]
    for name, more in ways:
        for method in ("get", "post"):
            replies = [
                getattr(browser, method)(reverse(f"programme:{name}", args=[one, *more]))
                for one in (pk, absent)
            ]
            here, nowhere = replies
            assert here.status_code == (302 if who == "visitor" else nowhere.status_code)
            assert here.status_code in {302, 404, 405}
            assert len(here.content) == len(nowhere.content)
            if here.status_code == 302:
                assert here["Location"] == settings.LOGIN_URL
    edition.refresh_from_db()
    assert (services.details_of(edition), edition.state) == before


@pytest.mark.parametrize("name", ["begin", "new", "add_place"])
def test_whoever_organises_one_edition_opens_no_other(
    open_edition: OpenEdition, make: MakePerson, name: str
) -> None:
    oona = signed_in(make("oona", "organiser", open_edition().pk))

    assert oona.get(reverse(f"programme:{name}")).status_code == 404


@pytest.mark.parametrize("name", ["parts", "take_away"])
def test_a_part_of_no_kind_that_we_know_is_absent(
    as_olivia: Client, open_edition: OpenEdition, name: str
) -> None:
    more = [uuid.uuid4()] if name == "take_away" else []
    address = reverse(f"programme:{name}", args=[open_edition().pk, "venues", *more])

    assert as_olivia.post(address).status_code == 404


def test_before_there_is_a_programme_everything_leads_to_opening_it(as_olivia: Client) -> None:
    listed = as_olivia.get(reverse("programme:editions")).text

    assert "Open the programme first" in listed
    assert as_olivia.get(reverse("programme:new"))["Location"] == reverse("programme:begin")
    assert reverse("programme:begin") in as_olivia.get(reverse("programme:list")).text


@pytest.mark.usefixtures("programme")
def test_a_programme_is_opened_once(as_olivia: Client) -> None:
    again = {"name": "B", "hashtag": "B", "about": "x"}

    reply = post(as_olivia, "begin", again)

    assert reply["Location"] == reverse("programme:editions")
    assert Programme.objects.count() == 1


def test_a_hashtag_that_is_none_opens_no_programme(as_olivia: Client) -> None:
    reply = post(as_olivia, "begin", {"name": "B", "hashtag": "two words", "about": "x"})

    assert (reply.status_code, Programme.objects.count()) == (422, 0)


def test_visitors_are_asked_to_sign_in_before_any_organisers_page(client: Client) -> None:
    for name in ("editions", "new", "begin", "add_place"):
        assert client.get(reverse(f"programme:{name}"))["Location"] == settings.LOGIN_URL


def test_an_organiser_of_nothing_learns_how_editions_begin(
    open_edition: OpenEdition, make: MakePerson
) -> None:
    gone = open_edition()
    oona = make("oona", "organiser", uuid.uuid4())
    services.move_on(edition=gone, to="announced", now=NOW)

    page = signed_in(oona).get(reverse("programme:editions")).text

    assert "You organise no edition yet" in page
    assert "Bogotá" not in page


def test_a_new_edition_begins_from_an_earlier_one(
    as_olivia: Client, open_edition: OpenEdition, add_session: AddSession
) -> None:
    earlier = open_edition("2027-04-09", "announced")
    add_session(earlier, "Table one")
    data = DETAILS | {"place": "Bogotá", "starts": "2028-04-09", "issue": "B"}

    asked = as_olivia.get(reverse("programme:new")).text
    post(as_olivia, "new", data | {"begun_from": str(earlier.pk)})

    assert "Begin from an earlier edition" in asked
    assert "Bogotá, 9 April 2027" in asked
    edition = Edition.objects.get(starts="2028-04-09")
    assert [one.texts.get().text for one in edition.sessions.all()] == ["Table one"]


def test_a_sessions_hours_are_changed_and_what_can_not_be_is_said(
    as_olivia: Client, open_edition: OpenEdition, add_session: AddSession
) -> None:
    edition = open_edition("2027-04-09")
    session = add_session(edition)
    hours = {"on": "2027-04-10", "starts": "14:00", "ends": "15:00"}
    after = ("2027-04-10", "14:00:00", session.sequence + 1)

    refused = post(as_olivia, "move_session", hours | {"ends": "13:00"}, edition.pk, session.pk)
    moved = post(as_olivia, "move_session", hours, edition.pk, session.pk)
    absent = as_olivia.get(reverse("programme:move_session", args=[edition.pk, uuid.uuid4()]))

    session.refresh_from_db()
    assert (refused.status_code, moved.status_code, absent.status_code) == (422, 302, 404)
    assert "It has to end after it begins." in refused.text
    assert (str(session.on), str(session.starts), session.sequence) == after


AGENDA = """
09:30-10:45 Who pays

11.00 \u2013 12.30  soapbox: Voices: 140 seconds each
\u0661\u0664:\u0660\u0660-15:00 Hands-on table: Your settings
"""


def test_a_whole_agenda_is_read_from_lines(as_olivia: Client, open_edition: OpenEdition) -> None:
    edition = open_edition("2027-04-09")
    data = {"agenda": AGENDA, "attribution_rule": "chatham_house"}

    reply = post(as_olivia, "write_agenda", data, edition.pk)

    assert reply["Location"] == reverse("programme:checklist", args=[edition.pk])
    assert [
        (str(one.starts), one.format, one.texts.get().text, one.slot_seconds, one.attribution_rule)
        for one in edition.sessions.order_by("starts")
    ] == [
        ("09:30:00", "round_table", "Who pays", None, "chatham_house"),
        ("11:00:00", "soapbox", "Voices: 140 seconds each", 140, "chatham_house"),
        ("14:00:00", "clinic", "Your settings", None, "chatham_house"),
    ]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("Who pays, at noon", "This line begins with no hours"),
        ("09:30-25:00 Who pays", "This line begins with no hours"),
        ("10:45-09:30 Who pays", "It has to end after it begins."),
    ],
)
def test_an_agenda_with_a_line_that_cannot_be_is_not_taken_at_all(
    as_olivia: Client, open_edition: OpenEdition, line: str, words: str
) -> None:
    edition = open_edition("2027-04-09")
    data = {"agenda": f"08:00-09:00 Coffee\n{line}", "attribution_rule": "open"}

    reply = post(as_olivia, "write_agenda", data, edition.pk)

    assert (reply.status_code, words in reply.text, line in reply.text) == (422, True, True)
    assert not edition.sessions.exists()


def test_the_stage_has_the_soapboxs_slots_and_only_a_soapbox_has_a_stage(
    as_olivia: Client, open_edition: OpenEdition, add_session: AddSession
) -> None:
    edition = open_edition("2027-04-09")
    ends = {"starts": time(11), "ends": time(11, 8)}
    soapbox, panel = (add_session(edition, format=kind, **ends) for kind in ("soapbox", "panel"))

    page = as_olivia.get(reverse("programme:stage", args=[edition.pk, soapbox.pk]))
    other = as_olivia.get(reverse("programme:stage", args=[edition.pk, panel.pk]))
    soapbox.texts.all().delete()
    untitled = as_olivia.get(reverse("programme:stage", args=[edition.pk, soapbox.pk]))

    assert re.findall("<li>([0-9:]+)</li>", page.text) == ["11:00:00", "11:02:20", "11:04:40"]
    assert 'data-stage="140"' in page.text
    assert "<h1><bdi>Round one</bdi></h1>" in page.text
    assert "<h1>Soapbox</h1>" in untitled.text
    assert other.status_code == 404


def test_the_stages_clock_sends_stores_and_records_nothing() -> None:
    script = (settings.HERE / "static/js/stage.js").read_text()

    told = re.sub("//[^\n]*", "", script)
    assert (
        re.findall("fetch|XMLHttp|Beacon|Storage|indexedDB|cookie|caches|Media|WebSocket", told)
        == []
    )


def test_a_campaign_is_opened_with_its_hashtag_and_partner_and_everybody_reads_of_it(
    as_olivia: Client, client: Client, programme: Programme
) -> None:
    data = {"name": "A safer day", "starts": "2027-02", "hashtag": "#शक्ति", "kind": "ngo"}

    refused = post(as_olivia, "campaign", data | {"hashtag": "no, not one"})
    post(as_olivia, "campaign", data | {"partner": "Karisma"})
    post(as_olivia, "campaign", {"name": "Another", "kind": "ngo"})

    page = client.get(reverse("programme:list")).text
    assert (refused.status_code, programme.campaigns.count()) == (422, 2)
    for words in ("A safer day", "February 2027", "Karisma", "#शक्ति", "Another"):
        assert words in page


def test_a_campaign_waits_for_the_programme(as_olivia: Client) -> None:
    reply = as_olivia.get(reverse("programme:campaign"))

    assert reply["Location"] == reverse("programme:begin")
