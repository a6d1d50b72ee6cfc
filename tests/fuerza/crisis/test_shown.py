"""Who may be shown rows of the switch, what her copy holds, and that erasing leaves nothing."""

import msgspec
import pytest

from fuerza.connections.models import Connection
from fuerza.core import disclosure
from fuerza.core.keyrings import Opened
from fuerza.crisis import privacy, services
from fuerza.crisis.models import (
    Alarm,
    CheckUp,
    Crisis,
    Listening,
    Measure,
    Prepared,
    Unkept,
)
from fuerza.crisis.queries import Written
from fuerza.desk import services as desk
from fuerza.desk.models import Mention
from fuerza.people.models import Person
from safeguard.records import Page
from tests.fuerza.acts.acting_double import Clock
from tests.fuerza.crisis.conftest import settle, switch_on
from tests.fuerza.crisis.test_alarming import Browser, chosen
from tests.fuerza.crisis.test_beforehand import WRITTEN
from tests.fuerza.desk.conftest import post, score

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
SEEN: tuple[disclosure.Surface, ...] = ("page", "json", "export", "count")
NEVER: tuple[disclosure.Surface, ...] = ("feed", "mail", "search")


@pytest.fixture
def rows(person: Person, mastodon: Connection, clock: Clock, opened: Opened) -> list[object]:
    crisis = switch_on(person, opened, clock)
    page = Page(posts=(post("x"),))
    desk.take_in(origin=mastodon, page=page, scores=score(["x"]), now=clock())
    settle(clock)
    services.prepare(person=person, written=WRITTEN, now=clock())
    services.check_up(person=person, opened=opened, now=clock())
    chosen(person, clock(), line="Milk")
    services.listen(person=person, subscription=Browser().subscription, user_agent="", now=clock())
    return [
        crisis,
        Measure.objects.first(),
        Unkept.objects.get(),
        Prepared.objects.get(),
        CheckUp.objects.get(),
        Alarm.objects.get(),
        Listening.objects.get(),
    ]


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
    part = next(iter(privacy.export(person, opened)))

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
def test_her_copy_holds_her_plan_her_alarm_and_her_check_ups(
    person: Person, opened: Opened
) -> None:
    parts = {part.path: part.content for part in privacy.export(person, opened)}
    locked = {part.path: part.content for part in privacy.export(person, None)}

    assert set(parts) == {"switch.json", "alarm.json", "check-ups.json", "plan.json"}
    assert set(locked) - set(parts) == {"plan-locked.txt"}
    alarm = msgspec.json.decode(parts["alarm.json"])
    assert (alarm["says"], alarm["browsers"][0]["where"]) == ("Milk", "https://push.example/abc")
    assert msgspec.json.decode(parts["plan.json"], type=Written) == WRITTEN
    [looked] = msgspec.json.decode(parts["check-ups.json"])
    assert (looked["platform"], looked["settings"]["for_new_accounts"]) == ("mastodon", "filter")


@pytest.mark.usefixtures("rows")
def test_erasing_leaves_no_row(person: Person) -> None:
    privacy.erase(person)
    privacy.erase(person)

    models = (Crisis, Measure, Unkept, Alarm, Listening, Prepared, CheckUp)
    assert [model.objects.count() for model in models] == [0] * 7
    assert Mention.objects.count() == 1
