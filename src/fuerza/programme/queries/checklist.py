"""What an edition still needs before it can be announced, and what would make it better: the organiser's checklist."""

import msgspec

from fuerza.programme.choices import (
    BEFORE_IT_TOOK_PLACE,
    NEXT_STATE,
    EditionState,
    Precision,
)
from fuerza.programme.models import Edition
from fuerza.programme.queries.drafting import drafts_by_language


class Item(msgspec.Struct, frozen=True):
    """One line: what it is about, whether it is there, whether announcing waits for it, and how many there are."""

    about: str
    is_done: bool
    is_needed: bool = False
    number: int | None = None


def checklist_of(edition: Edition) -> list[Item]:
    """List what is there and what is missing; the edition comes from `edition_for`."""
    drafts = sum(drafts_by_language(edition).values())
    partners = len(edition.partnerships.all())
    sessions = edition.sessions.count()
    facts = edition.facts.count()
    hashtags = len(edition.hashtag_uses.all())
    return [
        Item("issue", _has_issue(edition), is_needed=True),
        Item("starts", edition.precision == Precision.DAY, is_needed=not edition.starts),
        Item("texts", not drafts, number=drafts),
        Item("partners", bool(partners), number=partners),
        Item("sessions", bool(sessions), number=sessions),
        Item("hashtags", bool(hashtags), number=hashtags),
        Item("facts", bool(facts), number=facts),
    ]


def missing_to_announce(edition: Edition) -> list[str]:
    """Name what announcing waits for; nothing is missing from an edition that already took place."""
    missing = [] if _has_issue(edition) else ["issue"]
    return missing if edition.starts else [*missing, "starts"]


def moves_of(edition: Edition) -> list[EditionState]:
    """List the states that it can go to next: the one after this, having taken place, being cancelled."""
    state = EditionState(edition.state)
    moves = [NEXT_STATE[state]] if state in NEXT_STATE else []
    if state == EditionState.DRAFT:
        moves.append(EditionState.COMPLETED)  # entered afterwards
    if state in BEFORE_IT_TOOK_PLACE:
        moves.append(EditionState.CANCELLED)
    return moves


def _has_issue(edition: Edition) -> bool:
    return any(
        row.field == "issue" and row.language == row.source_language for row in edition.texts.all()
    )
