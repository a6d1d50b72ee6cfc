"""Jobs: the mail of an invitation, offers whose time is over, where it is, what goes after an edition."""

from fuerza.attendance import services
from fuerza.core import jobs

jobs.every("attendance.expire_offers", minutes=10)
jobs.every("attendance.release_venue", minutes=5)
jobs.every("attendance.purge", minutes=12 * 60)


@jobs.handler("attendance.send_invitation")
def send_invitation(run: jobs.Run) -> None:
    services.deliver(invitation_id=run.uuid("invitation"), now=run.now())


@jobs.handler("attendance.expire_offers")
def expire_offers(run: jobs.Run) -> None:
    services.stop_for_who_left(now=run.now())
    services.expire_offers(now=run.now())


@jobs.handler("attendance.release_venue")
def release_venue(run: jobs.Run) -> None:
    services.release_venues(now=run.now())


@jobs.handler("attendance.give_up")
def give_up(run: jobs.Run) -> None:
    services.give_up(person_id=run.uuid("person"), now=run.now())


@jobs.handler("attendance.purge")
def purge(run: jobs.Run) -> None:
    services.purge(now=run.now())
