"""The categories of abuse: one internal code drives triage, cases and every report pack.

Source: our own taxonomy, laid over the platforms' rules as archived by Open Terms Archive in 2026.
Ids never change; words for people live with the site, which translates them.
"""

import msgspec


class Category(msgspec.Struct, frozen=True):
    """A category of abuse. `severity` is where it starts, from 0 (nothing) to 4 (someone may be in danger)."""

    id: str
    name: str
    severity: int


_ALL = (
    Category("T1", "threat.violence", 4),
    Category("T2", "threat.sexual", 4),
    Category("T3", "incite", 4),
    Category("T4", "selfharm.urge", 4),
    Category("A4", "stalk", 4),
    Category("P1", "dox", 4),
    Category("P2", "outing", 3),
    Category("P3", "swat", 4),
    Category("S1", "ncii", 4),
    Category("S2", "deepfake.sexual", 4),
    Category("S3", "sextortion", 4),
    Category("S4", "sexual.harass", 3),
    Category("H1", "hate.gender", 2),
    Category("H2", "hate.intersect", 3),
    Category("A1", "insult", 1),
    Category("A2", "targeted.repeat", 2),
    Category("A3", "pile_on", 2),
    Category("A5", "bad_faith", 1),
    Category("R1", "defame", 2),
    Category("R2", "impersonate", 2),
    Category("R3", "manipulated_media", 2),
    Category("R4", "astroturf", 1),
    Category("C1", "account_attack", 3),
    Category("C2", "retaliation", 3),
    Category("M1", "minor", 4),
)
CATEGORIES = {category.id: category for category in _ALL}
"""By id, and among equals of one severity in the order in which somebody should look: bodies before addresses."""
_PLACES = {category.id: place for place, category in enumerate(_ALL)}


def urgency(category_id: str) -> tuple[int, int]:
    """Give what sorts categories, most urgent first."""
    return -CATEGORIES[category_id].severity, _PLACES[category_id]
