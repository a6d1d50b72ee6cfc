"""The fallback: a session opened with an app password. It can post as her, and the page has to say so.

Her own password is told by its shape and goes nowhere: app passwords are four groups of four letters and digits.
Sessions are opened rarely (30 in five minutes, 300 a day), so both tokens are kept and renewed.
"""

import re
from base64 import urlsafe_b64decode
from datetime import UTC, datetime, timedelta

import msgspec

from safeguard.platforms.base import Access, AccessLost, NotAuthorized
from safeguard.platforms.bluesky.discovery import Account
from safeguard.platforms.bluesky.parse import words
from safeguard.platforms.bluesky.replies import Answer, fields, refuse
from safeguard.platforms.bluesky.scopes import APP_PASSWORD
from safeguard.platforms.bluesky.sending import Asked, Sender

_SHAPE = re.compile(r"[a-z0-9]{4}(-[a-z0-9]{4}){3}")
_LIFE = timedelta(minutes=5)  # where a token does not say how long it lives
_SERVER = "xrpc/com.atproto.server"


def check(password: str) -> None:
    """Refuse what is no app password before it is sent anywhere.

    Raises:
        NotAuthorized: (not_app_password) it has another shape.

    """
    if not _SHAPE.fullmatch(password):
        raise NotAuthorized("not_app_password")


def begin(sender: Sender, account: Account, password: str) -> Access:
    """Open a session.

    Raises:
        NotAuthorized: wrong_password, code_needed, wrong_account.

    """
    body = msgspec.json.encode({"identifier": account.did, "password": password})
    answer = sender.send(
        Asked(method="POST", url=f"{account.host}/{_SERVER}.createSession", content=body)
    )
    if answer.code == "AuthFactorTokenRequired":
        raise NotAuthorized("code_needed")
    if answer.status in {400, 401}:
        raise NotAuthorized("wrong_password")
    access = Access(
        account=account.did,
        token="",
        host=account.host,
        scopes=frozenset({APP_PASSWORD}),
    )
    opened = _session(answer, access, sender.now())
    if opened.account != account.did:
        raise NotAuthorized("wrong_account")
    return opened


def renew(sender: Sender, access: Access) -> Access:
    """Trade the refresh token for two new ones.

    Raises:
        AccessLost: the session was ended, or the app password taken away.

    """
    renewed = _session(_ask(sender, access, "refreshSession"), access, sender.now())
    if renewed.account != access.account:
        raise AccessLost
    return renewed


def end(sender: Sender, access: Access) -> None:
    """End the session; one that has ended is left as it is."""
    answer = _ask(sender, access, "deleteSession")
    if answer.status not in {400, 401} and not answer.is_good:
        refuse(answer, sender.now())


def _ask(sender: Sender, access: Access, method: str) -> Answer:
    return sender.send(
        Asked(method="POST", url=f"{access.host}/{_SERVER}.{method}", token=access.refresh)
    )


def _session(answer: Answer, access: Access, now: datetime) -> Access:
    if not answer.is_good:
        refuse(answer, now)
    told = fields(answer.body)
    token = words(told, "accessJwt")
    return msgspec.structs.replace(
        access,
        account=words(told, "did"),
        handle=words(told, "handle"),
        token=token,
        refresh=words(told, "refreshJwt"),
        expires_at=_expiry(token) or now + _LIFE,
    )


def _expiry(token: str) -> datetime | None:
    """Read when a token says it ends; whether it is true is the server's business."""
    middle = token.split(".")[1:2]
    try:
        claims = msgspec.json.decode(urlsafe_b64decode("".join(middle) + "==="))
        return datetime.fromtimestamp(claims["exp"], UTC)
    except (ValueError, KeyError, TypeError, msgspec.DecodeError, OverflowError, OSError):
        return None
