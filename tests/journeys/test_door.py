"""From her ticket to the door, on phones: without JavaScript, by a code read out; with it, without a connection."""

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest

from tests.journeys.site import Demo, come_in

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

Open = Callable[..., "BrowserContext"]
PHONE = {"width": 360, "height": 740}
PIN = "480213"
MOVE = """
from datetime import date
from fuerza.programme.models import Edition
row = Edition.objects.filter(is_fictional=True).order_by("made_at").first()
day = date.fromisoformat("{day}") if "{day}" else date.today()
print(row.pk, row.first_day)
row.starts, row.first_day, row.last_day = day.isoformat(), day, day
row.save()
"""


@pytest.fixture
def edition(demo: Demo) -> Iterator[str]:
    """Have the sample edition take place today, and put it back afterwards."""
    pk, before = demo.command("shell", "-v0", "-c", MOVE.format(day="")).split()
    yield pk
    demo.command("shell", "-v0", "-c", MOVE.format(day=before))


def read_code(page: "Page", address: str) -> str:
    page.goto(address)
    return page.locator(".spelled").inner_text()


def stand_at_the_door(page: "Page", demo: Demo, edition: str) -> str:
    """Read her code on her page, open a door as an organiser, and put this phone at it, signed in to nothing."""
    links = demo.links
    come_in(page, demo, links["participant"])
    code = read_code(page, f"{demo.url}/e/{edition}/mine/ticket/")
    page.context.clear_cookies()
    come_in(page, demo, links["organiser"])
    page.goto(f"{demo.url}/e/{edition}/people/doors/")
    page.check("[name=may_take_list]")
    page.click("main form:not(.row-acts form) button:has-text('Open a door')")
    opens = page.locator(".spelled").inner_text()
    page.context.clear_cookies()
    page.goto(f"{demo.url}/e/door/")
    page.fill("[name=code]", opens)
    page.click("main form button")
    page.click("main form button")
    assert page.url == f"{demo.url}/e/door/"
    return code


def check(page: "Page", code: str) -> str:
    page.fill("[name=text]", code)
    page.click("main [data-door] form button:not([data-scan])")
    page.wait_for_selector(".verdict")
    return page.locator(".verdict").inner_text()


def test_a_code_read_out_lets_her_in_once(demo: Demo, open_browser: Open, edition: str) -> None:
    context = open_browser(java_script_enabled=False, viewport=PHONE)
    page = context.new_page()
    code = stand_at_the_door(page, demo, edition)

    first = check(page, code)
    wide = page.evaluate("document.documentElement.scrollWidth")
    again = check(page, code.lower())
    names = {cookie["name"] for cookie in context.cookies()}
    page.goto(f"{demo.url}/e/{edition}/people/")

    assert re.match(r"In\s+Marisol\s+Yellow: ask before each photo\s+She has asked", first)
    assert ("already_in" in again, "Marisol" in again) == (True, False)
    assert (wide <= PHONE["width"], "d" in names, "/in/" in page.url) == (True, True, True)


def test_without_a_connection_the_list_lets_her_in_and_is_erased_when_the_door_ends(
    demo: Demo, open_browser: Open, edition: str
) -> None:
    context = open_browser(viewport=PHONE)
    page = context.new_page()
    code = stand_at_the_door(page, demo, edition)
    page.fill("[data-take] [data-pin]", PIN)
    page.click("[data-take] button")
    page.wait_for_selector("[data-held]:not([hidden])")
    stored = page.evaluate(KEPT)

    context.set_offline(True)
    answers = [check(page, one) for one in ("ABCD-EFGH-JKLM", code)]
    page.wait_for_function("document.querySelector('[data-number]').textContent === '1'")
    page.evaluate("document.querySelector('[data-result]').replaceChildren()")
    answers.append(check(page, code))
    context.set_offline(False)
    page.wait_for_selector("[data-unsent]", state="hidden")
    conflicts = page.locator("[data-conflicts] li").count()
    page.reload()
    for tried in ("000000", PIN):
        page.fill("[data-unlock] [data-pin]", tried)
        page.click("[data-unlock] button")
        page.wait_for_function("document.querySelector('[data-unlock] [data-pin]').value === ''")
    page.wait_for_selector("[data-held]:not([hidden])")
    page.click("[data-leaves] button")
    page.wait_for_selector("text=This phone is at no door")

    assert [one.split("\n")[0] for one in answers] == ["Not in", "In", "Not in"]
    assert ("not on the list" in answers[0], "used already" in answers[2]) == (True, True)
    assert ("Marisol" in answers[1], "Noted on this phone" in answers[1]) == (True, True)
    assert (sorted(stored), conflicts) == (["head", "list", "queue"], 0)
    assert page.evaluate(KEPT) == []


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
