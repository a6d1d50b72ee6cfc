"""Her own account: her profile, her newest posts, and her settings as far as her server tells them.

Defaults are the network's own (bluesky-social/atproto, lexicons/): a preference that is absent leaves answering and
quoting open to everybody, and without a declaration only those she follows may write to her, and only her followers be
told of her posts.
"""

from collections.abc import Mapping
from typing import Any

import msgspec

from safeguard.platforms.base import Access
from safeguard.platforms.bluesky.calls import Calls
from safeguard.platforms.bluesky.filters import preferences
from safeguard.platforms.bluesky.parse import POST, inside
from safeguard.platforms.bluesky.records import find, parts
from safeguard.platforms.bluesky.replies import read
from safeguard.platforms.hers import Owned

_PROFILE = "app.bsky.actor.profile"
_DEFS = "app.bsky.actor.defs#"
_SELF = "self"
_AT_ONCE = 100
_HIDDEN = "!no-unauthenticated"


class _Row(msgspec.Struct):
    uri: str
    value: dict[str, Any] = {}


class _Rows(msgspec.Struct):
    records: list[_Row]


def own(calls: Calls, access: Access, limit: int) -> tuple[Owned, ...]:
    """Give her profile's words, where there are any, and her newest posts."""
    asked = (
        ("repo", access.account),
        ("collection", POST),
        ("limit", str(min(limit, _AT_ONCE))),
    )
    rows = read(calls.get(access, "com.atproto.repo.listRecords", asked), _Rows).records
    return (*_profile(calls, access), *(_post(row) for row in rows))


def settings(calls: Calls, access: Access) -> Mapping[str, str]:
    entries = {str(each.get("$type", "")): each for each in preferences(calls, access)}
    gate = entries.get(f"{_DEFS}postInteractionSettingsPref", {})
    told = {
        "replies": _replies(gate.get("threadgateAllowRules")),
        "quotes": "nobody" if gate.get("postgateEmbeddingRules") else "anybody",
        "labelers": _number(entries.get(f"{_DEFS}labelersPref", {}).get("labelers")),
        "muted_words": _number(entries.get(f"{_DEFS}mutedWordsPref", {}).get("items")),
        "signed_out": _signed_out(_record(calls, access, _PROFILE)),
        "messages": _said(calls, access, "chat.bsky.actor.declaration", "allowIncoming"),
        "told_of_posts": _said(
            calls, access, "app.bsky.notification.declaration", "allowSubscriptions"
        ),
    }
    return {code: value for code, value in told.items() if value}


def _profile(calls: Calls, access: Access) -> list[Owned]:
    value = _record(calls, access, _PROFILE)
    said = [value.get("displayName"), value.get("description")]
    text = "\n".join(each for each in said if isinstance(each, str) and each)
    url = f"https://bsky.app/profile/{access.account}"
    return [Owned(id=access.account, kind="profile", text=text, url=url)] if text else []


def _post(row: _Row) -> Owned:
    account, _, rkey = parts(row.uri)
    text = row.value.get("text")
    return Owned(
        id=row.uri,
        kind="post",
        text=text if isinstance(text, str) else "",
        url=f"https://bsky.app/profile/{account}/post/{rkey}",
        begins="reply" not in row.value,
    )


def _record(calls: Calls, access: Access, collection: str) -> dict[str, Any]:
    found = find(calls, access, collection, _SELF)
    return found.value if found else {}


def _said(calls: Calls, access: Access, collection: str, name: str) -> str:
    """Give what a declaration says; "default" where she has made none, "" where it is in no known shape."""
    value = _record(calls, access, collection)
    said = value.get(name, "default")
    return said if isinstance(said, str) else ""


def _replies(rules: object) -> str:
    if rules is None:
        return "anybody"
    return "some" if rules else "nobody"


def _number(entries: object) -> str:
    return str(len(entries)) if isinstance(entries, list) else "0"


def _signed_out(value: dict[str, Any]) -> str:
    labels = inside(value, "labels", "values")
    named = (
        [each.get("val") for each in labels if isinstance(each, dict)]
        if isinstance(labels, list)
        else []
    )
    return "hidden" if _HIDDEN in named else "shown"
