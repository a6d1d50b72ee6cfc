"""The sample programme says what its sources say, and survives every trap in them."""

from collections.abc import Callable
from datetime import date

import pytest
from msgspec.structs import replace

from fuerza.site.sample.check import SampleBroken, check
from fuerza.site.sample.programme import load_programme, place_called, resolve_listed
from fuerza.site.sample.rows import Edition, SampleProgramme, hashtag_key


@pytest.fixture(scope="module")
def programme() -> SampleProgramme:
    return load_programme()


def edition(programme: SampleProgramme, key: str) -> Edition:
    return next(one for one in programme.editions if one.key == key)


def claims(programme: SampleProgramme, key: str, field: str) -> list[str]:
    return [fact.value for fact in edition(programme, key).facts if fact.field == field]


def test_mumbai_and_bombay_are_one_place_and_one_edition(programme: SampleProgramme) -> None:
    listed = resolve_listed(programme)

    assert [(one.line, one.edition, one.merged_with) for one in listed[:2]] == [
        ("Mumbai, India", "mumbai-2016", ""),
        ("Bombay, India", "mumbai-2016", "Mumbai, India"),
    ]
    assert place_called(programme, "bombay, India").geoname_id == 1275339


def test_eight_listed_lines_are_seven_editions(programme: SampleProgramme) -> None:
    listed = resolve_listed(programme)

    assert len(listed) == 8
    assert len({one.edition for one in listed}) == 7
    assert {one.edition for one in listed} == {e.key for e in programme.editions if e.listed_as}


def test_dublin_has_no_date_and_is_not_the_american_one(programme: SampleProgramme) -> None:
    irish = place_called(programme, "Dublin, Ireland")
    american = place_called(programme, "Dublin, United States")

    assert edition(programme, "dublin").starts is None
    assert edition(programme, "dublin").place == irish.key
    assert (irish.country, american.country) == ("IE", "US")


@pytest.mark.parametrize("line", ["Bogota, Colombia", "BOGOTÁ, Colombia", "Bogotá , Colombia"])
def test_bogota_is_found_with_and_without_its_accent(programme: SampleProgramme, line: str) -> None:
    place = place_called(programme, line)

    assert place.key == "bogota"


@pytest.mark.parametrize("line", ["", "Dublin", "Dublin, Atlantis", "Atlantis, Ireland"])
def test_a_place_we_do_not_hold_is_not_guessed(programme: SampleProgramme, line: str) -> None:
    with pytest.raises(LookupError):
        place_called(programme, line)


def test_editions_begin_when_their_sources_say_and_no_more_exactly(
    programme: SampleProgramme,
) -> None:
    starts = {one.key: one.starts for one in programme.editions}

    assert starts == {
        "australia-2015": "2015-03",
        "sydney-2015": "2015-05-21",
        "dubai-2016": "2016-02",
        "bogota-2016": "2016-04",
        "mexico-city-2016": "2016-04-28",
        "mumbai-2016": "2016-10-14",
        "toronto-2016": "2016-11",
        "deauville": None,
        "dublin": None,
    }


def test_the_kick_off_keeps_both_days_its_sources_give(programme: SampleProgramme) -> None:
    found = claims(programme, "australia-2015", "starts")

    assert found == ["2015-03", "2015-03-03"]
    assert next(p for p in programme.places if p.key == "australia").zone is None


def test_editions_inside_a_bigger_event_name_it(programme: SampleProgramme) -> None:
    hosts = {one.key: one.host_event for one in programme.editions if one.host_event}

    assert hosts == {
        "dubai-2016": "Global Women's Forum",
        "deauville": "Women's Forum Global Meeting",
    }
    assert place_called(programme, "Deauville, France").geoname_id == 3021668


def test_head_counts_stay_claims_in_their_sources_words(programme: SampleProgramme) -> None:
    found = {
        key: claims(programme, key, "attendees")
        for key in ("australia-2015", "sydney-2015", "mumbai-2016", "toronto-2016")
    }

    assert found == {
        "australia-2015": ["20 influential women"],
        "sydney-2015": ["60 women and a handful of men"],
        "mumbai-2016": ["25 women"],
        "toronto-2016": ["about 70"],
    }


def test_sydney_had_eleven_speakers_of_140_seconds(programme: SampleProgramme) -> None:
    found = [
        claims(programme, "sydney-2015", field) for field in ("soapbox_speakers", "slot_seconds")
    ]

    assert found == [["11"], ["140"]]


def test_police_and_state_partners_get_no_data(programme: SampleProgramme) -> None:
    official = {p.key for p in programme.partners if p.kind in {"police", "state"}}
    gets = {
        row.partner: row.data_access
        for one in programme.editions
        for row in one.partners
        if row.partner in official
    }

    assert gets == {"rcmp": "none", "get-cyber-safe": "none"}


def test_one_hashtag_in_three_spellings_belongs_to_two_editions(programme: SampleProgramme) -> None:
    (hashtag,) = (one for one in programme.hashtags if one.display == "FuerzaEnMiVoz")

    keys = {hashtag_key(one) for one in (hashtag.display, *hashtag.variants, "#FUERZAENMIVOZ")}

    assert keys == {hashtag.key} == {"fuerzaenmivoz"}
    assert [use for use in hashtag.uses if use.startswith("edition:")] == [
        "edition:mexico-city-2016",
        "edition:bogota-2016",
    ]


def test_a_hindi_hashtag_stays_whole_and_is_marked_as_made_up(programme: SampleProgramme) -> None:
    (hashtag,) = (one for one in programme.hashtags if one.script == "Deva")

    assert hashtag_key("#शक्ति") == hashtag.key == "शक्ति"
    assert hashtag.made_up is True


def test_the_campaign_of_2017_is_no_edition(programme: SampleProgramme) -> None:
    (campaign,) = programme.campaigns

    counted = {f.field: f.value for f in campaign.facts if f.field in {"reposts", "likes"}}

    assert (campaign.posted_on, counted) == ("2017-02-07", {"reposts": "20", "likes": "16"})
    assert not [one for one in programme.editions if (one.starts or "").startswith("2017")]


def test_every_fact_says_where_it_was_read(programme: SampleProgramme) -> None:
    facts = [fact for row in programme.editions for fact in row.facts]
    facts += [fact for row in programme.campaigns for fact in row.facts]

    without = [fact for fact in facts if not (fact.source.title and fact.value)]
    exact_without_address = [f for f in facts if f.source.exact and not f.source.url]

    assert len(facts) > 30
    assert (without, exact_without_address) == ([], [])


def test_delhi_and_bengaluru_are_facts_not_editions(programme: SampleProgramme) -> None:
    (earlier,) = claims(programme, "mumbai-2016", "earlier_editions")

    assert "Delhi" in earlier
    assert "Bengaluru" in earlier
    assert {"delhi", "bengaluru"}.isdisjoint(place.key for place in programme.places)


@pytest.mark.parametrize(
    ("today", "day"),
    [(date(2026, 1, 1), date(2027, 4, 9)), (date(2027, 12, 31), date(2028, 4, 14))],
)
def test_the_invented_edition_is_the_second_friday_of_april_next_year(
    programme: SampleProgramme, today: date, day: date
) -> None:
    upcoming = programme.upcoming

    assert upcoming.starts_on(today) == day
    assert upcoming.fictional is True


def test_the_invented_edition_has_every_format_and_tells_what_partners_get(
    programme: SampleProgramme,
) -> None:
    upcoming = programme.upcoming

    assert [one.format for one in upcoming.sessions] == [
        "round_table",
        "workshop",
        "panel",
        "qa",
        "soapbox",
        "clinic",
    ]
    assert [one.slot_seconds for one in upcoming.sessions if one.slot_seconds] == [140]
    assert {one.kind: one.data_access for one in upcoming.partners} == {
        "ngo": "named_with_consent",
        "media": "aggregate",
        "police": "none",
    }


def test_the_demo_has_one_person_for_each_role(programme: SampleProgramme) -> None:
    roles = {one.role: one.key for one in programme.people}

    assert roles == {
        "participant": "marisol",
        "helper": "ana",
        "adviser": "noor",
        "organiser": "leila",
        "facilitator": "priya",
        "operator": "sam",
    }


def _names_for_police(whole: SampleProgramme) -> SampleProgramme:
    rows = edition(whole, "toronto-2016").partners
    told = tuple(replace(row, data_access="named_with_consent") for row in rows)
    return _with_edition(whole, "toronto-2016", partners=told)


def _with_edition(whole: SampleProgramme, key: str, /, **changes: object) -> SampleProgramme:
    rows = tuple(replace(one, **changes) if one.key == key else one for one in whole.editions)
    return replace(whole, editions=rows)


def _with_place(whole: SampleProgramme, key: str, /, **changes: object) -> SampleProgramme:
    rows = tuple(replace(one, **changes) if one.key == key else one for one in whole.places)
    return replace(whole, places=rows)


def _with_upcoming(whole: SampleProgramme, **changes: object) -> SampleProgramme:
    return replace(whole, upcoming=replace(whole.upcoming, **changes))


def _with_session(whole: SampleProgramme, which: int, **changes: object) -> SampleProgramme:
    rows = list(whole.upcoming.sessions)
    rows[which] = replace(rows[which], **changes)
    return _with_upcoming(whole, sessions=tuple(rows))


@pytest.mark.parametrize(
    ("broken", "sentence"),
    [
        (
            lambda w: _with_edition(w, "dublin", key="deauville"),
            "edition deauville was there twice",
        ),
        (lambda w: _with_place(w, "dublin", geoname_id=5344157), "GeoNames id 5344157 was there"),
        (lambda w: _with_edition(w, "dublin", place="cork"), "place cork was not described"),
        (lambda w: _with_place(w, "dublin", country="XX"), "country XX had no name"),
        (lambda w: replace(w, partners=w.partners[1:]), "partner womens-agenda was not described"),
        (lambda w: replace(w, slug="other"), "programme:position-of-strength was not described"),
        (lambda w: replace(w, canonical_hashtag="Other"), "hashtag Other was not described"),
        (lambda w: _with_place(w, "dublin", names={"en": "Dublin"}), "was not in exactly five"),
        (lambda w: _with_place(w, "dublin", zone="Europe/Cork"), "Europe/Cork was no time zone"),
        (lambda w: _with_edition(w, "dublin", starts="2016"), "dublin had a day that no source"),
        (lambda w: _with_edition(w, "dubai-2016", starts=None), "dubai-2016 had no day although"),
        (lambda w: _with_edition(w, "deauville", starts="2016-12-08"), "deauville had a day that"),
        (lambda w: _with_edition(w, "dublin", starts="spring"), "dublin: 'spring' was not a year"),
        (lambda w: _with_edition(w, "dublin", place="deauville"), "could have been one edition"),
        (_names_for_police, "rcmp got names although it is police"),
        (lambda w: _with_upcoming(w, weekday_in_month=(8, 1)), "fell on no weekday"),
        (lambda w: _with_session(w, 0, ends="09:00"), "session round-table ended before it began"),
        (lambda w: _with_session(w, 0, slot_seconds=140), "had slots without being a soapbox"),
        (lambda w: _with_session(w, 1, starts="10:00"), "were at the same time"),
    ],
)
def test_a_programme_that_contradicts_itself_is_refused(
    programme: SampleProgramme,
    broken: Callable[[SampleProgramme], SampleProgramme],
    sentence: str,
) -> None:
    with pytest.raises(SampleBroken, match=sentence):
        check(broken(programme))


def test_two_editions_of_one_place_and_time_need_a_reason(programme: SampleProgramme) -> None:
    again = replace(edition(programme, "dubai-2016"), key="dubai-again")
    twice = replace(programme, editions=(*programme.editions, again))
    explained = _with_edition(twice, "dubai-again", distinct_because="the evening before")

    check(explained)

    with pytest.raises(SampleBroken, match="dubai-2016 and dubai-again could have been one"):
        check(twice)


def test_one_place_may_hold_two_editions_at_different_times(programme: SampleProgramme) -> None:
    later = replace(edition(programme, "sydney-2015"), key="sydney-again", starts=None, facts=())
    dated = replace(edition(programme, "toronto-2016"), key="sydney-2016", place="sydney")

    check(replace(programme, editions=(*programme.editions, dated)))

    with pytest.raises(SampleBroken, match="sydney-2015 and sydney-again could have been one"):
        check(replace(programme, editions=(*programme.editions, later)))
