"""The handbook: what was chosen, on paper and as text, with the same words, and nothing in it of who took it."""

import re
import unicodedata
import uuid
from datetime import UTC, datetime
from io import StringIO
from itertools import groupby
from pathlib import Path
from typing import Any

import msgspec
import pytest
from django.conf import settings as site_settings
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import translation
from pytest_django import Settings

from fuerza.guides import queries, services
from fuerza.guides.queries import Wishes
from fuerza.guides.services import PressWasBusy
from fuerza.programme.choices import EditionState
from fuerza.programme.services import Terms, add_partner
from safeguard.publish.blocks import Document, Items, Paragraph, Picture
from safeguard.publish.plain import paragraphs_of, plain
from tests.fuerza.guides.conftest import REVIEWED, Lay
from tests.fuerza.programme.conftest import OpenEdition, bogota, colombia, open_edition, programme
from tests.safeguard.publish.printouts import root_of, text_of

__all__ = ["bogota", "colombia", "open_edition", "programme"]
NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)
_MARKS = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2066\u2067\u2068\u2069_"))
LATER = datetime(2027, 6, 1, 12, tzinfo=UTC)


def runs(text: str, language: str) -> list[str]:
    """Give the letters and numbers of a text, in Arabic run by run, and other words one by one.

    A reader of PDFs guesses where a comma, a number or a foreign word stands beside words from right to left.
    """
    words = re.findall(r"\w+", text.translate(_MARKS))
    if language != "ar":
        return ["".join(words)]
    scripts = groupby(words, key=lambda word: "\u0620" <= word[0] <= "\u06d3")
    return [run for is_arabic, each in scripts for run in (["".join(each)] if is_arabic else each)]


def unmarked(thing: Any) -> Any:
    """Take the short vowels off every text: poppler gives a letter that has one twice, in lines of their own."""
    if isinstance(thing, str):
        return "".join(each for each in thing if unicodedata.category(each) != "Mn")
    if isinstance(thing, tuple):
        return tuple(map(unmarked, thing))
    if isinstance(thing, msgspec.Struct):
        fields = {name: unmarked(getattr(thing, name)) for name in thing.__struct_fields__}
        return type(thing)(**fields)
    return thing


def made(language: str = "en", *, now: datetime = NOW, **wishes: Any) -> Document:
    return queries.handbook(Wishes(language=language, **wishes), now=now)


def faded(document: Document) -> list[str]:
    found: list[Paragraph] = []
    for block in document.blocks:
        found += block.lines if isinstance(block, Items) else ()
        found += [block] if isinstance(block, Paragraph) else []
    return [str(it.text) for it in found if it.is_faded]


def test_all_guides_are_in_it_in_their_order() -> None:
    document = made()

    titles = [guide.source.head.title for guide in queries.book().values()]
    listed = next(block for block in document.blocks if isinstance(block, Items))
    assert [line.text for line in listed.lines] == titles


@pytest.mark.parametrize("language", site_settings.AUTONYMS)
def test_what_is_printed_is_what_was_written(language: str) -> None:
    """Each paragraph's words stand in the whole PDF, one after the other, in the order in which they are read."""
    document = made(language)
    document = unmarked(document) if language == "ar" else document

    text = text_of(services.print_handbook(document=document))

    whole = "".join(re.findall(r"\w+", text.translate(_MARKS)))
    parts = [run for it in paragraphs_of(document) for run in runs(it, language)]
    missing = [run for run in parts if run not in whole]
    assert missing == []


def test_a_fact_past_its_day_is_grey_on_paper_and_says_so(lay: Lay) -> None:
    guide = lay(english=REVIEWED)

    before = made(chapters=frozenset({guide.id}))
    after = made(chapters=frozenset({guide.id}), now=LATER)

    assert faded(before) == []
    assert faded(after) == [
        "Breathe. [1] Held good until April 30, 2027. It may have changed.",
        "Hand the blue form in within nine days. [2] Held good until April 30, 2027. It may have changed.",
        "A platform's rules · dated June 29, 2026 · checked Nov. 1, 2026 · out of date since April 30, 2027",
        "A law · checked Nov. 1, 2026 · out of date since April 30, 2027",
    ]


def test_what_nobody_reviewed_is_held_back_on_paper_too(lay: Lay) -> None:
    guide = lay(spanish="")

    english, spanish = (plain(made(code, chapters=frozenset({guide.id}))) for code in ("en", "es"))

    assert "An office 12 34 https://office.example" in english
    assert ("nine days" in english, "nueve" in spanish, "Respira." in spanish) == (
        False,
        False,
        True,
    )


@pytest.mark.parametrize(
    ("laid", "language", "said"),
    [
        ({"english": REVIEWED}, "en", "Reviewed by Ana Roa, Mesa."),
        ({}, "en", "Written for Fuerza. Nobody local has reviewed it yet."),
        (
            {"spanish": ""},
            "es",
            "This translation is a draft, made by a machine. Nobody has reviewed it yet.",
        ),
        (
            {"spanish": REVIEWED, "digest": "0"},
            "es",
            "The English text has changed since this was translated.",
        ),
    ],
)
def test_a_text_says_how_it_stands(
    lay: Lay, laid: dict[str, str], language: str, said: str
) -> None:
    guide = lay(**laid)

    document = made(language, chapters=frozenset({guide.id}))

    with translation.override(language):
        assert translation.gettext(said) in plain(document)


def test_english_words_in_another_language_are_marked_as_such(lay: Lay) -> None:
    guide = lay()

    tagged = services.print_handbook(document=made("ar", chapters=frozenset({guide.id})))

    assert root_of(tagged)["/Lang"] == "ar"
    assert b"pdfuaid" in root_of(tagged)["/Metadata"].get_data()


def test_a_code_is_printed_only_when_asked_for() -> None:
    without, having = made(), made(address="http://localhost:8000/g/")

    assert [
        [it for it in doc.blocks if isinstance(it, Picture)] == [] for doc in (without, having)
    ] == [
        True,
        False,
    ]


def test_the_cover_names_the_edition_and_whoever_is_behind_it(open_edition: OpenEdition) -> None:
    edition = open_edition(state=EditionState.ANNOUNCED)
    add_partner(edition=edition, name="Mesa", kind="ngo", terms=Terms(role="host"))
    own = queries.edition_of(None, edition.pk, "en")

    assert own is not None
    assert "For the edition in Bogotá.\n\nWith Mesa.\n" in plain(made(edition=own))
    assert "With" not in plain(made(edition=msgspec.structs.replace(own, partners=())))[:200]
    assert (edition.pk, "Bogotá") in queries.editions(None, "en")
    assert queries.edition_of(None, uuid.uuid4(), "en") is None


def test_one_is_printed_at_a_time() -> None:
    with services._one_at_a_time, pytest.raises(PressWasBusy):
        services.print_handbook(document=made())


def test_the_page_hands_over_what_was_chosen(client: Client) -> None:
    chapter = queries.guide_named("watched")
    assert chapter is not None
    wanted = {"language": "en", "chapters": [str(chapter.id)]}

    pdf = client.post(reverse("guides:handbook"), wanted | {"with_code": "on"})
    text = client.post(reverse("guides:handbook"), wanted | {"as_text": "on"})

    assert (pdf["Content-Type"], pdf["Content-Disposition"], pdf["Cache-Control"]) == (
        "application/pdf",
        'attachment; filename="documents.pdf"',
        "no-store",
    )
    assert text.content.decode().count("Someone close may be watching your phone") == 2
    assert "Somebody threatens you" not in text.content.decode()


def test_the_page_says_why_there_is_no_file_now(client: Client, settings: Settings) -> None:
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"handbook": "1/5m/key"}

    with services._one_at_a_time:
        busy = client.post(reverse("guides:handbook"), {"language": "en"})
    enough = client.post(reverse("guides:handbook"), {"language": "en"})

    assert "Another handbook is being printed." in busy.content.decode()
    assert "Many handbooks were asked for just now." in enough.content.decode()


def test_nothing_tells_afterwards_who_took_one(client: Client) -> None:
    before = cached()

    client.post(reverse("guides:handbook"), {"language": "en"}, REMOTE_ADDR="203.0.113.77")

    added = cached() - before
    assert [row for row in added if "203.0.113.77" in str(row)] == []
    assert (len(added), Session.objects.count()) == (1, 0)


def cached() -> set[tuple[str, str]]:
    """Return every row of the shared cache: what tests outside a transaction left there stays."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key, value FROM core_cache")
        return set(cursor.fetchall())


def test_the_page_offers_text_where_nothing_could_be_printed(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(services, "_SECONDS", 0.001)

    page = client.post(reverse("guides:handbook"), {"language": "en"}).content.decode()

    assert "You can take it as plain text." in page


def test_the_command_writes_a_pdf_or_text(tmp_path: Path) -> None:
    said = StringIO()

    call_command(
        "guides_handbook", out=tmp_path / "a.pdf", chapter=["watched"], qr=True, stdout=said
    )
    call_command("guides_handbook", out=tmp_path / "a.txt", lang="ar", stdout=said)

    assert (tmp_path / "a.pdf").read_bytes()[:5] == b"%PDF-"
    assert said.getvalue().count(" bytes.") == 2


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"chapter": ["gone"]}, "There is no guide gone. There are: address, answering,"),
        ({"edition": uuid.UUID(int=4)}, "There is no such public edition."),
    ],
)
def test_the_command_says_what_there_is_not(
    tmp_path: Path, wrong: dict[str, object], said: str
) -> None:
    with pytest.raises(CommandError) as refused:
        call_command("guides_handbook", out=tmp_path / "a.pdf", **wrong)

    assert str(refused.value).startswith(said)


def test_the_list_says_what_is_broken(folder: Path) -> None:
    (folder / "en.md").write_text("Just words.")

    with pytest.raises(CommandError, match=r"made-up: guide\.yaml or en\.md is missing"):
        call_command("guides_list")


def test_the_list_says_how_each_text_stands(lay: Lay) -> None:
    said = StringIO()
    guide = lay(english=REVIEWED, spanish="", digest="0")

    call_command("guides_list", stdout=said)

    assert [line for line in said.getvalue().splitlines() if line.startswith("made-up")] == [
        f"made-up en reviewed by Ana Roa, Mesa {guide.source.digest}",
        f"made-up es draft behind {guide.texts['es'].digest}",
    ]
