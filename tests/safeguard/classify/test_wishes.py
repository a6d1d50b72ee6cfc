"""Her own rules: what they catch, in five languages, and what they must not."""

from datetime import UTC, datetime, timedelta

import pytest

from safeguard.classify.wishes import Read, Ready, Wish, catches
from safeguard.records import Author, Post

NOW = datetime(2026, 11, 20, tzinfo=UTC)


def read(
    text: str = "", language: str = "en", *, days: int | None = None, followed: bool | None = None
) -> Read:
    author = Author(
        handle="Bob.example",
        id="did:bob",
        created_at=None if days is None else NOW - timedelta(days=days),
        is_followed=followed,
    )
    return Read(
        Post(platform="p", id="1", kind="reply", author=author, text=text, written_at=NOW, raw=b""),
        language,
    )


@pytest.mark.parametrize(
    ("words", "text", "language"),
    [
        (("clown",), "What a bunch of CLOWNS", "en"),
        (("payasa",), "eres una payásà", "es"),
        (("payasas",), "eres una payasa", "es"),
        (("menteuse",), "Sale MENTEUSE!", "fr"),
        (("كذاب",), "هذا الكذّاب", "ar"),
        (("झूठी",), "तुम झूठी हो", "hi"),
        (("go home",), "just go homes, now", "en"),
        (("no such", "clown"), "c l o w n", "en"),
    ],
)
def test_a_word_is_found_in_the_forms_it_takes(
    words: tuple[str, ...], text: str, language: str
) -> None:
    assert catches(Ready.of(Wish(words=words)), read(text, language))


@pytest.mark.parametrize(
    ("words", "text"),
    [
        (("clown",), "the town was here"),
        (("go home",), "home is where I go"),
        (("go home",), "I go"),
        (("!!!",), "!!!"),
        (("go home",), ""),
    ],
)
def test_other_words_are_left_alone(words: tuple[str, ...], text: str) -> None:
    assert not catches(Ready.of(Wish(words=words)), read(text))


@pytest.mark.parametrize(
    ("wish", "it", "is_caught"),
    [
        (Wish(), read("clown"), False),
        (Wish(accounts=("@bob.EXAMPLE",)), read(), True),
        (Wish(accounts=("did:bob",)), read(), True),
        (Wish(accounts=("bob", "@")), read(), False),
        (Wish(languages=("fr",)), read(language="fr"), True),
        (Wish(languages=("fr",)), read(language="en"), False),
        (Wish(younger_than=30), read(days=29), True),
        (Wish(younger_than=30), read(days=30), False),
        (Wish(younger_than=30), read(), False),
        (Wish(is_not_followed=True), read(followed=False), True),
        (Wish(is_not_followed=True), read(followed=True), False),
        (Wish(is_not_followed=True), read(), False),
        (Wish(words=("clown",), younger_than=30), read("clown", days=400), False),
        (Wish(words=("clown",), younger_than=30), read("clown", days=4), True),
    ],
)
def test_all_that_a_wish_asks_must_hold(wish: Wish, it: Read, is_caught: bool) -> None:
    assert catches(Ready.of(wish), it) is is_caught


def test_stems_are_made_once() -> None:
    it = read("clowns")

    assert it.stems() is it.stems()
