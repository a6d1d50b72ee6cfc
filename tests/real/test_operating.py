"""What an operator does, as she does it: serve, back up, lose the machine, restore. On SQLite and on PostgreSQL."""

import shutil
import signal
import socket
import sqlite3
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from urllib.error import HTTPError

import pytest

from tests.real.conftest import Fuerza
from tests.real.postgres import databases, free_port

pytestmark = pytest.mark.real
FUERZA = "fuerza"
PEOPLE = """
from django.utils import timezone
from fuerza.core import crypto, keyrings
from fuerza.people.models import Person
for name in ("berta", "carla"):
    person = Person.objects.create_user(name)
    keyrings.make_keyring(person.id, now=timezone.now())
    where = crypto.place("people_person", person.id, "sealed_name")
    person.sealed_name = crypto.seal_personal(person.id, "really " + name, where)
    person.save()
"""
ERASE = """
from django.utils import timezone
from fuerza.people.models import Person
from fuerza.site import erasing
erasing.erase(Person.objects.get(username="carla").id, now=timezone.now())
"""
NAMES = """
from fuerza.core import crypto
from fuerza.core.models import DataKey
from fuerza.people.models import Person
for person in Person.objects.order_by("username"):
    where = crypto.place("people_person", person.id, "sealed_name")
    print(person.username, "=", crypto.open_personal(person.id, person.sealed_name, where))
print(DataKey.objects.count())
"""


TRAIL = """
from django.utils import timezone
from fuerza.core import audit
from fuerza.core.models import AuditEntry
from fuerza.people.models import Person
berta = Person.objects.get(username="berta")
audit.note(berta.id, None, "desk.tried", at=timezone.now())
trail = AuditEntry.objects.filter(person_id=berta.id).order_by("id")
print(len(trail), audit.first_broken(trail))
"""
OLD_KEYS = """
from datetime import timedelta
from pathlib import Path
from django.db import connections
from django.utils import timezone
from fuerza.core import backups
long_ago = timezone.now() - timedelta(days=15)
backups.make_keys(Path("{path}"), database=connections["keys"], now=long_ago)
"""


@pytest.fixture(params=["on_sqlite", "on_postgres"])
def fuerza(request: pytest.FixtureRequest) -> Fuerza:
    found: Fuerza = request.getfixturevalue(request.param)
    return found


def shell(fuerza: Fuerza, code: str) -> str:
    return fuerza.run("shell", "--no-imports", "-c", code, module=FUERZA)


def backed_up(fuerza: Fuerza) -> tuple[Path, Path]:
    archive = fuerza.folder / "monday.zip"
    fuerza.run("backup", str(archive), module=FUERZA)
    return archive, fuerza.folder / "monday.keys.zip"


def emptied(fuerza: Fuerza, kept: Path) -> None:
    """Lose everything but the secrets and what is in `kept`."""
    data = fuerza.folder / "data"
    shutil.copytree(data, kept)
    for path in [*data.glob("*.sqlite3*"), *data.glob("keys/*.sqlite3*")]:
        path.unlink()
    shutil.rmtree(data / "files", ignore_errors=True)


def restore(fuerza: Fuerza, *arguments: str) -> str:
    return fuerza.run("restore", *arguments, module=FUERZA)


def refusal(fuerza: Fuerza, *arguments: str) -> str:
    process = fuerza.start("restore", *arguments, module=FUERZA)
    assert process.wait(90) == 1
    return fuerza.said().splitlines()[-1]


@pytest.fixture
def after() -> Iterator[ExitStack]:
    """Yield what closes what a test opened."""
    with ExitStack() as stack:
        yield stack


def test_a_machine_is_lost_and_restored_and_nobody_erased_comes_back(
    fuerza: Fuerza, request: pytest.FixtureRequest, after: ExitStack
) -> None:
    shell(fuerza, PEOPLE)
    stored = fuerza.folder / "data" / "files" / "ab"
    stored.mkdir(parents=True)
    (stored / "cd").write_bytes(b"sealed")
    archive, keys = backed_up(fuerza)
    shell(fuerza, ERASE)
    later = fuerza.folder / "tuesday.zip"
    fuerza.run("backup", str(later), module=FUERZA)
    emptied(fuerza, fuerza.folder / "lost")
    if "DATABASE_URL" in fuerza.environ:
        address = request.getfixturevalue("postgres_server")
        main, keys_database = after.enter_context(databases(address))
        fuerza.environ |= {"DATABASE_URL": main, "KEYS_DATABASE_URL": keys_database}

    said = restore(fuerza, str(archive), "--keys", str(keys), "--erased", str(later))

    assert said.splitlines()[0] == "Keys destroyed again of people who were erased: 1."
    assert said.splitlines()[-1] == "Restored. Everybody signs in anew."
    assert shell(fuerza, NAMES).splitlines() == ["berta = really berta", "1"]
    assert (stored / "cd").read_bytes() == b"sealed"
    fuerza.run("migrate", "--check", module=FUERZA)
    assert "something here already" in refusal(fuerza, str(archive), "--nobody-was-erased")


def test_a_restore_says_what_it_lacks(on_sqlite: Fuerza) -> None:
    fuerza = on_sqlite
    shell(fuerza, PEOPLE)
    archive, keys = backed_up(fuerza)
    emptied(fuerza, fuerza.folder / "lost")

    without_keys = refusal(fuerza, str(archive), "--nobody-was-erased")
    not_a_list = refusal(fuerza, str(archive), "--keys", str(keys), "--erased", str(keys))
    swapped = refusal(fuerza, str(keys), "--keys", str(archive), "--nobody-was-erased")
    (fuerza.folder / "data" / "keys" / "fuerza_master_key").unlink()
    other_key = refusal(fuerza, str(archive), "--keys", str(keys), "--nobody-was-erased")

    assert without_keys == "CommandError: There are no keys here: name their archive with --keys."
    assert "holds no list of who was erased" in not_a_list
    assert "holds keys, not rows" in swapped
    assert "The master key here is not the one of this backup" in other_key


def test_keys_that_are_still_here_need_no_archive(on_sqlite: Fuerza) -> None:
    fuerza = on_sqlite
    shell(fuerza, PEOPLE)
    archive, _keys = backed_up(fuerza)
    shell(fuerza, ERASE)
    lost = fuerza.folder / "lost.sqlite3"
    (fuerza.folder / "data" / "fuerza.sqlite3").rename(lost)

    restore(fuerza, str(archive), "--erased", str(lost))

    assert shell(fuerza, NAMES).splitlines() == ["berta = really berta", "1"]


def test_from_sqlite_to_postgresql_everything_comes_along(
    on_sqlite: Fuerza, postgres_server: str, after: ExitStack
) -> None:
    """Walk the way of docs/operate/grow.md."""
    fuerza = on_sqlite
    shell(fuerza, PEOPLE)
    shell(fuerza, TRAIL)
    main, keys = fuerza.folder / "main.xml", fuerza.folder / "keys.xml"
    left_out = [f"--exclude={name}" for name in ("contenttypes", "auth", "sessions")]
    of_keys = ["--database=keys", "core.DataKey", "core.Keyring", "core.SealedKey"]
    fuerza.run("dumpdata", "--format=xml", *left_out, f"--output={main}", module=FUERZA)
    fuerza.run("dumpdata", "--format=xml", *of_keys, f"--output={keys}", module=FUERZA)
    main_url, keys_url = after.enter_context(databases(postgres_server))
    fuerza.environ |= {"DATABASE_URL": main_url, "KEYS_DATABASE_URL": keys_url}

    fuerza.run("migrate", "-v0", module=FUERZA)
    fuerza.run("loaddata", str(main), module=FUERZA)
    fuerza.run("loaddata", "--database=keys", str(keys), module=FUERZA)

    names = ["berta = really berta", "carla = really carla", "2"]
    assert shell(fuerza, NAMES).splitlines() == names
    assert shell(fuerza, TRAIL).splitlines() == ["2 None"]  # goes on where it was, and holds


def test_a_backup_overwrites_nothing_and_clears_away_old_keys(on_sqlite: Fuerza) -> None:
    fuerza = on_sqlite
    archive, keys = backed_up(fuerza)
    old = fuerza.folder / "old.keys.zip"
    shell(fuerza, OLD_KEYS.format(path=old))

    again = fuerza.start("backup", str(archive), module=FUERZA)
    second = fuerza.run("backup", str(fuerza.folder / "tuesday.zip"), module=FUERZA)

    assert again.wait(60) == 1
    assert fuerza.said().splitlines()[-1].endswith("exists already: nothing was overwritten.")
    assert f"Deleted, its time was over: {old}" in second.splitlines()
    assert (keys.exists(), old.exists()) == (True, False)


def test_a_backup_cannot_be_opened_without_the_other_half(on_sqlite: Fuerza) -> None:
    fuerza = on_sqlite
    shell(fuerza, PEOPLE)
    archive, keys = backed_up(fuerza)
    master = (fuerza.folder / "data" / "keys" / "fuerza_master_key").read_bytes()
    folder = fuerza.folder / "opened"
    for path in (archive, keys):
        shutil.unpack_archive(path, folder / path.stem)

    contents = {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()}

    assert set(contents) == {"backup.json", "erased.txt", "main.sqlite3", "keys.sqlite3"}
    assert [name for name, content in contents.items() if b"really " in content] == []
    assert [name for name, content in contents.items() if master.strip() in content] == []


def fetched(port: int, path: str) -> int:
    request = urllib.request.Request(
        f"http://127.0.0.1:{port}{path}", headers={"Host": f"localhost:{port}"}
    )
    try:
        with urllib.request.urlopen(request, timeout=30) as reply:  # noqa: S310 -- as above
            return int(reply.status)
    except HTTPError as refused:
        with refused:
            return refused.code


def test_serving_answers_does_jobs_and_stops_cleanly(on_sqlite: Fuerza) -> None:
    fuerza, port = on_sqlite, free_port()
    server = fuerza.start("serve", "--port", str(port), module=FUERZA)
    assert server.stdout
    lines = [server.stdout.readline().strip()]
    while "Fuerza is at" not in lines[-1]:
        assert lines[-1], fuerza.said()
        lines.append(server.stdout.readline().strip())
    fuerza.wait_for(lambda: is_listening(port))

    statuses = [fetched(port, path) for path in ("/", "/nothing/here/")]
    fuerza.wait_for(lambda: sweeps(fuerza) == [("done",)])
    server.send_signal(signal.SIGTERM)

    assert server.wait(60) == 0
    assert lines == [
        "Collecting the page's files.",
        f"Fuerza is at http://localhost:{port} (Ctrl+C stops it).",
    ]
    assert server.stdout.read().strip() == "Stopped."
    assert statuses == [200, 404]
    assert not is_listening(port)


def sweeps(fuerza: Fuerza) -> list[tuple[str]]:
    """Return the state of each core.sweep, which the worker thread has done by itself."""
    with closing(sqlite3.connect(fuerza.folder / "data" / "fuerza.sqlite3")) as database:
        rows = database.execute("SELECT state FROM core_job WHERE name = 'core.sweep'")
        return [(str(row[0]),) for row in rows]


def is_listening(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
