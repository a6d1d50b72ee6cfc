"""A copy-paste raid: nearly the same text from many hands, whatever tricks of spelling set them apart.

Definition: posts whose folded letters share at least `ALIKE` of their five-letter shingles (Jaccard, estimated by
MinHash with 32 permutations: Broder 1997). The permutations come from a key, so that a stored signature can be
compared only with those made under the same key. Star clusters, no chains: every member is like the centre.
"""

from collections import defaultdict
from collections.abc import Sequence
from hashlib import blake2b

import numpy as np
import regex

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
    buckets: dict[tuple[int, bytes], list[int]] = defaultdict(list)
    taken = np.zeros(len(rows), dtype=bool)
    bands = [
        [table[row, start : start + BAND].tobytes() for start in range(0, PERMUTATIONS, BAND)]
        for row in range(len(rows))
    ]
    for row, keys in enumerate(bands):
        for place, key in enumerate(keys):
            buckets[place, key].append(row)
    for row, keys in enumerate(bands):
        if taken[row]:
            continue
        near = np.unique(
            np.concatenate([np.asarray(buckets[place, key]) for place, key in enumerate(keys)])
        )
        near = near[~taken[near]]
        like = near[(table[near] == table[row]).mean(axis=1) >= ALIKE]
        taken[like] = True
        for member in like.tolist():
            centre[rows[member]] = rows[row]
    return centre
