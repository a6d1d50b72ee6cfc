"""Where she does by hand what a platform's API does not offer: the page whose menu does it.

No platform has a public address that mutes, blocks or reports by itself; one that did could be used against her.
"""

from urllib.parse import quote

KINDS = frozenset({"mute", "block", "report", "hide_reply"})
_HOMES = {
    "x": "https://x.com/",
    "youtube": "https://www.youtube.com/",
    "instagram": "https://www.instagram.com/",
}


def deep_link(
    platform: str, kind: str, *, author: str = "", handle: str = "", url: str = ""
) -> str:
    """Give the page from which she can do `kind`, or '' where none is known.

    `author` is the platform's id of an account and `handle` its name. A report and a hidden reply start from
    the post (`url`, believed only where it leads to the platform itself), the rest from the account.
    """
    if kind not in KINDS or platform not in _HOMES:
        return ""
    home = _HOMES[platform]
    if kind in {"report", "hide_reply"} and url.startswith(home):
        return url
    path = _account(platform, quote(author, safe=""), quote(handle.lstrip("@"), safe=""))
    return f"{home}{path}" if path else ""


def _account(platform: str, author: str, handle: str) -> str:
    if platform == "youtube":
        return f"channel/{author}" if author else ""
    if platform == "x" and not handle:
        return f"i/user/{author}" if author else ""
    return handle
