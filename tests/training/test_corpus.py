"""What each source may speak for, and that nothing held out is trained on."""

import gzip
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from safeguard.classify.records import HEADS
from training import corpus

AUTHORED = Path(corpus.__file__).with_name("authored")


def given(source: str, **fields: Any) -> dict[str, Any]:
    usual = {"language": "en", "split": "train", "text": "some words", "label": "", "target": ""}
    return usual | {"source": source, "abusive": 0, "sexist": None} | fields


def test_not_sexist_is_not_taken_for_no_insult() -> None:
    row = corpus.public_row(given("edos", sexist=0, label="none"))

    assert "insult" not in row.heads
    assert row.heads["sexism"] == 0


def test_threats_come_from_the_first_category_only() -> None:
    labels = ["1. threats, plans to harm and incitement", "2. derogation", "3. animosity"]

    rows = [corpus.public_row(given("edos", sexist=1, abusive=1, label=name)) for name in labels]

    assert [row.heads["threat"] for row in rows] == [1, 0, 0]
    assert [row.heads.get("insult") for row in rows] == [None, 1, None]


def test_davidson_weighs_nothing() -> None:
    assert corpus.public_row(given("davidson", abusive=1, label="hate")).weight == 0


@pytest.mark.parametrize(
    ("label", "target", "heads"),
    [
        ("normal", "other", {"insult": 0, "hate": 0}),
        ("offensive_normal", "gender|women", {}),
        ("hateful", "gender|women", {"sexism": 1}),
        ("hateful_offensive", "origin|x", {"insult": 1, "hate": 1}),
    ],
)
def test_mlma_is_taken_strictly(label: str, target: str, heads: dict[str, int]) -> None:
    row = corpus.public_row(given("mlma", label=label, target=target))

    assert {
        head: row.heads[head] for head in row.heads if head in ("insult", "hate") or row.heads[head]
    } == heads
    assert row.weight <= 0.15


def test_uli_speaks_for_insult_only_where_its_votes_agree() -> None:
    rude = corpus.public_row(given("uli", sexist=1, abusive=1, label="q1=1.00;q2=1.00;q3=1.00"))
    polite = corpus.public_row(given("uli", sexist=1, abusive=1, label="q1=1.00;q2=1.00;q3=0.00"))
    unknown = corpus.public_row(given("uli", sexist=None, label="q1=1.00;q2=1.00;q3=0.00"))

    assert (rude.heads["insult"], "insult" in polite.heads, unknown.heads) == (1, False, {})


@pytest.mark.parametrize("source", sorted(corpus.SOURCES))
def test_every_source_is_mapped_to_known_heads(source: str) -> None:
    row = corpus.public_row(given(source, sexist=0, label="q3=0.00" if source == "uli" else "none"))

    assert set(row.heads) <= set(HEADS)


def test_a_hash_ignores_case_width_and_white_space() -> None:
    assert corpus.text_hash("Ｙou  ARE\n here ") == corpus.text_hash("you are here")


def test_held_out_rows_are_refused(tmp_path: Path) -> None:
    row = corpus.public_row(given("edos", sexist=0, label="none", text="Held out TEXT"))
    hashes = tmp_path / "hashes.gz"
    hashes.write_bytes(gzip.compress(f"{corpus.text_hash('held out text')}\n".encode()))

    with pytest.raises(corpus.HeldOutRows, match="1 rows to train on are held out"):
        corpus.refuse_held_out([row], hashes)


def test_our_own_test_cases_are_refused(tmp_path: Path) -> None:
    row = corpus.public_row(given("edos", sexist=0, label="none", text="A case OF ours"))
    hashes = tmp_path / "hashes.gz"
    hashes.write_bytes(gzip.compress(b""))
    case = json.dumps({"text": "a case of ours", "language": "en"})
    (tmp_path / "cases.ndjson").write_text(case + "\n", encoding="utf-8")

    with pytest.raises(corpus.HeldOutRows, match=f"edos {corpus.text_hash('a case of ours')}"):
        corpus.refuse_held_out([row], hashes, tmp_path)


def test_a_language_of_mostly_abuse_is_balanced() -> None:
    rows = [
        corpus.public_row(given("guest", sexist=int(number > 0), text=str(number)))
        for number in range(10)
    ]

    so, counts = corpus.targets(rows)

    head = HEADS.index("sexism")
    share = counts[so[:, head] == 1, head].sum() / counts[:, head].sum()
    assert np.isclose(share, max(corpus.POSITIVES, 0.2 * 9 / (0.2 * 9 + 1)))


def test_what_is_chosen_by_and_what_is_measured_on_is_kept_apart(tmp_path: Path) -> None:
    with gzip.open(tmp_path / "posts.ndjson.gz", "wt") as posts:
        posts.write(json.dumps(given("edos", sexist=1, label="2. derogation", split="dev")) + "\n")
        posts.write(json.dumps(given("edos", sexist=1, label="2. derogation", text="b")) + "\n")
        posts.write(json.dumps(given("uli", language="ta", text="c")) + "\n")

    rows = corpus.load(tmp_path, AUTHORED)

    texts = [{row.text for row in part} for part in rows]
    assert sum(map(len, texts)) == len(set().union(*texts))
    assert [[row.source for row in part if row.source != "authored"] for part in rows] == [
        ["edos"],
        [],
        ["edos"],
    ]


def test_a_tenth_of_edos_is_learnt_from_by_nobody() -> None:
    rows = [
        corpus.public_row(given(source, sexist=0, label="none", text=f"text {number}"))
        for source in ("edos", "guest")
        for number in range(2000)
    ]

    kept = [corpus.is_chosen_by(row) for row in rows]

    assert (150 <= sum(kept[:2000]) <= 250, 30 <= sum(kept[2000:]) <= 110) == (True, True)


def test_a_fifth_of_the_first_rows_is_chosen_by_and_a_fifth_of_later_ones_measured_on(
    tmp_path: Path,
) -> None:
    lines = [json.dumps({"language": "en", "kind": "neutral", "text": f"{n}"}) for n in range(2000)]
    (tmp_path / "en-GB.ndjson").write_text("\n".join(lines[:1000]))
    (tmp_path / "en-GB.2.ndjson").write_text("\n".join(lines[1000:]))

    first, later = {"train": 0, "tune": 0, "test": 0}, {"train": 0, "tune": 0, "test": 0}
    for part, row in corpus.authored_rows(tmp_path):
        (first if int(row.text) < 1000 else later)[part] += 1
        assert (row.variety, row.weight) == ("en-GB", 6.0 if int(row.text) < 1000 else 12.0)

    assert first["test"] == 0
    assert (150 <= first["tune"] <= 230, 170 <= later["test"] <= 230) == (True, True)


def test_our_own_rows_are_sound() -> None:
    texts = [row.text for _, row in corpus.authored_rows(AUTHORED)]

    assert len(texts) == len({corpus.text_hash(text) for text in texts})
    assert {row.kind for _, row in corpus.authored_rows(AUTHORED)} <= set(corpus.KINDS)
    assert {row.language for _, row in corpus.authored_rows(AUTHORED)} == corpus.READ_LANGUAGES
