"""What says of itself that it shows a sexual image of a minor is told by its label or its words; nothing else is."""

from datetime import UTC, datetime

import pytest

from safeguard.evidence.minors import said_to_show_a_minor
from safeguard.records import Author, Post

PICTURE = ("https://pictures.example/1",)


def post(text: str = "", *, media: tuple[str, ...] = PICTURE, labels: tuple[str, ...] = ()) -> Post:
    return Post(
        platform="bluesky",
        id="at://example/1",
        kind="reply",
        author=Author(handle="loud.example"),
        text=text,
        written_at=datetime(2026, 11, 20, tzinfo=UTC),
        raw=b"{}",
        media=media,
        labels=labels,
    )


@pytest.mark.parametrize("label", ["csam", "CSAM", "sexual-minor", "child-sexual-abuse", "!csae"])
@pytest.mark.parametrize("media", [PICTURE, ()])
def test_a_label_that_names_both_is_enough(label: str, media: tuple[str, ...]) -> None:
    assert said_to_show_a_minor(post(media=media, labels=("porn", label))) == "label"


@pytest.mark.parametrize(
    "label", ["porn", "sexual", "nudity", "minor-dni", "minor", "child-safe", "sexual-figurative"]
)
def test_a_label_that_names_one_of_both_is_not(label: str) -> None:
    assert said_to_show_a_minor(post(labels=(label,))) == ""


@pytest.mark.parametrize(
    "text",
    [
        "child porn pics, dm me",
        "C.h.i.l.d porn videos",
        "look, nudes of a 14 year old",
        "nude pics of a 9yo",
        "15 yo girl nudes here",
        "cp links",
        "underage nudes in my bio",
        "Tengo vídeos de pornografía infantil",
        "fotos de niñas desnudas",
        "nudes de chica de 15 años",
        "des photos pédopornographiques",
        "photos nues d'une mineure",
        "صور عارية للأطفال",
        "बच्चों की अश्लील वीडियो",
        "bachchon ki gandi video",
    ],
)
def test_words_that_name_such_a_picture_count_where_one_comes_with_them(text: str) -> None:
    found = (said_to_show_a_minor(post(text)), said_to_show_a_minor(post(text, media=())))

    assert found == ("words", "")


@pytest.mark.parametrize(
    "text",
    [
        "you are a paedophile",
        "she defends child porn, look at her",
        "pornografía infantil es lo que defiendes",
        "nudes of a politician leaked",
        "nude pics of her at 45 years old",
        "child support pictures of the court",
        "photos of my 14 year old at school",
        "fotos de niñas en la escuela",
        "photos d'enfants à la plage",
        "صور الأطفال في المدرسة",
        "बच्चों की फोटो",
        "the minor league videos",
        "the sex tape of a minister",
    ],
)
def test_an_insult_and_a_picture_of_something_else_are_none_of_it(text: str) -> None:
    assert said_to_show_a_minor(post(text)) == ""
