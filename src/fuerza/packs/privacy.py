"""Her copy of what she prepared and sent, and giving all of it up."""

from collections.abc import Iterator

from fuerza.cases import queries as cases
from fuerza.core import hooks
from fuerza.core.keyrings import Opened
from fuerza.core.privacy import Part, as_json
from fuerza.packs import queries
from fuerza.packs.models import Pack, Situation
from fuerza.people.models import Person


@hooks.register("privacy", "packs:export")
def export(person: Person, key: Opened | None) -> Iterator[Part]:
    """Hand over each pack with its ledger, its words as far as `key` opens them, and where she said she is."""
    rows = Pack.objects.filter(case__person=person).select_related("case").order_by("made_at", "pk")
    yield Part("packs.json", as_json([_pack(each, key) for each in rows]))
    yield Part("where.json", as_json(queries.where_is(person)))


@hooks.register("privacy", "packs:erase")
def erase(person: Person) -> None:
    """Delete every row; the keys are gone by now."""
    Pack.objects.filter(case__person=person).delete()
    Situation.objects.filter(person=person).delete()


def _pack(pack: Pack, key: Opened | None) -> dict[str, object]:
    secrets = cases.case_secrets(pack.case, key)
    return {
        "id": pack.pk,
        "case": pack.case_id,
        "to": pack.route,
        "language": pack.language,
        "state": pack.state,
        "made_at": pack.made_at,
        "exhibits": list(pack.exhibits.order_by("number").values_list("number", flat=True)),
        "words": queries.body_of(pack, secrets) if secrets else None,
        "ledger": [
            {"what": entry.verb, "at": entry.at, "due_at": entry.due_at, "note": note}
            for entry, note in queries.ledger_of(pack, secrets)
        ],
    }
