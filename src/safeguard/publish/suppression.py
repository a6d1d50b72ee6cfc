"""Which counts about people may be published: none under k, and none that can be worked out from those that are.

Start at `publishable`. A count under k is hidden (primary suppression), except nought, which tells of nobody. Where
what is shown would still give a hidden count away, or a sum of hidden ones under k, another is hidden with it
(complementary). The method is that of statistical offices (Hundepool et al., Statistical Disclosure Control, 2012,
chapter 4), with each table looked at, and each two added and taken from each other.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations

import msgspec


class Sum(msgspec.Struct, frozen=True):
    """A published table: a total, and the parts that make it up. The same count may stand in several."""

    total: str
    parts: tuple[str, ...]


class DoesNotAddUp(ValueError):
    """A total was not the sum of its parts."""


def publishable(
    counts: Mapping[str, int], tables: Sequence[Sum], *, least: int = 5
) -> dict[str, int]:
    """Return the counts that may be shown, by their names; the rest is hidden.

    No count from 1 to `least` - 1 is shown, and none can be had from any two tables: what they leave over, added or
    taken from each other, is never a sum of hidden counts between 1 and `least` - 1. The same counts and tables give
    the same answer.

    Raises:
        DoesNotAddUp: a table's parts don't make its total.

    """
    for table in tables:
        if counts[table.total] != sum(counts[part] for part in table.parts):
            raise DoesNotAddUp(table.total)
    hidden = {name for name, count in counts.items() if 0 < count < least}
    while (leak := next(leaks(counts, tables, hidden, least=least), None)) is not None:
        hidden.add(min(leak.could_hide, key=lambda name: (counts[name], name)))
    return {name: count for name, count in counts.items() if name not in hidden}


class Leak(msgspec.Struct, frozen=True):
    """Hidden counts whose sum can be worked out and is under k, and what could be hidden to cover them."""

    of: frozenset[str]
    could_hide: frozenset[str]


def leaks(
    counts: Mapping[str, int], tables: Sequence[Sum], hidden: Iterable[str], *, least: int
) -> Iterator[Leak]:
    """Find what any one or two tables give away of the hidden counts."""
    covered = frozenset(hidden)
    for equation in _equations(tables):
        left = {name: times for name, times in equation.items() if times and name in covered}
        signs = {times > 0 for times in left.values()}
        value = abs(sum(counts[name] * times for name, times in left.items()))
        if len(signs) == 1 and value < least:
            told_by = {name for name, times in equation.items() if times and counts[name]}
            yield Leak(frozenset(left), frozenset(told_by - covered))


def _equations(tables: Sequence[Sum]) -> Iterator[Counter[str]]:
    """Write each table as an equation that comes to nought, then each two added and taken from each other."""
    equations = []
    for table in tables:
        equation = Counter(dict.fromkeys(table.parts, 1))
        equation[table.total] -= 1
        equations.append(equation)
    yield from equations
    for one, other in combinations(equations, 2):
        for sign in (1, -1):
            both = Counter(one)
            for name, times in other.items():
                both[name] += sign * times
            yield both
