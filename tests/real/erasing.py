"""Erases people and is killed (-9) in the midst of it, again and again; a new start then ends it, and nothing is left.

`crash=ROUNDS` makes a person a round, with things kept, one of them reported, and pictures asked for; a child erases
her and is killed at a moment of the time that this takes. What a new start's jobs do is done; then her keys, her rows
and (on SQLite) every byte of the data folder are looked at, and the log is held against what it was.
"""

import os
import random
import secrets
import signal
import sys
import time
import uuid
from collections import Counter
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fuerza.settings")

import django

django.setup()

from django.apps import apps  # noqa: E402 -- after the set-up
from django.core.management import call_command  # noqa: E402 -- after the set-up
from django.db import connections, router  # noqa: E402 -- after the set-up
from django.utils import timezone  # noqa: E402 -- after the set-up

from fuerza.core import crypto, keyrings  # noqa: E402 -- after the set-up
from fuerza.core.models import DataKey, Erasure, SealedKey  # noqa: E402 -- after the set-up
from fuerza.people.models import Person  # noqa: E402 -- after the set-up
from fuerza.site import erasing  # noqa: E402 -- after the set-up
from fuerza.vault import queries  # noqa: E402 -- after the set-up
from fuerza.vault.models import Checkpoint, Exhibit, Fetching  # noqa: E402 -- after the set-up
from fuerza.vault.services import keep, log, note_reported  # noqa: E402 -- after the set-up
from fuerza.vault.services.log_against import compare  # noqa: E402 -- after the set-up
from fuerza.vault.services.log_checkpoints import sign_checkpoint  # noqa: E402 -- after the set-up
from fuerza.vault.services.log_checks import Check  # noqa: E402 -- after the set-up
from tests.fuerza.vault.samples import keepable  # noqa: E402 -- after the set-up

HERE = Path(os.environ["FUERZA_DATA"])
KEPT = 3
KEYS = KEPT + 2  # one for her case, one for the report's number
SHORT = 48  # bytes of a canary: longer ones may be cut by a page's end
chance = random.Random(int(os.environ.get("FUERZA_SEED", "7")))  # noqa: S311 -- moments, not secrets


def say(*words: object) -> None:
    sys.stdout.write(" ".join(str(word) for word in words) + "\n")
    sys.stdout.flush()


def made() -> tuple[Person, dict[str, bytes]]:
    """Make a person with all that may stay behind of her; name it by bytes that are nowhere else."""
    now, word = timezone.now(), f"orchid-{secrets.token_hex(12)}"
    person = Person.objects.create_user(f"amal{secrets.token_hex(10)}")
    keyring = keyrings.make_keyring(person.pk, now=now)
    items = [keepable(number, text=f"{word} {number}") for number in range(KEPT)]
    kept = keep(person=person, items=items, by=person, now=now)
    note_reported(exhibits=kept[:1], by=person, at=now, act=uuid.uuid4(), reference=f"{word}-ref")
    Fetching.objects.create(
        exhibit=kept[1],
        asked_at=now,
        sealed=crypto.seal_personal(person.pk, f"https://{word}.example", b"somewhere"),
    )
    opened = keyrings.open_with_server(person.pk, now=now)
    sealed = bytes(SealedKey.objects.get(key_id=kept[0].pk).sealed)
    return person, {
        "words": word.encode(),
        "sign-in name": person.username.encode(),
        "item key": queries.item_keys(kept, opened=opened)[kept[0].pk],
        "item key, sealed": sealed[:SHORT],
        "private key": opened.private,
        "private key, wrapped": keyring.wraps["server"][:SHORT].encode(),
        "data key, wrapped": bytes(DataKey.objects.get(pk=person.pk).wrapped)[:SHORT],
        "exhibit": bytes(kept[0].sealed)[:SHORT],
        "address of a picture": bytes(Fetching.objects.get(pk=kept[1].pk).sealed)[:SHORT],
    }


def found(canaries: dict[str, bytes]) -> list[str]:
    """Name the canaries that lie in any file of the data folder."""
    files = [path.read_bytes() for path in HERE.rglob("*") if path.is_file()]
    return sorted(name for name, one in canaries.items() if any(one in each for each in files))


def is_sqlite() -> bool:
    return connections["default"].vendor == "sqlite"


def tables_with(person_id: uuid.UUID) -> list[str]:
    """Name the tables, of both databases, in which her id stands."""
    told = []
    for model in apps.get_models(include_auto_created=True):
        alias = router.db_for_read(model) or "default"
        with connections[alias].cursor() as cursor:
            cursor.execute(f'SELECT * FROM "{model._meta.db_table}"')  # noqa: S608 -- a table's own name
            if person_id.hex in repr(cursor.fetchall()).replace("-", ""):
                told.append(model._meta.label)
    return sorted(told)


def crash(rounds: int) -> None:
    """Kill so many children; print where they were, and all that was found wrong."""
    call_command("migrate", verbosity=0)
    began = time.perf_counter()
    erasing.erase(made()[0].pk, now=timezone.now())
    longest = max(0.05, time.perf_counter() - began)
    told, wrong = Counter[str](), list[str]()
    for number in range(rounds):
        person, canaries = made()
        if number == 0 and is_sqlite():
            told["sought and found"] = len(found(canaries))
        note, size = sign_checkpoint(now=timezone.now()).note, log.size()
        _one_life(person.pk, longest)
        where = _where(person.pk)
        told[where] += 1
        if where == "before":  # nobody was told anything: all is as it was, and she asks again
            if len(_keys_of(person.pk)) != KEYS:
                wrong.append(f"round {number}: keys are gone, and nothing would end it")
            erasing.erase(person.pk, now=timezone.now())
        wrong += [f"round {number}, {where}: {each}" for each in _wrong(person.pk, size, note)]
        if is_sqlite():
            wrong += [f"round {number}, {where}: {each} is left" for each in found(canaries)]
    told["kills"] = rounds
    say(*(f"{told[word]} {word};" for word in sorted(told)))
    for words in wrong:
        say("WRONG", words)


def _one_life(person_id: uuid.UUID, longest: float) -> None:
    connections.close_all()
    child = os.fork()
    if child == 0:
        try:
            erasing.erase(person_id, now=timezone.now())
            time.sleep(60)
        finally:
            os._exit(1)
    time.sleep(chance.uniform(0, longest * 1.3))
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


def _keys_of(person_id: uuid.UUID) -> list[uuid.UUID]:
    return list(SealedKey.objects.filter(owner_id=person_id).values_list("key_id", flat=True))


def _where(person_id: uuid.UUID) -> str:
    if not Erasure.objects.filter(pk=person_id).exists():
        return "before"
    return "amid" if Person.objects.filter(pk=person_id).exists() else "after"


def _wrong(person_id: uuid.UUID, size: int, note: str) -> list[str]:
    """Say what is wrong once the jobs that a new start would do are done."""
    erasing.end_erasing(now=timezone.now())
    keyrings.empty_journals()  # core.sweep
    check = Check()
    wrong = [finding.words for finding in check.run()]
    wrong += [finding.words for finding in compare(note, check)]
    if log.size() != size + KEPT:
        wrong.append(f"the log has {log.size()} entries, not {size + KEPT}")
    left = tables_with(person_id)
    if left != ["core.Erasure"]:
        wrong.append(f"her id stands in {left}")
    rows = Exhibit.objects.count() + SealedKey.objects.count() + DataKey.objects.count()
    keys = SealedKey.objects.filter(key_id__in=_log_keys()).count()
    if rows != keys:
        wrong.append(f"{rows - keys} rows are left")
    return wrong


def _log_keys() -> list[uuid.UUID]:
    return list(Checkpoint.objects.values_list("key", flat=True).distinct())


def main(told: list[str]) -> None:
    for word in told:
        _name, _, number = word.partition("=")
        crash(int(number))


if __name__ == "__main__":
    main(sys.argv[1:])
