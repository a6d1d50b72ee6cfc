"""The alarm: told by mail, by her browsers' push services, or by a call, in her own words and no others.

What goes out says nothing of what it is about. It may go out twice where a worker dies in between, and is tried again
where no way worked at all; the page says what became of the last one.
"""

import secrets
import uuid
from collections.abc import Callable
from datetime import datetime, timedelta
from smtplib import SMTPException

import msgspec
from cryptography.hazmat.primitives.asymmetric import ec
from django.conf import settings
from django.db import transaction
from django.utils import translation

from fuerza.core import audit, crypto, hooks, http, jobs, mail
from fuerza.core.choices import MailKind
from fuerza.crisis import queries
from fuerza.crisis.choices import Went
from fuerza.crisis.models import Alarm, Listening
from fuerza.people.models import Person
from fuerza.people.services.sessions import seen_as
from safeguard import push
from safeguard.push import Subscription

MOST = 5  # browsers a person
LASTS = timedelta(hours=12)  # how long a token for a push service holds
KEEPS = 3600  # seconds that a push service keeps what a browser was not there for
GONE = (404, 410)


class AlarmNotSent(RuntimeError):
    """No way that she chose worked: the job is tried again."""


class Choice(msgspec.Struct, frozen=True, kw_only=True):
    """How she wants to be told."""

    is_on: bool
    by_mail: bool
    by_push: bool
    by_call: bool
    line: str
    minutes: int
    quiet_from: int | None
    quiet_to: int | None
    wakes_for_danger: bool


@transaction.atomic
def set_alarm(*, person: Person, choice: Choice, now: datetime) -> Alarm:
    """Keep how she wants to be told. What came before it was switched on is not told."""
    alarm = queries.alarm_of(person)
    if choice.is_on and not alarm.is_on:
        alarm.on_at = alarm.danger_to = now
    for name in queries.TERMS:
        setattr(alarm, name, getattr(choice, name))
    where = queries.line_place(person.pk)
    alarm.sealed_line = crypto.seal_personal(person.pk, choice.line, where) if choice.line else b""
    alarm.save()
    audit.note(person.pk, person.pk, "crisis.set_alarm", at=now)
    return alarm


@transaction.atomic
def listen(*, person: Person, subscription: Subscription, user_agent: str, now: datetime) -> bool:
    """Have a browser of hers told, the newest five once each; False for what is no subscription of a browser's."""
    if not push.is_sound(subscription) or not http.may_lead_to(subscription.endpoint):
        return False
    key = crypto.keyed(crypto.data_key(person.pk), "push", subscription.endpoint)
    queries.listening_of(person).filter(endpoint_key=key).delete()
    browser, system = seen_as(user_agent)
    made = Listening(person=person, endpoint_key=key, browser=browser, system=system, made_at=now)
    text = msgspec.json.encode(subscription).decode()
    made.sealed = crypto.seal_personal(person.pk, text, queries.listening_place(made.pk))
    made.save(force_insert=True)
    kept = list(
        queries.listening_of(person).order_by("-made_at")[:MOST].values_list("pk", flat=True)
    )
    queries.listening_of(person).exclude(pk__in=kept).delete()
    return True


def stop_listening(*, person: Person, pk: uuid.UUID) -> None:
    queries.listening_of(person).filter(pk=pk).delete()


def look_out(*, now: datetime) -> None:
    """Have everybody told for whom there is something to tell."""
    for alarm in queries.alarms_on():
        if queries.reason_for(alarm, now=now):
            jobs.enqueue("desk.alarm", key=str(alarm.pk), now=now, person=alarm.pk)


def try_out(*, person: Person, now: datetime) -> None:
    """Have the alarm go out once, whatever the hour, so that she sees whether it reaches her."""
    jobs.enqueue("desk.alarm", key=f"try.{person.pk}", now=now, person=person.pk, test=1)


def sound(*, person: Person, now: datetime, is_test: bool, beat: Callable[[], None]) -> None:
    """Tell her on each way that she chose, if there is still something to tell.

    Raises:
        AlarmNotSent: none of them worked.
    """
    alarm = Alarm.objects.filter(person=person).first()
    if alarm is None:
        return
    reason = queries.reason_for(alarm, now=now)
    if reason is None and not is_test:
        return
    went = _tell(alarm, now, beat)
    values: dict[str, object] = {f"{way}_went": how for way, how in went.items()}
    is_sent = Went.SENT in went.values()
    if is_sent and reason is not None and not is_test:
        values |= {
            "sent_at": now,
            "danger_to": reason.danger_at or alarm.danger_to,
            "told_flood": reason.flood or alarm.told_flood,
        }
    Alarm.objects.filter(pk=alarm.pk).update(tried_at=now, **values)
    if not is_sent and not is_test:
        raise AlarmNotSent


def _tell(alarm: Alarm, now: datetime, beat: Callable[[], None]) -> dict[str, str]:
    line = queries.line_of(alarm)
    with translation.override(alarm.person.language):
        return {
            "mail": _by_mail(alarm, line) if alarm.by_mail else "",
            "push": _by_push(alarm, line, now, beat) if alarm.by_push else "",
            "call": _by_call(alarm, now) if alarm.by_call else "",
        }


def _by_mail(alarm: Alarm, line: str) -> Went:
    if not alarm.person.email:
        return Went.NOWHERE
    try:
        mail.written(MailKind.NOTE, alarm.person.email, line=line).send()
    except (OSError, SMTPException):
        return Went.FAILED
    return Went.SENT


def _by_push(alarm: Alarm, line: str, now: datetime, beat: Callable[[], None]) -> Went:
    """Tell each browser; one whose subscription is over is forgotten."""
    found = list(queries.listening_of(alarm.person))
    told = 0
    with http.client() as reach:
        for each in found:
            beat()
            told += _pushed(each, line or mail.line_of(MailKind.NOTE), reach, now)
    if not found:
        return Went.NOWHERE
    return Went.SENT if told else Went.FAILED


def _pushed(listening: Listening, line: str, reach: http.Client, now: datetime) -> bool:
    subscription = queries.subscription_of(listening)
    try:
        reply = reach.post(
            subscription.endpoint,
            content=_message(subscription, line),
            headers={
                "Authorization": push.authorization(
                    subscription.endpoint, key=vapid_key(), contact=_contact(), until=now + LASTS
                ),
                "Content-Encoding": "aes128gcm",
                "Content-Type": "application/octet-stream",
                "TTL": str(KEEPS),
                "Urgency": "high",
            },
        )
    except http.Failed:
        return False
    if reply.status_code in GONE:
        listening.delete()
    return reply.is_success


def _message(subscription: Subscription, line: str) -> bytes:
    return push.sealed(
        msgspec.json.encode({"line": line}),
        subscription,
        salt=secrets.token_bytes(push.SALT),
        ephemeral=ec.generate_private_key(ec.SECP256R1()),
    )


def _by_call(alarm: Alarm, now: datetime) -> Went:
    """Ask for the adviser on duty, where the programme has such."""
    asked = [ask(alarm.person, now=now) for _name, ask in hooks.each("advisers")]
    return Went.SENT if any(asked) else Went.NOWHERE


def vapid_key() -> str:
    """Return this installation's key for push services: made of the master key, which lies with the secrets."""
    return crypto.signing_key("push")


def _contact() -> str:
    """Say whom a push service's people may write to."""
    return f"mailto:{settings.DEFAULT_FROM_EMAIL.rpartition('<')[2].rstrip('>')}"
