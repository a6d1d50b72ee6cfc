"""Her copy holds what people hold of her and of nobody else; erasing leaves nothing."""

import json
from datetime import timedelta

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.db import connection

from fuerza.core import audit, hooks
from fuerza.people import services
from fuerza.people.choices import Capability, Purpose
from fuerza.people.models import Person
from tests.fuerza.people.conftest import NOW


def live(berta: Person, clara: Person) -> None:
    """Let something of every kind happen to berta."""
    services.settle(person=berta, name="Berta B.", now=NOW)
    services.consent_give(person=berta, purpose=Purpose.PHOTO, now=NOW)
    for owner, actor in ((berta, clara), (clara, berta)):
        services.grant(
            owner=owner,
            actor=actor,
            capabilities=[Capability.DOCUMENT],
            ends_at=NOW + timedelta(days=7),
            now=NOW,
        )
        services.avoid(person=owner, other=actor, now=NOW)
    services.began(person=berta, user_agent="Firefox/1 Linux", now=NOW)
    services.make_link(person=berta, purpose="demo", now=NOW)
    services.show_code(person=berta, now=NOW)
    RecoveryCodes.activate(berta)


def test_her_copy_holds_each_part(berta: Person, clara: Person) -> None:
    live(berta, clara)
    export = hooks.find("privacy", "people:export")
    assert export is not None

    parts = {part.path: json.loads(part.content) for part in export(berta, None)}

    assert (parts["account.json"]["name"], parts["account.json"]["sign_in_name"]) == (
        "Berta B.",
        "berta",
    )
    assert [receipt["purpose"] for receipt in parts["receipts.json"]] == ["photo"]
    assert [grant["to"] for grant in parts["grants.json"]] == ["clara"]
    assert len(parts["history.json"]) == 2
    assert len(parts["avoided.json"]) == 1
    assert [role["name"] for role in parts["account.json"]["roles"]] == ["participant"]


def test_her_copy_holds_her_trail_with_whoever_she_let_in_named_by_id(
    berta: Person, clara: Person
) -> None:
    live(berta, clara)
    trail = len(list(audit.trail_of(berta.pk)))
    audit.note(berta.pk, clara.pk, "desk.opened", "a mention", at=NOW)
    audit.note(clara.pk, clara.pk, "desk.opened", "another's", at=NOW)
    audit.note(berta.pk, None, "grant ended", at=NOW)
    export = hooks.find("privacy", "people:export")
    assert export is not None

    parts = {part.path: json.loads(part.content) for part in export(berta, None)}

    assert [(step["who"], step["did"], step["with"]) for step in parts["trail.json"]][trail:] == [
        (str(clara.pk), "desk.opened", "a mention"),
        (None, "grant ended", ""),
    ]
    assert {step["who"] for step in parts["trail.json"][:trail]} == {"you", None}  # None: a role
    assert parts["grants.json"][0]["to_id"] == str(clara.pk)


def test_erasing_leaves_no_row_of_hers_and_all_of_others(berta: Person, clara: Person) -> None:
    live(berta, clara)
    erase = hooks.find("privacy", "people:erase")
    assert erase is not None

    erase(berta)
    erase(berta)
    Person.objects.filter(pk=berta.pk).delete()

    left = rows_naming(berta)
    assert left == {}
    assert clara.notices.count() == 1


def rows_naming(person: Person) -> dict[str, int]:
    """Count rows of people's tables that hold the person's id anywhere."""
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if table.startswith(("people_", "mfa_")):
                cursor.execute(f"SELECT * FROM {table}")  # noqa: S608 -- our own table names
                hits = sum(
                    person.pk.hex in str(value).replace("-", "")
                    for row in cursor.fetchall()
                    for value in row
                )
                if hits:
                    found[table] = hits
    return found
