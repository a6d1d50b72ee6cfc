"""Who may be shown rows of the switch, what her copy holds, and that erasing leaves nothing."""

import msgspec
import pytest

from fuerza.connections.models import Connection
from fuerza.core import disclosure
from fuerza.core.keyrings import Opened
from fuerza.crisis import privacy
from fuerza.crisis.models import Crisis, Measure, Unkept
from fuerza.desk import services as desk
from fuerza.desk.models import Mention
from fuerza.people.models import Person
from safeguard.records import Page
from tests.fuerza.acts.acting_double import Clock
from tests.fuerza.crisis.conftest import settle, switch_on
from tests.fuerza.desk.conftest import post, score

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
SEEN, NEVER = ("page", "json", "export", "count"), ("feed", "mail", "search")


@pytest.fixture
def rows(person: Person, mastodon: Connection, clock: Clock, opened: Opened) -> list[object]:
    crisis = switch_on(person, opened, clock)
    page = Page(posts=(post("x"),))
    desk.take_in(origin=mastodon, page=page, scores=score(["x"]), now=clock())
    settle(clock)
    return [crisis, Measure.objects.first(), Unkept.objects.get()]


def test_she_alone_is_shown_them_and_no_feed_mail_or_search_is(
    person: Person, rows: list[Crisis]
) -> None:
    other = Person.objects.create_user("eve")

    for row in rows:
        assert [disclosure.may_show(person, row, surface) for surface in SEEN] == [True] * 4
        assert [disclosure.may_show(other, row, surface) for surface in SEEN] == [False] * 4
        assert [disclosure.may_show(person, row, surface) for surface in NEVER] == [False] * 3


@pytest.mark.usefixtures("rows")
def test_her_copy_holds_when_it_was_on_and_what_it_did(person: Person, opened: Opened) -> None:
    part, _alarm = privacy.export(person, opened)

    [told] = msgspec.json.decode(part.content)
    assert part.path == "switch.json"
    assert (told["muted_words"], told["not_kept"], told["off_at"]) == (
        ["traitor", "go home"],
        {"pending": 1},
        None,
    )
    assert [(it["what"], it["acts"]) for it in told["measures"]] == [
        ("words", {"done": 1}),
        ("notices", {"done": 1}),
    ]


@pytest.mark.usefixtures("rows")
def test_erasing_leaves_no_row(person: Person) -> None:
    privacy.erase(person)
    privacy.erase(person)

    assert (Crisis.objects.count(), Measure.objects.count(), Unkept.objects.count()) == (0, 0, 0)
    assert Mention.objects.count() == 1
