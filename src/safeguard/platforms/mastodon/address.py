"""From what she typed (a handle, a host, an address) to the server where she signs in."""

import re
from urllib.parse import urljoin, urlsplit

import httpx2
import msgspec

from safeguard.platforms.base import NotAuthorized, PlatformError
from safeguard.platforms.mastodon.parse import parts, text
from safeguard.platforms.mastodon.server import Server

_HOST = re.compile(
    r"(?=.{4,253}\Z)(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)+[^\W\d_](?:[\w-]{0,61}[^\W_])?\Z"
)
_USER = re.compile(r"[\w.-]+")
_OWN = {"localhost", "127.0.0.1", "::1"}  # for trying out, and only when typed with http://
_HOPS = 3


class Typed:
    """What she typed: the address of a host, and her handle where she gave one."""

    def __init__(self, server: str) -> None:
        said = server.strip().removeprefix("acct:")
        self.handle = ""
        if "://" not in said and "@" in said.strip("@"):
            user, _, said = said.strip("@").rpartition("@")
            if not _USER.fullmatch(user):
                raise NotAuthorized("unknown_server")
            self.handle = f"{user}@{said}".casefold()
        self.host = origin(said if "://" in said else f"https://{said}")


def origin(url: str) -> str:
    """Give scheme and host of an address of the web.

    Raises: NotAuthorized (unknown_server) for what is no public host's address.
    """
    try:
        split = urlsplit(url)
        name, port = split.hostname or "", f":{split.port}" if split.port else ""
    except ValueError:
        raise NotAuthorized("unknown_server") from None
    if split.scheme == "http" and name in _OWN:
        return f"http://{f'[{name}]' if ':' in name else name}{port}"
    if split.scheme != "https" or split.username is not None or not _HOST.match(name):
        raise NotAuthorized("unknown_server")
    return f"https://{name}{port}"


def folded(handle: str) -> str:
    """Write a handle so that two of one account are equal, whatever letters its domain is spelled in."""
    user, _, domain = handle.casefold().rpartition("@")
    try:
        return f"{user}@{domain.encode('idna').decode()}"
    except UnicodeError:
        return f"{user}@{domain}"


def home_of(server: Server, typed: Typed) -> str:
    """Find the server behind a handle: a domain may have its people on another host.

    Raises: NotAuthorized (unknown_server).
    """
    if not typed.handle:
        return typed.host
    url = f"{typed.host}/.well-known/webfinger?resource=acct:{typed.handle}"
    for _ in range(_HOPS):
        try:
            status, headers, body = server.fetch(url)
        except (PlatformError, httpx2.RequestError, httpx2.InvalidURL):
            break
        if not httpx2.codes.is_redirect(status):
            return _self(body) or typed.host
        url = urljoin(url, headers.get("location", ""))
        origin(url)
    return typed.host


def _self(body: bytes) -> str:
    try:
        found = msgspec.json.decode(body, type=dict[str, object])
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return ""
    for link in parts(found, "links"):
        if link.get("rel") == "self":
            return origin(text(link.get("href")))
    return ""
