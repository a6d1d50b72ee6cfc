"""What a Mastodon server shows of an account, a post and a notification, written by us in the documented shapes."""

from datetime import datetime
from typing import Any

Thing = dict[str, Any]


def account(number: str, name: str, **more: object) -> Thing:
    """Make an account; `name` is as the server gives it: with a domain where it lives elsewhere."""
    user, _, domain = name.partition("@")
    host = domain or "mastodon.example"
    return {
        "id": number,
        "username": user,
        "acct": name,
        "display_name": user.title(),
        "bot": False,
        "created_at": "2024-03-01T00:00:00.000Z",
        "note": "",
        "url": f"https://{host}/@{user}",
        "uri": f"https://{host}/users/{user}",
        "followers_count": 7,
        "emojis": [],
        **more,
    }


def status(number: str, by: Thing, words: str, at: datetime, **more: object) -> Thing:
    """Make a post; `words` become its HTML unless they are some already."""
    return {
        "id": number,
        "created_at": stamp(at),
        "edited_at": None,
        "in_reply_to_id": None,
        "in_reply_to_account_id": None,
        "spoiler_text": "",
        "visibility": "public",
        "language": "es",
        "uri": f"{by['uri']}/statuses/{number}",
        "url": f"{by['url']}/{number}",
        "quotes_count": 0,
        "content": words if words.startswith("<") else f"<p>{words}</p>",
        "account": by,
        "media_attachments": [],
        "mentions": [],
        "quote": None,
        "poll": None,
        **more,
    }


def notification(
    number: str, kind: str, by: Thing, at: datetime, post: Thing | None = None, **more: object
) -> Thing:
    made = {"id": number, "type": kind, "created_at": stamp(at), "account": by, **more}
    return made | {"status": post} if post else made


def stamp(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%S.") + f"{at.microsecond // 1000:03d}Z"
