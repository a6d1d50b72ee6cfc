"""The one way out: an HTTP client that reaches public servers over TLS, and nothing on or near this machine.

What a person types (a handle, a server's name) decides whom we ask, so every connection is checked where it is
made: the name is looked up once, every address it gives must be a public one, and exactly those are connected to,
under the name that was asked for. A redirect or a second look-up can't lead anywhere else. `FUERZA_LOCAL_HOSTS`
names the exceptions.

Errors are httpx2's own, so that whoever reads a network reacts as to any other failure; none holds an address.
"""

import ipaddress
import socket
import ssl
import time
import zlib
from collections.abc import Callable, Collection, Iterable, Iterator
from functools import lru_cache
from typing import Any

import httpcore2
import httpx2
from django.conf import settings

LARGEST = 10_000_000  # bytes of an answer, unpacked
ALL_SECONDS = 20.0  # for one request, from looking up the name to the last byte
TIMEOUT = httpx2.Timeout(10.0, connect=5.0)
HEADERS = {"User-Agent": "Fuerza", "Accept-Encoding": "gzip, deflate"}
_TLS = 443
_PORTS = {"https": _TLS, "http": 80}
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
Host = tuple[str, int]
Client = httpx2.Client
Failed = httpx2.HTTPError  # what a request ends in that got no answer
LookUp = Callable[..., Iterable[Any]]


class HostRefused(httpx2.ConnectError):
    """A request was to leave for somewhere that is not a public server, or not encrypted."""


class TooLarge(httpx2.ReadError):
    """An answer was larger than anything a network has to say."""


class UnknownPacking(httpx2.DecodingError):
    """An answer was packed in a way that was not asked for, or was broken."""


def client(*, keeps: bool = True, named: Collection[Host] = ()) -> Client:
    """Make a client for one piece of work and one person: cookies are never shared between people.

    `named` are hosts that whoever runs this server has named for this work alone, beside FUERZA_LOCAL_HOSTS.
    Use it as a context manager; with `keeps` unset no connection outlives its answer, and it need not be closed.
    """
    return Client(
        transport=Transport(Guard(settings.ENV.local_hosts.union(named)), keeps=keeps),
        headers=HEADERS,
        timeout=TIMEOUT,
        trust_env=False,
        follow_redirects=False,
    )


def may_lead_to(url: str) -> bool:
    """Say whether a page of ours may hold this address of a server's as a link: https, or a host that was named."""
    try:
        parsed = httpx2.URL(url)
    except httpx2.InvalidURL:
        return False
    named = (parsed.host, parsed.port or _PORTS.get(parsed.scheme))
    is_web = parsed.scheme in _PORTS and bool(parsed.host)
    return is_web and (parsed.scheme == "https" or named in settings.ENV.local_hosts)


class Guard(httpcore2.NetworkBackend):
    """Opens connections to public addresses only, and ends them when the time for a request is over."""

    def __init__(
        self,
        local_hosts: Collection[Host] = frozenset(),
        *,
        look_up: LookUp = socket.getaddrinfo,
        beneath: httpcore2.NetworkBackend | None = None,
    ) -> None:
        self.local_hosts = frozenset(local_hosts)
        self.until = float("inf")
        self._look_up = look_up
        self._beneath = beneath or httpcore2.SyncBackend()

    def refuse(self, scheme: str, host: str, port: int) -> None:
        """Refuse what is not TLS on its usual port, unless whoever runs this server named it.

        Raises:
            HostRefused: it is neither.
        """
        if (host, port) not in self.local_hosts and (scheme, port) != ("https", _TLS):
            raise HostRefused("only https on its usual port is reached")

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore2.NetworkStream:
        failed: Exception = httpx2.ConnectError("the name has no address")
        for address in self._addresses(host, port):
            try:
                stream = self._beneath.connect_tcp(
                    address, port, self.left(timeout), local_address, socket_options
                )
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as error:
                failed = error
            else:
                return _Timed(stream, self)
        raise failed

    def connect_unix_socket(self, *_args: Any, **_kwargs: Any) -> httpcore2.NetworkStream:
        raise HostRefused("no socket of this machine is reached")

    def left(self, timeout: float | None) -> float:
        """Return how long the next step may take.

        Raises:
            ReadTimeout: the time for the whole request is over.
        """
        rest = self.until - time.monotonic()
        if rest <= 0:
            raise httpx2.ReadTimeout("the whole answer took too long")
        return min(timeout or ALL_SECONDS, rest)

    def _addresses(self, host: str, port: int) -> list[str]:
        try:
            rows = self._look_up(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError):
            raise httpx2.ConnectError("the name was not found") from None
        found = [str(row[4][0]) for row in rows]
        if (host, port) not in self.local_hosts and not all(map(is_public, found)):
            raise HostRefused("it leads to no public address")
        return found


def is_public(text: str) -> bool:
    """Say whether an address belongs to the internet at large, however it is written or wrapped."""
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return False
    if isinstance(address, ipaddress.IPv6Address):
        if address in _NAT64:
            return is_public(str(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)))
        if address.ipv4_mapped or address.sixtofour or address.teredo or address.is_site_local:
            return False  # no server of a network lives behind these
    return address.is_global and not (address.is_multicast or address.is_reserved)


class Transport(httpx2.HTTPTransport):
    """Asks through a Guard, and hands on no more of an answer than anybody needs."""

    def __init__(
        self, guard: Guard, *, keeps: bool = True, context: ssl.SSLContext | None = None
    ) -> None:
        super().__init__(verify=context or _context(), trust_env=False)
        self._guard = guard
        self._pool = httpcore2.ConnectionPool(
            ssl_context=context or _context(),
            network_backend=guard,
            max_connections=4,
            max_keepalive_connections=2 if keeps else 0,
            keepalive_expiry=5.0,
        )

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        url = request.url
        port = url.port or _PORTS.get(url.scheme, 0)
        self._guard.refuse(url.scheme, url.raw_host.decode("ascii"), port)
        self._guard.until = time.monotonic() + ALL_SECONDS
        response = super().handle_request(request)
        packing = response.headers.pop("content-encoding", "identity")
        response.headers.pop("content-length", "")
        return httpx2.Response(
            response.status_code,
            headers=response.headers,
            stream=_Measured(response.stream, packing),
            extensions=response.extensions,
        )


@lru_cache(maxsize=1)
def _context() -> ssl.SSLContext:
    """Read the machine's certificates once: it takes longer than a request."""
    return httpx2.create_ssl_context(trust_env=False)


class _Timed(httpcore2.NetworkStream):
    """A connection on which each step takes no longer than what is left of the whole."""

    def __init__(self, stream: httpcore2.NetworkStream, guard: Guard) -> None:
        self._stream = stream
        self._guard = guard

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._guard.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._guard.left(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore2.NetworkStream:
        left = self._guard.left(timeout)
        return _Timed(self._stream.start_tls(ssl_context, server_hostname, left), self._guard)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


class _Measured(httpx2.SyncByteStream):
    """The bytes of an answer, unpacked as they come, and never more than LARGEST of them."""

    def __init__(self, stream: Any, packing: str) -> None:
        self._stream = stream
        self._packing = packing.strip().lower()

    def __iter__(self) -> Iterator[bytes]:
        size = 0
        for piece in self._unpacked():
            size += len(piece)
            if size > LARGEST:
                raise TooLarge("the answer was too large")
            yield piece

    def close(self) -> None:
        self._stream.close()

    def _unpacked(self) -> Iterator[bytes]:
        if self._packing in {"", "identity"}:
            yield from self._stream
            return
        if self._packing not in {"gzip", "deflate"}:
            raise UnknownPacking("the answer was packed in a way that was not asked for")
        unpack = zlib.decompressobj(wbits=47)  # gzip or zlib, by its own head
        try:
            for piece in self._stream:
                yield unpack.decompress(piece, LARGEST)
                while unpack.unconsumed_tail:
                    yield unpack.decompress(unpack.unconsumed_tail, LARGEST)
        except zlib.error:
            raise UnknownPacking("the answer was packed wrongly") from None
