"""The people who write to her in the sample: invented accounts, each with one platform and one voice.

Handles end in `.example` and identifiers in a method kept for examples, so that none is anybody's.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from random import Random

import msgspec

from fuerza.site.sample.voices import Voice, load_voices
from safeguard.records import Author

FIRST = (
    "amber", "blue", "brisk", "calm", "clear", "cobalt", "copper", "coral", "dusty", "early",
    "faint", "fern", "grey", "hazel", "inky", "ivory", "jade", "keen", "late", "lemon", "lunar",
    "mellow", "misty", "north", "ochre", "olive", "pale", "plain", "quick", "quiet", "ruby",
    "salt", "sandy", "silver", "slate", "south", "sunny", "teal", "tidy", "warm",
)  # fmt: skip
SECOND = (
    "acorn", "anchor", "badger", "banjo", "basil", "beacon", "bridge", "canoe", "cedar", "comet",
    "cove", "drum", "ember", "ferry", "finch", "garnet", "harbor", "heron", "igloo", "kettle",
    "lantern", "maple", "marble", "mango", "needle", "orchid", "otter", "paddle", "pepper",
    "pigeon", "plume", "quartz", "raven", "saddle", "sparrow", "thistle", "tram", "tulip",
    "walnut", "willow",
)  # fmt: skip
LETTERS = "abcdefghijkmnpqrstuvwxyz234567"
SERVERS = ("social", "puerto", "plaza", "ciudad")
PLATFORMS = {"bluesky": 58, "mastodon": 32, "x": 10}


class Member(msgspec.Struct, frozen=True):
    """Somebody who writes: where, how, and as whom."""

    platform: str
    voice: Voice
    author: Author


class Crowd:
    """Makes members, none of them twice."""

    def __init__(self, rng: Random, opened: datetime) -> None:
        self._rng = rng
        self._opened = opened
        pairs = [f"{first}-{second}" for first in FIRST for second in SECOND]
        rng.shuffle(pairs)
        self._names = iter(pairs)

    def recruit(
        self,
        count: int,
        *,
        languages: Mapping[str, float],
        platforms: Mapping[str, float] = PLATFORMS,
        newest_days: int = 0,
        before: datetime | None = None,
    ) -> list[Member]:
        """`count` new members; with `newest_days` their accounts are at most that old `before` then.

        Without `before`, all accounts were there when the six weeks began.
        """
        by = before or self._opened
        spoken = self._rng.choices(list(languages), weights=list(languages.values()), k=count)
        where = self._rng.choices(list(platforms), weights=list(platforms.values()), k=count)
        return [
            Member(platform, self.voice_of(language), self._author(platform, newest_days, by))
            for platform, language in zip(where, spoken, strict=True)
        ]

    def voice_of(self, language: str) -> Voice:
        """A voice that speaks `language`."""
        voices = [voice for voice in load_voices() if voice.language == language]
        return self._rng.choices(voices, weights=[voice.weight for voice in voices])[0]

    def _author(self, platform: str, newest_days: int, by: datetime) -> Author:
        rng = self._rng
        name = next(self._names)
        author = Author(
            handle=_handle(platform, name, rng),
            id=account_id(platform, rng),
            name=name.replace("-", " ").title(),
            url=f"https://{platform}.example/{name}",
        )
        age = timedelta(days=rng.randint(1, newest_days) if newest_days else rng.randint(90, 3000))
        known = {
            "created_at": by - age - timedelta(minutes=rng.randrange(1440)),
            "is_followed": not newest_days and rng.random() < 0.2,  # noqa: PLR2004 -- a share
            "followers": rng.randint(0, 9) if newest_days else int(rng.lognormvariate(5, 1.3)),
        }
        # An archive file, which is how X comes in here, says nothing of its authors' accounts.
        return author if platform == "x" else msgspec.structs.replace(author, **known)


def account_id(platform: str, rng: Random) -> str:
    """An identifier of the platform's shape."""
    if platform == "bluesky":
        return "did:example:" + letters(rng, 24)
    return str(rng.randrange(10**17, 10**18))


def letters(rng: Random, count: int) -> str:
    return "".join(rng.choices(LETTERS, k=count))


def pick(rng: Random, members: Sequence[Member], language: str, platform: str = "") -> Member:
    """One of those who speak `language`, on `platform` if one is named."""
    return rng.choice(
        [
            member
            for member in members
            if member.voice.language == language and platform in {"", member.platform}
        ]
    )


def _handle(platform: str, name: str, rng: Random) -> str:
    if platform == "mastodon":
        return f"@{name.replace('-', '_')}@{rng.choice(SERVERS)}.example"
    return f"{name}.example"
