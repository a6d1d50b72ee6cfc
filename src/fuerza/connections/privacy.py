"""Her copy of what she linked and brought, and giving all of it up."""

from collections.abc import Iterator

from fuerza.connections import queries
from fuerza.connections.models import Connection, Import
from fuerza.connections.services import path_of
from fuerza.core import hooks
from fuerza.core.keyrings import Opened
from fuerza.core.privacy import Part, as_json
from fuerza.people.models import Person


@hooks.register("privacy", "connections:export")
def export(person: Person, _key: Opened | None) -> Iterator[Part]:
    """Hand over accounts and files; neither is under her own lock. Tokens are nobody's to carry around."""
    yield Part("accounts.json", _accounts(person))
    yield Part("files.json", _files(person))


@hooks.register("privacy", "connections:erase")
def erase(person: Person) -> None:
    """Delete the files that still wait, and every row."""
    for made in queries.imports_of(person):
        path_of(made).unlink(missing_ok=True)
    Import.objects.filter(person=person).delete()
    Connection.objects.filter(person=person).delete()


def _accounts(person: Person) -> bytes:
    linked = list(Connection.objects.filter(person=person).order_by("linked_at"))
    handles = queries.handles_of(linked)
    return as_json(
        [
            {
                "platform": each.platform,
                "handle": handles[each.pk],
                "state": each.state,
                "linked_at": each.linked_at,
                "read_up_to": each.covered_to,
                "gaps": each.gaps,
            }
            for each in linked
        ]
    )


def _files(person: Person) -> bytes:
    return as_json(
        [
            {
                "state": each.state,
                "made_at": each.made_at,
                "rows": each.rows,
                "here_already": each.passed_over,
                "problems": each.problem_count,
            }
            for each in queries.imports_of(person)
        ]
    )
