"""Five thousand messages within an hour: from Today to decided, by her on a phone, or by a helper who sees no text.

What she does is counted by the hands that do it, and so is each text that she sees. What may put her in danger is not
decided with the rest: the pages say how much that is, and where it waits. Everything is made up.
"""

import json
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.journeys.doubled import STATE
from tests.journeys.site import PATIENCE, Site, come_in, free_port, post_by
from tests.journeys.test_main_job import PHONE, watched

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

Open = Callable[..., "BrowserContext"]
ROOT = Path(__file__).parents[2]
FEW_ACTIONS, FEW_TEXTS = 15, 5
SLOW = 120_000  # ms: two cores may be shared with much else
HER_GATE = f"app.bsky.feed.threadgate {0:013d}"
DESK = ".back a[href='/d/'], .nav a[href='/d/']"
RAID = "li.flood a.row-name:has(.badge.level-2)"
FLOOD = "li.flood a.row-name:has(.badge.needs)"
MUTE, HIDE, KEEP = ("button[value=muted]", "button[value=hidden]", "button[value=kept]")


class Flooded(Site):
    """An installation with a woman called ada, her helper, and the flood on her desk."""

    def made(self, *words: str) -> Any:
        done = subprocess.run(
            [sys.executable, "-m", "tests.journeys.flooding", *words],
            cwd=self.folder,
            env=self.environ | {"PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            timeout=5 * PATIENCE,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout.splitlines()[-1])


class Doubled(Flooded):
    """The same installation, and what stands on the network that it reaches."""

    program = "tests.journeys.doubled"

    def __init__(self, folder: Path, port: int) -> None:
        super().__init__(folder, port)
        self.environ |= {"PYTHONPATH": str(ROOT)}

    def stands(self) -> Any:
        return json.loads((self.folder / STATE).read_text(encoding="utf-8"))

    def stands_when(self, is_so: Callable[[Any], bool]) -> Any:
        """Wait until what the worker does over there has come so far, and give what stands then."""
        until = time.monotonic() + PATIENCE
        while not is_so(self.stands()) and time.monotonic() < until:
            time.sleep(0.2)
        return self.stands()


class Hands:
    """Somebody at a page: each click, submit and choice is counted, and each text that comes to be seen."""

    def __init__(self, page: "Page") -> None:
        self.page = page
        self.actions = 0
        self.texts = 0

    def press(self, selector: str) -> None:
        """Press what leads to another page."""
        self.actions += 1
        with self.page.expect_navigation():
            self.page.locator(selector).first.click()
        self.texts += self.seen()

    def write(self, selector: str, text: str) -> None:
        self.actions += 1
        self.page.locator(selector).first.fill(text)

    def unfold(self, selector: str) -> None:
        self.actions += 1
        before = self.seen()
        self.page.locator(selector).first.click()
        self.texts += self.seen() - before

    def seen(self) -> int:
        """Count the texts of others that stand open on this page."""
        return sum(said.is_visible() for said in self.page.locator("blockquote.said").all())


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """Fill one installation; each journey has a copy of it."""
    site = Flooded(tmp_path_factory.mktemp("flood"), free_port())
    return site.folder, site.made("fill", "ada")


@pytest.fixture
def flooded(filled: tuple[Path, dict[str, str]], tmp_path: Path) -> Iterator[Flooded]:
    site = Flooded(tmp_path / "site", free_port())
    shutil.copytree(filled[0], site.folder)
    process = site.serve()
    yield site
    process.terminate()
    process.wait(PATIENCE)


@pytest.fixture
def doubled(filled: tuple[Path, dict[str, str]], tmp_path: Path) -> Iterator["Doubled"]:
    """The same, with her account linked on a double of Bluesky."""
    site = Doubled(tmp_path / "site", free_port())
    shutil.copytree(filled[0], site.folder)
    process = site.serve()
    yield site
    process.terminate()
    process.wait(PATIENCE)


def on_phone(open_browser: Open, *, with_script: bool) -> "Page":
    browser = open_browser(java_script_enabled=with_script, viewport=PHONE)
    browser.set_default_timeout(SLOW)
    browser.set_default_navigation_timeout(SLOW)
    return browser.pages[0]


def on_today(page: "Page", site: Flooded, link: str, language: str) -> None:
    come_in(page, site, f"{site.url}{link}", language)
    page.goto(f"{site.url}/")
    assert page.locator("html").get_attribute("lang") == language


def far(page: "Page") -> tuple[int, int]:
    """Read off the flood's page how many of how many hurtful ones are decided on."""
    bar = page.locator(".progress progress").first
    return int(bar.get_attribute("value") or 0), int(bar.get_attribute("max") or 0)


def told_left(page: "Page") -> list[str]:
    """Read off the flood's page what is said to wait one by one: after the act, and as it stands."""
    said = page.locator("p:not(.soft):has(> a[href='/d/urgent/'])").all()
    return [re.findall(r"\d+", each.inner_text())[-1] for each in said]


def report(what: str, hands: Hands, counted: Any) -> None:
    """Tell the figures to whoever runs this with -s."""
    print(f"\n{what}: {hands.actions} actions, {hands.texts} texts, {counted}")  # noqa: T201 -- it is asked for


@pytest.mark.parametrize(("with_script", "language"), [(True, "en"), (False, "ar")])
def test_a_flood_is_understood_and_decided_in_a_few_taps(
    flooded: Flooded,
    filled: tuple[Path, dict[str, str]],
    open_browser: Open,
    *,
    with_script: bool,
    language: str,
) -> None:
    page = on_phone(open_browser, with_script=with_script)
    strays = watched(page.context, page, flooded)  # type: ignore[arg-type]  # of a site it takes the address
    on_today(page, flooded, filled[1]["ada"], language)
    before = flooded.made("count", "ada")
    hers = Hands(page)

    decide_by_herself(hers)

    after = flooded.made("count", "ada")
    report(f"her own, {language}, script {with_script}", hers, after)
    assert (hers.actions < FEW_ACTIONS, 1 <= hers.texts <= FEW_TEXTS) == (True, True)
    left = after["urgent"]["waiting"]
    assert far(page) == (after["hurtful"] - left, after["hurtful"])
    assert (before["size"], before["waiting"], after["waiting"]) == (
        5_000,
        before["hurtful"],
        left,
    )
    assert told_left(page) == [str(left)] * 2
    assert after["urgent"] == {"waiting": before["urgent"]["waiting"] - 2, "kept": 2}
    assert after["support"] == before["support"]
    assert after["danger"] == {"kept": 2}
    assert strays == []


def decide_by_herself(hers: Hands) -> None:
    hers.press(".todo.needs a[href='/d/q/u/']")
    hers.press("main form button")  # the page before the first sensitive step
    hers.press("ul.rows a[href*='/d/q/u/']")
    hers.press("form[action$='/k/in/'] button")
    hers.unfold("details.item-fold summary")
    hers.press(f".all-acts {KEEP}")
    hers.press(DESK)
    hers.press(RAID)
    hers.press(MUTE)
    hers.press("button.grave")
    hers.press("form[action$='/run/'] button.grave")
    hers.press(DESK)
    hers.press(FLOOD)
    hers.press(HIDE)


@pytest.mark.parametrize(("with_script", "language"), [(True, "ar"), (False, "en")])
def test_a_helper_decides_it_masked_and_a_block_waits_for_her(
    flooded: Flooded,
    filled: tuple[Path, dict[str, str]],
    open_browser: Open,
    *,
    with_script: bool,
    language: str,
) -> None:
    page = on_phone(open_browser, with_script=with_script)
    on_today(page, flooded, filled[1]["ada-helper"], language)
    helper = Hands(page)

    unseen, read, another = decide_masked(helper)
    decided, shown = flooded.made("count", "ada"), far(page)
    report(f"a helper, {language}, script {with_script}", helper, decided)
    taps = helper.actions
    propose_block(helper, f"{flooded.url}{another}")
    proposed = flooded.made("count", "ada")
    page.context.clear_cookies()
    on_today(page, flooded, filled[1]["ada"], language)
    page.goto(f"{flooded.url}/d/h/log/?page=9999")  # a line for each of 900 kept stands above it
    logged = page.locator(f"main a[href='/d/{read}/']").count()
    page.goto(f"{flooded.url}/d/")
    post_by(page, "main form button")
    dangers = page.locator(".notice.needs li a[href*='/d/q/u/']").count()
    page.goto(f"{flooded.url}/l/p/{proposed['waits'][0]}/")
    post_by(page, "form[action$='/run/'] button.grave")
    begun = flooded.made("count", "ada")["plans"]

    left = decided["urgent"]["waiting"]
    assert (taps < FEW_ACTIONS, unseen, helper.texts) == (True, 0, 1)
    assert shown == (decided["hurtful"] - left, decided["hurtful"])
    assert (decided["waiting"], decided["urgent"]) == (left, {"waiting": left})
    assert (decided["support"], dangers) == ({"waiting": 250}, 1)
    assert decided["plans"] == [["mute", True, decided["by_decision"]["muted"]]]
    assert [went for kind, went, _n in proposed["plans"] if kind == "block"] == [False]
    assert [went for kind, went, _n in begun if kind == "block"] == [True]
    assert (decided["read"], logged) == (1, 1)


def decide_masked(helper: Hands) -> tuple[int, str, str]:
    """Decide it all, unfolding one text; return how many were seen before, which was read, and another raid's page."""
    page = helper.page
    helper.press("a[href*='/d/of/']")
    helper.press("main form button")  # the page before the first sensitive step
    helper.press("form[action$='/k/in/'] button")
    helper.press(".notice.needs li a[href*='/d/q/u/']")
    helper.unfold("details.item-fold summary")
    unseen = helper.texts
    helper.press(".item-body button[formaction]:not([name])")
    read = page.url.rstrip("/").split("/")[-1]
    helper.press(DESK)
    another = page.locator(RAID).nth(1).get_attribute("href")
    helper.press(RAID)
    helper.press(MUTE)
    helper.press("button.grave")
    helper.press(DESK)
    helper.press(FLOOD)
    helper.press(HIDE)
    return unseen, read, another or ""


def propose_block(helper: Hands, raid: str) -> None:
    """Ask for the accounts of a raid that is hidden by now to be blocked."""
    helper.page.goto(raid)
    helper.press("button[value=blocked]")
    helper.press("button.grave")


@pytest.mark.parametrize(("with_script", "language"), [(True, "en"), (False, "ar")])
def test_everything_is_tightened_until_she_says_that_it_is_over(
    doubled: Doubled,
    filled: tuple[Path, dict[str, str]],
    open_browser: Open,
    *,
    with_script: bool,
    language: str,
) -> None:
    page = on_phone(open_browser, with_script=with_script)
    on_today(page, doubled, filled[1]["ada"], language)
    hers, stood = Hands(page), doubled.stands()

    page.goto(f"{doubled.url}/d/")
    hers.press("main form button")  # the page before the first sensitive step
    hers.press("form[action$='/k/in/'] button")
    hers.press("a[href='/d/c/']")
    hers.write("textarea[name=words]", "traitor")
    hers.press("form[action$='/d/c/on/'] button")
    report(f"tightened, {language}, script {with_script}", hers, "")
    tight = doubled.stands_when(is_tight)
    kept = doubled.made("come", "ada")["kept"]
    page.goto(f"{doubled.url}/d/")
    during = shown_of(page)
    refused = forced(page, doubled)
    doubled.made("pass_on", "ada")
    page.goto(f"{doubled.url}/")
    asked = page.locator(".todo a[href='/d/c/']").count()
    still = doubled.stands()
    page.goto(f"{doubled.url}/d/c/")
    post_by(page, "form[action$='/d/c/off/'] button")
    page.goto(f"{doubled.url}/d/")
    after = doubled.stands_when(lambda now: bool(now == stood))

    assert (is_tight(stood), is_tight(tight), still == tight) == (False, True, True)
    assert (stood["gates"][HER_GATE]["hiddenReplies"], after) == (["at://x"], stood)
    assert kept == 1
    assert during == {"support": 1, "danger": 1, "floods": 0, "categories": 0}
    assert refused
    assert asked == 1
    assert shown_of(page)["floods"] > 0


def is_tight(stands: Any) -> bool:
    """Say whether both her threads are closed to strangers, neither may be quoted, and her word is muted."""
    closed = [place for place, gate in stands["gates"].items() if gate.get("allow")]
    words = [
        item["value"]
        for each in stands["preferences"]
        if each["$type"].endswith("#mutedWordsPref")
        for item in each["items"]
    ]
    return (len(closed), len(stands["gates"]), words) == (2, 4, ["traitor"])


def shown_of(page: "Page") -> dict[str, int]:
    """Count what the desk's first page leads to."""
    ways = {
        "support": "a.support-card",
        "danger": "a[href='/d/urgent/']",
        "floods": "li.flood a.row-name",
        "categories": ".count-row",
    }
    return {what: page.locator(way).count() for what, way in ways.items()}


def forced(page: "Page", site: Flooded) -> bool:
    """Switch it off past the page, which offers no button while a flood goes on; say whether it stayed on."""
    page.goto(f"{site.url}/d/c/")
    offered = page.locator("form[action$='/d/c/off/']").count()
    token = page.locator("form[action$='/d/c/go/'] input[name=csrfmiddlewaretoken]").first
    form: dict[str, str | float | bool] = {
        "csrfmiddlewaretoken": token.get_attribute("value") or "",
        "desk": "own",
    }
    reply = page.request.post(
        f"{site.url}/d/c/off/", form=form, headers={"Referer": f"{site.url}/d/c/"}
    )
    page.goto(f"{site.url}/d/")
    return reply.ok and offered == 0 and page.locator("li.flood").count() == 0
