"""One account or one post, as her server shows it to her."""

from safeguard.platforms.base import Access, Refused
from safeguard.platforms.bluesky.calls import Calls
from safeguard.platforms.bluesky.parse import Fields, inside
from safeguard.platforms.bluesky.replies import fields


def profile(calls: Calls, access: Access, actor: str) -> Fields:
    """Give an account by its id or its handle.

    Raises:
        Refused: (gone) there is none.

    """
    body = calls.get(access, "app.bsky.actor.getProfiles", (("actors", actor),))
    return _only(fields(body).get("profiles"))


def post_view(calls: Calls, access: Access, uri: str) -> Fields:
    """Give a post.

    Raises:
        Refused: (gone) there is none.

    """
    body = calls.get(access, "app.bsky.feed.getPosts", (("uris", uri),))
    return _only(fields(body).get("posts"))


def root_of(view: Fields, uri: str) -> str:
    """Name the post that a post's thread begins with: itself, where it answers nothing."""
    root = inside(view, "record", "reply", "root", "uri")
    return root if isinstance(root, str) else uri


def _only(found: object) -> Fields:
    first = found[0] if isinstance(found, list) and found else None
    if not isinstance(first, dict):
        raise Refused("gone")
    return first
