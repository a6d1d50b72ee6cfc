"""Who is kept apart from whom, asked by the hook `avoids` of whichever room knows: nobody is told who asked for it.

An `avoids` hook (person_id -> ids) names whom she avoids. Whoever uses this acts as if the other were not there.
"""

import uuid
from collections.abc import Iterable

from fuerza.core import hooks


def kept_apart(person_id: uuid.UUID, others: Iterable[uuid.UUID]) -> set[uuid.UUID]:
    """Give those of `others` whom she avoids, or who avoid her."""
    hers = _avoided_by(person_id)
    return {one for one in set(others) if one in hers or person_id in _avoided_by(one)}


def _avoided_by(person_id: uuid.UUID) -> set[uuid.UUID]:
    return {one for _name, hook in hooks.each("avoids") for one in hook(person_id)}
