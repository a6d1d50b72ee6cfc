"""A part is taken off its own edition, and off no other."""

import uuid

import pytest

from fuerza.core.models import AuditEntry
from fuerza.people.models import Person
from fuerza.programme import queries, services
from fuerza.programme.models import Edition, Partner
from fuerza.programme.services import Source, Terms
from tests.fuerza.programme.conftest import NOW, AddSession, OpenEdition

KINDS = ["partners", "sessions", "hashtags", "facts"]


@pytest.fixture
def full(open_edition: OpenEdition, add_session: AddSession) -> Edition:
    edition = open_edition()
    add_session(edition)
    services.add_partner(edition=edition, name="Mesa", kind="ngo", terms=Terms(role="host"))
    services.use_hashtag(display="Fuerza", by=edition)
    services.add_fact(edition=edition, field="format", value="x", source=Source(title="A blog"))
    return edition


@pytest.mark.parametrize("kind", KINDS)
def test_a_part_is_taken_away_and_noted(full: Edition, olivia: Person, kind: str) -> None:
    part = queries.parts_of(full, kind).get()

    was_there = services.take_away(edition=full, kind=kind, pk=part.pk, now=NOW, by=olivia)

    assert (was_there, queries.parts_of(full, kind).exists()) == (True, False)
    assert AuditEntry.objects.get(person_id=olivia.pk, object_id=str(part.pk)).verb == (
        f"edition {kind} taken away"
    )


@pytest.mark.parametrize("kind", KINDS)
def test_another_editions_part_stays(full: Edition, open_edition: OpenEdition, kind: str) -> None:
    part = queries.parts_of(full, kind).get()
    other = open_edition("2030")

    for pk in (part.pk, uuid.uuid4()):
        assert not services.take_away(edition=other, kind=kind, pk=pk, now=NOW)

    assert queries.parts_of(full, kind).get() == part


def test_a_partner_outlives_its_partnership(full: Edition) -> None:
    [partnership] = queries.parts_of(full, "partners")

    services.take_away(edition=full, kind="partners", pk=partnership.pk, now=NOW)

    assert [partner.name for partner in Partner.objects.all()] == ["Mesa"]
