"""The frame in a real browser: light, readable by everybody, whole at every width."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from tests.journeys.site import Site
from tests.journeys.test_leaving import come_in

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext

LIMIT = 50_000
PATHS = ("/", "/a/", "/w/", "/o/", "/o/more/", "/clouds/", "/nowhere/")
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


def test_no_page_is_wider_than_a_small_phone(site: Site, open_browser: Open) -> None:
    browser = open_browser(viewport={"width": 320, "height": 560})
    page = browser.pages[0]
    come_in(page, site, "hana")
    wide = []

    for path in PATHS:
        page.goto(site.url + path)
        wide += [path] if page.evaluate(TOO_WIDE) else []

    assert wide == []
