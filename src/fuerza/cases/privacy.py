"""Her copy of her cases, and giving all of them up."""

from collections.abc import Iterator

from django.utils.translation import ngettext

from fuerza.cases import queries
from fuerza.cases.models import Case
from fuerza.core import hooks
from fuerza.core.keyrings import Opened
from fuerza.core.privacy import Part, as_json
from fuerza.people.models import Person


@hooks.register("privacy", "cases:export")
def export(person: Person, key: Opened | None) -> Iterator[Part]:
    """Hand over each case as a file: all of it as far as `key` opens it, else its times and the exhibits' numbers."""
    locked = 0
    cases = [*queries.cases_of(person), *queries.put_away_by(person)]
    for number, case in enumerate(cases, start=1):
        told = queries.told(queries.own(case, person), key)
        locked += told is None
        yield Part(f"case-{number:03d}.json", _case(case, told))
    if locked:
        yield Part("locked.txt", _locked(locked).encode())


@hooks.register("privacy", "cases:erase")
def erase(person: Person) -> None:
    """Delete every row; the keys are gone by now. What she wrote into others' cases stays theirs, unnamed."""
    Case.objects.filter(person=person).delete()


def _case(case: Case, told: queries.Told | None) -> bytes:
    kept = case.case_exhibits.order_by("happened_at", "id")
    in_clear: dict[str, object] = {
        "id": case.pk,
        "opened_at": case.opened_at,
        "closed_at": case.closed_at,
        "put_away_at": case.removed_at,
        "exhibits": list(kept.values_list("exhibit__number", flat=True)),
    }
    written = {} if told is None else _written(told)
    return as_json(in_clear | written)


def _written(told: queries.Told) -> dict[str, object]:
    """Give what was written into it; the exhibits' own words are the vault's to hand over."""
    owner = told.case.person_id
    return {
        "title": told.title,
        "one_person": [
            {"accounts": each.accounts, "because": each.reason, "said_at": each.made_at}
            for each in told.aliases
        ],
        "incidents": [
            {
                "happened_at": each.happened_at,
                "how_exact": each.exactness,
                "zone": each.zone,
                "offline": each.is_offline,
                "what": each.what,
                "who": each.who,
                "why": each.why,
                "still_needed": each.needed,
                "evidence": each.exhibits,
                "written_at": each.made_at,
                "by_you": each.by is not None and each.by.pk == owner,
            }
            for each in told.incidents
        ],
        "notes": [
            {
                "text": each.text,
                "written_at": each.made_at,
                "by_you": each.by is not None and each.by.pk == owner,
            }
            for each in told.notes
        ],
    }


def _locked(number: int) -> str:
    return ngettext(
        "%(number)d case could not be opened: unlock first, then ask for your copy again.",
        "%(number)d cases could not be opened: unlock first, then ask for your copy again.",
        number,
    ) % {"number": number}
