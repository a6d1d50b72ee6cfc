"""A flood leads to the card for pile-ons, a case to the one about proof; other pages to none."""

import pytest

from fuerza.core.panels import Card
from fuerza.guides.hooks import panels
from fuerza.people.models import Person


@pytest.mark.parametrize(
    ("place", "names"), [("flood:1", ["pile-on"]), ("case:1", ["keep-proof"]), ("today", [])]
)
def test_a_page_leads_to_the_guide_that_fits(place: str, names: list[str]) -> None:
    found = panels(place, Person())

    assert [card.values["guide"].name for card in found if isinstance(card, Card)] == names
