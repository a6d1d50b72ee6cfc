"""Deciding: keep first, then mute or block; report one by one; and undo exactly.

The evidence is kept before anything is asked of a platform. Where it can't be kept, nothing is decided and she is
told why, and may say "anyway" (misuse.md).
"""

import uuid
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime

import msgspec
from django.db import transaction
from django.db.models import QuerySet

from fuerza.acts import services as acts
from fuerza.acts.choices import ActionKind, Category, WithoutExhibit
from fuerza.acts.models import Plan
from fuerza.acts.queries import Aim, aims_before
from fuerza.core import audit
from fuerza.core.keyrings import Opened
from fuerza.desk.choices import KEEPS_FIRST, UNDOABLE, Decision
from fuerza.desk.models import DecidedMention, DecisionEntry, Mention, Score
from fuerza.desk.queries import CALM, Body, Desk, may_put_in_danger, read, scores_of
from fuerza.desk.services.assessing import assessment_of
from fuerza.desk.services.tallies import move, place_of
from fuerza.people.models import Person
from fuerza.vault import services as vault
from fuerza.vault.choices import NotKept, Pictures
from safeguard.evidence import Assessment, Capture

AT_ONCE = 2_000  # messages that are read, sealed and kept by one step
LIGHT_AT_ONCE = 10_000  # where nothing is kept
_ACTS = {
    Decision.MUTED: ActionKind.MUTE,
    Decision.BLOCKED: ActionKind.BLOCK,
    Decision.REPORTED: ActionKind.REPORT,
}


class AlreadyDecided(RuntimeError):
    """All of these mentions had that decision already."""


class AlreadyUndone(RuntimeError):
    """The decision was undone before."""


class DeskLocked(RuntimeError):
    """What must be kept first can't be read: her desk is locked."""


class NotAllowed(RuntimeError):
    """The helper was not given the right to decide that."""


class NotUndoable(RuntimeError):
    """What was sent to a platform's team can't be called back."""


class ReportRefused(RuntimeError):
    """A report was refused; `code` says why: not_one, not_opened, criticism, once."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Decided(msgspec.Struct, frozen=True, kw_only=True):
    """What a decision did: its entry in the ledger, how many mentions it was about, and the plan it made, if any.

    `has_more` where others are left for another step; `stopped_by` is what kept a later step from being taken.
    """

    entry: DecisionEntry
    count: int
    plan: Plan | None = None
    has_more: bool = False
    stopped_by: Exception | None = None


class Choice(msgspec.Struct, frozen=True, kw_only=True):
    """What she chose. `anyway` is why nothing is kept before; `pictures` what is to become of those that lie elsewhere.

    `label` and `note` are her own words for a report; `service` names who gets it, where a network has several.
    Where it `leaves_danger`, what waits and may put her in danger goes on waiting: kept with the others, if they are.
    """

    decision: Decision
    label: Category | None = None
    note: str = ""
    service: str = ""
    anyway: WithoutExhibit | None = None
    pictures: Pictures = Pictures.LEFT
    leaves_danger: bool = False


def at_once(decision: Decision) -> int:
    """Say how many mentions one step of a decision takes at most."""
    return AT_ONCE if decision in KEEPS_FIRST else LIGHT_AT_ONCE


def decide(
    *,
    desk: Desk,
    mentions: QuerySet[Mention],
    choice: Choice,
    opened: Opened | None,
    now: datetime,
    onto: DecisionEntry | None = None,
) -> Decided:
    """Take one decision on as many as one step can: keep what must be kept, write the ledger, plan the acts.

    `onto` is the entry of the steps before; then all of them are undone as one. While more are left its plan waits.

    Raises:
        AlreadyDecided: nothing would change.
        DeskLocked: the decision needs an open desk.
        KeepingFailed: the vault could not keep them; nothing was decided.
        ShowsAMinor: one shows a sexual image of a minor, so it is not kept; nothing was decided.
        NotAllowed: a helper without the right; pictures she alone may have fetched.
        ReportRefused: not one opened, labelled item of abuse that was not reported before.
    """
    is_hers_to_say = choice.anyway or choice.pictures is Pictures.KEPT
    if not desk.may_decide(choice.decision) or (is_hers_to_say and not desk.is_own):
        raise NotAllowed
    todo = list(
        mentions.filter(person=desk.owner)
        .exclude(decision__in=[choice.decision, Decision.STAGED])
        .select_related("connection", "exhibit")
        .defer("exhibit__sealed")[: at_once(choice.decision) + 1]
    )
    if not todo:
        raise AlreadyDecided
    has_more = len(todo) > at_once(choice.decision)
    todo = todo[: at_once(choice.decision)]
    if choice.decision is Decision.REPORTED:
        _check_report(desk, todo, choice)
    if choice.pictures is Pictures.YOUNG:
        _never_keep(todo)
    aims = {}
    if choice.decision in KEEPS_FIRST:
        bodies = read(todo, opened)
        aims = _aims(desk, todo, bodies, choice)
        if opened is None or len(aims) < len(todo):
            raise DeskLocked
        _keep(desk, todo, bodies, choice, now)
        _ask_for_pictures(desk, todo, bodies, choice, now)
    step = _Step(todo=todo, aims=aims, onto=onto, has_more=has_more)
    decided = _write(desk, step, choice, now)
    if decided.plan:
        acts.lend_what_waits(person=desk.owner, opened=opened, now=now)
    return decided


@transaction.atomic
def undo(
    *, desk: Desk, entry: DecisionEntry, now: datetime, opened: Opened | None = None
) -> DecisionEntry:
    """Put every mention of an entry back to what it was, and take its acts back; what was kept stays kept.

    Raises:
        AlreadyUndone: it was undone before.
        NotAllowed: a helper may undo what she decided herself, and no more.
        NotUndoable: it was a report.
    """
    if entry.decision not in UNDOABLE or entry.undo_of_id is not None:
        raise NotUndoable
    is_hers = desk.is_own or entry.by_id == desk.actor.pk
    if not (is_hers and desk.may_decide(Decision(entry.decision))):
        raise NotAllowed
    Person.objects.select_for_update().get(pk=desk.owner.pk)
    if DecisionEntry.objects.filter(undo_of=entry).exists():
        raise AlreadyUndone
    undone = DecisionEntry.objects.create(
        person=desk.owner, decision=entry.decision, by=desk.actor, at=now, undo_of=entry
    )
    rows = entry.decided.select_related("mention").filter(mention__decision=entry.decision)
    moved = [(row.mention, Decision(row.before)) for row in rows]
    _move(desk, undone, moved)
    plans = list(Plan.objects.filter(pk=entry.plan_id)) if entry.plan_id else []
    if plans:
        acts.take_back(plans=plans, by=desk.actor, now=now)
        acts.lend_what_waits(person=desk.owner, opened=opened, now=now)
    audit.note(desk.owner.pk, desk.actor.pk, "desk.undid", entry.pk, at=now)
    return undone


def _check_report(desk: Desk, todo: Sequence[Mention], choice: Choice) -> None:
    """One opened item, her own label, once per subject, never fair criticism (rule of care 6)."""
    if len(todo) != 1:
        raise ReportRefused("not_one")
    if choice.label is None or choice.label in CALM:
        raise ReportRefused("criticism")
    if not audit.was_noted(desk.owner.pk, desk.actor.pk, "desk.opened", todo[0].pk):
        raise ReportRefused("not_opened")
    before = DecisionEntry.objects.filter(decided__mention=todo[0], decision=Decision.REPORTED)
    if before.filter(undo_of=None).exists():
        raise ReportRefused("once")


def _never_keep(todo: Sequence[Mention]) -> None:
    """Write down that these show a sexual image of a minor: whoever decides next is stopped, too."""
    Mention.objects.filter(pk__in=[each.pk for each in todo]).update(shows_minor=True)
    for each in todo:
        each.shows_minor = True


def _ask_for_pictures(
    desk: Desk,
    todo: Sequence[Mention],
    bodies: dict[uuid.UUID, Body],
    choice: Choice,
    now: datetime,
) -> None:
    for each in todo:
        if each.exhibit and choice.pictures is Pictures.KEPT:
            post = bodies[each.pk].post
            vault.ask_for_pictures(exhibit=each.exhibit, post=post, by=desk.actor, now=now)


def _keep(
    desk: Desk,
    todo: Sequence[Mention],
    bodies: dict[uuid.UUID, Body],
    choice: Choice,
    now: datetime,
) -> None:
    """Keep those not kept yet; their bodies move into the vault.

    "Anyway" after a full disk or a slow database keeps nothing; after something that must not be kept it keeps
    the others, each for itself.
    """
    loose = [mention for mention in todo if mention.exhibit_id is None]
    if choice.anyway in (WithoutExhibit.SLOW, WithoutExhibit.DISK_FULL) or not loose:
        return
    scores = scores_of(loose)
    items = [
        (mention, _keepable(mention, bodies[mention.pk], scores.get(mention.pk), choice, now))
        for mention in loose
        if mention.may_keep and not mention.shows_minor
    ]
    if choice.anyway is None:
        if any(mention.shows_minor for mention in loose):
            raise vault.ShowsAMinor
        if len(items) < len(loose):
            raise vault.KeepingFailed(NotKept.NOT_ALLOWED, "A platform forbids keeping it.")
        _keep_all(desk, items, now)
        return
    for each in items:
        with suppress(vault.KeepingFailed):
            _keep_all(desk, [each], now)


def _keep_all(desk: Desk, items: Sequence[tuple[Mention, vault.Keepable]], now: datetime) -> None:
    kept = vault.keep(
        person=desk.owner, items=[item for _mention, item in items], by=desk.actor, now=now
    )
    mentions = [mention for mention, _item in items]
    for mention, exhibit in zip(mentions, kept, strict=True):
        mention.exhibit, mention.sealed = exhibit, b""
    Mention.objects.bulk_update(mentions, ["exhibit", "sealed"], batch_size=400)


def _keepable(
    mention: Mention, body: Body, score: Score | None, choice: Choice, now: datetime
) -> vault.Keepable:
    return vault.Keepable(
        post=body.post,
        capture=_capture(mention, now),
        assessment=_assessment(score, choice, now),
        reason=choice.decision,
    )


def _capture(mention: Mention, now: datetime) -> Capture:
    taken = vault.capture_now("api" if mention.connection_id else "file", now=now)
    return msgspec.structs.replace(taken, started_at=mention.taken_in_at)


def _assessment(score: Score | None, choice: Choice, now: datetime) -> Assessment:
    return msgspec.structs.replace(
        assessment_of(score) or Assessment(),
        decision=choice.decision,
        decided_at=now,
        human_label=choice.label,
    )


class _Step(msgspec.Struct, frozen=True, kw_only=True):
    """Some of those decided on, and whom each is aimed at; what they go on from, and whether others are left."""

    todo: list[Mention]
    aims: dict[uuid.UUID, Aim]
    onto: DecisionEntry | None
    has_more: bool


@transaction.atomic
def _write(desk: Desk, step: _Step, choice: Choice, now: datetime) -> Decided:
    Person.objects.select_for_update().get(pk=desk.owner.pk)
    entry = step.onto or DecisionEntry(
        person=desk.owner, decision=choice.decision, by=desk.actor, at=now
    )
    if step.onto and DecisionEntry.objects.filter(undo_of=entry).exists():
        raise AlreadyUndone
    kind = _ACTS.get(choice.decision)
    if kind:
        targets = [_target(each, step.aims[each.pk], choice) for each in step.todo]
        entry.plan = acts.plan(
            person=desk.owner,
            kind=kind,
            targets=targets,
            by=desk.actor,
            now=now,
            terms=_terms(desk, choice, entry.plan, has_more=step.has_more),
        )
    if step.onto is None:
        entry.save(force_insert=True)
        verb = f"desk.decided_{choice.decision}"
        audit.note(desk.owner.pk, desk.actor.pk, verb, entry.pk, at=now)
    _move(desk, entry, [(each, choice.decision) for each in step.todo if not _stays(each, choice)])
    return Decided(entry=entry, count=len(step.todo), plan=entry.plan, has_more=step.has_more)


def _stays(mention: Mention, choice: Choice) -> bool:
    is_waiting = mention.decision == Decision.WAITING
    return choice.leaves_danger and is_waiting and may_put_in_danger(mention.urgency)


def _terms(desk: Desk, choice: Choice, onto: Plan | None, *, has_more: bool) -> acts.Terms:
    """Say what a report says, and what the plan waits for: that all of it is planned, and her yes where it is much.

    What a helper decided begins, as she was asked before; a block takes a second yes.
    """
    waits = None if desk.is_own else desk.takes_two(choice.decision)
    return acts.Terms(code=choice.label or "", note=choice.note, waits=has_more or waits, onto=onto)


def _aims(
    desk: Desk, todo: Sequence[Mention], bodies: dict[uuid.UUID, Body], choice: Choice
) -> dict[uuid.UUID, Aim]:
    """Say whom each is aimed at. What was kept a helper reads no more: she proposes to block whom she muted before."""
    posts = {pk: body.post for pk, body in bodies.items()}
    aims = {
        pk: Aim(it.author.id, it.author.handle, it.platform, it.id, it.url)
        for pk, it in posts.items()
    }
    kept = [it for it in todo if it.pk not in aims and it.exhibit_id]
    if kept and desk.takes_two(choice.decision):
        before = aims_before(desk.owner, [bytes(it.author_key) for it in kept])
        aims |= {it.pk: before[key] for it in kept if (key := bytes(it.author_key)) in before}
    return aims


def _target(mention: Mention, aim: Aim, choice: Choice) -> acts.Target:
    return acts.Target(
        author_key=bytes(mention.author_key),
        author=aim.author,
        handle=aim.handle,
        platform=aim.platform,
        post=aim.post,
        url=aim.url,
        connection=mention.connection,
        exhibits=(mention.exhibit,) if mention.exhibit else (),
        without_because=None if mention.exhibit else choice.anyway,
        options={"labeler": choice.service} if choice.service else {},
    )


def _move(desk: Desk, entry: DecisionEntry, moved: Sequence[tuple[Mention, Decision]]) -> None:
    """Set the mentions' decisions, and note what they were."""
    rows = [
        DecidedMention(entry=entry, mention=mention, before=mention.decision)
        for mention, _to in moved
    ]
    DecidedMention.objects.bulk_create(rows, batch_size=400)
    places = [
        (mention, msgspec.structs.replace(place_of(mention), decision=to)) for mention, to in moved
    ]
    move(desk.owner.pk, places)
