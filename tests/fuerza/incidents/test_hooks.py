"""Who may be shown what of duties and reports, on every surface, with somebody there who could be; and Today."""

from typing import Any, get_args

import pytest
from django.apps import apps
from django.contrib.auth.models import AnonymousUser

from fuerza.core import disclosure, hooks
from fuerza.core.panels import Card, Todo
from fuerza.incidents import hooks as rules
from fuerza.incidents import services
from fuerza.incidents.choices import EntryKind
from fuerza.incidents.models import Contacts, Duty, Handling, Report, Total, Wall
from fuerza.people.models import Person
from fuerza.programme.models import Edition
from tests.fuerza.incidents.conftest import NOW, Come, MakePerson, Tell, secret_of

SURFACES = get_args(disclosure.Surface)
Pair = tuple[Person, Person]


@pytest.fixture
def report(tell: Tell, pair: Pair, ana: Person, edition: Edition, contacts: None) -> Report:  # noqa: ARG001 -- there before it comes
    olivia = Person.objects.get(username="olivia")
    report = tell(ana).report
    secret = secret_of(report, ana)
    for kind in (EntryKind.NOTE, EntryKind.TO_HER):
        services.write(report=report, kind=kind, text="x", secret=secret, by=pair[1], now=NOW)
    services.make_link(edition=edition, by=olivia, now=NOW)
    Total.objects.create(edition=edition, reports=9)
    return report


def rows(report: Report) -> dict[str, Any]:
    fay = Person.objects.get(username="fay")
    return {
        "duty": Duty.objects.get(person=fay),
        "contacts": Contacts.objects.get(),
        "wall": Wall.objects.get(),
        "report": report,
        "handling": Handling.objects.get(person=fay),
        "note": report.entries.get(number=2),
        "words to her": report.entries.get(number=3),
        "total": Total.objects.get(),
    }


def shown(report: Report, viewer: object) -> dict[str, dict[str, frozenset[str]]]:
    """Say what this viewer is shown of each row; surfaces with nothing are left out."""
    told: dict[str, dict[str, frozenset[str]]] = {}
    for name, row in rows(report).items():
        for surface in SURFACES:
            fields = disclosure.fields_for(viewer, row, surface)
            if fields:
                told.setdefault(name, {})[surface] = fields
    return told


def test_on_every_surface_each_is_shown_what_the_rules_say_and_no_more(
    report: Report, pair: Pair, ana: Person, come: Come, make: MakePerson
) -> None:
    fay, ada = pair
    Handling.objects.filter(person=ada).update(aside_at=NOW)
    fields = {"page": rules.DUTY}
    hers = {"page": rules.HERS, "export": rules.HERS}
    viewers = {
        "handler": fay,
        "who stepped aside": ada,
        "reporter": ana,
        "organiser": make("paula", "organiser", report.edition_id),
        "organiser of another": make("petra", "organiser", report.pk),
        "another who comes": come("bea").person,
        "operator": make("oda", "operator"),
        "visitor": AnonymousUser(),
    }

    found = {name: shown(report, viewer) for name, viewer in viewers.items()}

    assert found == {
        "handler": {
            "duty": fields | {"export": rules.DUTY},
            "report": {"page": rules.REPORT},
            "handling": {"page": rules.HANDLING, "export": rules.HANDLING},
            "note": {"page": rules.ENTRY},
            "words to her": {"page": rules.ENTRY},
        },
        "who stepped aside": {"duty": fields},
        "reporter": {
            "duty": fields,
            "report": hers,
            "handling": {"page": rules.HANDLING},
            "words to her": {"page": rules.TOLD, "export": rules.TOLD},
        },
        "organiser": {
            "duty": fields,
            "contacts": {"page": rules.CONTACTS},
            "wall": {"page": rules.WALL},
            "total": {"page": rules.TOTAL, "count": rules.TOTAL},
        },
        "organiser of another": {},
        "another who comes": {"duty": fields},
        "operator": {},
        "visitor": {},
    }


@pytest.mark.usefixtures("report")
def test_no_sealed_field_is_shown_by_any_rule() -> None:
    sealed = {
        field.name
        for model in apps.get_app_config("incidents").get_models()
        for field in model._meta.concrete_fields
        if field.name.startswith(("seal", "last_seal")) or field.name.endswith(("_hash", "key_id"))
    }

    shown = {rules.DUTY, rules.CONTACTS, rules.WALL, rules.REPORT, rules.ENTRY, rules.HANDLING}

    assert (len(sealed), sealed & set().union(*shown)) == (8, set())


@pytest.mark.usefixtures("report")
def test_today_tells_each_what_waits_for_her_and_nobody_that_there_is_one_else(
    pair: Pair, ana: Person, olivia: Person, sofia: Person, edition: Edition
) -> None:
    fay, ada = pair
    Handling.objects.filter(person=ada).update(aside_at=NOW)

    def told(person: Person) -> list[tuple[str, bool]]:
        found = rules.panels("today", person)
        return [(one.text, one.stays) for one in found if isinstance(one, Todo)]

    late = [told(one) for one in (fay, ada, ana, olivia, sofia)]
    Report.objects.update(state="told")
    Edition.objects.filter(pk=edition.pk).update(state="running")
    Duty.objects.all().delete()
    Handling.objects.all().delete()
    after = [told(one) for one in (fay, olivia, sofia)]

    assert late == [
        [("A report from Bogotá is late: it was to be read by now.", True)],
        [],
        [("Where things stand with what you told the team in Bogotá.", True)],
        [],
        [],
    ]
    assert after == [
        [],
        [("Bogotá is under way and nobody is on call.", True)],
        [("A report from Bogotá has nobody who can read it.", True)],
    ]


def test_what_is_not_late_waits_and_what_needs_nobody_is_not_told(
    tell: Tell, pair: Pair, ana: Person
) -> None:
    report = tell(ana).report
    Report.objects.update(acknowledge_by="2041-01-01T00:00Z", triage_by="2041-01-01T00:00Z")
    Report.objects.update(tell_by="2041-01-01T00:00Z")
    [todo] = rules.panels("today", pair[0])
    [hers] = rules.panels("today", ana)
    assert isinstance(todo, Todo)
    assert isinstance(hers, Todo)
    Report.objects.update(state="closed")

    assert (todo.text, todo.url) == (
        "A report from Bogotá waits to be read.",
        f"/e/o/{report.pk}/",
    )
    assert (hers.weight, hers.stays) == (rules.LIGHT, False)
    assert rules.panels("today", pair[0]) == []


@pytest.mark.usefixtures("pair")
def test_pages_of_an_edition_say_who_is_on_call_and_where_nobody_is(
    edition: Edition, ana: Person, olivia: Person
) -> None:
    [mine] = rules.panels(f"mine {edition.pk}", ana)
    [people] = rules.panels(f"people {edition.pk}", olivia)
    assert isinstance(mine, Card)
    assert isinstance(people, Card)
    Duty.objects.update(starts_at="2041-04-09T08:00Z")
    [before] = rules.panels(f"mine {edition.pk}", ana)
    assert isinstance(before, Card)

    assert {(one.name, one.phone) for one in mine.values["on_call"]} == {
        ("fay", "+57 1"),
        ("ada", ""),
    }
    assert (mine.values["takes_reports"], people.values["gaps"]) == (True, [])
    assert (before.values["on_call"], len(before.values["next"])) == ([], 2)
    assert [rules.panels(f"mine {ana.pk}", ana), rules.panels("desk", ana)] == [[], []]


@pytest.mark.usefixtures("pair")
def test_closing_an_edition_is_heard_of(edition: Edition) -> None:
    closing = hooks.find("closing", "incidents")
    assert closing is not None

    closing(edition.pk)

    assert Duty.objects.count() == 0
