"""The one way from a linked account to its network: the connector, and what lets it act for her."""

import msgspec

from fuerza.connections.choices import ConnectionState
from fuerza.connections.models import Connection
from fuerza.connections.services.linking import access_to, network_of
from safeguard.platforms.base import Access, AccessLost, Connector


class Reached(msgspec.Struct, frozen=True):
    """A network that can be asked now."""

    network: Connector
    access: Access


def reach(connection: Connection) -> Reached | None:
    """Reach an account's network; None where she has to do something first, which then stands on the connection."""
    if connection.state != ConnectionState.CONNECTED:
        return None
    try:
        return Reached(network_of(connection), access_to(connection))
    except AccessLost:
        lose(connection)
        return None


def lose(connection: Connection) -> None:
    """Note that the platform takes the token no longer: nothing is tried until she connects again."""
    connection.state = ConnectionState.LOST
    Connection.objects.filter(pk=connection.pk).update(state=ConnectionState.LOST)
