"""A guide written, handed on and shown by two, with nothing but a keyboard."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from tests.journeys.site import Site, come_in

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

Open = Callable[..., "BrowserContext"]
FAR = 150  # more stops than any of these pages has
PASTED = "1. Save it <img src=x onerror=\"document.title='run'\">.\n2. [Press](javascript:alert(1))"


def reach(page: "Page", selector: str) -> None:
    """Go on with Tab until the focus is there: whatever can't be reached so fails."""
    for _stop in range(FAR):
        page.keyboard.press("Tab")
        if page.evaluate("what => document.activeElement.matches(what)", selector):
            return
    raise AssertionError(f"no way to {selector} on {page.url}")


def press(page: "Page", selector: str) -> None:
    reach(page, selector)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def write(page: "Page", selector: str, text: str) -> None:
    reach(page, selector)
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(text)


def test_two_write_a_guide_by_keyboard_alone(open_browser: Open, site: Site) -> None:
    page = open_browser().new_page()
    come_in(page, site, site.link_for("wanda", "organiser"))
    page.goto(f"{site.url}/g/")

    press(page, "main a[href='/g/e/']")
    press(page, "main a[href='/g/e/new/']")
    write(page, "[name=title]", "When the meeting is filmed")
    write(page, "[name=lead]", "What to do before, and after.")
    press(page, "main form button")
    write(page, "[name=minute]", PASTED)
    press(page, "[name=look]")
    drawn = page.locator(".drawn").inner_text()
    press(page, "[name=propose]")
    proposed = page.url
    title = page.title()

    page.context.clear_cookies()
    come_in(page, site, site.link_for("xenia", "organiser"))
    page.goto(f"{site.url}/g/e/")
    press(page, f"main a[href='{proposed.removeprefix(site.url)}']")
    press(page, "main a[href$='/yes/']")
    press(page, "main form button.button")
    page.context.clear_cookies()
    page.goto(f"{site.url}/g/")

    read = page.locator("main").inner_text()
    assert "<img src=x onerror=" in drawn
    assert "run" not in title
    assert "When the meeting is filmed" in read
