"""A copy-paste raid: nearly the same text from many hands, whatever tricks of spelling set them apart.

Definition: posts whose folded letters share at least `ALIKE` of their five-letter shingles (Jaccard, estimated by
MinHash with 32 permutations: Broder 1997). The permutations come from a key, so that a stored signature can be
compared only with those made under the same key. Star clusters, no chains: every member is like the centre.
"""

from collections.abc import Sequence
from hashlib import blake2b
from typing import Any

import numpy as np
import regex
from numpy.typing import NDArray

from safeguard.text.normalise import fold

ALIKE = 0.5
SHINGLE = 5
PERMUTATIONS = 32
BAND = 4
SHORTEST = 12  # letters: "thank you" from forty people is no raid
_NOISE = regex.compile(r"https?://\S+|@[\w.@-]+|[^\p{L}\p{M}\p{N}@]+|@")
_LEET = str.maketrans("013457@$", "oieastas")
_PRIME = np.uint64(
    (1 << 31) - 1
)  # no larger than the factors, or they would not wrap and all sort alike
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
        letters = skeleton(text)
        if len(letters) < SHORTEST:
            return b""
        codes = np.frombuffer(letters.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
        codes = codes.astype(np.uint64)
        shingles = np.zeros(len(codes) - SHINGLE + 1, dtype=np.uint64)
        for step in range(SHINGLE):
            shingles = (shingles * _BASE + codes[step : step + len(shingles)]) & np.uint64(
                0x7FFFFFFF
            )
        permuted = (np.unique(shingles) * self._factors + self._offsets) % _PRIME
        lowest: bytes = (permuted.min(axis=1) & np.uint64(0xFFFF)).astype("<u2").tobytes()
        return lowest


def skeleton(text: str) -> str:
    """Return the letters a reader sees: no links, names, spaces or signs, and digits read as the letters they mimic."""
    letters: str = _NOISE.sub("", fold(_NOISE.sub(" ", text)).text)
    return letters.translate(_LEET)


def find_copies(signatures: Sequence[bytes]) -> list[int]:
    """Give each signature the index of its cluster's centre (its own index where it is like no other).

    Signatures are as `Signer.sign` makes them, all under one key; b"" is like nothing.
    """
    rows = [index for index, signature in enumerate(signatures) if signature]
    centre = list(range(len(signatures)))
    if not rows:
        return centre
    table = np.frombuffer(b"".join(signatures[row] for row in rows), dtype="<u2")
    table = table.reshape(len(rows), PERMUTATIONS)
    orders, starts, ends = _neighbours(table.view(f"<u{2 * BAND}"))
    taken = np.zeros(len(rows), dtype=bool)
    for row in np.flatnonzero((ends - starts > 1).any(axis=1)).tolist():
        if taken[row]:
            continue
        alike = [
            order[first:last]
            for order, first, last in zip(orders, starts[row], ends[row], strict=True)
        ]
        near = np.unique(np.concatenate(alike))
        near = near[~taken[near]]
        like = near[(table[near] == table[row]).mean(axis=1) >= ALIKE]
        taken[like] = True
        for member in like.tolist():
            centre[rows[member]] = rows[row]
    return centre


def _neighbours(bands: Rows) -> tuple[list[Rows], Rows, Rows]:
    """Sort the rows by each of their bands; say for each row and band from where to where its like stand there.

    In arrays, for a dictionary of lists would take more than a kilobyte a row.
    """
    orders = []
    starts = np.empty(bands.shape, dtype=np.int32)
    ends = np.empty(bands.shape, dtype=np.int32)
    for place, keys in enumerate(bands.T):
        order = np.argsort(keys, kind="stable").astype(np.int32)
        orders.append(order)
        starts[:, place] = np.searchsorted(keys, keys, "left", sorter=order)
        ends[:, place] = np.searchsorted(keys, keys, "right", sorter=order)
    return orders, starts, ends
