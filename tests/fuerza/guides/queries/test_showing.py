"""What a reader is shown: her language, what is held back until it is reviewed, what has expired."""

from datetime import date

import pytest

from fuerza.guides.queries import shown
from fuerza.guides.queries.showing import Shown, ShownLine
from tests.fuerza.guides.conftest import LATER, REVIEWED, TODAY, Lay


def guarded(page: Shown) -> ShownLine:
    """Give the line that rests on a law."""
    return page.parts[-1].proses[1].lines[0]


HERS = "Entrega el formulario azul en nueve días."
SOURCE = "Hand the blue form in within nine days."
STALE = "0123456789ab"


@pytest.mark.parametrize(
    ("english", "spanish", "digest", "seen"),
    [
        ("", "", "", ("", "", True)),
        ("", REVIEWED, "", (HERS, "", False)),
        (REVIEWED, "", "", (SOURCE, "en", False)),
        (REVIEWED, REVIEWED, "", (HERS, "", False)),
        (REVIEWED, REVIEWED, STALE, (SOURCE, "en", False)),
        ("", REVIEWED, STALE, ("", "", True)),
    ],
)
def test_a_legal_step_shows_only_where_somebody_named_reviewed_it(
    lay: Lay, english: str, spanish: str, digest: str, seen: tuple[str, str, bool]
) -> None:
    page = shown(lay(english=english, spanish=spanish, digest=digest), "es", TODAY)

    line = guarded(page)
    assert (line.text, line.language, line.is_held_back) == seen
    assert line.fact is not None
    assert (line.fact.name, line.fact.numbers) == ("An office", ("12 34",))


def test_what_is_no_law_and_no_helpline_shows_in_a_draft(lay: Lay) -> None:
    page = shown(lay(spanish=""), "es", TODAY)

    assert [line.text for line in page.parts[0].proses[0].lines] == ["Respira.", "Mira otra."]
    assert (page.is_translated, page.is_reviewed, page.is_behind, page.is_source) == (
        True,
        False,
        False,
        False,
    )


def test_a_guarded_line_that_the_reviewed_source_does_not_have_shows_nothing(lay: Lay) -> None:
    guide = lay(english=REVIEWED, spanish="")
    del guide.texts["en"].parts[list(guide.texts["en"].parts)[-1]]

    assert guarded(shown(guide, "es", TODAY)).text == ""


def test_a_guide_that_is_not_in_her_language_shows_in_english(lay: Lay) -> None:
    page = shown(lay(), "hi", TODAY)

    assert (page.text.language, page.is_translated, page.is_source) == ("en", False, True)


@pytest.mark.parametrize(
    ("today", "expired"), [(date(2027, 4, 30), [False] * 2), (LATER, [True] * 2)]
)
def test_a_fact_past_its_day_is_expired_in_its_line_and_in_the_list(
    lay: Lay, today: date, expired: list[bool]
) -> None:
    page = shown(lay(), "en", today)

    first, second = page.parts[0].proses[0].lines
    assert (first.is_expired, second.is_expired) == (expired[0], False)
    assert [(it.number, it.fact.code) for it in page.sources] == [(1, "rule"), (2, "law")]
    assert [it.is_expired for it in page.sources] == expired


def test_links_lead_to_guides_and_weight_stays(lay: Lay) -> None:
    page = shown(lay(english=REVIEWED), "en", TODAY)

    _, second = page.parts[0].proses[0].lines
    assert [run.to is not None for run in second.runs] == [False, True, False]
    assert [run.text for run in guarded(page).runs if run.strong] == ["blue"]


def test_reading_takes_a_minute_at_least(lay: Lay) -> None:
    assert shown(lay(), "en", TODAY).minutes == 1
