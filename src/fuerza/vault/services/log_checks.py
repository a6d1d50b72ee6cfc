"""Whether the log is whole and fits what is kept: every leaf, tile, checkpoint, stamp, key and receipt is looked at.

It trusts no table: entries are hashed anew, and compared with each other, with what was signed, and with the
exhibits. What only something kept elsewhere can show is in `log_against`. It holds nobody up: it reads one moment.
"""

import uuid
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Self

import msgspec
from django.conf import settings
from django.db import connection

from fuerza.core.models import SealedKey
from fuerza.vault.choices import AnchorState, ExhibitState
from fuerza.vault.models import Anchor, Checkpoint, Exhibit, Leaf, Log, LogKey, Tile
from fuerza.vault.services.log import DESTROYED, TILE
from safeguard.evidence import note
from safeguard.evidence.errors import NotANote, NotATimestamp
from safeguard.evidence.log import Tree, leaf_hash
from safeguard.evidence.timestamp import read_stamp

_PINNED = 32
_AT_ONCE = 5_000
_LONGEST_GAP = 1_000_000
Progress = Callable[[int, int], None]

WORDS = {
    "gap": "Entries {start} to {end} of the log are missing: they were deleted.",
    "cut": "The log had {size} entries and now ends after {found}: its end was cut off.",
    "uncounted": "The log counts {size} entries and has {found}: some were put in past Fuerza.",
    "form": "Entry {index} has a form that Fuerza does not write: it was edited.",
    "twice": "Entries {other} and {index} are the same: one was put in past Fuerza.",
    "edited": "Entry {index} is not what was kept as {item}: the entry or the exhibit was edited.",
    "deleted": "What entry {index} stands for is gone, and the log does not say that it was destroyed:"
    " its row was deleted past Fuerza.",
    "unlogged": "{item} is not in the log: its entry was deleted or edited, or it was put in past Fuerza.",
    "not_said": "{item} is marked as destroyed, and the log does not say so.",
    "not_destroyed": "The log says that {item} was destroyed, and it is marked as something else.",
    "never_kept": "Entry {index} says that something was destroyed that was never kept.",
    "tile": "Entries {start} to {end} are not those that stood there: one was edited, or their order was changed.",
    "order": "Entry {index} stands after one that was kept later: the order was changed.",
    "root": "The first {size} entries are not those that were signed at {when}.",
    "shrank": "Checkpoint {number} is of a shorter log than the one before it: the log was cut off and went on.",
    "signature": "Checkpoint {number} bears no good signature by a key of this server.",
    "checkpoint": "Checkpoint {number} says something else than its row: the row was edited.",
    "stamp": "The stamp of {authority} on checkpoint {number} does not fit it, or its certificate is not among"
    " those of FUERZA_TSA_CERTIFICATES.",
    "key_gone": "The key of {item} is gone, so that nobody can open it, and it was not destroyed by Fuerza.",
    "key_left": "{item} is marked as destroyed, and its key is still there.",
    "receipt": "The receipt of {item} is missing or does not fit it.",
}


class Finding(msgspec.Struct, frozen=True):
    """One thing that is wrong: a code, and plain English for whoever looks after the server."""

    code: str
    words: str

    @classmethod
    def of(cls, words: Mapping[str, str], code: str, facts: Mapping[str, object]) -> Self:
        return cls(code, words[code].format(**facts))


class Check:
    """Looks at everything once: `run` gives the findings; `tree` and `places` then are the log as it is now."""

    def __init__(self, progress: Progress = lambda _done, _total: None) -> None:
        self.tree = Tree()
        self.places: dict[bytes, int] = {}
        self.findings: list[Finding] = []
        self.unseen = 0  # stamps that could not be looked at
        self._progress = progress
        self._destroyed: dict[bytes, int] = {}
        self._unordered: list[int] = []
        self._numbers: dict[uuid.UUID, int] = {}
        self._tile = Tree()
        self._tiles: list[bytes] = []

    def run(self) -> list[Finding]:
        with _one_moment():
            self._look_at_leaves()
            self._look_at_tiles()
            self._look_at_checkpoints()
            self._look_at_stamps(settings.ENV.tsa_certificates)
            exhibits = self._look_at_exhibits()
        self._look_at_keys(exhibits)
        return self.findings

    def _note(self, code: str, **facts: object) -> None:
        self.findings.append(Finding.of(WORDS, code, facts))

    def _look_at_leaves(self) -> None:
        log = Log.objects.filter(pk=1).first()
        size, expected = log.size if log else 0, 0
        rows = Leaf.objects.order_by("index").values_list(
            "index", "entry", "exhibit", "exhibit__commitment", "exhibit__person", "exhibit__number"
        )
        for index, entry, item, commitment, *whose in rows.iterator(chunk_size=2_000):
            if index > expected:
                self._note_gap(expected, index)
            expected = index + 1
            self._hash(bytes(entry))
            self._look_at_leaf(index, bytes(entry), item, bytes(commitment or b""))
            if item is not None and len(entry) == _PINNED:
                self._look_at_order(index, *whose)
            if expected % TILE == 0:
                self._progress(min(expected, size), size)
        self._progress(size, size)
        if expected != size:
            self._note("cut" if expected < size else "uncounted", size=size, found=expected)
        for pinned, index in self._destroyed.items():
            if self.places.get(pinned, index) >= index:
                self._note("never_kept", index=index)

    def _note_gap(self, start: int, end: int) -> None:
        self._note("gap", start=start, end=end - 1)
        # in their places, so that not all that follows looks wrong too
        for _missing in range(min(end - start, _LONGEST_GAP)):
            self._hash(b"")

    def _hash(self, entry: bytes) -> None:
        leaf = leaf_hash(entry)
        self.tree.add(leaf)
        self._tile.add(leaf)
        if len(self._tile) == TILE:
            self._tiles.append(self._tile.root())
            self._tile = Tree()

    def _look_at_leaf(
        self, index: int, entry: bytes, item: uuid.UUID | None, commitment: bytes
    ) -> None:
        is_kept = len(entry) == _PINNED
        pinned = entry if is_kept else entry.removeprefix(DESTROYED)
        known = self.places if is_kept else self._destroyed
        if len(pinned) != _PINNED:
            self._note("form", index=index)
        elif item is not None and pinned != commitment:
            self._note("edited", index=index, item=item)
        elif known.setdefault(pinned, index) != index:
            self._note("twice", index=index, other=known[pinned])

    def _look_at_order(self, index: int, person: Any, number: Any) -> None:
        """Note the order by her own counting; old exhibits were taken in by their times, so it proves nothing alone."""
        if number < self._numbers.get(person, 0):
            self._unordered.append(index)
        self._numbers[person] = number

    def _look_at_tiles(self) -> None:
        for number, root in Tile.objects.order_by("number").values_list("number", "root"):
            if number >= len(self._tiles) or bytes(root) != self._tiles[number]:
                self._note("tile", start=number * TILE, end=(number + 1) * TILE - 1)

    def _look_at_checkpoints(self) -> None:
        keys = [(key.name, bytes(key.public)) for key in LogKey.objects.all()]
        last = 0
        for row in Checkpoint.objects.order_by("id").iterator():
            told = signed_by_any(row.note, keys)
            if told is None:
                self._note("signature", number=row.pk)
            elif (told.size, told.root) != (row.size, bytes(row.root)):
                self._note("checkpoint", number=row.pk)
            if row.size < last:
                self._note("shrank", number=row.pk)
            last = row.size
            if not self.begins_with(row.size, bytes(row.root)):
                when = row.made_at.isoformat(timespec="seconds")
                self._note("root", size=row.size, when=when)
        if any(finding.code in {"tile", "root"} for finding in self.findings):
            for index in self._unordered:
                self._note("order", index=index)

    def _look_at_stamps(self, pinned: bytes) -> None:
        stamped = Anchor.objects.filter(state=AnchorState.STAMPED).select_related("checkpoint")
        if not pinned:
            self.unseen = stamped.count()
            return
        for row in stamped.order_by("id").iterator():
            body = row.checkpoint.note.encode()
            try:
                is_right = read_stamp(bytes(row.answer), body, authorities=pinned) == row.said_at
            except NotATimestamp:
                is_right = False
            if not is_right:
                self._note("stamp", authority=row.authority, number=row.checkpoint_id)

    def begins_with(self, size: int, root: bytes) -> bool:
        """Say whether the log, as it is now, begins with the `size` entries of this root."""
        return size <= len(self.tree) and self.tree.root(size) == root

    def _look_at_exhibits(self) -> dict[uuid.UUID, bool]:
        """Return which are kept (True) and destroyed (False)."""
        found: dict[uuid.UUID, bool] = {}
        rows = Exhibit.objects.exclude(state__in=[ExhibitState.PENDING, ExhibitState.FAILED])
        named = rows.values_list("pk", "commitment", "state", "receipt__text")
        for pk, commitment, state, receipt in named.iterator(chunk_size=2_000):
            pinned = bytes(commitment)
            is_destroyed = state == ExhibitState.SHREDDED
            if state != ExhibitState.ENDING:
                found[pk] = not is_destroyed
            if pinned not in self.places:
                self._note("unlogged", item=pk)
            elif is_destroyed != (pinned in self._destroyed):
                self._note("not_said" if is_destroyed else "not_destroyed", item=pk)
            if not _is_receipt(receipt, pk, pinned, is_destroyed=is_destroyed):
                self._note("receipt", item=pk)
        self._look_for_deleted()
        return found

    def _look_for_deleted(self) -> None:
        gone = Leaf.objects.filter(exhibit__isnull=True).values_list("index", "entry")
        for index, entry in gone.order_by("index").iterator(chunk_size=2_000):
            if len(entry) == _PINNED and bytes(entry) not in self._destroyed:
                self._note("deleted", index=index)

    def _look_at_keys(self, exhibits: dict[uuid.UUID, bool]) -> None:
        ids = list(exhibits)
        for start in range(0, len(ids), _AT_ONCE):
            some = ids[start : start + _AT_ONCE]
            held = set(SealedKey.objects.filter(key_id__in=some).values_list("key_id", flat=True))
            left = sorted(pk for pk in some if pk in held and not exhibits[pk])
            gone = [pk for pk in some if pk not in held and exhibits[pk]]
            # one that was being destroyed while this looked is not gone
            still = Exhibit.objects.filter(pk__in=gone, state=ExhibitState.KEPT).order_by("pk")
            for pk in still.values_list("pk", flat=True):
                self._note("key_gone", item=pk)
            for pk in left:
                self._note("key_left", item=pk)


def signed_by_any(text: str, keys: list[tuple[str, bytes]]) -> note.Checkpoint | None:
    """Read a signed checkpoint, or None where none of these keys has signed it."""
    for name, public in keys:
        try:
            return note.Checkpoint.parse(note.read_signed(text, {name: public}))
        except NotANote:
            continue
    return None


def _is_receipt(text: str | None, item: uuid.UUID, pinned: bytes, *, is_destroyed: bool) -> bool:
    first = "destroyed: 1" if is_destroyed else "receipt: 1"
    return (text or "").split("\n")[:3] == [first, f"item: {item}", f"commitment: {pinned.hex()}"]


@contextmanager
def _one_moment() -> Iterator[None]:
    """Read the database as it is at one moment, while others go on writing."""
    if connection.in_atomic_block:
        yield
        return
    is_sqlite = connection.vendor == "sqlite"
    begin = "BEGIN" if is_sqlite else "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
    with connection.cursor() as cursor:
        cursor.execute(begin)
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")
