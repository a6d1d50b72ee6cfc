"""A report is read by those who are no part of it, by nobody else, and found again by whoever sent it."""

import pytest
from django.db import connections

from fuerza.core import crypto, keyrings
from fuerza.core.models import AuditEntry, Job, SealedKey
from fuerza.incidents import queries, services
from fuerza.incidents.models import Entry, Report
from fuerza.people.models import Person
from fuerza.programme.models import Edition
from tests.fuerza.incidents.conftest import (
    NOW,
    SAID,
    SOON,
    Avoid,
    MakePerson,
    Tell,
    names,
    opened_by,
    secret_of,
)

Pair = tuple[Person, Person]


def told(kind: str = "core.send_mail") -> set[str]:
    """Name who is written to."""
    ids = [job.ids["person"] for job in Job.objects.filter(name=kind)]
    return {one.username for one in Person.objects.filter(pk__in=ids)}


def test_those_on_call_and_she_open_it_and_neither_organiser_nor_adviser_as_such(
    tell: Tell, pair: Pair, ana: Person, olivia: Person, make: MakePerson
) -> None:
    everybody = [*pair, ana, olivia, make("ines", "adviser"), make("oda", "operator")]

    sent = tell(ana)

    opening = {one.username for one in everybody if opened_by(sent.report, one) is not None}
    lines = queries.lines_of(sent.report, secret_of(sent.report, ana), is_hers=True)
    assert opening == {"ada", "ana", "fay"}
    assert (sent.readers, sent.code, names(queries.handlers_of(sent.report))) == (
        2,
        "",
        ["ada", "fay"],
    )
    assert [(line.kind, line.by_id, line.at, line.body) for line in lines] == [
        ("report", None, NOW, SAID)
    ]


def test_they_are_written_to_and_nothing_of_it_is_in_the_mail_the_jobs_or_the_rows(
    tell: Tell, pair: Pair, ana: Person
) -> None:
    Job.objects.all().delete()
    Person.objects.filter(pk__in=[one.pk for one in pair]).update(email="x@a.test")

    sent = tell(ana)

    entry = Entry.objects.get()
    kept = f"{[*Job.objects.values_list('ids', flat=True)]} {bytes(entry.sealed)!r}"
    trail = AuditEntry.objects.filter(person_id=ana.pk, verb__startswith="incident")
    assert told() == {"ada", "fay"}
    assert "grabbed" not in kept
    assert [(row.verb, row.object_id) for row in trail] == [
        ("incident report sent", str(sent.report.pk))
    ]


@pytest.mark.parametrize("way", ["named", "avoids", "is avoided"])
@pytest.mark.usefixtures("contacts")
def test_whoever_is_part_of_it_or_kept_apart_from_somebody_in_it_does_not_handle_it(
    way: str, tell: Tell, pair: Pair, ana: Person, avoid: Avoid
) -> None:
    fay, ada = pair
    if way == "avoids":
        avoid(fay, ana)
    if way == "is avoided":
        avoid(ana, fay)

    sent = tell(ana, named=(fay.pk,) if way == "named" else ())

    assert names(queries.handlers_of(sent.report)) == ["ada", "otto"]
    assert opened_by(sent.report, fay) is None
    assert queries.record_for(fay, sent.report.pk) is None
    assert queries.record_for(ada, sent.report.pk) == sent.report


@pytest.mark.usefixtures("pair")
def test_without_a_name_no_row_and_no_trail_leads_to_her_and_her_code_is_the_key(
    tell: Tell, ana: Person
) -> None:
    before = AuditEntry.objects.filter(person_id=ana.pk).count()

    sent = tell(ana, is_anonymous=True)

    report = Report.objects.get()
    rings = keyrings.readers_of([ana.pk])
    assert (report.reporter, report.is_anonymous) == (None, True)
    assert AuditEntry.objects.filter(person_id=ana.pk).count() == before
    assert not SealedKey.objects.filter(key_id=report.key_id, holder_id__in=rings).exists()
    assert queries.report_by(sent.code.lower().replace("-", " ")) == report
    secret = queries.key_with_code(report, sent.code)
    assert [line.body for line in queries.lines_of(report, secret)] == [SAID]
    assert queries.report_by("AAAA-AAAA-AAAA-AAAA") is None
    with pytest.raises(crypto.Unopened):
        queries.key_with_code(report, "AAAA-AAAA-AAAA-AAAA")
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT code_hash, sealed_for_code FROM incidents_report")
        [row] = cursor.fetchall()
    assert not [one for one in row if queries.bare(sent.code).encode() in bytes(one)]


@pytest.mark.usefixtures("contacts")
def test_whoever_is_on_call_and_reports_without_her_name_does_not_handle_her_own(
    tell: Tell,
    pair: Pair,
) -> None:
    fay, _ada = pair

    sent = tell(fay, is_anonymous=True)

    assert names(queries.handlers_of(sent.report)) == ["ada", "otto"]


@pytest.mark.usefixtures("contacts")
def test_where_nobody_is_left_the_contact_is_told_that_there_is_one_and_it_can_be_sent_on_later(
    tell: Tell, pair: Pair, ana: Person, edition: Edition, make: MakePerson
) -> None:
    otto, sofia, olivia = (Person.objects.get(username=one) for one in ("otto", "sofia", "olivia"))
    Person.objects.filter(pk=sofia.pk).update(email="s@a.test")
    Job.objects.all().delete()
    sent = tell(ana, named=(*(one.pk for one in pair), otto.pk))
    first = (sent.readers, told(), queries.unread(sofia), opened_by(sent.report, sofia))

    gil, hela = make("gil", "facilitator", edition.pk), make("hela", "facilitator", edition.pk)
    services.put_on_call(
        edition=edition,
        pair=((gil, ""), (hela, "")),
        starts_at=NOW,
        ends_at=SOON,
        by=olivia,
        now=NOW,
    )
    secret = secret_of(sent.report, ana)
    readers = services.send_on(report=sent.report, secret=secret, now=NOW)

    assert first == (0, {"sofia"}, [edition], None)
    assert (readers, queries.unread(sofia)) == (2, [])
    assert names(queries.handlers_of(sent.report)) == ["gil", "hela"]
    assert [opened_by(sent.report, one) for one in (gil, hela)] == [secret, secret]
    assert services.send_on(report=sent.report, secret=secret, now=NOW) == 2


@pytest.mark.usefixtures("contacts")
def test_a_contact_who_is_part_of_it_is_not_told_that_there_is_one(
    tell: Tell, ana: Person, otto: Person, sofia: Person
) -> None:
    Person.objects.filter(pk=sofia.pk).update(email="s@a.test")

    sent = tell(ana, named=(otto.pk, sofia.pk))

    assert (sent.readers, told(), queries.unread(sofia)) == (0, set(), [])


@pytest.mark.usefixtures("pair")
def test_what_she_adds_is_kept_and_opens_again_what_was_closed(tell: Tell, ana: Person) -> None:
    report = tell(ana).report
    secret = secret_of(report, ana)
    services.add(report=report, text="One thing more", secret=secret, now=SOON)
    first = report.state
    Report.objects.update(state="closed", closed_at=NOW, warned_of=["tell"])
    report.refresh_from_db()

    services.add(report=report, text="He is here again", secret=secret, now=SOON)

    lines = [(line.kind, line.body.text) for line in queries.lines_of(report, secret)]
    report.refresh_from_db()
    assert (first, report.state, report.closed_at, report.warned_of) == (
        "received",
        "reopened",
        None,
        [],
    )
    assert report.tell_by == SOON + (report.tell_by - report.moved_at)
    assert lines == [
        ("report", SAID.text),
        ("from_her", "One thing more"),
        ("from_her", "He is here again"),
        ("moved", ""),
    ]
