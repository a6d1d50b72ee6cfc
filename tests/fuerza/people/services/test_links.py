"""One-time links: single use, single purpose, expiring, and never kept in clear."""

import os
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from allauth.mfa.models import Authenticator
from django.db import connection, connections

from fuerza.people import queries, services
from fuerza.people.choices import LinkPurpose
from fuerza.people.models import Person, SignInLink
from tests.fuerza.people.conftest import NOW


def test_a_link_is_kept_as_a_hash_alone(berta: Person) -> None:
    link, token = services.make_link(person=berta, purpose=LinkPurpose.INVITE, now=NOW)

    row = SignInLink.objects.values().get(pk=link.pk)

    assert len(token) == 43  # 256 bits
    assert token not in repr(row)
    assert bytes(row["token_hash"]) == services.token_hash(token)


def test_a_link_works_once(berta: Person) -> None:
    _link, token = services.make_link(person=berta, purpose=LinkPurpose.DEMO, now=NOW)

    used = services.use_link(token=token, now=NOW)

    assert (used.person, used.used_at) == (berta, NOW)
    with pytest.raises(services.LinkRefused):
        services.use_link(token=token, now=NOW)


@pytest.mark.parametrize(
    ("purpose", "lives"),
    [
        (LinkPurpose.INVITE, timedelta(days=14)),
        (LinkPurpose.RESET, timedelta(hours=24)),
        (LinkPurpose.DEMO, timedelta(days=1)),
    ],
)
def test_a_link_stops_working_when_its_time_is_over(
    berta: Person, purpose: str, lives: timedelta
) -> None:
    _link, token = services.make_link(person=berta, purpose=purpose, now=NOW)

    with pytest.raises(services.LinkRefused):
        services.use_link(token=token, now=NOW + lives)

    assert services.use_link(token=token, now=NOW + lives - timedelta(seconds=1)).person == berta


def test_an_unknown_token_is_refused(berta: Person) -> None:
    services.make_link(person=berta, purpose=LinkPurpose.INVITE, now=NOW)

    with pytest.raises(services.LinkRefused):
        services.use_link(token="x" * 43, now=NOW)


def test_a_link_to_a_closed_account_is_refused(berta: Person) -> None:
    _link, token = services.make_link(person=berta, purpose=LinkPurpose.INVITE, now=NOW)
    Person.objects.update(is_active=False)

    with pytest.raises(services.LinkRefused):
        services.use_link(token=token, now=NOW)


def test_a_new_link_for_the_same_purpose_replaces_the_old_one(berta: Person) -> None:
    _old, first = services.make_link(person=berta, purpose=LinkPurpose.INVITE, now=NOW)
    _new, second = services.make_link(person=berta, purpose=LinkPurpose.INVITE, now=NOW)

    with pytest.raises(services.LinkRefused):
        services.use_link(token=first, now=NOW)

    assert services.use_link(token=second, now=NOW).person == berta


def test_a_reset_link_closes_every_other_way_in_only_when_it_is_used(berta: Person) -> None:
    berta.set_password("a long enough password")
    berta.save()
    Authenticator.objects.create(user=berta, type=Authenticator.Type.TOTP, data={})
    _link, token = services.make_link(person=berta, purpose=LinkPurpose.RESET, now=NOW)
    before = queries.has_way_in(berta)

    services.use_link(token=token, now=NOW)

    berta.refresh_from_db()
    assert (before, queries.has_way_in(berta)) == (True, False)
    assert Authenticator.objects.filter(user=berta).count() == 0


def test_an_invitations_link_leaves_other_ways_in_alone(berta: Person) -> None:
    berta.set_password("a long enough password")
    berta.save()
    _link, token = services.make_link(person=berta, purpose=LinkPurpose.INVITE, now=NOW)

    services.use_link(token=token, now=NOW)

    berta.refresh_from_db()
    assert queries.has_way_in(berta) is True


def test_she_can_cancel_every_open_link(berta: Person, clara: Person) -> None:
    _one, mine = services.make_link(person=berta, purpose=LinkPurpose.RESET, now=NOW)
    _two, hers = services.make_link(person=clara, purpose=LinkPurpose.RESET, now=NOW)

    cancelled = services.cancel_links(person=berta, now=NOW)

    assert (cancelled, services.cancel_links(person=berta, now=NOW)) == (1, 0)
    with pytest.raises(services.LinkRefused):
        services.use_link(token=mine, now=NOW)
    assert services.use_link(token=hers, now=NOW).person == clara


USE = """
import sys, time, django
django.setup()
from datetime import datetime
from fuerza.people import services
token, now, start = sys.argv[1:]
time.sleep(max(0, float(start) - time.time()))
try:
    services.use_link(token=token, now=datetime.fromisoformat(now))
    print("in")
except services.LinkRefused:
    print("refused")
"""


@pytest.mark.django_db(transaction=True, databases=["default", "keys"])
def test_of_four_who_use_a_link_at_once_one_gets_in(tmp_path: Path) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("not run: it copies a SQLite database for the other processes")
    berta = Person.objects.create_user("berta")
    _link, token = services.make_link(person=berta, purpose=LinkPurpose.DEMO, now=NOW)
    for alias, name in (("default", "fuerza.sqlite3"), ("keys", "keys.sqlite3")):
        with closing(sqlite3.connect(tmp_path / name)) as file:
            connections[alias].connection.backup(file)
            file.execute("PRAGMA journal_mode = WAL")  # as a site's is before anybody comes
    environ = os.environ | {
        "DJANGO_SETTINGS_MODULE": "fuerza.settings",
        "FUERZA_DATA": str(tmp_path),
        "DATABASE_URL": f"sqlite:///{tmp_path / 'fuerza.sqlite3'}",
        "KEYS_DATABASE_URL": f"sqlite:///{tmp_path / 'keys.sqlite3'}",
    }
    command = [sys.executable, "-c", USE, token, NOW.isoformat(), str(time.time() + 6)]

    running = [
        subprocess.Popen(command, env=environ, stdout=subprocess.PIPE, text=True) for _ in range(4)
    ]
    outcomes = [process.communicate(timeout=60)[0].strip() for process in running]

    assert sorted(outcomes) == ["in", "refused", "refused", "refused"]
