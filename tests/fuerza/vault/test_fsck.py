"""Somebody with full write access edits, deletes, reorders, cuts off, rolls back, rewrites: fsck says so in words."""

import uuid
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from fuerza.core.models import SealedKey
from fuerza.people.models import Person
from fuerza.vault.models import Checkpoint, Exhibit, Log, LogKey
from fuerza.vault.services import erase
from fuerza.vault.services.log import LogAt
from fuerza.vault.services.log_checkpoints import sign_checkpoint
from fuerza.vault.services.log_checks import Check
from safeguard.evidence import note
from tests.fuerza.vault.samples import NOW

KeepSome = Callable[[int], list[Exhibit]]


def fsck(*kept: Path) -> tuple[int, str]:
    """Run the command; give its exit code and what it said."""
    out = StringIO()
    try:
        call_command("vault_fsck", against=list(kept), stdout=out, stderr=StringIO(), no_color=True)
    except CommandError as error:
        return error.returncode, f"{out.getvalue()}{error}"
    return 0, out.getvalue()


def sql(statement: str, *values: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


@pytest.fixture
def paper(amal: Person, kept: KeepSome, tmp_path: Path) -> Path:
    """Return the file of a checkpoint over five kept and one destroyed, two more kept since."""
    exhibits = kept(5)
    erase(exhibits=exhibits[3:4], by=amal, now=NOW)
    signed = sign_checkpoint(now=NOW)
    kept(2)
    path = tmp_path / "checkpoint"
    path.write_text(signed.note, encoding="utf-8")
    return path


def edit() -> None:
    sql('UPDATE vault_leaf SET entry = %s WHERE "index" = 1', bytes(32))


def edit_both_sides() -> None:
    edit()
    sql("UPDATE vault_exhibit SET commitment = %s WHERE number = 2", bytes(32))
    pinned = f"item: {Exhibit.objects.get(number=2).pk}\ncommitment: {bytes(32).hex()}\n"
    sql(
        "UPDATE vault_receipt SET text = %s WHERE exhibit_id = %s",
        f"receipt: 1\n{pinned}",
        _id(Exhibit.objects.get(number=2).pk),
    )


def edit_unseen() -> None:
    edit_both_sides()
    sql("DELETE FROM vault_checkpoint")


def delete() -> None:
    _drop_exhibit(2)
    sql('DELETE FROM vault_leaf WHERE "index" = 1')


def delete_the_exhibit_alone() -> None:
    sql('UPDATE vault_leaf SET exhibit_id = NULL WHERE "index" = 1')
    _drop_exhibit(2)


def delete_unseen() -> None:
    delete()
    for index in range(2, 8):
        sql('UPDATE vault_leaf SET "index" = %s WHERE "index" = %s', index - 1, index)
    sql("UPDATE vault_log SET size = 7")
    sql("DELETE FROM vault_checkpoint")


def reorder() -> None:
    for old, new in ((1, 99), (2, 1), (99, 2)):
        sql('UPDATE vault_leaf SET "index" = %s WHERE "index" = %s', new, old)


def reorder_unseen() -> None:
    reorder()
    sql("DELETE FROM vault_checkpoint")


def cut_off() -> None:
    for number in (4, 5, 6, 7):
        _drop_exhibit(number)
    sql('DELETE FROM vault_leaf WHERE "index" >= 3')


def cut_off_unseen() -> None:
    cut_off()
    sql("UPDATE vault_log SET size = 3")
    sql("DELETE FROM vault_checkpoint")


def rewrite_with_the_servers_key() -> None:
    edit_unseen()
    sign_checkpoint(now=NOW)


def rewrite_with_a_key_of_their_own() -> None:
    edit_unseen()
    theirs = note.Signer("localhost", bytes(range(32)))
    sql("UPDATE vault_logkey SET public = %s", theirs.public)
    root = LogAt(8).root
    text = note.Checkpoint(origin="localhost", size=8, root=root).render()
    Checkpoint.objects.create(
        key=LogKey.objects.get(),
        size=8,
        root=root,
        note=note.sign(text, [theirs]),
        made_at=NOW,
    )


def _drop_exhibit(number: int) -> None:
    pk = _id(Exhibit.objects.get(number=number).pk)
    for table in ("vault_custody", "vault_receipt"):
        sql(f"DELETE FROM {table} WHERE exhibit_id = %s", pk)  # noqa: S608 -- two names from here
    sql("UPDATE vault_leaf SET exhibit_id = NULL WHERE exhibit_id = %s", pk)
    sql("DELETE FROM vault_exhibit WHERE id = %s", pk)


def _id(pk: uuid.UUID) -> object:
    return pk if connection.features.has_native_uuid_field else pk.hex


ALONE = {
    edit: [
        "Entry 1 is not what was kept as",
        "The first 6 entries are not those",
        "is not in the log",
    ],
    edit_both_sides: ["The first 6 entries are not those that were signed"],
    delete: ["Entries 1 to 1 of the log are missing", "The first 6 entries are not those"],
    delete_the_exhibit_alone: ["What entry 1 stands for is gone"],
    reorder: ["Entry 2 stands after one that was kept later", "The first 6 entries are not those"],
    cut_off: ["The log had 8 entries and now ends after 3", "The first 6 entries are not those"],
    edit_unseen: [],
    delete_unseen: [],
    reorder_unseen: [],
    cut_off_unseen: [],
    rewrite_with_the_servers_key: [],
    rewrite_with_a_key_of_their_own: [],
}
AGAINST = {
    edit: "Of the 6 entries of then not all are the same now",
    edit_both_sides: "Of the 6 entries of then not all are the same now",
    delete: "Of the 6 entries of then not all are the same now",
    reorder: "Of the 6 entries of then not all are the same now",
    cut_off: "The log had 6 entries then and has 3 now: its end was cut off",
    edit_unseen: "The 6 entries of then are not those of now, though the log is whole in itself",
    delete_unseen: "The 6 entries of then are not those of now, though the log is whole in itself",
    reorder_unseen: "The 6 entries of then are not those of now, though the log is whole in itself",
    cut_off_unseen: "The log had 6 entries then and has 3 now, and is whole in itself",
    rewrite_with_the_servers_key: "The 6 entries of then are not those of now",
    rewrite_with_a_key_of_their_own: "It was not signed by a key of this server",
}


def test_a_log_nobody_touched_fits(paper: Path) -> None:
    whole = "8 entries: all of them are there and fit.\n"

    assert fsck() == (0, f"{whole}Whether all was rewritten, only --against FILE can tell.\n")
    assert fsck(paper) == (0, f"{paper}: fits. The log begins as it did then.\n{whole}")


@pytest.mark.parametrize("attack", ALONE, ids=lambda attack: attack.__name__)
@pytest.mark.usefixtures("paper")
def test_alone_it_says_what_does_not_fit(attack: Callable[[], None]) -> None:
    attack()

    code, said = fsck()

    assert code == bool(ALONE[attack]), said
    assert [words for words in ALONE[attack] if words not in said] == []


@pytest.mark.parametrize("attack", AGAINST, ids=lambda attack: attack.__name__)
def test_against_a_checkpoint_kept_elsewhere_each_attack_is_said_in_words(
    paper: Path, attack: Callable[[], None]
) -> None:
    attack()

    code, said = fsck(paper)

    assert (code, AGAINST[attack] in said) == (1, True), said


def test_an_old_backup_that_was_put_back_is_told_from_a_checkpoint_of_after(
    kept: KeepSome, tmp_path: Path
) -> None:
    kept(3)
    sign_checkpoint(now=NOW)
    paper = tmp_path / "checkpoint"

    with transaction.atomic():
        kept(2)
        paper.write_text(sign_checkpoint(now=NOW).note, encoding="utf-8")
        transaction.set_rollback(True)

    assert fsck()[0] == 0
    assert fsck(paper)[1].startswith(
        f"{paper}: The log had 5 entries then and has 3 now, and is whole in itself"
    )


def test_what_is_beside_the_log_is_looked_at_too(amal: Person, kept: KeepSome) -> None:
    one, two, three, four, five, six = kept(6)
    erase(exhibits=[one, two], by=amal, now=NOW)
    signed = sign_checkpoint(now=NOW)
    SealedKey.objects.create(owner_id=amal.pk, key_id=one.pk, holder_id=one.pk, sealed=b"x")
    SealedKey.objects.filter(key_id=three.pk).delete()
    Exhibit.objects.filter(pk=two.pk).update(state="kept")
    Exhibit.objects.filter(pk=four.pk).update(state="shredded")
    Exhibit.objects.filter(pk=five.pk).update(commitment=b"\x01" * 32)
    six.receipt.text = five.receipt.text
    six.receipt.save()
    other = sign_checkpoint(now=NOW)
    Checkpoint.objects.filter(pk=signed.pk).update(note=other.note.replace("\n8\n", "\n7\n"))
    Checkpoint.objects.filter(pk=other.pk).update(size=7)

    code, said = fsck()

    assert code == 1
    for words in (
        f"{one.pk} is marked as destroyed, and its key is still there.",
        f"The log says that {two.pk} was destroyed, and it is marked as something else.",
        f"The key of {three.pk} is gone",
        f"{four.pk} is marked as destroyed, and the log does not say so.",
        f"{five.pk} is not in the log",
        f"The receipt of {six.pk} is missing or does not fit it.",
        f"Checkpoint {signed.pk} bears no good signature",
        f"Checkpoint {other.pk} says something else than its row",
        f"Checkpoint {other.pk} is of a shorter log than the one before it",
    ):
        assert words in said, words


def test_entries_put_in_past_fuerza_are_named(kept: KeepSome) -> None:
    [exhibit] = kept(1)
    more = [b"short", bytes(exhibit.commitment), b"destroyed" + bytes(32)]
    for index, entry in enumerate(more, start=1):
        sql('INSERT INTO vault_leaf ("index", entry) VALUES (%s, %s)', index, entry)

    _code, said = fsck()

    for words in (
        "Entry 1 has a form that Fuerza does not write",
        "Entries 0 and 2 are the same",
        "Entry 3 says that something was destroyed that was never kept",
        "The log counts 1 entries and has 4",
    ):
        assert words in said


def test_an_exhibit_that_is_just_being_destroyed_is_nothing_wrong(kept: KeepSome) -> None:
    [exhibit] = kept(1)
    Exhibit.objects.filter(pk=exhibit.pk).update(state="ending")
    SealedKey.objects.filter(key_id=exhibit.pk).delete()

    assert fsck()[0] == 0


def test_a_tile_shows_which_entries_were_edited(kept: KeepSome) -> None:
    kept(300)
    sign_checkpoint(now=NOW)
    assert fsck()[0] == 0
    sql("DELETE FROM vault_checkpoint")
    edit_both_sides()

    assert "Entries 0 to 255 are not those that stood there" in fsck()[1]


def test_of_a_kind_twenty_are_said_and_the_rest_counted(kept: KeepSome) -> None:
    kept(25)
    sql("DELETE FROM vault_receipt")

    code, said = fsck()

    assert (code, said.count("The receipt of")) == (1, 20)
    assert "and 5 more of that kind (receipt)." in said
    assert said.endswith("25 wrong with the log. See docs/operate/duties.md.")


def test_an_empty_log_fits_and_a_lost_head_does_not(kept: KeepSome) -> None:
    assert fsck()[0] == 0
    kept(1)
    Log.objects.all().delete()

    assert "The log counts 0 entries and has 1" in fsck()[1]


def test_a_file_that_is_neither_or_not_there_is_refused_in_words(tmp_path: Path) -> None:
    letter = tmp_path / "letter"
    letter.write_text("Dear friend,\n", encoding="utf-8")
    photo = tmp_path / "photo"
    photo.write_bytes(b"\xff\xd8")

    assert "It is neither a signed checkpoint nor a receipt." in fsck(letter)[1]
    assert fsck(photo)[1].endswith("could not be read (UnicodeDecodeError).")
    assert fsck(tmp_path / "nothing")[1].endswith("could not be read (FileNotFoundError).")


@pytest.mark.django_db(transaction=True, databases=["default", "keys"])
def test_it_reads_one_moment_and_leaves_no_transaction_open(kept: KeepSome) -> None:
    kept(2)

    assert Check().run() == []

    assert connection.get_autocommit()
    kept(1)
    assert Exhibit.objects.count() == 3
