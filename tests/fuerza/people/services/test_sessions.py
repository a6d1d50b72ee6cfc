"""Sessions: labelled by family alone, ended for certain."""

import pytest
from django.test import Client

from fuerza.people import queries, services
from fuerza.people.choices import Browser, NoticeKind, System
from fuerza.people.models import Device, Notice, Person
from tests.fuerza.people.conftest import NOW, SignIn

AGENTS = {
    "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0": ("firefox", "linux"),
    "Mozilla/5.0 (Linux; Android 14; SM-A) AppleWebKit/537.36 SamsungBrowser/23.0 Chrome/115.0 Mobile Safari/537.36": (
        "samsung",
        "android",
    ),
    "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/120.0 Safari/537.36 Edg/120.0": (
        "edge",
        "windows",
    ),
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0) AppleWebKit/605.1 Version/17.0 Safari/604.1": (
        "safari",
        "ios",
    ),
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15) AppleWebKit/537.36 Chrome/120.0 Safari/537.36 OPR/106.0": (
        "opera",
        "mac",
    ),
    "": ("other", "other"),
}


@pytest.mark.parametrize(("agent", "family"), AGENTS.items())
def test_a_device_is_named_by_its_family_alone(
    berta: Person, agent: str, family: tuple[str, str]
) -> None:
    device = services.began(person=berta, user_agent=agent, now=NOW)

    assert (device.browser, device.system) == family


def test_nothing_of_the_browsers_address_or_version_is_kept(berta: Person, sign_in: SignIn) -> None:
    client = sign_in(berta, agent="Mozilla/5.0 (Linux; Android 14) Chrome/120.0.canary")

    stored = repr(list(Device.objects.values())) + repr(dict(client.session))

    assert ("canary" in stored, "127.0.0.1" in stored, "Mozilla" in stored) == (False,) * 3
    assert Device.objects.get().browser == Browser.CHROME


def test_each_sign_in_stays_in_her_history(berta: Person, sign_in: SignIn) -> None:
    sign_in(berta)

    assert [event.words for event in queries.history_of(berta)] == [
        "Signed in with Chrome, Android"
    ]
    assert Notice.objects.get().kind == NoticeKind.SIGN_IN


def is_in(client: Client) -> bool:
    return client.get("/me/").status_code == 200


def test_one_session_ends_and_the_others_stay(berta: Person, sign_in: SignIn) -> None:
    phone, laptop = sign_in(berta), sign_in(berta, agent="Firefox/1 Linux")
    device = Device.objects.get(system=System.LINUX)

    ended = services.end_session(person=berta, device_id=device.id, now=NOW)

    assert (ended, is_in(phone), is_in(laptop)) == (1, True, False)
    assert [one.device.system for one in queries.open_devices_of(berta)] == [System.ANDROID]


def test_all_but_one_session_end(berta: Person, clara: Person, sign_in: SignIn) -> None:
    phone, laptop, hers = sign_in(berta), sign_in(berta), sign_in(clara)

    ended = services.end_other_sessions(person=berta, keep=phone.session.session_key, now=NOW)

    assert (ended, is_in(phone), is_in(laptop), is_in(hers)) == (1, True, False, True)


def test_a_device_of_somebody_else_is_not_ended(
    berta: Person, clara: Person, sign_in: SignIn
) -> None:
    hers = sign_in(clara)
    device = Device.objects.get(person=clara)

    ended = services.end_session(person=berta, device_id=device.id, now=NOW)

    assert (ended, is_in(hers)) == (0, True)


def test_a_session_without_a_device_is_hers_to_end_too(berta: Person, client: Client) -> None:
    client.force_login(berta)
    listed = queries.open_devices_of(berta)

    ended = services.end_sessions(person=berta)

    assert (listed, ended, is_in(client)) == ([], 1, False)
