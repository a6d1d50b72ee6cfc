"""An operator works without mail: commands that print one-time links and keys."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils.timezone import now

from fuerza.core import jobs
from fuerza.people import queries
from fuerza.people.choices import RoleName
from fuerza.people.models import ApiKey, Person, SignInLink
from fuerza.people.services import token_hash


def run(*words: str) -> str:
    said = StringIO()
    call_command(*words, stdout=said, stderr=StringIO())
    return said.getvalue().strip()


def opens(address: str) -> bool:
    return Client().get(address.removeprefix("http://localhost:8000")).status_code == 200


def test_person_create_prints_a_link_to_an_account_with_that_name() -> None:
    address = run("person_create", "Amal", "--role", "operator")

    person = Person.objects.get()
    assert (person.username, queries.has_role(person, RoleName.OPERATOR)) == ("amal", True)
    assert opens(address)


@pytest.mark.usefixtures("berta")
def test_person_create_refuses_a_name_that_is_taken() -> None:
    with pytest.raises(CommandError, match="already"):
        run("person_create", "BERTA")


def test_person_invite_prints_a_link_without_a_name() -> None:
    address = run("person_invite", "--role", "participant", "--role", "facilitator")

    person = Person.objects.get()
    assert [role.name for role in queries.roles_of(person, now())] == ["facilitator", "participant"]
    assert opens(address)


def test_person_reset_prints_a_link_and_leaves_a_notice(berta: Person) -> None:
    address = run("person_reset", "Berta")

    assert opens(address)
    assert SignInLink.objects.get().person == berta
    assert queries.notices_to_show(berta, now()).get().kind == "reset"


def test_person_reset_knows_nobody_of_another_name() -> None:
    with pytest.raises(CommandError, match="Nobody"):
        run("person_reset", "nobody")


def test_key_create_prints_a_key_once_and_key_revoke_ends_it() -> None:
    key = run("key_create", "scores", "--per-minute", "9", "--per-day", "99")
    row = ApiKey.objects.get()

    said = run("key_revoke", "scores")

    quota = row.per_minute, row.per_day
    assert (bytes(row.key_hash), quota) == (token_hash(key), (9, 99))
    assert (said, ApiKey.objects.get().revoked_at is None) == ("Ended.", False)
    with pytest.raises(CommandError, match="No key"):
        run("key_revoke", "scores")


def test_the_purge_runs_every_hour() -> None:
    assert jobs._minutes["people.purge"] == 60
