"""A receipt is a few lines that can be printed, mailed and read back."""

from datetime import timedelta, timezone

import msgspec
import pytest

from safeguard.evidence import (
    NotAReceipt,
    NotARecord,
    Receipt,
    commitment,
    parse_receipts,
    record_bytes,
    render_receipts,
)
from safeguard.evidence.verify import read_receipts
from tests.safeguard.evidence.packages import NOW, TOOL, a_record

PINNED = "0a" * 32
RECEIPT = Receipt(item="id-1", commitment=PINNED, made_at=NOW, tool=TOOL)
TEXT = (
    f"receipt: 1\nitem: id-1\ncommitment: {PINNED}\nmade_at: 2026-03-01T12:30:00Z\ntool: {TOOL}\n"
)


def test_a_receipt_is_five_lines() -> None:
    assert RECEIPT.render() == TEXT


def test_a_receipt_pins_the_records_bytes() -> None:
    body = record_bytes(a_record())
    here = NOW.astimezone(timezone(timedelta(hours=-6)))

    receipt = Receipt.of(body, made_at=here, tool=TOOL)

    pinned = commitment(body, b"\x01" * 32)
    assert receipt == Receipt(item="id-1", commitment=pinned, made_at=NOW, tool=TOOL)
    assert len(receipt.render().encode()) < 1000


def test_there_is_no_receipt_for_what_is_no_record() -> None:
    with pytest.raises(NotARecord):
        Receipt.of(b"{}", made_at=NOW, tool=TOOL)


@pytest.mark.parametrize("text", [TEXT, TEXT.replace("\n", "\r\n"), "\n\n  " + TEXT.rstrip()])
def test_a_receipt_reads_back_however_its_lines_end(text: str) -> None:
    assert parse_receipts(text) == [RECEIPT]


def test_several_receipts_stand_in_one_text() -> None:
    other = msgspec.structs.replace(RECEIPT, item="id-2")

    text = render_receipts([RECEIPT, other])

    assert text == TEXT + "\n" + TEXT.replace("id-1", "id-2")
    assert parse_receipts(text) == [RECEIPT, other]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (" \n", "The text held no receipt."),
        ("hello", "The text held something that was not a receipt."),
        (TEXT + "hello", "The text held something that was not a receipt."),
        (
            TEXT.replace("receipt: 1", "receipt: 2"),
            "The text held something that was not a receipt.",
        ),
        (TEXT.replace("made_at: 2026", "made_at: 20x6"), "A receipt's time could not be read."),
        (TEXT.replace("0a", "0A"), "A receipt's commitment was not 64 hexadecimal digits."),
    ],
)
def test_what_is_no_receipt_is_refused(text: str, sentence: str) -> None:
    with pytest.raises(NotAReceipt) as refusal:
        parse_receipts(text)

    assert str(refusal.value) == sentence


@pytest.mark.parametrize("tool", ["t" * 1000, "two\nlines", " padded "])
def test_a_receipt_that_would_not_read_back_is_not_written(tool: str) -> None:
    with pytest.raises(NotAReceipt):
        msgspec.structs.replace(RECEIPT, tool=tool).render()


def test_the_verifier_reads_the_same_receipts_by_itself() -> None:
    text = render_receipts([RECEIPT, msgspec.structs.replace(RECEIPT, item="id-2")])

    assert [each[:2] for each in read_receipts(text)] == [("id-1", PINNED), ("id-2", PINNED)]


@pytest.mark.parametrize(
    "text",
    [
        "On Sunday she wrote:\n" + "".join(f"> {line}\r\n" for line in TEXT.splitlines()),
        TEXT.replace(PINNED, PINNED[:32].upper() + " " + PINNED[32:]),
        TEXT + TEXT,
    ],
)
def test_the_verifier_reads_a_receipt_as_quoted_or_typed(text: str) -> None:
    assert {each[:2] for each in read_receipts(text)} == {("id-1", PINNED)}


@pytest.mark.parametrize(
    "text",
    [
        "",
        f"commitment: {PINNED}",
        TEXT + TEXT.replace("0a", "0b"),
    ],
)
def test_the_verifier_refuses_no_receipt_and_two_that_differ(text: str) -> None:
    with pytest.raises(ValueError, match=r"^(The text held no receipt|Two receipts contradicted)"):
        read_receipts(text)
