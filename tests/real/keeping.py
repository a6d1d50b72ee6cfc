"""Keeps, signs and destroys without end, is killed at random moments, and is then asked what is left of it.

`crash=ROUNDS` forks a child a round, so that a thousand kills don't start Python a thousand times. The child writes
what Fuerza has answered into a file; the parent kills it (-9), and holds the answers against the database. In a share
of rounds nothing more can be written: on a file system of its own (FUERZA_BALLAST names a file there) the disk is
really full (ENOSPC); else SQLite is told not to grow (`PRAGMA max_page_count`, SQLITE_FULL).
"""

import os
import random
import shutil
import signal
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fuerza.settings")

import django

django.setup()

from django.core.management import call_command  # noqa: E402 -- after the set-up
from django.db import DatabaseError, connections  # noqa: E402 -- after the set-up
from django.utils import timezone  # noqa: E402 -- after the set-up

from fuerza.core import jobs, keyrings, worker  # noqa: E402 -- after the set-up
from fuerza.core.models import SealedKey  # noqa: E402 -- after the set-up
from fuerza.people.models import Person  # noqa: E402 -- after the set-up
from fuerza.vault.models import Anchor, Checkpoint, Exhibit, Leaf  # noqa: E402 -- after the set-up
from fuerza.vault.services import KeepingFailed, erase, keep, log  # noqa: E402 -- after the set-up
from fuerza.vault.services.erasing import end_erasing  # noqa: E402 -- after the set-up
from fuerza.vault.services.log_against import compare  # noqa: E402 -- after the set-up
from fuerza.vault.services.log_checkpoints import sign_checkpoint  # noqa: E402 -- after the set-up
from fuerza.vault.services.log_checks import Check  # noqa: E402 -- after the set-up
from safeguard.evidence import Medium  # noqa: E402 -- after the set-up
from tests.fuerza.vault.samples import keepable  # noqa: E402 -- after the set-up

HERE = Path(os.environ["FUERZA_DATA"])
ANSWERS = HERE.parent / "answers"  # beside the data, where there is room when that is full
BALLAST = os.environ.get("FUERZA_BALLAST")
FULL_EVERY = 4  # rounds
LONGEST = 0.25  # seconds that a child lives
chance = random.Random(int(os.environ.get("FUERZA_SEED", "5")))  # noqa: S311 -- moments, not secrets


def say(*words: object) -> None:
    sys.stdout.write(" ".join(str(word) for word in words) + "\n")
    sys.stdout.flush()


def install() -> None:
    call_command("migrate", verbosity=0)
    person = Person.objects.create_user("amal")
    keyrings.make_keyring(person.pk, now=timezone.now())


def take_in(count: int) -> None:
    """Keep so many, sign, have the jobs ask for stamps; print whose came, and leave note and answer as files."""
    items = [keepable(number) for number in range(count)]
    keep(person=Person.objects.get(), items=items, by=None, now=timezone.now())
    sign_checkpoint(now=timezone.now())
    jobs.enqueue("vault.anchor", now=timezone.now())
    while worker.run_due():
        pass
    for row in Anchor.objects.select_related("checkpoint").order_by("authority"):
        (HERE.parent / "note").write_text(row.checkpoint.note, encoding="utf-8")
        (HERE.parent / f"{row.authority}.tsr").write_bytes(bytes(row.answer))
        say(row.authority, row.state, row.error or "-")


def crash(rounds: int) -> None:
    """Kill so many children; print how many answers were given, and all that was found wrong."""
    told: Counter[str] = Counter()
    notes: list[str] = []
    size, wrong = 0, list[str]()
    for number in range(rounds):
        is_full = number % FULL_EVERY == FULL_EVERY - 1 and "sqlite" in _vendor()
        ANSWERS.write_text("")
        _one_life(is_full=is_full)
        answers = [line.split() for line in ANSWERS.read_text().splitlines() if line]
        told.update(word for word, *_rest in answers)
        told["rounds that were full"] += is_full
        wrong += [f"round {number}: {words}" for words in _wrong(answers, size, notes)]
        size = log.size()
        notes += Checkpoint.objects.order_by("-id").values_list("note", flat=True)[:1]
    say(f"{rounds} kills;", ", ".join(f"{told[word]} {word}" for word in sorted(told)))
    say(f"{size} entries in the log")
    for words in wrong:
        say("WRONG", words)


def _one_life(*, is_full: bool) -> None:
    connections.close_all()
    with _little_room(is_full):
        child = os.fork()
        if child == 0:
            _live(is_full=is_full and not BALLAST)
        chance.seed(chance.random())  # so that the next child does other things
        time.sleep(chance.uniform(0.005, LONGEST))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)


class _little_room:  # noqa: N801 -- reads as a word, in a with statement
    """Fill the disk up to a little, and make room again."""

    def __init__(self, is_full: bool) -> None:
        self._path = Path(BALLAST) if is_full and BALLAST else None

    def __enter__(self) -> None:
        if self._path:
            free = shutil.disk_usage(self._path.parent).free - chance.randrange(300_000)
            with self._path.open("wb") as file:
                os.posix_fallocate(file.fileno(), 0, max(1, free))

    def __exit__(self, *_error: object) -> None:
        if self._path:
            self._path.unlink()


def _live(*, is_full: bool) -> None:
    """Keep, sign and destroy until killed. What fails is passed over: nobody was told that it was done."""
    try:
        if is_full:
            _stop_growing()
        person, mine = Person.objects.get(), list[Exhibit]()
        while True:
            with suppress(DatabaseError, KeepingFailed):
                _one_step(person, mine)
    finally:
        os._exit(1)


def _stop_growing() -> None:
    for each in connections.all():
        with each.cursor() as cursor:
            cursor.execute("PRAGMA page_count")
            pages = cursor.fetchone()[0] + chance.randrange(60)
            cursor.execute(f"PRAGMA max_page_count = {pages}")


def _one_step(person: Person, mine: list[Exhibit]) -> None:
    step = chance.random()
    now = timezone.now()
    if step < 0.6 or not mine:
        body = chance.randbytes(chance.choice([100, 30_000]))
        medium = Medium(name="a.png", media_type="image/png", body=body)
        items = [keepable(n, media=(medium,)) for n in range(chance.randrange(1, 4))]
        try:
            kept = keep(person=person, items=items, by=None, now=now)
        except KeepingFailed as failed:
            _answer(f"failed {failed.code}")
            raise
        mine += kept
        for each in kept:
            _answer(f"kept {each.pk} {bytes(each.commitment).hex()}")
    elif step < 0.8:
        _answer(f"signed {sign_checkpoint(now=now).size}")
    else:
        going = mine.pop(chance.randrange(len(mine)))
        _answer(f"erasing {going.pk}")
        erase(exhibits=[going], by=None, now=now)
        _answer(f"erased {going.pk}")


def _answer(line: str) -> None:
    """Write what was answered, past every buffer of ours; a torn line can't come of one write."""
    with suppress(OSError):  # no room for the answer: then none was given
        file = os.open(ANSWERS, os.O_WRONLY | os.O_APPEND)
        os.write(file, f"{line}\n".encode())
        os.close(file)


def _wrong(answers: list[list[str]], size: int, notes: list[str]) -> list[str]:
    """Say what is wrong after a kill, once the jobs that a new start would do are done."""
    end_erasing(now=timezone.now())
    going = {line[1] for line in answers if line[0] == "erasing"}
    erased = {line[1] for line in answers if line[0] == "erased"}
    kept = {line[1]: line[2] for line in answers if line[0] == "kept" and len(line) > 2}
    found = Check()
    wrong = [finding.words for finding in found.run()]
    wrong += [finding.words for note in notes[-3:] for finding in compare(note, found)]
    if log.size() < size or len(found.tree) < size:
        wrong.append(f"the log shrank from {size} to {log.size()}")
    there = {str(each.pk): each for each in Exhibit.objects.filter(pk__in=kept)}
    keys = set(map(str, SealedKey.objects.filter(key_id__in=kept).values_list("key_id", flat=True)))
    logged = {bytes(entry).hex() for entry in Leaf.objects.values_list("entry", flat=True)}
    for pk, commitment in kept.items():
        if pk not in there or commitment not in logged:
            wrong.append(f"{pk} was answered as kept, and is lost")
        elif pk not in going and (there[pk].state != "kept" or pk not in keys):
            wrong.append(f"{pk} was answered as kept, and is {there[pk].state}")
    for pk in erased:
        if pk in there and (there[pk].state != "shredded" or pk in keys):
            wrong.append(f"{pk} was answered as destroyed, and is {there[pk].state}")
    return wrong


def race(writers: int) -> None:
    """Keep and destroy in many threads at once, sign meanwhile; print the entries and what fsck says."""
    failures: list[str] = []
    works = [*[_write] * writers, _sign, partial(_look, failures)]
    threads = [threading.Thread(target=_told, args=(work, failures)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    indexes = list(Leaf.objects.order_by("index").values_list("index", flat=True))
    say(len(indexes), indexes == list(range(len(indexes))), *failures)
    say(*(finding.words for finding in Check().run()))


def _told(work: Callable[[], None], failures: list[str]) -> None:
    try:
        work()
    except Exception as error:  # noqa: BLE001 -- whatever it is, the test is to see it
        failures.append(type(error).__name__)
    finally:
        connections.close_all()


def _write() -> None:
    person = Person.objects.get()
    for _ in range(3):
        items = [keepable(1), keepable(2)]
        one, _two = keep(person=person, items=items, by=None, now=timezone.now())
        erase(exhibits=[one], by=None, now=timezone.now())


def _sign() -> None:
    for _ in range(8):
        sign_checkpoint(now=timezone.now())


def _look(failures: list[str]) -> None:
    """Look at the log while the others change it: what is half done must not look wrong."""
    for _ in range(4):
        failures += [finding.words for finding in Check().run()]


def _vendor() -> str:
    return str(connections["default"].vendor)


def main(told: list[str]) -> None:
    for word in told:
        name, _, number = word.partition("=")
        function = getattr(sys.modules[__name__], name)
        function(*([int(number)] if number else []))


if __name__ == "__main__":
    main(sys.argv[1:])
