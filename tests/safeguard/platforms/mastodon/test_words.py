"""The words of a post are what its reader sees: mentions with their server, links in full, every letter kept."""

import time

import pytest

from safeguard.platforms.mastodon.words import words

HANDLES = {
    "https://mastodon.example/@her": "her@mastodon.example",
    "https://elsewhere.example/users/berta": "berta@elsewhere.example",
}
HER = '<span class="h-card"><a href="https://mastodon.example/@her" class="u-url mention">@<span>her</span></a></span>'
LONG = (
    '<a href="https://news.example/a/very/long/path"><span class="invisible">https://</span>'
    '<span class="ellipsis">news.example/a/very</span><span class="invisible">/long/path</span></a>'
)


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>One</p><p>Two<br>three<br/>four</p>", "One\n\nTwo\nthree\nfour"),
        (f"<p>{HER} you are wrong</p>", "@her@mastodon.example you are wrong"),
        (
            '<p><a href="https://elsewhere.example/users/berta" class="mention">@Berta</a>!</p>',
            "@berta@elsewhere.example!",
        ),
        ('<p><a href="https://x.example/@who" class="mention">@who</a></p>', "@who"),
        (
            '<p><a href="https://x.example/tags/shame" class="mention hashtag">#<span>shame</span></a></p>',
            "#shame",
        ),
        (f"<p>See {LONG}.</p>", "See https://news.example/a/very/long/path."),
        ('<p><a href="http://a.example/b">a.example/b</a></p>', "http://a.example/b"),
        ('<p><a href="https://a.example/"></a></p>', "https://a.example/"),
        ("<p><a>nowhere</a></p>", "nowhere"),
        ("<p>a&nbsp;b &amp; c &lt;d&gt;</p>", "a\xa0b & c <d>"),
        ("<p>many   \n\t spaces</p>", "many spaces"),
        ("<ul><li>one</li><li>two</li></ul>", "- one\n- two"),
        ("<pre>  a\n    b</pre>after  all", "a\nb\n\nafter all"),
        ("<blockquote><p>said</p></blockquote><p>answered</p>", "said\n\nanswered"),
        ("<p>seen</p><script>alert('not')</script><style>p{}</style><p>again</p>", "seen\n\nagain"),
        ("no HTML at all", "no HTML at all"),
        ("", ""),
        ("<p>not closed", "not closed"),
        ("</p></a>stray", "stray"),
        ("a <3 b <- c", "a <3 b <- c"),
        ("<p>a<!-- unseen > --><!doctype html><?x?></>b</p>", "ab"),
        ("a<!-- never ended", "a<!-- never ended"),
        ("a<!never ended", "a<!never ended"),
        ("a<p class='never ended", "a<p class='never ended"),
        ("a<p never ended", "a<p never ended"),
        ("<p title='a > b'>c</p>", "c"),
        ("a<script>never ended", "a"),
        ("<template>a<template>b</template>c</template>d", "d"),
        ("<template>a<b>b</b></template>d", "d"),
        (f"<a title='{'x' * 5_000}' href='https://a.example/'>seen</a>", "seen"),
        ("<a href=https://a.example/b>b</a>", "b (https://a.example/b)"),
    ],
)
def test_html_becomes_words(html: str, text: str) -> None:
    assert words(html, HANDLES) == text


@pytest.mark.parametrize(
    "said",
    [
        "أنتِ \u200fكاذبة\u200e!",
        "می\u200cخواهم تو را ببینم",
        "तुम\u200dने झूठ बोला",
        "\u202eevil\u202c \u2067שלום\u2069",
    ],
)
def test_no_invisible_letter_is_lost(said: str) -> None:
    assert words(f"<p>{said}</p>", {}) == said


def test_a_link_that_says_one_thing_and_leads_elsewhere_shows_both() -> None:
    html = '<p><a href="https://evil.example/x">https://bank.example</a></p>'

    assert words(html, HANDLES) == "https://bank.example (https://evil.example/x)"


def test_words_hidden_in_a_mention_are_seen() -> None:
    html = '<p><a href="https://mastodon.example/@her" class="mention">you will pay</a></p>'

    assert words(html, HANDLES) == "you will pay (https://mastodon.example/@her)"


def test_what_stands_in_for_a_quote_is_left_out_where_the_quote_is_known() -> None:
    html = '<p class="quote-inline">RE: <br><b>it</b></p><p>Look at her</p>'

    assert (words(html, {}, is_quote=True), words(html, {})) == (
        "Look at her",
        "RE:\nit\n\nLook at her",
    )


def test_nothing_after_an_unseen_thing_that_has_no_end_is_hidden() -> None:
    html = '<p><img class="quote-inline">a<template><i>b</template>c</b></p>'

    assert words(html, {}, is_quote=True) == "ac"


@pytest.mark.parametrize(
    "piece",
    [
        "<p>",
        "<!",
        "<a href='",
        "&#",
        "<b><a href='x'>",
        "</",
        "<![CDATA[",
        "<!--",
        "<template>",
        "</template>",
        "<a b=\"' c='>",
        "<pre>  ",
        "<script>",
        "</a>",
    ],
)
def test_hostile_html_takes_no_long_time(piece: str) -> None:
    began = time.perf_counter()

    words(piece * 10_000, HANDLES)

    assert time.perf_counter() - began < 3
