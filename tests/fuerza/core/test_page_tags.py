"""The tags of every page: they escape what they are given, and set apart what people wrote."""

from datetime import UTC, datetime

import pytest
from django.template import Context, Template
from django.utils import translation

LOUD = "<b>loud</b>"


def drawn(source: str, **values: object) -> str:
    return Template("{% load fuerza %}" + source).render(Context(values))


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("{{ text|bdi }}", "<bdi>&lt;b&gt;loud&lt;/b&gt;</bdi>"),
        ("{{ text|handle }}", '<bdi class="handle" dir="ltr">&lt;b&gt;loud&lt;/b&gt;</bdi>'),
        ("{{ text|phone }}", '<bdi class="handle" dir="ltr">&lt;b&gt;loud&lt;/b&gt;</bdi>'),
        (
            '{{ "+57 (1) 55/01-00"|phone }}',
            '<a class="handle" dir="ltr" href="tel:+571550100">+57 (1) 55/01-00</a>',
        ),
        ('{% badge "kept" text %}', '<span class="badge kept">&lt;b&gt;loud&lt;/b&gt;</span>'),
        (
            "{% fold text %}{{ text }}{% endfold %}",
            (
                '<details class="fold "><summary>&lt;b&gt;loud&lt;/b&gt;</summary>'
                '<div class="fold-body">&lt;b&gt;loud&lt;/b&gt;</div></details>'
            ),
        ),
    ],
)
def test_what_is_given_is_text_and_never_markup(source: str, html: str) -> None:
    assert drawn(source, text=LOUD) == html


def test_a_handle_in_an_arabic_line_is_set_apart_from_left_to_right() -> None:
    with translation.override("ar"):
        html = drawn("{{ name|handle }}", name="@latin_42")

    assert html == '<bdi class="handle" dir="ltr">@latin_42</bdi>'


@pytest.mark.parametrize(
    ("language", "number", "words"),
    [
        ("en", 12400, "12,400"),
        ("es", 12400, "12\xa0400"),
        ("ar", 1234567, "1.234.567"),
        ("hi", 1234567, "12,34,567"),
        ("en", 0, "0"),
        ("en", None, ""),
    ],
)
def test_numbers_are_written_her_way(language: str, number: int | None, words: str) -> None:
    with translation.override(language):
        assert drawn("{{ number|count }}", number=number) == words


def test_a_moment_carries_its_exact_form_for_machines() -> None:
    moment = datetime(2020, 5, 4, 9, 30, tzinfo=UTC)

    assert drawn("{% when moment %}|{% day moment %}", moment=moment) == (
        '<time datetime="2020-05-04T09:30+00:00">4 May 2020, 09:30 UTC</time>'
        '|<time datetime="2020-05-04">4 May 2020</time>'
    )


def test_no_moment_is_no_text() -> None:
    assert drawn("{% when moment %}{% day moment %}", moment=None) == ""


def test_icons_are_hidden_from_screen_readers_and_mirror_when_they_point() -> None:
    plain, pointing = drawn('{% icon "desk" %}'), drawn('{% icon "on" turns=True %}')

    assert 'aria-hidden="true"' in plain
    assert ("icon-turns" in plain, "icon-turns" in pointing) == (False, True)


def test_a_block_that_is_not_there_is_no_text_when_said_again() -> None:
    assert drawn("{% again 'nothing' %}") == ""
