"""A signed note holds what was signed and nothing else; a checkpoint says which log, how long, and its root."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeguard.evidence.errors import NotANote
from safeguard.evidence.note import Checkpoint, Signer, key_text, read_key, read_signed, sign

HERS = Signer("fuerza.example", bytes(range(32)))
OTHER = Signer("witness.example", bytes(range(1, 33)))
KEYS = {HERS.name: HERS.public}
TEXT = "fuerza.example/log\n3\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n"
# The example key of golang.org/x/mod/sumdb/note, by which every implementation checks itself.
PETER = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
PETER_SAYS = """If you think cryptography is the answer to your problem,
then you don't know what your problem is.

— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=
"""


def test_a_note_that_others_have_signed_is_read() -> None:
    name, public = read_key(PETER)

    text = read_signed(PETER_SAYS, {name: public})

    assert text == PETER_SAYS.partition("\n\n")[0] + "\n"
    assert key_text(name, public) == PETER


def test_what_was_signed_is_read_back_whoever_else_has_signed_it() -> None:
    note = sign(TEXT, [OTHER, HERS])

    assert read_signed(note, KEYS) == TEXT
    assert note.count("\n— ") == 2


@given(st.integers(0, len(sign(TEXT, [HERS]).encode()) - 1), st.integers(1, 255))
def test_a_note_of_which_one_byte_was_changed_says_nothing(place: int, by: int) -> None:
    note = bytearray(sign(TEXT, [HERS]).encode())
    note[place] ^= by

    with pytest.raises(NotANote):
        read_signed(note.decode(errors="replace"), KEYS)


@pytest.mark.parametrize(
    "note",
    [
        "",
        TEXT,
        TEXT + "\n",
        sign(TEXT, []),
        sign(TEXT, [OTHER]),
        sign(TEXT, [HERS])[:-1],
        sign(TEXT, [HERS]) + "more\n",
        sign(TEXT, [Signer(HERS.name, OTHER.private)]),
        TEXT + "\n— fuerza.example AAAA\n",
        TEXT + "\n— fuerza.example A\n",
        "x\n" * 40_000 + "\n— fuerza.example AAAA\n",
    ],
)
def test_a_note_without_a_good_signature_by_a_known_key_says_nothing(note: str) -> None:
    with pytest.raises(NotANote):
        read_signed(note, KEYS)


@pytest.mark.parametrize("text", ["", "no end", "two\n\n— parts\n", "x\n" * 40_000])
def test_a_text_of_another_form_is_not_signed(text: str) -> None:
    with pytest.raises(NotANote):
        sign(text, [HERS])


@pytest.mark.parametrize(
    "text",
    [
        "",
        PETER[:-4],
        PETER.replace("c74f", "c74e"),
        PETER.replace("+ARpc", "+AhpC"),
        "a b+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "a+b+*",
    ],
)
def test_a_text_that_is_no_key_is_refused(text: str) -> None:
    with pytest.raises(NotANote):
        read_key(text)


@pytest.mark.parametrize("name", ["", "with space", "with+plus", "n" * 201])
def test_nobody_signs_without_a_proper_name(name: str) -> None:
    with pytest.raises(NotANote):
        sign(TEXT, [Signer(name, HERS.private)])


def test_a_signer_shows_its_key_in_no_text() -> None:
    assert repr(HERS) == "Signer(...)"


def test_a_checkpoint_is_read_back_with_what_others_add() -> None:
    made = Checkpoint(origin="fuerza.example/log", size=3, root=bytes(range(32)))

    assert Checkpoint.parse(made.render()) == made
    assert Checkpoint.parse(made.render() + "more of somebody's\n") == made
    assert made.render().split("\n")[1:3] == ["3", base64.b64encode(bytes(range(32))).decode()]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a\n1\n",
        TEXT.replace("\n3\n", "\nthree\n"),
        TEXT.replace("\n3\n", "\n03\n"),
        TEXT.replace("\n3\n", "\n-3\n"),
        TEXT.replace("Cs", "C*"),
        TEXT.replace("fuerza.example/log", ""),
        "a\n1\nAAAA\n",
        TEXT[:-1],
    ],
)
def test_what_is_no_checkpoint_is_refused(text: str) -> None:
    with pytest.raises(NotANote):
        Checkpoint.parse(text)
