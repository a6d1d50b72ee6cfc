"""Everybody can use every page: axe finds nothing wrong for any role, on a phone and at a desk.

Each page is loaded once and looked at twice: narrow and light, wide and dark. `tools/axe.py` looks the same way at a
page of every template in all five languages; here it is the real site, in both directions of writing.
"""

import re
from collections.abc import Callable, Iterator
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import pytest

from tests.journeys.site import Demo, come_in, go_to_desk, post_by

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page, Response

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
LOOK = """() => axe.run({runOnly: RULES, resultTypes: ["violations"]}).then(found => [
    ...found.violations.map(each => [each.id, each.nodes[0].html.slice(0, 200)]),
    ...(document.documentElement.scrollWidth > innerWidth ? [["too wide", ""]] : []),
])""".replace("RULES", str(RULES))
LANGUAGES = ("en", "ar")
ROLES = ("participant", "helper", "adviser", "organiser", "facilitator", "operator")
BEGINNINGS = ("/", "/d/", "/k/", "/l/", "/e/", "/me/")
OPAQUE = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}")
MANY = 130  # pages; a role that reaches more has links without end


@pytest.mark.parametrize("language", LANGUAGES)
def test_everybody_can_use_every_page_of_the_demo(
    demo: Demo, open_browser: "Callable[..., BrowserContext]", language: str
) -> None:
    pytest.importorskip("axe_playwright_python", reason="not run: axe is not installed")
    browser = open_browser(bypass_csp=True)  # axe is a script of its own
    browser.add_init_script(files("axe_playwright_python").joinpath("axe.min.js").read_text())
    page = browser.pages[0]
    links = demo.links
    wrong, kinds = [], set()

    for role in ROLES:
        browser.clear_cookies()
        come_in(page, demo, links[role], language)
        if role == "participant":
            keep_one(page, demo)
        for kind, path in walked(page, demo):
            kinds.add(kind)
            wrong += [(role, path, *each) for each in violations(page)]

    assert wrong == []
    assert {"/k/*/", "/d/*/", "/d/g/*/", "/e/*/"} <= kinds


def keep_one(page: "Page", demo: Demo) -> None:
    """Keep a threat, so that the vault's pages have something to show."""
    go_to_desk(page, demo)
    page.goto(f"{demo.url}/k/")
    if page.locator("form[action$='/k/in/'] button").count():
        post_by(page, "form[action$='/k/in/'] button")
    page.goto(f"{demo.url}/d/in/T1/")
    if page.locator("input[data-tick]").count():
        page.locator("input[data-tick]").first.check()
        post_by(page, ".bulk button[value=kept]")


def walked(page: "Page", demo: Demo) -> "Iterator[tuple[str, str]]":
    """Stand on one page of each kind that can be reached by links from the beginnings, one after another."""
    seen: set[str] = set()
    todo = list(BEGINNINGS)
    while todo:
        path = todo.pop(0)
        kind = OPAQUE.sub("*", path)
        if kind in seen:
            continue
        seen.add(kind)
        assert len(seen) < MANY
        answer = gone_to(page, demo.url + path)
        if answer is None or answer.status != 200 or "html" not in answer.headers["content-type"]:
            continue  # not this role's page, or none at all
        todo += links_of(page)
        yield kind, path


def gone_to(page: "Page", address: str) -> "Response | None":
    """Go to an address; None where a file comes instead of a page."""
    from playwright.sync_api import Error

    try:
        return page.goto(address)
    except Error as error:
        if "Download is starting" not in str(error):
            raise
        return None


def links_of(page: "Page") -> list[str]:
    found: list[str] = page.locator("main a[href^='/']").evaluate_all(
        "all => all.map(a => a.getAttribute('href').split(/[?#]/)[0])"
    )
    return [link for link in found if not link.endswith("/slip/") and "/x/" not in link]


def violations(page: "Page") -> "Iterator[tuple[Any, ...]]":
    for width, theme in ((360, "light"), (1280, "dark")):
        page.set_viewport_size({"width": width, "height": 740})
        page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]  # one of the two it takes
        for rule, html in page.evaluate(LOOK):
            yield width, rule, html
