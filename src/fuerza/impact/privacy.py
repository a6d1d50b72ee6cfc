"""Her copy of what is kept of her here, which is little by design, and giving it up."""

from collections.abc import Iterator

from django.db.models import Q

from fuerza.core import hooks
from fuerza.core.keyrings import Opened
from fuerza.core.privacy import Part, as_json
from fuerza.impact import queries, services
from fuerza.impact.models import ImpactReport
from fuerza.people.models import Person


@hooks.register("privacy", "impact:export")
def export(person: Person, _key: Opened | None) -> Iterator[Part]:
    """Say in which open rounds she took a page, and which reports she worked on; her answers nobody can find."""
    taken = queries.marked_by(person)
    rows = [{"edition": one.edition_id, "asked": one.wave} for one in taken]
    yield Part("pages-taken.json", as_json(rows))
    worked = ImpactReport.objects.filter(Q(built_by=person) | Q(reviewed_by=person))
    reports = [
        {"report": one.pk, "built": one.built_by_id == person.pk, "made_at": one.made_at}
        for one in worked.order_by("made_at")
    ]
    yield Part("reports.json", as_json(reports))


@hooks.register("privacy", "impact:erase")
def erase(person: Person) -> None:
    """Forget that she took a page. Sums stay: nobody can take her answer out of them, nor find it there."""
    services.take_back_mark(person=person)
    ImpactReport.objects.filter(built_by=person).update(built_by=None)
    ImpactReport.objects.filter(reviewed_by=person).update(reviewed_by=None)
