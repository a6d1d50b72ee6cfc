"""Her copy of what she asked, read and vouched for, and giving all of it up."""

from collections.abc import Iterator

from fuerza.core import hooks
from fuerza.core.keyrings import Opened
from fuerza.core.privacy import Part, as_json
from fuerza.people.models import Person
from fuerza.vetting import queries
from fuerza.vetting.models import Vouch


@hooks.register("privacy", "vetting:export")
def export(person: Person, _key: Opened | None) -> Iterator[Part]:
    """Hand over what she asked and wrote; as a reader, that she read and what she said, not about whom."""
    asked = [
        {
            "edition": one.edition_id,
            "state": one.state,
            "asked_at": one.made_at,
            "name": queries.text_of(one, "name"),
            "address": queries.text_of(one, "address"),
            "answers": queries.answers_of(one),
            "reply": queries.text_of(one, "reply"),
            "appeal": queries.text_of(one, "appeal"),
            "answer": queries.text_of(one, "answer"),
        }
        for one in queries.applications_of(person)
    ]
    yield Part("asked.json", as_json(asked))
    views = [{"at": one.at, "view": one.view} for one in queries.reviews_of(person)]
    yield Part("read.json", as_json(views))
    rows = Vouch.objects.filter(voucher=person).select_related("application").order_by("at")
    vouched = [{"at": one.at, "how": queries.text_of(one, "how")} for one in rows]
    yield Part("vouched.json", as_json(vouched))


@hooks.register("privacy", "vetting:erase")
def erase(person: Person) -> None:
    """Delete what she asked; what she said as a reader stays, without her name.

    Not by her address: whoever gave another's as her own would delete what that one asked.
    """
    queries.applications_of(person).delete()
    Vouch.objects.filter(voucher=person).delete()
    queries.reviews_of(person).update(reviewer=None)
