"""From a case to a report for the police, which a stranger checks: by the participant of the demo, on a phone.

With and without script, in English and in Arabic. Nothing comes from anywhere else, and no policy is broken.
"""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.journeys.site import Demo, come_in, go_to_desk, post_by
from tests.journeys.test_main_job import PHONE, choose_label, unzipped, verdicts, watched

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

Open = Callable[..., "BrowserContext"]


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("with_script", [True, False])
def test_from_a_case_to_a_report_that_a_stranger_checks(
    demo: Demo, open_browser: Open, tmp_path: Path, *, with_script: bool, language: str
) -> None:
    browser = open_browser(java_script_enabled=with_script, viewport=PHONE)
    page = browser.pages[0]
    strays = watched(browser, page, demo)
    come_in(page, demo, demo.links["participant"], language)
    go_to_desk(page, demo)

    open_least_case(page, demo)
    page.locator("a[href$='/to/']").first.click()
    post_by(page, "button[name=route][value='any.police']")
    begin(page)
    page.locator("textarea[name=what_happened]").fill("They have written to me for a week.")
    post_by(page, "form:has(textarea[name=what_happened]) button")
    top = unzipped(packed(page, tmp_path), tmp_path / "unzipped")
    sent(page)

    assert verdicts(top) == (0, 0)
    assert (top / "data" / "form.pdf").read_bytes().startswith(b"%PDF")
    assert strays == []


def open_least_case(page: "Page", demo: Demo) -> None:
    """Put the least that matters into a case, in one tap, with the desk's real words open."""
    if page.locator("form[action$='/d/real/'] button[value=yes]").count():
        post_by(page, "form[action$='/d/real/'] button")
    if page.locator("form[action$='/k/in/'] button").count():
        post_by(page, "form[action$='/k/in/'] button")
    page.goto(f"{demo.url}/f/")
    if page.locator("form[action$='/k/in/'] button").count():
        post_by(page, "form[action$='/k/in/'] button")
    post_by(page, "form[action$='/f/least/'] button")


def begin(page: "Page") -> None:
    page.locator("input[name=young][value=no]").check()
    choose_label(page, "T1")
    post_by(page, "main form button")


def packed(page: "Page", folder: Path) -> Path:
    with page.expect_download() as download:
        page.locator("form[action$='/zip/'] button").click()
    where = folder / "package.zip"
    download.value.save_as(where)
    return where


def sent(page: "Page") -> None:
    page.locator("a[href$='/go/']").click()
    page.locator("input[name=number]").fill("AZ-1")
    page.locator("input[name=sure]").check()
    post_by(page, "main form button")
    assert page.locator(".spine li").count() == 1
