"""What a checkpoint or receipts kept elsewhere show: whether the log is still the one of which they were given.

Somebody who can write everything here can make a log that is whole in itself. She can't change what lies on paper in
a drawer: it says how long the log was, what its root was, and where an entry stood.
"""

from fuerza.vault.models import LogKey
from fuerza.vault.services.log_checks import Check, Finding, signed_by_any
from safeguard.evidence.note import Checkpoint
from safeguard.evidence.verify import Receipt, read_receipts

WORDS = {
    "not_one": "It is neither a signed checkpoint nor a receipt.",
    "stranger": "It was not signed by a key of this server: it is of another log, or the log here was begun anew.",
    "cut": "The log had {size} entries then and has {found} now: its end was cut off.",
    "rolled_back": "The log had {size} entries then and has {found} now, and is whole in itself: an old backup was"
    " put back, or its end was cut off and everything made to fit.",
    "changed": "Of the {size} entries of then not all are the same now: some were edited, deleted or reordered;"
    " what is known of them is said above.",
    "rewritten": "The {size} entries of then are not those of now, though the log is whole in itself: it was"
    " rewritten by somebody who had this server's key.",
    "absent": "What the receipt of {item} was given for is not in the log: its entry was edited or deleted, or"
    " the log was begun anew.",
    "moved": "What the receipt of {item} was given for was entry {leaf} and is entry {index} now: the order was"
    " changed.",
}


def compare(kept: str, check: Check) -> list[Finding]:
    """Compare a log that was looked at with a signed checkpoint or with receipts; an empty list means that it fits."""
    notes = [kept]
    found: list[Finding] = []
    if "commitment: " in kept:
        try:
            receipts = read_receipts(kept)
        except ValueError:
            return [_finding("not_one")]
        found += [wrong for each in receipts for wrong in _misplaced(each, check)]
        notes = [_note(each) for each in receipts if each.log]
    keys = [(key.name, bytes(key.public)) for key in LogKey.objects.all()]
    for note in dict.fromkeys(notes):
        found += _compared(signed_by_any(note, keys), note, check)
    return found


def _misplaced(receipt: Receipt, check: Check) -> list[Finding]:
    """Say where its entry is now, if not where it was; a receipt of before a checkpoint names no place."""
    index = check.places.get(bytes.fromhex(receipt.commitment))
    if index is None:
        return [_finding("absent", item=receipt.item)]
    if receipt.leaf not in {"", str(index)}:
        return [_finding("moved", item=receipt.item, leaf=receipt.leaf, index=index)]
    return []


def _note(receipt: Receipt) -> str:
    return f"{receipt.checkpoint()}\n— {receipt.log} {receipt.signature}\n"


def _compared(told: Checkpoint | None, text: str, check: Check) -> list[Finding]:
    if told is None:
        return [_finding("stranger" if "\n— " in text else "not_one")]
    size, found = told.size, len(check.tree)
    if size > found:
        return [_finding("cut" if check.findings else "rolled_back", size=size, found=found)]
    if not check.begins_with(size, told.root):
        return [_finding("changed" if check.findings else "rewritten", size=size)]
    return []


def _finding(code: str, **facts: object) -> Finding:
    return Finding.of(WORDS, code, facts)
