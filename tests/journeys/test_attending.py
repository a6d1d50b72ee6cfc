"""From an invitation's link to a place, on a phone without JavaScript, in four steps: open, name, password, yes."""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from tests.journeys.site import Demo

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext

PHONE = {"width": 360, "height": 740}
PASSWORD = "long-walks-by-the-sea"


@pytest.mark.parametrize(("language", "name"), [("en", "walker"), ("ar", "مشاءة")])
def test_who_is_invited_has_a_place_after_four_steps(
    demo: Demo, open_browser: "Callable[..., BrowserContext]", language: str, name: str
) -> None:
    printed = demo.command("demo", "--no-serve", "--port", str(demo.port))
    [link] = re.findall(r"http\S+/e/i/\S+", printed)
    context = open_browser(java_script_enabled=False, viewport=PHONE, locale=language)
    context.add_cookies([{"name": "l", "value": language, "url": demo.url}])
    page = context.new_page()

    page.goto(link)
    before = page.locator("main").inner_text()
    page.fill("[name=username]", name)
    page.fill("[name=password]", PASSWORD)
    page.click("main button[value=password]")

    assert re.fullmatch(rf"{demo.url}/e/[0-9a-f-]+/mine/", page.url)
    assert page.locator("html").get_attribute("dir") == ("rtl" if language == "ar" else "ltr")
    assert "Sample" in before  # why she is invited, before anything was asked of her
    assert page.locator(".fold").count() == 2
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert wide <= PHONE["width"]
