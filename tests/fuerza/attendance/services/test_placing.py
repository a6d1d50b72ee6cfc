"""Where it is: the exact place for whoever may read it, then, on her page, and nowhere else (invariant 6)."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import product
from typing import get_args

import pytest
from django.core import mail
from django.urls import reverse

from fuerza.attendance import queries, services
from fuerza.attendance.choices import Layer, RegistrationState
from fuerza.attendance.models import Registration, Reveal, Venue
from fuerza.attendance.queries import Where
from fuerza.core import audit, disclosure, hooks, jobs, keyrings, worker
from fuerza.core.disclosure import Surface
from fuerza.core.models import AuditEntry, Job
from fuerza.people.models import Person
from fuerza.programme import services as programme
from fuerza.programme.models import Edition
from tests.fuerza.attendance.conftest import NOW, Come, MakePerson, signed_in

HOUR = timedelta(hours=1)
WHERE = Where(
    district="Numbatquarter",
    exact="Quollgate 12",
    note="Ring Bilbybell twice",
    phone="Dunnartline",
)
SURFACES: tuple[Surface, ...] = get_args(disclosure.Surface)


def settle(edition: Edition, by: Person, **changes: object) -> Venue:
    said: dict[str, object] = {"where": WHERE, "release_at": NOW + HOUR} | changes
    return services.settle_venue(edition=edition, by=by, now=NOW, **said)  # type: ignore[arg-type]  # the test says which


@pytest.fixture
def venue(edition: Edition, olivia: Person) -> Venue:
    return settle(edition, olivia)


@pytest.fixture
def ana(come: Come, olivia: Person) -> Registration:
    """She has a place and is verified."""
    row = come("ana", badge="Ana A.")
    return services.verify(registration=row, is_early=False, by=olivia, now=NOW)


def cases() -> Iterator[tuple[bool, bool, bool, bool, bool, str, Surface]]:
    """Give every combination: verified, released to all, released to her, taken back, cancelled, state, surface."""
    yes_no = (False, True)
    yield from product(
        yes_no, yes_no, yes_no, yes_no, yes_no, [*RegistrationState.values, "nobody"], SURFACES
    )


def test_the_exact_place_is_read_in_exactly_the_cases_of_the_invariant(edition: Edition) -> None:
    wrong, exact = [], 0
    for case in cases():
        verified, released, early, revoked, cancelled, state, surface = case
        edition.state = "cancelled" if cancelled else "open"
        venue = Venue(
            edition=edition,
            release_at=NOW if released else NOW + HOUR,
            revoked_at=NOW if revoked else None,
        )
        row = Registration(
            edition=edition,
            state=state,
            verified_at=NOW if verified else None,
            place_from=NOW if early else None,
        )
        holds = state in {"confirmed", "attended"} and surface == "page" and not cancelled
        due = Layer.AREA
        if holds:
            may = verified and (released or early) and not revoked
            due = Layer.EXACT if may else Layer.DISTRICT

        found = queries.layer_of(venue, None if state == "nobody" else row, NOW, surface)

        exact += found == Layer.EXACT
        wrong += [case] if found != due else []

    assert (wrong, exact) == ([], 6)  # two states with a place, three ways of being released


def test_without_a_moment_nothing_is_released(
    edition: Edition, olivia: Person, ana: Registration
) -> None:
    venue = settle(edition, olivia, release_at=None)

    assert queries.layer_of(venue, ana, NOW + HOUR) == Layer.DISTRICT


def walked(edition: Edition, people: dict[str, Person]) -> dict[str, set[str]]:
    """Look at every surface there is as everybody, and say which layer's words came out where."""
    words = {
        "Numbatquarter": "district",
        "Quollgate": "exact",
        "Bilbybell": "exact",
        "Dunnartline": "exact",
    }
    names = ("mine", "place", "people")
    told: dict[str, str] = {}
    for who, person in people.items():
        browser = signed_in(person)
        for name in names:
            address = reverse(f"attendance:{name}", args=[edition.pk])
            told[f"{who} {name}"] = browser.get(address).text
        place = reverse("attendance:place", args=[edition.pk])
        told[f"{who} place"] = browser.post(place).text
        told[f"{who} today"] = browser.get("/").text
        told[f"{who} edition"] = browser.get(reverse("programme:show", args=[edition.pk])).text
        export = hooks.find("privacy", "attendance:export")
        assert export is not None
        told[f"{who} copy"] = repr(list(export(person, None)))
    told["list"] = signed_in(people["her"]).get(reverse("programme:list")).text
    told["mails"] = repr([one.message().as_string() for one in mail.outbox])
    for model in (Job, AuditEntry, Venue, Reveal):
        told[model.__name__] = repr(list(model._default_manager.values_list()))
    found = {
        where: {layer for word, layer in words.items() if word in text}
        for where, text in told.items()
    }
    return {where: layers for where, layers in found.items() if layers}


def test_walked_over_every_surface_the_exact_place_comes_out_on_her_page_alone(
    edition: Edition, ana: Registration, come: Come, make: MakePerson, olivia: Person
) -> None:
    unverified = come("bea")
    waiting = come("carla")
    now = datetime.now(UTC)
    services.settle_venue(edition=edition, where=WHERE, release_at=now + HOUR, by=olivia, now=now)
    people = {
        "her": ana.person,
        "unverified": unverified.person,
        "waiting": waiting.person,
        "stranger": make("dana"),
        "organiser": olivia,
    }
    Person.objects.update(email="somebody@b.test")

    before = walked(edition, people)
    Venue.objects.update(release_at=now)
    services.release_venues(now=now)
    while worker.run_due(clock=lambda: now):
        pass
    after = walked(edition, people)
    services.take_back(venue=Venue.objects.get(), by=olivia, now=now)
    taken_back = walked(edition, people)

    district = {
        f"{who} {name}": {"district"} for who in ("her", "unverified") for name in ("mine", "place")
    }
    assert before == district
    assert after == district | {"her place": {"district", "exact"}}
    assert taken_back == district
    assert len(mail.outbox) == 2


def test_a_look_at_the_exact_place_is_logged_and_one_at_less_is_not(
    venue: Venue, ana: Registration, edition: Edition
) -> None:
    early = services.read_place(registration=ana, now=NOW)
    due = services.read_place(registration=ana, now=NOW + HOUR)

    assert (early, due) == (Where(district="Numbatquarter"), WHERE)
    assert [(one.person, one.at) for one in Reveal.objects.all()] == [(ana.person, NOW + HOUR)]
    assert audit.was_noted(ana.person_id, ana.person_id, "place read", venue.pk)
    assert queries.reveals_at(edition) == 1


def test_where_nothing_is_written_nothing_is_read(ana: Registration) -> None:
    assert services.read_place(registration=ana, now=NOW) == Where()
    assert queries.written_of(None) == Where()


def test_one_person_may_read_it_before_the_others_and_it_is_in_her_trail(
    venue: Venue, come: Come, olivia: Person
) -> None:
    row = come("bea")

    services.verify(registration=row, is_early=True, by=olivia, now=NOW)

    assert queries.layer_of(venue, row, NOW) == Layer.EXACT
    assert audit.was_noted(row.person_id, olivia.pk, "verified, place shown early", row.pk)


def test_a_changed_place_is_hidden_again_and_those_who_read_the_old_one_are_written_to(
    edition: Edition, venue: Venue, ana: Registration, olivia: Person
) -> None:
    Person.objects.filter(pk=ana.person_id).update(email="ana@b.test")
    services.release_venues(now=NOW + HOUR)
    services.verify(registration=ana, is_early=True, by=olivia, now=NOW)
    Job.objects.all().delete()

    moved = services.settle_venue(
        edition=edition,
        where=Where(exact="Elsewhere 3"),
        release_at=NOW + HOUR,
        by=olivia,
        now=NOW + 2 * HOUR,
    )

    ana.refresh_from_db()
    assert (moved.release_at, moved.released_at, ana.place_from) == (None, None, None)
    assert queries.layer_of(moved, ana, NOW + 9 * HOUR) == Layer.DISTRICT
    assert [job.name for job in Job.objects.all()] == ["core.send_mail"]
    assert venue.pk == moved.pk


def test_another_moment_for_the_same_place_keeps_what_was_released_to_one(
    edition: Edition, venue: Venue, ana: Registration, olivia: Person
) -> None:
    services.verify(registration=ana, is_early=True, by=olivia, now=NOW)

    later = settle(edition, olivia, release_at=NOW + 3 * HOUR)

    ana.refresh_from_db()
    assert (later.release_at, ana.place_from) == (NOW + 3 * HOUR, NOW)
    assert venue.changed_at == later.changed_at


def test_those_who_can_read_it_from_now_on_are_written_to_once(
    venue: Venue, ana: Registration, come: Come
) -> None:
    come("bea")
    come("carla")
    Person.objects.update(email="somebody@b.test")
    Job.objects.all().delete()
    jobs.enqueue("attendance.release_venue", now=NOW)

    while worker.run_due(clock=lambda: venue.release_at or NOW):
        pass
    services.release_venues(now=NOW + 2 * HOUR)

    assert Job.objects.filter(name="core.send_mail").count() == 2
    assert ana.verified_at == NOW


def test_her_code_is_hers_alone_and_finds_her_however_it_is_typed(
    edition: Edition, come: Come
) -> None:
    bea, carla = come("bea"), come("carla")
    code = queries.code_of(bea)

    found = queries.registration_with(edition, f" {code.lower()} ")

    assert (found, queries.registration_with(edition, "AAAA-AAAA")) == (bea, None)
    assert queries.code_of(carla) != code


def test_the_place_goes_with_the_key_of_the_edition_and_a_month_after(
    edition: Edition, venue: Venue, ana: Registration
) -> None:
    services.read_place(registration=ana, now=NOW + HOUR)
    keyrings.destroy(edition.pk)
    gone = queries.written_of(venue)

    services.purge(now=datetime(2027, 4, 20, tzinfo=UTC))
    week = (Venue.objects.count(), Reveal.objects.count())
    services.purge(now=datetime(2027, 5, 12, tzinfo=UTC))

    assert (gone, week, Venue.objects.count()) == (Where(), (1, 0), 0)


def test_cancelled_it_is_nowhere(edition: Edition, venue: Venue, ana: Registration) -> None:
    programme.move_on(edition=edition, to="cancelled", now=NOW)
    venue.refresh_from_db()

    assert queries.layer_of(venue, ana, NOW + HOUR) == Layer.AREA
