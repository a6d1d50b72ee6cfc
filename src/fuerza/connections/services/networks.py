"""What a network is reached with: its connector, the way in to it, and how this installation names itself there."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, cast

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from fuerza.connections.choices import NETWORKS
from fuerza.connections.models import Connection
from fuerza.connections.queries import app_of
from fuerza.core import crypto, http
from fuerza.core.serving import LOOPBACK
from fuerza.env import App
from safeguard.platforms import registry
from safeguard.platforms.base import Authorizer, Client, Connector

SAMPLE = "sample"
NAME = "Notes"  # what networks show her beside what was let in; it tells nothing
HERE = "127.0.0.1"
Clock = Callable[[], datetime]


def network_of(
    connection: Connection, reach: http.Client | None = None, clock: Clock = timezone.now
) -> Connector:
    """Make the connector of a linked account; the demo's sample network remembers on the row itself."""
    made: Any = registry.connector(connection.connector)
    if connection.connector == SAMPLE:
        return cast("Connector", made((), connection.sample_store))
    return cast("Connector", made(reach or http.client(keeps=False), clock))


def has_way_in(connector: str) -> bool:
    """Say whether one signs in to this network: to the sample nobody does."""
    return connector in registry.AUTHORIZERS


def authorizer_of(connector: str, reach: http.Client, clock: Clock = timezone.now) -> Authorizer:
    made: Any = registry.authorizer(connector)
    return cast("Authorizer", made(reach, clock))


def scopes_of(connector: str) -> dict[str, str]:
    """Map each purpose to what is asked for, to the letter."""
    return dict(registry.authorizer(connector).scopes)


def takes_passwords(connector: str) -> bool:
    """Say whether there is a way in by an app password (`Authorizer.sign_in`)."""
    return hasattr(registry.authorizer(connector), "sign_in")


def client_of(connector: str) -> Client:
    """Say who asks: by an app of the operator's own, by the address of our own description, or by neither yet."""
    app = app_of(connector)
    if _is_described(connector):
        named = origin() + reverse("connections:client")
        app = App(client_id=named, client_secret=crypto.signing_key("networks"))
    return Client(
        redirect=redirect(),
        name=NAME,
        website=origin(),
        id=app.client_id,
        secret=app.client_secret,
        api_key=app.api_key,
    )


def redirect() -> str:
    """Return where networks send her back to; from this machine by number, as they ask, and handed on from there."""
    if is_here():
        return origin().replace("localhost", HERE, 1) + reverse("connections:hand_on")
    return origin() + reverse("connections:return")


def is_here() -> bool:
    """Say whether this installation is reached from this machine alone."""
    return settings.ENV.origin.partition("//")[2].partition(":")[0] in LOOPBACK


def description() -> dict[str, object] | None:
    """Describe this installation to networks that look it up (an authorizer's `client_metadata`); None: none does."""
    for network in NETWORKS.values():
        if _is_described(network.name):
            made: Any = registry.authorizer(network.name)
            return dict(made.client_metadata(client_of(network.name)))
    return None


def _is_described(connector: str) -> bool:
    """Say whether a network takes an address as a client's name: only a public one, over TLS."""
    return (
        settings.ENV.origin.startswith("https:")
        and has_way_in(connector)
        and hasattr(registry.authorizer(connector), "client_metadata")
    )


def origin() -> str:
    """Return the address that people type."""
    return str(settings.ENV.origin)
