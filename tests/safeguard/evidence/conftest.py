"""A small package of two items, unpacked anew for every test that changes it."""

from pathlib import Path

import pytest

from tests.safeguard.evidence.packages import an_item, build, unpack


@pytest.fixture(scope="session")
def package() -> bytes:
    return build(an_item(1), an_item(2))[0]


@pytest.fixture
def bag(package: bytes, tmp_path: Path) -> Path:
    return unpack(package, tmp_path)
