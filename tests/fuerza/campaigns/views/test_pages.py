"""Pages of campaigns: everybody reads what is handed out and where; organisers count; members see each other."""

from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from fuerza.campaigns import queries, services
from fuerza.campaigns.models import Asset, Count, Member, Together
from fuerza.programme.models import Campaign, Edition, Place
from tests.fuerza.campaigns.conftest import ENOUGH, Come, Enter, MakePerson, signed_in
from tests.fuerza.campaigns.services.test_cleaning import TOLD, png


def at(name: str, campaign: Campaign, *more: object) -> str:
    return reverse(f"campaigns:{name}", args=[campaign.pk, *more])


CARD = {"kind": "card", "name": "Pocket card", "languages": ["es"], "alt": "Three steps"}
NUMBER = {"kind": "handed_out", "number": 40, "on": "2027-02-09", "source": "Tally of boxes"}


def test_an_organiser_adds_what_is_handed_out_and_everybody_can_have_it_cleaned(
    as_olivia: Client, client: Client, campaign: Campaign
) -> None:
    empty = client.get(at("show", campaign)).text
    add = at("add_asset", campaign)
    wrong = as_olivia.post(add, CARD | {"file": SimpleUploadedFile("a.png", b"no picture")})
    large = as_olivia.post(
        add, CARD | {"file": SimpleUploadedFile("a.png", b"x" * (services.MAX_BYTES + 1))}
    )
    as_olivia.post(add, CARD | {"file": SimpleUploadedFile("a.png", png())})
    as_olivia.post(add, CARD | {"kind": "handbook", "name": "Our handbook"})

    page = client.get(at("show", campaign)).text
    card, book = Asset.objects.order_by("kind")
    reply = client.get(at("file", campaign, card.pk))

    words = ("Pocket card", "Three steps", "Español", "#SaferTest", "Our handbook", "/g/h/")
    assert [one for one in words if one not in page] == []
    assert ("Nothing to hand out" in empty, wrong.status_code, large.status_code) == (
        True,
        422,
        422,
    )
    assert reply["Content-Disposition"] == 'attachment; filename="card.png"'
    assert (reply["Content-Type"], TOLD in reply.content) == ("image/png", False)
    absent = [client.get(at("file", campaign, pk)).status_code for pk in (book.pk, uuid4())]
    assert (absent, client.get(f"/e/campaigns/{uuid4()}/").status_code) == ([404, 404], 404)


def test_counts_are_organisers_with_source_and_day_and_everybody_reads_places_alone(
    as_olivia: Client, client: Client, campaign: Campaign, edition: Edition
) -> None:
    add = at("add_count", campaign)
    asked = as_olivia.get(add).status_code
    unknown = as_olivia.post(add, NUMBER | {"place": "Nowhere"})
    as_olivia.post(add, NUMBER | {"place": "Santafé de Bogotá", "edition": str(edition.pk)})
    as_olivia.post(add, NUMBER | {"kind": "reposts", "number": 7})

    page, behind = (
        browser.get(at(name, campaign)).text
        for browser, name in ((client, "show"), (as_olivia, "behind"))
    )

    assert (asked, unknown.status_code) == (200, 422)
    assert ("Bogotá" in page, "Tally of boxes" in page, ">40<" in page) == (True, False, False)
    assert [one for one in ("Tally of boxes", ">40<", "counts for") if one not in behind] == []
    assert queries.indicators(edition) == [
        ("A safer day: handed out", 40, "Tally of boxes, 2027-02-09")
    ]


def test_what_was_added_can_be_taken_away_and_a_place_stays_while_it_is_counted(
    as_olivia: Client, campaign: Campaign, bogota: Place
) -> None:
    as_olivia.post(at("add_asset", campaign), CARD)
    as_olivia.post(at("add_count", campaign), NUMBER | {"place": "Bogotá"})
    rows = {"asset": Asset.objects.get().pk, "count": Count.objects.get().pk}
    places = queries.places_of(campaign, "en")

    absent = [
        as_olivia.post(at("take_away", campaign, kind, uuid4())).status_code
        for kind in (*rows, "person")
    ]
    for kind, pk in rows.items():
        as_olivia.post(at("take_away", campaign, kind, pk))

    assert (places, absent) == ([bogota], [404, 404, 404])
    assert (Asset.objects.count(), Count.objects.count()) == (0, 0)


def test_only_organisers_of_the_whole_programme_get_behind_a_campaign(
    campaign: Campaign, day: Together, make: MakePerson, edition: Edition
) -> None:
    browsers = [signed_in(make("oda", "operator")), signed_in(make("pam", "organiser", edition.pk))]
    addresses = [at(name, campaign) for name in ("behind", "add_asset", "add_count", "open_day")]
    addresses.append(at("end_day", campaign, day.pk))

    answers = {browser.get(one).status_code for browser in browsers for one in addresses}

    assert answers == {404}


def test_an_organiser_opens_a_day_in_her_zone_and_ends_it(
    as_olivia: Client, campaign: Campaign
) -> None:
    asked = as_olivia.get(at("open_day", campaign)).text
    as_olivia.post(at("open_day", campaign), {"begins_at": "2031-02-09T10:00", "hours": 24})
    day = Together.objects.get()
    end = at("end_day", campaign, day.pk)
    question = as_olivia.get(end).text
    as_olivia.post(end)

    day.refresh_from_db()
    behind = as_olivia.get(at("behind", campaign)).text
    again = as_olivia.get(end).status_code

    assert ("Europe/Madrid" in asked, "End this day?" in question, again) == (True, True, 404)
    assert (day.begins_at.isoformat(), day.ended_at is None) == ("2031-02-09T09:00:00+00:00", False)
    assert ">over<" in behind


@pytest.fixture
def as_ana(come: Come) -> Client:
    return signed_in(come("ana").person)


def test_she_joins_by_the_rule_sees_the_others_and_leaves(
    as_ana: Client, day: Together, enter: Enter
) -> None:
    address = reverse("campaigns:day", args=[day.pk])
    sent = {"platform": "x", "handle": "@ana"}
    refused = [
        as_ana.post(address, sent | more).status_code
        for more in ({}, {"handle": "https://x.test/ana", "agrees": "on"})
    ]
    as_ana.post(address, sent | {"agrees": "on"})
    alone = as_ana.get(address).text
    for name in ENOUGH[1:]:
        enter(name)

    page = as_ana.get(address).text
    joined = Member.objects.first()
    assert joined is not None
    mine = as_ana.get(reverse("attendance:mine", args=[joined.registration.edition_id])).text
    as_ana.post(address, {"act": "leave"})
    after = as_ana.get(address).text

    assert (refused, "Too few are to be seen yet" in alone) == ([422, 422], True)
    assert [name for name in ENOUGH[1:] if f"@{name}.test" not in page] == []
    assert (address in mine, "@bea.test" in after) == (True, False)


def test_before_it_begins_she_sees_that_handles_come(
    as_ana: Client, day: Together, enter: Enter
) -> None:
    for name in ENOUGH:
        enter(name)
    Together.objects.update(begins_at=timezone.now() + (day.ends_at - timezone.now()) / 2)

    page = as_ana.get(reverse("campaigns:day", args=[day.pk])).text

    assert ("Handles stand here when it begins" in page, "@bea.test" in page) == (True, False)


def test_nobody_who_has_not_joined_sees_a_handle_anywhere(
    day: Together, enter: Enter, come: Come, as_olivia: Client, client: Client
) -> None:
    for name in ENOUGH:
        enter(name)
    gia = signed_in(come("gia").person)
    pages = [
        gia.get(reverse("campaigns:day", args=[day.pk])).text,
        as_olivia.get(at("behind", day.campaign)).text,
        as_olivia.get(reverse("campaigns:day", args=[day.pk])).text,
        client.get(at("show", day.campaign)).text,
        client.get(reverse("programme:list")).text,
    ]

    assert [name for name in ENOUGH if any(f"{name}.test" in page for page in pages)] == []
