"""A flood leads to the card for pile-ons, a case to the one about proof; other pages to none."""

import pytest
from django.utils import translation

from fuerza.core.panels import Card
from fuerza.guides.hooks import panels
from fuerza.people.models import Person


@pytest.mark.parametrize(
    ("place", "titles"),
    [
        ("flood:1", ["Mucha gente te ataca a la vez"]),
        ("case:1", ["Guarda pruebas antes de bloquear"]),
        ("today", []),
    ],
)
def test_a_page_leads_to_the_guide_that_fits_in_her_language(place: str, titles: list[str]) -> None:
    with translation.override("es"):
        found = panels(place, Person())

    assert [card.values["text"].head.title for card in found if isinstance(card, Card)] == titles
