"""Reading: HTML as it is shown, with the way back to what came; in time that grows with the length and no faster."""

from time import process_time

import pytest

from fuerza.api.reading import Plain, shown, utf16


@pytest.mark.parametrize(
    ("came", "read"),
    [
        ("plain", "plain"),
        ("<p>one</p><p>two</p>", " one  two "),
        ("k<b>i</b>ll<SPAN title='x'>s</SPAN>", "kills"),
        ("one<br/>two", "one two"),
        ("a &amp; b &lt;c&gt; &#233; &#xE9; &eacute", "a & b <c> é é é"),
        ("&nosuch; & &# &#x; &#99999999;", "&nosuch; & &# &#x; \ufffd9;"),
        ("a < b > c, 1<2", "a < b > c, 1<2"),
        ("x<!-- hidden <b> -->y<!DOCTYPE html>z", "xy z"),
        ("x<script>hidden()</script >y<style>p{}</STYLE>z", "x  y  z"),
        ("x<!-- never closed", "x"),
        ("x<script>never closed", "x "),
        ("<a", "<a"),
        ("", ""),
    ],
)
def test_html_is_read_as_it_is_shown(came: str, read: str) -> None:
    assert shown(came).text == read


def test_a_span_leads_back_to_what_came() -> None:
    came = "<p>I <b>w</b>ill &amp; m&uuml;st</p>"
    plain = shown(came)

    spans = {
        word: plain.span(plain.text.index(word), plain.text.index(word) + len(word))
        for word in ("will", "&", "müst", "I will & müst")
    }

    assert {word: came[slice(*span)] for word, span in spans.items()} == {
        "will": "w</b>ill",
        "&": "&amp;",
        "müst": "m&uuml;st",
        "I will & müst": "I <b>w</b>ill &amp; m&uuml;st",
    }
    assert Plain("abc").span(1, 2) == (1, 2)


def test_offsets_count_units_of_utf_16() -> None:
    assert [utf16("a😀é😀", place) for place in range(5)] == [0, 1, 3, 4, 6]


@pytest.mark.parametrize("part", ["<", "<a", "<!--", "<script>", "&", "&a", "<a ", "<!", "a"])
def test_hostile_html_takes_no_longer_than_any_other(part: str) -> None:
    came = part * (60_000 // len(part)) + "a" * 10_000

    began = process_time()
    shown(came)

    assert process_time() - began < 1
