"""An organiser's way from nothing to forty people invited to an announced edition, its actions counted.

With partners, six sessions, invitations in two languages, and a place in layers that can be read from a moment on.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from tests.journeys.site import Site, come_in
from tests.journeys.test_flood import Hands

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

Open = Callable[..., "BrowserContext"]
FEW_ACTIONS = 29
AGENDA = """09:30-10:45 Who pays
11:00-12:30 panel: Who asks
13:30-14:30 soapbox: Voices
14:30-15:30 workshop: What helps
15:45-16:30 hands-on table: Your settings
16:30-17:00 time together: Goodbye"""


def write(page: "Page", **texts: str) -> None:
    """Type into fields by their names; typing is no action."""
    for name, text in texts.items():
        page.locator(f"main [name={name}]").fill(text)


def choose(hands: Hands, name: str, value: str) -> None:
    hands.actions += 1
    field = hands.page.locator(f"main [name={name}]")
    if field.first.evaluate("each => each.tagName") == "SELECT":
        field.select_option(value)
    else:
        hands.page.locator(f"main [name={name}][value={value}]").check()


def partner(hands: Hands, name: str, role: str = "") -> None:
    write(hands.page, name=name)
    if role:
        choose(hands, "role", role)
    hands.press("main form:not(.row-acts) button")


def open_draft(hands: Hands) -> None:
    """Open the programme, add a place that was not known, and open an edition there."""
    page = hands.page
    hands.press("main a[href='/e/begin/']")
    write(page, name="Voices", hashtag="#Voices", about="We meet.")
    hands.press("main form button")
    hands.press("main a[href='/e/new/']")
    write(page, place="Accra", starts="2031-04-09", issue="Who pays for silence")
    hands.press("main form button")
    hands.press("main a[href='/e/place/']")
    write(page, name="Accra", country="GH")
    choose(hands, "zone", "Africa/Accra")
    hands.press("main form button")
    write(page, place="Accra", starts="2031-04-09", issue="Who pays for silence")
    hands.press("main form button")


def invite(hands: Hands, names: str, language: str = "") -> None:
    """Invite twenty by mail, after the count and the language were said again."""
    addresses = "\n".join(f"{names}{number}@example.org" for number in range(20))
    hands.press("main a[href$='/people/invite/']")
    write(hands.page, addresses=addresses)
    if language:
        choose(hands, "language", language)
    hands.press("main form button")
    again = hands.page.locator("main").inner_text()
    assert "Invite 20 people?" in again
    assert ("Español" if language else "English") in again
    hands.press("main form button")


def have_them_come(hands: Hands) -> None:
    """Say how many can come, invite forty in two languages, and write where it is."""
    page = hands.page
    hands.press("main a[href$='/people/']")
    hands.press("main a[href$='/people/seats/']")
    write(page, capacity="30")
    hands.press("main form button")
    invite(hands, "guest")
    invite(hands, "invitada", "es")
    hands.press("main a[href$='/people/where/']")
    write(page, district="Osu", exact="12 Quiet Lane", note="Ring twice", phone="+233 20 000 0000")
    write(page, release_at="2031-04-08T09:00")
    hands.press("main form button")


def hold_the_stage(page: "Page", board: str) -> None:
    """Run the soapbox's clock by keyboard, with no connection: two names, one of them speaks, then the other."""
    page.goto(board)
    page.context.set_offline(True)
    for name in ("Ama", "Efua"):
        page.locator("[data-name]").fill(name)
        page.keyboard.press("Enter")
    page.locator("h1").click()
    assert page.locator("[data-left]").inner_text() == "140"
    page.keyboard.press("Space")
    page.wait_for_timeout(1_500)
    assert int(page.locator("[data-left]").inner_text()) < 140
    shown = [page.locator(f"[data-{part}]").inner_text() for part in ("speaker", "next", "go")]
    assert shown == ["Ama", "Efua", "Pause"]
    page.keyboard.press("n")
    assert page.locator("[data-speaker]").inner_text() == "Efua"
    assert page.locator("[data-left]").inner_text() == "140"
    page.context.set_offline(False)


def hours_seen_from(page: "Page", site: Site, zone: str, edition: str) -> int:
    """Count the sessions whose hours stand there in the edition's zone and in that of whoever reads elsewhere."""
    page.goto(f"{site.url}/me/")
    page.select_option("[name=zone]", zone)
    page.locator("main form:has([name=zone]) button").first.click()
    page.wait_for_load_state()
    page.goto(edition)
    text = page.locator("main").inner_text()
    pairs = [
        ("09:30", "04:30"),
        ("11:00", "06:00"),
        ("13:30", "08:30"),
        ("14:30", "09:30"),
        ("15:45", "10:45"),
        ("16:30", "11:30"),
    ]
    return sum(there in text and here in text for there, here in pairs)


def test_from_nothing_to_forty_invited_to_an_announced_edition_in_few_actions(
    open_browser: Open, site: Site
) -> None:
    page = open_browser().new_page()
    come_in(page, site, site.link_for("opal", "organiser"))
    page.goto(f"{site.url}/e/all/")
    hands = Hands(page)

    open_draft(hands)
    checklist = page.url
    hands.press("main a[href$='/partners/']")
    partner(hands, "Mesa")
    partner(hands, "Casa", "venue")
    hands.press("p.eyebrow a")
    hands.press("main a[href$='/agenda/']")
    write(page, agenda=AGENDA)
    hands.press("main form button")
    hands.press("main a[href$='/to/announced/']")
    hands.press("main form button")

    assert page.url == checklist
    have_them_come(hands)
    told = page.locator("main").inner_text()
    print(f"\nnothing to forty invited: {hands.actions} actions")  # noqa: T201 -- it is asked for
    assert page.locator("form[action$='/anew/']").count() == 40
    assert ("0 of 30 places" in told, "The address can be read from" in told) == (True, True)
    page.goto(checklist.replace("/all/", "/"))
    shown = page.locator("main").inner_text()
    assert ("Quiet Lane" in shown, "Osu" in shown) == (False, False)
    for words in ("Accra", "Mesa", "Casa", "Who pays for silence", "Voices", "Goodbye"):
        assert words in shown
    assert page.locator(".session-title").count() == 6
    assert hands.actions <= FEW_ACTIONS
    assert hours_seen_from(page, site, "America/Bogota", checklist.replace("/all/", "/")) == 6
    page.goto(checklist.replace("/all/", "/sessions/"))
    hold_the_stage(page, page.locator("main a[href$='/stage/']").evaluate("each => each.href"))
