"""What is read from the desk. Start at `desk_of`: a Desk says whose it is and what the one who asks may do."""

from fuerza.desk.queries.bodies import Body, body_of, body_place, read
from fuerza.desk.queries.counting import CALM, CategoryCount, Day, Standing, coverage_of, standing
from fuerza.desk.queries.desks import (
    Desk,
    by_author_of,
    desk_let_into,
    desk_of,
    groups_in,
    mentions_in,
    mentions_of_group,
    pile_ons_in,
    waiting_in,
)

__all__ = [
    "CALM",
    "Body",
    "CategoryCount",
    "Day",
    "Desk",
    "Standing",
    "body_of",
    "body_place",
    "by_author_of",
    "coverage_of",
    "desk_let_into",
    "desk_of",
    "groups_in",
    "mentions_in",
    "mentions_of_group",
    "pile_ons_in",
    "read",
    "standing",
    "waiting_in",
]
