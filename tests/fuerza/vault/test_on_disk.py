"""On a real disk: destroyed leaves nothing in any file; a full disk and a busy database keep nothing, and say which."""

import json
import os
import subprocess
import sys
from pathlib import Path

STEPS = """
import json, sqlite3, sys
import django
django.setup()
from io import BytesIO
from pathlib import Path
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from fuerza.core import keyrings
from fuerza.core.models import SealedKey
from fuerza.people.models import Person
from fuerza.vault import queries, services
from fuerza.vault.models import Exhibit
from safeguard.evidence import Medium
from tests.fuerza.vault.samples import NOW, keepable

for database in ("default", "keys"):
    call_command("migrate", database=database, verbosity=0)
person = Person.objects.create_user("amal")
keyrings.make_keyring(person.id, now=NOW)
kept, other = services.keep(
    person=person, items=[keepable(1), keepable(2, text="a second one")], by=person, now=NOW
)
opened = keyrings.open_with_server(person.id, now=NOW)
spool = services.SealedSpool(settings.FILE_UPLOAD_TEMP_DIR)
services.export(
    person=person, exhibits=[kept], opened=opened, out=spool, now=NOW,
    wishes=services.Wishes(language="en"),
)
sealed_key = bytes(SealedKey.objects.get(key_id=kept.pk).sealed)
found = {"body": bytes(kept.sealed)[:64], "key": sealed_key[:64]}
found["open key"] = queries.item_keys([kept], opened=opened)[kept.pk]
found["words"] = b"orchid seller"

def scan():
    files = [path.read_bytes() for path in settings.ENV.data.rglob("*") if path.is_file()]
    return sorted(name for name, canary in found.items() if any(canary in each for each in files))

def failure():
    held = Exhibit.objects.count(), SealedKey.objects.count()
    film = Medium(name="film.mp4", media_type="video/mp4", body=bytes(3_000_000))
    try:
        services.keep(person=person, items=[keepable(3, media=(film,))], by=person, now=NOW)
    except services.KeepingFailed as failed:
        return failed.code, held == (Exhibit.objects.count(), SealedKey.objects.count())

before = scan()
services.erase(exhibits=[kept], by=person, now=NOW)
after = scan()

pages = connection.cursor().execute("PRAGMA page_count").fetchone()[0]
connection.cursor().execute(f"PRAGMA max_page_count={pages + 20}")
full = failure()
connection.cursor().execute("PRAGMA max_page_count=1073741823")

connection.cursor().execute("PRAGMA busy_timeout=50")
other = sqlite3.connect(settings.DATABASES["default"]["NAME"], isolation_level=None)
other.execute("BEGIN IMMEDIATE")
busy = failure()
other.execute("ROLLBACK")
other.close()

json.dump({"before": before, "after": after, "full": full, "busy": busy}, sys.stdout)
"""


def test_on_a_real_disk(tmp_path: Path) -> None:
    root = Path(__file__).resolve().parents[3]
    others = {"DATABASE_URL", "KEYS_DATABASE_URL"}  # this test is about SQLite's files
    environ = {name: value for name, value in os.environ.items() if name not in others} | {
        "FUERZA_DATA": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "fuerza.settings",
        "PYTHONPATH": str(root),
    }

    run = subprocess.run(
        [sys.executable, "-c", STEPS], env=environ, capture_output=True, text=True, check=False
    )

    assert run.returncode == 0, run.stderr
    assert json.loads(run.stdout) == {
        "before": ["body", "key"],  # what was sought could be found
        "after": [],
        "full": ["disk_full", True],
        "busy": ["slow", True],
    }
