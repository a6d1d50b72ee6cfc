"""The frame in a real browser: light, readable by everybody, whole at every width."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Literal

import pytest

from tests.journeys.site import Site
from tests.journeys.test_leaving import come_in

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext

LIMIT = 50_000
PATHS = ("/", "/a/", "/w/", "/o/", "/o/more/", "/clouds/", "/nowhere/")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
VIEWS: tuple[tuple[int, Literal["light", "dark"]], ...] = ((360, "light"), (1280, "dark"))
TOO_WIDE = "document.documentElement.scrollWidth > innerWidth"

Open = Callable[..., "BrowserContext"]


def test_the_first_private_page_weighs_little_on_the_wire(site: Site, open_browser: Open) -> None:
    browser = open_browser()
    page = browser.pages[0]
    come_in(page, site, "frida")
    page.goto("about:blank")
    wire = browser.new_cdp_session(page)
    received: list[float] = []
    wire.send("Network.enable")
    wire.send("Network.setCacheDisabled", {"cacheDisabled": True})
    wire.on("Network.loadingFinished", lambda event: received.append(event["encodedDataLength"]))

    page.goto(f"{site.url}/", wait_until="networkidle")

    assert len(received) >= 4
    assert sum(received) <= LIMIT


@pytest.mark.parametrize("language", ["en", "es", "fr", "ar", "hi"])
def test_everybody_can_use_every_page(site: Site, open_browser: Open, language: str) -> None:
    axe = pytest.importorskip(
        "axe_playwright_python.sync_playwright", reason="not run: axe is not installed"
    ).Axe()
    browser = open_browser(bypass_csp=True)  # axe is a script of its own
    page = browser.pages[0]
    come_in(page, site, f"gila-{language}")
    browser.add_cookies([{"name": "l", "value": language, "url": site.url}])
    wrong: list[Any] = []

    for width, theme in VIEWS:
        page.set_viewport_size({"width": width, "height": 740})
        page.emulate_media(color_scheme=theme)
        for path in PATHS:
            page.goto(site.url + path)
            found = axe.run(page, options={"runOnly": RULES}).response["violations"]
            wrong += [(path, width, each["id"], each["nodes"][0]["html"]) for each in found]
            wrong += [(path, width, "too wide")] if page.evaluate(TOO_WIDE) else []

    assert wrong == []


def test_no_page_is_wider_than_a_small_phone(site: Site, open_browser: Open) -> None:
    browser = open_browser(viewport={"width": 320, "height": 560})
    page = browser.pages[0]
    come_in(page, site, "hana")
    wide = []

    for path in PATHS:
        page.goto(site.url + path)
        wide += [path] if page.evaluate(TOO_WIDE) else []

    assert wide == []
