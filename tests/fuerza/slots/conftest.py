"""An edition with a soapbox and a clinic, people who have a place, and somebody who sits at a table."""

from collections.abc import Callable
from datetime import date, time

import msgspec
import pytest

from fuerza.attendance import services as attendance
from fuerza.attendance.models import Registration
from fuerza.people import services as people
from fuerza.people.models import Person
from fuerza.programme.models import Edition, Session
from fuerza.slots import services
from fuerza.slots.models import Booking, Table, Turn
from fuerza.slots.queries import Words
from tests.fuerza.attendance.conftest import (
    NOW,
    AddSession,
    Come,
    MakePerson,
    OpenEdition,
    add_session,
    as_olivia,
    bogota,
    colombia,
    come,
    invite,
    make,
    olivia,
    open_edition,
    programme,
    signed_in,
)

__all__ = [
    "NOW",
    "AddSession",
    "Come",
    "MakePerson",
    "add_session",
    "as_olivia",
    "bogota",
    "colombia",
    "come",
    "invite",
    "make",
    "olivia",
    "open_edition",
    "programme",
    "signed_in",
]
Join = Callable[..., Turn]
Make = Callable[..., list[Table]]
Sit = Callable[..., Booking]
Avoid = Callable[[Person, Person], object]
DAY = date(2027, 4, 9)
AFTER = NOW.replace(year=2027, month=4, day=10)


@pytest.fixture
def edition(open_edition: OpenEdition, olivia: Person) -> Edition:
    edition = open_edition("2027-04-09", "open")
    attendance.settle_seats(edition=edition, capacity=9, by=olivia, now=NOW)
    return edition


@pytest.fixture
def soapbox(edition: Edition, add_session: AddSession) -> Session:
    hours = {"on": DAY, "starts": time(11), "ends": time(12)}
    return add_session(edition, "Your voice", format="soapbox", attribution_rule="sealed", **hours)


@pytest.fixture
def clinic(edition: Edition, add_session: AddSession) -> Session:
    hours = {"on": DAY, "starts": time(14), "ends": time(16)}
    return add_session(edition, "Hands on", format="clinic", **hours)


@pytest.fixture
def fay(make: MakePerson, edition: Edition) -> Person:
    """She facilitates this edition, and sits at a table."""
    return make("fay", "facilitator", edition.pk)


@pytest.fixture
def join(soapbox: Session, come: Come) -> Join:
    def joined(name: str, **words: str) -> Turn:
        registration = Registration.objects.filter(person__username=name).first() or come(name)
        return services.join(
            session=soapbox,
            registration=registration,
            words=Words(name=name.capitalize(), **words),
            is_named=False,
            now=NOW,
        )

    return joined


@pytest.fixture
def lay(clinic: Session, fay: Person, olivia: Person) -> Make:
    """Make tables of half an hour, one after the other."""

    def laid(first: time = time(14), count: int = 1, ambassador: Person = fay) -> list[Table]:
        new = services.NewTables(
            first=first,
            minutes=30,
            count=count,
            ambassador=ambassador,
            language="es",
            topics=("x", "whatsapp"),
        )
        return services.make_tables(session=clinic, new=new, by=olivia, now=NOW)

    return laid


@pytest.fixture
def sit(clinic: Session, come: Come) -> Sit:
    """Have somebody take a table, or wait for one."""

    def sat(name: str, table: Table | None = None) -> Booking:
        registration = Registration.objects.filter(person__username=name).first() or come(name)
        return services.book(
            session=clinic,
            registration=registration,
            table_id=table.pk if table else None,
            name=name.capitalize(),
            now=NOW,
        )

    return sat


class Hall(msgspec.Struct, frozen=True):
    """All of it at once, for tests that need much of it."""

    edition: Edition
    clinic: Session
    fay: Person
    join: Join
    lay: Make
    sit: Sit
    come: Come
    make: MakePerson


@pytest.fixture
def hall(request: pytest.FixtureRequest) -> Hall:
    return Hall(*(request.getfixturevalue(name) for name in Hall.__struct_fields__))


@pytest.fixture
def avoid() -> Avoid:
    """Have one avoid another."""
    return lambda person, other: people.avoid(person=person, other=other, now=NOW)
