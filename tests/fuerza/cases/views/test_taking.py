"""The log and the timeline on paper and as a table: all of it, hers alone, asked for once more, and harmless."""

import csv
import io

import pytest
from django.test import Client
from django.urls import reverse

from fuerza.cases import queries, services
from fuerza.cases.queries import CaseAt, IncidentBody
from fuerza.core.keyrings import Opened
from fuerza.core.models import AuditEntry
from fuerza.vault.services import erase, keep
from tests.fuerza.cases.conftest import NOW, WRITTEN
from tests.fuerza.vault.samples import keepable

FORMULA = '=HYPERLINK("http://canary.example")'


@pytest.fixture
def full(at: CaseAt, opened: Opened) -> CaseAt:
    one = queries.exhibits_in(at)[0].exhibit
    body = IncidentBody(
        what=FORMULA, who="canarywho", zone="America/Bogota", is_offline=True, exhibits=(one.pk,)
    )
    services.log_incident(at=at, happened_at=WRITTEN, body=body, now=NOW)
    online = IncidentBody(what="canaryonline")
    services.log_incident(at=at, happened_at=WRITTEN, body=online, now=NOW)
    item = keepable(text=FORMULA)
    more = keep(person=at.owner, items=[item], by=at.owner, now=NOW)
    services.add(at=at, exhibits=more, opened=opened, now=NOW)
    return at


def url_of(at: CaseAt, name: str) -> str:
    return reverse(f"cases:{name}", args=[at.case.pk])


def test_the_paper_holds_all_of_it_unfolded_and_says_so(full: CaseAt, hers: Client) -> None:
    erase(exhibits=[queries.exhibits_in(full)[1].exhibit], by=full.owner, now=NOW)

    reply = hers.get(url_of(full, "paper"))

    page = reply.content.decode()
    head, _end, body = page.partition("</head>")
    assert "canary" not in head
    main = body[body.index("<main") :]
    assert "<details" not in main
    for word in ("canarytext 0", "canaryonline", "canarywho", "America/Bogota"):
        assert word in main
    assert "It can&#x27;t be opened." in main or "It can't be opened." in main
    assert AuditEntry.objects.filter(verb="cases.printed", object_id=str(full.case.pk)).exists()


def test_the_table_has_a_row_each_and_no_formula(full: CaseAt, hers: Client) -> None:
    reply = hers.get(url_of(full, "sheet"))

    text = reply.content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    assert rows[0][0] == "What"
    assert [(row[0], row[1], row[2], row[7]) for row in rows[1:]] == [
        ("kept", "1", "2026-11-20 08:30+00:00", "canarytext 0"),
        ("kept", "4", "2026-11-20 08:30+00:00", f"'{FORMULA}"),
        ("offline", "", "2026-11-20 03:30-05:00", f"'{FORMULA}"),
        ("incident", "", "2026-11-20 08:30+00:00", "canaryonline"),
        ("kept", "2", "2026-11-20 09:30+00:00", "canarytext 1"),
    ]
    assert rows[3][3] == "America/Bogota"
    assert rows[3][-1] == "1"
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))]
    assert "canary" not in repr(reply.headers)
    assert AuditEntry.objects.filter(verb="cases.took_sheet").exists()


@pytest.mark.parametrize("name", ["paper", "sheet"])
def test_a_locked_case_is_not_taken_away(full: CaseAt, locked: Client, name: str) -> None:
    reply = locked.get(url_of(full, name))

    assert reply.headers["Location"] == url_of(full, "case")
