"""Jobs: the mail that has her link, and what goes by the clock."""

from fuerza.core import jobs
from fuerza.vetting import services

jobs.every("vetting.purge", minutes=60)


@jobs.handler("vetting.answer_asking")
def answer_asking(run: jobs.Run) -> None:
    services.answer_asking(application_id=run.uuid("application"), now=run.now())


@jobs.handler("vetting.send_link")
def send_link(run: jobs.Run) -> None:
    services.deliver(application_id=run.uuid("application"))


@jobs.handler("vetting.purge")
def purge(run: jobs.Run) -> None:
    services.purge(now=run.now())
