"""What no template and no style sheet may hold, and what makes every page work without script."""

import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

SITE = Path(__file__).parents[3] / "src/fuerza"
TEMPLATES = sorted([*SITE.glob("templates/**/*.html"), *SITE.glob("*/templates/**/*.html")])
STYLES = sorted(SITE.glob("static/css/*.css"))
FREE = {"text", "search", "url"}
SENDS = {"hx-get", "hx-post", "hx-put", "hx-patch", "hx-delete"}
PHYSICAL = re.compile(
    r"(?<![\w-])(left|right)(?![\w-])"
    r"|(?<![\w-])(margin|padding|border|inset|scroll-margin|scroll-padding)-(left|right|top|bottom)"
    r"|(?<![\w-])border-(top|bottom)-(left|right)-radius"
    r"|[{;]\s*(top|bottom|width|height|max-width|max-height|min-width|min-height)\s*:"
)
TAG = re.compile(r"{%.*?%}|{{.*?}}|{#.*?#}", re.DOTALL)

Start = tuple[str, dict[str, str | None]]


class Starts(HTMLParser):
    """Collects the start tags of a template, with Django's own tags taken out."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[Start] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def starts(template: Path) -> list[Start]:
    parser = Starts()
    parser.feed(TAG.sub("x", read(template)))
    return parser.found


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def test_the_templates_were_found() -> None:
    assert SITE / "templates/base.html" in TEMPLATES


def sinners(files: list[Path], wrong: Callable[[Path], list[Any]]) -> dict[str, list[Any]]:
    """Map each file in which something wrong was found to what it was."""
    return {str(path.relative_to(SITE)): found for path in files if (found := wrong(path))}


def test_no_template_has_inline_style_script_or_handler() -> None:
    def inline(template: Path) -> list[Start]:
        return [
            (tag, attributes)
            for tag, attributes in starts(template)
            if tag == "style"
            or any(name == "style" or name.startswith(("on", "hx-on")) for name in attributes)
            or (
                tag == "script"
                and "src" not in attributes
                and "json" not in str(attributes.get("type"))
            )
        ]

    assert sinners(TEMPLATES, inline) == {}


def test_everything_that_htmx_sends_is_sent_without_it_too() -> None:
    def alone(template: Path) -> list[Start]:
        return [
            (tag, attributes)
            for tag, attributes in starts(template)
            if SENDS & attributes.keys()
            and not (tag == "form" and "method" in attributes)
            and not (tag == "a" and "href" in attributes)
            and "formaction" not in attributes
        ]

    assert sinners(TEMPLATES, alone) == {}


def test_free_text_is_never_remembered_by_the_browser() -> None:
    def remembered(template: Path) -> list[Start]:
        return [
            (tag, attributes)
            for tag, attributes in starts(template)
            if (tag == "textarea" or (tag == "input" and attributes.get("type", "text") in FREE))
            and attributes.get("autocomplete") is None
        ]

    assert sinners(TEMPLATES, remembered) == {}


def test_no_template_says_left_or_right_or_trusts_text() -> None:
    def physical(template: Path) -> list[str]:
        text = re.sub(
            r"{%\s*comment.*?endcomment\s*%}|{#.*?#}", "", read(template), flags=re.DOTALL
        )
        return re.findall(r"(?:text|float|align)-(?:left|right)|\|\s*safe\b|autoescape off", text)

    assert sinners(TEMPLATES, physical) == {}


def test_styles_use_logical_properties_alone() -> None:
    def physical(style: Path) -> list[str]:
        css = re.sub(r"/\*.*?\*/|@media[^{]*", "", read(style), flags=re.DOTALL)
        return [found[0] for found in PHYSICAL.finditer(css)]

    assert sinners(STYLES, physical) == {}


@pytest.mark.parametrize(
    "line",
    [
        "a { margin-left: 1px; }",
        "a { text-align: right; }",
        "a { border-top-left-radius: 1px; }",
        "a { left: 0; }",
        "a { width: 1px; }",
    ],
)
def test_a_physical_property_would_be_found(line: str) -> None:
    assert PHYSICAL.search(line) is not None


def test_styles_ask_nobody_else_for_anything() -> None:
    def asks(style: Path) -> list[str]:
        return re.findall(r"url\(|@import|@font-face", read(style))

    assert sinners(STYLES, asks) == {}


def test_no_template_joins_words_with_marks_of_one_language() -> None:
    """A comma, a colon or a question mark is another one in Arabic, and has a space before it in French."""

    def joined(template: Path) -> list[str]:
        text = re.sub(
            r"{%\s*blocktranslate.*?endblocktranslate\s*%}", "", read(template), flags=re.DOTALL
        )
        return re.findall(r"(?:}}|%}|</?(?:a|bdi|span)\b[^>]*>)[,;:?!](?=[\s<{]).{0,20}", text)

    pages = [template for template in TEMPLATES if "design" not in str(template)]
    assert sinners(pages, joined) == {}


def test_a_moment_is_set_apart_by_itself() -> None:
    """`{% when %}` stands in a <time>; a <bdi> around it would run as its first letters do, which may be "UTC"."""
    css = read(SITE / "static/css/fuerza.css")

    assert sinners(TEMPLATES, lambda page: re.findall(r"<bdi>{% (?:when|day) ", read(page))) == {}
    assert re.findall(r"\btime\b[^{}]*{ unicode-bidi: isolate; }", css) != []


def test_words_of_others_are_quoted_her_way() -> None:
    css = read(SITE / "static/css/fuerza.css")

    quotes = dict(re.findall(r"((?::lang\(\w+\) )?\bq) { quotes: ([^;]*);", css))
    assert quotes == {
        "q": '"“" "”"',
        ":lang(fr) q": r'"«\a0" "\a0»"',
        ":lang(ar) q": '"«" "»"',
    }


def test_facts_stand_below_their_names_on_a_phone() -> None:
    narrow = read(SITE / "static/css/fuerza.css").split("@media (max-width: 599.98px)")[1]

    assert ".facts { grid-template-columns: minmax(0, 1fr); gap: 0; }" in narrow.split("\n}\n")[0]
