"""Mail that tells nothing to whoever looks over her shoulder: that there is something, and to sign in as usual.

No subject, sender, header or body says what it is about or holds a name, a handle or a link (R8). `send` queues,
the job core.send_mail delivers: possibly twice when a worker dies between the two, never silently not at all.
"""

import uuid
from datetime import datetime
from email.utils import make_msgid
from typing import Protocol

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.mail import EmailMessage
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from fuerza.core import jobs
from fuerza.core.choices import MailKind
from fuerza.core.models import Job

LINES = {
    MailKind.NOTE: gettext_noop("You have a new note."),
    MailKind.ACCOUNT: gettext_noop("Something about your account has changed."),
    MailKind.DATE: gettext_noop("A date of yours has changed."),
}


class Addressee(Protocol):
    """Whoever can be written to; a Person is one."""

    id: uuid.UUID
    email: str


def send(person: Addressee, kind: MailKind, *, now: datetime) -> Job | None:
    """Queue a mail for her; None for somebody without an address. A second of a kind that still waits is the first."""
    if not person.email:
        return None
    return jobs.enqueue(
        "core.send_mail", key=f"{person.id}.{kind}", person=person.id, kind=str(kind), now=now
    )


def deliver(person_id: uuid.UUID, kind: MailKind) -> bool:
    """Hand the mail to the mail server; False for whoever is gone, or has taken her address away."""
    person = get_user_model().objects.filter(pk=person_id, is_active=True).exclude(email="").first()
    if person is None:
        return False
    with translation.override(person.language):
        written(kind, person.email).send()
    return True


def line_of(kind: MailKind) -> str:
    """Give a kind's line in the language in force."""
    return _(LINES[kind])


def written(kind: MailKind, address: str, *, line: str = "", hint: str = "") -> EmailMessage:
    """Write the mail in the language in force; with `line` in her own words, and `hint` for who can't sign in yet."""
    line = line or line_of(kind)
    hint = hint or _("Sign in the way you always do to see it.")
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip(">")
    headers = {
        "Message-ID": make_msgid(domain=domain),  # else it would name the machine
        "Auto-Submitted": "auto-generated",
    }
    return EmailMessage(line, f"{line}\n\n{hint}\n", to=[address], headers=headers)
