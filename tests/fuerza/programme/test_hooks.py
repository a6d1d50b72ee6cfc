"""What the programme lets others show, and what it tells Today."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db.models import Model
from django.urls import reverse
from django.utils import timezone

from fuerza.core import disclosure, hooks
from fuerza.core.disclosure import Surface
from fuerza.core.panels import Date, Line, Todo
from fuerza.programme import services
from fuerza.programme.hooks import panels
from fuerza.programme.models import Edition, Partner, Programme
from fuerza.programme.services import Source, Terms
from tests.fuerza.programme.conftest import AddSession, MakePerson, OpenEdition

SHOWN: list[Surface] = ["page", "json", "count"]
NEVER: list[Surface] = ["mail", "export", "search"]


@pytest.fixture
def fill(add_session: AddSession) -> object:
    def filled(edition: Edition) -> list[Model]:
        """Return an edition and one of everything that hangs from it."""
        partnership = services.add_partner(
            edition=edition, name=f"Partner {edition.pk}", kind="ngo", terms=Terms(role="host")
        )
        source = Source(title="A blog")
        fact = services.add_fact(edition=edition, field="format", value="x", source=source)
        return [edition, fact, partnership, partnership.partner, add_session(edition)]

    return filled


@pytest.mark.parametrize("surface", SHOWN)
@pytest.mark.parametrize("how", [("draft", "public"), ("open", "sealed")])
def test_with_an_unseen_edition_everything_of_it_is_as_if_absent(
    open_edition: OpenEdition,
    make: MakePerson,
    fill: object,
    surface: Surface,
    how: tuple[str, str],
) -> None:
    state, visibility = how
    edition = open_edition("2027-04-09", state, visibility=visibility)
    things = fill(edition)  # type: ignore[operator]  # a fixture that is a function
    olivia, paula = make("olivia", "organiser"), make("paula", "participant", edition.pk)

    for viewer in (None, AnonymousUser(), paula):
        assert [disclosure.fields_for(viewer, one, surface) for one in things] == [frozenset()] * 5
    assert all(disclosure.may_show(olivia, one, surface) for one in things)


@pytest.mark.parametrize("surface", SHOWN)
def test_an_announced_public_edition_is_shown_with_its_partners(
    open_edition: OpenEdition, fill: object, surface: Surface
) -> None:
    things = fill(open_edition("2027-04-09", "announced"))  # type: ignore[operator]  # as above

    assert all(disclosure.may_show(None, one, surface) for one in things)
    assert disclosure.fields_for(None, things[2], surface) == {
        "data_access",
        "kind",
        "partner",
        "role",
    }


@pytest.mark.parametrize("surface", NEVER)
def test_nothing_is_in_mails_copies_or_searches(
    open_edition: OpenEdition, make: MakePerson, fill: object, surface: Surface
) -> None:
    things = fill(open_edition("2027-04-09", "announced"))  # type: ignore[operator]  # as above
    olivia = make("olivia", "organiser")

    assert not any(disclosure.may_show(olivia, one, surface) for one in things)


def test_a_feed_has_editions_and_sessions_as_a_visitor_sees_them_and_nothing_else(
    open_edition: OpenEdition, make: MakePerson, fill: object
) -> None:
    shown = fill(open_edition("2027-04-09", "announced"))  # type: ignore[operator]  # as above
    draft = fill(open_edition("2028-04-09"))  # type: ignore[operator]  # as above
    olivia = make("olivia", "organiser")

    assert [disclosure.may_show(olivia, one, "feed") for one in shown] == [True, *[False] * 3, True]
    assert not any(disclosure.may_show(olivia, one, "feed") for one in draft)


def test_a_campaigns_partner_is_known_without_any_edition(programme: Programme) -> None:
    partner = services.known_partner(name="Karisma", kind="ngo")
    assert not disclosure.may_show(None, partner, "page")

    services.open_campaign(programme=programme, name="A day", language="es", partner=partner)

    assert disclosure.may_show(None, Partner.objects.get(), "page")


def test_today_names_the_next_edition_by_its_first_hour(
    open_edition: OpenEdition, add_session: AddSession, make: MakePerson
) -> None:
    soon = date(timezone.now().year + 1, 4, 9)
    edition = open_edition(soon.isoformat(), "announced")
    session = add_session(edition)

    found = panels("today", make("paula", "participant"))

    assert found == [
        Date(
            at=datetime.combine(soon, session.starts, ZoneInfo("America/Bogota")),
            text="Edition in Bogotá",
            url=reverse("programme:show", args=[edition.pk]),
        )
    ]


def test_an_edition_without_hours_is_said_in_words_and_never_as_a_moment(
    open_edition: OpenEdition, make: MakePerson
) -> None:
    year = timezone.now().year + 1
    open_edition(f"{year}-04", "announced")

    found = panels("today", make("paula", "participant"))

    assert found == [Line(text=f"The next edition is in Bogotá: April {year}.")]


def test_todays_todos_of_an_organiser_are_her_drafts(
    open_edition: OpenEdition, make: MakePerson
) -> None:
    ready = open_edition("2016")
    bare = open_edition("", issue="", distinct_because="made for this test")
    open_edition("2017", "announced")

    found = panels("today", make("olivia", "organiser"))

    assert found == [
        Todo(
            text="The edition in Bogotá is a draft, and ready to be announced.",
            verb="Open its checklist",
            url=reverse("programme:checklist", args=[ready.pk]),
            weight=20,
        ),
        Todo(
            text="The edition in Bogotá is a draft: 2 things are missing before you can announce it.",
            verb="Open its checklist",
            url=reverse("programme:checklist", args=[bare.pk]),
            weight=20,
        ),
    ]


def test_elsewhere_and_for_others_the_programme_says_nothing(
    open_edition: OpenEdition, make: MakePerson
) -> None:
    open_edition("2016")

    assert panels("today", make("paula", "participant")) == []
    assert panels("desk", make("olivia", "organiser")) == []


def test_the_programme_holds_nothing_of_anybody_and_says_so(
    open_edition: OpenEdition, make: MakePerson
) -> None:
    open_edition("2016")
    olivia = make("olivia", "organiser")
    export, erase = (hooks.find("privacy", f"programme:{what}") for what in ("export", "erase"))
    assert export is not None
    assert erase is not None

    erase(olivia)

    assert list(export(olivia, None)) == []
    assert Edition.objects.count() == 1


def test_no_row_of_the_programme_points_at_a_person() -> None:
    from django.apps import apps

    pointing = [
        f"{model.__name__}.{field.name}"
        for model in apps.get_app_config("programme").get_models()
        for field in model._meta.get_fields()
        if field.is_relation
        and field.related_model
        and field.related_model._meta.app_label == "people"
    ]

    assert pointing == []
