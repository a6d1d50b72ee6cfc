"""Who is in the journey of an adviser: for each language a woman to whom two things were written, and an adviser.

Run as a program with the environment of an installation, since the server has a process of its own: `fill LANGUAGE …`
prints JSON: the one-time link of each.
"""

import json
import os
import sys
from datetime import timedelta
from typing import Any

TEXTS = ("canarythreat I will kill you", "canaryinsult you idiot")


def fill(*languages: str) -> dict[str, str]:
    from django.utils.timezone import now

    from fuerza.core import serving

    serving.prepare(say=lambda _text: None)
    links = {}
    for language in languages:
        links[f"asker-{language}"] = _asker(language, now())
        links[f"adviser-{language}"] = _adviser(language, now())
    return links


def _asker(language: str, now: Any) -> str:
    from fuerza.connections import services as connections
    from fuerza.desk import services as desk
    from safeguard.classify.records import HEADS, Score
    from safeguard.records import Author, Page, Post

    person, link = _person(f"asker-{language}", language, "participant", now)
    linked = connections.link(
        person=person,
        platform="bluesky",
        connector="sample",
        account=f"did:made:{language}",
        handle=f"{language}.example",
        now=now,
    )
    posts = [
        Post(
            platform="bluesky",
            id=f"made-{language}-{number}",
            kind="mention",
            author=Author(handle=f"canaryhandle{number}.example", id=f"did:made:{number}", name=""),
            text=text,
            written_at=now - timedelta(hours=1 + number),
            raw=b"{}",
        )
        for number, text in enumerate(TEXTS)
    ]
    scores = [
        Score(
            heads=dict.fromkeys(HEADS, 0.5),
            labels=(label,),
            severity=severity,
            language="en",
            why=(),
            model="made-1",
            point="balanced",
        )
        for label, severity in (("T1", 4), ("A1", 2))
    ]
    desk.take_in(origin=linked, page=Page(posts=tuple(posts)), scores=scores, now=now)
    return link


def _adviser(language: str, now: Any) -> str:
    return _person(f"adviser-{language}", language, "adviser", now)[1]


def _person(name: str, language: str, role: str, now: Any) -> tuple[Any, str]:
    from fuerza.people import services as people
    from tests.journeys.flooding import made_person

    person, link = made_person(name, now)
    person.language = language
    person.save(update_fields=["language"])
    people.give_role(person=person, name=role, by=None, now=now)
    return person, link


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fuerza.settings")
    import django

    django.setup()
    _verb, *names = sys.argv[1:]
    print(json.dumps(fill(*names)))  # noqa: T201 -- a program's answer
