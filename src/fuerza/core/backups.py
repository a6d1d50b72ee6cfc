"""Backups: rows and files in one archive, keys in another, so that neither opens anything by itself.

The archives are zips with a backup.json that says what they are and what each member's SHA-256 is. They are not
encrypted as files: what is hers is sealed in them, but names to sign in with, times and counts are not, so they
belong on an encrypted disk. The master key is in neither. Archives of keys are deleted after two weeks: what
somebody erased must not stay openable for ever.
"""

import hashlib
import os
import tempfile
import uuid
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Literal

import msgspec
from django.db.backends.base.base import BaseDatabaseWrapper

from fuerza.core import dumps

KEEP_KEYS = timedelta(days=14)
KEYS_SUFFIX = ".keys.zip"
ABOUT = "backup.json"
ERASED = "erased.txt"
FILES = "files/"
Holds = Literal["rows", "keys"]


class BackupRefused(RuntimeError):
    """A backup could not be made, or must not be restored like this; the message says why."""


class About(msgspec.Struct, frozen=True):
    """What an archive says of itself."""

    holds: Holds
    database: str  # its member: main or keys, .sqlite3 or .pgdump
    made_at: datetime
    delete_after: datetime | None
    sha256: dict[str, str]
    format: Literal[1] = 1


class Archive:
    """A zip being written, that remembers the SHA-256 of each member."""

    def __init__(self, zipped: zipfile.ZipFile) -> None:
        self._zipped = zipped
        self.sha256: dict[str, str] = {}
        self.database = ""

    def add(self, name: str, path: Path) -> None:
        with path.open("rb") as file:
            self.sha256[name] = hashlib.file_digest(file, "sha256").hexdigest()
        self._zipped.write(path, name)

    def add_text(self, name: str, text: str) -> None:
        self.sha256[name] = hashlib.sha256(text.encode()).hexdigest()
        self._zipped.writestr(name, text)

    def add_folder(self, prefix: str, folder: Path) -> None:
        for path in sorted(folder.rglob("*")):
            if path.is_file() and not path.is_symlink():
                self.add(prefix + path.relative_to(folder).as_posix(), path)

    def add_database(self, name: str, database: BaseDatabaseWrapper) -> None:
        self.database = f"{name}.{dumps.suffix(database)}"
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / self.database
            dumps.copy_out(database, path)
            self.add(self.database, path)


def make_rows(
    target: Path,
    *,
    database: BaseDatabaseWrapper,
    files: Path,
    erased: Iterable[tuple[uuid.UUID, datetime]],
    now: datetime,
) -> None:
    """Write the archive of rows and files, with the list of who was erased so far."""
    with _archive(target, "rows", now, None) as archive:
        archive.add_database("main", database)
        archive.add_text(ERASED, "".join(f"{one} {at.isoformat()}\n" for one, at in erased))
        archive.add_folder(FILES, files)


def make_keys(target: Path, *, database: BaseDatabaseWrapper, now: datetime) -> datetime:
    """Write the archive of keys; return when it must be gone.

    Made after the rows: a key is written before the row that needs it, so every row finds its key.
    """
    delete_after = now + KEEP_KEYS
    with _archive(target, "keys", now, delete_after) as archive:
        archive.add_database("keys", database)
    return delete_after


def refuse_targets(*targets: Path) -> None:
    """Refuse places that can't be written to or hold something, before the first archive is begun.

    Raises:
        BackupRefused: a folder is missing, or a name is taken.

    """
    for target in targets:
        if not target.parent.is_dir():
            raise BackupRefused(f"There is no folder {target.parent}: nothing was written.")
        if target.exists():
            raise BackupRefused(f"{target} exists already: nothing was overwritten.")


def keys_beside(target: Path) -> Path:
    """Name the archive of keys that belongs to an archive of rows."""
    return target.with_name(target.name.removesuffix(".zip") + KEYS_SUFFIX)


def delete_old_keys(folder: Path, *, now: datetime) -> list[Path]:
    """Delete the archives of keys in `folder` whose time is over; return which."""
    gone = []
    for path in sorted(folder.glob(f"*{KEYS_SUFFIX}")):
        about = read_about(path)
        if about.delete_after and about.delete_after < now:
            path.unlink()
            gone.append(path)
    return gone


def read_about(path: Path) -> About:
    """Read what an archive says of itself.

    Raises:
        BackupRefused: it is not a backup of ours.

    """
    try:
        with zipfile.ZipFile(path) as archive:
            return msgspec.json.decode(archive.read(ABOUT), type=About)
    except (OSError, KeyError, zipfile.BadZipFile, msgspec.MsgspecError) as error:
        raise BackupRefused(f"{path} is not a backup of Fuerza ({type(error).__name__}).") from None


@contextmanager
def _archive(
    target: Path, holds: Holds, now: datetime, delete_after: datetime | None
) -> Iterator[Archive]:
    """Write to a name beside, so that `target` is whole or isn't there."""
    refuse_targets(target)
    part = target.with_name(f".{target.name}.part")
    try:
        with (
            os.fdopen(os.open(part, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600), "w+b") as file,
            zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as zipped,
        ):
            archive = Archive(zipped)
            yield archive
            about = About(holds, archive.database, now, delete_after, archive.sha256)
            zipped.writestr(ABOUT, msgspec.json.format(msgspec.json.encode(about)))
        part.rename(target)
    except (OSError, dumps.DumpFailed) as error:
        raise BackupRefused(f"{target} was not written: {error}") from error
    finally:
        part.unlink(missing_ok=True)
