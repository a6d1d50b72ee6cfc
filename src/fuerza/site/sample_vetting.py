"""Who asks to come to the sample edition, and whom it did not let in for a time: all of it made up."""

from datetime import datetime, timedelta

from fuerza.apart import services as apart
from fuerza.apart.models import Exclusion
from fuerza.people.models import Person
from fuerza.programme.models import Edition
from fuerza.vetting import queries, services
from fuerza.vetting.models import Application
from fuerza.vetting.services import Asking

QUESTIONS = ("Sample: what do you work on?", "Sample: what do you hope to take home?")
AFTER = "Sample: two of the team read it. We invite, or write to you why not this time."
ASKING = {
    "first@sample.invalid": ("Sample: Itzel", "Sample: I report on water.", "Sample: calm."),
    "second@sample.invalid": ("Sample: Meera", "Sample: I run for a council seat.", ""),
}
LONG_AGO = timedelta(days=40)


def fill(*, edition: Edition, people: dict[str, Person], now: datetime) -> None:
    """Have two ask and one of the team say hers, and show an exclusion that ended; once."""
    by, second = people["organiser"], people["operator"]
    if queries.opening_of(edition) is None:
        services.settle_opening(
            edition=edition, is_open=True, questions=QUESTIONS, after=AFTER, by=by, now=now
        )
        for address, (name, *answers) in ASKING.items():
            pairs = list(zip(QUESTIONS, answers, strict=True))
            asking = Asking(address=address, name=name, answers=pairs)
            services.ask(edition=edition, asking=asking, now=now)
        for row in Application.objects.filter(edition=edition):
            services.confirm(application=row, person=None, now=now)
            services.give_view(
                application=row, view="yes", reason="Sample: why.", by=second, now=now
            )
    if not Exclusion.objects.filter(edition=edition).exists():
        proposal = apart.Proposal(
            whom="sample",
            reason="Sample: what organisers wrote among themselves.",
            told="Sample: what she read.",
            ends_at=now - LONG_AGO + timedelta(days=30),
        )
        kept_out = apart.propose(
            person=people["facilitator"],
            edition=edition,
            proposal=proposal,
            by=by,
            now=now - LONG_AGO,
        )
        apart.confirm(exclusion=kept_out, by=second, now=now - LONG_AGO)
