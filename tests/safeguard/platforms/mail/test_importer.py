"""Mail becomes Posts with their exact bytes, whatever headers, charsets and separators try."""

import time
from datetime import UTC, datetime

import pytest

from safeguard.platforms import registry
from safeguard.platforms.base import Problem
from safeguard.platforms.codes import Code
from safeguard.records import Author
from tests.safeguard.platforms.exports import packed, posts, problems, read, reading, skipped

AT = datetime(2025, 3, 5, 9, 14, 33, tzinfo=UTC)
DATE = "Date: Wed, 5 Mar 2025 10:14:33 +0100\n"
FROM = "From 123@xxx Wed Mar 05 10:14:33 +0000 2025\n"
MINE = reading(mine=frozenset({"ana@y.example"}))


def letter(
    body: str = "I know where you live\n", headers: str = "", sender: str = "Bully <b@x.example>"
) -> str:
    return (
        f"Received: from mx by y.example; Wed, 5 Mar 2025 10:14:35 +0100\nFrom: {sender}\n"
        f"To: Ana <ana@y.example>, c@z.example\nSubject: =?utf-8?q?hol=C3=A1?=\n"
        f"{DATE if 'Date:' not in headers else ''}{headers}\n{body}"
    )


def box(*letters: str) -> str:
    return "".join(f"{FROM}{it}\n" for it in letters)


def mixed(*parts: str, kind: str = "mixed") -> str:
    body = "".join(f"--b\n{part}\n" for part in parts)
    return letter(
        f"{body}--b--\n", f'MIME-Version: 1.0\nContent-Type: multipart/{kind}; boundary="b"\n'
    )


def test_a_message_is_a_post_with_its_exact_bytes() -> None:
    file = letter(headers="Message-ID: <1@x>\nIn-Reply-To: <0@y>\nReferences: <a@y> <0@y>\n")

    (post,) = posts(read("mail", file, MINE))

    assert (post.platform, post.kind, post.id, post.author) == (
        "mail",
        "mail",
        "1@x",
        Author(handle="b@x.example", name="Bully"),
    )
    assert (post.text, post.written_at) == ("holá\n\nI know where you live", AT)
    assert (post.conversation, post.in_reply_to, post.addressed_to) == (
        "a@y",
        "0@y",
        "ana@y.example, c@z.example",
    )
    assert post.raw == file.encode()


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_mailbox_is_cut_at_its_separators_and_quoted_ones_are_words(end: str) -> None:
    quoted = letter("one\n\n>From me to you\n>>From deeper\n\nFrom nobody\n")
    file = box(quoted, letter("two\n"), letter("hers\n", sender="ana@y.example")).replace("\n", end)

    found = read("mail", file, MINE)

    assert [post.text.splitlines()[2:] for post in posts(found)] == [
        ["one", "", "From me to you", ">From deeper", "", "From nobody"],
        ["two"],
    ]
    assert posts(found)[0].raw == quoted.replace("\n", end).encode()
    assert skipped(found) == {Code.OWN: 1}


def test_two_messages_under_one_id_are_two_and_the_same_twice_is_one() -> None:
    head = "Message-ID: <1@x>\n"

    found = read("mail", box(letter("a\n", head), letter("b\n", head), letter("a\n", head)))

    assert [post.text for post in posts(found)] == ["holá\n\na", "holá\n\nb"]
    assert skipped(found) == {Code.TWICE: 1}


def test_a_page_is_read_where_there_is_no_plain_text_or_far_more_of_it() -> None:
    page = (
        "Content-Type: text/html; charset=utf-8\n\n<p>I know</p><p>where you live &amp; sleep</p>"
    )
    plain = "Content-Type: text/plain\n\n"

    texts = [
        post.text
        for file in (mixed(page), mixed(plain + "see page", page, kind="alternative"),
                     mixed(plain + "I know where you live & sleep", page, kind="alternative"))
        for post in posts(read("mail", file))
    ]  # fmt: skip

    assert texts == [
        "holá\n\nI know\nwhere you live & sleep",
        "holá\n\nI know\nwhere you live & sleep",
        "holá\n\nI know where you live & sleep",
    ]


def test_what_hangs_on_a_message_is_named_and_not_read() -> None:
    file = mixed(
        "Content-Type: text/plain; charset=latin-1\nContent-Transfer-Encoding: quoted-printable\n\nh=E9",
        'Content-Type: image/png; name="a/b.png"\nContent-Transfer-Encoding: base64\n\n!!broken!!',
        'Content-Type: text/plain\nContent-Disposition: attachment; filename="=?utf-8?q?ca=C3=B1a?=.txt"\n\nnot read',
        "Content-Type: message/rfc822\n\nFrom: other@x.example\nSubject: inner\n\nnot read either",
        "Content-Type: application/x; name*=a; name*0=b\n\nx",
        "Content-Type: text/plain; charset*=a\0b''c\n\nNUL",
    )

    (post,) = posts(read("mail", file))

    assert post.text == "holá\n\nhé\nNUL"
    assert post.media == ("b.png", "caña.txt", "message/rfc822", "application/x")


def test_a_large_file_on_a_message_costs_nothing() -> None:
    lines = ("A" * 76 + "\n") * 100_000
    file = mixed(
        f"Content-Type: video/mp4; name=v.mp4\nContent-Transfer-Encoding: base64\n\n{lines}",
        "Content-Type: text/plain\n\nafter it",
    )

    (post,) = posts(read("mail", file))

    assert (post.text, post.media, len(post.raw)) == ("holá\n\nafter it", ("v.mp4",), len(file))


@pytest.mark.parametrize(
    ("date", "at"),
    [
        ("Date: Wed, 5 Mar 2025 09:14:33 -0000\n", AT),
        ("Date: Wed, 5 Mar 2036 09:14:33 +0000\n", AT.replace(second=35)),
        ("Date: Mon, 1 Jan 1900 00:00:00 +0000\n", AT.replace(second=35)),
        ("Date: yesterday\n", AT.replace(second=35)),
        ("X-Date: none\n", AT.replace(second=35)),
    ],
)
def test_a_time_that_cannot_be_is_the_time_her_server_got_it(date: str, at: datetime) -> None:
    file = letter(headers=date).replace(DATE, "")

    assert [post.written_at for post in posts(read("mail", file))] == [at]


@pytest.mark.parametrize(
    ("date", "problem"),
    [
        ("Date: yesterday\n", Problem(1, Code.BAD_TIME, "created_at")),
        ("X-Date: x\n", Problem(1, Code.MISSING_VALUE, "created_at")),
        ("Date: Wed, 5 Mar 2036 09:14:33 +0000\n", Problem(1, Code.FUTURE_TIME, "created_at")),
    ],
)
def test_a_time_that_nobody_knows_is_a_problem(date: str, problem: Problem) -> None:
    file = letter(headers=date).replace(DATE, "").replace("Received", "X-Received")

    assert problems(read("mail", file)) == [problem]


@pytest.mark.parametrize(
    ("sender", "author"),
    [
        ("b@x.example", Author(handle="b@x.example")),
        ("b@x.example (Bully)", Author(handle="b@x.example")),
        ('"Bu\\"lly, X" <b@x.example>', Author(handle="b@x.example", name='Bu\\"lly, X')),
        ("=?utf-8?q?Mat=C3=B3n?= <b@x.example>", Author(handle="b@x.example", name="Matón")),
        ('"ana@y.example" <b@x.example>', Author(handle="b@x.example", name="ana@y.example")),
        ("nobody at all", Author(handle="nobody at all")),
        ("Matón\n <b@x.example>", Author(handle="b@x.example", name="Matón")),
    ],
)
def test_a_sender_is_an_address_and_a_name(sender: str, author: Author) -> None:
    assert [post.author for post in posts(read("mail", letter(sender=sender)))] == [author]


def test_without_a_sender_there_is_nobody() -> None:
    file = letter().replace("From:", "X-From:")

    assert problems(read("mail", file)) == [Problem(1, Code.MISSING_VALUE, "author_handle")]
    assert posts(read("mail", file.replace("X-From", "Sender")))[0].author.handle == "b@x.example"


def test_mail_to_somebody_else_says_so() -> None:
    found = read("mail", letter(), reading(mine=frozenset({"berta@y.example"})))

    assert problems(found) == [Problem(0, Code.NOT_IN_CHAT)]
    hidden = letter(headers="Delivered-To: berta@y.example\n")
    assert problems(read("mail", hidden, reading(mine=frozenset({"berta@y.example"})))) == []


def test_a_message_nested_too_deep_is_refused_and_the_next_is_read() -> None:
    def nested(levels: int) -> str:
        body = "".join(
            f"--b{n}\nContent-Type: multipart/mixed; boundary=b{n + 1}\n\n" for n in range(levels)
        )
        return letter(body, "Content-Type: multipart/mixed; boundary=b0\n")

    found = read("mail", box(nested(40), nested(2_000), letter("fine")))

    assert [(it.code, it.detail) for it in problems(found)] == [
        (Code.TOO_DEEP, "32"),
        (Code.TOO_DEEP, "100"),
    ]
    assert [post.text for post in posts(found)] == ["holá\n\nfine"]


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        ("X: " + "(" * 900_000 + "\n", "x"),
        ("a:\n" * 500_000, "x"),
        ("", "\n" * 500_000),
        ("Content-Type: multipart/mixed; boundary=b\n", "--b\n\nx\n" * 200_000),
        ("Cc: " + "<a@b>," * 200_000 + "\n", "x"),
    ],
)
def test_a_hostile_message_costs_little(headers: str, body: str) -> None:
    file = letter(body, headers)
    started = time.process_time()

    found = posts(read("mail", file))

    assert len(found) == 1
    assert time.process_time() - started < 20


def test_nothing_but_headers_is_a_message_without_a_word() -> None:
    assert [post.text for post in posts(read("mail", letter("").rstrip()))] == ["holá"]


@pytest.mark.parametrize(
    ("file", "problem"),
    [
        (b"", Problem(0, Code.EMPTY_FILE)),
        (b"Dear Ana,\nFrom: here\n", Problem(0, Code.NOT_THAT_KIND, detail="mail")),
        (b"\xd0\xcf\x11\xe0", Problem(0, Code.NOT_TEXT, detail="office")),
        (packed({"a.txt": b"x"}), Problem(0, Code.ARCHIVE_NOTHING_KNOWN)),
    ],
)
def test_a_file_that_is_no_mail_says_so(file: bytes, problem: Problem) -> None:
    assert read("mail", file)[0] == problem


def test_it_is_known_by_its_separator_or_headers_and_in_a_zip_by_its_names() -> None:
    look = registry.importer("mail").sniff
    file = packed({"Takeout/Mail/All.mbox": box(letter()).encode(), "b.eml": letter("b").encode()})

    assert registry.sniff(box(letter()).encode()).importer == "mail"
    assert registry.sniff(letter().encode()).importer == "mail"
    assert registry.sniff(file, ["Takeout/Mail/All.mbox"]).importer == "mail"
    assert len(posts(read("mail", file))) == 2
    assert look(b"From: a\nTo: b\n\nx").confidence == 0.6
    assert look(b"From: a\n\nTo: b").confidence == 0
    assert look(file, ["a.txt"]).confidence == 0
