"""A keyring opens for its owner's browser alone, locks by itself, and once destroyed nothing opens again."""

import base64
import secrets
import sqlite3
import subprocess
import sys
import uuid
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db.backends.sqlite3.base import DatabaseWrapper
from django.db.utils import ConnectionHandler
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from fuerza import env
from fuerza.core import crypto, keyrings
from fuerza.core.models import DataKey, Keyring, SealedKey
from fuerza.people.models import Person
from tests.fuerza.core.conftest import NOON

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def berta() -> Person:
    person = Person.objects.create_user("berta")
    keyrings.make_keyring(person.id, now=NOON)
    return person


@pytest.fixture
def key(berta: Person) -> keyrings.Opened:
    return keyrings.open_with_server(berta.id, now=NOON)


def visit(person: Any, session: dict[str, Any], cookies: dict[str, str]) -> HttpRequest:
    request = RequestFactory().get("/d/")
    request.user = person
    request.session = session  # type: ignore[assignment]  # a session is a dict that is stored
    request.COOKIES.update(cookies)
    return request


def remembered(person: Person, key: keyrings.Opened) -> tuple[dict[str, Any], dict[str, str]]:
    """Return what session row and browser hold once a keyring was opened."""
    request, response = visit(person, {}, {}), HttpResponse()
    keyrings.remember(request, response, key, now=NOON)
    cookies = {name: morsel.value for name, morsel in response.cookies.items()}
    return dict(request.session), cookies


def test_a_new_keyring_opens_what_is_sealed_to_it(berta: Person, key: keyrings.Opened) -> None:
    [(holder, public)] = keyrings.readers_of([berta.id]).items()
    content = crypto.new_content_key(owner_id=berta.id, readers={holder: public})

    assert key.content_keys([content.id]) == {content.id: content.secret}
    assert key.person_id == berta.id


def test_somebody_without_a_keyring_opens_nothing() -> None:
    nobody = uuid.uuid4()

    with pytest.raises(crypto.KeyGone):
        keyrings.open_with_server(nobody, now=NOON)
    assert keyrings.keyring_of(nobody) is None
    assert keyrings.readers_of([nobody]) == {}


def test_a_keyring_with_a_lock_of_its_own_does_not_open_by_the_server(berta: Person) -> None:
    Keyring.objects.update(wraps={"recovery": "..."})

    with pytest.raises(crypto.KeyGone):
        keyrings.open_with_server(berta.id, now=NOON)


def test_an_opened_keyring_stays_open_for_this_browser(berta: Person, key: keyrings.Opened) -> None:
    session, cookies = remembered(berta, key)

    opened = keyrings.opened(visit(berta, session, cookies), now=NOON + timedelta(minutes=9))

    assert opened == key


def test_each_use_starts_the_ten_minutes_anew(berta: Person, key: keyrings.Opened) -> None:
    session, cookies = remembered(berta, key)
    request = visit(berta, session, cookies)
    keyrings.opened(request, now=NOON + timedelta(minutes=9))

    assert keyrings.opened(request, now=NOON + timedelta(minutes=18)) == key
    assert keyrings.opened(request, now=NOON + timedelta(minutes=29)) is None
    assert "opened" not in request.session


def test_neither_half_alone_opens_anything(berta: Person, key: keyrings.Opened) -> None:
    session, cookies = remembered(berta, key)
    other = base64.b64encode(secrets.token_bytes(32)).decode()

    assert keyrings.opened(visit(berta, session, {}), now=NOON) is None
    assert keyrings.opened(visit(berta, {}, cookies), now=NOON) is None
    assert (
        keyrings.opened(visit(berta, session, {settings.OPENED_COOKIE_NAME: other}), now=NOON)
        is None
    )
    assert base64.b64encode(key.private).decode() not in str(session) + str(cookies)


def test_an_opened_keyring_is_nobody_elses_in_the_same_browser(
    berta: Person, key: keyrings.Opened
) -> None:
    session, cookies = remembered(berta, key)

    found = keyrings.opened(visit(Person.objects.create_user("carla"), session, cookies), now=NOON)

    assert found is None
    assert "opened" not in session


def test_locking_forgets_what_the_session_held(berta: Person, key: keyrings.Opened) -> None:
    session, cookies = remembered(berta, key)
    request = visit(berta, session, cookies)

    keyrings.forget(request)
    keyrings.forget(request)

    assert keyrings.opened(request, now=NOON) is None


def test_the_cookie_is_for_this_site_alone_and_no_script(
    berta: Person, key: keyrings.Opened
) -> None:
    response = HttpResponse()
    keyrings.remember(visit(berta, {}, {}), response, key, now=NOON)

    morsel = response.cookies[settings.OPENED_COOKIE_NAME]
    assert (morsel["httponly"], morsel["samesite"], morsel["max-age"]) == (True, "Strict", "")


def test_after_a_reset_the_server_opens_the_old_keyring_no_more(
    berta: Person, key: keyrings.Opened
) -> None:
    fresh = keyrings.reset(berta.id, now=NOON)

    old = Keyring.objects.get(pk=key.keyring_id)
    assert (old.wraps, old.retired_at) == ({}, NOON)
    assert keyrings.keyring_of(berta.id) == fresh
    with pytest.raises(keyrings.StillWaiting):
        keyrings.open_with_server(berta.id, now=NOON + timedelta(hours=71))
    later = keyrings.open_with_server(berta.id, now=NOON + timedelta(hours=72))
    assert later.private != key.private


def test_a_destroyed_person_has_no_key_left_anywhere(berta: Person) -> None:
    carla = Person.objects.create_user("carla")
    hers = keyrings.make_keyring(carla.id, now=NOON)
    readers = keyrings.readers_of([berta.id, carla.id])
    crypto.new_content_key(owner_id=berta.id, readers=readers)  # Carla helps Berta
    kept = crypto.new_content_key(owner_id=carla.id, readers=readers)  # Berta helps Carla
    crypto.data_key(berta.id)
    crypto.data_key(carla.id)

    keyrings.destroy(berta.id)

    assert list(DataKey.objects.values_list("pk", flat=True)) == [carla.id]
    assert list(Keyring.objects.values_list("pk", flat=True)) == [hers.id]
    assert list(SealedKey.objects.values_list("key_id", "holder_id")) == [(kept.id, hers.id)]


def test_keys_whose_person_never_came_are_dropped_after_a_day(berta: Person) -> None:
    early, late = uuid.uuid4(), uuid.uuid4()
    keyrings.make_keyring(early, now=NOON)
    keyrings.make_keyring(late, now=NOON + timedelta(hours=23))

    dropped = keyrings.drop_orphans(now=NOON + timedelta(hours=25))

    left = set(Keyring.objects.values_list("person_id", flat=True))
    assert dropped == 1
    assert left == {berta.id, late}


def test_the_keys_of_another_database_are_left_alone(berta: Person) -> None:
    for _ in range(2):
        keyrings.make_keyring(uuid.uuid4(), now=NOON)

    dropped = keyrings.drop_orphans(now=NOON + timedelta(days=2))

    assert dropped == 0
    assert Keyring.objects.count() == 3
    assert keyrings.keyring_of(berta.id) is not None


def test_a_journal_that_somebody_reads_is_said_to_be_full_still(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    url = f"sqlite:///{tmp_path / 'some.sqlite3'}"
    database = DatabaseWrapper(
        ConnectionHandler({"default": env.database(url)}).settings["default"]
    )
    database.settings_dict["OPTIONS"]["timeout"] = 0.1
    with database.cursor() as cursor:
        cursor.execute("CREATE TABLE kept (key text)")
        cursor.execute("INSERT INTO kept VALUES ('secret')")
    with closing(sqlite3.connect(tmp_path / "some.sqlite3")) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT * FROM kept").fetchall()
        with database.cursor() as cursor:
            cursor.execute("DELETE FROM kept")

        while_read = keyrings.empty_journal(database)

    afterwards = keyrings.empty_journal(database)
    database.close()
    assert (while_read, afterwards) == (False, True)
    assert caplog.messages == ["the journal of default could not be emptied yet"]


SHRED = """
import sys, uuid
import django
django.setup()
from django.core.management import call_command
from django.utils import timezone
call_command("migrate", verbosity=0)
from fuerza import env
from fuerza.core import crypto, keyrings
from fuerza.core.models import DataKey, Keyring, SealedKey
from fuerza.people.models import Person

person = Person.objects.create_user("berta")
keyrings.make_keyring(person.id, now=timezone.now())
where = crypto.place("people_person", person.id, "sealed_name")
person.sealed_name = crypto.seal_personal(person.id, "CANARY-of-berta", where)
person.save()
content = crypto.new_content_key(owner_id=person.id, readers=keyrings.readers_of([person.id]))
row = SealedKey.objects.get()
page = crypto.encrypt(content.secret, b"CANARY-page", where)
secrets = [bytes(DataKey.objects.get().wrapped), bytes(row.sealed), crypto.data_key(person.id)]
secrets += [content.secret, keyrings.open_with_server(person.id, now=timezone.now()).private]
secrets += [Keyring.objects.get().wraps["server"].encode()]
print(*(secret.hex() for secret in secrets), flush=True)
sys.stdin.readline()
keyrings.destroy(person.id)
try:
    crypto.open_personal(person.id, person.sealed_name, where)
except crypto.KeyGone:
    print("gone", flush=True)
sys.stdin.readline()
"""


def found_on_disk(folder: Path, needles: list[bytes]) -> dict[str, list[int]]:
    """Say which of the needles lie in which file, byte by byte."""
    found = {}
    for path in sorted(folder.rglob("*")):
        content = path.read_bytes() if path.is_file() else b""
        held = [number for number, needle in enumerate(needles) if needle in content]
        if held:
            found[path.name] = held
    return found


def test_no_byte_of_a_destroyed_key_is_left_on_disk(tmp_path: Path) -> None:
    """Scan database, write-ahead log and all, while the process that erased still has them open."""
    data = tmp_path / "data"
    process = subprocess.Popen(
        [sys.executable, "-W", "ignore", "-c", SHRED],
        env={
            "FUERZA_DATA": str(data),
            "DJANGO_SETTINGS_MODULE": "fuerza.settings",
            "PYTHONPATH": str(ROOT / "src"),
        },
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdin
    assert process.stdout
    with process:
        needles = [bytes.fromhex(word) for word in process.stdout.readline().split()]
        needles += [b"CANARY-of-berta", b"CANARY-page"]
        before = found_on_disk(data, needles)
        process.stdin.write("\n")
        process.stdin.flush()
        said = process.stdout.readline()
        after = found_on_disk(data, needles)
        wal_sizes = [path.stat().st_size for path in data.rglob("*-wal")]

    assert set().union(*before.values()) == {0, 1, 5}  # as wrapped; never open, never as text
    assert said == "gone\n"
    assert after == {}
    assert set(wal_sizes) <= {0}
    with sqlite3.connect(data / "keys" / "keys.sqlite3") as database:
        assert database.execute("SELECT count(*) FROM core_datakey").fetchone() == (0,)
    database.close()
