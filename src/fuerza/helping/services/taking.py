"""Taking the next group of a desk, and the second yes to what another helper proposed."""

from datetime import datetime

from django.db import transaction

from fuerza.acts import services as acts
from fuerza.core import audit
from fuerza.desk.models import DecisionEntry
from fuerza.desk.queries import Desk
from fuerza.helping.choices import A_TURN
from fuerza.helping.models import Turn
from fuerza.helping.queries import next_at
from fuerza.people.models import Person


@transaction.atomic
def take(*, desk: Desk, now: datetime) -> str | None:
    """Take the group (or category) that comes next, for half an hour; None where nothing waits that nobody has."""
    Person.objects.select_for_update().only("pk").get(pk=desk.owner.pk)
    Turn.objects.filter(owner=desk.owner, taken_at__lte=now - A_TURN).delete()
    name = next_at(desk, now)
    if name is not None:
        Turn.objects.update_or_create(
            owner=desk.owner, scope=name, defaults={"actor": desk.actor, "taken_at": now}
        )
        what = name.partition(":")[2]
        audit.note(desk.owner.pk, desk.actor.pk, "helping.took", what, at=now)
    return name


def confirm(*, desk: Desk, proposal: DecisionEntry, now: datetime) -> None:
    """Give the second yes: what another helper proposed begins. Said twice, it begins once."""
    assert proposal.plan is not None
    acts.go_ahead(plan=proposal.plan, by=desk.actor, now=now)
