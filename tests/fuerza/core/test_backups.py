"""A backup is whole or isn't there, holds rows apart from keys, and is restored into an empty place only."""

import json
import sqlite3
import uuid
import zipfile
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.sqlite3.base import DatabaseWrapper
from django.db.utils import ConnectionHandler
from msgspec.structs import replace

from fuerza import env
from fuerza.core import backups, dumps, keyrings, restoring
from fuerza.core.backups import BackupRefused
from fuerza.core.models import Erasure, Keyring
from tests.fuerza.core.conftest import NOON

HER = uuid.UUID("0b9f3a52-4f31-4a3e-9a75-1f6c5b8e2d10")
HIM = uuid.UUID("7c1d0e8a-1111-4222-8333-944455556666")


def database_at(path: Path) -> DatabaseWrapper:
    url = f"sqlite:///{path}"
    return DatabaseWrapper(ConnectionHandler({"default": env.database(url)}).settings["default"])


@pytest.fixture
def main(tmp_path: Path) -> Iterator[BaseDatabaseWrapper]:
    """Yield a small database that is not the one under test."""
    database = database_at(tmp_path / "main.sqlite3")
    with database.cursor() as cursor:
        cursor.execute("CREATE TABLE core_erasure (person_id char(32), at datetime)")
        cursor.execute("INSERT INTO core_erasure VALUES (%s, '2026-11-01')", [HIM.hex])
    yield database
    database.close()


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[BaseDatabaseWrapper]:
    database = database_at(tmp_path / "empty.sqlite3")
    yield database
    database.close()


@pytest.fixture
def files(tmp_path: Path) -> Path:
    folder = tmp_path / "files"
    (folder / "ab").mkdir(parents=True)
    (folder / "ab" / "cd").write_bytes(b"sealed")
    (folder / "way-out").symlink_to(tmp_path / "main.sqlite3")
    return folder


@pytest.fixture
def rows(tmp_path: Path, main: BaseDatabaseWrapper, files: Path) -> Path:
    target = tmp_path / "backup.zip"
    backups.make_rows(target, database=main, files=files, erased=[(HER, NOON)], now=NOON)
    return target


@pytest.fixture
def keys(tmp_path: Path, main: BaseDatabaseWrapper) -> Path:
    target = tmp_path / "backup.keys.zip"
    backups.make_keys(target, database=main, now=NOON)
    return target


def rewritten(path: Path, **changed: bytes | None) -> Path:
    """Copy an archive with members changed, added, or (None) left out."""
    copy = path.with_name("changed.zip")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(copy, "w") as new:
        members: dict[str, bytes | None] = {name: old.read(name) for name in old.namelist()}
        for name, content in (members | changed).items():
            if content is not None:
                new.writestr(name, content)
    return copy


def told(path: Path, **change: Any) -> bytes:
    """Return what an archive says of itself, with a change."""
    with zipfile.ZipFile(path) as archive:
        return json.dumps(json.loads(archive.read(backups.ABOUT)) | change).encode()


def test_an_archive_says_what_it_is_and_holds_nothing_else(rows: Path) -> None:
    about = backups.read_about(rows)

    assert (about.holds, about.made_at, about.delete_after) == ("rows", NOON, None)
    with zipfile.ZipFile(rows) as archive:
        names = archive.namelist()
        assert archive.read("erased.txt").decode() == f"{HER} {NOON.isoformat()}\n"
    assert names == ["main.sqlite3", "erased.txt", "files/ab/cd", "backup.json"]
    assert rows.stat().st_mode & 0o777 == 0o600


def test_the_keys_go_apart_and_have_their_time(keys: Path, rows: Path) -> None:
    about = backups.read_about(keys)

    assert (about.holds, about.delete_after) == ("keys", NOON + timedelta(days=14))
    assert backups.keys_beside(rows) == keys


def test_keys_are_deleted_when_their_time_is_over_and_rows_are_not(keys: Path, rows: Path) -> None:
    folder = keys.parent
    rows.rename(folder / "other.keys.zip")  # a misleading name deletes nothing

    assert backups.delete_old_keys(folder, now=NOON + timedelta(days=14)) == []
    assert backups.delete_old_keys(folder, now=NOON + timedelta(days=15)) == [keys]
    assert not keys.exists()
    assert (folder / "other.keys.zip").exists()


def test_nothing_is_overwritten(rows: Path, main: BaseDatabaseWrapper) -> None:
    before = rows.read_bytes()

    with pytest.raises(BackupRefused, match="exists already"):
        backups.make_keys(rows, database=main, now=NOON)

    assert rows.read_bytes() == before


def test_both_places_are_looked_at_before_either_is_written_to(rows: Path) -> None:
    new, folder = rows.with_name("new.zip"), rows.parent / "no" / "such"

    with pytest.raises(BackupRefused, match="There is no folder"):
        backups.refuse_targets(new, folder / "new.keys.zip")
    with pytest.raises(BackupRefused, match="exists already"):
        backups.refuse_targets(new, rows)

    backups.refuse_targets(new, rows.with_name("new.keys.zip"))


def test_a_backup_that_failed_is_not_there(tmp_path: Path, main: BaseDatabaseWrapper) -> None:
    def failing() -> Iterator[tuple[uuid.UUID, datetime]]:
        yield HER, NOON
        raise OSError("the disk is full")

    with pytest.raises(BackupRefused, match="was not written: the disk is full"):
        backups.make_rows(
            tmp_path / "b.zip", database=main, files=tmp_path, erased=failing(), now=NOON
        )

    assert sorted(path.name for path in tmp_path.glob("*b.zip*")) == []


def test_a_whole_archive_passes(rows: Path, keys: Path) -> None:
    restoring.check(rows, holds="rows")
    restoring.check(keys, holds="keys")


def test_one_kind_is_not_taken_for_the_other(rows: Path) -> None:
    with pytest.raises(BackupRefused, match="holds rows, not keys"):
        restoring.check(rows, holds="keys")


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"files/ab/cd": b"Sealed"}, "was changed or is damaged"),
        ({"erased.txt": b""}, "was changed or is damaged"),
        ({"files/ab/cd": None}, "does not hold what it says"),
        ({"files/more": b"x"}, "does not hold what it says"),
        ({"backup.json": None}, r"is not a backup of Fuerza \(KeyError\)"),
        ({"backup.json": b"{}"}, "is not a backup of Fuerza"),
        ({"backup.json": b"\xff"}, "is not a backup of Fuerza"),
    ],
)
def test_a_changed_archive_is_refused(
    rows: Path, changed: dict[str, bytes | None], why: str
) -> None:
    with pytest.raises(BackupRefused, match=why):
        restoring.check(rewritten(rows, **changed), holds="rows")


def test_an_archive_of_a_later_format_is_refused(rows: Path) -> None:
    later = rewritten(rows, **{"backup.json": told(rows, format=2)})

    with pytest.raises(BackupRefused, match="is not a backup of Fuerza"):
        restoring.check(later, holds="rows")


@pytest.mark.parametrize("name", ["../out", "/etc/out"])
def test_an_archive_that_points_out_of_itself_is_refused(rows: Path, name: str) -> None:
    sums = backups.read_about(rows).sha256 | {name: "0"}
    pointing = rewritten(rows, **{"backup.json": told(rows, sha256=sums), name: b"x"})

    with pytest.raises(BackupRefused, match="points out of the backup"):
        restoring.check(pointing, holds="rows")


def test_an_archive_without_its_database_is_refused(rows: Path) -> None:
    without = rewritten(rows, **{"backup.json": told(rows, database="other.sqlite3")})

    with pytest.raises(BackupRefused, match="does not hold what it says"):
        restoring.check(without, holds="rows")


def test_a_damaged_member_is_refused(rows: Path) -> None:
    content = bytearray(rows.read_bytes())
    with zipfile.ZipFile(rows) as archive:
        at = archive.getinfo("files/ab/cd").header_offset + 30 + len("files/ab/cd")
    content[at + 2] ^= 0xFF
    rows.write_bytes(content)

    with pytest.raises(BackupRefused, match=r"was changed or is damaged|is not a backup"):
        restoring.check(rows, holds="rows")


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 cut short"])
def test_what_is_no_archive_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "b.zip").write_bytes(content)

    with pytest.raises(BackupRefused, match=r"is not a backup of Fuerza \(BadZipFile\)"):
        backups.read_about(tmp_path / "b.zip")
    with pytest.raises(BackupRefused, match=r"\(FileNotFoundError\)"):
        backups.read_about(tmp_path / "absent.zip")


def test_what_was_backed_up_comes_back(
    rows: Path, empty: BaseDatabaseWrapper, tmp_path: Path
) -> None:
    files = tmp_path / "restored"
    restoring.refuse_full(empty, files)
    restoring.fill(rows, database=empty, files=files)

    with empty.cursor() as cursor:
        cursor.execute("SELECT person_id FROM core_erasure")
        assert cursor.fetchall() == [(HIM.hex,)]
    assert [path.read_bytes() for path in files.rglob("*") if path.is_file()] == [b"sealed"]


def test_keys_come_back_without_files(keys: Path, empty: BaseDatabaseWrapper) -> None:
    restoring.fill(keys, database=empty)

    assert not dumps.is_empty(empty)


def test_nothing_is_restored_over_anything(
    main: BaseDatabaseWrapper, empty: BaseDatabaseWrapper, files: Path, tmp_path: Path
) -> None:
    with pytest.raises(BackupRefused, match="something here already"):
        restoring.refuse_full(main)
    with pytest.raises(BackupRefused, match="something here already"):
        restoring.refuse_full(empty, files)
    (tmp_path / "none").mkdir()
    restoring.refuse_full(empty, tmp_path / "none")


def test_a_database_that_is_away_is_said_without_its_password(tmp_path: Path) -> None:
    away = database_at(tmp_path / "no" / "such" / "folder" / "hunter2.sqlite3")

    with pytest.raises(dumps.DumpFailed, match=r"can't be reached \(OperationalError\)"):
        dumps.copy_out(away, tmp_path / "copy.sqlite3")


@pytest.mark.parametrize(
    "content", [b"not a database at all", b"SQLite format 3\0" + b"\x10" * 200], ids=["text", "cut"]
)
def test_a_damaged_database_is_refused(
    rows: Path, empty: BaseDatabaseWrapper, content: bytes
) -> None:
    damaged = rewritten(rows, **{"main.sqlite3": content})

    with pytest.raises(BackupRefused, match=r"main.sqlite3 is damaged"):
        restoring.fill(damaged, database=empty)


def test_a_database_with_a_broken_page_is_refused(
    tmp_path: Path, empty: BaseDatabaseWrapper
) -> None:
    path = tmp_path / "broken.sqlite3"
    with closing(sqlite3.connect(path)) as made:
        made.execute("CREATE TABLE t (a text)")
        made.execute("CREATE INDEX i ON t (a)")
        made.executemany("INSERT INTO t VALUES (?)", [(f"row {n}",) for n in range(500)])
        made.commit()
    content = bytearray(path.read_bytes())
    content[-4096 + 8 : -4096 + 400] = bytes(392)
    path.write_bytes(content)

    with pytest.raises(dumps.DumpFailed, match="is damaged"):
        dumps.copy_in(empty, path)


def test_one_kind_of_database_does_not_take_anothers_copy(
    empty: BaseDatabaseWrapper, tmp_path: Path
) -> None:
    with pytest.raises(dumps.DumpFailed, match="is not a copy of a SQLite database"):
        dumps.copy_in(empty, tmp_path / "main.pgdump")


def test_a_tool_that_is_not_installed_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")

    with pytest.raises(dumps.DumpFailed, match="pg_nothing is not installed"):
        dumps._found("pg_nothing")


def test_the_newest_of_the_installed_tools_is_taken() -> None:
    paths = [Path(f"/usr/lib/postgresql/{version}/bin/pg_dump") for version in ("9.6", "15", "16")]

    assert max(paths, key=dumps._version) == paths[2]


def test_who_was_erased_is_read_from_backup_database_or_list(
    rows: Path, main: BaseDatabaseWrapper, tmp_path: Path
) -> None:
    listed = tmp_path / "erased.txt"
    listed.write_text(f"{HER}\t2026-11-23\n\n{HIM} later\n")

    assert restoring.read_erased(rows) == [HER]
    assert restoring.read_erased(Path(str(main.settings_dict["NAME"]))) == [HIM]
    assert restoring.read_erased(listed) == [HER, HIM]


@pytest.mark.parametrize("content", ["berta was erased", "\x00"])
def test_a_list_that_cannot_be_read_is_refused(tmp_path: Path, content: str) -> None:
    listed = tmp_path / "erased.txt"
    listed.write_text(content)

    with pytest.raises(BackupRefused, match="holds no list of who was erased"):
        restoring.read_erased(listed)
    with pytest.raises(BackupRefused, match="holds no list of who was erased"):
        restoring.read_erased(tmp_path / "absent")


def test_archives_and_databases_without_a_list_are_refused(
    keys: Path, empty: BaseDatabaseWrapper, tmp_path: Path
) -> None:
    with empty.cursor() as cursor:
        cursor.execute("CREATE TABLE another (id integer)")

    for path in (keys, tmp_path / "empty.sqlite3"):
        with pytest.raises(BackupRefused, match="holds no list of who was erased"):
            restoring.read_erased(path)


def test_whoever_was_erased_before_or_since_is_erased_again() -> None:
    stays = uuid.uuid4()
    Erasure.objects.create(person_id=HIM, at=NOON)
    for person_id in (HER, HIM, stays):
        keyrings.make_keyring(person_id, now=NOON)

    gone = restoring.erase_again([HER, HER], now=NOON + timedelta(days=1))

    assert gone == [HER, HIM]
    assert list(Keyring.objects.values_list("person_id", flat=True)) == [stays]
    assert dict(Erasure.objects.values_list("person_id", "at")) == {
        HER: NOON + timedelta(days=1),
        HIM: NOON,
    }


def test_a_master_key_that_does_not_fit_is_noticed(
    settings: Any,
) -> None:
    assert restoring.does_master_key_fit()  # nothing is locked yet

    keyrings.make_keyring(HER, now=NOON)
    assert restoring.does_master_key_fit()

    settings.ENV = replace(settings.ENV, master_key=bytes(32))
    assert not restoring.does_master_key_fit()
