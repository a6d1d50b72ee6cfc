"""Her copy of what was decided about her and whom she would rather not meet, and giving all of it up."""

from collections.abc import Iterator

from fuerza.apart import queries
from fuerza.apart.models import Edge, Exclusion, Talk
from fuerza.core import hooks
from fuerza.core.keyrings import Opened
from fuerza.core.privacy import Part, as_json
from fuerza.people.models import Person


@hooks.register("privacy", "apart:export")
def export(person: Person, _key: Opened | None) -> Iterator[Part]:
    """Hand over what she was told and wrote; what organisers wrote among themselves is not in it."""
    told = [
        {
            "edition": one.edition_id,
            "state": one.state,
            "from": one.starts_at,
            "until": one.lifted_at or one.ends_at,
            "why": queries.text_of(one, "told"),
            "appeal": queries.text_of(one, "appeal"),
            "answer": queries.text_of(one, "answer"),
        }
        for one in queries.told_to(person)
    ]
    yield Part("told.json", as_json(told))
    edges = [
        {
            "made_at": one.made_at,
            "whom": queries.text_of(one, "whom"),
            "why": queries.text_of(one, "reason"),
        }
        for one in queries.edges_of(person)
    ]
    yield Part("not-in-the-same-room.json", as_json(edges))
    talks = [
        {
            "edition": one.edition_id,
            "asked_at": one.asked_at,
            "how": queries.text_of(one, "how"),
        }
        for one in queries.talks_of(person)
    ]
    yield Part("talks.json", as_json(talks))


@hooks.register("privacy", "apart:erase")
def erase(person: Person) -> None:
    """Delete what is about her. On others' lists stays what they typed: taken off, it would tell them that she left."""
    for model in (Exclusion, Edge, Talk):
        model.objects.filter(person=person).delete()
