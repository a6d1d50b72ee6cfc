"""Keeps, backs up and destroys on PostgreSQL, and looks at every byte of the server's folder after each step.

Prints JSON: after which step which canaries lay in which part of the cluster (base: tables and indexes; pg_wal; other).
The last steps are what docs/operate/duties.md asks of whoever runs the server.
"""

import json
import os
import secrets
import subprocess
import sys
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fuerza.settings")

import django

django.setup()

from django.core.management import call_command  # noqa: E402 -- after the set-up
from django.db import connections  # noqa: E402 -- after the set-up
from django.utils import timezone  # noqa: E402 -- after the set-up

from fuerza.core import dumps, keyrings  # noqa: E402 -- after the set-up
from fuerza.core.models import SealedKey  # noqa: E402 -- after the set-up
from fuerza.people.models import Person  # noqa: E402 -- after the set-up
from fuerza.vault import queries  # noqa: E402 -- after the set-up
from fuerza.vault.services import erase, keep  # noqa: E402 -- after the set-up
from safeguard.evidence import Medium  # noqa: E402 -- after the set-up
from tests.fuerza.vault.samples import keepable  # noqa: E402 -- after the set-up

CLUSTER = Path(sys.argv[1])
BACKUP = Path(os.environ["FUERZA_DATA"]) / "before.pgdump"


def found(canaries: dict[str, bytes]) -> dict[str, list[str]]:
    """Map a canary to the parts of the cluster in which it lies."""
    sql("CHECKPOINT")  # what is in memory goes to the files
    places: dict[str, set[str]] = {}
    for path in CLUSTER.rglob("*"):
        if path.is_file() and path.suffix != ".pid":
            part = path.relative_to(CLUSTER).parts[0]
            body = path.read_bytes()
            for name, one in canaries.items():
                if one in body:
                    places.setdefault(name, set()).add(part if len(part) > 2 else "other")
    return {name: sorted(each) for name, each in sorted(places.items())}


def sql(*statements: str, alias: str = "default") -> None:
    with connections[alias].cursor() as cursor:
        for each in statements:
            cursor.execute(each)


def in_backup(canaries: dict[str, bytes]) -> list[str]:
    """Name the canaries that the backup of rows holds, unpacked."""
    tool = dumps._found("pg_restore")
    told = subprocess.run([tool, "--file=-", str(BACKUP)], capture_output=True, check=True).stdout
    return sorted(
        name for name, one in canaries.items() if one in told or one.hex().encode() in told
    )


def main() -> None:
    call_command("migrate", verbosity=0)
    now, word = timezone.now(), f"orchid-{secrets.token_hex(16)}"
    person = Person.objects.create_user("amal")
    keyrings.make_keyring(person.pk, now=now)
    media = (Medium(name="a.png", media_type="image/png", body=secrets.token_bytes(20_000)),)
    items = [keepable(number, text=f"{word} {number}", media=media) for number in range(3)]
    gone, *_others = keep(person=person, items=items, by=person, now=now)
    opened = keyrings.open_with_server(person.pk, now=now)
    canaries = {
        "words": word.encode(),
        "picture": media[0].body[:48],
        "item key": queries.item_keys([gone], opened=opened)[gone.pk],
        "item key, sealed": bytes(SealedKey.objects.get(key_id=gone.pk).sealed),
        "exhibit, sealed": bytes(gone.sealed)[:48],
    }
    told: dict[str, object] = {"kept": found(canaries)}
    dumps.copy_out(connections["default"], BACKUP)
    erase(exhibits=[gone], by=person, now=now)
    told["destroyed"] = found(canaries)
    sql("VACUUM", alias="keys")
    told["after VACUUM"] = found(canaries)
    keyrings.rewrite_tables()
    told["keys written anew"] = found(canaries)
    for _ in range(3):  # a segment goes when a checkpoint no longer needs it
        sql("SELECT pg_switch_wal()", "CHECKPOINT")
    told["log of writes moved on"] = found(canaries)
    sql("VACUUM FULL")
    for _ in range(3):
        sql("SELECT pg_switch_wal()", "CHECKPOINT")
    told["rows written anew, too"] = found(canaries)
    told["backup of rows"] = in_backup(canaries)
    told["others"] = len(list(queries.bodies_of(_others, opened=opened)))
    json.dump(told, sys.stdout)


main()
