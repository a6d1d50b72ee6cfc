"""What may be read of campaigns: public pages from the campaign, organisers' from the organiser, days from a member."""

from fuerza.campaigns.queries.assets import (
    asset_of,
    assets_of,
    campaign_for,
    campaign_of,
    count_of,
    counts_of,
    indicators,
    places_of,
)
from fuerza.campaigns.queries.days import (
    day_for,
    day_of,
    days_for,
    days_of,
    handle_of,
    handle_place,
    is_open,
    lasts,
    member_of,
    members_of,
    others_for,
)

__all__ = [
    "asset_of",
    "assets_of",
    "campaign_for",
    "campaign_of",
    "count_of",
    "counts_of",
    "day_for",
    "day_of",
    "days_for",
    "days_of",
    "handle_of",
    "handle_place",
    "indicators",
    "is_open",
    "lasts",
    "member_of",
    "members_of",
    "others_for",
    "places_of",
]
