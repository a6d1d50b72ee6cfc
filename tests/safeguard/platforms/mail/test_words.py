"""Words come out right though charsets lie, headers are encoded and pages are full of markup."""

import time

import pytest

from safeguard.platforms.mail.words import decoded, header_words, html_words


@pytest.mark.parametrize(
    ("data", "charset", "text"),
    [
        ("é".encode(), "utf-8", "é"),
        ("é".encode("latin-1"), "iso-8859-1", "é"),
        ("é".encode(), "iso-8859-1", "é"),
        ("é".encode(), "us-ascii", "é"),
        ("“é”".encode("cp1252"), "iso-8859-1", "“é”"),
        ("é".encode("latin-1"), "utf-8", "é"),
        ("é".encode(), None, "é"),
        ("é".encode(), "no-such-charset", "é"),
        ("é".encode(), "a\0b", "é"),
        (b"caf\xc3\xa9", "zip", "café"),
        (b"a\\u0041", "unicode_escape", "a\\u0041"),
        (b"x" * 9, "punycode", "xxxxxxxxx"),
        ("مرحبا".encode("cp1256"), "windows-1256", "مرحبا"),
        ("नमस्ते".encode("utf-16"), "utf-16", "नमस्ते"),
        (b"\xe9\x81", "utf-8", "é\x81"),
    ],
)
def test_bytes_are_read_as_they_must_have_been_meant(
    data: bytes, charset: str | None, text: str
) -> None:
    assert decoded(data, charset) == text


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("plain", "plain"),
        ("=?utf-8?q?hol=C3=A1?= you", "holá you"),
        ("=?iso-8859-1?q?hol=C3=A1?=", "holá"),
        ("=?utf-8?b?2YXYsdit2KjYpw==?=", "مرحبا"),
        ("=?utf-8?b?x?=", "=?utf-8?b?x?="),
        ("=?a\0?q?x?=", "x"),
        ("x" * 5_000, "x" * 4_096),
    ],
)
def test_header_words_are_decoded_or_left(value: str, words: str) -> None:
    assert header_words(value) == words


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("<p>one</p><p>two &amp; three<br>four", "one\ntwo & three\nfour"),
        ("<head><title>t</title><style>p{}</style></head>x<script>if (a<b) y</script>z", "xz"),
        ("<!-- not --><?xml?>a<b>b</b>", "ab"),
        ("3 < 4 and <3", "3 < 4 and <3"),
        ("<div title='>'>", "'>"),
        ("<SCRIPT>never closed <p>", ""),
        ("tail <a href='x", "tail"),
    ],
)
def test_a_page_is_its_text(page: str, words: str) -> None:
    assert html_words(page) == words


@pytest.mark.parametrize("page", ["<!--", "<script>", "<script", "<", "<!", "&#", "\n \n"])
def test_hostile_markup_takes_no_time(page: str) -> None:
    started = time.process_time()

    html_words(page * 100_000)

    assert time.process_time() - started < 5
