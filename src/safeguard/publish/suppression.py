"""Which counts about people may be published: none under k, and none that can be worked out from those that are.

Start at `publishable`. A count under k is hidden (primary suppression), except nought, which tells of nobody. Where
what is shown would still give a hidden count away, or a sum of hidden ones under k, another is hidden with it
(complementary). The method is that of statistical offices (Hundepool et al., Statistical Disclosure Control, 2012,
chapter 4), with each table looked at, and each two added and taken from each other. Besides, each hidden count under k
must have a twin: other counts in the hidden places that make the very same tables, and differ in it. `issue` holds a
new report against all that was published before it.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import combinations

import msgspec


class Sum(msgspec.Struct, frozen=True):
    """A published table: a total, and the parts that make it up. The same count may stand in several."""

    total: str
    parts: tuple[str, ...]


class DoesNotAddUp(ValueError):
    """A total was not the sum of its parts."""


def publishable(
    counts: Mapping[str, int],
    tables: Sequence[Sum],
    *,
    least: int = 5,
    known: Collection[str] = (),
    unprinted: Collection[str] = (),
) -> dict[str, int]:
    """Return the counts that may be shown, by their names; the rest is hidden.

    No count from 1 to `least` - 1 is shown, and none can be had from any two tables: what they leave over, added or
    taken from each other, is never a sum of hidden counts between 1 and `least` - 1. Nor do all tables together
    leave but one value to a hidden count under `least`, though whoever reads them knows that hidden is not nought.
    `known` was published before and can't be hidden; `unprinted` is shown nowhere, but could be worked out.
    The same counts and tables give the same answer.

    Raises:
        DoesNotAddUp: a table's parts don't make its total.

    """
    for table in tables:
        if counts[table.total] != sum(counts[part] for part in table.parts):
            raise DoesNotAddUp(table.total)
    kept = {*known, *unprinted}
    hidden = {name for name, count in counts.items() if 0 < count < least}
    hidden = hidden.union(name for name in unprinted if counts[name]).difference(known)
    while (cover := next(_covers(counts, tables, hidden, kept, least), None)) is not None:
        hidden.add(min(cover, key=lambda name: (counts[name], name)))
    away = hidden.union(unprinted)
    return {name: count for name, count in counts.items() if name not in away}


class Issue(msgspec.Struct, frozen=True):
    """What went into one report: its counts and tables, and the names of the counts it showed."""

    counts: Mapping[str, int]
    tables: Sequence[Sum]
    shown: Collection[str]
    unprinted: Collection[str] = ()


def issue(
    counts: Mapping[str, int],
    tables: Sequence[Sum],
    *,
    earlier: Sequence[Issue],
    least: int = 5,
    unprinted: Collection[str] = (),
) -> dict[str, int]:
    """Return what a new report may show beside those published earlier: nothing under k is to be had from both.

    A count that has not changed is the same count in each report. Of one that has, the change counts like people of
    its own, who stand in no table.
    """
    new = {name: _version(name, count) for name, count in counts.items()}
    all_counts = {new[name]: count for name, count in counts.items()}
    all_tables = [_renamed(table, new) for table in tables]
    aside = {new[name] for name in unprinted}
    known: set[str] = set()
    for one in earlier:
        old = {name: _version(name, count) for name, count in one.counts.items()}
        aside.update(set(old.values()).difference(new.values()))
        all_counts |= {old[name]: count for name, count in one.counts.items()}
        all_tables += [_renamed(table, old) for table in one.tables]
        known.update(old[name] for name in one.shown)
        for name in one.counts.keys() & counts.keys():
            if (change := abs(one.counts[name] - counts[name])) != 0:
                smaller, larger = sorted((old[name], new[name]), key=lambda it: all_counts[it])
                between = f"{smaller} to {larger}"
                all_counts[between] = change
                aside.add(between)
                all_tables.append(Sum(larger, (smaller, between)))
    each = list(dict.fromkeys(all_tables))
    shown = publishable(
        all_counts, each, least=least, known=known, unprinted=aside.difference(known)
    )
    return {name: count for name, count in counts.items() if new[name] in shown}


class Leak(msgspec.Struct, frozen=True):
    """Hidden counts whose sum can be worked out and is under k, and what could be hidden to cover them."""

    of: frozenset[str]
    could_hide: frozenset[str]


def leaks(
    counts: Mapping[str, int], tables: Sequence[Sum], hidden: Iterable[str], *, least: int
) -> Iterator[Leak]:
    """Find what any one or two tables give away of the hidden counts."""
    covered = frozenset(hidden)
    for equation in _pairs(_equations(tables)):
        left = {name: times for name, times in equation.items() if times and name in covered}
        signs = {times > 0 for times in left.values()}
        value = abs(sum(counts[name] * times for name, times in left.items()))
        if len(signs) == 1 and value < least:
            told_by = {name for name, times in equation.items() if times and counts[name]}
            yield Leak(frozenset(left), frozenset(told_by - covered))


def _covers(
    counts: Mapping[str, int],
    tables: Sequence[Sum],
    hidden: set[str],
    kept: Collection[str],
    least: int,
) -> Iterator[frozenset[str]]:
    """Give what could be hidden to cover each leak that something can still cover."""
    for leak in leaks(counts, tables, hidden, least=least):
        if could_hide := leak.could_hide.difference(kept):
            yield could_hide
    equations = _equations(tables)
    for name in sorted(name for name in hidden if counts[name] < least):
        if not _has_twin(name, counts, equations, hidden) and (
            could_hide := _near(name, counts, equations, hidden.union(kept))
        ):
            yield could_hide


_TRIES = 500  # where they don't suffice, a count passes for worked out, and more is hidden


def _has_twin(
    name: str, counts: Mapping[str, int], equations: Sequence[Counter[str]], hidden: set[str]
) -> bool:
    """Say whether moving hidden counts by one, `name` among them, can leave all that is shown as it is."""
    tries = [_TRIES]
    return any(
        _balanced({name: move}, counts, equations, hidden, tries)
        for move in (1, -1)
        if counts[name] + move > 0
    )


def _balanced(
    moved: dict[str, int],
    counts: Mapping[str, int],
    equations: Sequence[Counter[str]],
    hidden: set[str],
    tries: list[int],
) -> bool:
    off = ((each, sum(each[name] * by for name, by in moved.items())) for each in equations)
    equation, excess = next(((each, by) for each, by in off if by), (None, 0))
    if equation is None:
        return True
    tries[0] -= 1
    moves = {
        name: -1 if (excess > 0) == (times > 0) else 1
        for name, times in sorted(equation.items())
        if name in hidden and name not in moved
    }
    return tries[0] > 0 and any(
        counts[name] + move > 0
        and _balanced(moved | {name: move}, counts, equations, hidden, tries)
        for name, move in moves.items()
    )


def _near(
    name: str,
    counts: Mapping[str, int],
    equations: Sequence[Counter[str]],
    away: Collection[str],
) -> frozenset[str]:
    """Give the shown counts that share an equation with `name`, or with what shares one with it, and so on."""
    reached, before = {name}, set[str]()
    while reached != before:
        before = set(reached)
        for equation in equations:
            if not reached.isdisjoint(equation):
                reached.update(equation)
        if found := {one for one in reached if counts[one] and one not in away}:
            return frozenset(found)
    return frozenset()


def _version(name: str, count: int) -> str:
    return f"{name} = {count}"


def _renamed(table: Sum, names: Mapping[str, str]) -> Sum:
    return Sum(names[table.total], tuple(names[part] for part in table.parts))


def _equations(tables: Sequence[Sum]) -> list[Counter[str]]:
    """Write each table as an equation that comes to nought."""
    equations = []
    for table in tables:
        equation = Counter(dict.fromkeys(table.parts, 1))
        equation[table.total] -= 1
        equations.append(equation)
    return equations


def _pairs(equations: Sequence[Counter[str]]) -> Iterator[Counter[str]]:
    """Give each equation, then each two added and taken from each other; two that share no count tell no more so."""
    yield from equations
    for one, other in combinations(equations, 2):
        if one.keys().isdisjoint(other):
            continue
        for sign in (1, -1):
            both = Counter(one)
            for name, times in other.items():
                both[name] += sign * times
            yield both
