"""The report says what the records say, in her language, names nobody it need not, and is printed for everybody."""

import json
import re
from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
import pytest
from PIL import Image

from fuerza.vault.services.report import LONGEST, report
from safeguard import evidence
from safeguard.publish.blocks import (
    Document,
    Facts,
    Heading,
    Paragraph,
    Picture,
    Quotation,
    Table,
    Words,
)
from safeguard.publish.printing import printed
from safeguard.records import Author
from tests.fuerza.vault.samples import NOW, WORDS, keepable, picture
from tests.safeguard.publish.printouts import squeezed, tags_of, text_of

SHOT = evidence.Medium(name="IMG 1.png", media_type="image/png", body=picture(size=(3000, 2000)))
FILM = evidence.Medium(name="film.mp4", media_type="video/mp4", body=b"not a picture")


def item(
    *,
    text: str = WORDS,
    media: tuple[evidence.Medium, ...] = (),
    about: dict[str, Any] | None = None,
    capture: dict[str, Any] | None = None,
    **more: Any,
) -> evidence.Item:
    kept = keepable(1, text=text, media=media)
    record = evidence.make_record(
        identity=evidence.Identity(id="0190", case=None, type="reply", sequence=None),
        post=msgspec.structs.replace(kept.post, **(about or {})),
        capture=msgspec.structs.replace(kept.capture, **(capture or {})),
        salt=bytes(32),
        media=media,
        translations=more.pop("translations", ()),
    )
    body = evidence.record_bytes(record)
    bodies = (kept.post.raw, *(each.body for each in media))
    return evidence.Item(record=body, bodies=bodies, **more)


def told(*items: evidence.Item, language: str = "en", **more: Any) -> Document:
    return report(items, made_at=NOW, tool="fuerza 9", language=language, **more)


def facts_of(document: Document) -> dict[str, str]:
    """Give all facts of a report on one item, by name."""
    rows = [row for each in document.blocks if isinstance(each, Facts) for row in each.rows]
    return {plain(name): plain(value) for name, value in rows}


def plain(text: Any) -> str:
    return text if isinstance(text, str) else str(text.text)


def headings(document: Document) -> list[tuple[str, int]]:
    return [(plain(each.text), each.level) for each in document.blocks if isinstance(each, Heading)]


def everything(document: Document) -> str:
    return json.dumps(msgspec.to_builtins(document.blocks), ensure_ascii=False)


def test_the_facts_are_those_of_the_record() -> None:
    about = {
        "content_id": "bafy1",
        "in_reply_to": "at://example/0",
        "quoted": "at://example/q",
    }
    capture = {
        "endpoint": "https://social.example/xrpc",
        "http_status": 200,
        "clock_offset_ms": -1200,
        "commit": "abc123",
        "version": "9",
        "ended_at": NOW + timedelta(seconds=2),
    }

    whole = item(about=about, capture=capture)
    facts = facts_of(told(whole))

    [record, raw] = [name for name in facts if "json" in name]
    assert re.fullmatch(r"[0-9a-f]{64}", facts.pop(record))
    assert re.fullmatch(r"[0-9a-f]{64}", facts.pop(raw))
    assert (record.split(" ")[0], raw.split(" ")[0]) == ("record.json", "raw.json")
    assert facts == {
        "Made": "23 November 2026, 14:05:00 UTC",
        "Made by the software": "fuerza 9",
        "Items in this package": "1",
        "Folder in the package": "data/0001",
        "Platform": "Bluesky",
        "Name of the account": "Loud One",
        "Handle of the account": "loud1.example",
        "Fixed id of the account": "did:plc:1",
        "Written, as the platform says": "20 November 2026, 08:30:00 UTC",
        "Address": "https://social.example/1",
        "Its id on the platform": "at://example/1",
        "Its version there": "bafy1",
        "In answer to": "at://example/0",
        "Quotes": "at://example/q",
        "Language, as the platform says": "en",
        "Taken in": "by a program, from the platform's own interface",
        "Begun": "23 November 2026, 14:05:00 UTC",
        "Ended": "23 November 2026, 14:05:02 UTC",
        "Taken in with": "fuerza 9 abc123",
        "Clock of that computer": "off by -1,200 ms",
        "Asked at": "https://social.example/xrpc",
        "Answered with status": "200",
    }


def test_what_is_not_known_is_left_out() -> None:
    about = {"url": "", "id": "", "language": "", "platform": ""}

    document = told(item(text="", about=about, capture={"method": "seen"}))

    names = set(facts_of(document))
    assert {"Address", "Its id on the platform", "Asked at", "Handed over by"} & names == set()
    assert "Written, as the person said" in names
    assert facts_of(document)["Platform"] == "unknown"
    assert Paragraph("No words.") in document.blocks
    assert not any(isinstance(each, Quotation) for each in document.blocks)


def test_the_list_at_its_beginning_has_a_line_for_each() -> None:
    document = told(item(), item(about={"author": Author(handle="")}))

    [table] = [each for each in document.blocks if isinstance(each, Table)]
    assert [[plain(cell) for cell in row] for row in table.rows] == [
        ["1", "Bluesky", "loud1.example", "20 November 2026, 08:30:00 UTC"],
        ["2", "Bluesky", "unknown", "20 November 2026, 08:30:00 UTC"],
    ]


def test_words_are_quoted_as_received_in_their_language() -> None:
    document = told(item(text="بلا كلام\n#x", about={"language": "ar"}), language="fr")

    [quoted] = [each for each in document.blocks if isinstance(each, Quotation)]
    assert (quoted.text.text, quoted.text.language) == ("بلا كلام\n#x", "ar")
    assert document.language == "fr"


def test_a_very_long_text_says_how_much_more_there_is() -> None:
    document = told(item(text="x" * (LONGEST + 1234)))

    [quoted] = [each for each in document.blocks if isinstance(each, Quotation)]
    assert quoted.text.text == "x" * LONGEST
    said = "That is not all: 1,234 more characters stand in data/0001/record.json."
    assert Paragraph(said) in document.blocks


def test_a_translation_says_who_made_it() -> None:
    translations = (
        evidence.Translation(language="es", text="nadie", by="machine"),
        evidence.Translation(language="fr", text="personne", by="human"),
    )

    document = told(item(translations=translations))

    at = [n for n, each in enumerate(document.blocks) if isinstance(each, Quotation)]
    assert [(document.blocks[n - 1], document.blocks[n]) for n in at[1:]] == [
        (
            Paragraph("Translation by a program, which can be wrong:"),
            quotation("nadie", "es"),
        ),
        (Paragraph("Translation:"), quotation("personne", "fr")),
    ]


def quotation(text: str, language: str) -> Quotation:
    return Quotation(Words(text=text, language=language))


def test_pictures_are_small_copies_with_words_and_what_is_none_is_named() -> None:
    document = told(item(media=(SHOT, FILM)))

    [shown] = [each for each in document.blocks if isinstance(each, Picture)]
    with Image.open(BytesIO(shown.body)) as drawn:
        assert (drawn.format, drawn.size) == ("JPEG", (700, 467))
    assert SHOT.body not in shown.body
    assert "data/0001/media/1.png" in shown.instead
    said = "data/0001/media/2.mp4 can't be shown on paper. It is in the package."
    assert Paragraph(said) in document.blocks
    assert "IMG 1.png" not in everything(document)


def test_custody_tells_parts_and_no_names() -> None:
    events = tuple(
        evidence.CustodyEvent(what=what, at=NOW, who=who, why=why)
        for what, who, why in [
            ("captured", None, "third one"),
            ("viewed", "helper", None),
            ("exported", "owner", None),
            ("polished", "somebody", None),
        ]
    )

    document = told(item(custody=events))

    rows = [row for each in document.blocks if isinstance(each, Facts) for row in each.rows]
    assert [value for name, value in rows][-4:] == [
        "kept · by the software itself · reason given: \u2068third one\u2069",
        "opened · by somebody whom that person let in",
        "put into a package · by the person it belongs to",
        "polished · somebody",
    ]


def test_an_opinion_stands_apart_after_the_facts_and_says_that_it_can_be_wrong() -> None:
    thought = evidence.Assessment(
        model="encoder-2",
        point="calm",
        heads={"insult": 0.914, "threat": None},
        labels=("insult",),
        human_label="slur",
        rule="5.2",
        decision="kept",
        decided_at=datetime(2026, 11, 24, tzinfo=UTC),
    )

    document = told(item(assessment=thought), item())

    names = headings(document)
    at = names.index(("What was thought of it: an opinion, not a fact", 2))
    assert names.count(names[at]) == 1
    assert (names[at - 1][0], names[at + 1]) == (
        "Files and their fingerprints (SHA-256)",
        ("Item 2", 1),
    )
    after = document.blocks[document.blocks.index(Heading(names[at][0], 2)) + 1 :]
    assert "It can be wrong" in plain(after[0].text)  # type: ignore[union-attr]  # a paragraph, as the next line shows
    assert isinstance(after[1], Facts)
    assert {plain(name): plain(value) for name, value in after[1].rows} == {
        "Sorted by the model": "encoder-2",
        "At its threshold": "calm",
        "Words it chose": "insult",
        "insult": "0.91",
        "threat": "can't tell",
        "What a person called it": "slur",
        "Rule it may break": "5.2",
        "Decided": "kept",
        "Decided on": "24 November 2026, 00:00:00 UTC",
    }


def test_an_empty_opinion_has_no_facts() -> None:
    document = told(item(assessment=evidence.Assessment()))

    assert isinstance(document.blocks[-1], Paragraph)


def test_nobody_is_named_but_who_wrote_and_herself_if_she_likes() -> None:
    about = {"addressed_to": "amal.example"}
    capture = {"as_whom": "berta.example"}
    kept = item(about=about, capture=capture)

    without, with_name = told(kept), told(kept, name="Amal Example")

    for name in ("amal.example", "berta.example", "Amal Example"):
        assert name not in everything(without)
    assert facts_of(with_name)["Handed over by"] == "Amal Example"


@pytest.mark.parametrize("language", ["en", "es", "fr", "ar", "hi"])
def test_it_is_printed_in_every_language_with_all_that_was_said(language: str) -> None:
    said = "Go away 你 \u202enow\u202c #[x] it"
    kept = item(text=said, media=(SHOT,), assessment=evidence.Assessment(model="m"))

    pdf = printed(told(kept, language=language, name="Amal"))

    text = squeezed(text_of(pdf))
    assert squeezed("Go away [U+4F60] [U+202E]now[U+202C] #[x] it") in text
    assert "loud1.example" in text
    assert "did:plc:1" in text
    digest = next(
        value for name, value in facts_of(told(kept)).items() if name.startswith("record.json")
    )
    assert digest in text
    assert [tag for tag, _language, _said in tags_of(pdf) if tag == "/Figure"] == ["/Figure"]


def test_times_are_said_in_utc_whatever_zone_they_come_in() -> None:
    made_at = NOW.astimezone(ZoneInfo("Asia/Kolkata"))

    document = report([item()], made_at=made_at, tool="t", language="en")

    assert facts_of(document)["Made"] == "23 November 2026, 14:05:00 UTC"
    assert document.footer == "Report on what was kept · 23 November 2026, 14:05:00 UTC"
