"""Passkeys in a real browser with a virtual authenticator, under our own policy for scripts (G13)."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from tests.journeys.site import Site

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, CDPSession, Page

Open = Callable[..., "BrowserContext"]
OPTIONS = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "automaticPresenceSimulation": True,
}


class Key:
    """A virtual authenticator plugged into one page's browser."""

    def __init__(self, page: "Page") -> None:
        self.cdp: CDPSession = page.context.new_cdp_session(page)
        self.cdp.send("WebAuthn.enable")
        self.id = ""
        self.plug_in(verifies=True)

    def plug_in(self, *, verifies: bool) -> None:
        if self.id:
            self.cdp.send("WebAuthn.removeVirtualAuthenticator", {"authenticatorId": self.id})
        options: dict[str, Any] = OPTIONS | {"isUserVerified": verifies}
        made = self.cdp.send("WebAuthn.addVirtualAuthenticator", {"options": options})
        self.id = str(made["authenticatorId"])

    def credentials(self) -> list[dict[str, Any]]:
        held = self.cdp.send("WebAuthn.getCredentials", {"authenticatorId": self.id})
        return list(held["credentials"])

    def verify(self, *, verifies: bool) -> None:
        self.cdp.send(
            "WebAuthn.setUserVerified",
            {"authenticatorId": self.id, "isUserVerified": verifies},
        )

    def set_count(self, credential: dict[str, Any], count: int) -> None:
        """Put the credential back with another sign count: what a cloned key would have."""
        self.cdp.send(
            "WebAuthn.removeCredential",
            {"authenticatorId": self.id, "credentialId": credential["credentialId"]},
        )
        self.cdp.send(
            "WebAuthn.addCredential",
            {"authenticatorId": self.id, "credential": credential | {"signCount": count}},
        )


@pytest.fixture
def page(open_browser: Open) -> "Page":
    return open_browser().new_page()


@pytest.fixture
def complaints(page: "Page") -> list[str]:
    """Collect what the browser says against our pages: refused scripts, errors."""
    said: list[str] = []
    page.on("console", lambda line: said.append(line.text) if line.type == "error" else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    return said


def add_passkey(page: "Page", site: Site, name: str) -> Key:
    """Come in by an invitation and add a passkey on the page that follows."""
    key = Key(page)
    page.goto(site.link_for(name))
    page.fill("[name=username]", name)
    page.click("[name=by][value=passkey]")
    page.click("#passkey_add")
    page.wait_for_url(f"{site.url}/me/keys/codes/")
    return key


def sign_out(page: "Page", site: Site) -> None:
    page.goto(f"{site.url}/me/out/")
    page.click("main form button")
    page.wait_for_url(f"{site.url}/me/in/")


def use_passkey(page: "Page") -> None:
    page.click("#passkey_login")


def is_in(page: "Page", site: Site) -> bool:
    page.goto(f"{site.url}/me/")
    return page.url == f"{site.url}/me/"


def test_a_passkey_is_made_by_an_invitation_and_signs_in(
    page: "Page", site: Site, complaints: list[str]
) -> None:
    key = add_passkey(page, site, "paula")
    codes = page.locator("main ol li").count()
    sign_out(page, site)

    use_passkey(page)
    page.wait_for_url(f"{site.url}/")

    assert (codes, len(key.credentials()), is_in(page, site)) == (10, 1, True)
    assert key.credentials()[0]["isResidentCredential"] is True
    assert complaints == []


def test_a_passkey_proves_again_that_it_is_she(
    page: "Page", site: Site, complaints: list[str]
) -> None:
    add_passkey(page, site, "petra")

    page.goto(f"{site.url}/me/again/key/?next=/me/mail/")
    page.click("#passkey_again")
    page.wait_for_url(f"{site.url}/me/mail/")

    assert page.locator("[name=email]").count() == 1
    assert complaints == []


def test_without_finger_face_or_pin_nobody_gets_in(page: "Page", site: Site) -> None:
    key = add_passkey(page, site, "paola")
    sign_out(page, site)
    key.verify(verifies=False)

    use_passkey(page)
    page.locator("#passkey_failed").wait_for(state="visible")

    assert is_in(page, site) is False


def test_a_device_that_cannot_verify_makes_no_passkey(page: "Page", site: Site) -> None:
    key = Key(page)
    page.goto(site.link_for("pilar"))
    page.fill("[name=username]", "pilar")
    page.click("[name=by][value=passkey]")
    key.plug_in(verifies=False)

    page.click("#passkey_add")
    page.locator("#passkey_failed").wait_for(state="visible")

    assert key.credentials() == []


def test_a_cloned_passkey_is_refused(page: "Page", site: Site) -> None:
    key = add_passkey(page, site, "pamina")
    copy = key.credentials()[0]
    sign_out(page, site)
    use_passkey(page)
    page.wait_for_url(f"{site.url}/")
    sign_out(page, site)
    key.set_count(copy, copy["signCount"])

    use_passkey(page)
    page.get_by_text("This passkey was refused").wait_for()

    assert is_in(page, site) is False


def test_a_removed_passkey_signs_nobody_in_and_a_recovery_code_does(
    page: "Page", site: Site
) -> None:
    add_passkey(page, site, "perla")
    page.goto(f"{site.url}/me/keys/word/new/")
    page.fill("[name=password1]", "long-walks-by-the-sea")
    page.fill("[name=password2]", "long-walks-by-the-sea")
    page.click("main form button.button")
    page.goto(f"{site.url}/me/keys/all/")
    page.click("a[href$='/remove/']")
    page.click("main form button.button")
    page.goto(f"{site.url}/me/keys/codes/new/")
    page.click("main form button.button")
    code = page.locator("main ol code").first.inner_text()
    sign_out(page, site)

    use_passkey(page)
    page.wait_for_load_state("networkidle")
    refused = not is_in(page, site)
    page.goto(f"{site.url}/me/in/code/")
    page.fill("[name=username]", "perla")
    page.fill("[name=code]", code)
    page.click("main form button.button")

    assert (refused, is_in(page, site)) == (True, True)


def test_a_passkey_gets_in_while_wrong_passwords_are_limited(page: "Page", site: Site) -> None:
    add_passkey(page, site, "priya")
    sign_out(page, site)
    for _ in range(6):
        page.fill("[name=login]", "priya")
        page.fill("[name=password]", "a wrong password")
        page.click("form[action='/me/in/'] button.button")
    limited = "Too many tries" in page.inner_text("main")

    use_passkey(page)
    page.wait_for_url(f"{site.url}/")

    assert (limited, is_in(page, site)) == (True, True)


def test_a_passkey_is_renamed_and_an_app_is_asked_for(
    page: "Page", site: Site, complaints: list[str]
) -> None:
    add_passkey(page, site, "paz")

    page.goto(f"{site.url}/me/keys/all/")
    page.click("a[href$='/name/']")
    page.fill("[name=name]", "Old telephone")
    page.click("main form button.button")
    listed = page.inner_text("main")
    page.goto(f"{site.url}/me/keys/app/")
    picture = page.locator("main img").evaluate("image => image.naturalWidth > 0")

    assert ("Old telephone" in listed, picture) == (True, True)
    assert complaints == []
