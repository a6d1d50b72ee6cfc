"""What is read of linked accounts, imports and plans: always from the person who asks."""

from django.db.models import QuerySet

from fuerza.connections.choices import ActionState, ConnectionState
from fuerza.connections.models import Action, Connection, Import, Plan
from fuerza.people.models import Person
from safeguard.platforms.registry import CONNECTORS

# What women are attacked on, whether we can read it yet or not: what isn't connected is said (misuse.md).
PLATFORMS = {
    "bluesky": "Bluesky",
    "mastodon": "Mastodon",
    "x": "X",
    "instagram": "Instagram",
    "facebook": "Facebook",
    "tiktok": "TikTok",
    "youtube": "YouTube",
    "whatsapp": "WhatsApp",
}
_EXPECTED = ("bluesky", "mastodon", "x")


def label_of(platform: str) -> str:
    """Name a platform the way it names itself."""
    if platform in CONNECTORS:
        return str(CONNECTORS[platform][0])
    return PLATFORMS.get(platform, platform)


def connections_of(person: Person) -> QuerySet[Connection]:
    return Connection.objects.filter(person=person).exclude(state=ConnectionState.ENDED)


def not_connected(person: Person) -> list[str]:
    """Name the platforms that most are attacked on and she has not connected."""
    linked = set(connections_of(person).values_list("platform", flat=True))
    return [name for name in _EXPECTED if name not in linked]


def imports_of(person: Person) -> QuerySet[Import]:
    return Import.objects.filter(person=person).order_by("-made_at")


def plans_of(person: Person) -> QuerySet[Plan]:
    return Plan.objects.filter(person=person).order_by("-made_at")


def actions_of(plan: Plan) -> QuerySet[Action]:
    return Action.objects.filter(plan=plan).order_by("pk")


def unfinished_of(person: Person) -> QuerySet[Action]:
    """What is planned, or waits for her hand, or whose answer was lost."""
    open_states = [
        ActionState.PLANNED,
        ActionState.RUNNING,
        ActionState.UNSURE,
        ActionState.BY_HAND,
    ]
    return Action.objects.filter(plan__person=person, state__in=open_states)
