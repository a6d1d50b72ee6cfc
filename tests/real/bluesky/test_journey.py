"""On a real network, by hand in a real browser: connect, mentions come in, report one, mute by a list.

The network is Bluesky's own programs on this machine, sign-in page and moderation service too (tests/real/bluesky).
Our site is the real one, too; only the names of the public network lead to the test's one (`door`).
"""

import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.journeys.conftest import open_browser, playwright, profile  # noqa: F401 -- fixtures
from tests.journeys.site import PATIENCE, Site, come_in, free_port, go_to_desk, post_by
from tests.journeys.test_main_job import PHONE, choose_label
from tests.real.bluesky.people import PASSWORD, Control, Someone

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

DOOR = Path(__file__).parent / "door"
ROOT = Path(__file__).parents[3]
pytestmark = [pytest.mark.real, pytest.mark.journey]
THREAT = "you stupid woman, I will find you and kill you"
Open = Callable[..., "BrowserContext"]


@pytest.fixture
def on_network(control: Control, tmp_path: Path) -> Iterator[Site]:
    """A Fuerza for one person that finds the test's network where the public one is."""
    made = Site(tmp_path, free_port())
    places = [control.info[name] for name in ("plc", "pds", "appview", "ozone")]
    made.environ |= {
        "PYTHONPATH": f"{DOOR}:{ROOT}",
        "FUERZA_TEST_NETWORK": json.dumps(control.info),
        "FUERZA_LOCAL_HOSTS": " ".join(place.removeprefix("http://") for place in places),
    }
    process = made.serve()
    yield made
    process.terminate()
    process.wait(PATIENCE)


def test_from_connecting_an_account_to_a_report_in_the_queue_and_a_muted_list(
    control: Control,
    on_network: Site,
    open_browser: Open,  # noqa: F811 -- the fixture
) -> None:
    she, bully = Someone(control.info, "she"), Someone(control.info, "bully")
    threat = bully.mention(she, THREAT)
    control.settle()
    before = [it["uri"] for it in heard(she)]
    page = open_browser(viewport=PHONE).pages[0]
    come_in(page, on_network, on_network.link_for("marisol"))

    connect(page, on_network, she)
    let_act(page, on_network)
    go_to_desk(page, on_network)
    wait_for(page, f"{on_network.url}/d/in/T1/", "details.item-fold")
    report(page, on_network, control.info["labeler"])
    mute_by_list(page, on_network, bully)

    until(lambda: queue(control, threat["uri"]) != [])
    until(lambda: muted(she) == [bully.did])
    [waiting] = queue(control, threat["uri"])
    assert waiting["reviewState"] == "tools.ozone.moderation.defs#reviewOpen"
    bully.mention(she, "and another one")
    control.settle()
    assert (before, heard(she)) == ([threat["uri"]], [])


def connect(page: "Page", site: Site, she: Someone) -> None:
    """Choose the network, read what is asked for, and say yes on the network's own page."""
    page.goto(f"{site.url}/l/new/")
    page.get_by_role("link", name="Bluesky").click()
    page.locator("main form input[type=text]").fill(she.handle)
    go_there_and_agree(page, site)
    assert she.handle in page.locator("h1").inner_text()


def let_act(page: "Page", site: Site) -> None:
    page.get_by_role("link", name="Let it act, too").click()
    go_there_and_agree(page, site)
    assert page.get_by_role("link", name="Let it act, too").count() == 0


def go_there_and_agree(page: "Page", site: Site) -> None:
    post_by(page, "main form button")
    page.locator("main a[href*='/oauth/authorize']").click()
    page.locator("input[name=password]").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("button", name="Authorize").click()
    page.wait_for_url(f"{site.url}/l/*/")


def report(page: "Page", site: Site, labeler: str) -> None:
    """Open the desk, unfold the threat, and report it to a service of her choice."""
    post_by(page, "form[action$='/k/in/'] button")
    page.locator("details.item-fold summary").first.click()
    address = page.locator(".item-body a").first.get_attribute("href")
    page.goto(f"{site.url}{address}")
    page.goto(f"{site.url}{address}report/")
    choose_label(page, "T1")
    page.locator("input[name=service]").fill(labeler)
    post_by(page, "button.grave")
    assert page.locator(".notice.kept").count() == 1


def mute_by_list(page: "Page", site: Site, whom: Someone) -> None:
    page.goto(f"{site.url}/l/b/")
    page.locator("input[type=file]").set_input_files(
        {"name": "list.txt", "mimeType": "text/plain", "buffer": f"{whom.handle}\n".encode()}
    )
    post_by(page, "main form button")
    assert page.url.startswith(f"{site.url}/l/p/")
    wait_for(page, page.url, "form[action$='/run/'] button")
    post_by(page, "form[action$='/run/'] button")


def wait_for(page: "Page", address: str, selector: str) -> None:
    """Look again until it is there."""

    def is_there() -> bool:
        page.goto(address)
        return page.locator(selector).count() > 0

    until(is_there)


def until(what: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not what():
        assert time.monotonic() < end
        time.sleep(0.5)


def queue(control: Control, uri: str) -> list[dict[str, str]]:
    """What waits for Ozone's moderators about a post."""
    told = control.moderate("tools.ozone.moderation.queryStatuses", subject=uri)
    return list(told["subjectStatuses"])


def muted(she: Someone) -> list[str]:
    return [it["did"] for it in she.get("app.bsky.graph.getMutes")["mutes"]]


def heard(she: Someone) -> list[dict[str, str]]:
    return list(she.get("app.bsky.notification.listNotifications")["notifications"])
