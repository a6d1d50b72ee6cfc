"""An X archive says whom she blocked, muted and follows, by their numbers."""

from io import BytesIO

import pytest

from safeguard.platforms import registry
from safeguard.platforms.base import Listed, Problem, Skipped, Sniffed
from safeguard.platforms.codes import Code, Sign
from safeguard.platforms.x_archive.lists import XLists
from tests.safeguard.platforms.exports import reading
from tests.safeguard.platforms.tables import Trickle
from tests.safeguard.platforms.x_samples import account, archive, packed, packed_as, script

Found = list[Listed | Problem | Skipped]


def lists(file: bytes) -> Found:
    return list(XLists(reading()).lists(BytesIO(file)))


def entry(kind: str, number: str) -> Listed:
    return Listed(platform="x", kind=kind, account=number)


def test_the_lists_of_an_archive_are_read() -> None:
    file = archive(
        mute=script("mute", {"muting": {"accountId": "6"}}, {"muting": {"accountId": 7}}),
        following=script("following", {"following": {"accountId": "8", "userLink": "https://x"}}),
    )

    assert lists(file) == [
        entry("block", "5"),
        entry("mute", "6"),
        entry("mute", "7"),
        entry("follow", "8"),
    ]


def test_one_list_alone_is_read() -> None:
    file = script("block", *({"blocking": {"accountId": number}} for number in "5665"))

    assert lists(file) == [entry("block", "5"), entry("block", "6"), Skipped(Code.TWICE, 2)]


def test_entries_that_name_nobody_are_said_with_their_line() -> None:
    items = [{"blocking": {"accountId": it}} for it in ("x", "٣", "9" * 30, None, "5")]
    file = script("block", *items, {"liking": {}}, {"a": "x" * 1_100_000}, 5, style={"indent": 0})

    found = lists(file)

    assert [(it.code, it.column) for it in found if isinstance(it, Problem)] == [
        (Code.BAD_ADDRESS, "author_id"),
        (Code.BAD_ADDRESS, "author_id"),
        (Code.BAD_ADDRESS, "author_id"),
        (Code.BAD_VALUE, "author_id"),
        (Code.BAD_ADDRESS, "author_id"),
        (Code.ITEM_TOO_LARGE, ""),
        (Code.NOT_AN_OBJECT, ""),
    ]
    assert [it for it in found if isinstance(it, Listed)] == [entry("block", "5")]
    assert [it.line for it in found if isinstance(it, Problem)][:3] == [2, 7, 12]


@pytest.mark.parametrize(
    ("file", "code"),
    [
        (b"", Code.EMPTY_FILE),
        (b"nothing", Code.NO_LIST),
        (script("tweets"), Code.NO_LIST),
        (script("block"), Code.NO_ROWS),
        (script("block")[:-1], Code.CUT_OFF),
        (b"window.YTD.block.part0 = 5", Code.NO_LIST),
        (packed(account=account()), Code.NO_ROWS),
        (packed(block=b"x"), Code.NO_LIST),
        (packed_as({"../data/block.js": b""}), Code.ARCHIVE_PATH),
    ],
)
def test_a_file_without_a_list_is_named_as_that(file: bytes, code: Code) -> None:
    assert [it.code for it in lists(file) if isinstance(it, Problem)] == [code]


def test_a_zip_that_cannot_be_wound_back_is_refused() -> None:
    found = list(XLists(reading()).lists(Trickle(archive())))

    assert found == [Problem(0, Code.ARCHIVE_BROKEN)]


@pytest.mark.parametrize(
    ("head", "names", "confidence", "reasons"),
    [
        (b"PK\x03\x04", ("data/mute.js",), 1, (Sign.X_FOLDERS,)),
        (b"PK\x03\x04", ("data/tweets.js",), 0, ()),
        (b"\x89PNG", ("data/mute.js",), 0, ()),
        (script("mute"), (), 1, (Sign.X_SCRIPT,)),
        (script("tweets"), (), 0, ()),
        (b"a@b.example", (), 0, ()),
    ],
)
def test_sniffing_says_what_it_is_and_why(
    head: bytes, names: tuple[str, ...], confidence: float, reasons: tuple[Sign, ...]
) -> None:
    expected = Sniffed(importer="x_archive", confidence=confidence, reasons=reasons)

    assert XLists.sniff(head, names) == expected


def test_the_registry_finds_it() -> None:
    sniffed = registry.sniff_list(script("mute"))

    assert sniffed is not None
    assert registry.list_reader(sniffed.importer) is XLists
