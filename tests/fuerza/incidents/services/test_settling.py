"""What those who handle a report can do: in the order of the table, by two where it counts, and not when part of it."""

import pytest

from fuerza.core.models import AuditEntry, Job
from fuerza.incidents import queries, services
from fuerza.incidents.choices import EntryKind, ReportState
from fuerza.incidents.models import Report
from fuerza.people.models import Person
from tests.fuerza.incidents.conftest import (
    NOW,
    SOON,
    Avoid,
    Tell,
    names,
    opened_by,
    secret_of,
)

Pair = tuple[Person, Person]


@pytest.fixture
def report(tell: Tell, pair: Pair, ana: Person) -> Report:  # noqa: ARG001 -- on call before it comes
    return tell(ana).report


@pytest.fixture
def secret(report: Report, pair: Pair) -> bytes:
    return secret_of(report, pair[0])


def test_one_alone_takes_these_steps_and_no_other(
    report: Report, secret: bytes, pair: Pair
) -> None:
    taken = set()

    for state in ReportState:
        for to in ReportState:
            Report.objects.update(state=state)
            report.refresh_from_db()
            try:
                services.move(report=report, to=to, secret=secret, by=pair[0], now=NOW)
            except services.MoveRefused:
                continue
            taken.add((state.value, to.value))

    assert taken == {
        ("received", "acknowledged"),
        ("acknowledged", "triaged"),
        ("triaged", "acting"),
        ("told", "closed"),
        ("told", "reopened"),
        ("closed", "reopened"),
        ("reopened", "triaged"),
        ("reopened", "acting"),
    }


def test_of_two_who_take_the_same_step_at_once_one_is_told_that_it_stands_elsewhere(
    report: Report, secret: bytes, pair: Pair
) -> None:
    stale = Report.objects.get()
    services.move(report=report, to=ReportState.ACKNOWLEDGED, secret=secret, by=pair[0], now=NOW)

    with pytest.raises(services.MoveRefused):
        services.move(report=stale, to=ReportState.ACKNOWLEDGED, secret=secret, by=pair[1], now=NOW)


def test_it_takes_two_to_decide_and_then_words_to_her_to_go_on(
    report: Report, secret: bytes, pair: Pair, ana: Person
) -> None:
    fay, ada = pair
    early = refused(lambda: propose(report, secret, fay, ("talk",)))
    Report.objects.update(state="triaged")
    report.refresh_from_db()
    propose(report, secret, fay, ("talk",))
    own = refused(lambda: services.agree(report=report, number=2, secret=secret, by=fay, now=NOW))
    propose(report, secret, fay, ("warning", "leave"))
    stale = refused(lambda: services.agree(report=report, number=2, secret=secret, by=ada, now=NOW))

    services.agree(report=report, number=3, secret=secret, by=ada, now=SOON)
    decided = report.state
    again = refused(lambda: services.agree(report=report, number=3, secret=secret, by=ada, now=NOW))
    Person.objects.filter(pk=ana.pk).update(email="a@a.test")
    report.refresh_from_db()
    words = "He was asked to leave."
    services.write(
        report=report, kind=EntryKind.TO_HER, text=words, secret=secret, by=ada, now=SOON
    )

    assert (early, own, stale, again) == (
        services.MoveRefused,
        services.NeedsTwo,
        services.MoveRefused,
        services.MoveRefused,
    )
    assert (decided, report.state) == ("decided", "told")
    lines = [
        (line.kind, line.by_id, line.body.measures, line.body.text, line.body.state)
        for line in queries.lines_of(report, secret)
    ]
    assert lines[-4:] == [
        ("agreed", ada.pk, ("warning", "leave"), "why", ""),
        ("moved", ada.pk, (), "", "decided"),
        ("to_her", ada.pk, (), words, ""),
        ("moved", ada.pk, (), "", "told"),
    ]
    hers = queries.lines_of(report, secret, is_hers=True)
    assert [line.kind for line in hers] == ["report", "to_her"]
    assert str(ana.pk) in {job.ids["person"] for job in Job.objects.all() if "person" in job.ids}


@pytest.mark.usefixtures("secret")
def test_words_and_notes_before_a_decision_move_nothing(
    report: Report, pair: Pair, tell: Tell
) -> None:
    nameless = tell(None).report
    for one in (report, nameless):
        key = secret_of(one, pair[0])
        for kind in (EntryKind.NOTE, EntryKind.HEARD, EntryKind.TO_HER):
            services.write(report=one, kind=kind, text="x", secret=key, by=pair[0], now=NOW)

    assert (report.state, nameless.state) == ("received", "received")
    assert AuditEntry.objects.filter(person_id=pair[0].pk, verb="incident note").count() == 2


@pytest.mark.usefixtures("contacts")
def test_whoever_steps_aside_has_no_way_to_it_and_another_is_found(
    report: Report, secret: bytes, pair: Pair, otto: Person
) -> None:
    fay, ada = pair

    left = services.step_aside(report=report, secret=secret, by=fay, now=SOON)

    assert (left, names(queries.handlers_of(report))) == (2, ["ada", "otto"])
    assert (opened_by(report, fay), opened_by(report, otto)) == (None, secret)
    assert queries.record_for(fay, report.pk) is None
    assert services.send_on(report=report, secret=secret, now=SOON) == 2
    assert fay not in queries.may_join(report, ())
    assert ada not in queries.may_join(report, ())


@pytest.mark.usefixtures("contacts")
def test_when_the_last_steps_aside_the_contact_is_told_without_a_word_of_it(
    report: Report, secret: bytes, pair: Pair, otto: Person, sofia: Person
) -> None:
    Person.objects.filter(pk=sofia.pk).update(email="s@a.test")
    Report.objects.update(asks_contact=True)
    report.refresh_from_db()
    for person in (*pair, otto):
        services.step_aside(report=report, secret=secret, by=person, now=SOON)

    assert queries.handlers_of(report) == []
    assert queries.unread(sofia) == [report.edition]
    assert str(sofia.pk) in {job.ids["person"] for job in Job.objects.all() if "person" in job.ids}


def test_somebody_is_asked_in_who_is_free_and_nobody_else(
    report: Report, secret: bytes, pair: Pair, olivia: Person, ana: Person
) -> None:
    services.ask_in(report=report, person=olivia, secret=secret, by=pair[0], now=SOON)

    said = [line.body.brought for line in queries.lines_of(report, secret)]
    assert (names(queries.handlers_of(report)), said) == (
        ["ada", "fay", "olivia"],
        [None, olivia.pk],
    )
    assert opened_by(report, olivia) == secret
    for person in (ana, olivia):
        with pytest.raises(services.NotFree):
            services.ask_in(report=report, person=person, secret=secret, by=pair[0], now=SOON)


@pytest.mark.usefixtures("contacts")
def test_whoever_is_named_later_has_no_way_to_it_from_then_on(
    report: Report,
    secret: bytes,
    pair: Pair,
) -> None:
    fay, ada = pair

    barred = services.name(report=report, named=(ada.pk,), secret=secret, by=fay, now=SOON)

    assert (barred, names(queries.handlers_of(report))) == ([ada], ["fay", "otto"])
    assert opened_by(report, ada) is None
    assert queries.is_whole(Report.objects.get())


@pytest.mark.usefixtures("edition")
def test_whoever_has_come_to_avoid_somebody_in_it_steps_aside_before_she_reads(
    report: Report,
    secret: bytes,
    pair: Pair,
    ana: Person,
    avoid: Avoid,
) -> None:
    fay, _ada = pair
    before = services.is_aside_now(report=report, secret=secret, person=fay, now=SOON)
    avoid(fay, ana)

    after = services.is_aside_now(report=report, secret=secret, person=fay, now=SOON)

    assert (before, after, names(queries.handlers_of(report))) == (False, True, ["ada"])
    assert queries.handled_by(fay).count() == 0


def propose(report: Report, secret: bytes, by: Person, measures: tuple[str, ...]) -> Report:
    return services.propose(
        report=report, measures=measures, reason="why", secret=secret, by=by, now=NOW
    )


def refused(do: object) -> type[Exception] | None:
    try:
        do()  # type: ignore[operator]  # a function of no arguments
    except (services.MoveRefused, services.NeedsTwo) as why:
        return type(why)
    return None
