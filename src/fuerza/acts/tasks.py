"""The jobs of acts: doing and ending what was planned, asking for answers. Their names are older than this package."""

from datetime import timedelta

from fuerza.acts import services
from fuerza.core.jobs import Run, enqueue, every, handler

LONGEST_LIMIT = timedelta(days=2)  # longer than any platform's
every("connections.expire", minutes=5)
every("connections.ask_answers", minutes=60)


@handler("connections.look")
def look(run: Run) -> None:
    services.look_ahead(run.uuid("plan"), clock=run.now, beat=run.beat)


@handler("connections.act")
def act(run: Run) -> None:
    services.run_account(run.uuid("connection"), clock=run.now, beat=run.beat)


@handler("connections.expire")
def expire(run: Run) -> None:
    """Undo what was to last until now, and forget what nobody needs any more."""
    services.end_due(now=run.now())
    services.forget_effort(now=run.now(), keep=LONGEST_LIMIT)
    services.forget_gathered(now=run.now())


@handler("connections.ask_answers")
def ask_answers(run: Run) -> None:
    """Have each account that may have answers asked for them."""
    for pk in services.open_reports(now=run.now()):
        enqueue("connections.answers", key=str(pk), now=run.now(), connection=pk)


@handler("connections.answers")
def answers(run: Run) -> None:
    services.ask_for_answers(run.uuid("connection"), clock=run.now, beat=run.beat)


@handler("connections.gather")
def gather(run: Run) -> None:
    services.gather_on(run.uuid("gathering"), clock=run.now, beat=run.beat)
