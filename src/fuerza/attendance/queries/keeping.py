"""Who is not let in to an edition, as other rooms of the house decide it."""

import uuid
from collections.abc import Collection

from fuerza.core import hooks


def kept_out(edition_id: uuid.UUID, person_ids: Collection[uuid.UUID]) -> set[uuid.UUID]:
    """Say who of these is not let in now; asked at every door, so that nothing has to be taken away to hold."""
    return {one for _name, ask in hooks.each("kept_out") for one in ask(edition_id, person_ids)}
