"""From an invitation's link to her calendar, on a phone without JavaScript: open, name, password, yes, the file."""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import icalendar
import pytest

from tests.journeys.site import Demo
from tests.journeys.test_flood import Hands

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext

PHONE = {"width": 360, "height": 740}
PASSWORD = "long-walks-by-the-sea"


@pytest.mark.parametrize(("language", "name"), [("en", "walker"), ("ar", "مشاءة")])
def test_from_an_invitation_to_a_calendar_in_five_actions(
    demo: Demo, open_browser: "Callable[..., BrowserContext]", language: str, name: str
) -> None:
    printed = demo.command("demo", "--no-serve", "--port", str(demo.port))
    [link] = re.findall(r"http\S+/e/i/\S+", printed)
    context = open_browser(java_script_enabled=False, viewport=PHONE, locale=language)
    context.add_cookies([{"name": "l", "value": language, "url": demo.url}])
    page = context.new_page()

    hands = Hands(page)

    page.goto(link)
    hands.actions += 1
    before = page.locator("main").inner_text()
    hands.write("[name=username]", name)
    hands.write("[name=password]", PASSWORD)
    hands.press("main button[value=password]")
    with page.expect_download() as waiting:
        hands.actions += 1
        page.click("main a[href$='/calendar.ics']")

    told = icalendar.Calendar.from_ical(waiting.value.path().read_bytes()).walk("VEVENT")
    print(f"\nmail to calendar: {hands.actions} actions")  # noqa: T201 -- it is asked for
    assert hands.actions < 6
    assert len({str(one["SUMMARY"]) for one in told}) == 1
    assert "Sample" not in str(told) + str(told[0]["SUMMARY"])
    assert {str(one["CLASS"]) for one in told} == {"PRIVATE"}
    assert re.fullmatch(rf"{demo.url}/e/[0-9a-f-]+/mine/", page.url)
    assert page.locator("html").get_attribute("dir") == ("rtl" if language == "ar" else "ltr")
    assert "Sample" in before  # why she is invited, before anything was asked of her
    assert page.locator(".fold").count() == 3
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert wide <= PHONE["width"]
