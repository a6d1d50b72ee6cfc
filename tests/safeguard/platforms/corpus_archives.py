"""Hostile archives, exports and lists: what each is, and what must come of it. Beside `corpus`, which holds tables."""

import json
import struct
from base64 import b64encode
from collections.abc import Callable, Iterator
from io import BytesIO
from itertools import repeat
from typing import NamedTuple
from zipfile import ZIP_LZMA, ZipFile, ZipInfo

from safeguard.platforms.base import Readable
from safeguard.platforms.codes import Code
from tests.safeguard.platforms.har.samples import CALL, body, entry, har, posted
from tests.safeguard.platforms.mastodon_export.test_importer import note, outbox
from tests.safeguard.platforms.tables import Flood
from tests.safeguard.platforms.twitter_web_exporter.test_importer import as_json, as_table, saved
from tests.safeguard.platforms.x_samples import (
    HER_ID,
    account,
    archive,
    conversation,
    message,
    packed_as,
    script,
    tweet,
)

MEGABYTE = b"x" * 1_048_576
MUCH = 150 << 20  # half of what a hostile file may cost; most cost a tenth of that
TWEETS = b"window.YTD.tweets.part0 = "
ONE = json.dumps({"tweet": tweet(1)}).encode()
TWO = json.dumps({"tweet": tweet(2)}).encode()


class Case(NamedTuple):
    """A file, the codes of all its problems, and how many posts or entries come of it all the same."""

    name: str
    reader: str
    make: Callable[[], bytes | Readable]
    codes: set[Code]
    taken: int = 0

    def __repr__(self) -> str:
        return f"{self.reader} {self.name}"


def _case(name: str, reader: str, file: bytes, *codes: Code, taken: int = 0) -> Case:
    return Case(name, reader, lambda: file, set(codes), taken)


def _flood(before: bytes, after: bytes, times: int = 128) -> Callable[[], Flood]:
    def make() -> Flood:
        def pieces() -> Iterator[bytes]:
            yield before
            yield from repeat(MEGABYTE, times)
            yield after

        return Flood(pieces())

    return make


def _with(files: dict[str, bytes]) -> bytes:
    return packed_as({"data/account.js": account(), **files})


def _written(member: ZipInfo, data: bytes, method: int = 8) -> bytes:
    file = BytesIO()
    with ZipFile(file, "w", method) as packed:
        packed.writestr("data/account.js", account())
        packed.writestr(member, data, method)
    return file.getvalue()


def _link() -> bytes:
    member = ZipInfo("data/tweets.js")
    member.external_attr = 0o120777 << 16
    return _written(member, b"/etc/passwd")


def _encrypted() -> bytes:
    file = bytearray(_with({"data/tweets.js": script("tweets")}))
    for at in range(len(file)):
        if file[at : at + 4] == b"PK\x01\x02":
            file[at + 8] |= 1
    return bytes(file)


def _lying() -> bytes:
    """Say of a member that it is shorter than it is."""
    file = bytearray(_with({"data/tweets.js": TWEETS + b"[" + b" " * 500_000 + ONE + b"]"}))
    at = file.rindex(b"PK\x01\x02")
    struct.pack_into("<L", file, at + 24, 1_000)
    return bytes(file)


def _crowded() -> bytes:
    """Say of the directory that it is as large as 200,000 names would make it."""
    file = bytearray(_with({"data/tweets.js": script("tweets")}))
    struct.pack_into("<L", file, file.rindex(b"PK\x05\x06") + 12, 200_000 * 1_024)
    return bytes(file)


def _twice_the_same_name() -> bytes:
    file = BytesIO()
    with ZipFile(file, "w") as packed:
        packed.writestr("data/account.js", account())
        packed.writestr("data/tweets.js", script("tweets", {"tweet": tweet(1)}))
        packed.NameToInfo.clear()
        packed.writestr("data/tweets.js", script("tweets", {"tweet": tweet(2)}))
    return file.getvalue()


def _directories() -> Iterator[Case]:
    """Archives whose directory lies or lures."""
    script_of_one = script("tweets", {"tweet": tweet(1)})
    yield _case(
        "a ZIP within a ZIP", "x_archive", _with({"data/tweets.js": archive()}), Code.NO_LIST
    )
    yield _case(
        "a ZIP of a ZIP, and nothing else",
        "x_archive",
        packed_as({"archive.zip": archive()}),
        Code.NO_ROWS,
    )
    bomb = _with({"data/tweets.js": TWEETS + b"[" + b" " * (70 << 20) + b"]"})
    yield _case("a bomb", "x_archive", bomb, Code.ARCHIVE_RATIO)
    yield _case(
        "a bomb beside what is read",
        "x_archive",
        _with({"data/tweets.js": script_of_one, "data/like.js": b" " * (70 << 20)}),
        taken=1,
    )
    yield _case("a member longer than it says", "x_archive", _lying(), Code.ARCHIVE_BROKEN)
    yield _case("200,000 names", "x_archive", _crowded(), Code.ARCHIVE_FILES)
    for name in ("../data/tweets.js", "/data/tweets.js", "data/../../x/tweets.js"):
        file = _with({name: script_of_one})
        yield _case(f"a way out: {name}", "x_archive", file, Code.ARCHIVE_PATH)
    yield _case(
        "a way out that Windows knows",
        "x_archive",
        _with({"..\\data\\tweets.js": script_of_one}),
        Code.NO_ROWS,
    )
    yield _case("a link", "x_archive", _link(), Code.ARCHIVE_LINK)
    yield _case("a password", "x_archive", _encrypted(), Code.ARCHIVE_ENCRYPTED)
    packed = _written(ZipInfo("data/tweets.js"), script_of_one, ZIP_LZMA)
    yield _case("another way of packing", "x_archive", packed, Code.ARCHIVE_METHOD)
    yield _case("cut in its directory", "x_archive", archive()[:-60], Code.ARCHIVE_BROKEN)
    yield _case("cut in its middle", "x_archive", archive()[:400], Code.ARCHIVE_BROKEN)
    yield _case("two members of one name", "x_archive", _twice_the_same_name(), taken=2)


def _disguises() -> Iterator[Case]:
    """Files that are two things at once, or another than they say."""
    yield _case(
        "a page that is a ZIP as well",
        "x_archive",
        b"<script>alert(1)</script>\n" + archive(),
        Code.NO_HEADER,
    )
    yield _case(
        "a picture that is a ZIP as well", "x_archive", b"GIF89a" + archive(), Code.NOT_TEXT
    )
    yield _case("a program", "x_archive", TWEETS + b"(function(){fetch('//x')})()", Code.NO_LIST)
    yield _case("NUL bytes", "x_archive", b"\0" * 9_000, Code.NOT_TEXT)
    yield _case(
        "UTF-16", "x_archive", (TWEETS + b"[" + ONE + b"]").decode().encode("utf-16"), taken=1
    )
    yield _case("a bomb of gzip", "x_archive", b"\x1f\x8b" + MEGABYTE, Code.NOT_TEXT)


def _scripts() -> Iterator[Case]:
    """Scripts whose JSON is bad, deep, huge or endless."""
    deep = b'{"x":' + b"[" * 30_000 + b"]" * 30_000 + b"," + ONE[1:]
    rows = {
        "nested 30,000 deep": (deep, Code.NOT_JSON),
        "NUL in a text": (ONE.replace(b"Gracias", b"Gra\0ias"), Code.NUL_BYTE),
        "half of a character": (ONE.replace(b"Gracias", b"\\ud83d"), Code.LONE_SURROGATE),
        "Latin-1": (ONE.replace(b"Gracias", b"Gr\xe0cias"), Code.WRONG_ENCODING),
        "a number of a million digits": (
            ONE.replace(b'"id_str": "1"', b'"id_str": ' + b"9" * 1_000_000),
            Code.BAD_VALUE,
        ),
        "more than an entry may hold": (
            ONE.replace(b"Gracias", b"x" * 1_100_000),
            Code.ITEM_TOO_LARGE,
        ),
        "an unknown brace": (b'{"tweet":}', Code.NOT_JSON),
        "null": (b"null", Code.NOT_AN_OBJECT),
    }
    for name, (item, code) in rows.items():
        file = TWEETS + b"[" + item + b",\n" + TWO + b"]"
        yield _case(name, "x_archive", file, code, taken=1)
    twice = b'{"tweet":' + json.dumps(tweet(5)).encode() + b"," + ONE[1:]
    yield _case("a key twice", "x_archive", TWEETS + b"[" + twice + b"]", taken=1)
    yield _case(
        "a quote that never closes", "x_archive", TWEETS + b'[{"tweet":"never', Code.CUT_OFF
    )
    yield _case("10,000 empty objects", "x_archive", TWEETS + b"[" + b"{}," * 10_000 + b"]",
                Code.MISSING_VALUE)  # fmt: skip
    yield Case("an entry of a gigabyte", "x_archive",
               _flood(TWEETS + b'[{"tweet":{"full_text":"', b'"}},' + TWO + b"]", 1_024),
               {Code.ITEM_TOO_LARGE}, 1)  # fmt: skip
    yield Case("128 MB of no script", "x_archive", _flood(b"window.YTD.tweets", b""),
               {Code.LINE_TOO_LONG})  # fmt: skip
    yield Case(
        "a gigabyte of spaces", "x_archive", _flood(TWEETS, b"[" + ONE + b"]"), {Code.NO_LIST}
    )
    many = conversation(*repeat({"reactionCreate": {}}, 20_000), message(1))
    yield _case("20,000 reactions", "x_archive", script("direct_messages", many, style={}), taken=1)
    yield _case(
        "a conversation of 17 MB",
        "x_archive",
        script("direct_messages", conversation(message(1, text="x" * 17_000_000))),
        Code.ITEM_TOO_LARGE,
    )
    yield _case(
        "a manifest that is too large",
        "x_archive",
        packed_as(
            {
                "data/manifest.js": b"window.__THAR_CONFIG = [" + b"1," * 5_000_000 + b"1]",
                "data/tweets.js": script("tweets", {"tweet": tweet(1)}),
            }
        ),
        Code.ACCOUNT_UNKNOWN,
    )


def _exports() -> Iterator[Case]:
    """What browsers saved, and outboxes."""
    name = "twitter_web_exporter"
    yield _case("10,000 times null", name, b"[" + b"null," * 10_000 + b"]", Code.NOT_AN_OBJECT)
    yield _case("a table of 10,000 cells", name, as_table(saved()) + b"," * 9_999 + b"\n",
                Code.CELL_COUNT, taken=1)  # fmt: skip
    yield Case(
        "a line of a gigabyte", name, _flood(as_table(saved()), b"\n"), {Code.LINE_TOO_LONG}, 1
    )
    yield Case("an entry of 128 MB", name,
               _flood(as_json(saved())[:-1] + b',{"id":"', b'"}]'), {Code.ITEM_TOO_LARGE}, 1)  # fmt: skip
    bad = saved(1, url="javascript:alert(1)", name="\x1b[2J", full_text="\u202e")
    yield _case("an address that would run", name, as_json(bad), taken=1)
    nested = "[" * 100_000 + '"full_text"' + "]" * 100_000
    yield _case("a body nested 100,000 deep", "har", har(entry(nested)), Code.NO_ROWS)
    wide = '{"full_text":[' + "[]," * 1_000_000 + "[]]}"
    yield _case(
        "a body of a million lists", "har", har(entry(wide), entry(body(posted()))), taken=1
    )
    packed = b64encode(body(posted()).encode()).decode()
    yield _case("base64 cut off", "har", har(entry(packed[:-3], encoding="base64")), Code.NO_ROWS)
    yield Case("a body of 128 MB", "har",
               _flood(b'{"log":{"entries":[{"request":{"url":"' + CALL.encode() +
                      b'"},"response":{"content":{"text":"', b'"}}}]}}'),
               {Code.ITEM_TOO_LARGE})  # fmt: skip
    yield Case("128 MB before the entries", "har",
               _flood(b'{"log":{"x":"', b'","entries":[]}}'), {Code.NO_ROWS})  # fmt: skip
    yield _case("entries that are no list", "har", b'{"log":{"entries":5}}', Code.NO_LIST)
    yield Case("128 MB before the items", "mastodon_export",
               _flood(b'{"x":"', b'","orderedItems":[' + json.dumps(note()).encode() + b"]}"),
               set(), 1)  # fmt: skip
    yield _case("an outbox that leads out", "mastodon_export",
                packed_as({"../outbox.json": outbox(note())}), Code.ARCHIVE_PATH)  # fmt: skip
    yield _case(
        "an outbox cut off", "mastodon_export", outbox(note(), note(2))[:-9], Code.CUT_OFF, taken=1
    )


def _lists() -> Iterator[Case]:
    """Lists, whose entries are counted as taken."""
    name = "lists:block_lists"
    yield Case("a line of 128 MB", name, _flood(b"a@b.example\n", b"\nc@d.example\n"),
               {Code.LINE_TOO_LONG}, 2)  # fmt: skip
    yield Case("a key of 128 MB", name, _flood(b'{"blocks":{"', b'":{"isBlocked":true}}}'),
               {Code.BAD_ADDRESS})  # fmt: skip
    yield _case("formulas", name, b"=HYPERLINK(1)\n+1@b.example\na@b.example\n", Code.BAD_ADDRESS,
                taken=1)  # fmt: skip
    yield _case("control characters and marks that turn text around", name,
                "a\x1b@b.example\n\u202ea@b.example\na@b.example\n".encode(), Code.BAD_ADDRESS,
                taken=1)  # fmt: skip
    yield _case("the same line 20,000 times", name, b"a@b.example\n" * 20_000, taken=1)
    yield _case("line ends of long ago", name, b"a@b.example\rc@d.example\r", Code.BROKEN_ROW)
    yield _case("a page", name, b"<html>\n<script>\n", Code.BAD_ADDRESS)
    yield _case("a quote that never closes", name, b'a@b.example\n"x\nc@d.example\n',
                Code.QUOTE_UNCLOSED, taken=2)  # fmt: skip
    blocked = {"blocking": {"accountId": "5"}}
    yield _case("numbers that are none", "lists:x_archive",
                script("block", blocked, {"blocking": {"accountId": "５"}}, {"blocking": {"accountId": -1}}),
                Code.BAD_ADDRESS, taken=1)  # fmt: skip
    yield Case("an entry of 128 MB", "lists:x_archive",
               _flood(script("block", blocked)[:-1] + b',{"x":"', b'"}]'), {Code.ITEM_TOO_LARGE}, 1)  # fmt: skip
    yield _case("posts where a list should be", "lists:x_archive", script("tweets"), Code.NO_LIST)


def _whole() -> Iterator[Case]:
    """What only the file as a whole can be refused for."""
    alone = script("direct_messages", conversation(message(1)))
    yield _case("messages of nobody known", "nobody:x_archive", alone, Code.ACCOUNT_UNKNOWN)
    another = packed_as(
        {"data/account.js": account("9", "berta"), "data/direct-messages.js": alone}
    )
    yield _case(
        "another person's archive", "x_archive", another, Code.ADDRESSED_TO_ANOTHER, taken=1
    )
    yield _case("a list of likes", "x_archive", script("like", {}), Code.NOTHING_RECEIVED)
    assert HER_ID in account().decode()


CASES = [*_directories(), *_disguises(), *_scripts(), *_exports(), *_lists(), *_whole()]
