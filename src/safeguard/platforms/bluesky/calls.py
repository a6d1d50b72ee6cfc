"""Calls to her own server (XRPC), which passes on what is not its own to the service that is named."""

from collections.abc import Callable, Mapping
from datetime import datetime

import httpx2
import msgspec

from safeguard.platforms.base import Access, PlatformDown
from safeguard.platforms.bluesky.replies import Answer, AnswerLost, refuse
from safeguard.platforms.bluesky.sending import Asked, Params, Sender


class Calls:
    """Reads (`get`) and writes (`post`) in her name; `labeler` is the moderation service that is meant."""

    def __init__(self, http: httpx2.Client, clock: Callable[[], datetime]) -> None:
        self._sender = Sender(http, clock)

    def now(self) -> datetime:
        return self._sender.now()

    def get(self, access: Access, method: str, params: Params = (), *, labeler: str = "") -> bytes:
        """Ask, and give the answer's body.

        Raises:
            PlatformError: it was no success.

        """
        answer = self.ask(access, method, params, labeler=labeler)
        self.refuse_read(answer)
        return answer.body

    def ask(self, access: Access, method: str, params: Params = (), *, labeler: str = "") -> Answer:
        """Ask, and give any answer: a record that is not there is an answer, too.

        Raises:
            PlatformDown: there was none.

        """
        asked = Asked(
            method="GET",
            url=f"{access.host}/xrpc/{method}",
            params=params,
            headers=_for(labeler),
            key=access.proof_key,
            token=access.token,
        )
        try:
            return self._sender.send(asked)
        except AnswerLost as lost:
            raise PlatformDown from lost

    def post(
        self, access: Access, method: str, body: Mapping[str, object], *, labeler: str = ""
    ) -> bytes:
        """Have something done, and give the answer's body.

        Raises:
            PlatformError: it was no success; AnswerLost where it may have been done all the same.

        """
        answer = self.tell(access, method, body, labeler=labeler)
        self.refuse(answer)
        return answer.body

    def tell(
        self, access: Access, method: str, body: Mapping[str, object], *, labeler: str = ""
    ) -> Answer:
        """Have something done, and give any answer."""
        return self._sender.send(
            Asked(
                method="POST",
                url=f"{access.host}/xrpc/{method}",
                headers=_for(labeler),
                content=msgspec.json.encode(body),
                key=access.proof_key,
                token=access.token,
            )
        )

    def refuse_read(self, answer: Answer) -> None:
        """Raise what an answer to a question stands for: nothing was done by it, whatever became of it."""
        try:
            self.refuse(answer)
        except AnswerLost as lost:
            raise PlatformDown from lost

    def refuse(self, answer: Answer) -> None:
        """Raise what an answer that is no success stands for."""
        if not answer.is_good:
            refuse(answer, self.now())


def _for(labeler: str) -> dict[str, str]:
    return {"atproto-proxy": f"{labeler}#atproto_labeler"} if labeler else {}
