"""Checkpoints come at a constant rate, signed with a key a stranger can pin; nothing is signed over a changed log."""

from collections.abc import Callable
from datetime import timedelta

import msgspec
import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import override_settings

from fuerza.core import crypto, jobs, worker
from fuerza.core.models import SealedKey
from fuerza.vault.choices import AnchorState
from fuerza.vault.models import Anchor, Checkpoint, Exhibit, Leaf, Log, LogKey
from fuerza.vault.services import log
from fuerza.vault.services.log_checkpoints import prune_checkpoints, sign_checkpoint
from fuerza.vault.services.log_keys import begin_key, held_keys, key_lines, signer_of
from safeguard.evidence import note
from safeguard.evidence.errors import NotANote
from tests.fuerza.vault.samples import NOW

KeepSome = Callable[[int], list[Exhibit]]


def read(checkpoint: Checkpoint) -> note.Checkpoint:
    """Read a checkpoint as a stranger does who has pinned all the keys."""
    for key in LogKey.objects.all():
        try:
            text = note.read_signed(checkpoint.note, {key.name: bytes(key.public)})
        except NotANote:
            continue
        return note.Checkpoint.parse(text)
    raise AssertionError("no listed key has signed it")


def test_a_checkpoint_is_signed_and_says_size_and_root(kept: KeepSome) -> None:
    kept(3)

    signed = sign_checkpoint(now=NOW)

    assert read(signed) == note.Checkpoint(origin="localhost", size=3, root=log.LogAt(3).root)
    assert (signed.size, bytes(signed.root), signed.made_at) == (3, log.LogAt(3).root, NOW)


def test_an_empty_and_an_idle_log_are_signed_too_and_no_two_notes_are_the_same() -> None:
    notes = {sign_checkpoint(now=NOW + timedelta(minutes=10 * n)).note for n in range(3)}

    assert len(notes) == 3
    assert LogKey.objects.count() == 1


def test_an_entry_changed_since_the_last_checkpoint_is_not_signed(kept: KeepSome) -> None:
    kept(3)
    sign_checkpoint(now=NOW)
    Leaf.objects.filter(index=1).update(entry=bytes(32))

    with pytest.raises(log.LogWasChanged):
        sign_checkpoint(now=NOW)

    assert Checkpoint.objects.count() == 1


def test_a_log_that_got_shorter_is_not_signed(kept: KeepSome) -> None:
    kept(2)
    sign_checkpoint(now=NOW)
    Log.objects.update(size=1)

    with pytest.raises(log.LogWasChanged):
        sign_checkpoint(now=NOW)


def test_a_new_key_signs_from_then_on_and_the_old_one_stays_listed() -> None:
    first = sign_checkpoint(now=NOW)
    later = NOW + timedelta(days=30)

    begin_key(now=later)
    second = sign_checkpoint(now=later)

    old, new = LogKey.objects.order_by("made_at")
    assert [(key.made_at, key.ended_at) for key in (old, new)] == [(NOW, later), (later, None)]
    for checkpoint, key, other in ((first, old, new), (second, new, old)):
        assert note.read_signed(checkpoint.note, {key.name: bytes(key.public)})
        with pytest.raises(NotANote):
            note.read_signed(checkpoint.note, {other.name: bytes(other.public)})


def test_the_private_half_is_not_in_the_main_database_and_needs_the_master_key() -> None:
    sign_checkpoint(now=NOW)
    row = LogKey.objects.get()

    signer = signer_of(row)

    held = SealedKey.objects.get(key_id=row.pk)

    assert signer.private not in bytes(held.sealed)
    assert set(LogKey.objects.values_list("name", flat=True)) == {"localhost"}
    assert bytes(row.public) == signer.public
    with (
        override_settings(ENV=_with_another_master_key()),
        pytest.raises(crypto.Unopened),
    ):
        signer_of(row)


def _with_another_master_key() -> object:
    return msgspec.structs.replace(settings.ENV, master_key=bytes(32))


def test_a_lost_private_half_begins_a_new_key() -> None:
    sign_checkpoint(now=NOW)
    SealedKey.objects.all().delete()

    assert held_keys() == set()
    sign_checkpoint(now=NOW)

    assert LogKey.objects.count() == 2
    assert LogKey.objects.filter(ended_at=None).count() == 1


def test_the_job_signs_once_in_ten_minutes_whether_or_not_something_was_kept() -> None:
    for minute in range(0, 40, 2):
        at = NOW.replace(minute=0) + timedelta(minutes=minute)
        jobs.enqueue_periodic(now=at)
        while worker.run_due(clock=lambda at=at: at):  # type: ignore[misc]  # a loop's own value
            pass

    made = list(Checkpoint.objects.order_by("id").values_list("made_at", flat=True))
    assert [each.minute for each in made] == [0, 10, 20, 30]


def test_of_old_checkpoints_the_last_of_each_day_and_the_oldest_stamp_of_each_size_stay(
    kept: KeepSome,
) -> None:
    start = NOW.replace(hour=0, minute=0) - timedelta(days=3)
    made = [sign_checkpoint(now=start + timedelta(hours=n)) for n in range(30)]
    kept(1)
    made += [sign_checkpoint(now=start + timedelta(hours=n)) for n in range(30, 74)]
    for hour in (2, 5, 33, 40):
        Anchor.objects.create(
            checkpoint=made[hour], authority="one.example", state=AnchorState.STAMPED
        )
    Anchor.objects.create(checkpoint=made[7], authority="two.example", state=AnchorState.STAMPED)
    Anchor.objects.create(checkpoint=made[9], authority="two.example", error="unreachable")

    gone = prune_checkpoints(now=start + timedelta(hours=74))

    hours = [
        round((each - start) / timedelta(hours=1))
        for each in Checkpoint.objects.order_by("id").values_list("made_at", flat=True)
    ]
    assert hours == [2, 7, 23, 33, 47, 49, *range(50, 74)]
    assert gone == 74 - len(hours)
    assert prune_checkpoints(now=start + timedelta(hours=74)) == 0


def test_the_command_has_a_new_key_sign_at_once(capsys: pytest.CaptureFixture[str]) -> None:
    sign_checkpoint(now=NOW)

    call_command("vault_rekey")

    new = LogKey.objects.get(ended_at=None)
    last = Checkpoint.objects.latest("id")
    assert capsys.readouterr().out == key_lines(new)
    assert (LogKey.objects.count(), last.key) == (2, new)
    assert read(last).size == 0
