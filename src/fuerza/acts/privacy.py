"""Her copy of what she asked platforms to do, and giving all of it up."""

from collections.abc import Iterator

from fuerza.acts import queries
from fuerza.acts.models import BlockList, Plan
from fuerza.core import hooks
from fuerza.core.keyrings import Opened
from fuerza.core.privacy import Part, as_json
from fuerza.people.models import Person


@hooks.register("privacy", "acts:export")
def export(person: Person, _key: Opened | None) -> Iterator[Part]:
    """Hand over plans and lists; neither is under her own lock."""
    yield Part("plans.json", _plans(person))
    yield Part("lists.json", _lists(person))


@hooks.register("privacy", "acts:erase")
def erase(person: Person) -> None:
    """Delete every row."""
    Plan.objects.filter(person=person).delete()
    BlockList.objects.filter(person=person).delete()


def _plans(person: Person) -> bytes:
    found = []
    for plan in queries.plans_of(person):
        actions = list(queries.actions_of(plan))
        aims = queries.aims_of(person, actions)
        acts = [
            {"state": act.state, "at": act.ended_at, "until": act.until, "aim": aims.get(act.pk)}
            for act in actions
        ]
        found.append(
            {"kind": plan.kind, "cause": plan.cause, "made_at": plan.made_at, "acts": acts}
        )
    return as_json(found)


def _lists(person: Person) -> bytes:
    """Say which lists she brought; whom they became acts against stands with their plans."""
    brought = list(queries.lists_of(person))
    names = queries.list_names_of(brought)
    return as_json(
        [
            {
                "name": names[each.pk],
                "brought_at": each.made_at,
                "entries": each.rows,
                "passed_over": each.passed_over,
                "problems": each.problem_count,
            }
            for each in brought
        ]
    )
