"""Asking her and being answered, and preparing a report for her: each note sealed to her and to the one helper."""

from datetime import datetime

from django.db import transaction

from fuerza.acts.choices import Category
from fuerza.core import audit, crypto, keyrings
from fuerza.core.keyrings import Opened
from fuerza.desk.models import Mention
from fuerza.desk.queries import CALM, Desk
from fuerza.helping.models import Draft, Question
from fuerza.helping.queries import draft_place, question_place
from fuerza.people.choices import Capability


class NotAllowed(RuntimeError):
    """Somebody at her own desk, or a helper without the right, or one who has not read what it is about."""


class NotOpen(RuntimeError):
    """What was asked can't be read with this keyring, so it can't be answered either."""


@transaction.atomic
def ask(*, desk: Desk, mention: Mention, note: str, now: datetime) -> Question:
    """Hand one message back to her, with a note.

    Raises:
        NotAllowed: at one's own desk there is nobody to ask.

    """
    if desk.is_own:
        raise NotAllowed
    key = _key_between(desk)
    asked = Question(
        owner=desk.owner,
        actor=desk.actor,
        mention=mention,
        content_key_id=key.id,
        asked_at=now,
    )
    where = question_place(asked.pk, "note")
    asked.sealed_note = crypto.encrypt(key.secret, note.encode(), where)
    asked.save(force_insert=True)
    audit.note(desk.owner.pk, desk.actor.pk, "helping.asked", mention.pk, at=now)
    return asked


@transaction.atomic
def answer(*, question: Question, text: str, opened: Opened | None, now: datetime) -> Question:
    """Answer it; the helper who asked can read that, and nobody else.

    Raises:
        NotOpen: her desk is locked, or the question came before a reset.

    """
    secret = opened.content_key(question.content_key_id) if opened else None
    if secret is None:
        raise NotOpen
    where = question_place(question.pk, "answer")
    question.sealed_answer = crypto.encrypt(secret, text.encode(), where)
    question.answered_at = now
    question.save(update_fields=["sealed_answer", "answered_at"])
    audit.note(question.owner_id, question.owner_id, "helping.answered", question.pk, at=now)
    return question


@transaction.atomic
def prepare(*, desk: Desk, mention: Mention, label: Category, note: str, now: datetime) -> Draft:
    """Prepare a report of one message that this helper has read; only she can send it. An earlier one of theirs goes.

    Raises:
        NotAllowed: without the right, unread, or of what is no abuse.

    """
    was_read = audit.was_noted(desk.owner.pk, desk.actor.pk, "desk.opened", mention.pk)
    if desk.is_own or Capability.PREPARE not in desk.may or label in CALM or not was_read:
        raise NotAllowed
    Draft.objects.filter(actor=desk.actor, mention=mention, dropped_at=None).update(dropped_at=now)
    key = _key_between(desk)
    draft = Draft(
        owner=desk.owner,
        actor=desk.actor,
        mention=mention,
        label=label,
        content_key_id=key.id,
        made_at=now,
    )
    draft.sealed_note = crypto.encrypt(key.secret, note.encode(), draft_place(draft.pk))
    draft.save(force_insert=True)
    audit.note(desk.owner.pk, desk.actor.pk, "helping.prepared", mention.pk, at=now)
    return draft


@transaction.atomic
def drop(*, draft: Draft, now: datetime) -> Draft:
    """Put a prepared report away unsent."""
    draft.dropped_at = now
    draft.save(update_fields=["dropped_at"])
    audit.note(draft.owner_id, draft.owner_id, "helping.dropped", draft.mention_id, at=now)
    return draft


def _key_between(desk: Desk) -> crypto.ContentKey:
    readers = keyrings.readers_of([desk.owner.pk, desk.actor.pk])
    return crypto.new_content_key(owner_id=desk.owner.pk, readers=readers)
