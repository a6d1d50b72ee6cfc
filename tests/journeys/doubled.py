"""Fuerza as its operator starts it, but that the networks it reaches are a double of Bluesky in this process.

Run as `python -m tests.journeys.doubled serve …`. Her account is linked there by an app password; the double holds two
threads of hers, one with a gate of her own, and writes down after each request what stands there, in `double.json` of
the data folder.
"""

import json
import os
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx2

from tests.safeguard.platforms.bluesky.double import ACCESS, HER, NOW, Double

STATE = "double.json"
OTHERS = {"$type": "app.bsky.actor.defs#labelersPref", "labelers": [{"did": "did:x"}]}


def lived_in() -> Double:
    made = Double()
    first = made.write(HER, "one", NOW - timedelta(days=2))
    made.write(HER, "two", NOW - timedelta(days=1))
    gate = "app.bsky.feed.threadgate"
    own = {
        "$type": gate,
        "post": first["uri"],
        "createdAt": "2026-11-18T10:00:00Z",
        "hiddenReplies": ["at://x"],
    }
    made.records[gate, f"{0:013d}"] = ("cid-of-hers", own)
    made.preferences = [OTHERS]
    return made


def stands(double: Double) -> dict[str, Any]:
    """Give what the switch may change, times of writing aside."""
    gates = {
        " ".join(place): {name: it for name, it in value.items() if name != "createdAt"}
        for place, (_cid, value) in double.records.items()
    }
    return {"gates": gates, "preferences": double.preferences}


def main() -> None:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fuerza.settings")
    django.setup()
    from fuerza import __main__ as fuerza
    from fuerza.core import http
    from fuerza.people.models import Person
    from tests.fuerza.crisis.conftest import linked

    linked(Person.objects.get(username="ada"), "bluesky", ACCESS, is_whole=True)
    double, state = lived_in(), Path(os.environ["FUERZA_DATA"]) / STATE

    def note() -> None:
        whole = state.with_suffix(".new")
        whole.write_text(json.dumps(stands(double)), encoding="utf-8")
        whole.replace(state)

    def answer(request: httpx2.Request) -> httpx2.Response:
        reply = double(request)
        note()
        return reply

    def client(**_options: object) -> httpx2.Client:
        return httpx2.Client(transport=httpx2.MockTransport(answer))

    http.client = client  # the double stands where networks are reached
    note()
    fuerza.main()


if __name__ == "__main__":
    main()
