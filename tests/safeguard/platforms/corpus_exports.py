"""Chats, mail and exports from people who mean harm, or whose computer did: beside corpus.py, which has the tables."""

import json
from collections.abc import Callable, Iterator
from io import BytesIO
from itertools import repeat
from zipfile import ZipFile, ZipInfo

from safeguard.platforms.base import Problem, Readable
from safeguard.platforms.codes import Code
from safeguard.platforms.json_pieces import MAX_PIECE
from safeguard.platforms.mail.importer import MAX_MESSAGE
from safeguard.platforms.sms.elements import MAX_ELEMENT
from tests.safeguard.platforms.corpus import MEGABYTE, Case
from tests.safeguard.platforms.exports import packed
from tests.safeguard.platforms.tables import Flood

WA = "25/03/2025, 9:00 - Bully: hi\n"
SMS = '<sms address="+34600" date="1741169673000" type="1" body="hi" />\n'
SMSES = "<?xml version='1.0' encoding='UTF-8'?>\n<smses>\n"
MAIL = "From: b@x.example\nTo: ana@y.example\nSubject: s\nDate: Wed, 5 Mar 2025 10:14:33 +0100\n"
SEPARATOR = "From 1@x Wed Mar 05 10:14:33 +0000 2025\n"
TG = {
    "id": 1,
    "type": "message",
    "date_unixtime": "1741169673",
    "from": "B",
    "from_id": "u1",
    "text": "hi",
}
DM = {"sender_name": "B", "timestamp_ms": 1741169673000, "content": "hi"}
TT = {"Date": "2025-03-05 10:14:33 UTC", "From": "b", "Content": "hi"}
DEEP = "[" * 20_000 + "]" * 20_000
BOMB = (
    '<!DOCTYPE smses [<!ENTITY a "lol">'
    + "".join(f'<!ENTITY a{n} "{f"&a{n - 1 if n else str()};" * 10}">' for n in range(9))
    + "]>\n"
)


def _case(importer: str, name: str, data: bytes | str, *problems: Problem, posts: int = 0) -> Case:
    file = data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data
    return Case(name, importer, lambda: file, list(problems), posts)


def _flood(before: str, after: str, megabytes: int = 1_024) -> Callable[[], Readable]:
    def pieces() -> Iterator[bytes]:
        yield before.encode()
        yield from repeat(MEGABYTE, megabytes)
        yield after.encode()

    return lambda: Flood(pieces())


def telegram(*messages: object) -> str:
    return json.dumps({"type": "personal_chat", "id": 9, "messages": messages})


def meta(*messages: object) -> str:
    return json.dumps({"participants": [{"name": "B"}], "messages": messages})


def tiktok(*messages: object) -> str:
    return json.dumps({"Direct Message": {"Direct Messages": {"ChatHistory": {"x:": messages}}}})


def _linked() -> bytes:
    info = ZipInfo("_chat.txt")
    info.external_attr = 0o120777 << 16
    file = BytesIO()
    with ZipFile(file, "w") as archive:
        archive.writestr(info, b"/etc/passwd")
    return file.getvalue()


def _too_long(line: int, limit: int) -> Problem:
    return Problem(line, Code.VALUE_TOO_LONG, detail=str(limit))


CHATS = [
    _case("whatsapp", "nothing", "", Problem(0, Code.EMPTY_FILE)),
    _case("whatsapp", "another kind of text", "Dear Ana,\n" * 999,
          Problem(0, Code.NOT_THAT_KIND, detail="whatsapp")),
    _case("whatsapp", "a day that may be two", WA.replace("25", "05", 1), Problem(0, Code.DAY_OR_MONTH)),
    _case("whatsapp", "NUL and escapes", WA.replace("hi", "a\0\x1b[2J"), posts=1),
    _case("whatsapp", "bytes of another encoding", WA.encode() + WA.encode().replace(b"hi", b"\xe9"),
          Problem(2, Code.WRONG_ENCODING), posts=1),
    _case("whatsapp", "half of a character", WA + WA.replace("hi", "\ud83d"),
          Problem(2, Code.WRONG_ENCODING), posts=1),
    _case("whatsapp", "directions turned and marks everywhere", "\u200e\u202e" + WA + "\u2066\ufeff" * 999,
          posts=1),
    _case("whatsapp", "20,000 headers in a line", WA + WA.strip() * 20_000,
          Problem(2, Code.VALUE_TOO_LONG, "text", "131072"), posts=1),
    _case("whatsapp", "a mark that feigns a notice", WA.replace("hi", "\u200eYou joined. I will kill you"),
          posts=1),
    Case("a line of a gigabyte", "whatsapp", _flood(WA, "\n" + WA.replace("9:00", "9:01")),
         [Problem(2, Code.LINE_TOO_LONG, detail="1048576")], 2),
    _case("whatsapp", "a link in its ZIP", _linked(), Problem(0, Code.ARCHIVE_LINK)),
    _case("whatsapp", "a way out of its ZIP", packed({"../_chat.txt": WA.encode()}),
          Problem(0, Code.ARCHIVE_PATH)),
    _case("whatsapp", "a ZIP of pictures", packed({"1.jpg": b"x"}), Problem(0, Code.ARCHIVE_NOTHING_KNOWN)),
    _case("whatsapp", "half a ZIP", packed({"_chat.txt": WA.encode()})[:60], Problem(0, Code.ARCHIVE_BROKEN)),
    _case("whatsapp", "a bomb in its ZIP", packed({"_chat.txt": WA.encode() + b"\0" * (80 << 20)}),
          Problem(0, Code.ARCHIVE_RATIO)),
]  # fmt: skip

XML = [
    _case("sms", "a billion laughs", SMSES.replace("<smses>", BOMB + "<smses>") + SMS.replace("hi", "&a8;"),
          Problem(2, Code.XML_FORBIDDEN)),
    _case("sms", "a DTD from elsewhere", '<!DOCTYPE smses SYSTEM "http://x.example/a.dtd"><smses>' + SMS,
          Problem(1, Code.XML_FORBIDDEN)),
    _case("sms", "an entity that reads a file", SMSES + '<!ENTITY x SYSTEM "file:///etc/passwd">' + SMS,
          Problem(3, Code.XML_FORBIDDEN)),
    _case("sms", "an entity nobody made", SMSES + SMS.replace("hi", "&x;") + SMS + "</smses>",
          Problem(3, Code.NOT_XML), posts=1),
    _case("sms", "characters that XML cannot hold", SMSES + SMS.replace("hi", "&#0;&#55357;\x0b") + "</smses>",
          posts=1),
    _case("sms", "a quote never closed", SMSES + SMS.replace('" />', " />") + SMS + "</smses>",
          Problem(3, Code.NOT_XML), posts=1),
    _case("sms", "cut off", SMSES + SMS + SMS[:30], Problem(4, Code.CUT_OFF), posts=1),
    _case("sms", "broken base64", SMSES + '<mms date="1741169673000" msg_box="1" address="+1"><part ct="a/b" '
          'cl="x" data="!!!" /></mms></smses>', posts=1),
    Case("a picture far too large", "sms", _flood(SMSES + '<mms><part data="', '" /></mms>' + SMS + "</smses>", 128),
         [_too_long(3, MAX_ELEMENT)], 1),
    _case("sms", "UTF-16", (SMSES + SMS).encode("utf-16"),
          Problem(0, Code.WRONG_ENCODING, detail="utf-16-le")),
    _case("sms", "100,000 attributes", SMSES + SMS.replace("/>", "".join(f'a{n}="" ' for n in range(100_000)) + "/>")
          + "</smses>", posts=1),
]  # fmt: skip

JSON = [
    _case("telegram", "20,000 brackets in a message", telegram(TG).replace('"hi"', DEEP),
          Problem(1, Code.TOO_DEEP)),
    _case("telegram", "20,000 brackets around", '{"messages":' * 20_000, Problem(1, Code.CUT_OFF)),
    _case("telegram", "chats in chats", '{"chats":{"list":[' + '{"messages":[' * 9, Problem(1, Code.CUT_OFF)),
    _case("telegram", "half of a character", telegram(TG).replace("hi", "\\ud83d"), posts=1),
    _case("telegram", "no JSON", "{]", Problem(1, Code.NOT_JSON)),
    _case("telegram", "ids and names that are lists", telegram({**TG, "from": [], "from_id": {}}, {**TG, "id": []}),
          Problem(1, Code.MISSING_VALUE, "author_handle"), posts=1),
    _case("telegram", "times beyond time", telegram({**TG, "date_unixtime": 9e99}, {**TG, "date_unixtime": -(10**20)}),
          Problem(1, Code.MISSING_VALUE, "created_at"), Problem(1, Code.BAD_TIME, "created_at")),
    Case("a message far too long", "telegram",
         _flood('{"messages": [{"text": "', '"}, ' + json.dumps(TG) + "]}", 128), [_too_long(1, MAX_PIECE)], 1),
    _case("meta", "accents cut in half", meta(DM).replace("hi", "\\u00f0\\u009f\\u0098"), posts=1),
    _case("meta", "a name of 10,000 letters", meta({**DM, "sender_name": "x" * 10_000}),
          Problem(1, Code.VALUE_TOO_LONG, "author_handle", "2048")),
    _case("meta", "a text of 200,000 letters", meta({**DM, "content": "x" * 200_000}),
          Problem(1, Code.VALUE_TOO_LONG, "text", "131072")),
    Case("a file larger than any", "meta", _flood('{"messages": ["', '"]}', 70), [_too_long(0, 64 << 20)], 0),
    _case("tiktok", "a list of what should be a chat", '{"Direct Message": [[{"From": 1}]]}',
          Problem(1, Code.NOT_AN_OBJECT)),
    _case("tiktok", "cut off", tiktok(TT)[:-3], Problem(1, Code.CUT_OFF), posts=1),
    _case("tiktok", "a lone surrogate as bytes", tiktok(TT).replace("hi", "\ud83d"),
          Problem(1, Code.WRONG_ENCODING)),
    _case("youtube", "an answer without end", '{"items": [' + '{"snippet": ' * 50, Problem(1, Code.CUT_OFF)),
]  # fmt: skip

LETTERS = [
    _case("mail", "prose", "Dear Ana,\n", Problem(0, Code.NOT_THAT_KIND, detail="mail")),
    _case("mail", "charsets that lie", MAIL + "Content-Type: text/plain; charset=zip\n\n\xff\n", posts=1),
    _case("mail", "broken base64", MAIL + "Content-Transfer-Encoding: base64\n\n!!!\n", posts=1),
    _case("mail", "brackets in its sender", MAIL.replace("b@", "(" * 50_000 + "b@") + "\nx", posts=1),
    _case("mail", "NUL everywhere", MAIL.replace("s\n", "\0\n") + "Content-Type: a\0/b; charset=\0\n\n\0", posts=1),
    _case("mail", "2,000 levels", MAIL + "Content-Type: multipart/mixed; boundary=b0\n\n"
          + "".join(f"--b{n}\nContent-Type: multipart/x; boundary=b{n + 1}\n\n" for n in range(2_000)),
          Problem(1, Code.TOO_DEEP, detail="100")),
    _case("mail", "1,000 messages of nothing", (SEPARATOR + "X: 1\n\n") * 1_000 + SEPARATOR + MAIL + "\nhi\n",
          *(Problem(line, Code.MISSING_VALUE, "created_at") for line in range(1, 3_001, 3)), posts=1),
    Case("a line of a gigabyte", "mail",
         _flood(SEPARATOR + MAIL + "\n", "\n\n" + SEPARATOR + MAIL + "\nx"),
         [_too_long(1, MAX_MESSAGE)], 1),
]  # fmt: skip

# What is rightly passed over has its codes, too.
PASSED_OVER = [
    ("whatsapp", WA + WA + WA.replace("hi", "This message was deleted") + WA.replace("Bully: ", ""),
     {Code.TWICE, Code.DELETED, Code.NOTICE}),
    ("sms", SMSES + SMS.replace('type="1"', 'type="2"') + "</smses>", {Code.OWN}),
    ("whatsapp", packed({"_chat.txt": WA.encode(), "a.jpg": b""}), {Code.OTHER_FILES}),
]  # fmt: skip

CASES = [*CHATS, *XML, *JSON, *LETTERS]
