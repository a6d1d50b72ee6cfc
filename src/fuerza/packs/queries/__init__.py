"""What is read of packs: routes and hazards from files, packs from the case and the person who asks."""

from fuerza.packs.queries.routes import (
    FACTUAL,
    OTHER_PLATFORM,
    Clock,
    Hazard,
    Route,
    RouteWasBroken,
    Rule,
    hazards_for,
    platform_route,
    route_of,
    routes_for,
)

__all__ = [
    "FACTUAL",
    "OTHER_PLATFORM",
    "Clock",
    "Hazard",
    "Route",
    "RouteWasBroken",
    "Rule",
    "hazards_for",
    "platform_route",
    "route_of",
    "routes_for",
]
