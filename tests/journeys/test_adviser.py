"""A woman asks for a safety adviser, who sees it, is let in with one tap, reads and documents, and ends it.

Each in a browser of her own, on a phone; with script in English, without it in Arabic. No word of what was
written is in any title, address or notice of either.
"""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.journeys.conftest import CHROMIUM, FLAGS
from tests.journeys.site import PATIENCE, Site, come_in, free_port, post_by
from tests.journeys.test_main_job import PHONE

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Playwright

ROOT = Path(__file__).parents[2]
SLOW = 20_000  # ms: two cores may be shared with much else
CALL, WAITING = "/d/h/a/", "/d/h/a/waiting/"


class Walk:
    """Somebody's way through pages. It notes what of each is told unasked: its title, its address, its notices."""

    def __init__(self, page: "Page", site: Site) -> None:
        self.page = page
        self.site = site
        self.told: list[str] = []

    def go(self, address: str) -> None:
        """Go there, past the page that says what leaving can't do, with the key open."""
        self.page.goto(f"{self.site.url}{address}")
        self._look()
        self._go_on()

    def press(self, selector: str) -> None:
        post_by(self.page, selector)
        self._look()
        self._go_on()

    def text(self, selector: str) -> str:
        return self.page.locator(selector).first.inner_text()

    def _go_on(self) -> None:
        for is_there, button in (
            ("/o/" in self.page.url, "main form button"),
            (True, "form[action$='/k/in/'] button"),
        ):
            if is_there and self.page.locator(button).count():
                post_by(self.page, button)
                self._look()

    def _look(self) -> None:
        told = self.page.locator(".notice, .todo").all_inner_texts()
        self.told += [self.page.url, self.page.title(), *told]


@pytest.fixture(scope="module")
def advised(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Site, dict[str, str]]]:
    """Serve an installation with a woman and an adviser for each language."""
    site = Site(tmp_path_factory.mktemp("advised"), free_port())
    done = subprocess.run(
        [sys.executable, "-m", "tests.journeys.advising", "fill", "en", "ar"],
        cwd=site.folder,
        env=site.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    process = site.serve()
    yield site, json.loads(done.stdout.splitlines()[-1])
    process.terminate()
    process.wait(PATIENCE)


@pytest.fixture
def chromium(playwright: "Playwright") -> "Iterator[Browser]":
    browser = playwright.chromium.launch(executable_path=str(CHROMIUM), headless=True, args=FLAGS)
    yield browser
    browser.close()


@pytest.mark.parametrize(("language", "with_script"), [("en", True), ("ar", False)])
def test_an_adviser_comes_when_she_is_asked_reads_documents_and_goes(
    advised: tuple[Site, dict[str, str]],
    chromium: "Browser",
    *,
    language: str,
    with_script: bool,
) -> None:
    site, links = advised
    hers, adviser = (
        arrive(chromium, site, links[f"{who}-{language}"], language, with_script=with_script)
        for who in ("asker", "adviser")
    )

    on_duty(adviser, language)
    waits = asked(hers)
    taken(adviser)
    early = adviser.page.locator("a[href*='/d/of/']").count()
    came = let_in(hers)
    desk, acts, text = documented(adviser)
    ended(adviser)
    told, logged = afterwards(hers)

    assert (early, acts) == (0, {"kept"})
    assert (came.startswith(waits), len(came) > len(waits)) == (True, True)  # asked, then seen
    assert "canarythreat" in text
    assert "canarydebrief" in told
    assert logged >= 1  # each text that was opened
    assert adviser.page.request.get(f"{site.url}{desk}").status == 404
    assert [each for each in hers.told + adviser.told if "canary" in each] == []
    assert min(len(hers.told), len(adviser.told)) > 20


def arrive(chromium: "Browser", site: Site, link: str, language: str, *, with_script: bool) -> Walk:
    context = chromium.new_context(java_script_enabled=with_script, viewport=PHONE)  # type: ignore[arg-type]  # a size
    context.set_default_timeout(SLOW)
    page = context.new_page()
    come_in(page, site, f"{site.url}{link}", language)
    return Walk(page, site)


def on_duty(adviser: Walk, language: str) -> None:
    """Agree to the rules, and write a card that is always on duty."""
    adviser.go("/")
    adviser.press(".todo a[href='/d/h/a/duty/']")
    adviser.press("main form button")
    for box in (f"[name=languages][value={language}]", "[name=days]"):
        for each in adviser.page.locator(f"input{box}").all():
            each.check()
    for name, value in (("from_hour", "0"), ("to_hour", "0"), ("at_once", "2")):
        adviser.page.locator(f"input[name={name}]").fill(value)
    adviser.press("form:has(input[name=at_once]) button:not([name])")


def asked(hers: Walk) -> str:
    hers.go("/d/")
    hers.go("/")
    hers.press(f".todo a[href='{CALL}']")
    hers.page.locator("textarea[name=message]").fill("canarymessage they know where I live")
    hers.press("form:has(textarea[name=message]) button")
    return hers.text("main .card p")


def taken(adviser: Walk) -> None:
    adviser.go("/")
    adviser.press(f".todo a[href='{WAITING}']")
    adviser.press(f"form[action^='{WAITING}'] button")


def let_in(hers: Walk) -> str:
    """Let her in with one tap; give what is said of when she asked and how long it took until it was seen."""
    hers.go(CALL)
    came = hers.text("main .card p")
    hers.press("form[action$='/a/in/'] button")
    return came


def documented(adviser: Walk) -> tuple[str, set[str], str]:
    """Open one text, and keep it; give the way to the desk, all that could be decided, and the text."""
    page = adviser.page
    adviser.go(WAITING)
    adviser.press("main ul.rows a.row-name")
    assert "canarymessage" in adviser.text("main blockquote")
    desk = page.locator("a[href*='/d/of/']").first.get_attribute("href") or ""
    adviser.press("a[href*='/d/of/']")
    adviser.go("/d/in/T1/")
    page.locator("details.item-fold summary").first.click()
    assert "canary" not in adviser.text("main")
    adviser.press(".item-body button[formaction]:not([name])")
    text = adviser.text("blockquote.said")
    acts = {each.get_attribute("value") or "" for each in page.locator("button[name=act]").all()}
    adviser.press("button[name=act][value=kept]")
    return desk, acts, text


def ended(adviser: Walk) -> None:
    adviser.go(WAITING)
    adviser.press("main ul.rows a.row-name")
    adviser.page.locator("textarea[name=text]").fill("canarydebrief")
    adviser.page.locator("input[name=is_shared]").check()
    adviser.press("form:has(textarea[name=text]) button")
    adviser.press("button[name=act][value=close]")


def afterwards(hers: Walk) -> tuple[str, int]:
    """Read what she is told then, and how many lines of her log lead to a message."""
    hers.go(CALL)
    told = hers.text("main")
    hers.go("/d/h/log/")
    return told, hers.page.locator("main a[href^='/d/']").count()
