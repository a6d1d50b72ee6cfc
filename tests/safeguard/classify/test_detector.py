"""The detector's promises: determinism, "can't tell", reasons in the original text, and no crash."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeguard.classify import baseline, encoder
from safeguard.classify.detector import CUT, MODEL, READ, WHOLE, Detector
from safeguard.classify.labels import is_sure_support
from safeguard.classify.records import HEADS, POINTS, Reason, Score

ANYTHING = st.text(alphabet=st.characters(), max_size=120)
EXAMPLES = [
    "I know where you live",
    "Tu voto fue un error",
    "merci pour votre travail",
    "أنت غبية",
    "धन्यवाद",
    "tujhe maar denge",
    "",
    "😀",
    "+44 7700 900123",
    "x" * 3_000,
]


@pytest.fixture(scope="module")
def detector() -> Detector:
    return Detector()


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("I will kill you", ("T1",)),
        ("te voy a matar", ("T1",)),
        ("je vais te tuer", ("T1",)),
        ("سأقتلك", ("T1",)),
        ("तुझे जान से मार दूंगा", ("T1",)),
        ("tujhe jaan se maar dunga", ("T1",)),
        ("she lives at 12 Rose Street", ("P1",)),
        ("vive en la calle Rosales 14", ("P1",)),
        ("I know where you live", ("A4",)),
        ("go and kill yourself", ("T4",)),
    ],
)
def test_grave_lines_get_their_label_first(
    detector: Detector, text: str, labels: tuple[str, ...]
) -> None:
    (score,) = detector.score([text])

    assert (score.labels[:1], score.severity) == (labels, 4)


@pytest.mark.parametrize(
    "fair",
    [
        "Your vote on the water bill was wrong and I will remember it",
        "You promised a clinic and did nothing. Resign.",
        "Su informe tiene errores y quiero una explicación",
        "Votre argument ne tient pas, les chiffres ont trois ans",
        "تقرير اللجنة ضعيف وأنت من وقعه",
        "आपका तर्क नहीं टिकता, आंकड़े पुराने हैं",
        "You will regret this vote at the election",
    ],
)
def test_fair_criticism_is_unlabelled(detector: Detector, fair: str) -> None:
    assert detector.score([fair])[0].labels == ()


def test_scores_do_not_depend_on_the_company(detector: Detector) -> None:
    many = EXAMPLES * 60  # more than two batches

    together = detector.score(many)

    assert together == [detector.score([text])[0] for text in EXAMPLES] * 60


@pytest.mark.parametrize("size", [1, 3, 255, 256, 257])
def test_scores_do_not_depend_on_how_many_are_scored_at_once(detector: Detector, size: int) -> None:
    texts = [EXAMPLES[number % len(EXAMPLES)] for number in range(size)]

    assert detector.score(texts) == [detector.score([text])[0] for text in texts]


def test_two_detectors_and_many_threads_agree(detector: Detector) -> None:
    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(lambda _: Detector().score(EXAMPLES), range(16)))

    assert answers == [detector.score(EXAMPLES)] * 16


@pytest.mark.parametrize("text", ["", "   ", "😀😀", "12345", "Я не согласен", "ich bin nicht da"])
def test_none_stands_for_what_it_cannot_tell(detector: Detector, text: str) -> None:
    (score,) = detector.score([text])

    assert (score.heads, score.labels, score.can_tell) == (dict.fromkeys(HEADS), (), False)
    assert score.language == "und"


def test_a_telephone_number_is_one_in_any_language(detector: Detector) -> None:
    (score,) = detector.score(["ее номер +44 7700 900123"])

    known = {head: value for head, value in score.heads.items() if value is not None}
    assert (known, score.labels, score.language) == ({"doxxing": 0.75}, ("P1",), "und")


def test_a_noted_rule_does_not_turn_none_into_nought(detector: Detector) -> None:
    (score,) = detector.score(["मला हे पटत नाही आणि: you are mine"], ["mr"])

    assert [reason.code for reason in score.why] == ["fixation.en"]
    assert score.heads["threat"] is None


def test_a_language_that_is_not_read_is_passed_on(detector: Detector) -> None:
    (score,) = detector.score(["Kaffee"], ["de"])

    assert (score.language, score.can_tell) == ("de", False)


def test_a_hint_may_be_missing(detector: Detector) -> None:
    assert detector.score(["Marisol"], [None]) == detector.score(["Marisol"])


def test_as_many_languages_as_texts_are_asked_for(detector: Detector) -> None:
    with pytest.raises(ValueError, match="1 languages were given for 2 texts"):
        detector.score(["a", "b"], ["en"])


def test_nothing_gives_nothing(detector: Detector) -> None:
    assert detector.score([]) == []


def test_an_unknown_operating_point_is_refused() -> None:
    with pytest.raises(ValueError, match="'most' was no operating point"):
        Detector("most")


def test_operating_points_find_more_or_fewer() -> None:
    text = ["you are a liar and a clown, what a disgrace"]

    found = [Detector(point).score(text)[0] for point in POINTS]

    assert [score.point for score in found] == list(POINTS)
    assert len(found[0].labels) >= len(found[1].labels) >= len(found[2].labels)
    assert len({tuple(score.heads.items()) for score in found}) == 1


def test_a_label_is_given_where_a_head_reaches_its_threshold(detector: Detector) -> None:
    for score in detector.score(EXAMPLES):
        fired = [
            head
            for head, value in score.heads.items()
            if value is not None
            and value >= detector.model.threshold("balanced", head, score.language)
        ]
        assert bool(score.labels) == bool(set(fired) - {"profanity", "support"})


def test_reasons_point_into_the_original_text(detector: Detector) -> None:
    text = "¡Oye!  te voy a MA\u200bTAR hoy"

    (score,) = detector.score([text])

    spans = {reason.code: text[reason.start : reason.end] for reason in score.why}
    assert spans["threat.violence.es"] == "te voy a MA\u200bTAR"


def test_the_model_points_to_the_word_that_weighed_most(detector: Detector) -> None:
    text = "@ana https://a.example Women are stupid creatures, good night."

    (score,) = detector.score([text])

    pointed = {
        text[reason.start : reason.end]
        for reason in score.why
        if (reason.code, reason.head) == (MODEL, "sexism")
    }
    assert pointed == {"Women"}


def test_a_long_text_is_read_in_part_and_says_so(detector: Detector) -> None:
    text = "a fine day. " * 100_000

    (score,) = detector.score([text])

    assert score.why[-1] == Reason(CUT, "", READ, len(text))


def test_what_sounds_kind_and_is_not_is_no_support(detector: Detector) -> None:
    kind, unkind = detector.score(
        [
            "Thank you for speaking up, we stand with you",
            "I'll always protect you, I saw you leave work",
        ]
    )

    assert (is_sure_support(kind), is_sure_support(unkind)) == (True, False)


@pytest.mark.parametrize(
    "hostile",
    [
        "\0" * 1_000_000,
        "\ud800" * 50,
        "ا" * 20_000,
        "@" * 20_000,
        "a b" * 400_000,
        "़" * 9_000,
        "k*l " * 5_000,
        "1a 4b " * 5_000,
        "a.b.c.d " * 3_000,
        "😀" * 20_000,
        "I will अब سأقتلك убью 杀 te voy " * 300,
        bytes(range(256)).decode("latin-1") * 100,
    ],
)
def test_hostile_input_gets_an_answer(detector: Detector, hostile: str) -> None:
    (score,) = detector.score([hostile])

    assert set(score.heads) == set(HEADS)


@settings(max_examples=200, deadline=None)
@given(st.lists(ANYTHING, max_size=5))
def test_any_input_gets_one_score_each(texts: list[str]) -> None:
    scores = Detector().score(texts)

    assert len(scores) == len(texts)
    for text, score in zip(texts, scores, strict=True):
        _is_sound(text, score)


def _is_sound(text: str, score: Score) -> None:
    assert all(value is None or 0 <= value <= 1 for value in score.heads.values())
    assert all(0 <= reason.start <= reason.end <= len(text) for reason in score.why)


@pytest.mark.skipif(not encoder.is_here(), reason="not run: the encoder is not installed")
def test_the_word_that_weighed_most_is_found_in_the_original_text(detector: Detector) -> None:
    text = "Somebody should MURD3R this senator"
    rule = Reason("threat.violence.en", "threat", 0, 4, 0.95)
    whole = Reason(WHOLE, "threat", 0, len(text), 0.8)

    pointed = detector.pointed(text, [rule, whole])

    assert pointed[0] == rule
    assert text[pointed[1].start : pointed[1].end] == "MURD3R"
    assert (pointed[1].code, pointed[1].weight) == (MODEL, 0.8)


def test_without_the_encoder_the_text_as_a_whole_stays_the_reason() -> None:
    whole = Reason(WHOLE, "threat", 0, 3, 0.8)

    assert Detector(model=baseline.model()).pointed("abc", [whole]) == (whole,)
