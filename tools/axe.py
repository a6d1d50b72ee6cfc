#!/usr/bin/env python
"""Look with axe at one page of each template in five languages: tools/axe.py FOLDER.

The folder is what tests/collected.py filled while the tests ran (FUERZA_PAGES). Each page is loaded once, without its
scripts, and looked at narrow and light, wide and dark. A template that no test drew is as wrong as a violation.
"""

import os
import sys
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import django
from django.conf import settings
from django.contrib.staticfiles import finders

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.journeys.conftest import CHROMIUM, FLAGS  # noqa: E402 -- the path is set just above
from tests.journeys.test_everybody import violations  # noqa: E402 -- as before

ORIGIN = "http://pages.invalid"  # no resolver knows it: whatever else a page asks for is not there
LAYOUTS = ("allauth/layouts/", "people/again.html")  # what other pages are made of


def main(folder: Path) -> int:
    try:
        from playwright.sync_api import sync_playwright

        axe = files("axe_playwright_python").joinpath("axe.min.js").read_text()
    except ImportError as error:
        print(f"not run: axe on every template: {error}")
        return 0
    if not CHROMIUM.exists():
        print(f"not run: axe on every template: no Chromium at {CHROMIUM}")
        return 0
    pages = sorted(folder.glob("*.html"))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        page = browser.new_page(bypass_csp=True)
        page.route("**/*", lambda route: answer(route, folder))
        page.add_init_script(axe)
        wrong = [each for path in pages for each in look(page, path)]
        browser.close()
    missing = sorted(templates() - {name_of(path) for path in pages})
    for line in (*wrong, *(f"{name}: no test draws it, so nobody looked" for name in missing)):
        print(line)
    print(f"axe: {len(pages)} pages, {len(wrong)} violations, {len(missing)} templates not drawn")
    return int(bool(wrong or missing))


def templates() -> set[str]:
    """Name the templates that are pages: they extend another."""
    return {
        name
        for folder in (ROOT / "src/fuerza").glob("**/templates")
        for path in folder.rglob("*.html")
        if not (name := str(path.relative_to(folder))).startswith(LAYOUTS)
        and path.read_text().startswith("{% extends")
    }


def name_of(page: Path) -> str:
    """Turn `desk.open.html.ar.html` back into the template's name."""
    return page.name.removesuffix(".html").rpartition(".html.")[0].replace(".", "/") + ".html"


def look(page: Any, path: Path) -> Iterator[str]:
    page.goto(f"{ORIGIN}/{path.name}")
    for found in violations(page):
        yield f"{path.name}: {found}"


def answer(route: Any, folder: Path) -> None:
    """Hand the browser the page and the site's own static files, and nothing else."""
    path = route.request.url.removeprefix(ORIGIN)
    is_static = path.startswith(settings.STATIC_URL)
    found = finders.find(path.removeprefix(settings.STATIC_URL)) if is_static else folder / path[1:]
    if found and Path(found).is_file():
        route.fulfill(path=found)
    else:
        route.abort()


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    raise SystemExit(main(Path(sys.argv[1])))
