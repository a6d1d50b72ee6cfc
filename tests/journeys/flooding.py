"""A made flood for a journey: five thousand messages within an hour, filled in before anybody looks.

Run as a program with the environment of an installation, since the server has a process of its own:
`fill OWNER …`, `come OWNER` (one more comes in), `pass_on OWNER` (hours go by),
`count OWNER`. It prints JSON.
"""

import json
import os
import random
import sys
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

SEED, SIZE = 11, 5_000
RAIDS = {
    "You are a stupid liar, shut up and go away from here": 900,
    "Eres una idiota mentirosa, cállate y vete de aquí ahora": 700,
    "Tais-toi, espèce d'idiote, retourne dans ta cuisine": 500,
    "اخرسي يا غبية ولا تتكلمي بعد اليوم في هذا الموضوع": 400,
}
INSULTS = (
    ("You stupid cow", "nobody {} {} {}", "wants reads needs likes", "your silly lazy bad"),
    ("Eres una idiota", "nadie {} {} {}", "quiere lee necesita soporta", "tus estas malas viejas"),
    ("Tu es une menteuse stupide", "personne {} {} {}", "veut lit aime croit", "tes ces ces vos"),
    ("اخرسي يا غبية", "لا أحد {} {} {}", "يريد يقرأ يحب يصدق", "هذه تلك كل بعض"),
    ("चुप रह बेवकूफ औरत", "कोई {} {} {}", "नहीं चाहता पढ़ता सुनता", "ये वे सब कुछ"),
)
TOPICS = "talks books columns shows plans songs films votes trips jokes rules maps games tales"
THREATS = ("I will kill you", "Te voy a matar", "je vais te tuer", "سوف أقتلك")
DANGER = "She lives at 14 Garden Street, second floor, go and wait at her door tonight"
SUPPORT = (
    "Thank you for your courage, we are with you",
    "I stand with you, thank you for your work. You are not alone",
    "Gracias por tu valentía, estamos contigo",
    "Merci pour votre courage, nous sommes avec vous",
    "شكرا لك على شجاعتك، نحن معك",
)
CALM = (
    "The meeting starts at ten tomorrow in the town hall, room {}",
    "Does anybody have a link to part {} of the programme?",
    "La reunión es mañana a las diez en la sala {}",
    "La réunion commence demain à dix heures, salle {}",
    "الاجتماع غدا في العاشرة في القاعة {}",
)
COUNTS = {"danger": 2, "threat": 48, "support": 250, "calm": 400}


def texts() -> list[tuple[str, str]]:
    """Give what is written, each with the account that writes it, in an order that mixes all of it."""
    chance = random.Random(SEED)  # noqa: S311 -- the same made flood each time, no secret
    said = [(_changed(text, n), f"raid{n}") for text, many in RAIDS.items() for n in range(many)]
    said += [(DANGER if n else DANGER.replace("tonight", "now"), "door") for n in range(2)]
    said += [(THREATS[n % 4] + "!" * (n // 4 % 3), f"hand{n}") for n in range(COUNTS["threat"])]
    said += [(SUPPORT[n % 5] + "!" * (n // 5 % 3), f"friend{n}") for n in range(COUNTS["support"])]
    said += [(CALM[n % 5].format(n), f"passer{n}") for n in range(COUNTS["calm"])]
    said += [(_insult(chance, n), f"loose{n // 2}") for n in range(SIZE - len(said))]
    chance.shuffle(said)
    return said


def _changed(text: str, number: int) -> str:
    """Change a copied text a little, as raids do."""
    ways = (
        text,
        text.upper(),
        f"{text} !!!",
        text.replace(" ", "\u200b ", 2),
        f"{text} \N{FACE WITH TEARS OF JOY}",
        text.replace("i", "1", 1),
        f"@her {text}",
    )
    return ways[number % len(ways)]


def _insult(chance: random.Random, number: int) -> str:
    start, rest, verbs, words = INSULTS[number % len(INSULTS)]
    topics = chance.sample(TOPICS.split(), 2)
    said = rest.format(chance.choice(verbs.split()), chance.choice(words.split()), topics[0])
    return f"{start}, {said}. {number} {topics[1]}"


def _posts(now: Any) -> Iterator[Any]:
    """Give a quiet month, then the flood, spread over the fifty minutes before now."""
    from safeguard.records import Author, Post

    quiet = [
        (now - timedelta(days=30) + timedelta(hours=7 * n), CALM[n % 5].format(n), f"old{n}")
        for n in range(100)
    ]
    said = texts()
    step = timedelta(minutes=50) / len(said)
    flood = [
        (now - timedelta(minutes=51) + step * n, text, who) for n, (text, who) in enumerate(said)
    ]
    for number, (at, text, who) in enumerate([*quiet, *flood]):
        yield Post(
            platform="bluesky",
            id=f"made-{number}",
            kind="mention",
            author=Author(handle=f"{who}.example", id=f"did:made:{who}", name=""),
            text=text,
            written_at=at,
            raw=json.dumps({"n": number, "text": text}).encode(),
            url=f"https://social.example/made/{number}",
        )


def fill(*owners: str) -> dict[str, Any]:
    """Make each owner with a helper of hers and the flood on her desk; give the one-time link of each."""
    from django.utils.timezone import now

    from fuerza.connections import services as connections
    from fuerza.core import serving
    from fuerza.desk import services as desk
    from fuerza.floods import services as floods
    from fuerza.people import services as people
    from fuerza.people.choices import Capability, Purpose, RoleName
    from safeguard.classify.detector import Detector
    from safeguard.records import Page

    serving.prepare(say=lambda _text: None)
    moment = now()
    posts = list(_posts(moment))
    scores = Detector().score([post.text for post in posts])
    links = {}
    for name in owners:
        owner, links[name] = made_person(name, moment)
        helper, links[f"{name}-helper"] = made_person(f"{name}-helper", moment)
        people.give_role(person=owner, name=RoleName.PARTICIPANT, by=None, now=moment)
        people.consent_give(person=helper, purpose=Purpose.HELPING, now=moment)
        people.grant(
            owner=owner,
            actor=helper,
            capabilities=[Capability.TRIAGE, Capability.ACT],
            ends_at=moment + timedelta(days=7),
            now=moment,
            begins_now=True,
        )
        linked = connections.link(
            person=owner,
            platform="bluesky",
            connector="sample",
            account="did:made:her",
            handle="her.example",
            now=moment,
        )
        for start in range(0, len(posts), 500):
            page = Page(posts=tuple(posts[start : start + 500]), cursor=str(start))
            desk.take_in(origin=linked, page=page, scores=scores[start : start + 500], now=moment)
        floods.find(person=owner, now=moment)
    return links


def made_person(name: str, now: Any) -> tuple[Any, str]:
    from fuerza.core import crypto, keyrings
    from fuerza.people import queries
    from fuerza.people import services as people
    from fuerza.people.choices import LinkPurpose
    from fuerza.people.models import Person

    person = Person.objects.create_user(name, is_demo=True, joined_at=now)
    person.sealed_name = crypto.seal_personal(
        person.pk, name.title(), queries.name_place(person.pk)
    )
    person.save(update_fields=["sealed_name"])
    keyrings.make_keyring(person.pk, now=now)
    return person, f"/in/{people.make_link(person=person, purpose=LinkPurpose.DEMO, now=now)[1]}"


def come(name: str) -> dict[str, Any]:
    """Have one more message come in over her account, as while she is away."""
    from django.utils.timezone import now

    from fuerza.desk import services as desk
    from fuerza.people.models import Person
    from safeguard.classify.detector import Detector
    from safeguard.records import Author, Page, Post

    owner = Person.objects.get(username=name)
    post = Post(
        platform="bluesky",
        id="made-later",
        kind="mention",
        author=Author(handle="later.example", id="did:made:later", name=""),
        text="You are a stupid liar, and nobody wants you",
        written_at=now(),
        raw=b'{"later": 1}',
    )
    desk.take_in(
        origin=owner.connections.get(connector="sample"),
        page=Page(posts=(post,), cursor="later"),
        scores=Detector().score([post.text]),
        now=now(),
    )
    return count(name)


def pass_on(name: str) -> dict[str, Any]:
    """Look for floods as the job does six hours later: nothing came, so it has ended."""
    from django.utils.timezone import now

    from fuerza.floods import services as floods
    from fuerza.people.models import Person

    floods.find(person=Person.objects.get(username=name), now=now() + timedelta(hours=6))
    return count(name)


def count(name: str) -> dict[str, Any]:
    """Count what is in her flood, by decision; what waits, and how her plans and dangers stand."""
    from django.db.models import Count

    from fuerza.acts.models import Action, Plan
    from fuerza.core.models import AuditEntry
    from fuerza.desk.models import Group, Mention
    from fuerza.people.models import Person

    owner = Person.objects.get(username=name)
    flood = Group.objects.get(person=owner, kind="pile_on")
    there = Mention.objects.filter(person=owner, pile_on__group=flood)
    rows = there.values_list("decision").annotate(n=Count("pk")).order_by()
    plans = Plan.objects.filter(person=owner)
    return {
        "size": flood.size,
        "waiting": flood.waiting,
        "urgent": dict(
            there.filter(urgency__gt=0).values_list("decision").annotate(n=Count("pk")).order_by()
        ),
        "hurtful": there.exclude(category__in=["support", "nothing", "unknown"]).count(),
        "by_decision": dict(rows),
        "support": dict(
            there.filter(category="support")
            .values_list("decision")
            .annotate(n=Count("pk"))
            .order_by()
        ),
        "danger": dict(
            there.exclude(signs="").values_list("decision").annotate(n=Count("pk")).order_by()
        ),
        "plans": sorted(
            [each.kind, each.begun_at is not None, Action.objects.filter(plan=each).count()]
            for each in plans
        ),
        "waits": [str(each.pk) for each in plans if each.begun_at is None],
        "kept": owner.exhibits.count(),
        "read": AuditEntry.objects.filter(person_id=owner.pk, verb="desk.opened")
        .exclude(actor_id=owner.pk)
        .count(),
        "has_ended": flood.pile_on.ended_at is not None,
    }


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fuerza.settings")
    import django

    django.setup()
    verb, *names = sys.argv[1:]
    known: dict[str, Any] = {each.__name__: each for each in (fill, come, pass_on, count)}
    done = known[verb](*names)
    sys.stdout.write(f"{json.dumps(done)}\n")
