"""Two organisers of an edition, one of another, and one who may be kept out of it."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from fuerza.apart import services
from fuerza.apart.models import Exclusion
from fuerza.apart.services import Proposal
from fuerza.people import services as people
from fuerza.people.models import Person
from fuerza.programme.models import Edition
from tests.fuerza.programme.conftest import (
    MakePerson,
    OpenEdition,
    bogota,
    colombia,
    make,
    olivia,
    open_edition,
    programme,
    signed_in,
)

__all__ = [
    "MakePerson",
    "OpenEdition",
    "bogota",
    "colombia",
    "make",
    "olivia",
    "open_edition",
    "programme",
    "signed_in",
]
NOW = timezone.now()
END = NOW + timedelta(days=30)
KeepOut = Callable[..., Exclusion]


@pytest.fixture
def edition(open_edition: OpenEdition) -> Edition:
    return open_edition("2027-04-09", "open")


@pytest.fixture
def paula(make: MakePerson, edition: Edition) -> Person:
    """She organises this edition alone."""
    return make("paula", "organiser", edition.pk)


@pytest.fixture
def petra(make: MakePerson, open_edition: OpenEdition) -> Person:
    """She organises another edition."""
    other = open_edition("2028-05-01", "open", distinct_because="another year")
    return make("petra", "organiser", other.pk)


@pytest.fixture
def ana(make: MakePerson, edition: Edition) -> Person:
    """She was let in to it."""
    ana = make("ana")
    people.give_role(person=ana, name="participant", by=None, now=NOW, scope_id=edition.pk)
    return ana


@pytest.fixture
def propose(ana: Person, edition: Edition, olivia: Person) -> KeepOut:
    def proposed(*, is_wide: bool = False, by: Person = olivia, **more: object) -> Exclusion:
        settled = {"whom": "ana", "reason": "she threatened Bea", "told": "Threats", "ends_at": END}
        return services.propose(
            person=ana,
            edition=None if is_wide else edition,
            proposal=Proposal(**settled | more),  # type: ignore[arg-type]  # the test says which
            by=by,
            now=NOW,
        )

    return proposed


@pytest.fixture
def keep_out(propose: KeepOut, paula: Person) -> KeepOut:
    def kept(**more: object) -> Exclusion:
        return services.confirm(exclusion=propose(**more), by=paula, now=NOW)

    return kept
