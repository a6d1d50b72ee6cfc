"""What goes wrong at the sample edition, all of it made up: who is on call, and one report that was closed."""

from datetime import datetime, timedelta

from fuerza.core import keyrings
from fuerza.incidents import queries, services
from fuerza.incidents.choices import EntryKind, ReportState
from fuerza.incidents.queries import Body
from fuerza.people.models import Person
from fuerza.programme.models import Edition

PHONE = "+00 000 0000"
TOLD = Body(
    text="Sample: this stands for what somebody writes about what happened.",
    where="Sample: the hall, after the first session",
    needs=("sit", "apart"),
    who="Sample: a guest of the venue",
)
HEARD = "Sample: this stands for what somebody named in it says about it."
WHY = "Sample: this stands for the reason that two people agree on."
WORDS = "Sample: we sat with you; he was asked to leave the session and did."


def report(*, edition: Edition, people: dict[str, Person], now: datetime) -> None:
    """Put the organiser and the adviser on call and have the participant's report handled, once."""
    if queries.duties_of(edition):
        return
    pair = (people["organiser"], people["adviser"])
    services.put_on_call(
        edition=edition,
        pair=tuple((one, PHONE) for one in pair),
        starts_at=now - timedelta(days=1),
        ends_at=now + timedelta(days=365),
        by=people["organiser"],
        now=now,
    )
    sender = people["participant"]
    sent = services.report(edition=edition, body=TOLD, sender=sender, is_anonymous=False, now=now)
    _handle(sent, pair, now)


def _handle(sent: services.Sent, pair: tuple[Person, Person], now: datetime) -> None:
    first, second = pair
    one = sent.report
    secret = queries.key_with(one, keyrings.open_with_server(first.pk, now=now))
    assert secret is not None
    for state in (ReportState.ACKNOWLEDGED, ReportState.TRIAGED):
        services.move(report=one, to=state, secret=secret, by=first, now=now)
    services.write(report=one, kind=EntryKind.HEARD, text=HEARD, secret=secret, by=first, now=now)
    services.propose(report=one, measures=("leave",), reason=WHY, secret=secret, by=first, now=now)
    assert one.proposal is not None
    services.agree(report=one, number=one.proposal, secret=secret, by=second, now=now)
    services.write(report=one, kind=EntryKind.TO_HER, text=WORDS, secret=secret, by=second, now=now)
    services.move(report=one, to=ReportState.CLOSED, secret=secret, by=first, now=now)
