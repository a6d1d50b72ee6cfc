"""Opening what lies under the key of an edition, which goes when the edition is closed for good."""

import uuid

from django.db.models import Model

from fuerza.core import crypto


def opened(row: Model, field: str, *, edition_id: uuid.UUID, place: bytes) -> str:
    """Open a field; nothing where nothing is there, or its key is gone."""
    sealed = bytes(getattr(row, f"sealed_{field}"))
    if not sealed:
        return ""
    try:
        return crypto.open_personal(edition_id, sealed, place)
    except crypto.KeyGone:
        return ""
