"""What she settles: a receipt for each thing, nothing agreed to by silence, companions only where there are seats."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from fuerza.attendance import queries, services
from fuerza.attendance.choices import Refusal
from fuerza.attendance.queries import Names
from fuerza.people.models import Consent
from fuerza.programme import services as programme
from fuerza.programme.models import Edition
from fuerza.programme.services import Terms
from tests.fuerza.attendance.conftest import NOW, Come, states

THEN = NOW + timedelta(minutes=1)


def receipts() -> list[tuple[str, bool]]:
    return list(Consent.objects.order_by("at", "purpose").values_list("purpose", "is_given"))


def test_a_bare_yes_agrees_to_nothing_and_the_badge_is_red(come: Come) -> None:
    registration = come("ana")

    assert (registration.photo, receipts()) == ("red", [])


def test_each_thing_agreed_to_has_a_receipt_for_this_edition_and_ends_after_it(
    edition: Edition, come: Come
) -> None:
    come("ana", purposes=("room_list", "quote"), photo="green")

    assert receipts() == [("photo", True), ("quote", True), ("room_list", True)]
    scopes = set(Consent.objects.values_list("scope_id", "expires_at"))
    ends = datetime(2027, 5, 9, 23, 59, 59, 999999, UTC)
    assert scopes == {(str(edition.pk), ends)}


def test_yellow_is_a_question_each_time_and_agrees_to_no_photo(come: Come) -> None:
    registration = come("ana", photo="yellow")

    assert (registration.photo, receipts()) == ("yellow", [])


def test_taking_back_is_one_more_receipt_and_only_for_what_changes(come: Come) -> None:
    registration = come("ana", purposes=("room_list", "quote"), photo="green")

    services.settle_consent(registration=registration, purposes=("quote",), photo="red", now=THEN)

    assert receipts()[3:] == [("photo", False), ("room_list", False)]
    assert queries.agreed_to(registration, THEN) == ["quote"]


def test_a_name_for_a_partner_is_asked_for_only_where_one_may_get_names(
    edition: Edition, come: Come
) -> None:
    before = come("ana", purposes=("partner_share",))
    terms = Terms(role="host", data_access="named_with_consent")
    programme.add_partner(edition=edition, name="Mesa", kind="ngo", terms=terms)

    after = come("bea", purposes=("partner_share",))

    assert queries.agreed_to(before, NOW) == []
    assert queries.agreed_to(after, NOW) == ["partner_share"]


def test_names_and_needs_are_kept_and_lie_in_no_table_in_clear(come: Come) -> None:
    registration = come(
        "ana", badge="Kestrelname", needs=(("diet", "nonutsplease"), ("access", ""))
    )
    names = Names(badge="Kestrelname", public="Publicname")

    services.settle_names(registration=registration, names=names, legal="Paperbird", now=NOW)

    assert queries.names_of(registration) == names
    assert queries.legal_name_of(registration) == "Paperbird"
    assert [(need.kind, note) for need, note in queries.needs_of(registration)] == [
        ("access", ""),
        ("diet", "nonutsplease"),
    ]
    with connection.cursor() as cursor:
        raw = ""
        for table in ("attendance_registration", "attendance_need"):
            cursor.execute(f"SELECT * FROM {table}")  # noqa: S608 -- two names written here
            raw += str(
                [
                    [bytes(v) if isinstance(v, memoryview) else v for v in row]
                    for row in cursor.fetchall()
                ]
            )
    assert [word for word in ("Kestrel", "Publicname", "Paperbird", "nonuts") if word in raw] == []


def test_a_legal_name_is_left_alone_or_emptied_as_she_says(come: Come) -> None:
    registration = come("ana")
    names = queries.names_of(registration)
    services.settle_names(registration=registration, names=names, legal="Paper", now=NOW)

    services.settle_names(registration=registration, names=names, legal=None, now=NOW)
    kept = queries.legal_name_of(registration)
    services.settle_names(registration=registration, names=names, legal="", now=NOW)

    assert (kept, queries.legal_name_of(registration)) == ("Paper", "")


def test_companions_are_refused_where_there_is_no_seat_for_each_and_free_one_when_they_stay_home(
    edition: Edition, come: Come
) -> None:
    registration = come("ana", companions=("carer",))
    come("bea")

    with pytest.raises(services.Refused) as refused:
        services.settle_companions(
            registration=registration, companions=["carer", "child"], now=NOW
        )
    before = states(edition)
    services.settle_companions(registration=registration, companions=[], now=NOW)

    assert refused.value.why == Refusal.TOO_MANY
    assert (before["bea"], states(edition)["bea"]) == ("waitlisted", "offered")


def test_who_waits_can_change_who_comes_along(edition: Edition, come: Come) -> None:
    come("ana")
    come("bea")
    waiting = come("carla")

    services.settle_companions(registration=waiting, companions=["child"], now=NOW)

    assert queries.numbers(edition, NOW) == queries.Numbers(
        invited=3, confirmed=2, companions=0, offered=0, waiting=1, taken=2
    )
    assert waiting.companions.count() == 1
