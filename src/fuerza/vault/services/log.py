"""The log of what was kept and destroyed: adding to it, and what its tree of hashes says of an entry.

An entry is the commitment of an exhibit, or `DESTROYED` and the commitment. Whoever adds holds one row until her
transaction ends, so she does it last; indexes have no gaps, because an addition that fails leaves nothing.
The tree is never held as a whole: `LogAt` puts it together from the roots of 256 leaves each.
"""

from collections.abc import Iterable, Sequence

from django.db.models import Count, Q

from fuerza.vault.choices import AnchorState
from fuerza.vault.models import Checkpoint, Exhibit, Leaf, Log, Tile
from fuerza.vault.services.log_keys import held_keys, signer_of
from safeguard.evidence import note
from safeguard.evidence.errors import NotANote
from safeguard.evidence.log import EMPTY, Tree, leaf_hash, proves_inclusion
from safeguard.evidence.note import Signer
from safeguard.evidence.proofs import Anchor, Place, Proofs

TILE = 256
DESTROYED = b"destroyed"


class LogWasChanged(RuntimeError):
    """The log is not what it was when it was signed: `fuerza vault fsck` says what is wrong."""


def add_kept(exhibits: Sequence[Exhibit]) -> None:
    """Add what is being kept, in this order, in the transaction that keeps it."""
    _add([(bytes(each.commitment), each) for each in exhibits])


def add_destroyed(exhibits: Iterable[Exhibit]) -> None:
    """Add that these are destroyed, in the transaction that says so of them."""
    _add([(DESTROYED + bytes(each.commitment), each) for each in exhibits])


def _add(entries: Sequence[tuple[bytes, Exhibit]]) -> None:
    if not entries:
        return
    log, _made = Log.objects.select_for_update().get_or_create(pk=1)
    Leaf.objects.bulk_create(
        [
            Leaf(index=index, entry=entry, exhibit=exhibit)
            for index, (entry, exhibit) in enumerate(entries, start=log.size)
        ]
    )
    Log.objects.filter(pk=log.pk).update(size=log.size + len(entries))


def size() -> int:
    log = Log.objects.filter(pk=1).first()
    return log.size if log else 0


class LogAt:
    """The log as it was when it had `size` leaves: its root, and where an entry is in it.

    Raises:
        LogWasChanged: leaves or tiles of it are missing.

    """

    def __init__(self, size: int) -> None:
        self.size = size
        self._tiles: dict[int, Tree] = {}
        whole, rest = divmod(size, TILE)
        roots = tile_roots(whole)
        if rest:
            roots.append(self._tile(whole).root())
        self._tree = Tree(roots)

    @property
    def root(self) -> bytes:
        return self._tree.root() if self.size else EMPTY

    def place(self, index: int) -> Place:
        """Prove where entry `index` is: the way through its tile, then through the tree of tiles."""
        number, within = divmod(index, TILE)
        path = self._tile(number).inclusion(within) + self._tree.inclusion(number)
        return Place(index=index, path=tuple(path))

    def _tile(self, number: int) -> Tree:
        if number not in self._tiles:
            self._tiles[number] = _leaves(number * TILE, min(self.size, (number + 1) * TILE))
        return self._tiles[number]


def tile_roots(count: int) -> list[bytes]:
    """Return the roots of the first `count` tiles.

    Raises:
        LogWasChanged: there are fewer.

    """
    rows = Tile.objects.filter(number__lt=count).order_by("number").values_list("root", flat=True)
    roots = [bytes(root) for root in rows]
    if len(roots) != count:
        raise LogWasChanged("A tile was missing.")
    return roots


def lay_tiles(size: int) -> None:
    """Store the roots of all tiles that the first `size` leaves fill and that are not there yet."""
    laid = Tile.objects.count()
    fresh = [
        Tile(number=number, root=_leaves(number * TILE, (number + 1) * TILE).root())
        for number in range(laid, size // TILE)
    ]
    Tile.objects.bulk_create(fresh, ignore_conflicts=True)


def _leaves(start: int, end: int) -> Tree:
    rows = Leaf.objects.filter(index__gte=start, index__lt=end).order_by("index")
    tree = Tree(leaf_hash(bytes(entry)) for entry in rows.values_list("entry", flat=True))
    if len(tree) != end - start:
        raise LogWasChanged("A leaf was missing.")
    return tree


def proofs_for(exhibits: Iterable[Exhibit]) -> Proofs | None:
    """Prove where these are in the log, as of the checkpoint that says most about all of them.

    That is the oldest of those with most stamps, whichever key has signed it; without stamps, the newest. What was
    kept since has no place yet, and what the log no longer proves has none. None where nothing was signed yet.
    """
    places = _places_of(exhibits)
    checkpoint = _best_checkpoint(max((index for index, _ in places.values()), default=-1) + 1)
    by = signer_of(checkpoint.key) if checkpoint else None
    if checkpoint is None or by is None or not _is_as_signed(checkpoint, by):
        return None
    return Proofs(
        checkpoint=checkpoint.note,
        places=_proven(places, checkpoint),
        anchors=tuple(
            Anchor(each.authority, bytes(each.answer))
            for each in checkpoint.anchors.filter(state=AnchorState.STAMPED).order_by("authority")
        ),
        signer=by,
    )


def _is_as_signed(checkpoint: Checkpoint, by: Signer) -> bool:
    said = note.Checkpoint(origin=by.name, size=checkpoint.size, root=bytes(checkpoint.root))
    try:
        return note.read_signed(checkpoint.note, {by.name: by.public}) == said.render()
    except NotANote:
        return False


def _proven(places: dict[str, tuple[int, bytes]], checkpoint: Checkpoint) -> dict[str, Place]:
    """Prove those that the checkpoint holds; a log that was changed proves nothing, and keeps no evidence back."""
    try:
        log = LogAt(checkpoint.size)
        found = {
            item: (entry, log.place(index))
            for item, (index, entry) in places.items()
            if index < log.size
        }
    except LogWasChanged:
        return {}
    return {
        item: place
        for item, (entry, place) in found.items()
        if proves_inclusion(
            leaf_hash(entry),
            index=place.index,
            size=log.size,
            proof=place.path,
            root=bytes(checkpoint.root),
        )
    }


def _best_checkpoint(at_least: int) -> Checkpoint | None:
    signed = Checkpoint.objects.filter(key__in=held_keys()).select_related("key")
    stamps = Count("anchors", filter=Q(anchors__state=AnchorState.STAMPED))
    stamped = signed.annotate(stamps=stamps).filter(size__gte=at_least, stamps__gt=0)
    return stamped.order_by("-stamps", "id").first() or signed.order_by("-id").first()


def _places_of(exhibits: Iterable[Exhibit]) -> dict[str, tuple[int, bytes]]:
    """Map exhibit id to index and commitment of the entry that it was kept with: the first of its entries."""
    pinned = {each.pk: bytes(each.commitment) for each in exhibits}
    rows = Leaf.objects.filter(exhibit__in=pinned).order_by("-index")
    return {str(pk): (index, pinned[pk]) for pk, index in rows.values_list("exhibit", "index")}
