"""Fills a real data folder the way a real desk fills one, looks at every byte of it, and erases her.

Run as a process of its own (test_on_disk.py), with FUERZA_DATA set and the site's own settings.
"""

import base64
import json
import re
import sys
from pathlib import Path
from typing import Any

import django

django.setup()

# settings must be ready before any of these is read
from django.apps import apps  # noqa: E402 -- as said
from django.conf import settings  # noqa: E402 -- as said
from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: E402 -- as said
from django.core.management import call_command  # noqa: E402 -- as said
from django.db import connections, router  # noqa: E402 -- as said
from django.test import Client  # noqa: E402 -- as said
from django.utils import timezone  # noqa: E402 -- as said
from pytest import MonkeyPatch  # noqa: E402, PT013 -- as said; a patch that this process never takes back

from fuerza.acts.models import Action, Plan  # noqa: E402 -- as said
from fuerza.connections.models import Connection  # noqa: E402 -- as said
from fuerza.core import keyrings, worker  # noqa: E402 -- as said
from fuerza.core.models import DataKey, SealedKey  # noqa: E402 -- as said
from fuerza.desk.models import Mention  # noqa: E402 -- as said
from fuerza.people.models import Person  # noqa: E402 -- as said
from fuerza.vault.models import Exhibit  # noqa: E402 -- as said
from tests.fuerza.connections.double import on  # noqa: E402 -- as said
from tests.security.canaries import EVERYTHING, SAID  # noqa: E402 -- as said
from tests.security.world import browser, build, picture  # noqa: E402 -- as said

ASIDE = {"static"}  # what is nobody's


def scan(canaries: dict[str, bytes]) -> dict[str, list[str]]:
    """Name the files in which a canary lies, in clear or in base64, whatever its case."""
    found: dict[str, list[str]] = {}
    root = Path(settings.ENV.data)
    for path in sorted(root.rglob("*")):
        if path.is_file() and path.relative_to(root).parts[0] not in ASIDE:
            body = path.read_bytes()
            low = body.lower()
            for name, canary in canaries.items():
                if canary in body or canary.lower() in low or encoded(canary) in body:
                    found.setdefault(name, []).append(str(path.relative_to(root)))
    return found


def encoded(canary: bytes) -> bytes:
    """Give what every base64 of a longer text holds of a canary that begins at a multiple of three."""
    return base64.b64encode(canary[: len(canary) // 3 * 3])


def use(client: Client, ids: dict[str, Any]) -> None:
    """Decide, report, add what she saw, bring a file, take it in, take copies, and let jobs run."""
    desk = {"desk": "own"}
    client.get(f"/d/{ids['another mention']}/")
    report = {"label": "T1", "note": SAID["report note"], "sure": "on"}
    assert client.post(f"/d/{ids['another mention']}/report/", desk | report).status_code == 302
    seen = {
        "young": "no",
        "text": SAID["seen text"],
        "platform": SAID["seen where"],
        "who": SAID["seen by"],
        "picture": SimpleUploadedFile(f"{SAID['picture name']}.png", picture()),
    }
    assert client.post("/d/seen/", desk | seen).status_code == 302
    lock(client)  # where others have a desk, nothing is brought before
    header = f"{SAID['file text']},text,author_handle,created_at\n"
    rows = f"x,{SAID['file text']},{SAID['file handle']},2026-11-01T10:00:00Z\n"
    file = SimpleUploadedFile("rows.csv", (header + rows + f"{SAID['file text']},,,\n").encode())
    assert client.post("/d/import/", desk | {"file": file, "zone": ""}).status_code == 302
    broken = SimpleUploadedFile("broken.csv", f"text\n{SAID['file text']}\n".encode())
    assert client.post("/d/import/", desk | {"file": broken, "zone": ""}).status_code == 422
    assert client.post(f"/d/import/{ids['import']}/", desk | {"act": "take"}).status_code == 302
    run_jobs()
    for address, form in (("/k/zip/", {"act": "all"}), ("/r/copy/", {})):
        reply: Any = client.post(address, form)
        assert len(b"".join(reply.streaming_content)) > 1_000
        reply.close()


def lock(client: Client) -> None:
    """Set a lock of her own, as the page has it."""
    page = client.get("/k/own/").content.decode()
    code = re.findall(r"<code>([0-9A-Z-]{34})</code>", page)[0]
    said = {"passphrase": SAID["passphrase"], "again": SAID["passphrase"]}
    assert client.post("/k/own/", said | {"code": code, "last": code[-4:]}).status_code == 302


def run_jobs() -> None:
    while worker.run_due(20, clock=timezone.now):
        pass


def act(client: Client, ids: dict[str, Any]) -> None:
    """Have an account blocked over the demo's network, which remembers it in clear on the account; then forget that."""
    Connection.objects.update(state="connected")
    client.post(f"/d/{ids['mention']}/do/", {"desk": "own", "act": "blocked", "sure": "on"})
    run_jobs()
    assert Action.objects.filter(state="done", kind="block").count() == 1
    Connection.objects.update(sample_store={})
    keyrings.empty_journals()


def hers(person: Person) -> dict[str, bytes]:
    """Name what must be gone once she is erased: names, addresses, her keys, and her id."""
    keyring = keyrings.keyring_of(person.pk)
    assert keyring is not None
    wrapped = bytes(DataKey.objects.get(person_id=person.pk).wrapped)
    sealed = bytes(SealedKey.objects.filter(holder_id=keyring.pk)[:1].get().sealed)
    return {
        "sign-in name": person.username.encode(),
        "e-mail": person.email.encode(),
        "data key": wrapped[:48],
        "public key": bytes(keyring.public),
        "private key, wrapped": keyring.wraps["passphrase"][:48].encode(),
        "content key, sealed": sealed[:48],
        **{
            each._meta.label: each.pk.hex.encode()
            for each in (Mention.objects.first(), Exhibit.objects.first(), Plan.objects.first())
            if each is not None
        },
    }


def tables_with(canary: bytes) -> list[str]:
    """Name the tables in which her id stands."""
    found = []
    for model in apps.get_models(include_auto_created=True):
        alias = router.db_for_read(model) or "default"
        with connections[alias].cursor() as cursor:
            cursor.execute(f'SELECT * FROM "{model._meta.db_table}"')  # noqa: S608 -- a table's own name
            if canary in repr(cursor.fetchall()).replace("-", "").encode():
                found.append(model._meta.label)
    return sorted(found)


def main() -> None:
    for database in ("default", "keys"):
        call_command("migrate", database=database, verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    world = build(on(MonkeyPatch(), "mastodon"))
    settings.ALLOWED_HOSTS.append("testserver")
    Connection.objects.update(state="paused")
    client = browser(world, "owner", is_open=True)
    canaries = {name: word.encode() for name, word in EVERYTHING.items()}
    use(client, world.ids)
    seen = {"in use": scan(canaries)}
    act(client, world.ids)
    seen["after an act"] = scan(canaries)
    of_her = hers(world.owner)
    seen["of her, before"] = {name: [] for name in scan(of_her)}
    assert client.post("/r/end/", {"yes": "yes"}).status_code == 200
    seen["erased"] = scan(of_her | canaries)
    told = {
        "seen": seen,
        "tables": tables_with(world.owner.pk.hex.encode()),
        "files": sorted(
            path.name
            for folder in ("imports", "tmp", "files")
            for path in (Path(settings.ENV.data) / folder).rglob("*")
            if path.is_file()
        ),
        "others": Person.objects.count(),
    }
    json.dump(told, sys.stdout)


main()
