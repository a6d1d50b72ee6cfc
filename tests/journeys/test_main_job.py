"""The main job on the sample inbox, as the participant does it: from the numbers to a package that a stranger checks.

With and without script, in English and in Arabic. Nothing comes from anywhere else, and no policy is broken.
"""

import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image

from tests.journeys.site import Demo, come_in, go_to_desk, post_by

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

Open = Callable[..., "BrowserContext"]
PHONE = {"width": 360, "height": 740}


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("with_script", [True, False])
def test_from_the_numbers_to_a_package_that_a_stranger_checks(
    demo: Demo, open_browser: Open, tmp_path: Path, *, with_script: bool, language: str
) -> None:
    browser = open_browser(java_script_enabled=with_script, viewport=PHONE)
    page = browser.pages[0]
    strays = watched(browser, page, demo)
    come_in(page, demo, demo.links["participant"], language)

    see_numbers_first(page, demo, language)
    flood = page.locator("a.row-name[href*='/d/q/']").nth(3).get_attribute("href")
    page.goto(f"{demo.url}{flood}")
    raid = page.locator("a[href*='/d/g/']").first.get_attribute("href")
    read_folded(page, f"{demo.url}{raid}")
    hide_one_and_undo(page, f"{demo.url}{raid}")
    mute_two(page, first=4 * with_script + 2 * (language == "ar"))
    report_one(page, demo)
    top = unzipped(export_all(page, demo, tmp_path), tmp_path / "unzipped")
    whole = verdicts(top)
    change_a_byte(top)

    assert whole == (0, 0)
    assert 0 not in verdicts(top)
    assert strays == []


def watched(browser: "BrowserContext", page: "Page", demo: Demo) -> list[str]:
    """Collect requests to anywhere else, and what the page's policy refused."""
    strays: list[str] = []

    def on_request(request: Any) -> None:
        if not request.url.startswith((demo.url, "data:")):
            strays.append(request.url)

    def on_console(message: Any) -> None:
        if "Content Security Policy" in message.text:
            strays.append(message.text)

    browser.on("request", on_request)
    page.on("console", on_console)
    return strays


def see_numbers_first(page: "Page", demo: Demo, language: str) -> None:
    page.goto(f"{demo.url}/")
    said = page.locator("main").inner_text()
    assert ("Bluesky" in said, "X" in said) == (True, True)
    direction = "rtl" if language == "ar" else "ltr"
    assert page.locator("html").get_attribute("dir") == direction
    go_to_desk(page, demo)
    assert page.locator("blockquote").count() == 0


def read_folded(page: "Page", address: str) -> None:
    """Unfold a placeholder, then ask for real words, open the desk, and read."""
    page.goto(address)
    page.locator("details.item-fold summary").first.click()
    assert page.locator(".item-body .said").first.inner_text().startswith("[")
    post_by(page, "form[action$='/d/real/'] button")
    post_by(page, "form[action$='/k/in/'] button")
    page.locator("details.item-fold summary").first.click()
    assert page.locator("blockquote.said").first.is_visible()


def hide_one_and_undo(page: "Page", address: str) -> None:
    before = page.locator("[data-row]").count()
    page.locator("button[formaction][value=hidden]").first.click()
    undo = page.locator("[formaction*='/d/undo/'], form[action*='/d/undo/'] button").first
    undo.wait_for()
    with page.expect_navigation():
        undo.click()
    page.goto(address)
    assert page.locator("[data-row]").count() == before


def mute_two(page: "Page", *, first: int) -> None:
    """Tick two that no journey before has muted, mute them, and be asked first."""
    page.locator("input[data-tick]").nth(first).check()
    page.locator("input[data-tick]").nth(first + 1).check()
    post_by(page, ".bulk button[value=muted]")
    post_by(page, "button.grave")
    assert page.locator(".notice.kept").count() >= 1


def report_one(page: "Page", demo: Demo) -> None:
    """Report one opened threat under her own label."""
    page.goto(f"{demo.url}/d/in/T1/")
    page.locator("details.item-fold summary").first.click()
    address = page.locator(".item-body a").first.get_attribute("href")
    page.goto(f"{demo.url}{address}")
    page.goto(f"{demo.url}{address}report/")
    choose_label(page, "T1")
    post_by(page, "button.grave")
    assert page.locator(".notice.kept").count() >= 1


def unzipped(package: Path, folder: Path) -> Path:
    with zipfile.ZipFile(package) as bag:
        bag.extractall(folder)
    return next(path.parent for path in folder.rglob("bagit.txt"))


def change_a_byte(top: Path) -> None:
    raw = min(top.rglob("data/*/raw.*"))
    body = bytearray(raw.read_bytes())
    body[len(body) // 2] ^= 1
    raw.write_bytes(body)


def choose_label(page: "Page", label: str) -> None:
    radio = page.locator(f"input[type=radio][value={label}]")
    if radio.count():
        radio.first.check()
    else:
        page.locator(f"select:has(option[value={label}])").first.select_option(label)
    for box in page.locator("main input[type=checkbox]").all():
        box.check()


def export_all(page: "Page", demo: Demo, folder: Path) -> Path:
    page.goto(f"{demo.url}/k/")
    if page.locator("form[action$='/k/in/'] button").count():
        post_by(page, "form[action$='/k/in/'] button")
    for box in page.locator("main input[type=checkbox]").all():
        box.check()
    with page.expect_download() as download:
        page.locator("form[action$='/k/zip/'] button").last.click()
    path = folder / "documents.zip"
    download.value.save_as(path)
    assert download.value.suggested_filename == "documents.zip"
    return path


def verdicts(top: Path) -> tuple[int, int]:
    """Return what sha256sum and the package's own verifier say of the bag in `top`: 0 is whole."""
    sums = ["sha256sum", "-c", "--strict", "--quiet", "manifest-sha256.txt"]
    own = [sys.executable, "-I", "-S", "verify/verify.py"]
    return tuple(  # type: ignore[return-value]  # two commands, two codes
        subprocess.run(command, cwd=top, capture_output=True, check=False).returncode
        for command in (sums, own)
    )


def test_what_she_saw_is_kept_from_a_phone_without_script(
    demo: Demo, open_browser: Open, tmp_path: Path
) -> None:
    picture = tmp_path / "seen.png"
    Image.new("RGB", (720, 1280), "white").save(picture)
    browser = open_browser(java_script_enabled=False, viewport=PHONE)
    page = browser.pages[0]
    come_in(page, demo, demo.links["participant"])
    go_to_desk(page, demo)

    page.goto(f"{demo.url}/d/seen/")
    page.locator("input[type=file]").set_input_files(str(picture))
    page.locator("textarea").first.fill("they wrote that I should stop")
    for group in page.locator("fieldset:has(input[type=radio])").all():
        group.locator("input[type=radio]").first.check()
    post_by(page, "main form button[type=submit], main form .actions button")

    assert re.search(r"/d/seen/[0-9a-f-]{36}/$", page.url)
    assert page.locator("a[href*='/slip/'], a[href*='/k/']").count() >= 1
