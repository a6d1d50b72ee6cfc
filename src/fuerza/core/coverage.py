"""What was looked at, where, and up to when: the facts without which nothing reassuring may be said (misuse.md).

A domain's `coverage` hook (name -> (person) -> list[Coverage]) gives one fact for each platform or file of hers,
including those that are not connected. `site.standing` turns them into words; nobody else does.
"""

from datetime import datetime
from typing import Literal

import msgspec

State = Literal["connected", "down", "lost", "paused", "never", "late", "file"]


class Coverage(msgspec.Struct, frozen=True, kw_only=True):
    """One platform or file: how it stands, and what was found in what was looked at.

    `platform` is the name that she reads. `up_to` is when it was last read to its end (None: not yet), in UTC.
    `looked_at` counts posts, `found` those among them that are hurtful or worse. A `connected` one that was last
    read more than two hours ago counts as late, whatever it says here; so does one that is `down`: it does not answer
    just now, or not in a way that can be read.
    """

    platform: str
    state: State
    up_to: datetime | None = None
    looked_at: int = 0
    found: int = 0
