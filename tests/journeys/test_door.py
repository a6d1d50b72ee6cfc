"""From her ticket to the door, on phones: without JavaScript, by a code read out; with it, without a connection."""

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import msgspec
import pytest

from tests.journeys.site import Demo, come_in

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

Open = Callable[..., "BrowserContext"]
PHONE = {"width": 360, "height": 740}
PIN = "480213"
MOVE = """
from datetime import date
from django.utils.timezone import now
from fuerza.door.services import Terms, open_door
from fuerza.programme.models import Edition
row = Edition.objects.filter(is_fictional=True).order_by("made_at").first()
before, row.first_day = row.first_day, date.fromisoformat({day!r}) if {day!r} else date.today()
row.starts, row.last_day = row.first_day.isoformat(), row.first_day
row.save()
by, terms = row.doors.first().opened_by, Terms(may_take_list=True)
codes = [open_door(edition=row, terms=terms, by=by, now=now()).code for _one in range({doors})]
print(row.pk, before, *codes)
"""
KEPT = """async () => {
  const found = (await indexedDB.databases()).filter((one) => one.name === "door");
  if (!found.length) return [];
  const base = await new Promise((done) => { const r = indexedDB.open("door"); r.onsuccess = () => done(r.result); });
  const keys = await new Promise((done) => {
    const r = base.transaction("kept").objectStore("kept").getAllKeys();
    r.onsuccess = () => done(r.result);
  });
  base.close();
  return keys;
}"""


class Today(msgspec.Struct):
    """The sample edition, taking place today: its doors' codes, and links to those who come."""

    demo: Demo
    edition: str
    doors: list[str]
    links: dict[str, str]


@pytest.fixture(scope="module")
def today(demo: Demo) -> Iterator[Today]:
    """Have the sample edition take place today, and put it back afterwards."""
    script = MOVE.format(day="", doors=2)
    edition, before, *doors = demo.command("shell", "-v0", "-c", script).split()
    yield Today(demo, edition, doors, demo.links)
    demo.command("shell", "-v0", "-c", MOVE.format(day=before, doors=0))


def stand_at_the_door(page: "Page", today: Today, who: str) -> str:
    """Read her code on her page; then put this phone at a door, signed in to nothing."""
    url = today.demo.url
    come_in(page, today.demo, today.links[who])
    page.goto(f"{url}/e/{today.edition}/mine/ticket/")
    code = page.locator(".spelled").inner_text()
    page.context.clear_cookies()
    page.goto(f"{url}/e/door/")
    page.fill("[name=code]", today.doors.pop())
    page.click("main form button")
    page.click("main form button")
    assert page.url == f"{url}/e/door/"
    return code


def check(page: "Page", code: str) -> str:
    page.fill("[name=text]", code)
    page.click("main [data-door] form button:not([data-scan])")
    page.wait_for_selector(".verdict")
    return page.locator(".verdict").inner_text()


def test_a_code_read_out_lets_her_in_once(open_browser: Open, today: Today) -> None:
    context = open_browser(java_script_enabled=False, viewport=PHONE)
    page = context.new_page()
    code = stand_at_the_door(page, today, "participant")

    first = check(page, code)
    wide = page.evaluate("document.documentElement.scrollWidth")
    again = check(page, code.lower())
    names = {cookie["name"] for cookie in context.cookies()}
    page.goto(f"{today.demo.url}/e/{today.edition}/people/")

    assert re.match(r"In\s+Marisol\s+Yellow: ask before each photo\s+She has asked", first)
    assert ("already_in" in again, "Marisol" in again) == (True, False)
    assert (wide <= PHONE["width"], "d" in names, "/in/" in page.url) == (True, True, True)


def test_without_a_connection_the_list_lets_her_in_and_goes_when_the_door_is_left(
    open_browser: Open, today: Today
) -> None:
    context = open_browser(viewport=PHONE)
    page = context.new_page()
    code = stand_at_the_door(page, today, "adviser")
    page.fill("[data-take] [data-pin]", PIN)
    page.click("[data-take] button")
    page.wait_for_selector("[data-held]:not([hidden])")
    stored = page.evaluate(KEPT)

    context.set_offline(True)
    answers = []
    for one in ("ABCD-EFGH-JKMN", code, code):
        page.evaluate("document.querySelector('[data-result]').replaceChildren()")
        answers.append(check(page, one))
    unsent = page.locator("[data-number]").inner_text()
    context.set_offline(False)
    page.wait_for_selector("[data-unsent]", state="hidden")
    conflicts = page.locator("[data-conflicts] li").count()
    page.reload()
    for tried, then in (("000000", "text=That was not the number"), (PIN, "[data-held]")):
        page.fill("[data-unlock] [data-pin]", tried)
        page.click("[data-unlock] button")
        page.wait_for_selector(then)
    other = context.new_page()
    other.goto(page.url)
    other.click("[data-leaves] button")
    other.wait_for_selector("text=This phone is at no door")
    page.wait_for_selector("[data-held]", state="hidden")

    assert [one.split("\n")[0] for one in answers] == ["Not in", "In", "Not in"]
    assert ("not on the list" in answers[0], "used already" in answers[2]) == (True, True)
    assert ("Noor" in answers[1], "Noted on this phone" in answers[1], unsent) == (True, True, "1")
    assert (sorted(stored), conflicts, other.evaluate(KEPT)) == (["head", "list", "queue"], 0, [])
