"""One request and its answer, with a proof of whose it is where her server wants one."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from urllib.parse import urlsplit

import httpx2
import msgspec

from safeguard.platforms.base import PlatformDown, UnexpectedReply
from safeguard.platforms.bluesky import proof
from safeguard.platforms.bluesky.replies import PROOF, Answer, AnswerLost

LARGEST = 16 * 1024 * 1024
_TRIES = 3  # a nonce may be wanted, and then another clock
_SKEW = timedelta(seconds=30)
Params = Sequence[tuple[str, str]]


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """A request: `form` is made at the instant it is sent, since it may hold a signed time."""

    method: str
    url: str
    params: Params = ()
    headers: Mapping[str, str] = {}
    content: bytes | None = None
    form: Callable[[datetime], Mapping[str, str]] | None = None
    key: str = ""  # the private key that proves whose it is
    token: str = ""


class Sender:
    """Sends; remembers a server's last nonce and how far its clock is from ours, which may be forgotten any time."""

    def __init__(self, http: httpx2.Client, clock: Callable[[], datetime]) -> None:
        self._http = http
        self._clock = clock
        self._nonces: dict[str, str] = {}
        self._ahead: dict[str, timedelta] = {}

    def now(self) -> datetime:
        return self._clock()

    def send(self, asked: Asked) -> Answer:
        """Send; a refused proof is made again with the nonce, or for the time, that the server wants.

        Raises:
            PlatformDown: there was no answer; AnswerLost where the request may have arrived.
            UnexpectedReply: the address is none, or the answer is too large.

        """
        origin = _origin(asked.url)
        for _ in range(_TRIES - 1):
            answer = self._send_once(asked, origin)
            if not asked.key or answer.status not in {400, 401} or answer.code not in PROOF:
                return answer
            if answer.told_at:
                ahead = answer.told_at - self._clock()
                self._ahead[origin] = ahead if abs(ahead) > _SKEW else timedelta()
        return self._send_once(asked, origin)

    def _send_once(self, asked: Asked, origin: str) -> Answer:
        now = self._clock() + self._ahead.get(origin, timedelta())
        headers = {"accept": "application/json", **asked.headers}
        if asked.token:
            headers["authorization"] = f"{'DPoP' if asked.key else 'Bearer'} {asked.token}"
        if asked.key:
            nonce = self._nonces.get(origin, "")
            headers["dpop"] = proof.dpop(
                asked.key, asked.method, asked.url, now=now, nonce=nonce, token=asked.token
            )
        if asked.content is not None:
            headers["content-type"] = "application/json"
        answer = _exchange(self._http, asked, headers, asked.form(now) if asked.form else None)
        with suppress(KeyError):
            self._nonces[origin] = answer.headers["dpop-nonce"]
        return answer


def _exchange(
    http: httpx2.Client, asked: Asked, headers: Mapping[str, str], form: Mapping[str, str] | None
) -> Answer:
    try:
        with http.stream(
            asked.method,
            asked.url,
            params=list(asked.params) or None,
            headers=headers,
            content=asked.content,
            data=dict(form) if form is not None else None,
            follow_redirects=False,
        ) as response:
            body = _body(response)
            return Answer(status=response.status_code, headers=response.headers, body=body)
    except (httpx2.ConnectError, httpx2.ConnectTimeout, httpx2.PoolTimeout) as wrong:
        raise PlatformDown from wrong
    except (httpx2.InvalidURL, httpx2.UnsupportedProtocol) as wrong:
        raise UnexpectedReply from wrong
    except httpx2.HTTPError as wrong:
        raise AnswerLost from wrong


def _body(response: httpx2.Response) -> bytes:
    parts: list[bytes] = []
    size = 0
    for part in response.iter_bytes():
        size += len(part)
        if size > LARGEST:
            raise UnexpectedReply
        parts.append(part)
    return b"".join(parts)


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"
