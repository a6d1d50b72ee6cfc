"""On PostgreSQL: what is destroyed is in no file of the cluster any more, once the tables of keys were written anew."""

import json
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tests.real import postgres
from tests.real.conftest import Fuerza

pytestmark = [pytest.mark.real, pytest.mark.xdist_group("servers")]


@pytest.fixture
def scanned(tmp_path: Path, postgres_server: str) -> dict[str, Any]:
    with psycopg.connect(f"{postgres_server}/postgres") as asked:
        [cluster] = asked.execute("SHOW data_directory").fetchone() or ("",)
        [recycles] = asked.execute("SHOW wal_recycle").fetchone() or ("",)
    if not (Path(cluster) / "PG_VERSION").exists() or recycles == "on":
        pytest.skip(
            "not run: the server's folder can't be read here, or it keeps old write-ahead logs"
        )
    with postgres.databases(postgres_server) as (main, keys):
        fuerza = Fuerza(tmp_path, DATABASE_URL=main, KEYS_DATABASE_URL=keys)
        try:
            told: dict[str, Any] = json.loads(fuerza.run(cluster, module="tests.real.erased"))
        finally:
            fuerza.end()
    return told


def test_what_was_destroyed_is_nowhere_once_the_keys_were_written_anew(
    scanned: dict[str, Any],
) -> None:
    body, key = "exhibit, sealed", "item key, sealed"

    assert scanned["kept"] == {body: ["base", "pg_wal"], key: ["base", "pg_wal"]}  # it can be found
    assert scanned["destroyed"][key] == ["base", "pg_wal"]  # what docs/operate/duties.md says
    assert scanned["log of writes moved on"] == {body: ["base"]}  # which nothing opens any more
    assert scanned["rows written anew, too"] == {}
    assert scanned["backup of rows"] == [body]
    assert scanned["others"] == 2
