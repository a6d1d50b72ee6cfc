"""What is done with campaigns: handing out and counting, and days on which members speak together."""

from fuerza.campaigns.services.cleaning import MAX_BYTES, Refused, clean
from fuerza.campaigns.services.handing import (
    NewAsset,
    NewCount,
    add_asset,
    add_count,
    take_away,
)
from fuerza.campaigns.services.joining import end_day, join, leave, open_day, purge

__all__ = [
    "MAX_BYTES",
    "NewAsset",
    "NewCount",
    "Refused",
    "add_asset",
    "add_count",
    "clean",
    "end_day",
    "join",
    "leave",
    "open_day",
    "purge",
    "take_away",
]
