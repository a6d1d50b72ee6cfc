"""A chat becomes Posts: hers passed over, times right, bytes exact, and she is asked what only she can tell."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from safeguard.platforms import registry
from safeguard.platforms.base import Problem, Skipped
from safeguard.platforms.codes import Code
from safeguard.platforms.rules import derived_id
from safeguard.platforms.whatsapp import importer as whatsapp
from safeguard.records import Author, Post
from tests.safeguard.platforms.exports import (
    packed,
    participants,
    posts,
    problems,
    read,
    reading,
    skipped,
)

IOS = (
    "[25/03/2025, 10:14:33] Bully: \u200eMessages and calls are end-to-end encrypted.\r\n"
    "[25/03/2025, 10:14:40] Ana: leave me alone\r\n"
    "[25/03/2025, 10:15:00] ~\u202fBully: I know\nwhere you live\r\n"
    "\u200e[25/03/2025, 10:16:00] Bully: \u200e<attached: 0001-PHOTO.jpg>\r\n"
)
ANDROID = (
    "25/03/2025, 21:14 - Messages and calls are end-to-end encrypted.\n"
    "25/03/2025, 21:14 - Bully: hola\n"
    "25/03/2025, 21:14 - Bully: hola\n"
    "26/03/2025, 9:00 - Bully: Se eliminó este mensaje.\n"
    "26/03/2025, 9:01 - Ana: para\n"
)


def test_a_chat_is_the_other_sides_messages_with_their_exact_bytes() -> None:
    at = datetime(2025, 3, 25, 10, 15, tzinfo=UTC)
    text = "I know\nwhere you live"

    found = read("whatsapp", IOS, reading(mine=frozenset({"Ana"})))

    assert found[0] == Post(
        platform="whatsapp",
        id=derived_id("whatsapp", "~ Bully", at, text),
        kind="chat",
        author=Author(handle="~ Bully"),
        text=text,
        written_at=at,
        raw="[25/03/2025, 10:15:00] ~\u202fBully: I know\nwhere you live".encode(),
    )
    assert [post.media for post in posts(found)] == [(), ("0001-PHOTO.jpg",)]
    assert found[2:] == [Skipped(Code.NOTICE, 1), Skipped(Code.OWN, 1)]


def test_each_row_is_a_post_or_is_counted() -> None:
    found = read("whatsapp", ANDROID, reading(mine=frozenset({"Ana"})))

    assert [post.text for post in posts(found)] == ["hola"]
    assert skipped(found) == {Code.NOTICE: 1, Code.TWICE: 1, Code.DELETED: 1, Code.OWN: 1}


def test_an_arabic_afternoon_is_not_a_morning() -> None:
    line = "\u200f٢٥\u200f/٣\u200f/٢٠٢٥، ٩:١٤ م - علي: مرحبا\n"

    (post,) = posts(read("whatsapp", line))

    assert post.written_at == datetime(2025, 3, 25, 21, 14, tzinfo=UTC)
    assert (post.author.handle, post.text) == ("علي", "مرحبا")


def test_times_are_hers_where_she_says_she_was() -> None:
    how = reading(assume_zone=ZoneInfo("America/Bogota"))

    assert posts(read("whatsapp", IOS, how))[0].written_at.hour == 15


def test_without_a_zone_each_message_is_refused() -> None:
    found = read("whatsapp", IOS, reading(assume_zone=None))

    assert problems(found) == [Problem(line, Code.NAIVE_TIME, "created_at") for line in (2, 3, 5)]


def test_a_day_that_may_be_two_is_asked_for_and_her_answer_settles_it() -> None:
    line = "5/3/2025, 10:00 - Bully: x\n"

    assert read("whatsapp", line) == [Problem(0, Code.DAY_OR_MONTH)]
    days = [
        posts(read("whatsapp", line, reading(day_first=it)))[0].written_at for it in (True, False)
    ]
    assert [(day.day, day.month) for day in days] == [(5, 3), (3, 5)]


def test_a_later_day_settles_the_order_of_the_earlier_ones() -> None:
    found = posts(
        read("whatsapp", "3/5/25, 10:00 - B: x\n3/25/25, 10:00 - B: y\n3/5/25, 9:00 - B: z\n")
    )

    assert [(post.written_at.month, post.written_at.day) for post in found] == [
        (3, 5),
        (3, 25),
        (3, 5),
    ]


def test_a_long_chat_is_decided_by_what_fits_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(whatsapp, "_MAX_WAITING", 60)
    file = "3/2/25, 10:00 - B: x\n1/3/25, 10:00 - B: x\n2/3/25, 9:00 - B: x\n1/1/25, 9:00 - B: x\n"

    assert [post.written_at.month for post in posts(read("whatsapp", file))] == [2, 3, 3, 1]


def test_who_is_not_in_the_chat_is_told_so_after_what_was_read() -> None:
    found = read("whatsapp", IOS, reading(mine=frozenset({"Berta"})))

    assert len(posts(found)) == 3
    assert found[-1] == Problem(0, Code.NOT_IN_CHAT)


def test_her_own_words_are_given_only_if_they_are_asked_for() -> None:
    found = read("whatsapp", IOS, reading(mine=frozenset({"Ana"}), own=True))

    assert [post.author.handle for post in posts(found)] == ["Ana", "~ Bully", "Bully"]


def test_a_message_she_took_back_shows_that_she_was_there() -> None:
    file = "25/03/2025, 9:00 - Ana: This message was deleted\n25/03/2025, 9:01 - B: x\n"

    assert problems(read("whatsapp", file, reading(mine=frozenset({"Ana"})))) == []


def test_participants_are_those_who_wrote() -> None:
    assert participants("whatsapp", IOS) == ("Ana", "~ Bully", "Bully")
    assert participants("whatsapp", ANDROID) == ("Bully", "Ana")
    assert participants("whatsapp", "hello\n") == ()


@pytest.mark.parametrize(
    "name",
    ["_chat.txt", "x/WhatsApp Chat with Bully.txt", "Chat de WhatsApp con Bully.txt",
     "محادثة واتساب مع Bully.txt", "WhatsApp Chat - Bully/_chat.txt"],
)  # fmt: skip
def test_a_chat_is_read_in_its_zip_and_the_pictures_are_counted(name: str) -> None:
    file = packed({name: IOS.encode(), "0001-PHOTO.jpg": b"\xff\xd8", "__MACOSX/x": b""})

    found = read("whatsapp", file)

    assert posts(found) == posts(read("whatsapp", IOS))
    assert skipped(found) == {Code.OTHER_FILES: 1, Code.NOTICE: 1}
    assert participants("whatsapp", file) == ("Ana", "~ Bully", "Bully")
    assert registry.sniff(file[:100], [name, "0001-PHOTO.jpg"]).importer == "whatsapp"


def test_utf16_is_read_and_its_bytes_are_kept() -> None:
    found = posts(read("whatsapp", IOS.encode("utf-16")))

    assert [post.text for post in found] == [post.text for post in posts(read("whatsapp", IOS))]
    assert found[0].raw.decode("utf-16-le") == "[25/03/2025, 10:14:40] Ana: leave me alone"


def test_what_stands_before_the_first_message_is_one_problem() -> None:
    found = read("whatsapp", "half a message\nof before\n\n25/03/2025, 9:00 - Ana: x\n")

    assert [type(it) for it in found] == [Problem, Post]
    assert found[0] == Problem(1, Code.BROKEN_ROW)


def test_bad_rows_are_named_one_by_one() -> None:
    lines = [
        b"25/03/2025, 9:00 - Ana: ok",
        b"31/02/2025, 9:00 - Ana: no such day",
        b"25/03/2025, 9:00 quux - Ana: no such clock",
        b"25/03/2025, 9:00 - Ana: \xff",
        b"25/03/2025, 9:00 - \xe2\x80\x8e: nobody",
        b"25/03/2031, 9:00 - Ana: a day to come",
        b"25/03/2025, 9:00 - Ana:",
        b"25/03/2025, 9:00 - Ana: a\x00b\x1b",
    ]

    found = read("whatsapp", b"\n".join(lines))

    assert problems(found) == [
        Problem(2, Code.BAD_TIME, "created_at"),
        Problem(3, Code.BAD_TIME, "created_at"),
        Problem(4, Code.WRONG_ENCODING),
        Problem(5, Code.MISSING_VALUE, "author_handle"),
        Problem(6, Code.FUTURE_TIME, "created_at"),
    ]
    assert [post.text for post in posts(found)] == ["ok", "", "a\ufffdb\ufffd"]


def test_a_message_may_be_long_but_not_without_end() -> None:
    long = "25/03/2025, 9:00 - Ana: " + ("x" * 1_000 + "\n") * 140
    endless = "25/03/2025, 9:01 - Ana: " + ("y" * 1_000 + "\n") * 1_100

    found = read("whatsapp", long + endless + "25/03/2025, 9:02 - Ana: z")

    assert problems(found) == [
        Problem(1, Code.VALUE_TOO_LONG, "text", "131072"),
        Problem(141, Code.VALUE_TOO_LONG, "text", "131072"),
    ]
    assert [post.text for post in posts(found)] == ["z"]


@pytest.mark.parametrize(
    ("file", "problem"),
    [
        (b"", Problem(0, Code.EMPTY_FILE)),
        (b"\n\n", Problem(0, Code.NO_ROWS)),
        (b"Dear all,\n" * 300, Problem(0, Code.NOT_THAT_KIND, detail="whatsapp")),
        (b"x" * (2 << 20), Problem(1, Code.LINE_TOO_LONG, detail="1048576")),
        (packed({"a.txt": b"x"}), Problem(0, Code.ARCHIVE_NOTHING_KNOWN)),
        (b"PK\x03\x04 broken", Problem(0, Code.ARCHIVE_BROKEN)),
    ],
)
def test_a_file_that_is_no_chat_says_so(file: bytes, problem: Problem) -> None:
    assert problem in read("whatsapp", file)


def test_sniffing_says_how_sure_it_is_and_why() -> None:
    look = whatsapp.WhatsApp.sniff

    assert (look(IOS.encode()).confidence, look(IOS.encode()).reasons) == (
        0.95,
        ("beginning",),
    )
    assert look(b"25/03/2025, 9:00 - hello").confidence == 0.6
    assert look(b"hello").confidence == 0
    assert look(b"PK\x03\x04", ["a.csv"]).confidence == 0
    assert look(b"\xff\xd8\xff").problem == Problem(0, Code.NOT_TEXT, detail="jpeg")
    assert registry.sniff(IOS.encode()).importer == "whatsapp"


def test_a_flood_of_messages_keeps_its_order() -> None:
    start = datetime(2025, 3, 25, 9, 0, tzinfo=UTC)
    times = [start + timedelta(minutes=n) for n in range(500)]
    file = "".join(f"{at:%d/%m/%Y, %H:%M} - B: {n}\n" for n, at in enumerate(times))

    assert [(post.written_at, post.text) for post in posts(read("whatsapp", file))] == [
        (at, str(n)) for n, at in enumerate(times)
    ]


@pytest.mark.parametrize("name", ["~\u202fAna", "ANA", "@Ana", "A\u200bna"])
def test_nobody_is_passed_over_by_calling_himself_almost_like_her(name: str) -> None:
    file = f"25/03/2025, 9:00 - Ana: x\n25/03/2025, 9:01 - {name}: I know where you live\n"

    found = read("whatsapp", file, reading(mine=frozenset({"Ana"})))

    assert [post.text for post in posts(found)] == ["I know where you live"]
