"""Which text is shown: reviewed in her language, else the one written first, with its language named."""

import pytest

from fuerza.programme import queries, services
from fuerza.programme.choices import TextStatus
from fuerza.programme.models import Edition
from fuerza.programme.queries import Item, Said
from fuerza.programme.services import Source, Terms
from tests.fuerza.programme.conftest import AddSession, OpenEdition


@pytest.fixture
def edition(open_edition: OpenEdition) -> Edition:
    edition = open_edition(issue="First words")
    for language, status in (("es", TextStatus.REVIEWED), ("fr", "draft"), ("ar", "machine")):
        services.write_text(
            holder=edition, field="issue", language=language, text=f"in {language}", status=status
        )
    return edition


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", Said("First words", "en", is_foreign=False)),
        ("es", Said("in es", "es", is_foreign=False)),
        ("fr", Said("First words", "en", is_foreign=True)),
        ("ar", Said("First words", "en", is_foreign=True)),
        ("hi", Said("First words", "en", is_foreign=True)),
    ],
)
def test_drafts_and_machine_drafts_are_shown_to_nobody(
    edition: Edition, language: str, expected: Said
) -> None:
    assert queries.said(edition.texts.all(), "issue", language) == expected


def test_what_is_not_written_is_not_said(edition: Edition) -> None:
    assert queries.said(edition.texts.all(), "about", "en") is None


def test_an_organiser_writes_every_text_first_and_translates_what_is_there(
    edition: Edition, add_session: AddSession
) -> None:
    services.add_partner(
        edition=edition, name="Mesa", kind="ngo", terms=Terms(role="host", told={"en": "Nothing"})
    )
    services.add_partner(edition=edition, name="Radio", kind="media", terms=Terms(role="funder"))
    add_session(edition, "Table one")

    first = [(one.field, one.text) for one in queries.writable(edition, "en")]
    french = [
        (one.field, one.first, one.text, one.is_reviewed) for one in queries.writable(edition, "fr")
    ]

    assert sorted(first) == sorted(
        [
            ("issue", "First words"),
            ("about", ""),
            ("told", "Nothing"),
            ("told", ""),
            ("title", "Table one"),
        ]
    )
    assert french == [
        ("issue", "First words", "in fr", False),
        ("told", "Nothing", "", False),
        ("title", "Table one", "", False),
    ]
    assert queries.drafts_by_language(edition) == {"es": 0, "fr": 1, "ar": 1}


def test_the_checklist_says_what_is_there_and_what_announcing_waits_for(
    edition: Edition, open_edition: OpenEdition, add_session: AddSession
) -> None:
    empty = open_edition("", issue="", distinct_because="made for this test")
    add_session(edition)
    services.use_hashtag(display="Fuerza", by=edition)
    services.add_partner(edition=edition, name="Mesa", kind="ngo", terms=Terms(role="host"))
    services.add_fact(edition=edition, field="format", value="x", source=Source(title="A blog"))

    assert queries.checklist_of(empty) == [
        Item("issue", is_done=False, is_needed=True),
        Item("starts", is_done=False, is_needed=True),
        Item("texts", is_done=True, number=0),
        Item("partners", is_done=False, number=0),
        Item("sessions", is_done=False, number=0),
        Item("hashtags", is_done=False, number=0),
        Item("facts", is_done=False, number=0),
    ]
    assert queries.checklist_of(edition) == [
        Item("issue", is_done=True, is_needed=True),
        Item("starts", is_done=True),
        Item("texts", is_done=False, number=2),
        Item("partners", is_done=True, number=1),
        Item("sessions", is_done=True, number=1),
        Item("hashtags", is_done=True, number=1),
        Item("facts", is_done=True, number=1),
    ]
