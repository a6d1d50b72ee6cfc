"""Every list that people pass around becomes the same entries, and what names nobody is said line by line."""

import json
from datetime import UTC, datetime
from io import BytesIO

import pytest

from safeguard.platforms import registry
from safeguard.platforms.base import Listed, Problem, Skipped, Sniffed
from safeguard.platforms.block_lists.reader import BlockLists
from safeguard.platforms.codes import Code, Sign
from tests.safeguard.platforms.exports import packed, reading
from tests.safeguard.platforms.tables import Trickle

Found = list[Listed | Problem | Skipped]


def lists(file: bytes | str, platform: str = "file") -> Found:
    data = file.encode() if isinstance(file, str) else file
    return list(BlockLists(reading(platform=platform)).lists(BytesIO(data)))


def mastodon(kind: str, handle: str, note: str = "") -> Listed:
    return Listed(platform="mastodon", kind=kind, handle=handle, note=note)


def bluesky(account: str = "", handle: str = "", note: str = "") -> Listed:
    return Listed(platform="bluesky", kind="block", account=account, handle=handle, note=note)


DOMAINS = [
    mastodon("block_domain", "bad.example", "insults"),
    mastodon("block_domain", "worse.example"),
]
UNTIL = datetime(2026, 11, 30, 23, tzinfo=UTC)
FORMATS: list[tuple[str, bytes | str, Found]] = [
    (
        "Mastodon's blocks",
        "troll@bad.example\nBerta_2@niño.example\n",
        [mastodon("block", "troll@bad.example"), mastodon("block", "Berta_2@niño.example")],
    ),
    (
        "blocks with a header, at signs, a byte order mark and Windows line ends",
        b"\xef\xbb\xbfAccount address\r\n@troll@Bad.Example\r\n",
        [mastodon("block", "troll@bad.example")],
    ),
    (
        "Mastodon's mutes",
        "Account address,Hide notifications\ntroll@bad.example,true\nx@y.example,false\n",
        [mastodon("mute", "troll@bad.example"), mastodon("mute", "x@y.example")],
    ),
    (
        "whom she follows",
        "Account address,Show boosts,Notify on new posts,Languages\na@b.example,true,false,\n",
        [mastodon("follow", "a@b.example")],
    ),
    (
        "Mastodon's lists",
        "Amigas,a@b.example\n",
        [mastodon("follow", "a@b.example", "Amigas")],
    ),
    (
        "lists with a header",
        "List name,Account address\nAmigas,a@b.example\n",
        [mastodon("follow", "a@b.example", "Amigas")],
    ),
    (
        "a person's domains",
        "bad.example\n*.worse.example\n",
        [mastodon("block_domain", "bad.example"), mastodon("block_domain", "worse.example")],
    ),
    (
        "domains with a header",
        "#domain\nbad.example\n",
        [mastodon("block_domain", "bad.example")],
    ),
    (
        "an admin's domains",
        (
            "#domain,#severity,#reject_media,#reject_reports,#public_comment,#obfuscate\n"
            "bad.example,suspend,true,true,insults,false\n"
            "worse.example,silence,,,,\nfine.example,noop,,,,\n"
        ),
        [*DOMAINS, Skipped(Code.NOT_SILENCED)],
    ),
    (
        "FediBlockHole, table",
        (
            "domain,severity,public_comment,private_comment\n"
            "bad.example,suspend,insults,x\nworse.example,silence,,\n"
        ),
        [*DOMAINS],
    ),
    (
        "FediBlockHole, JSON, and Mastodon's public list",
        json.dumps(
            [
                {"domain": "bad.example", "severity": "suspend", "public_comment": "insults"},
                {"domain": "worse.example", "digest": "aa", "severity": "silence", "comment": None},
                {"domain": "fine.example", "severity": "noop"},
            ]
        ),
        [*DOMAINS, Skipped(Code.NOT_SILENCED)],
    ),
    (
        "RapidBlock",
        json.dumps(
            {
                "version": 1,
                "blocks": {
                    "bad.example": {"isBlocked": True, "reason": "insults"},
                    "fine.example": {"isBlocked": False},
                    "worse.example": {"isBlocked": True, "reason": None},
                },
            }
        ),
        [*DOMAINS, Skipped(Code.NOT_SILENCED)],
    ),
    (
        "Mastodon's filters",
        json.dumps(
            {
                "custom_filters": [
                    {
                        "title": "a",
                        "expire_at": "2026-12-01T00:00:00+01:00",
                        "keywords_attributes": [
                            {"keyword": "كلب", "whole_word": True},
                            {"keyword": "perra"},
                        ],
                        "statuses": [],
                    },
                    {"title": "nothing in it", "expire_at": None},
                ]
            },
            indent=2,
        ),
        [
            Listed(platform="mastodon", kind="filter", note="كلب", until=UNTIL),
            Listed(platform="mastodon", kind="filter", note="perra", until=UNTIL),
            Skipped(Code.NOT_SILENCED),
        ],
    ),
    (
        "ids and handles of Bluesky, as people paste them",
        (
            "# trolls\ndid:plc:abc123\nat://did:web:x.example\n@alice.example\n"
            "https://bsky.app/profile/bob.bsky.social\nhttps://bsky.app/profile/did:plc:zz\n"
        ),
        [
            bluesky("did:plc:abc123"),
            bluesky("did:web:x.example"),
            bluesky(handle="alice.example"),
            bluesky(handle="bob.bsky.social"),
            bluesky("did:plc:zz"),
        ],
    ),
    (
        "the same as JSON",
        json.dumps(
            [
                "did:plc:abc123",
                "@alice.example",
                "a@b.example",
                "bad.example",
                {"did": "did:plc:q", "handle": "@Q.example"},
                {"handle": "r.example"},
            ]
        ),
        [
            bluesky("did:plc:abc123"),
            bluesky(handle="alice.example"),
            mastodon("block", "a@b.example"),
            mastodon("block_domain", "bad.example"),
            bluesky("did:plc:q", "q.example"),
            bluesky(handle="r.example"),
        ],
    ),
]


@pytest.mark.parametrize(("name", "file", "expected"), FORMATS, ids=[it[0] for it in FORMATS])
def test_each_format_becomes_the_same_entries(
    name: str, file: bytes | str, expected: Found
) -> None:
    assert lists(file) == expected, name


@pytest.mark.parametrize(("name", "file", "expected"), FORMATS, ids=[it[0] for it in FORMATS])
def test_each_format_is_recognised(name: str, file: bytes | str, expected: Found) -> None:
    head = file.encode() if isinstance(file, str) else file

    sniffed = registry.sniff_list(head)

    assert sniffed is not None, (name, expected)
    assert (sniffed.importer, bool(sniffed.reasons)) == ("block_lists", True)


def test_names_without_a_sign_are_domains_unless_bluesky_was_said() -> None:
    assert lists("alice.example\n") == [mastodon("block_domain", "alice.example")]
    assert lists("alice.example\n", "bluesky") == [bluesky(handle="alice.example")]


def test_the_same_entry_twice_is_given_once() -> None:
    assert lists("a@b.example\n@a@B.example\nA@b.example\n") == [
        mastodon("block", "a@b.example"),
        Skipped(Code.TWICE, 2),
    ]
    assert lists('["a@b.example","a@b.example"]')[1:] == [Skipped(Code.TWICE)]


def test_lines_that_name_nobody_are_said_one_by_one() -> None:
    file = (
        "a@b.example\nnobody\n=cmd()@x\na@b@c d\nx@localhost\n\n" + "a" * 300 + ".example\n"
        "u" + "u" * 300 + "@b.example\none,two,a@b.example\nb*d.example\n\xff"
    )

    found = lists(file.encode("latin-1"))

    assert found == [
        mastodon("block", "a@b.example"),
        *(Problem(line, Code.BAD_ADDRESS) for line in (2, 3, 4, 5, 7, 8)),
        Problem(9, Code.CELL_COUNT, detail="3"),
        Problem(10, Code.BAD_ADDRESS),
        Problem(11, Code.WRONG_ENCODING),
    ]


@pytest.mark.parametrize(
    "file",
    [
        "Account address\nbad.example\n",
        "#domain\na@b.example\n",
        "#domain,#severity\n",
        "",
        "\n\n",
        "[]",
        '{"custom_filters":[]}',
        '{"blocks":{}}',
    ],
)
def test_a_list_that_names_nobody_it_could_says_so(file: str) -> None:
    (problem,) = lists(file)

    assert isinstance(problem, Problem)
    assert problem.code in {Code.BAD_ADDRESS, Code.NO_ROWS, Code.EMPTY_FILE}


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        ("[1]", Problem(1, Code.NOT_AN_OBJECT)),
        ("[{}]", Problem(1, Code.BAD_ADDRESS)),
        ('[{"domain":5}]', Problem(1, Code.BAD_VALUE, "", "int")),
        ('[{"did":"did:plc:x","handle":"did:plc:x"}]', Problem(1, Code.BAD_ADDRESS)),
        ('["a b"]', Problem(1, Code.BAD_ADDRESS)),
        ('["' + "x" * 1_100_000 + '"]', Problem(1, Code.ITEM_TOO_LARGE, detail="1048576")),
        ('["a.example"', Problem(0, Code.CUT_OFF)),
        ('{"a":1}', Problem(0, Code.NO_LIST)),
        ('{"custom_filters":[{"keywords_attributes":[{}]}]}', Problem(1, Code.MISSING_VALUE)),
        ('{"custom_filters":[\n{"expire_at":5}]}', Problem(2, Code.BAD_VALUE, "created_at", "int")),
        ('{"blocks":[]}', Problem(0, Code.NO_LIST)),
        ('{"blocks":{"a b":{"isBlocked":true}}}', Problem(1, Code.BAD_ADDRESS)),
        ('{"blocks":{"a.example":[]}}', Problem(1, Code.NOT_AN_OBJECT)),
    ],
)
def test_json_that_is_no_such_list_is_named_as_that(file: str, expected: Problem) -> None:
    assert expected in lists(file)


def test_a_list_of_one_kind_goes_on_after_a_bad_entry() -> None:
    file = '{"blocks":{"a.example":{"isBlocked":true} "b.example":{}}}'

    assert lists(file) == [mastodon("block_domain", "a.example"), Problem(0, Code.NO_LIST)]


def test_filters_that_never_end_have_no_time() -> None:
    words = [{"keyword": "a"}, {"keyword": "a"}]
    found = {"expire_at": "2026-12-01T00:00:00", "keywords_attributes": words}
    file = json.dumps({"custom_filters": [found]})

    assert lists(file) == [
        Listed(platform="mastodon", kind="filter", note="a"),
        Skipped(Code.TWICE),
    ]


@pytest.mark.parametrize(
    ("head", "names", "confidence", "reasons"),
    [
        (b"a@b.example\n", (), 0.7, (Sign.ADDRESSES,)),
        (b"a@b.example\n", ("blocked_accounts.csv",), 0.9, (Sign.ADDRESSES, Sign.FILE_NAME)),
        (b"bad.example\n", (), 0.4, (Sign.ADDRESSES, Sign.AMBIGUOUS)),
        (b"bob.bsky.social\n", (), 0.7, (Sign.ADDRESSES,)),
        (b"#domain\n", ("x.csv",), 0.95, (Sign.LIST_COLUMNS,)),
        (b"Account address\n", ("Mutes.csv",), 1, (Sign.LIST_COLUMNS, Sign.FILE_NAME)),
        (b'[{"domain": "a"}]', (), 0.95, (Sign.LIST_KEYS,)),
        (b'[{"text": "a"}]', ("blocks.json",), 0, ()),
        (b"text,author_handle,created_at\n", ("blocks.csv",), 0, ()),
        (b"Dear all,\n", (), 0, ()),
        (b"\n", (), 0, ()),
        (b'"\r"\n', (), 0, ()),
    ],
)
def test_sniffing_says_how_sure_it_is_and_why(
    head: bytes, names: tuple[str, ...], confidence: float, reasons: tuple[Sign, ...]
) -> None:
    assert BlockLists.sniff(head, names) == Sniffed(
        importer="block_lists",
        confidence=confidence,
        reasons=reasons,
        encoding="utf-8",
    )


HERS = {
    "export/muted_accounts.csv": b"Account address,Hide notifications\nloud@bad.example,true\n",
    "export/blocked_accounts.csv": b"troll@bad.example\ntroll@bad.example\n",
    "export/blocked_domains.csv": b"bad.example\n",
    "__MACOSX/export/blocked_domains.csv": b"bad.example\n",
    "export/posts.csv": b"not@a.example\n",
    "blocked.exe": b"MZ",
}


def test_the_lists_in_a_zip_are_read_and_other_files_in_it_are_counted() -> None:
    body = packed(HERS)

    assert BlockLists.sniff(body, tuple(HERS)) == Sniffed(
        importer="block_lists", confidence=0.7, reasons=(Sign.FILE_NAME,)
    )
    assert lists(body) == [
        Listed(platform="mastodon", kind="mute", handle="loud@bad.example"),
        Listed(platform="mastodon", kind="block", handle="troll@bad.example"),
        Listed(platform="mastodon", kind="block_domain", handle="bad.example"),
        Skipped(Code.OTHER_FILES, 2),
        Skipped(Code.TWICE, 1),
    ]


def test_a_list_in_a_zip_that_is_no_text_is_named_and_the_others_are_read() -> None:
    body = packed({"blocked.csv": b"\x89PNG\r\n\x1a\n", "mutes.csv": b"loud@bad.example\n"})

    problem, listed = lists(body)

    assert problem == Problem(0, Code.NOT_TEXT, detail="png")
    assert listed == Listed(platform="mastodon", kind="block", handle="loud@bad.example")


def test_a_zip_without_lists_is_no_list() -> None:
    body = packed({"posts.csv": b"not@a.example\n"})

    sniffed = BlockLists.sniff(body, ("posts.csv",))

    assert (sniffed.confidence, sniffed.problem) == (0, Problem(0, Code.NOT_TEXT, detail="zip"))
    assert lists(body)[0] == Problem(0, Code.ARCHIVE_NOTHING_KNOWN)
    assert lists(b"PK\x03\x04")[0] == Problem(0, Code.ARCHIVE_BROKEN)
    assert registry.sniff_list(body, ("posts.csv",)) is None


def test_a_slow_line_changes_nothing() -> None:
    file = "a@b.example\n"

    assert list(BlockLists(reading()).lists(Trickle(file.encode()))) == lists(file)
