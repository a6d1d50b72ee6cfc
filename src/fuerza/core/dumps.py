"""Copying a whole database out and in: SQLite by its backup API, PostgreSQL by pg_dump and pg_restore."""

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

from django.db import DatabaseError
from django.db.backends.base.base import BaseDatabaseWrapper


class DumpFailed(RuntimeError):
    """A database could not be copied; the message says why."""


def suffix(database: BaseDatabaseWrapper) -> str:
    return "sqlite3" if database.vendor == "sqlite" else "pgdump"


def is_empty(database: BaseDatabaseWrapper) -> bool:
    """Whether a database holds no table yet."""
    with database.cursor() as cursor:
        return not database.introspection.table_names(cursor)


def copy_out(database: BaseDatabaseWrapper, path: Path) -> None:
    """Write a consistent copy, while others go on reading and writing.

    Raises:
        DumpFailed: the copy is not whole.

    """
    try:
        database.ensure_connection()
    except DatabaseError as error:
        raise DumpFailed(f"the database can't be reached ({type(error).__name__}).") from None
    if database.vendor == "sqlite":
        with closing(sqlite3.connect(path)) as copy:
            database.connection.backup(copy)
    else:
        _run("pg_dump", database, "--format=custom", f"--file={path}")


def copy_in(database: BaseDatabaseWrapper, path: Path) -> None:
    """Fill an empty database from a copy that `copy_out` wrote.

    Raises:
        DumpFailed: the copy is not whole, or not of this kind of database.

    """
    if path.suffix != f".{suffix(database)}":
        raise DumpFailed(f"{path.name} is not a copy of a {database.display_name} database.")
    if database.vendor == "sqlite":
        _copy_in_sqlite(database, path)
    else:
        _run("pg_restore", database, "--exit-on-error", "--single-transaction", str(path))


def _copy_in_sqlite(database: BaseDatabaseWrapper, path: Path) -> None:
    database.ensure_connection()
    with closing(sqlite3.connect(path)) as copy:
        try:
            verdict = copy.execute("PRAGMA integrity_check").fetchone()[0]
        except sqlite3.DatabaseError as error:
            raise DumpFailed(f"{path.name} is damaged ({type(error).__name__}).") from None
        if verdict != "ok":
            raise DumpFailed(f"{path.name} is damaged.")
        copy.backup(database.connection)


def _run(tool: str, database: BaseDatabaseWrapper, *arguments: str) -> None:
    """Run one of PostgreSQL's tools; the password goes by the environment, where no process list shows it."""
    known = database.settings_dict
    name = str(known["NAME"])
    environ = os.environ | {
        "PGHOST": str(known["HOST"]),
        "PGPORT": str(known["PORT"]),
        "PGUSER": str(known["USER"]),
        "PGPASSWORD": str(known["PASSWORD"]),
    }
    common = ["--no-owner", "--no-privileges", f"--dbname={name}"]
    done = subprocess.run(  # noqa: S603 -- the tool is found by name, what it gets is ours
        [_found(tool), *common, *arguments],
        env=environ,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise DumpFailed(f"{tool} failed: {done.stderr.strip()[-400:]}")


def _found(tool: str) -> str:
    """Find a tool of the newest PostgreSQL installed: older ones refuse newer servers."""
    places = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{tool}"), key=_version, reverse=True)
    found = str(places[0]) if places else shutil.which(tool)
    if not found:
        raise DumpFailed(f"{tool} is not installed (PostgreSQL's client programs have it).")
    return found


def _version(path: Path) -> int:
    name = path.parent.parent.name
    return int(name) if name.isdigit() else 0
