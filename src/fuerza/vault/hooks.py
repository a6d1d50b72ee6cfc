"""What may be shown of an exhibit, and where: its owner sees the facts in clear, nobody else sees that it exists.

Helpers come through cases (an exhibit in a case that was granted), which asks for itself.
"""

from typing import Any

from fuerza.core import disclosure
from fuerza.vault.models import Exhibit

FACTS = frozenset(
    {
        "commitment",
        "kept_at",
        "method",
        "number",
        "platform",
        "size",
        "state",
        "written_at",
    }
)


@disclosure.rule(Exhibit, "page", "json", "export", "count")
def hers_alone(viewer: Any, exhibit: Exhibit) -> frozenset[str]:
    return FACTS if viewer.pk == exhibit.person_id else disclosure.NOTHING


@disclosure.rule(Exhibit, "feed", "mail", "search")
def never(_viewer: Any, _exhibit: Exhibit) -> frozenset[str]:
    """Evidence is in no feed, in no mail, and found by no search."""
    return disclosure.NOTHING
