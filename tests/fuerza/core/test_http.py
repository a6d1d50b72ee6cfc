"""The way out reaches public servers over TLS and nothing else, whatever is typed, looked up or answered (G12)."""

import datetime as dt
import gzip
import ipaddress
import logging
import socket
import ssl
import threading
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpcore2
import httpx2
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID
from msgspec.structs import replace
from pytest_django import Settings

from fuerza.core import http
from fuerza.core.http import Guard, HostRefused, Transport, is_public

NAME = "social.example"
HERE = "127.0.0.1"
OK = b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok"
FORBIDDEN = """
    http://social.example/ ftp://social.example/ https://social.example:8443/ https://social.example:22/
    http://localhost/ https://localhost/ https://localhost:8000/ https://LOCALHOST/ https://localhost./
    https://127.0.0.1/ https://127.1/ https://0x7f.1/ https://0x7f000001/ https://2130706433/ https://017700000001/
    https://0177.0.0.1/ https://0/ https://0.0.0.0/ https://127.0.0.1./ https://127.255.255.254/
    https://a@127.0.0.1/ https://social.example@127.0.0.1/ https://[::1]/ https://[::]/ https://[0:0:0:0:0:0:0:1]/
    https://[::ffff:127.0.0.1]/ https://[::ffff:7f00:1]/ https://[::127.0.0.1]/ https://[64:ff9b::7f00:1]/
    https://[2002:7f00:1::]/ https://[2001:0:4136:e378:8000:63bf:3fff:fdd2]/ https://[fe80::1]/ https://[fc00::1]/
    https://[fd12:3456::1]/ https://[ff02::1]/ https://[fec0::1]/ https://10.0.0.1/ https://172.16.0.1/
    https://192.168.1.1/ https://169.254.169.254/ https://100.64.0.1/ https://192.0.2.1/ https://198.18.0.1/
    https://224.0.0.1/ https://239.255.255.250/ https://240.0.0.1/ https://255.255.255.255/
    https://127。0。0。1/ https://①②⑦.⓪.⓪.①/
""".split()


class Wire(httpcore2.NetworkBackend):
    """Notes where it was told to connect, and lets nothing through."""

    def __init__(self) -> None:
        self.reached: list[str] = []

    def connect_tcp(self, host: str, *_args: Any, **_kwargs: Any) -> httpcore2.NetworkStream:
        self.reached.append(host)
        raise httpcore2.ConnectError("let nothing through")


class Lookups:
    """Answers with one set of addresses after the other, and counts how often it is asked."""

    def __init__(self, *answers: list[str]) -> None:
        self.answers = list(answers)
        self.asked = 0

    def __call__(self, _host: str, port: int, **_options: Any) -> list[Any]:
        self.asked += 1
        found = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (each, port)) for each in found]


def asking(guard: Guard, **options: Any) -> httpx2.Client:
    return httpx2.Client(transport=Transport(guard, **options), trust_env=False)


@pytest.mark.parametrize("address", FORBIDDEN)
def test_what_is_here_nearby_or_not_encrypted_is_not_reached(address: str) -> None:
    wire = Wire()
    public = Lookups(["93.184.216.34"])

    def look_up(host: str, port: int, **options: Any) -> Any:
        return public(host, port) if host == NAME else socket.getaddrinfo(host, port, **options)

    with (
        asking(Guard(look_up=look_up, beneath=wire)) as client,
        pytest.raises((httpx2.TransportError, httpx2.InvalidURL)),
    ):
        client.get(address)

    assert wire.reached == []


@pytest.mark.parametrize(
    "addresses",
    [["10.0.0.1"], ["93.184.216.34", "127.0.0.1"], ["::1", "2606:2800:220:1::1"], ["not one"]],
)
def test_a_name_that_leads_nearby_by_one_of_its_addresses_is_refused(addresses: list[str]) -> None:
    wire = Wire()

    with (
        asking(Guard(look_up=Lookups(addresses), beneath=wire)) as client,
        pytest.raises(HostRefused),
    ):
        client.get(f"https://{NAME}/")

    assert wire.reached == []


def test_a_name_is_looked_up_once_and_that_very_address_is_connected_to() -> None:
    wire, lookups = Wire(), Lookups(["93.184.216.34"], ["127.0.0.1"])

    with (
        asking(Guard(look_up=lookups, beneath=wire)) as client,
        pytest.raises(httpx2.ConnectError),
    ):
        client.get(f"https://{NAME}/")

    assert (wire.reached, lookups.asked) == (["93.184.216.34"], 1)


def test_every_address_of_a_name_is_tried() -> None:
    wire = Wire()
    found = ["93.184.216.34", "2606:2800:220:1::1"]

    with (
        asking(Guard(look_up=Lookups(found), beneath=wire)) as client,
        pytest.raises(httpx2.ConnectError),
    ):
        client.get(f"https://{NAME}/")

    assert wire.reached == found


@pytest.mark.parametrize("answers", [[[]], [OSError("no such name")], [UnicodeError("too long")]])
def test_a_name_without_an_address_is_an_error_that_tells_nothing(answers: list[Any]) -> None:
    def look_up(*_args: Any, **_options: Any) -> Any:
        if isinstance(answers[0], Exception):
            raise answers[0]
        return answers[0]

    with asking(Guard(look_up=look_up)) as client, pytest.raises(httpx2.ConnectError) as caught:
        client.get(f"https://{NAME}/")

    assert NAME not in str(caught.value)


def test_a_socket_of_this_machine_is_not_reached() -> None:
    with pytest.raises(HostRefused):
        Guard().connect_unix_socket("/run/anything")


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:220:1::1", "64:ff9b::5db8:d822"])
def test_what_is_public_is_public(address: str) -> None:
    assert is_public(address)


# With a real server on this machine, which only FUERZA_LOCAL_HOSTS lets be reached


class Server:
    """Answers each connection with the same bytes, and remembers what it was asked."""

    def __init__(
        self, answer: bytes | Callable[[socket.socket], None], context: Any = None
    ) -> None:
        self.asked: list[bytes] = []
        self.names: list[str | None] = []
        self._answer = answer
        self._context = context
        self._door = socket.create_server((HERE, 0))
        self.port = int(self._door.getsockname()[1])
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def _serve(self) -> None:
        while True:
            try:
                guest, _address = self._door.accept()
            except OSError:
                return
            try:
                if self._context:
                    guest = self._context.wrap_socket(guest, server_side=True)
                self.asked.append(guest.recv(4096))
                if callable(self._answer):
                    self._answer(guest)
                else:
                    guest.sendall(self._answer)
            except OSError:
                pass
            finally:
                guest.close()

    def close(self) -> None:
        self._door.shutdown(socket.SHUT_RDWR)
        self._door.close()
        self._thread.join(5)


@pytest.fixture
def serve() -> Iterator[Callable[..., Server]]:
    made: list[Server] = []

    def start(answer: Any, context: Any = None) -> Server:
        made.append(Server(answer, context))
        return made[-1]

    yield start
    for server in made:
        server.close()


def near(server: Server, name: str = HERE) -> Guard:
    return Guard({(name, server.port)}, look_up=Lookups([HERE]))


def test_a_host_that_the_operator_named_is_reached_and_its_neighbour_port_is_not(
    serve: Callable[..., Server],
) -> None:
    named, other = serve(OK), serve(OK)

    with asking(near(named)) as client:
        reply = client.get(f"http://{HERE}:{named.port}/x")
        with pytest.raises(HostRefused):
            client.get(f"http://{HERE}:{other.port}/x")

    assert (reply.text, len(named.asked), other.asked) == ("ok", 1, [])


@pytest.mark.parametrize(
    "target", [f"http://{HERE}:1/", "https://169.254.169.254/", "file:///etc/x"]
)
def test_a_redirect_is_not_followed_and_followed_on_purpose_it_is_checked(
    serve: Callable[..., Server], target: str
) -> None:
    moved = f"HTTP/1.1 302 Found\r\nlocation: {target}\r\ncontent-length: 0\r\n\r\n"
    server = serve(moved.encode())
    address = f"http://{HERE}:{server.port}/"

    with asking(near(server)) as client:
        reply = client.get(address)
        with pytest.raises(httpx2.TransportError):
            client.get(address, follow_redirects=True)

    assert reply.status_code == 302


def _certificates(folder: Path) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, NAME)])
    now = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(NAME)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    file = folder / "both.pem"
    file.write_bytes(
        made.public_bytes(Encoding.PEM)
        + key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    )
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(file)
    client = ssl.create_default_context(cadata=made.public_bytes(Encoding.PEM).decode())
    return server, client


def test_the_pinned_address_is_asked_under_the_name_that_was_typed(
    serve: Callable[..., Server], tmp_path: Path
) -> None:
    theirs, ours = _certificates(tmp_path)
    told: list[str | None] = []
    theirs.sni_callback = lambda _socket, name, _context: told.append(name)
    server = serve(OK, theirs)

    with asking(near(server, NAME), context=ours) as client:
        reply = client.get(f"https://{NAME}:{server.port}/")

    assert (reply.text, told) == ("ok", [NAME])
    assert f"host: {NAME}:{server.port}".encode() in server.asked[0].lower()


def test_a_certificate_for_another_name_is_refused(
    serve: Callable[..., Server], tmp_path: Path
) -> None:
    theirs, ours = _certificates(tmp_path)
    server = serve(OK, theirs)

    with (
        asking(near(server, "other.example"), context=ours) as client,
        pytest.raises(httpx2.ConnectError),
    ):
        client.get(f"https://other.example:{server.port}/")


def _packed(body: bytes, packing: str) -> bytes:
    head = f"HTTP/1.1 200 OK\r\ncontent-encoding: {packing}\r\ncontent-length: {len(body)}\r\n\r\n"
    return head.encode() + body


@pytest.mark.parametrize(
    ("answer", "read"),
    [
        (_packed(gzip.compress(b"hello" * 9, mtime=0), "gzip"), b"hello" * 9),
        (_packed(zlib.compress(b"hello" * 9), "deflate"), b"hello" * 9),
        (_packed(b"hello", "identity"), b"hello"),
    ],
)
def test_an_answer_is_unpacked(serve: Callable[..., Server], answer: bytes, read: bytes) -> None:
    server = serve(answer)

    with asking(near(server)) as client:
        reply = client.get(f"http://{HERE}:{server.port}/")

    assert reply.content == read


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (_packed(gzip.compress(bytes(50_000_000), mtime=0), "gzip"), http.TooLarge),
        (_packed(bytes(http.LARGEST + 1), "identity"), http.TooLarge),
        (_packed(b"hello", "br"), http.UnknownPacking),
        (_packed(b"hello", "gzip"), http.UnknownPacking),
    ],
)
def test_a_bomb_and_what_was_not_asked_for_are_refused(
    serve: Callable[..., Server], answer: bytes, error: type[Exception]
) -> None:
    server = serve(answer)

    with asking(near(server)) as client, pytest.raises(error):
        client.get(f"http://{HERE}:{server.port}/")


def test_an_answer_that_drips_is_cut_off_as_a_whole(
    serve: Callable[..., Server], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(http, "ALL_SECONDS", 0.3)
    more = threading.Event()

    def drip(guest: socket.socket) -> None:
        guest.sendall(b"HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n")
        for _ in range(40):
            guest.sendall(b"x")
            if more.wait(0.05):
                return

    server = serve(drip)

    with asking(near(server)) as client, pytest.raises(httpx2.TransportError):
        client.get(f"http://{HERE}:{server.port}/")
    more.set()


def test_a_request_that_begins_too_late_is_not_sent() -> None:
    guard = Guard()
    guard.until = 0.0

    with pytest.raises(httpx2.ReadTimeout):
        guard.left(1.0)


@pytest.mark.parametrize("keeps", [True, False])
def test_the_client_of_the_site_reaches_what_the_setting_names_and_shares_no_cookie(
    serve: Callable[..., Server], settings: Settings, keeps: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = serve(OK.replace(b"\r\n\r\n", b"\r\nset-cookie: who=she\r\n\r\n"))
    settings.ENV = replace(settings.ENV, local_hosts=frozenset({(HERE, server.port)}))
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    address = f"http://{HERE}:{server.port}/"

    with http.client(keeps=keeps) as first:
        first.get(address)
    with http.client(keeps=keeps) as second:
        reply = second.get(address)

    assert (reply.text, [b"who=she" in each for each in server.asked]) == ("ok", [False, False])


def test_no_address_reaches_the_log(
    serve: Callable[..., Server], caplog: pytest.LogCaptureFixture
) -> None:
    server = serve(OK)

    with caplog.at_level(logging.DEBUG), asking(near(server)) as client:
        client.get(f"http://{HERE}:{server.port}/secret")

    assert caplog.text == ""


@pytest.mark.parametrize(
    ("url", "may"),
    [
        ("https://social.example/authorize?x=y", True),
        ("https://social.example:8443/", True),
        ("http://localhost:3000/authorize", True),
        ("http://localhost/authorize", False),
        ("http://social.example/", False),
        ("javascript:alert(1)", False),
        ("data:text/html,x", False),
        ("//social.example/", False),
        ("https://", False),
        ("https://a:b/", False),
        ("", False),
    ],
)
def test_where_a_page_may_lead_is_encrypted_or_was_named(
    settings: Settings, url: str, *, may: bool
) -> None:
    settings.ENV = replace(settings.ENV, local_hosts=frozenset({("localhost", 3000)}))

    assert http.may_lead_to(url) == may


def test_private_nets_and_documentation_nets_are_what_they_are() -> None:
    nets = [*map(ipaddress.ip_network, ("10.0.0.0/8", "192.0.2.0/24", "fc00::/7", "2001:db8::/32"))]

    assert [is_public(str(net.network_address + 9)) for net in nets] == [False] * 4
