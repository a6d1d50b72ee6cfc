"""Plan ten thousand blocks, show them, and do and undo them on a simulated clock, killed four times.

    python bench/acting.py [--acts 10000]

On SQLite in a throw-away folder, against the tests' double, which holds to 5,000 points an hour at 3 a block and sleeps
for nothing: what is measured is ours. Prints wall and CPU seconds of: planning, the page she is shown (its queries and
rendering, through the test client), doing all of it, undoing all of it. Exits with 1 where the end is not exact.
"""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fuerza.settings")
sys.path.insert(0, str(ROOT))  # the double lies with the tests


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--acts", type=int, default=10_000)
    count = parser.parse_args().acts
    with tempfile.TemporaryDirectory() as folder:
        os.environ["FUERZA_DATA"] = folder
        (Path(folder) / "keys").mkdir()
        import django

        django.setup()
        from django.conf import settings
        from django.core.management import call_command

        settings.ALLOWED_HOSTS.append("testserver")
        for database in ("default", "keys"):
            call_command("migrate", database=database, verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
        sys.exit(0 if report(count) else 1)


def report(count: int) -> bool:
    from django.urls import reverse

    from fuerza.acts import services
    from fuerza.acts.choices import ActionKind
    from fuerza.acts.services import reaching
    from fuerza.connections.services import link
    from fuerza.core import keyrings
    from fuerza.people.models import Person
    from safeguard.platforms import registry
    from tests.fuerza.acts.acting_double import Clock, Double
    from tests.fuerza.acts.conftest import NOW, target, work, work_killed
    from tests.fuerza.desk.conftest import signed_in

    clock = Clock(NOW)
    double = Double(clock)
    registry.CONNECTORS["double"] = ("Double", "tests.fuerza.acts.acting_double:Double")
    setattr(reaching, "network_of", lambda _connection, _net: double)  # noqa: B010 -- it reads no mentions
    person = Person.objects.create_user("marisol")
    keyrings.make_keyring(person.pk, now=NOW)
    linked = link(
        person=person, platform="bluesky", connector="double", account="a", handle="b", now=NOW
    )
    double.followed = {"did:p7"}
    double.silenced_now = before = {("block", "did:p1"), ("mute", "did:p2")}
    targets = [target(f"p{n}", linked) for n in range(count)]
    print(f"{count} acts")
    plan = timed(
        "planned",
        lambda: services.plan(
            person=person, kind=ActionKind.BLOCK, targets=targets, by=person, now=NOW
        ),
    )
    client = signed_in(person)
    address = reverse("connections:review", args=[plan.pk])
    client.get(address)  # templates are read once a process
    page = timed("shown, not asked yet", lambda: client.get(address))
    timed("asked whom she follows", lambda: work(clock))
    timed("shown, asked", lambda: client.get(address))
    services.go_ahead(plan=plan, by=person, now=clock())
    began, at = clock(), [count // 10, count // 2 + 1, count * 9 // 10]
    killed = timed("done, killed three times", lambda: work_killed(double, clock, at))
    took, blocked = clock() - began, double.silenced_now
    services.take_back(plans=[plan], by=person, now=clock())
    killed += timed("undone, killed once", lambda: work_killed(double, clock, [count // 5]))
    exact = {
        "the page was shown": page.status_code == 200,
        "killed four times": killed == 4,
        "each was sent once": len(double.sent) == 2 * (count - 2),
        "all but one she follows": len(blocked) == count and ("block", "did:p7") not in blocked,
        "within the limits": double.most_in_an_hour <= 5_000,
        "undone to what stood before": double.silenced_now == before,
    }
    print(f"on the simulated clock: {took / timedelta(hours=1):.2f} h")
    for what, holds in exact.items():
        print(f"{'yes' if holds else 'NO '} {what}")
    return all(exact.values())


def timed(what: str, work: Callable[[], Any]) -> Any:
    began, cpu = time.perf_counter(), time.process_time()
    found = work()
    wall, spent = time.perf_counter() - began, time.process_time() - cpu
    print(f"{what:26} {wall:8.2f} s wall {spent:8.2f} s CPU", flush=True)
    return found


if __name__ == "__main__":
    main()
