"""Who sees which edition: the rule for one in hand and the rule for the database, walked over every case."""

from datetime import timedelta
from itertools import product

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from fuerza.core import disclosure
from fuerza.people.models import Role
from fuerza.programme import queries
from fuerza.programme.choices import Visibility
from fuerza.programme.models import Edition
from fuerza.programme.queries import VISITOR, Viewer
from tests.fuerza.programme.conftest import MakePerson, OpenEdition

STATES = ["draft", "announced", "open"]
CASES = list(product(STATES, Visibility.values))
IN_LISTS = {"visitor": {"public"}, "invited": {"public", "invited"}}
BY_ADDRESS = {"visitor": {"public", "unlisted"}, "invited": {"public", "unlisted", "invited"}}


@pytest.fixture
def editions(open_edition: OpenEdition) -> dict[tuple[str, str], Edition]:
    """Make one edition of every state and visibility: data that could leak."""
    return {
        (state, visibility): open_edition(f"2027-{number:02d}", state, visibility=visibility)
        for number, (state, visibility) in enumerate(CASES, start=1)
    }


def viewers(editions: dict[tuple[str, str], Edition]) -> dict[str, Viewer]:
    every = frozenset(edition.pk for edition in editions.values())
    return {
        "visitor": VISITOR,
        "invited": Viewer(invited_to=every),
        "organiser of all": Viewer(organises_all=True),
        "organiser of each": Viewer(organises=every),
    }


@pytest.mark.parametrize("who", ["visitor", "invited", "organiser of all", "organiser of each"])
def test_each_viewer_sees_by_address_and_in_lists_exactly_what_is_hers(
    editions: dict[tuple[str, str], Edition], who: str
) -> None:
    viewer = viewers(editions)[who]
    is_organiser = who.startswith("organiser")

    by_hand = {case for case, edition in editions.items() if queries.sees(viewer, edition)}
    reached = {
        case for case, edition in editions.items() if queries.edition_for(viewer, edition.pk)
    }
    listed_ids = {edition.pk for edition in queries.listed_editions_for(viewer)}
    listed = {case for case, edition in editions.items() if edition.pk in listed_ids}

    def allowed(visibilities: set[str]) -> set[tuple[str, str]]:
        return {
            (state, shown) for state, shown in CASES if state != "draft" and shown in visibilities
        }

    assert by_hand == (set(CASES) if is_organiser else allowed(BY_ADDRESS[who]))
    assert reached == by_hand
    assert listed == (set(CASES) if is_organiser else allowed(IN_LISTS[who]))


def test_a_cancelled_draft_stays_unseen_and_a_cancelled_edition_stays_seen(
    open_edition: OpenEdition,
) -> None:
    from fuerza.programme.services import move_on
    from tests.fuerza.programme.conftest import NOW

    draft = move_on(edition=open_edition("2027"), to="cancelled", now=NOW)
    shown = move_on(edition=open_edition("2028", "announced"), to="cancelled", now=NOW)

    assert [queries.sees(VISITOR, one) for one in (draft, shown)] == [False, True]
    assert list(queries.editions_for(VISITOR)) == [shown]


def test_roles_say_what_she_organises_and_what_she_was_invited_to(
    open_edition: OpenEdition, make: MakePerson
) -> None:
    one = open_edition()
    olivia, oona = make("olivia", "organiser"), make("oona", "organiser", one.pk)
    paula, petra = make("paula", "participant"), make("petra", "participant", one.pk)

    assert queries.viewer_of(olivia) == Viewer(organises_all=True)
    assert queries.viewer_of(oona) == Viewer(organises=frozenset({one.pk}))
    assert queries.viewer_of(paula) == VISITOR
    assert queries.viewer_of(petra) == queries.participant_of(one)
    assert queries.viewer_of(AnonymousUser()) == queries.viewer_of(None) == VISITOR


def test_a_role_that_ended_shows_nothing_any_more(
    open_edition: OpenEdition, make: MakePerson
) -> None:
    draft = open_edition()
    olivia = make("olivia", "organiser")
    Role.objects.filter(person=olivia).update(ends_at=timezone.now() - timedelta(minutes=1))

    assert queries.viewer_of(olivia) == VISITOR
    assert not disclosure.may_show(olivia, draft, "page")


def test_whoever_organises_one_edition_sees_no_other_draft_and_opens_none(
    open_edition: OpenEdition, make: MakePerson
) -> None:
    hers, other = open_edition("2027"), open_edition("2028")
    oona = make("oona", "organiser", hers.pk)

    assert list(queries.organised_by(oona)) == [hers]
    assert queries.organised_edition(oona, hers.pk) == hers
    assert queries.organised_edition(oona, other.pk) is None
    assert not queries.may_open(oona)


def test_whoever_reads_an_edition_does_not_organise_it(
    open_edition: OpenEdition, make: MakePerson
) -> None:
    edition = open_edition("2027", "announced")

    assert queries.organised_edition(make("paula", "participant"), edition.pk) is None


def test_looking_as_a_guest_puts_organising_aside(open_edition: OpenEdition) -> None:
    edition = open_edition()
    viewer = Viewer(organises_all=True, organises=frozenset({edition.pk}))

    assert not queries.sees(viewer.as_guest, edition)
