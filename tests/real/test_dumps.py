"""Copies of a PostgreSQL database: whole, taken back by an empty one, and refused in words when damaged."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.postgresql.base import DatabaseWrapper
from django.db.utils import ConnectionHandler

from fuerza import env
from fuerza.core import dumps
from tests.real.postgres import databases

pytestmark = [
    pytest.mark.real,
    pytest.mark.django_db(databases=["default", "keys"]),
]
Pair = tuple[BaseDatabaseWrapper, BaseDatabaseWrapper]


@pytest.fixture
def pair(postgres_server: str) -> Iterator[Pair]:
    """Yield a database with a row in it, and an empty one."""
    with databases(postgres_server) as urls:
        full, empty = (
            DatabaseWrapper(ConnectionHandler({"default": env.database(url)}).settings["default"])
            for url in urls
        )
        with full.cursor() as cursor:
            cursor.execute("CREATE TABLE kept (word text)")
            cursor.execute("INSERT INTO kept VALUES ('أمل')")
        yield full, empty
        full.close()
        empty.close()


def test_what_was_copied_out_is_copied_in(pair: Pair, tmp_path: Path) -> None:
    full, empty = pair
    path = tmp_path / f"main.{dumps.suffix(full)}"

    dumps.copy_out(full, path)
    before = dumps.is_empty(empty)
    dumps.copy_in(empty, path)

    with empty.cursor() as cursor:
        cursor.execute("SELECT word FROM kept")
        assert cursor.fetchall() == [("أمل",)]
    assert (before, path.name) == (True, "main.pgdump")


def test_a_damaged_copy_is_refused_and_leaves_nothing(pair: Pair, tmp_path: Path) -> None:
    full, empty = pair
    path = tmp_path / "main.pgdump"
    dumps.copy_out(full, path)
    path.write_bytes(path.read_bytes()[:-40])

    with pytest.raises(dumps.DumpFailed, match="pg_restore failed"):
        dumps.copy_in(empty, path)

    assert dumps.is_empty(empty)
