"""Nearly the same text from many hands is one thing; different texts are not."""

import random

import pytest

from safeguard.detect.copy_paste import Signer, find_copies, skeleton
from tests.safeguard.detect import raids

RAID = "Delete your article about the council now, everyone in town knows it is false"
TRICKS = [
    RAID,
    RAID.replace("e", "3"),
    RAID.replace("a", "а"),
    "\u200b".join(RAID),
    " ".join(RAID),
    RAID.upper() + "!!!",
    f"{RAID} @marisol https://a.example/1",
    RAID.replace("about the council", "on the council"),
]
WORDS = (
    "river stone letter market garden silver window summer bridge paper winter cloud basket candle "
    "harbour ladder meadow needle orchard pepper quarry ribbon saddle tunnel valley wagon anchor"
).split()


def sentences(count: int) -> list[str]:
    chosen = random.Random(5)  # noqa: S311 -- made-up sentences, not secrets
    return [" ".join(chosen.choices(WORDS, k=14)) for _ in range(count)]


def test_every_trick_of_spelling_lands_in_one_cluster() -> None:
    sign = Signer(b"k" * 32).sign

    assert find_copies([sign(text) for text in TRICKS]) == [0] * len(TRICKS)


def test_different_texts_stay_apart() -> None:
    sign = Signer(b"k" * 32).sign
    texts = sentences(300)

    assert find_copies([sign(text) for text in texts]) == list(range(300))


def test_the_estimate_is_close_to_the_true_likeness() -> None:
    sign = Signer(b"k" * 32).sign
    one, other = sentences(2)
    words = one.split()
    half = " ".join(words[:10] + other.split()[:4])

    def shingles(text: str) -> set[str]:
        letters = skeleton(text)
        return {letters[i : i + 5] for i in range(len(letters) - 4)}

    true = len(shingles(one) & shingles(half)) / len(shingles(one) | shingles(half))
    pairs = zip(memoryview(sign(one)).cast("H"), memoryview(sign(half)).cast("H"), strict=True)
    estimate = sum(a == b for a, b in pairs) / 32

    assert estimate == pytest.approx(true, abs=0.25)


def test_signatures_of_two_keys_cannot_be_compared() -> None:
    one, other = Signer(b"a" * 32).sign(RAID), Signer(b"b" * 32).sign(RAID)

    assert find_copies([one, other]) == [0, 1]


def test_a_text_too_short_to_tell_is_like_nothing() -> None:
    sign = Signer(b"k" * 32).sign

    assert (sign("thank you"), sign("")) == (b"", b"")
    assert find_copies([b"", b"", sign(RAID)]) == [0, 1, 2]
    assert find_copies([b"", b""]) == [0, 1]


def test_a_skeleton_drops_names_links_and_signs() -> None:
    assert skeleton("H3llo, @bob@social.example! see https://x.example/a") == "hellosee"


def test_many_signed_together_are_signed_as_each_alone() -> None:
    signer = Signer(b"k" * 32)
    texts = [*TRICKS, "thank you", "", *sentences(250), "a" * 12, RAID, "\ud800" * 12]

    assert signer.sign_all(texts) == [signer.sign(text) for text in texts]
    assert signer.sign_all([]) == []


@pytest.mark.parametrize(
    ("text", "signature"),
    [
        (
            RAID,
            "da7daf8a22ec957671a6a7026785bcc88804003842ecece1178200d2a28236b44e07fbb65292cca881aa97778ed56feabc379e5f50493fcff7dbfb392ee0a58b",
        ),
        (
            "احذفي مقالك عن المجلس الآن فكل أهل المدينة",
            "5c9a721824e9433958632ff780891004dd391744d63e82db7beede7e7ff8a658ff0caf258169ebc5edb56c6f82b6b727c7cc79c0fd4210ebc11df401f2e63f57",
        ),
        (
            "अपना लेख हटाओ, पूरा शहर जानता है",
            "0b30df93de440f68e408d77c9ebf195c4c032f1ccc70fd88543b87d8604c7168490ae3bf6082bb31e32994711fd68358dec93b3bccc444d468ffcfb2a7e23d7c",
        ),
    ],
)
def test_a_signature_stays_what_it_was_when_it_was_stored(text: str, signature: str) -> None:
    assert Signer(b"k" * 32).sign(text).hex() == signature


@pytest.mark.parametrize("seed", range(3))
def test_raids_in_five_languages_are_told_from_texts_that_are_nearly_alike(seed: int) -> None:
    inbox = raids.inbox(seed)

    found = find_copies(Signer(b"k" * 32).sign_all(inbox.texts))

    assert raids.pairwise(inbox.truth, found)[2] >= 0.95


def test_copies_that_each_differ_are_gathered_around_what_they_agree_on() -> None:
    original = sentences(2)[1].split()
    copies = [
        " ".join([*original[:place], f"word{place}xyz", *original[place + 1 :]])
        for place in range(len(original))
    ]

    assert find_copies(Signer(b"k" * 32).sign_all(copies)) == [0] * len(copies)
