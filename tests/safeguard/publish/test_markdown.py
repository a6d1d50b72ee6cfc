"""What an author writes becomes words and nothing else: no paste brings markup, a link elsewhere or a turned word."""

import pytest

from safeguard.publish.markdown import Line, Prose, Run, prose_of


def line(text: str, rests_on: str = "") -> Line:
    return Line((Run(text),), rests_on)


def test_each_kind_is_told_apart() -> None:
    text = "## Head\n\nOne\nline. [^rule]\n\n- a [^law]\n- b\n\n1. first\n2. second\n\nLast."

    assert prose_of(text) == (
        Prose("heading", (line("Head"),)),
        Prose("paragraph", (line("One line.", "rule"),)),
        Prose("list", (line("a", "law"), line("b"))),
        Prose("steps", (line("first"), line("second"))),
        Prose("paragraph", (line("Last."),)),
    )


def test_weight_and_links_inside_are_kept_and_no_others() -> None:
    (prose,) = prose_of("A **b** [c](guide:keep-proof) [d](https://elsewhere.example) e")

    assert prose.lines[0].runs == (
        Run("A "),
        Run("b", strong=True),
        Run(" "),
        Run("c", to="keep-proof"),
        Run(" "),
        Run("d"),
        Run(" e"),
    )


def test_a_list_within_a_list_becomes_part_of_it() -> None:
    assert prose_of("- a\n  - b\n- c") == (Prose("list", (line("a"), line("b"), line("c"))),)


@pytest.mark.parametrize("text", ["", "\n\n", "- ", "##", "[](guide:x)"])
def test_what_has_no_words_says_nothing(text: str) -> None:
    assert "".join(each.text for prose in prose_of(text) for each in prose.lines) == ""


HOSTILE = [
    "<script>alert(1)</script>",
    '<img src=x onerror="alert(1)">',
    '<svg/onload=alert(1)><iframe src="//elsewhere.example">',
    "[a](javascript:alert(1))",
    "[a](JaVaScRiPt:alert(1))",
    "[a](data:text/html;base64,PHNjcmlwdD4=)",
    "[a](//elsewhere.example)",
    "[a](guide:keep-proof/../../d/)",
    "[a](guide:Keep%20proof)",
    "![a](https://elsewhere.example/x.png)",
    "[a]: https://elsewhere.example\n\n[a]",
    "<https://elsewhere.example>",
    "https://elsewhere.example www.elsewhere.example",
    "| a | b |\n|---|---|\n| <b>c</b> | d |",
    "```html\n<script>alert(1)</script>\n```",
    "    <script>alert(1)</script>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "<style>*{display:none}</style><link rel=stylesheet href=//elsewhere.example>",
    '"><base href="//elsewhere.example"><meta http-equiv=refresh content=0>',
    "<form action=//elsewhere.example><button>a</button></form>",
    "{{ settings.SECRET_KEY }} {% load static %}",
    "\u202etxet denrut\u202c \u2066a\u2069 \u200fb",
    "a\x00b\x1bc",
    "[^gone]",
    "**" * 400 + "a",
    "[" * 400 + "a" + "](guide:b)" * 400,
    "- " * 60 + "a",
    "> " * 60 + "a",
    "x" * 5_000,
    "a\u0301" * 2_000,
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_paste_leads_nowhere_and_turns_no_word(text: str) -> None:
    runs = [run for prose in prose_of(text) for each in prose.lines for run in each.runs]

    assert {run.to for run in runs} <= {"", "b"}
    assert not set("".join(run.text for run in runs)) & set(
        "\x00\x1b\u200f\u202c\u202e\u2066\u2069"
    )
