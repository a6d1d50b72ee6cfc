"""Asking a server: a reply becomes bytes that can be read, or one of the platform errors.

Nothing is followed elsewhere (a token goes to her own server only), nothing larger than MAX_BODY is
read, and a reply is JSON or it is not understood.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import TypeVar
from urllib.parse import urlencode

import httpx2
import msgspec
from httpx2 import codes

from safeguard.platforms.base import (
    Access,
    AccessLost,
    PlatformDown,
    RateLimited,
    Refused,
    UnexpectedReply,
)
from safeguard.platforms.mastodon import waiting

MAX_BODY = 8 * 1024 * 1024
Params = Sequence[tuple[str, str]]
_T = TypeVar("_T")
_NEVER_SENT = (httpx2.ConnectError, httpx2.ConnectTimeout, httpx2.PoolTimeout)
_REFUSED: Mapping[int, str] = {
    codes.FORBIDDEN: "not_allowed",
    codes.NOT_FOUND: "gone",
    codes.GONE: "gone",
    codes.METHOD_NOT_ALLOWED: "not_here",
    codes.NOT_IMPLEMENTED: "not_here",
}
_NOT_NOW = {codes.REQUEST_TIMEOUT, codes.TOO_EARLY}


class AnswerLost(PlatformDown):
    """Something was sent that may have been done: nobody can say from the reply."""


class Answer(msgspec.Struct, frozen=True):
    """A reply that was a yes: `at` is the server's time, ours where it does not say."""

    headers: Mapping[str, str]
    body: bytes
    at: datetime
    retry_at: datetime | None = None

    def read(self, kind: type[_T]) -> _T:
        """Read the body as JSON of one shape.

        Raises: PlatformDown for a body that was cut, UnexpectedReply for another shape.
        """
        try:
            return msgspec.json.decode(self.body, type=kind)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            if str(error).startswith("Input data was truncated"):
                raise PlatformDown from None
            raise UnexpectedReply("the reply was in no known shape") from None


class Call(msgspec.Struct, frozen=True, kw_only=True):
    """Something to be sent that changes something. With `once` it must never be sent a second time by itself."""

    method: str
    path: str
    form: tuple[tuple[str, str], ...] = ()
    json: dict[str, object] | None = None
    once: bool = False


class Server:
    """Asks whichever server an Access is for."""

    def __init__(self, http: httpx2.Client, clock: Callable[[], datetime]) -> None:
        self._http = http
        self.clock = clock

    def get(self, access: Access, path: str, params: Params = ()) -> Answer:
        """Read something.

        Raises: AccessLost, RateLimited, PlatformDown, UnexpectedReply, and Refused where it is not there.
        """
        try:
            status, headers, body = self._exchange(
                "GET", access.host + path, _bearer(access), params=params
            )
        except httpx2.RequestError:
            raise PlatformDown from None
        return self._judge(status, headers, body)

    def own(self, access: Access, path: str, params: Params = ()) -> Answer:
        """Read what is hers as a whole, which only a server that lacks it can't find.

        Raises: AccessLost where her token may no longer, Refused (not_here) where there is no such thing.
        """
        try:
            return self.get(access, path, params)
        except Refused as refused:
            if refused.code == "not_allowed":
                raise AccessLost from None
            raise Refused("not_here" if refused.code == "gone" else refused.code) from None

    def send(self, access: Access, call: Call) -> Answer:
        """Change something.

        Raises: as `get`, and AnswerLost where it may have been done all the same.
        """
        content, headers = _encoded(call)
        try:
            status, replied, body = self._exchange(
                call.method, access.host + call.path, _bearer(access) | headers, content
            )
        except _NEVER_SENT:
            raise PlatformDown from None
        except httpx2.RequestError:
            raise AnswerLost from None
        if _is_failing(status) and (call.once or status != codes.SERVICE_UNAVAILABLE):
            raise AnswerLost
        answer = self._judge(status, replied, body)
        self._understand(answer)
        return answer

    def post(self, url: str, form: Params) -> tuple[int, bytes]:
        """Send a form without an Access, as signing in does; any status but a failure is given back."""
        try:
            status, headers, body = self._exchange(
                "POST", url, {"Content-Type": _FORM}, _urlencoded(form)
            )
        except (httpx2.RequestError, httpx2.InvalidURL):
            raise PlatformDown from None
        self._fail(status, headers)
        return status, body

    def fetch(self, url: str) -> tuple[int, Mapping[str, str], bytes]:
        """Fetch an address that is nobody's, as finding a server does; any status but a failure is given back."""
        status, headers, body = self._exchange("GET", url, {})
        self._fail(status, headers)
        return status, headers, body

    def _exchange(
        self,
        method: str,
        url: str,
        headers: dict[str, str],
        content: bytes | None = None,
        *,
        params: Params = (),
    ) -> tuple[int, Mapping[str, str], bytes]:
        if params:
            url += "?" + _urlencoded(params).decode()
        headers = {"Accept": "application/json", **headers}
        with self._http.stream(
            method, url, headers=headers, content=content, follow_redirects=False
        ) as reply:
            body = bytearray()
            for piece in reply.iter_bytes():
                body += piece
                if len(body) > MAX_BODY:
                    raise UnexpectedReply("the reply was too large")
            return reply.status_code, reply.headers, bytes(body)

    def _judge(self, status: int, headers: Mapping[str, str], body: bytes) -> Answer:
        now = self.clock()
        self._fail(status, headers)
        if codes.is_success(status):
            again = waiting.retry_at(headers, now) if waiting.asks_to_wait(headers) else None
            return Answer(headers, body, waiting.served_at(headers) or now, again)
        if codes.is_redirect(status):
            raise UnexpectedReply("the reply pointed elsewhere")
        if status == codes.UNAUTHORIZED:
            raise AccessLost
        if status == codes.FORBIDDEN and not _is_ours(body):
            raise PlatformDown
        raise Refused(_REFUSED.get(status, "invalid"))

    def _fail(self, status: int, headers: Mapping[str, str]) -> None:
        if status == codes.TOO_MANY_REQUESTS:
            raise RateLimited(waiting.retry_at(headers, self.clock()))
        if status in _NOT_NOW or _is_failing(status):
            raise PlatformDown

    def _understand(self, answer: Answer) -> None:
        """See that a yes came from the API: a hotel's sign-in page says 200 too."""
        try:
            answer.read(dict[str, object])
        except PlatformDown:
            raise AnswerLost from None


def _is_failing(status: int) -> bool:
    return codes.is_server_error(status) and status not in _REFUSED


def _is_ours(body: bytes) -> bool:
    """Tell a no of the API from one of a wall before it. Its words are in any language, so they say no more."""
    try:
        msgspec.json.decode(body, type=dict[str, object])
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return False
    return True


_FORM = "application/x-www-form-urlencoded"


def _urlencoded(pairs: Params) -> bytes:
    return urlencode(list(pairs)).encode()


def _encoded(call: Call) -> tuple[bytes | None, dict[str, str]]:
    if call.json is not None:
        return msgspec.json.encode(call.json), {"Content-Type": "application/json"}
    if call.form:
        return _urlencoded(call.form), {"Content-Type": _FORM}
    return None, {}


def _bearer(access: Access) -> dict[str, str]:
    return {"Authorization": f"Bearer {access.token}"}
