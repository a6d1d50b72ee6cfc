"""What importers of a single app's files share when they are asked what a file is."""

from collections.abc import Collection

from safeguard.platforms.base import Sniffed
from safeguard.platforms.codes import Sign

SURE, LIKELY, NO = 0.95, 0.6, 0.0
_BEFORE_JSON = b"\xef\xbb\xbf \r\n\t"


def sniffed(importer: str, confidence: float, reason: Sign, *, encoding: str = "") -> Sniffed:
    """Say how sure an importer is, and by which sign, unless it is not at all."""
    reasons = (reason,) if confidence else ()
    return Sniffed(
        importer=importer, confidence=float(confidence), reasons=reasons, encoding=encoding
    )


def is_json(head: bytes) -> bool:
    return head.lstrip(_BEFORE_JSON).startswith((b"{", b"["))


def by_keys(head: bytes, *kinds: Collection[bytes], few: int = 2) -> float:
    """Tell JSON by the keys of one of its kinds: `few` of them make it likely, more make it sure."""
    found = max(sum(key in head for key in keys) for keys in kinds)
    if found < few or not is_json(head):
        return NO
    return SURE if found > few else LIKELY
