"""Her copy of what was kept, and giving all of it up."""

from collections.abc import Iterator, Sequence

from django.db.models import Prefetch
from django.utils.translation import ngettext

from fuerza.core import hooks
from fuerza.core.keyrings import Opened
from fuerza.core.privacy import Part, as_json
from fuerza.people.models import Person
from fuerza.vault import queries
from fuerza.vault.choices import ExhibitState
from fuerza.vault.models import CaseKey, Custody, Exhibit, Package
from fuerza.vault.services import log
from safeguard.evidence import read_record


@hooks.register("privacy", "vault:export")
def export(person: Person, key: Opened | None) -> Iterator[Part]:
    """Hand over the list in clear, each exhibit's files as far as `key` opens them, and what it did not open."""
    exhibits = list(
        queries.exhibits_of(person)
        .select_related("receipt", "fetching")
        .prefetch_related(Prefetch("custody", Custody.objects.order_by("id")))
    )
    yield Part("exhibits.json", _list(exhibits))
    yield Part("packages.json", _packages(person))
    wanted = {each.pk for each in exhibits if each.state == "kept"}
    for exhibit, body in queries.bodies_of(exhibits, opened=key) if key else ():
        wanted.discard(exhibit.pk)
        yield from _files(exhibit, body)
    if wanted:
        yield Part("locked.txt", _locked(len(wanted)).encode())


@hooks.register("privacy", "vault:erase")
def erase(person: Person) -> None:
    """Delete every row; the keys are gone by now. What was kept stands in the log as destroyed, and leads to nobody."""
    # her row first, as in keeping: two that wait for each other's log and person would never end
    Person.objects.select_for_update().only("pk").filter(pk=person.pk).first()
    there = Exhibit.objects.filter(person=person).exclude(state=ExhibitState.SHREDDED)
    log.add_destroyed(there.only("commitment").order_by("number"))
    Package.objects.filter(person=person).delete()
    Exhibit.objects.filter(person=person).delete()
    CaseKey.objects.filter(person=person).delete()


def _files(exhibit: Exhibit, body: queries.Body) -> Iterator[Part]:
    folder = f"{exhibit.number:04d}"
    yield Part(f"{folder}/record.json", body.record)
    bodies = (body.raw, *(each.body for each in body.media))
    for fact, content in zip(read_record(body.record).integrity.files, bodies, strict=True):
        yield Part(f"{folder}/{fact.path}", content)
    about = {"assessment": body.assessment, "reason": body.reason}
    yield Part(f"{folder}/about.json", as_json(about))


def _list(exhibits: Sequence[Exhibit]) -> bytes:
    return as_json(
        [
            {
                "number": each.number,
                "id": each.pk,
                "state": each.state,
                "platform": each.platform,
                "method": each.method,
                "written_at": each.written_at,
                "kept_at": each.kept_at,
                "on_hold_since": each.held_at,
                "pictures_of": each.beside and each.beside.number,
                "pictures": _pictures(each),
                "receipt": each.receipt.text,
                "custody": [
                    {
                        "what": line.verb,
                        "at": line.at,
                        "by_you": line.actor_id == each.person_id,
                        "number": queries.reference_of(line),
                    }
                    for line in each.custody.all()
                ],
            }
            for each in exhibits
        ]
    )


def _pictures(exhibit: Exhibit) -> dict[str, object] | None:
    """Say whether its pictures were asked for, and what became of that."""
    asked = getattr(exhibit, "fetching", None)
    if asked is None:
        return None
    fields = ("state", "tries", "got", "left", "asked_at", "ended_at")
    return {name: getattr(asked, name) for name in fields}


def _packages(person: Person) -> bytes:
    return as_json(
        [
            {"made_at": each.made_at, "fingerprint": bytes(each.digest).hex(), "size": each.size}
            for each in queries.packages_of(person)
        ]
    )


def _locked(number: int) -> str:
    return ngettext(
        "%(number)d thing that you kept could not be opened: unlock first, then ask for your copy again.",
        "%(number)d things that you kept could not be opened: unlock first, then ask for your copy again.",
        number,
    ) % {"number": number}
