"""Finding what belongs together: copy-paste raids, pile-ons, what reaches offline. Run again, it changes nothing."""

from datetime import datetime

from django.db import transaction

from fuerza.desk.models import Group
from fuerza.desk.services import recount
from fuerza.floods.services.copies import group_copies
from fuerza.floods.services.dangers import mark_dangers
from fuerza.floods.services.pile_ons import mark_pile_ons
from fuerza.floods.services.rows import rows_of
from fuerza.people.models import Person


@transaction.atomic
def find(*, person: Person, now: datetime) -> None:
    """Group what came in the last sixty days. A group keeps its id as long as one of its mentions is in it."""
    rows = rows_of(person, now)
    group_copies(person, rows)
    mark_pile_ons(person, rows, now)
    mark_dangers(person, rows, now)
    recount(Group.objects.filter(person=person).values_list("pk", flat=True))
