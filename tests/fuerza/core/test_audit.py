"""The trail shows when it was tampered with; a cut tail shows against a seal kept elsewhere."""

import uuid
from datetime import timedelta

import pytest
from django.conf import settings
from django.test import override_settings
from msgspec.structs import replace

from fuerza.core import audit
from fuerza.core.models import AuditEntry
from tests.fuerza.core.conftest import NOON

HER = uuid.UUID("0b9f3a52-4f31-4a3e-9a75-1f6c5b8e2d10")
HIM = uuid.UUID("7c1d0e8a-1111-4222-8333-944455556666")


@pytest.fixture
def trail() -> list[AuditEntry]:
    """Five entries of hers, with his between them."""
    for number in range(5):
        audit.note(HER, HIM if number == 2 else HER, f"desk.verb{number}", number, at=NOON)
        audit.note(HIM, None, "desk.other", number, at=NOON)
    return hers()


def hers() -> list[AuditEntry]:
    return list(AuditEntry.objects.filter(person_id=HER).order_by("id"))


def test_an_untouched_trail_holds(trail: list[AuditEntry]) -> None:
    assert len(trail) == 5
    assert audit.first_broken(trail) is None
    assert audit.first_broken([]) is None


@pytest.mark.parametrize(
    "change",
    [
        {"verb": "desk.nothing"},
        {"actor_id": HER},
        {"actor_id": None},
        {"object_id": "9"},
        {"at": NOON + timedelta(seconds=1)},
        {"seal": bytes(32)},
    ],
)
def test_a_changed_entry_is_found(trail: list[AuditEntry], change: dict[str, object]) -> None:
    AuditEntry.objects.filter(pk=trail[2].pk).update(**change)

    assert audit.first_broken(hers()) == trail[2]


@pytest.mark.parametrize("gone", [0, 2])
def test_a_deleted_entry_is_found_by_the_next(trail: list[AuditEntry], gone: int) -> None:
    AuditEntry.objects.filter(pk=trail[gone].pk).delete()

    assert audit.first_broken(hers()) == trail[gone + 1]


def test_entries_in_another_order_are_found(trail: list[AuditEntry]) -> None:
    assert audit.first_broken([trail[0], trail[2], trail[1], *trail[3:]]) == trail[2]


def test_an_entry_moved_to_another_trail_is_found(trail: list[AuditEntry]) -> None:
    AuditEntry.objects.filter(pk=trail[4].pk).update(person_id=HIM)

    his = AuditEntry.objects.filter(person_id=HIM).order_by("id")
    assert audit.first_broken(his) == trail[4]


def test_a_cut_tail_shows_only_against_a_seal_kept_elsewhere(trail: list[AuditEntry]) -> None:
    kept = bytes(trail[4].seal)
    AuditEntry.objects.filter(pk__gte=trail[3].pk, person_id=HER).delete()

    left = hers()

    assert audit.first_broken(left) is None  # the chain alone cannot tell
    assert kept not in [bytes(entry.seal) for entry in left]


def test_nobody_without_the_master_key_can_seal(trail: list[AuditEntry]) -> None:
    with override_settings(ENV=replace(settings.ENV, master_key=bytes(32))):
        forged = audit.note(HER, HER, "desk.forged", at=NOON)

    assert audit.first_broken(hers()) == forged
    assert audit.first_broken(trail) is None
