"""A locked file opens with programs that are not ours, whatever its length, and with nothing but the passphrase."""

from io import BytesIO
from pathlib import Path

import pyrage
import pytest

from safeguard.publish.locking import Locked
from tests.safeguard.publish.printouts import opened_by_age

PASSPHRASE = "four words nobody guesses"
EASY = 10
PIECE = 64 * 1024


def locked(body: bytes, *, step: int = 0, passphrase: str = PASSPHRASE, work: int = EASY) -> bytes:
    out = BytesIO()
    lock = Locked(out, passphrase, work=work)
    for at in range(0, len(body), step or len(body) or 1):
        lock.write(body[at : at + (step or len(body))])
    lock.close()
    return out.getvalue()


@pytest.mark.parametrize("size", [0, 1, PIECE - 1, PIECE, PIECE + 1, 2 * PIECE, 3 * PIECE + 5])
@pytest.mark.parametrize("step", [0, 1000])
def test_pyrage_opens_it_whatever_its_length(size: int, step: int) -> None:
    body = bytes(range(251)) * (size // 251 + 1)

    found = locked(body[:size], step=step)

    assert pyrage.passphrase.decrypt(found, PASSPHRASE) == body[:size]


def test_the_plain_age_tool_opens_it(tmp_path: Path) -> None:
    found = locked(b"orchid seller" * 20_000, work=14)

    assert opened_by_age(found, PASSPHRASE, tmp_path) == b"orchid seller" * 20_000
    assert opened_by_age(found, PASSPHRASE + "s", tmp_path) is None


def test_it_costs_as_much_to_guess_as_it_says() -> None:
    header = locked(b"x").split(b"\n")[1].split()

    assert (header[:2], header[3]) == ([b"->", b"scrypt"], b"10")
    assert locked(b"x", work=17).split(b"\n")[1].split()[3] == b"17"


def test_another_passphrase_opens_nothing_and_no_word_stands_in_it() -> None:
    found = locked(b"orchid seller")

    assert b"orchid" not in found
    with pytest.raises(pyrage.DecryptError):
        pyrage.passphrase.decrypt(found, PASSPHRASE + "s")


def test_a_file_that_was_cut_off_does_not_open() -> None:
    found = locked(b"x" * (2 * PIECE))

    for shorter in (found[:-1], found[: -PIECE - 16]):
        with pytest.raises(pyrage.DecryptError):
            pyrage.passphrase.decrypt(shorter, PASSPHRASE)


def test_two_files_share_nothing() -> None:
    first, second = locked(b"x" * 100), locked(b"x" * 100)

    assert first[80:] != second[80:]


def test_an_accent_may_be_typed_either_way() -> None:
    found = locked(b"x", passphrase="cafe\u0301")

    assert pyrage.passphrase.decrypt(found, "caf\u00e9") == b"x"
