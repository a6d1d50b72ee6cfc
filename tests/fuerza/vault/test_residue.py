"""On a real disk: after destroying, no file of the site holds the words, the body or the key of what was kept."""

import json
import os
import subprocess
import sys
from pathlib import Path

STEPS = """
import json, sys
import django
django.setup()
from io import BytesIO
from pathlib import Path
from django.conf import settings
from django.core.management import call_command
from fuerza.core import keyrings
from fuerza.core.models import SealedKey
from fuerza.people.models import Person
from fuerza.vault import services
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
    person=person, exhibits=[kept], opened=opened, language="en", out=spool, now=NOW
)
sealed_key = bytes(SealedKey.objects.get(key_id=kept.pk).sealed)
found = {"body": bytes(kept.sealed)[:64], "key": sealed_key[:64]}
(item_key,) = __import__("fuerza.vault.queries").vault.queries.item_keys([kept], opened=opened).values()
found["open key"] = item_key
found["words"] = b"orchid seller"

def scan():
    files = [path.read_bytes() for path in settings.ENV.data.rglob("*") if path.is_file()]
    return sorted(name for name, canary in found.items() if any(canary in each for each in files))

before = scan()
services.erase(exhibits=[kept], by=person, now=NOW)
json.dump({"before": before, "after": scan()}, sys.stdout)
"""


def test_no_file_holds_what_was_destroyed(tmp_path: Path) -> None:
    root = Path(__file__).resolve().parents[3]
    environ = os.environ | {
        "FUERZA_DATA": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "fuerza.settings",
        "PYTHONPATH": str(root),
    }

    run = subprocess.run(
        [sys.executable, "-c", STEPS], env=environ, capture_output=True, text=True, check=False
    )

    assert run.returncode == 0, run.stderr
    assert json.loads(run.stdout) == {"before": ["body", "key"], "after": []}
