"""What somebody wrote for everybody: her copy of it, and what stays when she goes.

A text that readers see stays, without her name. A review that she stood for by name counts no more without her.
"""

from collections.abc import Iterator

from fuerza.core import hooks
from fuerza.core.keyrings import Opened
from fuerza.core.privacy import Part, as_json
from fuerza.pages.choices import RevisionState
from fuerza.pages.models import Review, Revision
from fuerza.people.models import Person

_STAYS = (RevisionState.SHOWN, RevisionState.REPLACED)


@hooks.register("privacy", "pages:export")
def export(person: Person, _key: Opened | None) -> Iterator[Part]:
    """Hand over every text she wrote or looked through, and what she said of those of others."""
    written = Revision.objects.filter(made_by=person).select_related("page").order_by("changed_at")
    rows = [
        {
            "page": row.page.name,
            "part": row.part,
            "number": row.number,
            "state": row.state,
            "changed_at": row.changed_at,
            "note": row.note,
            "body": row.body,
        }
        for row in written
    ]
    yield Part("texts.json", as_json(rows))
    reviews = Review.objects.filter(person=person).select_related("revision__page").order_by("at")
    said = [
        {
            "page": row.revision.page.name,
            "part": row.revision.part,
            "number": row.revision.number,
            "yes": row.is_yes,
            "words": row.words,
            "reviewed_as": row.revision.reviewed_by if row.is_yes else "",
            "at": row.at,
        }
        for row in reviews
    ]
    yield Part("reviews.json", as_json(said))


@hooks.register("privacy", "pages:erase")
def erase(person: Person) -> None:
    """Delete what nobody reads yet and all she said of others' texts, and take her name from what she stood for."""
    hers = Review.objects.filter(person=person)
    stood_for = hers.filter(is_yes=True).values("revision")
    Revision.objects.filter(pk__in=stood_for).update(reviewed_by="", reviewed_on=None)
    hers.delete()
    Revision.objects.filter(made_by=person).exclude(state__in=_STAYS).delete()
