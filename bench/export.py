"""A package as she makes it: kept items opened, a report printed, all of it written to a spool, then verified.

    python bench/export.py [--items 500] [--megabytes 100] [--pictures 500]

On SQLite in a throw-away folder, with a JPEG for each of the first `--pictures` items and bytes that are none for the
others. Prints CPU seconds (ours, and of the setter's own process), wall seconds, and the highest memory of both.
"""

import argparse
import os
import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import TypeVar

ROOT = Path(__file__).resolve().parent.parent
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fuerza.settings")
sys.path.insert(0, str(ROOT))  # the samples lie with the tests
T = TypeVar("T")
SIDE = (1000, 750)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--items", type=int, default=500)
    parser.add_argument("--megabytes", type=int, default=100)
    parser.add_argument("--pictures", type=int, default=500)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["FUERZA_DATA"] = folder
        (Path(folder) / "keys").mkdir()
        import django

        django.setup()
        from django.core.management import call_command

        for database in ("default", "keys"):
            call_command("migrate", database=database, verbosity=0)
        print(f"{options.items} items, {options.megabytes} MB, {options.pictures} pictures")
        measured(options.items, options.megabytes * 1_000_000, options.pictures, Path(folder))


def measured(count: int, size: int, pictures: int, folder: Path) -> None:
    from fuerza.core import keyrings
    from fuerza.people.models import Person
    from fuerza.vault import services
    from safeguard import evidence
    from tests.fuerza.vault.samples import NOW, keepable

    person = Person.objects.create_user("amal")
    keyrings.make_keyring(person.pk, now=NOW)
    exhibits = []
    for number in range(1, count + 1):
        body = photo(size // count) if number <= pictures else random.randbytes(size // count)
        medium = evidence.Medium(name="p.jpg", media_type="image/jpeg", body=body)
        item = keepable(number, text="A sentence about as long as many are. " * 4, media=(medium,))
        exhibits += services.keep(person=person, items=[item], by=person, now=NOW)
    opened = keyrings.open_with_server(person.pk, now=NOW)
    print(f"before: {memory(resource.RUSAGE_SELF)} MB")
    for name, wishes in (
        ("with a report", services.Wishes(language="en")),
        ("and a passphrase", services.Wishes(language="en", passphrase="four words to open")),  # noqa: S106 -- nobody's
    ):
        packed = timed(
            f"build, {name}",
            partial(
                services.pack,
                person=person,
                exhibits=exhibits,
                opened=opened,
                wishes=wishes,
                folder=folder,
                now=NOW,
            ),
        )
        assert packed.has_report
        whole = folder / "package.zip"
        with whole.open("wb") as out:
            out.writelines(packed.spool)
        packed.spool.close()
        print(f"{whole.stat().st_size / 1e6:.1f} MB written")
        if not wishes.passphrase:
            assert timed("verify", partial(evidence.verify, whole)) == []


def photo(size: int) -> bytes:
    """Make a noisy JPEG of that many bytes, the last of them behind its end."""
    from PIL import Image

    out = BytesIO()
    Image.effect_noise(SIDE, 60).convert("RGB").save(out, "JPEG", quality=60)
    return out.getvalue()[:size].ljust(size, b"\0")


def timed(name: str, work: Callable[[], T]) -> T:
    before, child = time.process_time(), spent_by_children()
    began = time.perf_counter()
    result = work()
    wall, ours = time.perf_counter() - began, time.process_time() - before
    print(
        f"{name:<24} {ours:.2f} s CPU + {spent_by_children() - child:.2f} s in the setter, {wall:.1f} s wall, "
        f"at most {memory(resource.RUSAGE_SELF)} MB + {memory(resource.RUSAGE_CHILDREN)} MB"
    )
    return result


def spent_by_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def memory(whose: int) -> int:
    return resource.getrusage(whose).ru_maxrss // 1024


if __name__ == "__main__":
    main()
