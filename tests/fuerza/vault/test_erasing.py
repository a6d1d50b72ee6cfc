"""Destroyed means: no key, no body, on disk neither; what stays says that it was destroyed."""

from collections.abc import Callable

from fuerza.core.keyrings import Opened
from fuerza.core.models import AuditEntry, SealedKey
from fuerza.people.models import Person
from fuerza.vault import queries
from fuerza.vault.choices import CustodyVerb, ExhibitState
from fuerza.vault.models import Exhibit
from fuerza.vault.services import erase
from tests.fuerza.vault.samples import NOW

KeepSome = Callable[[int], list[Exhibit]]


def test_a_destroyed_exhibit_keeps_number_commitment_and_custody(
    amal: Person, opened: Opened, kept: KeepSome
) -> None:
    one, two = kept(2)

    erase(exhibits=[one], by=amal, now=NOW)

    gone = Exhibit.objects.get(pk=one.pk)
    assert (gone.state, bytes(gone.sealed), gone.platform, gone.written_at, gone.size) == (
        ExhibitState.SHREDDED,
        b"",
        "",
        None,
        0,
    )
    assert (gone.number, bytes(gone.commitment)) == (1, bytes(one.commitment))
    assert [line.verb for line in queries.custody_of(gone)] == [
        CustodyVerb.CAPTURED,
        CustodyVerb.SHREDDED,
    ]
    assert gone.receipt.text.splitlines()[:3] == [
        "destroyed: 1",
        f"item: {one.pk}",
        f"commitment: {bytes(one.commitment).hex()}",
    ]
    assert AuditEntry.objects.get(verb="vault.erased").object_id == str(one.pk)
    assert not SealedKey.objects.filter(key_id=one.pk).exists()
    assert [each.pk for each, _body in queries.bodies_of([one, two], opened=opened)] == [two.pk]
    assert list(queries.kept_by(amal)) == [two]


def test_destroying_twice_changes_nothing(amal: Person, kept: KeepSome) -> None:
    kept(1)
    erase(exhibits=list(queries.exhibits_of(amal)), by=None, now=NOW)

    erase(exhibits=list(queries.exhibits_of(amal)), by=amal, now=NOW)

    [gone] = queries.exhibits_of(amal)
    assert [(line.verb, line.actor) for line in queries.custody_of(gone)] == [
        (CustodyVerb.CAPTURED, amal),
        (CustodyVerb.SHREDDED, None),
    ]
