"""One text is written first; its translations go stale with it, and none stands without it."""

import pytest

from fuerza.programme import services
from fuerza.programme.choices import TextStatus
from fuerza.programme.models import Edition, EditionText
from fuerza.programme.services import NothingToTranslate, Terms, TranslationsLeft, Writing
from tests.fuerza.programme.conftest import AddSession, OpenEdition


@pytest.fixture
def edition(open_edition: OpenEdition) -> Edition:
    return open_edition(issue="First words")


def write(edition: Edition, language: str, text: str, status: str = TextStatus.REVIEWED) -> None:
    services.write_text(holder=edition, field="issue", language=language, text=text, status=status)


def statuses(edition: Edition) -> dict[str, str]:
    return dict(edition.texts.filter(field="issue").values_list("language", "status"))


def test_a_changed_text_makes_drafts_of_its_reviewed_translations(edition: Edition) -> None:
    write(edition, "es", "Primeras palabras")
    write(edition, "fr", "Premiers mots", TextStatus.MACHINE)

    write(edition, "en", "Other words")

    assert statuses(edition) == {"en": "reviewed", "es": "draft", "fr": "machine"}


def test_writing_the_same_words_again_keeps_what_was_reviewed(edition: Edition) -> None:
    write(edition, "es", "Primeras palabras")

    write(edition, "en", "First words")

    assert statuses(edition)["es"] == TextStatus.REVIEWED


def test_a_translation_needs_something_to_translate(edition: Edition) -> None:
    with pytest.raises(NothingToTranslate):
        services.write_text(holder=edition, field="about", language="es", text="Más")

    assert not EditionText.objects.filter(field="about").exists()


def test_an_empty_text_is_taken_away_but_not_from_under_its_translations(edition: Edition) -> None:
    write(edition, "es", "Primeras palabras")

    with pytest.raises(TranslationsLeft):
        write(edition, "en", "")
    write(edition, "es", "")
    write(edition, "en", "")

    assert statuses(edition) == {}


def test_calendars_take_over_what_changed_and_nothing_else(edition: Edition) -> None:
    def counted() -> int:
        return Edition.objects.get(pk=edition.pk).sequence

    before = counted()
    services.write_text(holder=edition, field="about", language="en", text="")
    nothing = counted()
    services.write_text(holder=edition, field="about", language="en", text="More")
    added = counted()
    services.write_text(holder=edition, field="about", language="en", text="More")
    same = counted()
    services.write_text(holder=edition, field="about", language="en", text="")

    assert (nothing - before, added - before, same - before) == (0, 1, 1)
    assert counted() - before == 2


def test_several_texts_are_written_all_or_none(edition: Edition) -> None:
    write(edition, "es", "Primeras palabras")
    writings = [
        Writing(edition, "about", "More of it", TextStatus.DRAFT),
        Writing(edition, "issue", "", TextStatus.DRAFT),
    ]

    with pytest.raises(TranslationsLeft):
        services.write_texts(writings=writings, language="en")

    assert list(EditionText.objects.filter(field="about")) == []


def test_texts_of_partners_and_sessions_are_written_first_in_their_editions_language(
    open_edition: OpenEdition, add_session: AddSession
) -> None:
    edition = open_edition(source_language="en")
    told = {"es": "No recibe nada", "en": "Gets nothing"}

    partnership = services.add_partner(
        edition=edition, name="Mesa", kind="ngo", terms=Terms(role="host", told=told)
    )
    session = add_session(edition, titles={"fr": "Table", "en": "Table one"})

    for rows in (partnership.texts.all(), session.texts.all()):
        assert {row.source_language for row in rows} == {"en"}
        assert len(rows) == 2
