"""Her own account: her profile, her newest posts, and her settings as far as her server tells them."""

from collections.abc import Mapping
from contextlib import suppress
from urllib.parse import quote

from safeguard.platforms.base import Access, Refused
from safeguard.platforms.hers import Owned
from safeguard.platforms.mastodon.acting import POLICY
from safeguard.platforms.mastodon.parse import Json, text
from safeguard.platforms.mastodon.server import Server
from safeguard.platforms.mastodon.words import words

_HERSELF = "/api/v1/accounts/verify_credentials"
_MOST = 40
_YES_OR_NO = ("locked", "discoverable", "indexable", "hide_collections")
_HELD_BACK = ("for_not_following", "for_new_accounts", "for_private_mentions")


def own(server: Server, access: Access, limit: int) -> tuple[Owned, ...]:
    """Give her profile's words, where there are any, and her newest posts."""
    profile = server.own(access, _HERSELF).read(dict[str, object])
    path = f"/api/v1/accounts/{quote(access.account, safe='')}/statuses"
    asked = [("limit", str(min(limit, _MOST))), ("exclude_reblogs", "true")]
    posts = server.get(access, path, asked).read(list[dict[str, object]])
    return (*_profile(profile), *(_post(each) for each in posts))


def settings(server: Server, access: Access) -> Mapping[str, str]:
    """Say what the account and the policy for notifications tell; an old server has no policy."""
    profile = server.own(access, _HERSELF).read(dict[str, object])
    told = {name: _yes_or_no(profile.get(name)) for name in _YES_OR_NO}
    source = profile.get("source")
    told["privacy"] = text(source.get("privacy")) if isinstance(source, dict) else ""
    with suppress(Refused):
        policy = server.own(access, POLICY).read(dict[str, object])
        told |= {name: text(policy.get(name)) for name in _HELD_BACK}
    return {code: value for code, value in told.items() if value}


def _profile(profile: Json) -> list[Owned]:
    rows = profile.get("fields")
    cells = [each for each in rows if isinstance(each, dict)] if isinstance(rows, list) else []
    said = [
        text(profile.get("display_name")),
        _plain(text(profile.get("note"))),
        *(f"{text(each.get('name'))}: {_plain(text(each.get('value')))}" for each in cells),
    ]
    whole = "\n".join(each for each in said if each)
    url = text(profile.get("url"))
    return [Owned(id=text(profile.get("id")), kind="profile", text=whole, url=url)] if whole else []


def _post(status: Json) -> Owned:
    return Owned(
        id=text(status.get("id")),
        kind="post",
        text=_plain(text(status.get("content"))),
        url=text(status.get("url")),
        begins=status.get("in_reply_to_id") is None,
    )


def _yes_or_no(value: object) -> str:
    return ("yes" if value else "no") if isinstance(value, bool) else ""


def _plain(html: str) -> str:
    return words(html, {})
