"""Threats in a queue as it really is: 20 of them and 500 other abuse in 10,000 mentions, most ordinary.

Streams are drawn with replacement, with a seed: threats and other abuse from our cases, what is ordinary
from harmless dev rows and our ordinary lines, but for a tenth of it: our harmless cases, which are hard
on purpose. Each stream is put in three orders: as the desk's list of the most urgent does (`labels.urgency_of`, then
what is least severe last), by category (most severe first, newest first within one), and by the head for threats alone.
"""

from collections.abc import Iterator, Sequence

import msgspec
import numpy as np
from numpy.typing import NDArray

from bench.detecting.cases import LANGUAGES, Case, Post
from bench.detecting.figures import HIGH, LOW, SEED, Interval
from bench.detecting.table import Row
from safeguard.classify.labels import urgency_of
from safeguard.classify.records import Score
from safeguard.taxonomy import CATEGORIES

STREAM, THREATS, OTHER_ABUSE = 10_000, 20, 500
DANGER = 4
HARD = 948  # a tenth of what is no abuse
TOP, LONG_TOP = STREAM // 100, STREAM // 20
GOALS = {"en": 0.90, "es": 0.85, "fr": 0.85, "ar": 0.80, "hi": 0.80}
ORDERS = ("desk", "category", "threat head")
HARMLESS_SOURCES = ("uli", "convabuse", "paradetox", "surge", "davidson", "mlma")
"""Sources whose 0 says "no abuse"; that of the others says "not sexist" or "no hate", whatever else it is."""
_ORDER_OF = {label: place for place, label in enumerate(CATEGORIES)}
_LAST = len(CATEGORIES)

RIGHT = {
    "threat": "T1",
    "threat.sexual": "T2",
    "threat.incite": "T3",
    "threat.selfharm": "T4",
    "threat.stalk": "A4",
    "doxxing": "P1",
    "sexual": "S4",
    "sexual.leak": "S1",
    "misogyny": "H1",
    "hate": "H2",
    "insult": "A1",
    "silencing": "A1",
}
"""The label a case should be given, by function or else by kind: with it, what the desk's order can reach."""

Numbers = NDArray[np.float64]
Places = NDArray[np.int64]


class Pool(msgspec.Struct, frozen=True):
    """What streams of one language are drawn from; the lists hold places in `keys`."""

    keys: Numbers  # [text, (urgency, severity, place of the category, head for threats)]
    threats: Places
    abuse: Places
    hard: Places
    ordinary: Places


def pool(group: Sequence[tuple[Case, Score]], ordinary: Sequence[Score]) -> Pool:
    """Gather a language's cases, by what they are to a queue, and what is ordinary."""
    of_kind: dict[str, list[int]] = {"threats": [], "abuse": [], "hard": []}
    for at, (case, _) in enumerate(group):
        is_threat = case.kind == "threat"
        of_kind["threats" if is_threat else "abuse" if case.is_abuse else "hard"].append(at)
    scores = [*(score for _, score in group), *ordinary]
    return Pool(
        keys=np.array([_key(score) for score in scores]),
        ordinary=np.arange(len(group), len(scores)),
        **{name: np.array(places) for name, places in of_kind.items()},
    )


def _key(score: Score) -> tuple[float, float, float, float]:
    worst = score.labels[0] if score.labels else ""
    threat = score.heads["threat"]
    place = _ORDER_OF.get(worst, _LAST)
    head = -1.0 if threat is None else threat
    return float(urgency_of(score)), float(score.severity), float(place), head


def ordered(keys: Numbers, order: str, rng: np.random.Generator) -> Places:
    """Put a stream in an order, first things first; what is equal lies as time would have it, by chance."""
    chance = rng.random(len(keys))
    urgency, severity, place, threat = keys.T
    by = {
        "desk": (chance, place, -severity, -urgency),
        "category": (chance, place, -severity),
        "threat head": (chance, -threat),
    }[order]
    return np.lexsort(by).astype(np.int64)


def measured(given: Pool, order: str, streams: int) -> dict[str, Interval]:
    """Measure recall of threats in the top 1 %, and the share of abuse in the top 1 and 5 %."""
    rng = np.random.default_rng(SEED)
    found: dict[str, list[float]] = {"recall": [], "abuse in 1 %": [], "abuse in 5 %": []}
    for _ in range(streams):
        drawn = np.concatenate(
            [
                rng.choice(given.threats, THREATS),
                rng.choice(given.abuse, OTHER_ABUSE),
                rng.choice(given.hard, HARD),
                rng.choice(given.ordinary, STREAM - THREATS - OTHER_ABUSE - HARD),
            ]
        )
        line = ordered(given.keys[drawn], order, rng)
        found["recall"].append(float(np.mean(np.isin(np.arange(THREATS), line[:TOP]))))
        is_abuse = line < THREATS + OTHER_ABUSE
        found["abuse in 1 %"].append(float(is_abuse[:TOP].mean()))
        found["abuse in 5 %"].append(float(is_abuse[:LONG_TOP].mean()))
    return {name: _spread(values) for name, values in found.items()}


def _spread(values: Sequence[float]) -> Interval:
    low, high = np.percentile(values, [LOW, HIGH])
    return Interval(float(np.mean(values)), float(low), float(high))


def rows(
    cases: Sequence[tuple[Case, Score]],
    dev: Sequence[tuple[Post, Score]],
    filler: Sequence[tuple[str, Score]],
    streams: int,
) -> Iterator[Row]:
    """Measure every language in every order; `filler` holds our own ordinary lines with their language."""
    for language in LANGUAGES:
        of_dev = [score for post, score in dev if _is_ordinary(post, language)]
        own = [score for name, score in filler if name == language]
        group = [(case, score) for case, score in cases if case.group == language]
        given = pool(group, [*of_dev, *own])
        made = (
            f"{language}: ordinary drawn from {len(of_dev)} dev rows and {len(own)} ordinary lines, {HARD} of the "
            f"{STREAM:,} from {len(given.hard)} harmless cases; threats from {len(given.threats)}, "
            f"abuse from {len(given.abuse)}"
        )
        for order in ORDERS:
            for name, value in measured(given, order, streams).items():
                yield _row(language, order, name, value, made)
        best = measured(all_right(given, [case for case, _ in group]), "desk", streams)
        yield _row(language, "desk, were every label right", "recall", best["recall"], "")
        yield from _by_variety(given, [case for case, _ in group], streams)


def all_right(given: Pool, group: Sequence[Case]) -> Pool:
    """Give every text the label it should have, to see what the order itself allows."""
    keys = np.tile([0.0, 0.0, float(_LAST), 0.0], (len(given.keys), 1))
    for at, case in enumerate(group):
        label = RIGHT.get(case.case, RIGHT.get(case.kind, ""))
        if label:
            severity = CATEGORIES[label].severity
            soon = (severity == DANGER) * (100.0 if case.kind == "threat" else 1.0)
            keys[at] = soon, severity, _ORDER_OF[label], 0.0
    return msgspec.structs.replace(given, keys=keys)


def texts(
    cases: Sequence[Case], posts: Sequence[Post], filler: Sequence[tuple[str, str]], size: int
) -> list[str]:
    """Draw texts at the shares that a real inbox has, as many of each language, to measure speed on."""
    rng = np.random.default_rng(SEED)
    found: list[str] = []
    for language in LANGUAGES:
        ordinary = [post.text for post in posts if _is_ordinary(post, language)]
        ordinary += [text for name, text in filler if name == language]
        here = [case for case in cases if case.group == language]
        parts = (
            ([case.text for case in here if case.is_abuse], THREATS + OTHER_ABUSE),
            ([case.text for case in here if not case.is_abuse], HARD),
            (ordinary, STREAM - THREATS - OTHER_ABUSE - HARD),
        )
        for pool_of, share in parts:
            count = round(size / len(LANGUAGES) * share / STREAM)
            found += rng.choice(np.array(pool_of, dtype=object), count).tolist()
    return found


def _by_variety(given: Pool, group: Sequence[Case], streams: int) -> Iterator[Row]:
    """Measure recall where all threats are of one variety, and the rest is of its language."""
    for variety in dict.fromkeys(case.variety for case in group):
        here = [at for at in given.threats if group[at].variety == variety]
        some = msgspec.structs.replace(given, threats=np.array(here))
        for order in ORDERS:
            yield Row(
                section="Threats in the top 1 % of such a queue, by the variety of the threats",
                measure=f"{variety} ({len(here)})",
                column=order,
                value=measured(some, order, streams)["recall"],
            )


def _is_ordinary(post: Post, language: str) -> bool:
    is_harmless = not post.is_abusive and not post.is_sexist
    return post.language == language and post.source in HARMLESS_SOURCES and is_harmless


def _row(language: str, order: str, name: str, value: Interval, note: str) -> Row:
    is_recall = name == "recall"
    said = "threats in the top 1 %" if is_recall else name
    return Row(
        section=f"A queue of {STREAM:,} with {THREATS} threats and {OTHER_ABUSE} other abuse",
        measure=f"{order}: {said}",
        column=language,
        value=value,
        goal=GOALS[language] if is_recall and order == "desk" else None,
        note=note if is_recall and order == "desk" else "",
    )
