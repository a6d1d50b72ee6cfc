"""From what she typed to her server: handle -> account (DID) -> server (PDS) -> who signs her in there.

Sources: https://atproto.com/specs/handle, /specs/did and /specs/oauth. A handle counts only where the account's own
document names it back. Plain http is spoken on this machine alone, and only by a desk that runs on it.
"""

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, urlsplit

import msgspec

from safeguard.platforms.base import NotAuthorized, PlatformError
from safeguard.platforms.bluesky.clients import is_loopback
from safeguard.platforms.bluesky.parse import words
from safeguard.platforms.bluesky.replies import Answer, fields, refuse
from safeguard.platforms.bluesky.sending import Asked, Sender

PLC = "https://plc.directory"
RESOLVER = "https://public.api.bsky.app"
_DID = re.compile(r"did:(plc:[a-z2-7]{24}|web:[a-zA-Z0-9.-]+(%3A\d+)?)")
_HANDLE = re.compile(r"([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}")


class Account(msgspec.Struct, frozen=True, kw_only=True):
    """An account and the server it lives on."""

    did: str
    handle: str
    host: str


class Issuer(msgspec.Struct, frozen=True, kw_only=True):
    """Who signs people in, and where."""

    issuer: str
    pushes: str
    asks: str
    tokens: str
    revokes: str = ""


class Discovery:
    """Looks things up; `is_local` lets a desk on this machine speak to a server on it."""

    def __init__(self, sender: Sender, *, is_local: bool) -> None:
        self._sender = sender
        self._is_local = is_local

    def account(self, typed: str) -> Account | None:
        """Find whose handle or DID was typed; None where it is no account's.

        Raises:
            PlatformError: a server that knows could not be asked.

        """
        if _DID.fullmatch(typed):
            return self.account_of(typed)
        handle = typed.casefold()
        did = self._did_of(handle) if _HANDLE.fullmatch(handle) else ""
        if not did:
            return None
        found = self.account_of(did)
        return found if found.handle == handle else None

    def account_of(self, did: str) -> Account:
        """Find an account's handle and server by its DID.

        Raises:
            NotAuthorized: (unknown_server) there is no such account, or none with a server.
            PlatformError: who knows could not be asked.

        """
        if not _DID.fullmatch(did):
            raise NotAuthorized("unknown_server")
        name = did.removeprefix("did:web:")
        document = f"{PLC}/{did}"
        if name != did:
            document = f"https://{name.replace('%3A', ':')}/.well-known/did.json"
        answer = self._get(document)
        if answer.status in {404, 410}:
            raise NotAuthorized("unknown_server")
        told = fields(self._good(answer))
        host = _pds(told)
        if told.get("id") != did or not self._may_speak_to(host):
            raise NotAuthorized("unknown_server")
        return Account(did=did, handle=_handle(told), host=host)

    def issuer_of(self, host: str) -> Issuer:
        """Find who signs people in at a server, or at an address that does nothing else.

        Raises:
            NotAuthorized: not_supported, or unknown_server where nothing answers.
            PlatformError: it could not be asked.

        """
        if not self._may_speak_to(host):
            raise NotAuthorized("unknown_server")
        answer = self._get(f"{host}/.well-known/oauth-protected-resource")
        issuers = fields(answer.body).get("authorization_servers") if answer.is_good else [host]
        issuer = issuers[0] if isinstance(issuers, list) and issuers else ""
        if not isinstance(issuer, str) or not self._may_speak_to(issuer):
            raise NotAuthorized("not_supported")
        return self.issuer(issuer)

    def issuer(self, issuer: str) -> Issuer:
        """Read what an issuer says of itself."""
        answer = self._get(f"{issuer}/.well-known/oauth-authorization-server")
        if answer.status in {400, 404, 405, 410}:
            raise NotAuthorized("not_supported")
        told = fields(self._good(answer))
        found = Issuer(
            issuer=words(told, "issuer"),
            pushes=words(told, "pushed_authorization_request_endpoint"),
            asks=words(told, "authorization_endpoint"),
            tokens=words(told, "token_endpoint"),
            revokes=words(told, "revocation_endpoint"),
        )
        places = (found.pushes, found.asks, found.tokens, found.revokes or found.tokens)
        if found.issuer != issuer:
            raise NotAuthorized("wrong_server")
        if not all(self._may_speak_to(place) for place in places):
            raise NotAuthorized("not_supported")
        return found

    def host_typed(self, typed: str) -> str:
        """Give the address of a server that was typed, without its path."""
        address = typed if "://" in typed else f"https://{typed}"
        try:
            parts = urlsplit(address)
            host, port = parts.hostname, parts.port
        except ValueError as wrong:
            raise NotAuthorized("unknown_server") from wrong
        if not host or parts.scheme not in {"http", "https"}:
            raise NotAuthorized("unknown_server")
        return f"{parts.scheme}://{host}" + (f":{port}" if port else "")

    def _did_of(self, handle: str) -> str:
        """Ask the handle's own site, and then a resolver, which sees what stands in the DNS."""
        try:
            answer = self._get(f"https://{handle}/.well-known/atproto-did")
            did = answer.body.decode("ascii").strip() if answer.is_good else ""
        except (PlatformError, UnicodeDecodeError):
            did = ""
        if _DID.fullmatch(did):
            return did
        where = f"{RESOLVER}/xrpc/com.atproto.identity.resolveHandle"
        answer = self._get(where, handle)
        if answer.status in {400, 404}:
            return ""
        return words(fields(self._good(answer)), "did")

    def _get(self, url: str, handle: str = "") -> Answer:
        params = (("handle", handle),) if handle else ()
        return self._sender.send(Asked(method="GET", url=url, params=params))

    def _good(self, answer: Answer) -> bytes:
        if not answer.is_good:
            refuse(answer, self._sender.now())
        return answer.body

    def _may_speak_to(self, address: str) -> bool:
        if address.startswith("https://"):
            return True
        return address.startswith("http://") and self._is_local and is_loopback(address)


def _pds(document: Mapping[str, Any]) -> str:
    services = document.get("service")
    for each in services if isinstance(services, list) else []:
        if isinstance(each, dict) and str(each.get("id", "")).endswith("#atproto_pds"):
            return quote(words(each, "serviceEndpoint").rstrip("/"), safe=":/[]")
    return ""


def _handle(document: Mapping[str, Any]) -> str:
    names = document.get("alsoKnownAs")
    for each in names if isinstance(names, list) else []:
        if isinstance(each, str) and each.startswith("at://"):
            return each.removeprefix("at://").casefold()
    return ""
