"""A backup of text messages becomes Posts; whatever its XML tries, it costs a row or the file, never more."""

import tracemalloc
from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO
from itertools import repeat

import pytest

from safeguard.platforms import registry
from safeguard.platforms.base import Problem, Readable
from safeguard.platforms.codes import Code
from safeguard.platforms.rules import RowRefused, derived_id
from safeguard.platforms.sms.elements import MAX_ELEMENT, parse
from safeguard.records import Author, Post
from tests.safeguard.platforms.exports import packed, posts, problems, read, reading, skipped
from tests.safeguard.platforms.tables import Flood, Trickle

AT = datetime(2025, 3, 5, 10, 14, 33, 500_000, tzinfo=UTC)
MS = int(AT.timestamp() * 1_000)
HEAD = (
    b"<?xml version='1.0' encoding='UTF-8' standalone='yes' ?>\n"
    b"<!--File Created By SMS Backup & Restore <sms /> -->\n"
    b'<?xml-stylesheet type="text/xsl" href="sms.xsl"?>\n'
    b'<smses count="3" backup_set="x">\n'
)
TAIL = b"</smses>\n"


def sms(body: str = "I know where you live", kind: int = 1, number: str = "+34600") -> bytes:
    return (
        f'<sms protocol="0" address="{number}" date="{MS}" type="{kind}" subject="null" body="{body}"'
        f' readable_date="x" contact_name="(Unknown)" />\n'
    ).encode()


def mms(box: int = 1, data: str = "aGk=", room: str = "+34600~+34700") -> bytes:
    return (
        f'<mms date="{MS}" msg_box="{box}" address="{room}" contact_name="Bully"><parts>\n'
        '<part seq="-1" ct="application/smil" name="null" text="&lt;smil/&gt;" />\n'
        f'<part seq="0" ct="image/jpeg" name="null" cl="IMG_1.jpg" text="null" data="{data}" />\n'
        '<part seq="1" ct="text/plain" name="null" cl="t.txt" text="look at this" />\n'
        '</parts><addrs><addr address="+34700" type="137" charset="106" />'
        '<addr address="insert-address-token" type="151" charset="106" /></addrs></mms>\n'
    ).encode()


def _file(*elements: bytes) -> bytes:
    return HEAD + b"".join(elements) + TAIL


@pytest.mark.parametrize("stream", [BytesIO, Trickle])
def test_a_text_message_is_a_post_with_its_exact_bytes(
    stream: Callable[[bytes], Readable],
) -> None:
    found = read(
        "sms", stream(_file(sms(), sms("stop", kind=2), mms(box=2))), reading(mine=frozenset())
    )

    assert posts(found) == [
        Post(
            platform="sms",
            id=derived_id("sms", "+34600", AT, "I know where you live"),
            kind="sms",
            author=Author(handle="+34600"),
            text="I know where you live",
            written_at=AT,
            raw=sms().strip(),
            conversation="+34600",
        )
    ]
    assert skipped(found) == {Code.OWN: 2}
    assert problems(found) == []


def test_a_picture_message_names_its_files_and_who_sent_it() -> None:
    (post,) = posts(read("sms", _file(mms(data="QUJD" * 1_000))))

    assert (post.author, post.text, post.media) == (
        Author(handle="+34700"),
        "look at this",
        ("IMG_1.jpg",),
    )
    assert (post.raw, post.conversation) == (mms(data="QUJD" * 1_000).strip(), "+34600~+34700")


def test_a_picture_message_without_addresses_is_from_whom_the_chat_is_with() -> None:
    bare = f'<mms date="{MS}" msg_box="1" address="+34600" contact_name="Bully"><part /></mms>'.encode()

    (post,) = posts(read("sms", _file(bare)))

    assert (post.author, post.media) == (Author(handle="+34600", name="Bully"), ("",))


def test_emoji_as_this_app_writes_them_are_whole_again() -> None:
    (post,) = posts(read("sms", _file(sms("a &#55357;&#56832;&#10;b &#xd83d;&#xDE00; \U0001f642"))))

    assert post.text == "a \U0001f600\nb \U0001f600 \U0001f642"
    assert b"&#55357;&#56832;" in post.raw


def test_half_characters_and_control_characters_hide_no_message() -> None:
    (post,) = posts(read("sms", _file(sms("a&#55357;b&#56832;c&#0;d\x0be&#1114112;f"))))

    assert post.text == "a\ufffdb\ufffdc\ufffdd\ufffde\ufffdf"


def test_a_quote_in_a_body_parts_nothing() -> None:
    body = 'he said "no" > &lt;sms /&gt;'
    line = sms().replace(b'"I know where you live"', f"'{body}'".encode())

    assert [post.text for post in posts(read("sms", _file(line, sms("next"))))] == [
        'he said "no" > <sms />',
        "next",
    ]


def test_a_broken_element_is_lost_alone() -> None:
    file = _file(
        sms(),
        b'<sms address="+34600" date="1" body="never closed />\n',
        b'<mms date="1"><parts>\n',
        sms("&what;", number="2"),
        sms("\xff", number="3").replace("\xff".encode(), b"\xff"),
        sms("no date").replace(str(MS).encode(), b"soon"),
        sms("no sender", number=""),
        b"<sms/>\n",
        sms("last"),
    )

    found = read("sms", file)

    assert [post.text for post in posts(found)] == ["I know where you live", "last"]
    assert [(it.line, it.code) for it in problems(found)] == [
        (6, Code.NOT_XML),
        (7, Code.NOT_XML),
        (8, Code.NOT_XML),
        (9, Code.WRONG_ENCODING),
        (10, Code.BAD_TIME),
        (11, Code.MISSING_VALUE),
        (12, Code.BAD_TIME),
    ]


@pytest.mark.parametrize(
    "evil",
    [
        b'<!DOCTYPE smses [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;">]>',
        b'<!DOCTYPE smses SYSTEM "http://evil.example/x.dtd">',
        b'<!ENTITY % x SYSTEM "file:///etc/passwd">',
        b"<!-- a --><!DOCTYPE smses>",
    ],
)
def test_a_file_with_entities_of_its_own_is_refused(evil: bytes) -> None:
    first = HEAD.splitlines()[0] + b"\n"

    found = read("sms", first + evil + b"\n" + _file(sms("&b;"))[len(first) :])

    assert found == [Problem(2, Code.XML_FORBIDDEN)]
    assert read("sms", _file(sms(), evil, sms("after")))[1:] == [Problem(6, Code.XML_FORBIDDEN)]


def test_the_parser_itself_refuses_a_doctype() -> None:
    with pytest.raises(RowRefused) as refused:
        parse(b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')

    assert refused.value.code is Code.NOT_XML


@pytest.mark.parametrize(("end", "line"), [(-len(TAIL) - 5, 7), (-len(TAIL) - len(mms()) - 9, 6)])
def test_a_file_that_was_cut_gives_what_is_whole_and_says_so(end: int, line: int) -> None:
    found = read("sms", _file(sms("a"), sms("b"), mms())[:end])

    assert problems(found) == [Problem(line, Code.CUT_OFF)]


@pytest.mark.parametrize(
    ("begin", "end"),
    [(b'<mms date="1"><part data="', b'" /></mms>'), (b'<sms body="', b'" />'), (b"<mms ", b"")],
)
def test_an_element_that_is_far_too_long_is_read_past_in_little_memory(
    begin: bytes, end: bytes
) -> None:
    file = Flood([HEAD, begin, *repeat(b"A" * (1 << 20), 64), end, b"\n", sms("last"), TAIL])

    tracemalloc.start()
    found = read("sms", file)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert [post.text for post in posts(found)] == ["last"]
    assert problems(found) == [Problem(5, Code.VALUE_TOO_LONG, detail=str(MAX_ELEMENT))]
    assert peak < 100 << 20


def test_an_element_a_little_too_long_or_never_closed_is_named() -> None:
    long = b'<sms body="' + b"A" * MAX_ELEMENT + b'" />\n'

    assert problems(read("sms", _file(long))) == [
        Problem(5, Code.VALUE_TOO_LONG, detail=str(MAX_ELEMENT))
    ]
    assert problems(read("sms", HEAD + b"<mms " + b"A" * (MAX_ELEMENT + (4 << 20)))) == [
        Problem(5, Code.VALUE_TOO_LONG, detail=str(MAX_ELEMENT)),
        Problem(5, Code.CUT_OFF),
    ]


def test_a_comment_without_an_end_is_not_held_for_ever() -> None:
    file = Flood([HEAD, sms(), b"<!--", *repeat(b"A" * (1 << 20), 20), b"\n", sms("last"), b"<sms"])

    found = read("sms", file)

    assert [post.text for post in posts(found)] == ["I know where you live", "last"]
    assert problems(found) == [Problem(8, Code.CUT_OFF)]


def test_a_comment_that_the_file_ends_within_is_where_it_was_cut() -> None:
    assert problems(read("sms", HEAD + sms() + b"<!-- to be")) == [Problem(6, Code.CUT_OFF)]


@pytest.mark.parametrize(
    ("file", "problem"),
    [
        (b"", Problem(0, Code.EMPTY_FILE)),
        (b"<html></html>", Problem(0, Code.NOT_THAT_KIND, detail="sms")),
        (b"<calls><call number='1'/></calls>", Problem(0, Code.NOT_THAT_KIND, detail="sms")),
        (_file(), Problem(0, Code.NO_ROWS)),
        (_file().decode().encode("utf-16"), Problem(0, Code.WRONG_ENCODING, detail="utf-16-le")),
    ],
)
def test_a_file_that_is_no_backup_says_so(file: bytes, problem: Problem) -> None:
    assert read("sms", file) == [problem]


def test_it_is_known_by_its_root_and_in_a_zip_by_its_name() -> None:
    file = packed({"sms-20250305101433.xml": _file(sms())})
    look = registry.importer("sms").sniff

    assert registry.sniff(_file(sms())).importer == "sms"
    assert registry.sniff(file, ["sms-20250305101433.xml"]).importer == "sms"
    assert len(posts(read("sms", file))) == 1
    assert (look(b"<html>").confidence, look(file, ["a.xml"]).confidence) == (0, 0)
