"""Her own lists go out as others take them in, and no cell of them begins as a formula does."""

import csv
from io import BytesIO, StringIO

import pytest

from safeguard.platforms.base import Listed
from safeguard.platforms.block_lists.reader import BlockLists
from safeguard.platforms.block_lists.writing import (
    write_accounts,
    write_blocked_accounts,
    write_blocked_domains,
    write_muted_accounts,
)
from tests.safeguard.platforms.exports import reading

HERS = [
    Listed(platform="mastodon", kind="block", handle="troll@bad.example"),
    Listed(platform="mastodon", kind="block", handle="@other@bad.example"),
    Listed(platform="mastodon", kind="mute", handle="loud@bad.example"),
    Listed(platform="mastodon", kind="block_domain", handle="bad.example"),
    Listed(platform="bluesky", kind="block", account="did:plc:x", handle="x.example"),
    Listed(platform="mastodon", kind="block", handle='=HYPERLINK("x")@bad.example'),
    Listed(platform="mastodon", kind="block_domain", handle="=cmd|' /C calc'!A0"),
]


def test_blocks_are_an_address_a_line() -> None:
    assert b"".join(write_blocked_accounts(HERS)) == b"troll@bad.example\nother@bad.example\n"


def test_mutes_have_mastodons_header() -> None:
    assert b"".join(write_muted_accounts(HERS)) == (
        b"Account address,Hide notifications\nloud@bad.example,true\n"
    )


def test_domains_are_one_a_line() -> None:
    assert b"".join(write_blocked_domains(HERS)) == b"bad.example\n"


def test_what_is_written_is_read_back() -> None:
    written = b"".join(write_blocked_accounts(HERS[:1]))

    assert list(BlockLists(reading()).lists(BytesIO(written))) == HERS[:1]


def test_accounts_of_any_network_are_written_a_name_a_line() -> None:
    listed = [*HERS[4:6], Listed(platform="bluesky", kind="mute", account="did:plc:y")]

    assert b"".join(write_accounts(listed)).decode().splitlines() == [
        "x.example",
        '"\'=HYPERLINK(""x"")@bad.example"',
        "did:plc:y",
    ]


@pytest.mark.parametrize("begin", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", " =", "  @"])
def test_no_cell_begins_as_a_formula_does(begin: str) -> None:
    name = f'{begin}HYPERLINK("https://evil.example","click")'
    listed = Listed(platform="x", kind="mute", handle=name)

    written = b"".join(write_accounts([listed])).decode()

    assert list(csv.reader(StringIO(written, newline=""))) == [[f"'{name}"]]
