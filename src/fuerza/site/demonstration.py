"""The sample programme and inbox in a database of their own: six people, six weeks, two crowds, one raid.

Everything goes the way real data would: posts come over the sample network or as a file, are scored, sealed and
grouped. Run again, it adds nothing; stopped half-way, it goes on.
"""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

import msgspec
from django.db import transaction

from fuerza.connections import services as connections
from fuerza.connections.choices import ImportState
from fuerza.connections.models import Connection
from fuerza.core import crypto, keyrings
from fuerza.desk import services as desk
from fuerza.floods import services as floods
from fuerza.people import queries as people
from fuerza.people import services as people_services
from fuerza.people.choices import Capability, LinkPurpose, Purpose, RoleName
from fuerza.people.models import Person
from fuerza.programme import queries as programme
from fuerza.site import loading
from fuerza.site.sample.envelope import HANDLES, HER_ID
from fuerza.site.sample.inbox import SamplePost, sample_inbox
from fuerza.site.sample.programme import load_programme as sample_programme
from fuerza.site.sample.rows import SamplePerson
from safeguard.platforms.sample.connector import Sample

SEED = 7
Beat = Callable[[int, int], None]
_ROLES = {
    "participant": RoleName.PARTICIPANT,
    "adviser": RoleName.ADVISER,
    "organiser": RoleName.ORGANISER,
    "facilitator": RoleName.FACILITATOR,
    "operator": RoleName.OPERATOR,
}


class NotADemo(RuntimeError):
    """The data folder holds real people: a demo never goes into it."""


class Guest(msgspec.Struct, frozen=True):
    """One of the six: who, as what, and the one-time link's token."""

    person: Person
    name: str
    role: str
    token: str


def refuse_real_data() -> None:
    """Refuse to go on in a database that somebody uses.

    Raises:
        NotADemo: it has people who are not of the demo.
    """
    if Person.objects.filter(is_demo=False).exists():
        raise NotADemo


def welcome(*, now: datetime) -> list[Guest]:
    """Make the six where they are not there yet, and a fresh one-time link for each."""
    guests = []
    for row in sample_programme().people:
        person = Person.objects.filter(username=row.key).first() or _make(row, now)
        _link, token = people_services.make_link(person=person, purpose=LinkPurpose.DEMO, now=now)
        guests.append(Guest(person, row.name, row.role, token))
    return guests


def load_programme(now: datetime) -> str:
    """Bring in the sample programme; say what its own list turned out to be."""
    listed = loading.bring_in(sample_programme(), now=now)
    merged = [
        f"'{one.line}' is {programme.name_of(one.edition.place, 'en')}: merged."
        for one in listed
        if one.merged_with
    ]
    return " ".join([f"The seed lists {len(listed)} places;", *merged])


def fill_inbox(*, guests: Sequence[Guest], score: desk.Scorer, now: datetime, beat: Beat) -> int:
    """Take in the sample inbox of the participant; return how many mentions there are now."""
    by_role = {guest.role: guest.person for guest in guests}
    owner = by_role["participant"]
    if owner.imports.filter(state=ImportState.COMPLETE).exists():  # the last thing that is done
        return int(owner.mentions.count())
    if not owner.grants_given.exists():
        _let_in(owner, by_role["helper"], now)
    posts = sample_inbox(seed=SEED, until=now)
    done = 0
    for platform in ("bluesky", "mastodon"):
        connection = owner.connections.filter(platform=platform).first()
        connection = connection or _link(owner, platform, now)
        network = Sample(
            [it.post for it in posts if it.post.platform == platform and it.source == "api"],
            connection.sample_store,
        )
        while not connection.covered_to:
            taken = desk.refresh(connection=connection, score=score, now=now, network=network)
            done += taken.new + taken.known
            beat(done, len(posts))
    _bring_file(owner, [it for it in posts if it.source == "file"], score, now)
    beat(len(posts), len(posts))
    floods.find(person=owner, now=now)
    return int(owner.mentions.count())


@transaction.atomic
def _make(row: SamplePerson, now: datetime) -> Person:
    person = Person.objects.create_user(
        row.key,
        is_demo=True,
        is_workshop=True,
        language=row.languages[0] if row.role != "participant" else "en",
        zone=row.zone,
        joined_at=now,
    )
    person.sealed_name = crypto.seal_personal(person.pk, row.name, people.name_place(person.pk))
    person.save(update_fields=["sealed_name"])
    keyrings.make_keyring(person.pk, now=now)
    if row.role in _ROLES:
        people_services.give_role(person=person, name=_ROLES[row.role], by=None, now=now)
    return person


def _let_in(owner: Person, helper: Person, now: datetime) -> None:
    """Let her friend read and sort for thirty days, by a code read out in person, and agree to the rules."""
    people_services.consent_give(person=helper, purpose=Purpose.HELPING, now=now)
    people_services.grant(
        owner=owner,
        actor=helper,
        capabilities=[Capability.DOCUMENT, Capability.TRIAGE],
        ends_at=now + timedelta(days=30),
        now=now,
        begins_now=True,
    )


def _link(owner: Person, platform: str, now: datetime) -> Connection:
    return connections.link(
        person=owner,
        platform=platform,
        connector="sample",
        account=HER_ID,
        handle=HANDLES[platform],
        now=now,
    )


def _bring_file(
    owner: Person, posts: Sequence[SamplePost], score: desk.Scorer, now: datetime
) -> None:
    """Bring what was said on X as the file she would have: no network of ours reads X."""
    lines = [it.post.raw + b"\n" for it in posts]
    made, _checked = connections.bring(person=owner, file=lines, zone="", mine=None, now=now)
    desk.complete_import(made=made, score=score, clock=lambda: now, beat=lambda _done, _total: None)
