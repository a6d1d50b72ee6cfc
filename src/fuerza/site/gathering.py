"""Who comes to the sample edition, all of it made up: seats, a few answers, a place, an invitation to open."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta

from fuerza.attendance import queries, services
from fuerza.attendance.choices import UNANSWERED
from fuerza.attendance.queries import Where
from fuerza.attendance.services import Reply, Terms
from fuerza.people.choices import Purpose
from fuerza.people.models import Person
from fuerza.programme.models import Edition
from fuerza.programme.queries import begins_at
from fuerza.site import sample_door, sample_impact, sample_incidents, sample_slots, sample_vetting

SEATS = 24
WHY = "Sample: this stands for the reason an organiser gives, in her own words."
PLACE = Where(
    district="Sample district",
    exact="Sample house, 12 Made-up Street",
    note="Sample: ring at the side door; somebody of the team opens.",
    phone="Sample: 555 0100",
)
REPLIES = {
    "participant": Reply(
        badge="Marisol",
        photo="yellow",
        purposes=(Purpose.ROOM_LIST,),
        needs=(("diet", "Sample: no nuts"),),
    ),
    "adviser": Reply(badge="Noor", purposes=(Purpose.ROOM_LIST,), companions=("interpreter",)),
    "facilitator": Reply(needs=(("access", ""),)),
}


def gather(*, people: dict[str, Person], now: datetime) -> str:
    """Have them answer for the made-up edition, once; return the token of an invitation to look at.

    Run again, nothing is added but a fresh token: the one before is kept nowhere.
    """
    edition = Edition.objects.filter(is_fictional=True).order_by("made_at").first()
    if edition is None:
        return ""
    by = people["organiser"]
    if queries.seats_of(edition) is None:
        _fill(edition, people, by, now)
    sample_vetting.fill(edition=edition, people=people, now=now)
    sample_door.stand(edition=edition, by=by, now=now)
    sample_incidents.report(edition=edition, people=people, now=now)
    sample_impact.show(edition=edition, people=people, now=now)
    sample_slots.fill(edition=edition, people=people, now=now)
    waiting = queries.invitations_of(edition).filter(state__in=UNANSWERED).first()
    if waiting is not None:
        return services.send_anew(invitation=waiting, by=by, now=now).token
    [made] = _invite(edition, 1, by, now)
    return made.token


def _fill(edition: Edition, people: dict[str, Person], by: Person, now: datetime) -> None:
    services.settle_seats(edition=edition, capacity=SEATS, by=by, now=now)
    for made, (role, reply) in zip(
        _invite(edition, len(REPLIES), by, now), REPLIES.items(), strict=True
    ):
        row = services.accept(invitation=made.invitation, person=people[role], reply=reply, now=now)
        if role == "participant":
            services.verify(registration=row, is_early=False, by=by, now=now)
        if role == "adviser":
            services.ask_to_bring(registration=row, now=now)
    begins = begins_at(edition) or datetime.combine(
        edition.first_day or now.date(), time(9), now.tzinfo
    )
    services.settle_venue(
        edition=edition,
        where=PLACE,
        release_at=begins - timedelta(days=1),
        by=by,
        now=now,
    )


def _invite(edition: Edition, number: int, by: Person, now: datetime) -> Sequence[services.Made]:
    terms = Terms(channel="link", why=WHY, field="journalist")
    return services.invite(edition=edition, terms=terms, number=number, by=by, now=now)
