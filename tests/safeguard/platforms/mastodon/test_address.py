"""What she types leads to her server, and never into a network that is not public."""

from collections.abc import Callable
from datetime import UTC, datetime

import httpx2
import pytest

from safeguard.platforms.base import NotAuthorized
from safeguard.platforms.mastodon.address import Typed, folded, home_of, origin
from safeguard.platforms.mastodon.server import Server

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


def home(typed: str, answer: Callable[[httpx2.Request], httpx2.Response]) -> str:
    client = httpx2.Client(transport=httpx2.MockTransport(answer))
    return home_of(Server(client, lambda: NOW), Typed(typed))


@pytest.mark.parametrize(
    ("typed", "host", "handle"),
    [
        ("m.example", "https://m.example", ""),
        (" M.Example ", "https://m.example", ""),
        ("m.example:8443", "https://m.example:8443", ""),
        ("https://m.example/@her", "https://m.example", ""),
        ("https://m.example/about?x=1", "https://m.example", ""),
        ("@her@m.example", "https://m.example", "her@m.example"),
        ("Her@M.example", "https://m.example", "her@m.example"),
        ("acct:her@m.example", "https://m.example", "her@m.example"),
        ("مثال.example", "https://مثال.example", ""),
        ("xn--mgbh0fb.example", "https://xn--mgbh0fb.example", ""),
        ("http://127.0.0.1:8080", "http://127.0.0.1:8080", ""),
        ("http://[::1]:8080/x", "http://[::1]:8080", ""),
        ("http://localhost", "http://localhost", ""),
    ],
)
def test_what_she_typed_is_understood(typed: str, host: str, handle: str) -> None:
    found = Typed(typed)

    assert (found.host, found.handle) == (host, handle)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "@",
        "her",
        "localhost",
        "127.0.0.1",
        "https://127.0.0.1",
        "10.0.0.1",
        "https://[::1]",
        "[fe80::1]",
        "http://m.example",
        "http://10.0.0.1",
        "ftp://m.example",
        "https://user:pass@m.example",
        "m.example\\@evil.example",
        "m..example",
        "-m.example",
        "m.example:99999",
        "https://m.example:x",
        "http://[",
        f"{'m' * 64}.example",
        "m.example evil.example",
        "169.254.169.254",
        "0x7f.1",
    ],
)
def test_what_is_no_public_host_is_unknown(typed: str) -> None:
    with pytest.raises(NotAuthorized) as error:
        Typed(typed)

    assert error.value.code == "unknown_server"


def test_a_handle_leads_to_the_server_its_domain_names() -> None:
    asked = []

    def answer(request: httpx2.Request) -> httpx2.Response:
        asked.append(str(request.url))
        links = [{"rel": "self", "href": "https://social.m.example/users/her"}]
        return httpx2.Response(200, json={"links": [{"rel": "avatar", "href": "x"}, *links]})

    assert home("her@m.example", answer) == "https://social.m.example"
    assert asked == ["https://m.example/.well-known/webfinger?resource=acct:her@m.example"]


def test_a_domain_may_send_on_to_the_server() -> None:
    def answer(request: httpx2.Request) -> httpx2.Response:
        if request.url.host == "m.example":
            place = f"//social.m.example{request.url.raw_path.decode()}"
            return httpx2.Response(301, headers={"location": place})
        return httpx2.Response(
            200, json={"links": [{"rel": "self", "href": "https://social.m.example/u/1"}]}
        )

    assert home("her@m.example", answer) == "https://social.m.example"


@pytest.mark.parametrize(
    "reply",
    [
        httpx2.Response(404),
        httpx2.Response(200, html="<p>"),
        httpx2.Response(200, json={"links": "none"}),
        httpx2.Response(503),
        httpx2.Response(302, headers={"location": "https://m.example/again"}),
    ],
)
def test_a_domain_that_names_no_server_is_the_server(reply: httpx2.Response) -> None:
    assert home("her@m.example", lambda _: reply) == "https://m.example"


def test_a_domain_that_does_not_answer_is_the_server() -> None:
    def answer(_: httpx2.Request) -> httpx2.Response:
        raise httpx2.ConnectError("no")

    assert home("her@m.example", answer) == "https://m.example"


@pytest.mark.parametrize(
    "reply",
    [
        httpx2.Response(302, headers={"location": "http://169.254.169.254/latest"}),
        httpx2.Response(302, headers={"location": "https://10.0.0.1/"}),
        httpx2.Response(200, json={"links": [{"rel": "self", "href": "http://127.0.0.2/x"}]}),
        httpx2.Response(200, json={"links": [{"rel": "self"}]}),
    ],
)
def test_a_domain_that_leads_into_another_network_is_unknown(reply: httpx2.Response) -> None:
    with pytest.raises(NotAuthorized):
        home("her@m.example", lambda _: reply)


def test_what_was_typed_without_a_handle_is_asked_nothing() -> None:
    def answer(_: httpx2.Request) -> httpx2.Response:
        pytest.fail("nobody was to be asked")

    assert home("m.example", answer) == "https://m.example"


@pytest.mark.parametrize(
    ("handle", "same"),
    [
        ("Her@M.example", "her@m.example"),
        ("her@مثال.example", "her@xn--mgbh0fb.example"),
        ("her@m..example", "her@m..example"),
        ("her@", "her@"),
    ],
)
def test_handles_of_one_account_are_equal(handle: str, same: str) -> None:
    assert folded(handle) == same


def test_an_origin_is_scheme_host_and_port() -> None:
    assert origin("https://m.example:8443/oauth/authorize?x=1#y") == "https://m.example:8443"
