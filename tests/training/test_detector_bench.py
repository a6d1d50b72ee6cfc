"""The detector's bench: its figures are right, its queues and attacks are what they say, and it runs."""

import gzip
import json
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import msgspec
import numpy as np
import pytest
from bench.detecting import attacks, figures, peers, quality, streams, table
from bench.detecting.cases import ABUSE, HARMLESS, LANGUAGES, Case

from safeguard.classify.records import HEADS, Score
from training import measures

SOURCES = [("edos", "en"), ("uli", "hi"), ("mlma", "fr"), ("uli", "en"), ("surge", "en")]
COMMAND = Path(__file__).resolve().parents[2] / "bench" / "detector.py"
MADLIBS = (
    "template,toxicity,phrase\nverb_adj,nontoxic,greet nurses\ni_am_identity,nontoxic,ma nurse hu\n"
)


def score(threat: float | None, *labels: str, severity: int = 0) -> Score:
    return Score(
        heads={head: threat if head == "threat" else 0.0 for head in HEADS},
        labels=labels,
        severity=severity,
        language="en",
        why=(),
        model="m",
        point="balanced",
    )


def case(text: str, kind: str, variety: str = "en") -> Case:
    return Case(
        language=variety.partition("-")[0],
        kind=kind,
        text=text,
        case=f"{kind}.x",
        variety=variety,
    )


def test_the_figures_are_those_of_training() -> None:
    rng = np.random.default_rng(1)
    so, said = rng.random(300) < 0.3, rng.random(300) < 0.4
    chances = rng.random(300).round(1)
    once = np.ones((1, 300))

    assert figures.macro_f1(once, said, so)[0] == pytest.approx(
        measures.macro_f1(list(said), list(so))
    )
    assert figures.auc(once, chances, so)[0] == pytest.approx(measures.auc(chances, so))


def test_an_interval_is_the_same_each_time_and_narrows_with_more_rows() -> None:
    few, many = [True, False] * 20, [True, False] * 500

    narrow = figures.interval(figures.share(figures.weights(1000, 300), many))
    wide = figures.interval(figures.share(figures.weights(40, 300), few))

    assert wide == figures.interval(figures.share(figures.weights(40, 300), few))
    assert (narrow.value, wide.value) == (0.5, 0.5)
    assert wide.low < narrow.low < 0.5 < narrow.high < wide.high


def queue(threats: Score) -> streams.Pool:
    insult, calm = score(0.1, "A1", severity=1), score(0.1)
    group = [(case("t", "threat"), threats), (case("a", "insult"), insult)]
    return streams.pool([*group, (case("n", "neutral"), calm)], [calm, calm])


@pytest.mark.parametrize("order", streams.ORDERS)
def test_threats_that_are_seen_come_first(order: str) -> None:
    found = streams.measured(queue(score(0.9, "T1", severity=4)), order, 3)

    assert found["recall"] == figures.Interval(1.0, 1.0, 1.0)


@pytest.mark.parametrize("order", streams.ORDERS)
def test_threats_that_are_missed_stand_anywhere_in_the_queue(order: str) -> None:
    found = streams.measured(queue(score(0.1)), order, 20)

    assert found["recall"].value < 0.1


def test_the_desk_puts_graver_labels_first_whatever_the_head_says() -> None:
    found = streams.measured(queue(score(0.0, "T1", severity=4)), "desk", 3)
    by_head = streams.measured(queue(score(0.0, "T1", severity=4)), "threat head", 3)

    assert found["recall"].value == 1.0
    assert by_head["recall"].value == 0.0
    assert found["abuse in 5 %"].value == 1.0


@pytest.mark.parametrize("function", ["threat.direct", "threat.incite", "threat.stalk"])
def test_with_right_labels_the_desk_puts_every_threat_before_doxxing(function: str) -> None:
    threat = msgspec.structs.replace(case("t", "threat"), case=function)
    group = [threat, case("d", "doxxing"), case("n", "neutral")]
    given = streams.pool([(it, score(0.1)) for it in group], [score(0.1)])

    found = streams.measured(streams.all_right(given, group), "desk", 3)

    assert found["recall"].value == 1.0


def test_a_likely_call_to_attack_comes_before_doubtful_threats() -> None:
    doubtful, sure = score(0.3, "T1", severity=4), score(0.9, "T3", severity=4)
    group = [*[(case("d", "insult"), doubtful)] * 50, (case("t", "threat"), sure)]
    keys = streams.pool(group, []).keys

    first, last = (
        streams.ordered(keys, order, np.random.default_rng(1)) for order in ("desk", "category")
    )

    assert (first[0], last[-1]) == (50, 50)


def test_speed_is_measured_on_what_an_inbox_holds() -> None:
    cases = [case(kind, kind, name) for name in LANGUAGES for kind in ("threat", "neutral")]
    ordinary = [(name, "ordinary") for name in LANGUAGES]

    texts = Counter(streams.texts(cases, [], ordinary, 10_000))

    assert texts == {"threat": 520, "neutral": 950, "ordinary": 8530}


def test_who_cannot_tell_comes_last() -> None:
    found = streams.measured(queue(score(None)), "threat head", 3)

    assert found["recall"].value == 0.0


@pytest.mark.parametrize("attack", attacks.ATTACKS, ids=lambda attack: attack.name)
def test_an_attack_changes_words_and_leaves_handles_links_and_numbers(
    attack: attacks.Attack,
) -> None:
    text = "@someone remember everything about yesterday http://example.org/path 12345"

    changed = attacks.attacked(text, attack)

    assert changed != text
    assert changed == attacks.attacked(text, attack)
    assert [part in changed for part in ("@someone", "http://example.org/path", "12345")] == [
        True,
        True,
        True,
    ]


def test_hindi_letters_keep_their_vowel_signs() -> None:
    assert attacks.signs("क्षमा") == ["क्ष", "मा"]
    assert attacks.signs("दिल") == ["दि", "ल"]


def test_attacks_keep_to_scripts_that_can_bear_them() -> None:
    arabic = {attack.name for attack in attacks.ATTACKS if attacks.ARABIC in attack.scripts}

    assert {attack.name for attack in attacks.ATTACKS} - arabic == {
        "leet",
        "full width",
        "mixed case",
    }
    assert len(attacks.ATTACKS) == 10


def test_a_filter_that_sees_whole_words_only_loses_points() -> None:
    rows = [case(f"you awful person {number}", "insult") for number in range(20)]
    rows += [case(f"you lovely person {number}", "support") for number in range(20)]
    given = [msgspec.structs.replace(row, variety=name) for name in VARIETIES for row in rows]

    def flag(texts: Sequence[str]) -> list[bool]:
        return ["awful" in text for text in texts]

    found = {row.measure: row.figure for row in attacks.rows(given, flag, 50) if row.column == "en"}

    assert found["spaced letters"] is not None
    assert found["spaced letters"] > 20


VARIETIES = [name for names in attacks.COLUMNS.values() for name in names]


def test_a_kind_is_a_find_in_abuse_and_a_false_alarm_elsewhere() -> None:
    rows = [case("a", kind) for kind in (*ABUSE, *HARMLESS)]
    spread = [
        msgspec.structs.replace(row, language=name, text=row.kind)
        for row in rows
        for name in LANGUAGES
    ]

    found = [
        row
        for row in quality.kinds(spread, [row.is_abuse for row in spread], 5)
        if row.column == table.ALL
    ]

    assert {row.figure for row in found if row.section == "Found, by kind"} == {1.0}
    assert {row.figure for row in found if row.section == "False alarms, by kind"} == {0.0}
    assert {row.is_met for row in found} == {None, True}


@pytest.mark.parametrize(
    ("value", "is_more", "said"),
    [
        (0.9, True, "0.90 ok"),
        (0.7, True, "0.70 MISSED"),
        (0.7, False, "0.70 ok"),
        (None, True, "not measured"),
    ],
)
def test_a_row_says_whether_its_goal_was_met(value: float | None, is_more: bool, said: str) -> None:
    assert (
        table.told(table.Row(section="s", measure="m", value=value, goal=0.8, is_more=is_more))
        == said
    )


def test_a_peer_that_is_not_installed_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "hatesonar", None)

    assert str(peers.opened("hatesonar")).startswith("ModuleNotFoundError")


def test_the_command_measures_everything(tmp_path: Path) -> None:
    posts = [
        {
            "source": source,
            "language": language,
            "split": "dev",
            "text": f"{'women are stupid' if number // 4 % 2 else 'what a lovely day'} {number}",
            "abusive": number // 4 % 2,
            "sexist": number // 4 % 2,
            "label": f"{1 + number % 4}. kind" if number // 4 % 2 else "none",
        }
        for number in range(40)
        for source, language in SOURCES
    ]
    lines = "".join(json.dumps(post) + "\n" for post in posts)
    (tmp_path / "posts.ndjson.gz").write_bytes(gzip.compress(lines.encode()))
    (tmp_path / "lexicons").mkdir()
    for language in ("en", "hi-latn"):
        packed = gzip.compress(MADLIBS.encode())
        (tmp_path / "lexicons" / f"madlibs-{language}.csv.gz").write_bytes(packed)

    done = subprocess.run(
        [sys.executable, COMMAND, tmp_path, "--quick", "--json", tmp_path / "out.json"],
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.stderr == ""
    rows = msgspec.json.decode((tmp_path / "out.json").read_bytes(), type=list[table.Row])
    without = {row.measure for row in rows if row.value is None}
    assert without - set(peers.PEERS) == set()
    assert "goals met by fuerza-" in done.stdout
