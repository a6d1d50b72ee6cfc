"""Every pack holds what the table of the sources demands, says where each part came from, and is never sent half."""

import uuid
from datetime import timedelta
from typing import Any

import msgspec
import pytest

from fuerza.acts.choices import Category
from fuerza.cases import services as case_services
from fuerza.cases.queries import CaseAt, IncidentBody
from fuerza.core.keyrings import Opened
from fuerza.packs import queries, services
from fuerza.packs.choices import Origin, Verb
from fuerza.packs.choices.demands import DEMANDS
from fuerza.packs.queries import Field, Filled, Item, PackAt, Where, filling
from fuerza.people.models import Person
from tests.fuerza.packs.conftest import NOW, Begun, answered
from tests.fuerza.packs.test_routes import required as demanded_by

REQUIRED = {route: codes for route, codes in demanded_by().items() if codes}

FROM_CASE = {"location", "account", "suspect", "written", "moment", "exhibits", "digests"} | {
    "receipts",
    "checking",
    "platform",
    "place",
    "rule",
}
ABOUT = {"us.take_it_down": Category.NCII}


def filled(found: PackAt, opened: Opened) -> Filled:
    stands = queries.filled(found, opened, NOW)
    assert stands is not None
    return stands


@pytest.mark.usefixtures("reviewed")
@pytest.mark.parametrize("route", REQUIRED)
def test_a_pack_demands_what_the_table_says_and_asks_for_what_the_case_does_not_tell(
    begun: Begun, opened: Opened, route: str
) -> None:
    is_platform = route.startswith("platform")
    begin = begun(route, only_first=is_platform, category=ABOUT.get(route, Category.THREAT))

    stands = filled(begin, opened)

    demanded = REQUIRED[route]
    assert tuple(field.code for field in stands.fields) == demanded
    missing = [code for code in demanded if code not in FROM_CASE]
    assert [field.code for field in stands.missing] == missing
    assert begin.pack.state == "draft"


@pytest.mark.usefixtures("reviewed")
@pytest.mark.parametrize("route", REQUIRED)
def test_a_pack_with_every_answer_is_ready_and_its_sheet_holds_every_field(
    begun: Begun, opened: Opened, person: Person, route: str
) -> None:
    services.choose_where(person=person, where=Where(tier="private"), now=NOW)
    is_platform = route.startswith("platform")
    begin = begun(route, only_first=is_platform, category=ABOUT.get(route, Category.THREAT))

    stands = answered(begin, opened)

    assert (stands.missing, begin.pack.state) == ((), "ready")
    text = services.text_of(begin, stands)
    for field in stands.fields:
        assert f"{field.demand.label}:" in text
        for piece in field.pieces:
            assert piece.text in text


def test_each_part_says_where_it_came_from(begun: Begun, opened: Opened, at: CaseAt) -> None:
    case_services.log_incident(
        at=at,
        body=IncidentBody(what="he waited outside", who="the same man"),
        happened_at=NOW,
        now=NOW,
    )

    stands = filled(begun(), opened)

    origins = {field.code: (field.origin, field.exhibits) for field in stands.fields}
    assert origins == {
        "what_happened": (Origin.NOTE, ()),
        "account": (Origin.EXHIBIT, ()),
        "written": (Origin.EXHIBIT, (1, 2)),
        "moment": (Origin.EXHIBIT, (1, 2)),
        "location": (Origin.EXHIBIT, (1, 2)),
        "exhibits": (Origin.EXHIBIT, (1, 2)),
        "receipts": (Origin.EXHIBIT, (1, 2)),
        "checking": (Origin.SOFTWARE, ()),
    }
    [told] = stands.fields[0].pieces
    assert told.text.endswith("he waited outside the same man")


def test_her_own_words_stand_instead_of_the_logs_lines(
    begun: Begun, opened: Opened, at: CaseAt
) -> None:
    case_services.log_incident(at=at, body=IncidentBody(what="a line"), happened_at=NOW, now=NOW)

    stands = answered(begun(), opened, what_happened="as I tell it")

    field = stands.fields[0]
    assert ([piece.text for piece in field.pieces], field.origin) == (
        ["as I tell it"],
        Origin.ASKED,
    )


def test_digests_and_receipts_are_those_of_the_exhibits(begun: Begun, opened: Opened) -> None:
    stands = filled(begun(), opened)

    by_code = {field.code: [piece.text for piece in field.pieces] for field in stands.fields}
    first, second = stands.items
    assert by_code["receipts"] == [first.receipt, second.receipt]
    assert f"record.json {first.digest}" in by_code["exhibits"]
    assert all(len(digest) == 64 for item in stands.items for _name, digest in item.files)


def test_a_meta_report_asks_how_public_she_is_once(
    begun: Begun, opened: Opened, person: Person
) -> None:
    begin = begun("platform.meta", only_first=True, category=Category.INSULT)
    before = {field.code for field in filled(begin, opened).missing}

    services.choose_where(person=person, where=Where(tier="limited"), now=NOW)

    after = filled(begin, opened)
    rules = next(field for field in after.fields if field.code == "rule")
    assert (before, {field.code for field in after.missing}) == (
        {"tier", "first_person"},
        {"first_person"},
    )
    assert [piece.text for piece in rules.pieces] == [
        "Bullying and Harassment, Tier 2",
        "as its rules stood on 2026-08-03",
    ]


def test_a_platforms_own_words_are_quoted_with_their_day(begun: Begun, opened: Opened) -> None:
    begin = begun("platform.bluesky", only_first=True, category=Category.STALKING)

    rules = next(field for field in filled(begin, opened).fields if field.code == "rule")

    assert [piece.text for piece in rules.pieces] == [
        "Community Guidelines 2.2.1",
        "“Do not stalk”",
        "as its rules stood on 2025-10-03",
    ]


def test_where_no_rule_fits_by_name_what_she_calls_it_stands_there(
    begun: Begun, opened: Opened
) -> None:
    begin = begun("platform.bluesky", only_first=True, category=Category.OUTING)

    rules = next(field for field in filled(begin, opened).fields if field.code == "rule")

    assert [piece.text for piece in rules.pieces] == ["outing"]


def test_a_pack_speaks_its_own_language_whatever_hers_is(begun: Begun, opened: Opened) -> None:
    stands = filled(begun(language="ar"), opened)

    moment = next(field for field in stands.fields if field.code == "moment")
    assert "نوفمبر" in moment.pieces[0].text


def test_a_choice_that_was_not_offered_is_no_answer(begun: Begun, opened: Opened) -> None:
    begin = begun("platform.x", only_first=True)

    stands = answered(begin, opened, first_person="whoever")

    assert [field.code for field in stands.missing] == ["first_person"]
    assert begin.pack.state == "draft"


@pytest.mark.usefixtures("reviewed")
def test_what_went_to_the_platform_before_stands_in_a_report_to_a_regulator(
    begun: Begun, opened: Opened
) -> None:
    first = begun("platform.x", only_first=True)
    answered(first, opened)
    services.send(found=first, opened=opened, number="X-17", now=NOW, by_hand=True)
    again = queries.pack_at(first.at.actor, first.pack.pk, NOW)
    assert again is not None
    services.log(found=again, verb=Verb.ANSWERED, note="no", now=NOW)
    services.log(found=again, verb=Verb.APPEALED, note="X-18", now=NOW + timedelta(days=1))

    stands = filled(begun("ie.cnam"), opened)

    told = {field.code: [piece.text for piece in field.pieces] for field in stands.fields}
    [report], [appeal] = told["platform_report"], told["platform_appeal"]
    assert (report.split(" · ")[0], report.split(" · ")[-1]) == ("X", "X-17")
    assert appeal.endswith("X-18")


def test_every_demand_of_a_route_is_known_and_every_one_known_is_demanded() -> None:
    demanded = {code for codes in REQUIRED.values() for code in codes}

    assert demanded == set(DEMANDS)


BARE = Item(
    id=uuid.UUID(int=1),
    number=3,
    platform="seen",
    handle="",
    name="",
    account="",
    url="",
    native_id="",
    text=" ",
    language="",
    written_at=NOW,
    pictures=0,
    files=(("record.json", "00"),),
    receipt="11",
)


def bare(*codes: str, item: Item = BARE, **more: Any) -> list[Field]:
    given: dict[str, Any] = {"answers": {}, "category": "", "tier": "", "today": NOW.date()}
    route, material = queries.route_of("any.police"), queries.Material((item,))
    whole = filling.Filling(route=route, material=material, **given | more)
    return filling.fields_of(whole, codes)


def test_what_was_kept_without_facts_is_asked_for_in_all_of_them() -> None:
    codes = (
        "location",
        "account",
        "suspect",
        "written",
        "platform",
        "place",
        "screenshots",
        "rule",
    )

    fields = bare(*codes)

    assert [field.code for field in fields if field.is_missing] == list(codes)
    assert [field.code for field in fields if not field.is_asked] == ["rule"]
    assert fields[0].lacks == (3,)


def test_an_answer_stands_where_an_exhibit_has_no_address() -> None:
    [field] = bare("location", answers={"location": "the third answer below her post"})

    assert (field.is_missing, field.origin, field.is_asked) == (False, Origin.ASKED, True)


def test_an_id_that_is_in_the_address_is_not_said_twice() -> None:
    item = msgspec.structs.replace(BARE, url="https://social.example/77", native_id="77")

    [field] = bare("location", item=item)

    assert [piece.text for piece in field.pieces] == ["https://social.example/77"]


@pytest.mark.parametrize(("hides", "missing"), [(False, False), (True, True)])
def test_pictures_count_as_screenshots_unless_they_are_left_out(
    *, hides: bool, missing: bool
) -> None:
    item = msgspec.structs.replace(BARE, pictures=2)

    [field] = bare("screenshots", item=item, hides_pictures=hides)

    assert field.is_missing is missing


def test_what_the_case_tells_is_not_asked_again() -> None:
    fields = bare("moment", "digests", "exhibits", "receipts")

    assert [field.is_asked for field in fields] == [False] * 4
