"""What is read here: what waits at the desks somebody helps, what was asked of her, and who looked at what of hers."""

from fuerza.helping.queries.asked import (
    Told,
    draft_for,
    draft_place,
    drafts_for,
    question_for,
    question_place,
    questions_by,
    questions_for,
    told,
)
from fuerza.helping.queries.log import Line, Read, lately, lines_of, read_today, trail_of
from fuerza.helping.queries.waiting import (
    Helped,
    desks_helped,
    next_at,
    proposal_at,
    proposals_at,
    proposed,
)

__all__ = [
    "Helped",
    "Line",
    "Read",
    "Told",
    "desks_helped",
    "draft_for",
    "draft_place",
    "drafts_for",
    "lately",
    "lines_of",
    "next_at",
    "proposal_at",
    "proposals_at",
    "proposed",
    "question_for",
    "question_place",
    "questions_by",
    "questions_for",
    "read_today",
    "told",
    "trail_of",
]
