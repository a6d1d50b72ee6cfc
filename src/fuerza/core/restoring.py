"""Restoring: an empty installation is filled from a backup, and whoever was erased since stays erased.

`check` both archives and both places first, then `fill`; then migrate; then `erase_again`. Everything is looked at
before anything is written.
"""

import hashlib
import sqlite3
import tempfile
import uuid
import zipfile
from collections.abc import Iterable
from contextlib import closing
from datetime import datetime
from pathlib import Path, PurePosixPath

from django.db.backends.base.base import BaseDatabaseWrapper

from fuerza.core import backups, crypto, dumps, keyrings
from fuerza.core.backups import ABOUT, ERASED, FILES, BackupRefused
from fuerza.core.models import Erasure, Keyring


def check(path: Path, *, holds: backups.Holds) -> None:
    """Make sure an archive is whole, and of this kind.

    Raises:
        BackupRefused: it is another kind, lacks something, or was changed.

    """
    about = backups.read_about(path)
    if about.holds != holds:
        raise BackupRefused(f"{path} holds {about.holds}, not {holds}.")
    with zipfile.ZipFile(path) as archive:
        if set(archive.namelist()) != {ABOUT, *about.sha256} or about.database not in about.sha256:
            raise BackupRefused(f"{path} does not hold what it says.")
        for name, known in about.sha256.items():
            _refuse_way_out(name)
            if _sha256(archive, name) != known:
                raise BackupRefused(f"{name} in {path} was changed or is damaged.")


def refuse_full(database: BaseDatabaseWrapper, files: Path | None = None) -> None:
    """Refuse to restore over anything.

    Raises:
        BackupRefused: the database has tables, or there are files.

    """
    if not dumps.is_empty(database) or (files and files.exists() and any(files.iterdir())):
        raise BackupRefused(
            "There is something here already: nothing was restored. Move the data folder away, or make"
            " new databases, and restore into the empty place."
        )


def fill(path: Path, *, database: BaseDatabaseWrapper, files: Path | None = None) -> None:
    """Fill an empty database, and a folder of files, from a checked archive.

    Raises:
        BackupRefused: the database does not take it.

    """
    about = backups.read_about(path)
    with zipfile.ZipFile(path) as archive, tempfile.TemporaryDirectory() as folder:
        try:
            dumps.copy_in(database, Path(archive.extract(about.database, folder)))
        except dumps.DumpFailed as error:
            raise BackupRefused(str(error)) from error
        for name in about.sha256 if files else ():
            if files and name.startswith(FILES):
                target = files / name.removeprefix(FILES)
                target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
                target.write_bytes(archive.read(name))


def read_erased(path: Path) -> list[uuid.UUID]:
    """Read who was erased: from a backup, a main database's SQLite file, or lines that begin with an id.

    Raises:
        BackupRefused: there is no such list in it.

    """
    try:
        return [uuid.UUID(line.split()[0]) for line in _lines(path) if line.strip()]
    except (OSError, KeyError, ValueError, sqlite3.Error) as error:
        raise BackupRefused(f"{path} holds no list of who was erased: {error}") from None


def erase_again(person_ids: Iterable[uuid.UUID], *, now: datetime) -> list[uuid.UUID]:
    """Destroy the keys of whoever was erased, before or after the backup, and keep that they were; return whom."""
    known = set(Erasure.objects.values_list("person_id", flat=True))
    new = set(person_ids) - known
    Erasure.objects.bulk_create([Erasure(person_id=one, at=now) for one in sorted(new)])
    for person_id in sorted(known | new):
        keyrings.destroy(person_id)
    return sorted(known | new)


def does_master_key_fit() -> bool:
    """Whether this master key opens the keys that are here, tried on one keyring."""
    keyring = Keyring.objects.filter(wraps__has_key="server").order_by("-made_at").first()
    if keyring is None:
        return True
    try:
        keyrings.server_unwrap(keyring)
    except crypto.Unopened:
        return False
    return True


def _lines(path: Path) -> list[str]:
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            return archive.read(ERASED).decode().splitlines()
    with path.open("rb") as file:
        is_sqlite = file.read(15) == b"SQLite format 3"
    if not is_sqlite:
        return path.read_text().splitlines()
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as database:
        return [str(row[0]) for row in database.execute("SELECT person_id FROM core_erasure")]


def _refuse_way_out(name: str) -> None:
    parts = PurePosixPath(name)
    if parts.is_absolute() or ".." in parts.parts:
        raise BackupRefused(f"{name} points out of the backup.")


def _sha256(archive: zipfile.ZipFile, name: str) -> str:
    try:
        with archive.open(name) as file:
            return hashlib.file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]  # a zip's member reads as a file does
    except zipfile.BadZipFile:
        return ""
