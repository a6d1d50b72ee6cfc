"""Which characters the fonts beside this can print, and what is printed in place of the others: their numbers.

Nothing that somebody wrote disappears from paper: a sign without a picture in the fonts, or one that can't be seen
but changes how others are read, becomes a mark such as `[U+1F52A HOCHO]`.
"""

import struct
import unicodedata
from collections.abc import Iterator
from functools import cache
from itertools import groupby
from pathlib import Path

import regex

FONTS = Path(__file__).with_name("fonts")
FAMILIES = ("NotoSans", "NotoNaskhArabic", "NotoSansDevanagari")
_WEIGHTS = ("Regular", "Bold")
# They steer how Arabic and Hindi are joined and which way a line runs, and are part of how those are written. What
# turns single letters round (U+202A to U+202E) is none of them: with it, words read otherwise than they were typed.
_STEERING = frozenset("\u200c\u200d\u200e\u200f\u061c\u2066\u2067\u2068\u2069")
_UNSEEN = frozenset({"Cc", "Cf", "Cn", "Co", "Cs"})
_MOST_IN_A_CLUSTER = (
    8  # Hindi needs six; a hundred accents on one letter would cover the lines above
)
_CLUSTER = regex.compile(r"\X")


def spelled(line: str) -> list[tuple[bool, str]]:
    """Cut a line into what can be printed as it is (False) and marks for what can't (True)."""
    pieces = groupby(_CLUSTER.findall(line), key=_has_no_picture)
    return [(is_mark, (_mark if is_mark else "".join)(part)) for is_mark, part in pieces]


def _has_no_picture(cluster: str) -> bool:
    if len(cluster) > _MOST_IN_A_CLUSTER or unicodedata.category(cluster[0]).startswith("M"):
        return True  # too many accents, or one with no letter to stand on
    seen = [ord(each) for each in cluster if each not in _STEERING]
    if any(unicodedata.category(chr(each)) in _UNSEEN for each in seen):
        return True
    return not any(covered.issuperset(seen) for covered in _covered())


def _mark(clusters: Iterator[str]) -> str:
    return "[" + " ".join(_number(each) for cluster in clusters for each in cluster) + "]"


def _number(character: str) -> str:
    """Give the number, and of a picture (a knife, a heart) the name too: a threat may lie in it."""
    number = f"U+{ord(character):04X}"
    is_picture = unicodedata.category(character) == "So"
    name = unicodedata.name(character, "") if is_picture else ""
    return f"{number} {name}".rstrip()


@cache
def _covered() -> tuple[frozenset[int], ...]:
    """List what each family has in both weights: a cluster is printed in one family or not at all."""
    return tuple(
        frozenset.intersection(*(_in_font(FONTS / f"{name}-{weight}.ttf") for weight in _WEIGHTS))
        for name in FAMILIES
    )


def _in_font(path: Path) -> frozenset[int]:
    """Read a font's Unicode map: OpenType's cmap, platform 3, encoding 1, format 4, which all of ours have."""
    body = path.read_bytes()
    (count,) = struct.unpack_from(">H", body, 4)
    tables = struct.iter_unpack(">4s4xL4x", body[12 : 12 + 16 * count])
    [start] = [offset for name, offset in tables if name == b"cmap"]
    (count,) = struct.unpack_from(">H", body, start + 2)
    maps = struct.iter_unpack(">HHL", body[start + 4 : start + 4 + 8 * count])
    [at] = [start + offset for *which, offset in maps if which == [3, 1]]
    (width,) = struct.unpack_from(">H", body, at + 6)  # of each column, in bytes
    lasts = struct.iter_unpack(">H", body[at + 14 : at + 14 + width])
    firsts = struct.iter_unpack(">H", body[at + 16 + width : at + 16 + 2 * width])
    runs = zip(firsts, lasts, strict=True)
    return frozenset(each for (first,), (last,) in runs for each in range(first, last + 1)) - {
        0xFFFF
    }
