"""The real loader brings the sample programme in, and every trap in its facts is survived in the database."""

from datetime import date

import pytest

from fuerza.programme import queries
from fuerza.programme.models import Edition, EditionFact, Hashtag, Partnership, Place, Session
from fuerza.programme.queries import VISITOR
from fuerza.programme.services import Listed
from fuerza.site.demonstration import load_programme
from fuerza.site.loading import bring_in
from fuerza.site.sample.programme import load_programme as sample_programme
from fuerza.site.sample.rows import LANGUAGES
from tests.fuerza.programme.conftest import NOW


@pytest.fixture
def listed() -> list[Listed]:
    return bring_in(sample_programme(), now=NOW)


def named(name: str, *, is_fictional: bool = False) -> Edition:
    place = queries.place_called(name)[0]
    return Edition.objects.get(place=place, is_fictional=is_fictional)


def claims(edition: Edition, field: str) -> list[str]:
    return sorted(fact.value for fact in queries.claims_of(edition) if fact.field == field)


def test_the_demo_says_what_the_seeds_list_turned_out_to_be() -> None:
    said = load_programme(NOW)

    assert said == "The seed lists 8 places; 'Bombay, India' is Mumbai: merged."


def test_loading_twice_changes_nothing(listed: list[Listed]) -> None:
    tables = (Edition, EditionFact, Hashtag, Partnership, Place, Session)
    before = [table._default_manager.count() for table in tables]

    again = bring_in(sample_programme(), now=NOW)

    assert [table._default_manager.count() for table in tables] == before
    assert [(one.line, one.edition.pk) for one in again] == [
        (one.line, one.edition.pk) for one in listed
    ]


def test_mumbai_and_bombay_are_one_place_and_one_edition(listed: list[Listed]) -> None:
    mumbai, bombay = listed[:2]

    assert (mumbai.edition, bombay.merged_with) == (bombay.edition, "Mumbai, India")
    assert Place.objects.filter(geoname_id=1275339).count() == 1
    assert Edition.objects.filter(place__geoname_id=1275339).count() == 1
    assert claims(mumbai.edition, "listed_as") == ["Bombay, India", "Mumbai, India"]


def test_eight_lines_are_seven_editions_of_nine(listed: list[Listed]) -> None:
    assert len(listed) == 8
    assert len({one.edition.pk for one in listed}) == 7
    assert Edition.objects.filter(is_fictional=False).count() == 9


@pytest.mark.usefixtures("listed")
@pytest.mark.parametrize("text", ["Bombay", "bombay, India", "मुंबई", "مومباي", "Mumbai , IN"])
def test_mumbai_is_found_by_each_of_its_names(text: str) -> None:
    assert [place.geoname_id for place in queries.place_called(text)] == [1275339]


@pytest.mark.usefixtures("listed")
@pytest.mark.parametrize("text", ["Bogota", "BOGOTÁ", "Bogotá, Colombia", "Bogota، كولومبيا"])
def test_bogota_is_found_with_and_without_its_accent(text: str) -> None:
    assert [place.geoname_id for place in queries.place_called(text)] == [3688689]


@pytest.mark.usefixtures("listed")
def test_dublin_has_no_date_and_asks_which_country() -> None:
    places = queries.place_called("Dublin")

    assert [place.country for place in places] == ["IE", "US"]
    assert [place.country for place in queries.place_called("Dublin", "IE")] == ["IE"]
    edition = Edition.objects.get(place=places[0])
    assert (edition.starts, edition.first_day, edition.precision) == ("", None, "")
    assert queries.when_words(edition) == "date not known"


@pytest.mark.usefixtures("listed")
def test_editions_begin_when_their_sources_say_and_no_more_exactly() -> None:
    found = {
        queries.name_of(one.place, "en"): (one.starts, queries.when_words(one))
        for one in Edition.objects.filter(is_fictional=False)
    }

    assert found == {
        "Australia": ("2015-03", "March 2015"),
        "Sydney": ("2015-05-21", "21 May 2015"),
        "Dubai": ("2016-02", "February 2016"),
        "Bogotá": ("2016-04", "April 2016"),
        "Mexico City": ("2016-04-28", "28 April 2016"),
        "Mumbai": ("2016-10-14", "14 October 2016"),
        "Toronto": ("2016-11", "November 2016"),
        "Deauville": ("", "date not known"),
        "Dublin": ("", "date not known"),
    }


@pytest.mark.usefixtures("listed")
def test_the_kick_off_has_no_city_and_keeps_both_of_its_dates() -> None:
    kick_off = named("Australia")

    assert (kick_off.place.kind, kick_off.zone) == ("country", "")
    assert claims(kick_off, "starts") == ["2015-03", "2015-03-03"]
    assert (kick_off.first_day, kick_off.last_day) == (date(2015, 3, 1), date(2015, 3, 31))


@pytest.mark.usefixtures("listed")
def test_the_days_reports_came_out_date_no_edition() -> None:
    deauville, dubai, toronto = named("Deauville"), named("Dubai"), named("Toronto")

    published = {fact.source_date for fact in deauville.facts.all()} - {""}

    assert (published, deauville.starts) == ({"2016-12-08"}, "")
    assert (dubai.starts, toronto.starts) == ("2016-02", "2016-11")


@pytest.mark.usefixtures("listed")
def test_editions_inside_a_bigger_event_name_it() -> None:
    assert named("Dubai").host_event == "Global Women's Forum"
    assert named("Deauville").host_event == "Women's Forum Global Meeting"
    assert named("Deauville").place.geoname_id == 3021668


@pytest.mark.usefixtures("listed")
def test_head_counts_stay_claims() -> None:
    found = {name: claims(named(name), "attendees") for name in ("Toronto", "Mumbai", "Sydney")}

    assert found == {
        "Toronto": ["about 70"],
        "Mumbai": ["25 women"],
        "Sydney": ["60 women and a handful of men"],
    }


@pytest.mark.usefixtures("listed")
def test_the_latin_american_hashtag_is_counted_once_though_two_editions_share_it() -> None:
    programme = queries.programme_here()
    assert programme is not None

    totals = queries.hashtag_totals(VISITOR, programme)

    assert [(one.display.casefold(), one.editions, one.campaigns) for one in totals] == [
        ("positionofstrength", 0, 0),
        ("fuerzaenmivoz", 2, 1),
        ("sid2017", 0, 1),
    ]
    spelled = {one.display for one in Hashtag.objects.get(key="fuerzaenmivoz").variants.all()}
    assert spelled == {"Fuerzaenmivoz", "fuerzaenmivoz"}


@pytest.mark.usefixtures("listed")
def test_the_hindi_hashtag_is_whole_and_belongs_to_the_made_up_edition_alone() -> None:
    hashtag = Hashtag.objects.get(key="शक्ति")

    assert (hashtag.display, hashtag.script) == ("शक्ति", "Deva")
    assert [use.edition for use in hashtag.uses.all()] == [named("Bogotá", is_fictional=True)]


@pytest.mark.usefixtures("listed")
def test_the_campaign_is_no_edition_and_has_its_own_day() -> None:
    programme = queries.programme_here()
    assert programme is not None

    [campaign] = queries.campaigns_of(programme)

    assert (campaign.starts, campaign.language) == ("2017-02-07", "es")
    assert campaign.partner is not None
    assert campaign.partner.name == "Fundación Karisma"
    assert {fact.field: fact.value for fact in campaign.facts.all()}["reposts"] == "20"


@pytest.mark.usefixtures("listed")
def test_torontos_police_and_state_partners_are_named_and_get_nothing() -> None:
    found = {
        one.partner.name: (one.kind, one.data_access)
        for one in named("Toronto").partnerships.select_related("partner")
    }

    assert found == {
        "MediaSmarts": ("ngo", "none"),
        "RCMP": ("police", "none"),
        "Get Cyber Safe": ("state", "none"),
        "High Resolves": ("ngo", "none"),
    }


@pytest.mark.usefixtures("listed")
def test_the_programme_says_what_it_is_in_five_languages() -> None:
    programme = queries.programme_here()
    assert programme is not None

    said = [queries.said(programme.texts.all(), "about", code) for code in LANGUAGES]

    assert [one and one.language for one in said] == list(LANGUAGES)


@pytest.mark.usefixtures("listed")
def test_the_edition_ahead_is_made_up_and_open_in_five_languages() -> None:
    ahead = named("Bogotá", is_fictional=True)

    [upcoming] = queries.upcoming(VISITOR, NOW)

    assert (upcoming, ahead.starts, ahead.state) == (ahead, "2027-04-09", "open")
    assert ahead.sessions.count() == 6
    said = {
        code: queries.said(ahead.texts.all(), "issue", code)
        for code in ("en", "es", "fr", "ar", "hi")
    }
    assert {code: one and one.is_foreign for code, one in said.items()} == dict.fromkeys(
        said, False
    )


@pytest.mark.usefixtures("listed")
def test_real_editions_name_their_partners_without_saying_what_they_got() -> None:
    assert queries.is_from_before(named("Toronto"))
    assert not queries.is_from_before(named("Bogotá", is_fictional=True))
