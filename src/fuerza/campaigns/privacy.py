"""Her copy of the days she joined, and giving them up."""

from collections.abc import Iterator

from fuerza.campaigns import queries
from fuerza.campaigns.models import Member
from fuerza.core import hooks
from fuerza.core.keyrings import Opened
from fuerza.core.privacy import Part, as_json
from fuerza.people.models import Person


@hooks.register("privacy", "campaigns:export")
def export(person: Person, _key: Opened | None) -> Iterator[Part]:
    """Hand over which days she joined and her own handle; who else did is not hers."""
    rows = [
        {
            "day": one.day_id,
            "begins_at": one.day.begins_at,
            "ends_at": one.day.ends_at,
            "platform": one.platform,
            "handle": queries.handle_of(one),
        }
        for one in queries.members_of(person)
    ]
    yield Part("speaking-together.json", as_json(rows))


@hooks.register("privacy", "campaigns:erase")
def erase(person: Person) -> None:
    Member.objects.filter(person=person).delete()
