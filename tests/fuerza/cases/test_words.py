"""What the timeline says of what is neither an exhibit nor an incident."""

import pytest

from fuerza.acts.choices import ActionKind
from fuerza.cases.queries import Event
from fuerza.cases.templatetags.cases import said_of
from tests.fuerza.cases.conftest import NOW


@pytest.mark.parametrize(
    ("event", "words"),
    [
        (Event(at=NOW, kind="opened"), "The case is opened"),
        (Event(at=NOW, kind="closed"), "The case is closed"),
        (Event(at=NOW, kind="helps", name="ana"), "Help by ana begins"),
        (Event(at=NOW, kind="helped", name="ana"), "Help by ana ends"),
        (
            Event(at=NOW, kind="done", act=ActionKind.MUTE, number=1_212),
            "Done on the platform: mute, 1,212 times",
        ),
        (
            Event(at=NOW, kind="done", act=ActionKind.REPORT, number=1),
            "Reported to the platform: 1 time",
        ),
        (
            Event(at=NOW, kind="undone", act=ActionKind.BLOCK, number=2),
            "Taken back: block, 2 times",
        ),
    ],
)
def test_what_happened_is_said_in_words(event: Event, words: str) -> None:
    assert said_of(event) == words
