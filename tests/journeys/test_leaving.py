"""After leaving nothing private is left: not behind Back, not in the browser's folder; the way out is always there."""

import sqlite3
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.journeys.site import PATIENCE, Site

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

PASSWORD = "long-walks-by-the-sea"
SAVED = "kanarienvogel-saved-5531"
TYPED = "kanarienvogel-typed-5532"
STORED = "kanarienvogel-stored-5533"
CANARIES = (SAVED, TYPED, STORED)
TELLING = ("abuse", "harass", "safety", "evidence", "threat", "violence", "victim", "desk", "erase")
PATHS = (
    "/",
    "/a/",
    "/w/",
    "/o/",
    "/o/more/",
    "/me/",
    "/me/devices/",
    "/me/with/",
    "/me/yes/",
    "/nowhere/",
)

Open = Callable[..., "BrowserContext"]
Leave = Callable[["Page"], None]


def press_the_button(page: "Page") -> None:
    page.locator("#leave button").click()


def press_the_last_button(page: "Page") -> None:
    page.locator(".foot button").focus()
    page.keyboard.press("Enter")


def press_shift_three_times(page: "Page") -> None:
    page.locator("h1").click()
    for _press in range(3):
        page.keyboard.press("Shift")


def come_in(page: "Page", site: Site, name: str) -> None:
    """Come in by a one-time link, choose a password, and give a name to be shown by."""
    page.goto(site.link_for(name))
    page.fill("[name=username]", name)
    page.fill("[name=password]", PASSWORD)
    page.click("button[value=password]")
    page.goto(f"{site.url}/me/")
    page.fill("[name=name]", SAVED)
    page.locator("[name=name]").press("Enter")
    page.wait_for_load_state()


def forgotten(browser: "BrowserContext") -> None:
    """Wait until the server has answered the leaving: with script the neutral page comes before that answer."""
    until = time.monotonic() + PATIENCE
    while "s" in {cookie["name"] for cookie in browser.cookies()}:
        assert time.monotonic() < until, "the session is still there"
        time.sleep(0.05)


def holding(folder: Path, words: tuple[str, ...]) -> list[tuple[str, str]]:
    """List (word, file) for each word that lies in some file of the folder, as UTF-8 or UTF-16."""
    found = []
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        body = file.read_bytes()
        found += [
            (word, str(file.relative_to(folder)))
            for word in words
            if word.encode() in body or word.encode("utf-16-le") in body
        ]
    return found


def remembered(folder: Path) -> list[tuple[str, str]]:
    """Return the addresses and titles in the browser's history."""
    with sqlite3.connect(folder / "Default/History") as history:
        return history.execute("SELECT url, title FROM urls").fetchall()


@pytest.mark.parametrize(
    ("leave", "with_script"),
    [
        (press_the_button, True),
        (press_the_last_button, True),
        (press_shift_three_times, True),
        (press_the_button, False),
    ],
)
def test_nothing_private_is_left_after_leaving(
    site: Site, open_browser: Open, profile: Path, leave: Leave, with_script: bool
) -> None:
    browser = open_browser(java_script_enabled=with_script)
    page = browser.pages[0]
    come_in(page, site, f"berta-{leave.__name__}-{with_script}"[:60].lower())
    page.goto(f"{site.url}/w/")
    page.goto(f"{site.url}/me/")
    assert SAVED in page.content()
    if with_script:
        page.evaluate("word => { localStorage.word = word; sessionStorage.word = word }", STORED)
    page.fill("[name=name]", TYPED)

    leave(page)
    page.wait_for_url("**/clouds/")
    forgotten(browser)

    behind = []
    for _back in range(5):
        page.go_back()
        behind.append((page.url.removeprefix(site.url), page.content()))
    private = [url for url, body in behind if SAVED in body or TYPED in body or '/me/"' in body]
    browser.close()
    assert private == []
    assert [url for url, _body in behind if "next" in url or "?" in url] == []
    assert holding(profile, CANARIES) == []
    assert [
        row for row in remembered(profile) if any(word in str(row).lower() for word in TELLING)
    ] == []


def test_what_is_looked_for_would_be_found(site: Site, open_browser: Open, profile: Path) -> None:
    browser = open_browser()
    page = browser.pages[0]
    page.goto(f"{site.url}/a/")
    page.evaluate("word => { localStorage.word = word }", STORED)

    browser.close()

    assert {word for word, _file in holding(profile, CANARIES)} == {STORED}


def test_leaving_works_when_the_session_has_ended_already(site: Site, open_browser: Open) -> None:
    browser = open_browser(java_script_enabled=False)
    page = browser.pages[0]
    page.goto(f"{site.url}/a/")
    browser.clear_cookies()

    press_the_button(page)

    assert page.url == f"{site.url}/clouds/"


def test_no_page_breaks_the_policy_or_asks_anybody_else(site: Site, open_browser: Open) -> None:
    browser = open_browser()
    page = browser.pages[0]
    broken: list[str] = []
    elsewhere: list[str] = []
    page.on(
        "console", lambda message: broken.append(message.text) if message.type == "error" else None
    )
    page.on("pageerror", lambda error: broken.append(str(error)))
    browser.on(
        "request",
        lambda asked: (
            None
            if asked.url.startswith((site.url, "data:", "blob:"))
            else elsewhere.append(asked.url)
        ),
    )
    page.goto(f"{site.url}/me/in/")
    come_in(page, site, "carla")

    for path in PATHS:
        page.goto(site.url + path)
    page.goto(f"{site.url}/a/")
    page.evaluate("() => { htmx.ajax('GET', '/o/more/', {target: '#main', select: '#main > *'}) }")
    page.wait_for_selector("h1:has-text('may see this device')")

    expected = "the server responded with a status of 404"
    assert [text for text in broken if expected not in text] == []
    assert elsewhere == []


def test_htmx_opens_the_way_in_as_a_page_once_the_session_is_over(
    site: Site, open_browser: Open
) -> None:
    browser = open_browser()
    page = browser.pages[0]
    come_in(page, site, "dora")
    page.goto(f"{site.url}/w/")
    browser.clear_cookies()

    page.evaluate("() => { htmx.ajax('GET', '/w/', {target: '#main'}) }")

    page.wait_for_url("**/me/in/")


def test_the_way_out_is_the_second_thing_the_keyboard_reaches(
    site: Site, open_browser: Open
) -> None:
    page = open_browser().pages[0]
    page.goto(site.url)

    reached = []
    for _press in range(2):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.textContent.trim()"))

    assert reached == ["Skip to the content", "Leave this page now"]


@pytest.mark.parametrize("width", [320, 1280])
def test_nothing_lies_over_the_way_out(site: Site, open_browser: Open, width: int) -> None:
    page = open_browser(viewport={"width": width, "height": 600}).pages[0]
    come_in(page, site, f"eva-{width}")
    page.goto(f"{site.url}/me/")
    page.locator(".menu summary").click()
    page.mouse.wheel(0, 4000)
    page.wait_for_timeout(200)

    box = page.locator("#leave button").bounding_box()
    assert box is not None
    on_top = page.evaluate(
        "([x, y]) => !!document.elementFromPoint(x, y).closest('#leave')",
        [box["x"] + box["width"] / 2, box["y"] + box["height"] / 2],
    )

    assert (on_top, box["y"] >= 0, box["height"] >= 44) == (True, True, True)
