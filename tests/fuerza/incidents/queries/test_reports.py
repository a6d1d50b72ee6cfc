"""Clocks, who can be named, who can be asked in, and until when something can be reported."""

from datetime import date, timedelta

import pytest

from fuerza.core import keyrings
from fuerza.incidents import queries, services
from fuerza.incidents.choices import Clock
from fuerza.incidents.models import Report
from fuerza.people.models import Person
from fuerza.programme.models import Edition
from tests.fuerza.incidents.conftest import NOW, Come, MakePerson, Tell, names, secret_of

Pair = tuple[Person, Person]


@pytest.mark.parametrize(
    ("state", "due", "late"),
    [
        ("received", Clock.ACKNOWLEDGE, [Clock.ACKNOWLEDGE, Clock.TRIAGE, Clock.TELL]),
        ("acknowledged", Clock.TRIAGE, [Clock.TRIAGE, Clock.TELL]),
        ("triaged", Clock.TELL, [Clock.TELL]),
        ("acting", Clock.TELL, [Clock.TELL]),
        ("decided", Clock.TELL, [Clock.TELL]),
        ("told", None, []),
        ("closed", None, []),
        ("reopened", Clock.TRIAGE, [Clock.TRIAGE, Clock.TELL]),
    ],
)
def test_what_is_due_next_and_what_is_late(
    state: str, due: Clock | None, late: list[Clock]
) -> None:
    days = [NOW + timedelta(days=days) for days in (1, 2, 7)]
    report = Report(state=state, acknowledge_by=days[0], triage_by=days[1], tell_by=days[2])

    said = queries.next_due(report)

    assert (said and said[0], queries.late(report, NOW + timedelta(days=8))) == (due, late)
    assert queries.late(report, NOW) == []


@pytest.mark.parametrize(
    ("state", "days", "takes"),
    [("open", 0, True), ("completed", 90, True), ("completed", 91, False), ("archived", 0, False)],
)
@pytest.mark.usefixtures("ada")
def test_something_can_be_reported_from_when_it_is_announced_until_three_months_after(
    state: str,
    days: int,
    *,
    takes: bool,
    edition: Edition,
    olivia: Person,
    ana: Person,
) -> None:
    Edition.objects.filter(pk=edition.pk).update(state=state)
    edition.refresh_from_db()
    then = NOW.replace(year=2041, month=4, day=9) + timedelta(days=days)
    token = services.make_link(edition=edition, by=olivia, now=NOW)

    assert queries.takes_reports(edition, then) is takes
    assert (queries.wall_by(token, then) is not None) is takes
    assert (queries.edition_to_report(ana, edition.pk, then) == edition) is takes


def test_nothing_is_reported_of_an_edition_that_is_not_there_yet_or_is_not_hers(
    edition: Edition, make: MakePerson, ana: Person
) -> None:
    draft = Edition(announced_at=None, last_day=None)
    undated = Edition(announced_at=NOW, last_day=None)

    assert [queries.takes_reports(one, NOW) for one in (draft, undated)] == [False, True]
    assert queries.edition_to_report(make("zoe"), edition.pk, NOW) is None
    assert queries.edition_to_report(ana, ana.pk, NOW) is None


def test_people_run_together_in_its_days_or_once_it_runs(edition: Edition) -> None:
    found = []
    for state, day in (("open", 9), ("open", 8), ("cancelled", 9), ("running", 1)):
        edition.state = state
        found.append(queries.runs(edition, NOW.replace(year=2041, month=4, day=day)))
    edition.first_day = None
    edition.state = "open"

    assert (found, queries.runs(edition, NOW)) == ([True, False, False, True], False)
    edition.first_day, edition.last_day = date(2041, 4, 9), None
    assert queries.runs(edition, NOW) is False


@pytest.mark.usefixtures("pair", "olivia")
def test_in_the_room_the_list_of_the_room_can_be_named_and_outside_of_it_the_team_alone(
    edition: Edition,
    ana: Person,
    come: Come,
) -> None:
    come("bea", badge="Bea B.")  # has not agreed to be on the list
    come("cleo", purposes=("room_list",))  # has no badge

    room = queries.to_name(edition, NOW, room=True)
    wall = queries.to_name(edition, NOW, room=False)

    assert [name for _sign, name in room] == ["ada", "Ana A.", "fay", "olivia"]
    assert [name for _sign, name in wall] == ["ada", "fay", "olivia"]
    hers = next(sign for sign, name in room if name == "Ana A.")
    assert queries.signed(edition, [hers, "nonsense"]) == (ana.pk,)
    assert str(ana.pk) not in hers


@pytest.mark.usefixtures("contacts", "otto", "olivia")
def test_whoever_has_got_new_keys_can_be_had_in_again_by_another(
    tell: Tell,
    pair: Pair,
) -> None:
    fay, ada = pair
    report = tell(None).report
    before = names(queries.may_join(report, ()))

    keyrings.reset(fay.pk, now=NOW)
    after = names(queries.may_join(report, ()))
    services.ask_in(report=report, person=fay, secret=secret_of(report, ada), by=ada, now=NOW)

    assert (before, after) == (["olivia", "otto"], ["fay", "olivia", "otto"])
    assert names(queries.may_join(report, ())) == ["olivia", "otto"]
    assert names(queries.handlers_of(report)) == ["ada", "fay"]
    assert queries.key_with(report, None) is None


def test_without_somebody_outside_only_the_team_is_there(
    tell: Tell, pair: Pair, olivia: Person
) -> None:
    report = tell(None).report

    assert names(queries.may_join(report, {olivia.pk})) == []
    assert queries.writers_of(queries.lines_of(report, secret_of(report, pair[0]))) == []


@pytest.mark.usefixtures("contacts")
def test_whoever_can_open_nothing_does_not_seem_to_read_it(
    edition: Edition,
    pair: Pair,
) -> None:
    keyrings.destroy(pair[0].pk)

    assert names(queries.readers_for(edition, (), NOW)) == ["ada", "otto"]
