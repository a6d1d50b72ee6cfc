"""What a network can tell of her own account: what everybody finds there, and how she has set it.

A connector says by its capabilities that it can: `read.own` (Owning) and `read.settings` (Settled).
"""

from collections.abc import Mapping
from typing import Literal, Protocol

import msgspec

from safeguard.platforms.base import Access

Kind = Literal["profile", "post"]


class Owned(msgspec.Struct, frozen=True, kw_only=True):
    """Something of hers that others can read: her profile's words, or a post; `begins` a thread or answers one."""

    id: str
    kind: Kind
    text: str
    url: str = ""
    begins: bool = False


class Owning(Protocol):
    """Can give her profile and her newest posts, the newest first; with what reads for her."""

    def own(self, access: Access, limit: int) -> tuple[Owned, ...]: ...


class Settled(Protocol):
    """Can say how she has set her account: a code each and its value, and only what the network told.

    `settings_purpose` names whose right it takes: watch or act.
    """

    settings_purpose: str

    def settings(self, access: Access) -> Mapping[str, str]: ...
