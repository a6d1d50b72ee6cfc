"""Right and wrong: sexism on EDOS, abuse on our cases, false alarms by kind, sentences about groups."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np

from bench.detecting.cases import ABUSE, HARMLESS, LANGUAGES, VARIETIES, Case, Phrase, Post
from bench.detecting.figures import Flags, Interval, auc, f1, interval, macro_f1, share, weights
from bench.detecting.table import ALL, Row
from safeguard.classify import encoder
from safeguard.classify.records import Score
from safeguard.text.normalise import fold

F1_GOALS = {"en": 0.80, "es": 0.75, "fr": 0.75, "ar": 0.70, "hi": 0.70}
ALARM_GOALS = {
    "profanity": 0.05,
    "reclaimed": 0.20,
    "counter": 0.20,
    "identity": 0.03,
    "neutral": 0.03,
    "criticism": 0.05,
}
SEXIST = "H1"
_LEAST = 20  # sentences about a group, before its share says something
_WORST = 6  # groups shown


def edos(posts: Sequence[Post], scores: Sequence[Score], repeats: int) -> Iterator[Row]:
    """Measure sexism on the dev split of EDOS, at the shipped threshold and as a ranking."""
    section = "EDOS dev (English)"
    so = [bool(post.is_sexist) for post in posts]
    counts = weights(len(posts), repeats)
    said = [SEXIST in score.labels for score in scores]
    chances = np.array([_or_least(score.heads["sexism"]) for score in scores])
    found = interval(macro_f1(counts, said, so))
    yield Row(
        section=section, measure="sexist, macro-F1 (label H1)", value=found, goal=0.82, digits=3
    )
    ranked = interval(auc(counts, chances, so))
    yield Row(section=section, measure="sexist, AUC of the head", value=ranked, digits=3)
    sexist = [post for post in posts if post.kind]
    kinds = encoder.kinds([fold(post.text).text for post in sexist]) if encoder.is_here() else []
    yield Row(
        section=section,
        measure="4 categories, macro-F1",
        value=_kinds_told(sexist, kinds, repeats) if kinds else None,
        goal=0.55,
        digits=3,
        note=f"of {len(sexist)} sexist posts, by the encoder alone",
    )


def _kinds_told(posts: Sequence[Post], told: Sequence[str], repeats: int) -> Interval:
    """Average the F1 of the four kinds."""
    counts = weights(len(posts), repeats)
    parts = [
        f1(
            counts,
            np.array([one == kind for one in told]),
            np.array([post.kind == kind for post in posts]),
        )
        for kind in encoder.KINDS
    ]
    return interval(np.mean(parts, axis=0))


def functional(
    cases: Sequence[Case], flags: Flags, repeats: int, who: str, goals: Mapping[str, float]
) -> Iterator[Row]:
    """Measure abuse against none, a column for each language; `goals` are empty for peers."""
    for language in (*LANGUAGES, ALL):
        here = _where(cases, "group", language)
        yield Row(
            section="Functional test, macro-F1 of abuse against none",
            measure=who,
            column=language,
            value=_f1_of(cases, flags, here, repeats),
            goal=goals.get(language),
        )


def varieties(cases: Sequence[Case], flags: Flags, repeats: int) -> Iterator[Row]:
    """Give each variety its own line: abuse found, threats found, false alarms, and the figure of all."""
    for variety in VARIETIES:
        here = _where(cases, "variety", variety)
        abuse = [at for at in here if cases[at].is_abuse]
        columns: dict[str, Interval] = {"macro-F1": _f1_of(cases, flags, here, repeats)}
        parts = {
            "abuse found": abuse,
            "threats found": [at for at in abuse if cases[at].kind == "threat"],
            "false alarms": [at for at in here if not cases[at].is_abuse],
        }
        for column, places in parts.items():
            hits = [flags[at] for at in places]
            columns[column] = interval(share(weights(len(places), repeats), hits))
        for column, value in columns.items():
            yield Row(
                section="Functional test by variety",
                measure=f"{variety} ({len(here)})",
                column=column,
                value=value,
            )


def _f1_of(cases: Sequence[Case], flags: Flags, here: Sequence[int], repeats: int) -> Interval:
    counts = weights(len(here), repeats)
    said = [flags[at] for at in here]
    return interval(macro_f1(counts, said, [cases[at].is_abuse for at in here]))


def kinds(cases: Sequence[Case], flags: Flags, repeats: int) -> Iterator[Row]:
    """Give the share labelled of each kind: found where it is abuse, a false alarm where it is none."""
    for section, group in (("Found, by kind", ABUSE), ("False alarms, by kind", HARMLESS)):
        for kind in group:
            rows = _where(cases, "kind", kind)
            yield from _shares(section, kind, _by_language(cases, rows), flags, repeats)


def functions(cases: Sequence[Case], flags: Flags, repeats: int) -> Iterator[Row]:
    """Give the share labelled of each function of the kinds where the kind hides much."""
    section = "Labelled, by function (harmless: fewer is better)"
    for name in sorted({case.case for case in cases}):
        if name.partition(".")[0] in ("threat", "insult", "counter", "criticism", "neutral"):
            rows = _where(cases, "case", name)
            yield from _shares(section, name, {ALL: rows}, flags, repeats)


def _shares(
    section: str, measure: str, columns: dict[str, list[int]], flags: Flags, repeats: int
) -> Iterator[Row]:
    goal = ALARM_GOALS.get(measure)
    for column, rows in columns.items():
        value = interval(share(weights(len(rows), repeats), [flags[at] for at in rows]))
        yield Row(
            section=section,
            measure=measure,
            column=column,
            value=value,
            goal=goal if column == ALL else None,
            is_more=goal is None,
            digits=3 if column == ALL else 2,
        )


def phrases(
    language: str, given: Sequence[Phrase], flags: Flags, words: Iterable[str], repeats: int
) -> Iterator[Row]:
    """Give the false alarms on harmless template sentences, over all and for the groups with most."""
    section = "False alarms on harmless sentences about groups (templates)"
    whole = interval(share(weights(len(given), repeats), flags))
    yield Row(section=section, measure=f"{language}, {len(given)} sentences", value=whole)
    shares = []
    for word in words:
        named = f" {word} "
        here = [at for at, phrase in enumerate(given) if named in f" {phrase.text} "]
        if len(here) >= _LEAST:
            value = interval(share(weights(len(here), repeats), [flags[at] for at in here]))
            shares.append((value, word))
    for value, word in sorted(shares, key=lambda pair: -pair[0].value)[:_WORST]:
        yield Row(section=section, measure=f"{language}: {word}", value=value)


def group_words(given: Sequence[Phrase]) -> list[str]:
    """List the words for groups, as the shortest templates put them."""
    english = {phrase.text.partition(" ")[2] for phrase in given if phrase.template == "verb_adj"}
    romanised = {
        " ".join(phrase.text.split()[1:-1])
        for phrase in given
        if phrase.template == "i_am_identity"
    }
    return sorted((english | romanised) - {""})


def silence(cases: Sequence[Case], scores: Sequence[Score]) -> Iterator[Row]:
    """Give the share of cases on which the detector could not tell, and whose language it mistook."""
    section = "Functional test, what the detector could not tell"
    for language in (*LANGUAGES, ALL):
        here = _where(cases, "group", language)
        mute = float(np.mean([not scores[at].can_tell for at in here]))
        other = float(np.mean([scores[at].language != cases[at].language for at in here]))
        yield Row(section=section, measure="can't tell", column=language, value=mute)
        yield Row(section=section, measure="another language", column=language, value=other)


def _by_language(cases: Sequence[Case], rows: Sequence[int]) -> dict[str, list[int]]:
    columns = {name: [at for at in rows if cases[at].group == name] for name in LANGUAGES}
    return {ALL: list(rows), **columns}


def _where(cases: Sequence[Case], field: str, value: str) -> list[int]:
    """Give the places of the cases whose `field` is `value`, of every case where that is ALL."""
    return [at for at, case in enumerate(cases) if value in (ALL, getattr(case, field))]


def _or_least(value: float | None) -> float:
    return -1.0 if value is None else value
