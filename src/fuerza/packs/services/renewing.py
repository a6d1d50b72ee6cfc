"""Sealing a case's packs and their ledger to its new key, once somebody's help with it has ended."""

from collections.abc import Callable

from fuerza.cases.models import Case
from fuerza.packs.models import LedgerEntry, Pack
from fuerza.packs.queries import body_place, note_place


def seal_again(case: Case, again: Callable[[bytes, bytes], bytes]) -> None:
    """Seal all of it anew: `again` takes what is sealed and where it is bound to."""
    for pack in Pack.objects.filter(case=case):
        pack.sealed = again(bytes(pack.sealed), body_place(pack.pk))
        pack.save(update_fields=["sealed"])
    for entry in LedgerEntry.objects.filter(pack__case=case).exclude(sealed_note=b""):
        entry.sealed_note = again(bytes(entry.sealed_note), note_place(entry.pk))
        entry.save(update_fields=["sealed_note"])
