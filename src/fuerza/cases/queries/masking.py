"""What of a case is stood in for: to a masked helper all words but her own and those she unfolds, one at a time."""

import uuid
from collections.abc import Iterable
from typing import TypeVar

import msgspec

from fuerza.cases.queries.cases import CaseAt
from fuerza.cases.queries.told import ToldAlias, ToldExhibit, ToldIncident, ToldNote
from fuerza.core import audit
from fuerza.vault.models import Exhibit

Piece = TypeVar("Piece", ToldAlias, ToldExhibit, ToldIncident, ToldNote)
_WORDS: dict[type, dict[str, object]] = {
    ToldAlias: {"accounts": (), "reason": ""},
    ToldExhibit: {"text": "", "author": "", "author_name": "", "url": "", "pictures": 0},
    ToldIncident: {"what": "", "who": "", "why": "", "needed": ""},
    ToldNote: {"text": ""},
}


def masked(at: CaseAt, pieces: Iterable[Piece], shown: uuid.UUID | None) -> tuple[Piece, ...]:
    """Leave of each piece that it is there, and what stands in clear; `shown` names the one that is unfolded."""
    if not at.is_masked:
        return tuple(pieces)
    return tuple(it if _is_told(at, it, shown) else _without_words(it) for it in pieces)


def may_see(at: CaseAt, exhibit: Exhibit) -> bool:
    """Say whether the pictures of an exhibit may be drawn: for a masked helper once she has unfolded it."""
    return not at.is_masked or audit.was_noted(at.owner.pk, at.actor.pk, "vault.viewed", exhibit.pk)


def _is_told(at: CaseAt, piece: Piece, shown: uuid.UUID | None) -> bool:
    if isinstance(piece, ToldExhibit):  # of one that was destroyed there are no words to mask
        return piece.exhibit.pk == shown or piece.text is None
    is_own = not isinstance(piece, ToldAlias) and piece.by == at.actor
    return piece.id == shown or is_own


def _without_words(piece: Piece) -> Piece:
    return msgspec.structs.replace(piece, is_masked=True, **_WORDS[type(piece)])
