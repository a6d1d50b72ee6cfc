"""Her copy of the desk, and giving all of it up."""

from collections.abc import Iterator, Sequence

import msgspec
from django.db.models import QuerySet
from django.utils.translation import ngettext

from fuerza.core import hooks
from fuerza.core.keyrings import Opened
from fuerza.core.privacy import Part, as_json
from fuerza.desk import queries
from fuerza.desk.models import DecisionEntry, Group, Mention, PageKey, PileOn, Tally
from fuerza.people.models import Person

IN_A_FILE = 1_000
_IN_CLEAR = (
    "id",
    "platform",
    "kind",
    "source",
    "language",
    "category",
    "severity",
    "decision",
    "written_at",
    "taken_in_at",
)


@hooks.register("privacy", "desk:export")
def export(person: Person, key: Opened | None) -> Iterator[Part]:
    """Hand over every mention as a line of JSON, with its text as far as `key` opens it, and what was decided."""
    mentions = queries.mentions_in(queries.desk_of(person)).order_by("written_at", "id")
    locked = 0
    for number, some in enumerate(_in_pieces(mentions), start=1):
        bodies = queries.read(some, key)
        locked += len(some) - len(bodies)
        lines = [msgspec.json.encode(_line(each, bodies.get(each.pk))) for each in some]
        yield Part(f"mentions-{number:04d}.ndjson", b"\n".join(lines) + b"\n")
    yield Part("decisions.json", _decisions(person))
    if locked:
        yield Part("locked.txt", _locked(locked).encode())


@hooks.register("privacy", "desk:erase")
def erase(person: Person) -> None:
    """Delete every row, a thousand mentions at a time; the keys are gone by now."""
    DecisionEntry.objects.filter(person=person).delete()
    mine = Mention.objects.filter(person=person).order_by().values_list("pk", flat=True)
    while some := list(mine[:IN_A_FILE]):
        Mention.objects.filter(pk__in=some).delete()
    PileOn.objects.filter(person=person).delete()
    Group.objects.filter(person=person).delete()
    Tally.objects.filter(person=person).delete()
    PageKey.objects.filter(person=person).delete()


def _in_pieces(mentions: QuerySet[Mention]) -> Iterator[Sequence[Mention]]:
    """Walk through all of them without holding more than a file's worth."""
    rows = mentions.select_related("exhibit").defer("exhibit__sealed")
    after: Mention | None = None
    while True:
        rest = rows.filter(written_at__gte=after.written_at) if after else rows
        rest = rest.exclude(written_at=after.written_at, id__lte=after.pk) if after else rest
        some = list(rest[:IN_A_FILE])
        if not some:
            return
        yield some
        after = some[-1]


def _line(mention: Mention, body: queries.Body | None) -> dict[str, object]:
    line: dict[str, object] = {name: getattr(mention, name) for name in _IN_CLEAR}
    if body is not None:
        post = body.post
        line |= {"author": post.author, "text": post.text, "url": post.url}
        line |= {"as_received": post.raw.decode("utf-8", "replace")}
    return line


def _decisions(person: Person) -> bytes:
    entries = DecisionEntry.objects.filter(person=person).order_by("at", "pk")
    return as_json(
        [
            {
                "decision": entry.decision,
                "at": entry.at,
                "by_you": entry.by_id == person.pk,
                "undoes": entry.undo_of_id,
                "id": entry.pk,
                "mentions": list(entry.decided.values_list("mention_id", flat=True)),
            }
            for entry in entries
        ]
    )


def _locked(number: int) -> str:
    return ngettext(
        "The text of %(number)d message could not be opened: open your desk first, then ask for your copy again.",
        "The texts of %(number)d messages could not be opened: open your desk first, then ask for your copy again.",
        number,
    ) % {"number": number}
