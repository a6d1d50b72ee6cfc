"""The log grows with what is kept and destroyed, without gaps; what it proves, a stranger's arithmetic confirms."""

import hashlib
import importlib
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.apps import apps
from django.db import transaction

from fuerza.core import keyrings
from fuerza.people.models import Person
from fuerza.vault import privacy
from fuerza.vault.choices import AnchorState, ExhibitState
from fuerza.vault.models import Anchor, Checkpoint, Custody, Exhibit, Leaf, Log, Tile
from fuerza.vault.services import erase, keep, log
from fuerza.vault.services.erasing import end_erasing
from fuerza.vault.services.log_checkpoints import sign_checkpoint
from safeguard.evidence import note
from safeguard.evidence.log import Tree, leaf_hash, proves_inclusion
from tests.fuerza.vault.samples import NOW, keepable

KeepSome = Callable[[int], list[Exhibit]]


def entries() -> list[tuple[int, bytes]]:
    rows = Leaf.objects.order_by("index").values_list("index", "entry")
    return [(index, bytes(entry)) for index, entry in rows]


def pinned(exhibit: Exhibit) -> bytes:
    return bytes(exhibit.commitment)


def grown(count: int) -> list[bytes]:
    """Fill the log with entries of no exhibit; return them."""
    made = [hashlib.sha256(str(number).encode()).digest() for number in range(count)]
    Leaf.objects.bulk_create(
        [Leaf(index=index, entry=entry) for index, entry in enumerate(made)], batch_size=500
    )
    Log.objects.update_or_create(pk=1, defaults={"size": count})
    log.lay_tiles(count)
    return made


def test_keeping_and_destroying_add_entries_in_their_order(amal: Person, kept: KeepSome) -> None:
    one, two = kept(2)

    erase(exhibits=[one], by=amal, now=NOW)
    [three] = kept(1)

    assert entries() == [
        (0, pinned(one)),
        (1, pinned(two)),
        (2, b"destroyed" + pinned(one)),
        (3, pinned(three)),
    ]
    assert log.size() == 4
    assert [leaf.exhibit for leaf in Leaf.objects.order_by("index")] == [one, two, one, three]


def test_destroying_twice_is_one_entry(amal: Person, kept: KeepSome) -> None:
    exhibits = kept(1)
    erase(exhibits=exhibits, by=amal, now=NOW)

    erase(exhibits=exhibits, by=amal, now=NOW)
    erase(exhibits=[], by=amal, now=NOW)

    assert [index for index, _entry in entries()] == [0, 1]


def test_what_a_crash_left_half_destroyed_is_ended_later_in_her_name(
    amal: Person, kept: KeepSome
) -> None:
    [exhibit, other] = kept(2)
    Custody.objects.create(exhibit=exhibit, verb="shredded", actor=amal, at=NOW)
    Exhibit.objects.filter(pk=exhibit.pk).update(state=ExhibitState.ENDING)

    end_erasing(now=NOW)
    end_erasing(now=NOW)

    exhibit.refresh_from_db()
    other.refresh_from_db()
    assert (exhibit.state, bytes(exhibit.sealed)) == (ExhibitState.SHREDDED, b"")
    assert other.state == ExhibitState.KEPT
    assert exhibit.receipt.text.startswith("destroyed: 1\n")
    assert entries()[2:] == [(2, b"destroyed" + pinned(exhibit))]
    assert [line.actor for line in exhibit.custody.filter(verb="shredded")] == [amal]


def test_entries_outlive_her_and_lead_to_nobody(amal: Person, kept: KeepSome) -> None:
    berta = Person.objects.create_user("berta")
    keyrings.make_keyring(berta.id, now=NOW)
    one, two = kept(2)
    [hers] = keep(person=berta, items=[keepable(7)], by=berta, now=NOW)
    erase(exhibits=[one], by=amal, now=NOW)

    privacy.erase(amal)
    privacy.erase(amal)

    assert [entry for _index, entry in entries()] == [
        pinned(one),
        pinned(two),
        pinned(hers),
        b"destroyed" + pinned(one),
        b"destroyed" + pinned(two),
    ]
    rows = Leaf.objects.order_by("index").values_list("exhibit", flat=True)
    assert list(rows) == [None, None, hers.pk, None, None]


def test_what_fails_leaves_no_gap(kept: KeepSome) -> None:
    kept(1)
    with pytest.raises(ZeroDivisionError):
        fail_after(lambda: kept(2))

    kept(1)

    assert [index for index, _entry in entries()] == [0, 1]
    assert log.size() == 2


@transaction.atomic
def fail_after(work: Callable[[], object]) -> None:
    work()
    raise ZeroDivisionError


def test_what_was_kept_before_there_was_a_log_is_taken_in_by_its_age(
    amal: Person, kept: KeepSome
) -> None:
    one, two = kept(2)
    keep(person=amal, items=[keepable(3)], by=amal, now=NOW - timedelta(days=1))
    erase(exhibits=[two], by=amal, now=NOW)
    Leaf.objects.all().delete()
    Log.objects.all().delete()
    three = Exhibit.objects.get(number=3)

    importlib.import_module("fuerza.vault.migrations.0003_old_exhibits").take_in(apps, None)

    assert entries() == [
        (0, pinned(three)),
        (1, pinned(one)),
        (2, pinned(two)),
        (3, b"destroyed" + pinned(two)),
    ]
    assert Log.objects.get().size == 4


@pytest.mark.parametrize("count", [1, 2, 255, 256, 257, 512, 700, 1100])
def test_root_and_places_are_those_of_the_whole_tree(count: int) -> None:
    tree = Tree(leaf_hash(entry) for entry in grown(count))

    for size in {count, max(1, count - 1), (count + 1) // 2}:
        at = log.LogAt(size)
        places = {index: at.place(index) for index in {0, size // 3, size - 1}}
        assert at.root == tree.root(size)
        assert {index: list(place.path) for index, place in places.items()} == {
            index: tree.inclusion(index, size) for index in places
        }
    assert Tile.objects.count() == count // 256


def test_an_empty_log_has_a_root_too() -> None:
    assert (log.size(), log.LogAt(0).root) == (0, Tree().root())


@pytest.mark.parametrize("what", ["tile", "leaf"])
def test_a_log_with_a_hole_is_not_signed(what: str) -> None:
    grown(300)
    (Tile.objects.all() if what == "tile" else Leaf.objects.filter(index=299)).delete()

    with pytest.raises(log.LogWasChanged):
        log.LogAt(300)


def test_proofs_say_where_each_is_and_a_stranger_can_follow(kept: KeepSome) -> None:
    exhibits = kept(3)
    signed = sign_checkpoint(now=NOW)
    late = kept(1)

    proofs = log.proofs_for([*exhibits[1:], *late])

    assert proofs is not None
    text = note.read_signed(proofs.checkpoint, {proofs.signer.name: proofs.signer.public})
    told = note.Checkpoint.parse(text)
    assert (told.size, told.root) == (3, bytes(signed.root))
    assert sorted(proofs.places) == sorted(str(each.pk) for each in exhibits[1:])
    for exhibit in exhibits[1:]:
        place = proofs.places[str(exhibit.pk)]
        assert proves_inclusion(
            leaf_hash(pinned(exhibit)),
            index=place.index,
            size=told.size,
            proof=place.path,
            root=told.root,
        )
    assert proofs.anchors == ()


def stamped(checkpoint: Checkpoint, *authorities: str) -> None:
    for authority in authorities:
        Anchor.objects.create(
            checkpoint=checkpoint,
            authority=authority,
            state=AnchorState.STAMPED,
            answer=authority.encode(),
        )


def test_proofs_take_the_oldest_checkpoint_with_most_stamps(kept: KeepSome) -> None:
    early = kept(1)
    first = sign_checkpoint(now=NOW)
    stamped(first, "one.example", "two.example")
    later = kept(1)
    second, third, fourth = (sign_checkpoint(now=NOW + timedelta(hours=n)) for n in (1, 2, 3))
    stamped(third, "two.example", "one.example")
    stamped(fourth, "one.example", "two.example")
    Anchor.objects.create(checkpoint=second, authority="one.example", answer=b"too late")

    notes = [getattr(log.proofs_for(each), "checkpoint", "") for each in (early, later, [])]
    proofs = log.proofs_for(later)

    latest = log.proofs_for(kept(1))
    assert notes == [first.note, third.note, first.note]
    assert (getattr(latest, "checkpoint", ""), getattr(latest, "places", "")) == (fourth.note, {})
    assert proofs is not None
    assert [(each.name, each.answer) for each in proofs.anchors] == [
        ("one.example", b"one.example"),
        ("two.example", b"two.example"),
    ]


def test_before_the_first_checkpoint_there_are_no_proofs(kept: KeepSome) -> None:
    assert log.proofs_for(kept(1)) is None
