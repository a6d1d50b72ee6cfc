"""What is read of floods: how they went, what may come to her door, the places that she gave. Start from a Desk."""

import uuid

import msgspec
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _

from fuerza.core import crypto
from fuerza.core.keyrings import Opened
from fuerza.desk.models import Group, Mention
from fuerza.desk.queries import Desk, Scope, mentions_in, scope_kind
from fuerza.floods.choices import SIGNS
from fuerza.floods.models import Danger, Place
from fuerza.people.models import Person
from safeguard.detect.escalation import TODAY

DANGER = "d"


def dangers_in(desk: Desk) -> QuerySet[Danger]:
    """All that may reach into her life offline, the most urgent first."""
    return Danger.objects.filter(person=desk.owner).order_by("-urgency", "-until", "-id")


def pressing(person: Person) -> QuerySet[Danger]:
    """What somebody should look at today or now, and nobody has seen to since it last went on."""
    not_seen_to = Q(settled_at=None) | Q(settled_at__lt=F("until"))
    rows = Danger.objects.filter(not_seen_to, person=person, urgency__gte=TODAY)
    return rows.order_by("-urgency", "-until", "-id")


def danger_in(desk: Desk, pk: uuid.UUID) -> Danger | None:
    return dangers_in(desk).filter(pk=pk).first()


def mentions_of_danger(desk: Desk, danger: Danger) -> QuerySet[Mention]:
    """What the accounts of a danger said that is hurtful or bears a sign."""
    keys = [bytes.fromhex(key) for key in danger.author_keys]
    mine = mentions_in(desk).filter(author_key__in=keys)
    return mine.filter(Q(severity__gt=0) | ~Q(signs="")).order_by("-written_at", "-id")


@scope_kind(DANGER)
def scope_of_danger(desk: Desk, key: str) -> Scope | None:
    """Find the list of one danger, so that all of it can be decided on."""
    try:
        danger = danger_in(desk, uuid.UUID(key))
    except ValueError:
        return None
    if danger is None:
        return None
    return Scope(
        kind=DANGER,
        key=key,
        mentions=mentions_of_danger(desk, danger),
        is_danger=True,
        title=_("What may come to your door"),
    )


def signs_of(danger: Danger) -> list[str]:
    """Say in words what it bears, the gravest first."""
    return [str(words) for kind, words in SIGNS.items() if kind in danger.kinds]


def group_with_course(desk: Desk, pk: uuid.UUID) -> Group | None:
    """Find a flood with how it went; None for what is not on this desk."""
    rows = Group.objects.filter(person=desk.owner, pk=pk)
    return rows.select_related("pile_on", "course").first()


def places_of(person: Person) -> QuerySet[Place]:
    return Place.objects.filter(person=person).order_by("kind", "made_at", "pk")


def place_of(person: Person, pk: uuid.UUID) -> Place | None:
    return places_of(person).filter(pk=pk).first()


class Given(msgspec.Struct, frozen=True):
    """One of her places; `text` is "" where this key does not open it."""

    place: Place
    text: str


def places_read(person: Person, opened: Opened) -> list[Given]:
    """Open her places."""
    places = list(places_of(person))
    keys = opened.content_keys({place.content_key_id for place in places})
    return [Given(place, _text_of(place, keys.get(place.content_key_id))) for place in places]


def _text_of(place: Place, key: bytes | None) -> str:
    if key is None:
        return ""
    return crypto.decrypt(key, bytes(place.sealed), place_place(place.pk)).decode()


def place_place(pk: uuid.UUID) -> bytes:
    return crypto.place("floods_place", pk, "sealed")


def is_settled(danger: Danger) -> bool:
    """Say whether she has seen to it, and nothing came since."""
    return danger.settled_at is not None and danger.settled_at >= danger.until
