"""Asking for a safety adviser, taking it, handing it over, closing it. Nobody is let in but by her own tap."""

import uuid
from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from fuerza.core import audit, crypto, keyrings, mail
from fuerza.core.choices import MailKind
from fuerza.core.keyrings import Opened
from fuerza.core.models import Keyring, SealedKey
from fuerza.desk import queries as desks
from fuerza.helping import queries
from fuerza.helping.choices import AGAIN, AN_ADVISER_STAYS
from fuerza.helping.models import Apart, Asking, Debrief
from fuerza.people import services as people
from fuerza.people.choices import Capability
from fuerza.people.models import Grant, Person


class NobodyThere(LookupError):
    """The programme has no safety advisers, so nobody can be asked."""


class Taken(LookupError):
    """Somebody else took it, it is over, or this adviser is not asked (any more)."""


@transaction.atomic
def call(*, person: Person, now: datetime, message: str = "") -> bool:
    """Ask for a safety adviser and say whether somebody on duty was told; one asking is open at a time.

    Asked again while one is open: whoever is on duty is told once more, at most once an hour. One that an adviser took
    who is off duty by now, and was never let in, goes back to those who are there.

    Raises:
        NobodyThere: nothing was kept.
    """
    Person.objects.select_for_update().get(pk=person.pk)
    if not queries.pool(now):
        raise NobodyThere
    asking = queries.asking_of(person) or _asked(person, message, now)
    return _told(asking, now)


def _asked(person: Person, message: str, now: datetime) -> Asking:
    urgent = desks.urgent_in(desks.desk_of(person)).count()
    asking = Asking(person=person, asked_at=now, urgent=urgent)
    if message:
        asked = [each.person_id for each in queries.able_for(person, now)]
        readers = keyrings.readers_of([person.pk, *asked])
        key = crypto.new_content_key(owner_id=person.pk, readers=readers)
        asking.content_key_id = key.id
        where = queries.message_place(asking.pk)
        asking.sealed_message = crypto.encrypt(key.secret, message.encode(), where)
    asking.save(force_insert=True)
    audit.note(person.pk, person.pk, "helping.called", asking.pk, at=now)
    return asking


def _told(asking: Asking, now: datetime) -> bool:
    here = {each.person_id: each.person for each in queries.on_duty(now)}
    if asking.adviser_id in here:
        asked = [here[asking.adviser_id]]
    else:
        if asking.adviser_id is not None and not queries.is_in(asking, now):
            _let_go(asking)
        asked = [each.person for each in queries.asked_for(asking, now)]
    if asked and (asking.told_at is None or asking.told_at + AGAIN <= now):
        for adviser in asked:
            mail.send(adviser, MailKind.NOTE, now=now)
        asking.told_at = now
        asking.save(update_fields=["told_at"])
    return bool(asked)


@transaction.atomic
def take_up(*, adviser: Person, pk: uuid.UUID, now: datetime) -> Asking:
    """Take it: she is told who it is, and decides whether to let that one in. Whoever said "I can't" can, after all.

    Raises:
        Taken: it is not this adviser's to take.
    """
    Asking.objects.select_for_update().filter(pk=pk).first()
    open_to_her = [*queries.waiting_for(adviser, now), *queries.given_up_by(adviser, now)]
    asking = next((each for each in open_to_her if each.pk == pk), None)
    if asking is None:
        raise Taken
    Apart.objects.filter(person=asking.person, adviser=adviser, is_hers=False).delete()
    asking.adviser, asking.handed_to = adviser, None
    asking.seen_at = asking.seen_at or now
    asking.save(update_fields=["adviser", "handed_to", "seen_at"])
    audit.note(asking.person_id, adviser.pk, "helping.took_up", asking.pk, at=now)
    mail.send(asking.person, MailKind.NOTE, now=now)
    return asking


@transaction.atomic
def let_adviser_in(*, asking: Asking, opened: Opened | None, now: datetime) -> Grant:
    """Let in the one who took it, to read and document, for seven days; whoever was there before her is let out.

    Raises:
        Taken: nobody took it, or that one is in already.
    """
    if asking.adviser is None or queries.is_in(asking, now):
        raise Taken
    before = asking.grant
    asking.grant = people.grant(
        owner=asking.person,
        actor=asking.adviser,
        capabilities=[Capability.DOCUMENT],
        ends_at=now + AN_ADVISER_STAYS,
        now=now,
        begins_now=True,
        opened=opened,
    )
    asking.save(update_fields=["grant"])
    if before is not None:
        people.end_grant(grant=before, by=asking.person, now=now, opened=opened)
    mail.send(asking.adviser, MailKind.NOTE, now=now)
    return asking.grant


@transaction.atomic
def keep_apart(*, person: Person, adviser: Person, now: datetime) -> None:
    """Have this adviser never asked by her; what that one took goes back to the others, and her being let in ends."""
    Apart.objects.get_or_create(
        person=person, adviser=adviser, is_hers=True, defaults={"made_at": now}
    )
    audit.note(person.pk, person.pk, "helping.kept_apart", adviser.pk, at=now)
    asking = queries.asking_of(person)
    if asking is not None:
        _without(asking, adviser, by=person, now=now)


@transaction.atomic
def lift(*, person: Person, adviser: Person, now: datetime) -> None:
    """Ask this adviser again from now on."""
    Apart.objects.filter(person=person, adviser=adviser, is_hers=True).delete()
    audit.note(person.pk, person.pk, "helping.lifted", adviser.pk, at=now)


@transaction.atomic
def step_back(*, asking: Asking, adviser: Person, now: datetime) -> None:
    """Say "I can't", of this asking: no reason is asked for or kept, and her words are closed to this adviser."""
    Apart.objects.get_or_create(
        person=asking.person, adviser=adviser, is_hers=False, defaults={"made_at": now}
    )
    audit.note(asking.person_id, adviser.pk, "helping.stepped_back", asking.pk, at=now)
    _without(asking, adviser, by=adviser, now=now)


@transaction.atomic
def hand_over(*, asking: Asking, to: Person, opened: Opened | None, now: datetime) -> None:
    """Ask another adviser to go on, with what she wrote where it can be opened. She decides anew whom she lets in.

    Raises:
        Taken: that one is not on duty, has no room, or is to be kept apart from her.
    """
    able = {each.person_id for each in queries.able_for(asking.person, now)}
    if to.pk not in able or asking.adviser_id == to.pk:
        raise Taken
    assert asking.adviser_id is not None
    if opened is not None and asking.content_key_id is not None:
        held = opened.content_keys([asking.content_key_id])
        for key_id, secret in held.items():
            key = crypto.ContentKey(key_id, secret)
            readers = keyrings.readers_of([to.pk])
            crypto.hand_on(key, owner_id=asking.person_id, readers=readers)
    audit.note(asking.person_id, asking.adviser_id, "helping.handed_over", asking.pk, at=now)
    asking.adviser, asking.handed_to = None, to
    asking.save(update_fields=["adviser", "handed_to"])
    for each in (to, asking.person):
        mail.send(each, MailKind.NOTE, now=now)


@transaction.atomic
def debrief(*, asking: Asking, text: str, is_shared: bool, now: datetime) -> Debrief:
    """Write down how it went: for herself alone, or for the one she helped as well."""
    assert asking.adviser_id is not None
    readers = [asking.adviser_id, *([asking.person_id] if is_shared else [])]
    key = crypto.new_content_key(owner_id=asking.adviser_id, readers=keyrings.readers_of(readers))
    row = Debrief(
        asking=asking,
        adviser_id=asking.adviser_id,
        is_shared=is_shared,
        content_key_id=key.id,
        made_at=now,
    )
    row.sealed_text = crypto.encrypt(key.secret, text.encode(), queries.debrief_place(row.pk))
    row.save(force_insert=True)
    audit.note(asking.person_id, asking.adviser_id, "helping.debriefed", asking.pk, at=now)
    return row


@transaction.atomic
def close(*, asking: Asking, by: Person, opened: Opened | None, now: datetime) -> None:
    """End it, with what it opened: the grant that came of it, and the words she wrote."""
    asking.closed_at = now
    asking.save(update_fields=["closed_at"])
    Apart.objects.filter(person=asking.person, is_hers=False).delete()
    _forget_words(asking)
    if asking.grant is not None:
        people.end_grant(grant=asking.grant, by=by, now=now, opened=opened)
    audit.note(asking.person_id, by.pk, "helping.shut", asking.pk, at=now)


def _without(asking: Asking, adviser: Person, *, by: Person, now: datetime) -> None:
    """Take one adviser out of it: the words, the grant, and the asking itself go from her."""
    _forget_words(asking, [adviser.pk])
    if asking.grant is not None and asking.grant.actor_id == adviser.pk:
        people.end_grant(grant=asking.grant, by=by, now=now)
    if adviser.pk in {asking.adviser_id, asking.handed_to_id}:
        _let_go(asking)
        _told(asking, now)


def _let_go(asking: Asking) -> None:
    """Put it back, for those who are there to be told at once."""
    asking.adviser = asking.handed_to = asking.told_at = None
    asking.save(update_fields=["adviser", "handed_to", "told_at"])


def _forget_words(asking: Asking, advisers: Iterable[uuid.UUID] | None = None) -> None:
    """Take the key to what she wrote from these advisers, or from everybody but her."""
    if asking.content_key_id is None:
        return
    keys = SealedKey.objects.filter(key_id=asking.content_key_id)
    if advisers is None:
        hers = Keyring.objects.filter(person_id=asking.person_id).values_list("id", flat=True)
        keys.exclude(holder_id__in=list(hers)).delete()
    else:
        rings = Keyring.objects.filter(person_id__in=set(advisers)).values_list("id", flat=True)
        keys.filter(holder_id__in=list(rings)).delete()
    transaction.on_commit(keyrings.empty_journals)
