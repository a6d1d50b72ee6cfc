"""The sample edition has people who come, a place to be read and an invitation to open; run again, no more of them."""

from datetime import UTC, datetime

from fuerza.apart import queries as apart
from fuerza.attendance import queries
from fuerza.attendance.models import Invitation, Registration
from fuerza.campaigns.models import Count, Together
from fuerza.door.models import Door, Ticket
from fuerza.impact import queries as impact
from fuerza.impact.models import ImpactReport, Round
from fuerza.programme.models import Edition
from fuerza.site import demonstration, gathering
from fuerza.slots.models import Booking, CheckList, Table, Turn
from fuerza.vetting import queries as vetting

NOW = datetime(2026, 11, 3, 14, 20, tzinfo=UTC)


def test_some_come_one_is_invited_and_all_of_it_says_that_it_is_a_sample() -> None:
    guests = demonstration.welcome(now=NOW)
    people = {one.role: one.person for one in guests}
    before = gathering.gather(people=people, now=NOW)
    demonstration.load_programme(NOW)

    first = gathering.gather(people=people, now=NOW)
    again = gathering.gather(people=people, now=NOW)

    edition = Edition.objects.get(is_fictional=True)
    rows = [model.objects.count() for model in (Turn, Table, Booking, CheckList, Together, Count)]
    assert rows == [2, 2, 1, 1, 1, 1]
    assert queries.numbers(edition, NOW) == queries.Numbers(
        invited=4, confirmed=3, companions=1, offered=0, waiting=0, taken=4
    )
    assert queries.badges_at(edition, NOW) == [("Marisol", "journalism"), ("Noor", "journalism")]
    invitation = queries.invitation_by(again)
    assert invitation is not None
    assert (before, queries.invitation_by(first), Invitation.objects.count()) == ("", None, 4)
    written = [queries.why_of(invitation), *vars_of(queries.written_of(queries.venue_of(edition)))]
    assert [text for text in written if "Sample" not in text] == []
    assert Registration.objects.filter(verified_at=None).count() == 2
    waiting = vetting.waiting_for(people["organiser"])
    names = sorted(vetting.text_of(one, "name") for one in waiting)
    assert names == ["Sample: Itzel", "Sample: Meera"]
    [ended] = apart.told_to(people["facilitator"])
    assert not apart.is_in_force(ended, NOW)
    assert (Door.objects.count(), Ticket.objects.count()) == (1, 3)


def vars_of(where: queries.Where) -> list[str]:
    return [where.district, where.exact, where.note]


def test_what_the_sample_edition_did_is_there_once_and_says_that_it_is_made_up() -> None:
    guests = demonstration.welcome(now=NOW)
    people = {one.role: one.person for one in guests}
    demonstration.load_programme(NOW)

    for _time in range(2):
        gathering.gather(people=people, now=NOW)

    found = {one.wave: one.shown.get("answered") for one in Round.objects.all()}
    assert found == {"before": 19, "after": 17, "3_months": None}
    [report] = ImpactReport.objects.all()
    assert (report.is_sample, report.state, report.content["all"]) == (True, "published", 24)
    [year] = report.content["years"]
    assert (year["fields"]["journalist"], year["fields"]["student"]) == (9, None)
    lines = [line.text for one in Round.objects.all() for line in impact.lines_of(one)]
    assert (len(lines), [text for text in lines if "Sample" not in text]) == (6, [])
