"""A copy-paste raid: nearly the same text from many hands, whatever tricks of spelling set them apart.

Definition: posts whose folded letters share at least `ALIKE` of their five-letter shingles (Jaccard, estimated by
MinHash with 32 permutations: Broder 1997). The permutations come from a key, so that a stored signature can be
compared only with those made under the same key. Star clusters, no chains (Aslam and others 2004): a star's middle is
what most of its members agree on, for each copy is closer to the original than to another copy, and every member is
like that middle.
"""

from collections.abc import Sequence
from hashlib import blake2b
from typing import Any

import numpy as np
import regex
from numpy.typing import NDArray

from safeguard.text.normalise import fold

ALIKE = 0.6
SHINGLE = 5
PERMUTATIONS = 32
BAND = 4
SHORTEST = 12  # letters: "thank you" from forty people is no raid
_NOISE = regex.compile(r"https?://\S+|@[\w.@-]+|[^\p{L}\p{M}\p{N}@]+|@")
_LEET = str.maketrans("013457@$", "oieastas")
_PRIME = np.uint64(0x7FFFFFFF)  # no larger than the factors, or they'd not wrap and all sort alike
_BATCH = 100  # texts, whose numbers then fit into a processor's cache
_BASE = np.uint64(1_000_003)
Rows = NDArray[Any]  # of whole numbers


class Signer:
    """Makes signatures under one key. Cheap to keep, safe to share between threads."""

    def __init__(self, key: bytes) -> None:
        seed = int.from_bytes(blake2b(key, digest_size=16, person=b"copy paste").digest(), "big")
        numbers = np.random.Generator(np.random.PCG64(seed))
        low, high = 1, (1 << 31) - 1
        self._factors = numbers.integers(low, high, size=(PERMUTATIONS, 1), dtype=np.uint64)
        self._offsets = numbers.integers(low, high, size=(PERMUTATIONS, 1), dtype=np.uint64)

    def sign(self, text: str) -> bytes:
        """Return 64 bytes to compare texts by, or b"" where the text is too short to tell."""
        return self.sign_all([text])[0]

    def sign_all(self, texts: Sequence[str]) -> list[bytes]:
        """Sign many texts, each as if alone, in less time."""
        signed: list[bytes] = []
        for start in range(0, len(texts), _BATCH):
            letters = [skeleton(text) for text in texts[start : start + _BATCH]]
            known = self._signed(list(dict.fromkeys(filter(_is_long_enough, letters))))
            signed += [known.get(one, b"") for one in letters]
        return signed

    def _signed(self, letters: list[str]) -> dict[str, bytes]:
        if not letters:
            return {}
        codes = np.frombuffer("".join(letters).encode("utf-32-le", "surrogatepass"), np.uint32)
        codes = codes.astype(np.uint64)
        ends = np.cumsum([len(one) for one in letters])
        shingles = np.zeros(len(codes) - SHINGLE + 1, dtype=np.uint64)
        for step in range(SHINGLE):
            shingles *= _BASE
            shingles += codes[step : step + len(shingles)]
            shingles &= _PRIME
        whole = np.ones(len(shingles), dtype=bool)  # a shingle across two texts is of neither
        for step in range(1, SHINGLE):
            whole[ends[:-1] - step] = False
        starts = np.concatenate([[0], ends[:-1]]) - np.arange(len(ends)) * (SHINGLE - 1)
        lowest = _lowest(shingles[whole], starts, self._factors, self._offsets)
        return dict(zip(letters, lowest, strict=True))


def _lowest(shingles: Rows, starts: Rows, factors: Rows, offsets: Rows) -> list[bytes]:
    """Permute all shingles in each way, and keep the lowest two bytes of each text's least."""
    permuted = (shingles * factors + offsets) % _PRIME
    least = np.minimum.reduceat(permuted, starts, axis=1) & np.uint64(0xFFFF)
    return [row.tobytes() for row in least.T.astype("<u2", order="C")]


def _is_long_enough(letters: str) -> bool:
    return len(letters) >= SHORTEST


def skeleton(text: str) -> str:
    """Return the letters a reader sees: no links, names, spaces or signs, and digits read as the letters they mimic."""
    letters: str = _NOISE.sub("", fold(_NOISE.sub(" ", text)).text)
    return letters.translate(_LEET)


def find_copies(signatures: Sequence[bytes]) -> list[int]:
    """Give each signature the index of its cluster's first (its own index where it is like no other).

    Signatures are as `Signer.sign` makes them, all under one key; b"" is like nothing.
    """
    rows = [index for index, signature in enumerate(signatures) if signature]
    centre = list(range(len(signatures)))
    if not rows:
        return centre
    table = np.frombuffer(b"".join(signatures[row] for row in rows), dtype="<u2")
    table = table.reshape(len(rows), PERMUTATIONS)
    shelves = _Shelves(table)
    taken = np.zeros(len(rows), dtype=bool)
    for row in shelves.shared():
        if taken[row]:
            continue
        like = _like(table, table[row], shelves.near(table[row]), taken)
        if len(like) > 2:  # noqa: PLR2004 -- of two neither is the original
            middle = np.sort(table[like], axis=0)[len(like) // 2]  # what most of them agree on
            like = _like(table, middle, shelves.near(middle), taken)
        taken[row] = True
        taken[like] = True
        for member in like.tolist():
            centre[rows[member]] = rows[row]
    return centre


def _like(table: Rows, signature: Rows, near: Rows, taken: Rows) -> Rows:
    near = near[~taken[near]]
    like: Rows = near[(table[near] == signature).mean(axis=1) >= ALIKE]
    return like


class _Shelves:
    """Rows sorted by each of their bands, so that those with a band in common stand side by side.

    In arrays, for a dictionary of lists would take more than a kilobyte a row.
    """

    def __init__(self, table: Rows) -> None:
        self._bands = table.view(f"<u{2 * BAND}")
        self._orders = [np.argsort(keys, kind="stable").astype(np.int32) for keys in self._bands.T]
        self._sorted = [
            keys[order] for keys, order in zip(self._bands.T, self._orders, strict=True)
        ]

    def shared(self) -> list[int]:
        """List the rows that have a band in common with another."""
        found = np.zeros(len(self._bands), dtype=bool)
        for order, keys in zip(self._orders, self._sorted, strict=True):
            same = keys[1:] == keys[:-1]
            found[order[1:][same]] = True
            found[order[:-1][same]] = True
        return np.flatnonzero(found).tolist()

    def near(self, signature: Rows) -> Rows:
        """Give the rows that have a band in common with a signature."""
        bands = signature.view(self._bands.dtype)
        alike = [
            order[keys.searchsorted(band, "left") : keys.searchsorted(band, "right")]
            for order, keys, band in zip(self._orders, self._sorted, bands, strict=True)
        ]
        near: Rows = np.unique(np.concatenate(alike))
        return near
