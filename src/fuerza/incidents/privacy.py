"""Her copy of what she reported and of when she was on call; and giving it up.

What those who handle a report wrote down stays with them when she erases herself, without her name: a report is about
others too. It holds what she wrote in it; nothing in the rows leads to her any more, and her own way to it is gone.
"""

from collections.abc import Iterator
from typing import Any

from fuerza.core import hooks
from fuerza.core.keyrings import Opened
from fuerza.core.privacy import Part, as_json
from fuerza.incidents import queries
from fuerza.incidents.models import Contacts, Duty, Handling, Report
from fuerza.people.models import Person


@hooks.register("privacy", "incidents:export")
def export(person: Person, key: Opened | None) -> Iterator[Part]:
    """Hand over what she reported with her name, her times on call, and that she handles something."""
    yield Part("reports.json", as_json([_report(one, key) for one in queries.sent_by(person)]))
    duties = Duty.objects.filter(person=person).order_by("starts_at")
    yield Part("on-call.json", as_json([_duty(one) for one in duties]))
    handled = [
        {"report": one.pk, "edition": one.edition_id, "received_at": one.received_at}
        for one in queries.handled_by(person)
    ]
    yield Part("reports-handled.json", as_json(handled))


@hooks.register("privacy", "incidents:erase")
def erase(person: Person) -> None:
    """Take her name off what she reported and handles; her keys to it are destroyed already."""
    Report.objects.filter(reporter=person).update(reporter=None)
    Handling.objects.filter(person=person).delete()
    Duty.objects.filter(person=person).delete()
    Contacts.objects.filter(outside=person).update(outside=None)
    Contacts.objects.filter(safeguarding=person).update(safeguarding=None)


def _report(report: Report, key: Opened | None) -> dict[str, Any]:
    secret = queries.key_with(report, key)
    told: Any = "locked: unlock first, then make your copy again"
    if secret is not None:
        lines = queries.lines_of(report, secret, is_hers=True)
        told = [{"kind": line.kind, "at": line.at} | queries.said_in(line.body) for line in lines]
    return {
        "edition": report.edition_id,
        "state": report.state,
        "received_at": report.received_at,
        "entries": told,
    }


def _duty(duty: Duty) -> dict[str, Any]:
    return {
        "edition": duty.edition_id,
        "from": duty.starts_at,
        "until": duty.ends_at,
        "phone": queries.phone_of(duty),
    }
