"""Escalation to the offline world: what one hand, or several that are likely one, has said over weeks, taken together.

Definition: mentions of one author belong together; so do those of at most `ACCOUNTS` authors who send nearly the same
hurtful text on `DAYS` different days or more (more of them are a raid, not one hand). Together they escalate if any of
them bears a sign of `safeguard.detect.offline`, or if hurtful or fixated mentions come on `DAYS` different days within
`SPAN` ("repeat"). Urgency is 3 (now) where somebody comes, a weapon is named, or a place of hers stands beside a
threat; 2 (today) where a place of hers is known, she is named as next, or a fixation goes on and on; 1 (soon) else.

Source: our own, for the taxonomy's A2 and A4 (repeated unwanted contact; stalking); that unwanted contact which goes on
for two weeks tends to last is from Purcell, Pathé and Mullen (2004). It sorts; people judge the danger.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from datetime import datetime, timedelta

import msgspec

from safeguard.detect.copy_paste import find_copies
from safeguard.detect.offline import (
    ADDRESS,
    APPROACH,
    FIXATION,
    NEXT,
    ROUTE,
    WEAPON,
    WORKPLACE,
    Sign,
)

REPEAT = "repeat"
DAYS = 5
SPAN = timedelta(days=28)
ACCOUNTS = 10
NOW, TODAY, SOON = 3, 2, 1
_THREATS = frozenset({"T1", "T2", "T3"})
_PLACES = frozenset({ADDRESS, ROUTE, WORKPLACE})
_AT_ONCE = frozenset({APPROACH, WEAPON})


class Scored(msgspec.Struct, frozen=True, kw_only=True):
    """One scored mention, without its text: `author` and `id` may be keyed hashes.

    `labels` and `severity` are its Score's; `signs` what `find_offline` gave; `signature` what a Signer made.
    """

    id: Hashable
    author: Hashable
    at: datetime
    labels: tuple[str, ...] = ()
    severity: int = 0
    signs: tuple[Sign, ...] = ()
    signature: bytes = b""


class Escalation(msgspec.Struct, frozen=True, kw_only=True):
    """What escalates: kinds of signs ("repeat" too), by whom, in which mentions, how soon somebody should look.

    `why` names for each mention with signs its signs, with offsets; `ids` lists every mention that counts, the
    repeated ones too; `days` on how many days they came.
    """

    kinds: tuple[str, ...]
    urgency: int
    authors: tuple[Hashable, ...]
    ids: tuple[Hashable, ...]
    why: tuple[tuple[Hashable, tuple[Sign, ...]], ...]
    since: datetime
    until: datetime
    days: int


def find_escalations(mentions: Sequence[Scored]) -> list[Escalation]:
    """List what escalates, most urgent first and of equals the latest first; mentions stand in ascending order."""
    hand_of = _hands(mentions)
    by_hand: dict[Hashable, list[Scored]] = defaultdict(list)
    for one in mentions:
        if one.severity or one.signs:
            by_hand[hand_of.get(one.author, one.author)].append(one)
    found = [told for together in by_hand.values() if (told := _told(together))]
    return sorted(found, key=lambda told: (-told.urgency, -told.until.timestamp()))


def _hands(mentions: Sequence[Scored]) -> dict[Hashable, Hashable]:
    """Give each author of a text that a few accounts repeat over days the first of those who are likely one hand."""
    hurtful = [one for one in mentions if one.severity or one.signs]
    copies: dict[int, list[Scored]] = defaultdict(list)
    for one, first in zip(hurtful, find_copies([one.signature for one in hurtful]), strict=True):
        copies[first].append(one)
    hand_of: dict[Hashable, Hashable] = {}
    for alike in copies.values():
        authors = list(dict.fromkeys(one.author for one in alike))
        if 1 < len(authors) <= ACCOUNTS and _most_days(alike) >= DAYS:
            _join(hand_of, authors)
    return hand_of


def _join(hand_of: dict[Hashable, Hashable], authors: Iterable[Hashable]) -> None:
    """Put authors, and all who are known to be one hand with them, into one hand."""
    hands = dict.fromkeys(hand_of.get(author, author) for author in authors)
    first = next(iter(hands))
    for author in (*hand_of, *authors):
        if hand_of.get(author, author) in hands:
            hand_of[author] = first


def _most_days(mentions: Sequence[Scored]) -> int:
    """Count the different days on which mentions came, within the busiest `SPAN`."""
    days = sorted({one.at.date() for one in mentions})
    return max(sum(day <= other < day + SPAN for other in days) for day in days)


def _told(together: Sequence[Scored]) -> Escalation | None:
    days = _most_days(together)
    signed = {sign.kind: None for one in together for sign in one.signs}
    kinds = (*signed, *([REPEAT] if days >= DAYS else []))
    if not kinds:
        return None
    labels = frozenset(label for one in together for label in one.labels)
    return Escalation(
        kinds=kinds,
        urgency=urgency_of(kinds, labels),
        authors=tuple(dict.fromkeys(one.author for one in together)),
        ids=tuple(one.id for one in together),
        why=tuple((one.id, one.signs) for one in together if one.signs),
        since=together[0].at,
        until=together[-1].at,
        days=days,
    )


def urgency_of(kinds: Iterable[str], labels: Iterable[str]) -> int:
    """Say how soon somebody should look at what bears these kinds of signs and labels; 0 where there is no sign."""
    found = frozenset(kinds)
    is_threat = NEXT in found or bool(_THREATS.intersection(labels))
    if found & _AT_ONCE or (found & _PLACES and is_threat):
        return NOW
    if found & _PLACES or NEXT in found or found >= {FIXATION, REPEAT}:
        return TODAY
    return SOON if found else 0
