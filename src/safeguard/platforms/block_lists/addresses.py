"""What one cell or line of a list names: an account on a server, a domain, or an account by its id or handle."""

import re
from urllib.parse import unquote

import msgspec

from safeguard.platforms.codes import Code
from safeguard.platforms.rules import RowRefused

_LABEL = r"[^\W_](?:[\w-]{0,62})"
_DOMAIN = re.compile(rf"(?:{_LABEL}\.)+{_LABEL}")
_USER = re.compile(r"[^\W_][\w.-]*|_[\w.-]*")
_DID = re.compile(r"did:[a-z]{1,20}:[A-Za-z0-9._:%-]{1,200}")
_PAGE = re.compile(
    r"https?://(?:www\.)?(?:bsky\.app/profile|main\.bsky\.dev/profile)/([^/?#\s]+)/?"
)
_MAX = 253
_HANDLES = (".bsky.social", ".bsky.team")


class Address(msgspec.Struct, frozen=True):
    """`kind` is account (user@domain), domain or did; `value` is it, written the one way we compare."""

    kind: str
    value: str


def read_address(cell: str) -> Address:
    """Read what a cell names; a bare name with dots in it is a domain here, and may be a handle.

    Raises: RowRefused.
    """
    text = cell.strip()
    page = _PAGE.fullmatch(text)
    text = unquote(page[1]) if page else text.removeprefix("at://")
    if _DID.fullmatch(text):
        return Address("did", text)
    user, at, domain = text.removeprefix("@").removeprefix("*.").rpartition("@")
    domain = domain.casefold().rstrip(".")
    if len(domain) > _MAX or not _DOMAIN.fullmatch(domain):
        raise RowRefused(Code.BAD_ADDRESS)
    if not at:
        return Address("domain", domain)
    if len(user) > _MAX or not _USER.fullmatch(user):
        raise RowRefused(Code.BAD_ADDRESS)
    return Address("account", f"{user}@{domain}")


def is_bluesky(lines: list[str]) -> bool:
    """Whether these lines name accounts on Bluesky, where a handle looks as a domain does."""
    signs = [_is_bluesky(line.strip()) for line in lines]
    return any(signs)


def _is_bluesky(text: str) -> bool:
    is_handle = text.startswith("@") and "@" not in text[1:] and "." in text
    return (
        is_handle
        or text.startswith(("did:", "at://did:"))
        or text.endswith(_HANDLES)
        or bool(_PAGE.match(text))
    )
