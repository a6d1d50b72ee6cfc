"""Routes are dated, sourced and strict; what nobody reviewed shows no step, and what expired shows only its link."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import msgspec
import pytest
from pytest_django import Settings

from fuerza.packs import queries
from fuerza.packs.choices import CLOCKS, HAZARDS, PLACES, THEN, Kind
from fuerza.packs.queries import routes
from safeguard.platforms.bluesky import reasons
from safeguard.platforms.names import NAMES

TODAY = date(2026, 11, 30)
OTHERS = (Kind.LAWYER, Kind.REGULATOR)
Laid = Callable[[str], None]
HEAD = 'place: ""\nchecked_on: 2026-11-01\nexpires_on: 2027-04-30\nroutes:\n'


@pytest.fixture
def laid(tmp_path: Path, settings: Settings) -> Laid:
    """Lay a file of routes into the data folder of this installation."""
    settings.ENV = msgspec.structs.replace(settings.ENV, data=tmp_path)

    def lay(text: str) -> None:
        folder = tmp_path / "routes"
        folder.mkdir(exist_ok=True)
        (folder / "ours.yaml").write_text(text, encoding="utf-8")

    return lay


def required() -> dict[str, tuple[str, ...]]:
    lines = (Path(__file__).parent / "required.txt").read_text(encoding="utf-8").splitlines()
    table = [line.split(" | ") for line in lines if not line.startswith("#")]
    assert all(source for _route, _demands, source in table)
    return {
        route: () if demands == "-" else tuple(demands.split()) for route, demands, _source in table
    }


def test_each_route_demands_what_the_table_of_the_sources_says() -> None:
    files = sorted(routes.OURS.glob("*.yaml"))
    demanded = {entry.id: entry.demands for path in files for entry in routes._file(path).routes}

    assert demanded == required()
    assert (len(files), set(demanded)) == (13, set(routes.book().routes))


def test_whoever_names_no_fields_gets_the_factual_pack_or_none() -> None:
    facts = queries.route_of(queries.FACTUAL).demands
    bare = [queries.route_of(route) for route, demands in required().items() if not demands]

    packs = {
        route.id: route.demanded("en", TODAY) for route in bare if route.may_prepare("en", TODAY)
    }

    assert packs == {route.id: facts for route in bare if route.kind in (Kind.POLICE, *OTHERS)}


def test_each_file_is_one_place_and_its_words_are_ours() -> None:
    files = {path.stem: routes._file(path) for path in sorted(routes.OURS.glob("*.yaml"))}
    entries = [(file, entry) for file in files.values() for entry in file.routes]
    clocks = [clock for _file, entry in entries for clock in entry.clocks]

    assert {file.place for file in files.values()} == {"", *PLACES}
    assert {file.place or "any" for file in files.values()} == {
        stem.upper() if len(stem) == 2 else "any" for stem in files
    }
    assert len({entry.id for _file, entry in entries}) == len(entries)
    assert {clock.code for clock in clocks} | {"grievance_7d"} == set(CLOCKS)
    assert {clock.then for clock in clocks} == set(THEN)
    hazards = [hazard for file in files.values() for hazard in file.hazards]
    assert {hazard.code for hazard in hazards} == set(HAZARDS)
    assert {entry.for_whom for _file, entry in entries} == {"", "adults", "minors"}


def test_an_entry_expires_a_hundred_and_eighty_days_after_it_was_checked() -> None:
    lives = {route.expires_on - route.checked_on for route in routes.book().routes.values()}

    assert lives == {timedelta(days=180)}


def test_what_ships_was_reviewed_by_nobody_so_no_legal_step_is_shown() -> None:
    shown = {
        route.id
        for route in routes.book().routes.values()
        if route.place and route.kind is not Kind.HELPLINE and route.says_all("en", TODAY)
    }
    prepared = {
        route.id for route in routes.book().routes.values() if route.may_prepare("en", TODAY)
    }

    assert shown == {"ca.cybertip"}  # a service without steps
    assert "eu.dsa16" not in prepared
    assert {"any.police", "in.portal", "platform.x"} <= prepared


def test_a_hazard_closes_only_what_there_is() -> None:
    known = {*routes.book().routes, *Kind.values}
    named = {
        each
        for hazards in routes.book().hazards.values()
        for hazard in hazards
        for each in (*hazard.closes, *hazard.asks_first)
    }

    assert named <= known


def test_where_she_is_the_nearest_comes_first_and_a_country_of_the_union_has_both() -> None:
    places = [route.place for route in queries.routes_for("IE")]

    assert list(dict.fromkeys(places)) == ["IE", "EU", ""]
    assert Kind.PLATFORM not in {route.kind for route in queries.routes_for("IE")}


def test_without_a_place_only_what_holds_everywhere_is_there() -> None:
    assert {route.place for route in queries.routes_for("")} == {""}


def test_a_review_by_name_opens_a_form_in_its_language_and_in_no_other(laid: Laid) -> None:
    laid(
        HEAD.replace('""', "EU")
        + "  - {id: eu.dsa16, kind: form, name: Notice, demands: [why_illegal, location],"
        " clocks: [{code: undue_delay, then: dispute_body, look_after_hours: 168}],"
        " source: here, reviewed_by: {es: Ana of a partner}}\n"
    )

    route = queries.route_of("eu.dsa16")

    assert (route.may_prepare("es", TODAY), route.may_prepare("en", TODAY)) == (True, False)
    assert route.clock("es", TODAY).code == "undue_delay"
    assert route.clock("en", TODAY) == queries.route_of(queries.FACTUAL).clocks[0]
    assert route.name == "Notice"


def test_an_expired_entry_says_nothing_more_and_the_factual_pack_stays() -> None:
    late = date(2027, 5, 1)
    portal, x = queries.route_of("in.portal"), queries.route_of("platform.x")

    assert (portal.is_expired(TODAY), portal.is_expired(late)) == (False, True)
    assert portal.demanded("en", late) == queries.route_of(queries.FACTUAL).demands
    assert x.demanded("en", late) == queries.route_of(queries.OTHER_PLATFORM).demands
    assert (len(x.rules_for("T1", "", TODAY)), x.rules_for("T1", "", late)) == (2, ())


def test_a_reviewed_route_demands_its_own(laid: Laid) -> None:
    laid(
        HEAD.replace('""', "FR")
        + "  - {id: fr.complaint, kind: police, demands: [moment], source: s, reviewed_by: {fr: A}}\n"
    )

    assert queries.route_of("fr.complaint").demanded("fr", TODAY) == ("moment",)


def test_a_service_that_removes_pictures_is_no_pack() -> None:
    assert not queries.route_of("any.stopncii").may_prepare("en", TODAY)


def test_a_platforms_rules_fit_how_public_she_is() -> None:
    meta = queries.platform_route("instagram")

    names = {
        tier: [rule.name for rule in meta.rules_for("A1", tier, TODAY)]
        for tier in ("private", "limited", "public")
    }

    tier_2, tier_3 = "Bullying and Harassment, Tier 2", "Bullying and Harassment, Tier 3"
    assert names == {"private": [tier_2, tier_3], "limited": [tier_2], "public": []}


def test_a_platform_that_is_not_known_gets_what_any_platform_asks() -> None:
    assert queries.platform_route("nowhere") == queries.route_of(queries.OTHER_PLATFORM)
    platforms = {each for route in routes.book().routes.values() for each in route.platforms}
    assert platforms <= NAMES.keys()


def test_minors_and_intimate_pictures_are_hazards_everywhere() -> None:
    codes = {
        about: [hazard.code for hazard in queries.hazards_for("AE", {about})]
        for about in ("M1", "S1", "T1")
    }

    assert codes == {
        "M1": ["private_only", "minor"],
        "S1": ["private_only", "intimate"],
        "T1": ["private_only"],
    }


@pytest.mark.parametrize(
    ("text", "what"),
    [
        (HEAD + "  - {id: a, kind: police, source: s, nmae: typo}\n", "unknown field `nmae`"),
        (HEAD + "  - {id: a, kind: pigeon, source: s}\n", "pigeon"),
        (HEAD + "  - {id: a, kind: police}\n", "missing required field `source`"),
        (HEAD + "  - {id: a, kind: police, source: s, about: [Z9]}\n", "Z9 is no category"),
        (
            HEAD + "  - {id: a, kind: police, source: s, reviewed_by: {xx: A}}\n",
            "xx is none of our languages",
        ),
        (
            HEAD.replace("2027-04-30", "2026-10-30") + "  - {id: a, kind: police, source: s}\n",
            "expires before it was checked",
        ),
    ],
)
def test_a_broken_file_is_refused_and_says_where(laid: Laid, text: str, what: str) -> None:
    laid(text)

    with pytest.raises(queries.RouteWasBroken, match=what) as refused:
        queries.routes_for("")

    assert str(refused.value).startswith("ours.yaml: ")


def test_each_category_of_bluesky_is_a_reason_of_the_lexicon_in_use() -> None:
    file = Path(__file__).parent.parent.parent / "safeguard/platforms/bluesky/lexicon.txt"
    version, *tokens = file.read_text(encoding="utf-8").split("\n\n")

    assert version.split()[-1] == reasons.LEXICON
    assert frozenset(" ".join(tokens).split()) == reasons.KNOWN
    bluesky = queries.platform_route("bluesky")
    assert {reasons.reason_type(each) for each in bluesky.rules} <= reasons.KNOWN
