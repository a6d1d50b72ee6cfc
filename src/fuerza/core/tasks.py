"""Jobs of the house itself: sending mail, and sweeping up what has had its time."""

from datetime import timedelta
from importlib import import_module

from django.conf import settings

from fuerza.core import jobs, keyrings, mail
from fuerza.core.choices import MailKind

KEEP_DONE = timedelta(days=7)

jobs.every("core.sweep", minutes=60)
jobs.every("core.rewrite", minutes=24 * 60)


@jobs.handler("core.send_mail")
def send_mail(run: jobs.Run) -> None:
    mail.deliver(run.uuid("person"), MailKind(str(run.ids["kind"])))


@jobs.handler("core.sweep")
def sweep(run: jobs.Run) -> None:
    """Drop done jobs, sessions that ended, the keys of people who never came to be, and what journals still hold."""
    jobs.forget_done(now=run.now(), after=KEEP_DONE)
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
    keyrings.drop_orphans(now=run.now())
    keyrings.empty_journals()


@jobs.handler("core.rewrite")
def rewrite(_run: jobs.Run) -> None:
    """Have no file of the key database hold a key that was destroyed."""
    keyrings.rewrite_tables()
