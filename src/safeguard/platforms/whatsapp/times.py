"""What stands before each message: a day in one of three orders, and a time by a 12 or a 24 hour clock."""

import re
from collections.abc import Iterable
from datetime import date, datetime, time

import msgspec

# Direction marks and a byte order mark, which the app puts anywhere in a date.
MARKS = "[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]*"
_SPACE = r"[\s\u202f]"
_DATE = rf"(\d{{1,4}}){MARKS}\s?(?P<sep>[./-])\s?{MARKS}(\d{{1,4}}){MARKS}\s?(?P=sep)\s?{MARKS}(\d{{1,4}})\.?"
_TIME = r"(\d{1,2})(?::|\.|\s?h\s?)(\d{2})(?:[:.](\d{2}))?"
_WORDS = r"[^\d\[\]:]{0,14}?"
HEADER = re.compile(
    rf"{MARKS}(\[)?{MARKS}{_DATE}{MARKS}[,،]?{_SPACE}{MARKS}({_WORDS}){_TIME}{MARKS}({_WORDS})"
    rf"(?(1)\]{MARKS}|(?:{_SPACE}-|:)){_SPACE}(.*)",
    re.DOTALL,
)
# Written as casefold has it, without dots and spaces.
_BEFORE_NOON = frozenset(
    [
        "am",
        "ص",
        "صباحا",
        "पूर्वाह्न",
        "सुबह",
        "قظ",
        "قبلدوپہر",
        "vorm",
        "morgens",
        "öö",
        "πμ",
        "sa",
        "de",
        "pd",
        "上午",
        "凌晨",
        "早上",
        "午前",
        "오전",
    ]
)
_AFTER_NOON = frozenset(
    [
        "pm",
        "م",
        "مساء",
        "अपराह्न",
        "शाम",
        "दोपहर",
        "بظ",
        "بعددوپہر",
        "nachm",
        "mittags",
        "abends",
        "ös",
        "μμ",
        "ch",
        "du",
        "md",
        "下午",
        "中午",
        "晚上",
        "午後",
        "오후",
    ]
)
_NO_CLOCK = frozenset(["", "klo", "uhr", "h", "u", "à", "às", "alle", "kl", "ore", "г"])
_NOISE = re.compile("[\\s\u202f.,،\u064b-\u0652\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_FIRST_YEAR = 2009  # before that there was no WhatsApp
_CENTURY = 2_000
_NOON = 12

# Where year, month and day stand.
ORDERS = {"dmy": (2, 1, 0), "mdy": (2, 0, 1), "ymd": (0, 1, 2)}


class Stamp(msgspec.Struct, frozen=True):
    """A day as three numbers whose order is not yet known, and a time of day; None where it is no time."""

    numbers: tuple[int, int, int]
    at: time | None

    def day(self, order: str) -> date | None:
        year, month, day = (self.numbers[place] for place in ORDERS[order])
        try:
            return date(year if year >= _CENTURY else year + _CENTURY, month, day)
        except ValueError:
            return None


def read_header(line: str) -> tuple[Stamp, str] | None:
    """Part a line that begins a message into its time and the rest; None if it begins none."""
    found = HEADER.match(line)
    if found is None:
        return None
    first, _, second, third, before, hour, minute, second_hand, after, rest = found.groups()[1:]
    at = _time(int(hour), int(minute), int(second_hand or 0), before, after)
    return Stamp((int(first), int(second), int(third)), at), rest


def _time(hour: int, minute: int, second: int, *words: str) -> time | None:
    """Read a clock; a word that we do not know could be half a day, so there is no time then."""
    plain = {_NOISE.sub("", word).casefold() for word in words} - _NO_CLOCK
    if plain - _BEFORE_NOON - _AFTER_NOON or len(plain) > 1:
        return None
    if plain and hour <= _NOON:
        hour = hour % _NOON + (_NOON if plain <= _AFTER_NOON else 0)
    try:
        return time(hour, minute, second)
    except ValueError:
        return None


class Order:
    """Finds out in which order a file's days are written, from one message to the next.

    A day over 12 settles it, or a year in which there was no WhatsApp yet; else whether the days run
    forward, as they do in an export; else `day_first`, if she was asked.
    """

    def __init__(self, latest: datetime, *, day_first: bool | None) -> None:
        self._latest = latest.date()
        self._day_first = day_first
        self._backward = dict.fromkeys(ORDERS, 0)
        self._last: dict[str, date] = {}
        self._possible = set(ORDERS)

    def see(self, stamp: Stamp) -> None:
        days = {
            order: day for order in ORDERS if (day := stamp.day(order)) and self._is_possible(day)
        }
        # A line that fits no order is a line that somebody pasted.
        self._possible = self._possible & days.keys() or self._possible
        for order, day in days.items():
            self._backward[order] += day < self._last.get(order, day)
            self._last[order] = day

    def settled(self) -> str | None:
        """Name the order if what was seen so far leaves only one."""
        return next(iter(self._possible)) if len(self._possible) == 1 else None

    def decide(self) -> str | None:
        """Name the order, now that all was seen; None if only she can tell."""
        if (settled := self.settled()) is not None:
            return settled
        asked = {True: "dmy", False: "mdy", None: ""}[self._day_first]
        if asked in self._possible:
            return asked
        least = min(self._backward[order] for order in self._possible)
        return _only(order for order in self._possible if self._backward[order] == least)

    def _is_possible(self, day: date) -> bool:
        return day.year >= _FIRST_YEAR and day <= self._latest


def _only(orders: Iterable[str]) -> str | None:
    found = list(orders)
    return found[0] if len(found) == 1 else None
