"""The log of what is kept: adding to it, proving from it, checking it, at the size it has after years.

    python bench/vault.py [--entries 100000] [--writers 2]

Wall and CPU of this process, on SQLite in a throw-away folder (flushed at each commit, as on a site). What is kept
here is small, so that what shows is the log and not the disk; "the log alone" is the transaction that adds one
entry and commits, beside the bare commit of one row into a table of its own. fsck looks at everything there is:
entries, exhibits, receipts, keys.

Two that keep at once: the second waits for the other's transaction in the main database, most of which is its flush,
and SQLite looks again after 1, 2, 5, 10, 15, 20 ms and so on, so what it waits is one of those sums. A queue before it
(a lock on a file, which wakes the next at once) was tried: on a machine with much else to do the median was 13 to 26 %
lower and the 99th of a hundred higher, three times of three, so there is none.
"""

import argparse
import multiprocessing
import os
import random
import secrets
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fuerza.settings")
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))  # what is kept lies with the tests
SAMPLE = 1_000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, default=100_000)
    parser.add_argument("--writers", type=int, default=2)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["FUERZA_DATA"] = folder
        (Path(folder) / "keys").mkdir()
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        person = filled(options.entries)
        report(person, options.entries, options.writers)


def filled(count: int) -> Any:
    """Make a person with so many exhibits, as keeping leaves them, but with one body for all."""
    from django.utils import timezone

    from fuerza.core import keyrings
    from fuerza.core.models import SealedKey
    from fuerza.people.models import Person
    from fuerza.vault.models import Exhibit, Log, Receipt
    from fuerza.vault.services import log
    from fuerza.vault.services.case_keys import case_key_for
    from fuerza.vault.services.log_checkpoints import sign_checkpoint

    now = timezone.now()
    person = Person.objects.create_user("bench")
    keyrings.make_keyring(person.pk, now=now)
    case = case_key_for(person, now=now)
    for start in range(0, count, 2_000):
        some = [
            Exhibit(
                person=person,
                case_key=case,
                state="kept",
                number=number + 1,
                platform="bluesky",
                method="api",
                commitment=secrets.token_bytes(32),
                sealed=bytes(400),
                kept_at=now,
            )
            for number in range(start, min(count, start + 2_000))
        ]
        Exhibit.objects.bulk_create(some)
        Receipt.objects.bulk_create(
            Receipt(
                exhibit=each,
                text=f"receipt: 1\nitem: {each.pk}\ncommitment: {each.commitment.hex()}\n",
                made_at=now,
            )
            for each in some
        )
        SealedKey.objects.bulk_create(
            SealedKey(owner_id=person.pk, key_id=each.pk, holder_id=case.pk, sealed=bytes(93))
            for each in some
        )
        log.add_kept(some)
    assert Log.objects.get().size == count, "the log was not filled"
    sign_checkpoint(now=now)
    return person


def report(person: Any, count: int, writers: int) -> None:
    from django.utils import timezone

    from fuerza.vault.services import log
    from fuerza.vault.services.log_checkpoints import sign_checkpoint
    from fuerza.vault.services.log_checks import Check

    print(f"{count} entries")
    size, some = log.size(), person.exhibits.first()
    spread("proof, alone", each_of(lambda: log.LogAt(size).place(random.randrange(size)), 200))
    places: list[Any] = []
    whole("proofs of all entries", size, lambda: places.extend(proofs_of_all(size)))
    whole("verifying the proofs of all", size, lambda: verify_all(size, places))
    check = Check()
    whole("fsck", size, check.run)
    print("fsck found", sorted({finding.code for finding in check.findings}) or "nothing wrong")
    spread("checkpoint", each_of(lambda: sign_checkpoint(now=timezone.now()), 50))
    spread("append: bare commit of one row", each_of(bare_commit))
    spread("append: the log alone", each_of(lambda: add_one(some)))
    spread("append: keeping one thing", each_of(lambda: keep_one(person)))
    spread(f"append: keeping, {writers} processes", at_once(lambda: keep_one(person), writers))


def bare_commit() -> None:
    from django.contrib.contenttypes.models import ContentType

    ContentType.objects.create(app_label="bench", model=secrets.token_hex(16))


def add_one(exhibit: Any) -> None:
    """Add one entry more for something that is there; fsck has been by then."""
    from django.db import transaction

    from fuerza.vault.services import log

    exhibit.commitment = secrets.token_bytes(32)
    with transaction.atomic():
        log.add_kept([exhibit])


def keep_one(person: Any) -> None:
    from django.utils import timezone

    from fuerza.vault.services import keep
    from tests.fuerza.vault.samples import keepable

    keep(person=person, items=[keepable()], by=None, now=timezone.now())


def proofs_of_all(size: int) -> list[Any]:
    from fuerza.vault.services import log

    at = log.LogAt(size)
    return [at.place(index) for index in range(size)]


def verify_all(size: int, places: list[Any]) -> None:
    from fuerza.vault.models import Leaf
    from fuerza.vault.services import log
    from safeguard.evidence.log import leaf_hash, proves_inclusion

    root = log.LogAt(size).root
    entries = Leaf.objects.order_by("index").values_list("entry", flat=True)
    for place, entry in zip(places, entries.iterator(), strict=True):
        if not proves_inclusion(
            leaf_hash(bytes(entry)), index=place.index, size=size, proof=place.path, root=root
        ):
            raise SystemExit(f"The proof of entry {place.index} did not hold.")


def each_of(work: Callable[[], object], times: int = SAMPLE) -> list[float]:
    spent = []
    for _ in range(times):
        began = time.perf_counter()
        work()
        spent.append(time.perf_counter() - began)
    return spent


def at_once(work: Callable[[], object], writers: int) -> list[float]:
    """Do it in so many processes at once, each with connections of its own."""
    from django.db import connections

    connections.close_all()
    ways = []
    for _ in range(writers):
        ours, theirs = multiprocessing.Pipe(duplex=False)
        one = multiprocessing.get_context("fork").Process(
            target=lambda out: out.send(each_of(work, SAMPLE // writers)), args=(theirs,)
        )
        one.start()
        ways.append((one, ours))
    spent = [each for _one, ours in ways for each in ours.recv()]
    for one, _ours in ways:
        one.join()
    return spent


def spread(name: str, spent: list[float]) -> None:
    ordered = sorted(spent)
    half, most = ordered[len(ordered) // 2], ordered[int(len(ordered) * 0.99)]
    print(f"{name:<34} median {half * 1000:7.2f} ms   p99 {most * 1000:7.2f} ms   ({len(spent)})")


def whole(name: str, count: int, work: Callable[[], object]) -> None:
    began, cpu = time.perf_counter(), time.process_time()
    work()
    wall, cpu = time.perf_counter() - began, time.process_time() - cpu
    print(f"{name:<34} {wall:7.2f} s wall {cpu:7.2f} s CPU   {count / wall:9.0f} a second")


if __name__ == "__main__":
    main()
