"""Where connectors and importers are found by name; each is imported only when it is asked for.

To add a platform, write its package beside this file and add one line here.
"""

from importlib import import_module
from typing import cast

from safeguard.platforms.base import Connector, Importer, Sniffed

# name -> (label, where it is). A label is a name, or an English phrase the site translates.
CONNECTORS: dict[str, tuple[str, str]] = {
    "sample": ("Sample inbox", "safeguard.platforms.sample.connector:Sample"),
}
IMPORTERS: dict[str, tuple[str, str]] = {
    "csv": ("CSV", "safeguard.platforms.table.delimited:Delimited"),
    "ndjson": ("NDJSON", "safeguard.platforms.table.ndjson:Ndjson"),
}


def connector(name: str) -> type[Connector]:
    """Find a connector's class.

    Raises: KeyError for a name that is not in CONNECTORS.
    """
    return cast("type[Connector]", _load(CONNECTORS[name][1]))


def importer(name: str) -> type[Importer]:
    """Find an importer's class; make one with a `Reading`.

    Raises: KeyError for a name that is not in IMPORTERS.
    """
    return cast("type[Importer]", _load(IMPORTERS[name][1]))


def sniff(head: bytes) -> Sniffed:
    """Ask every importer about a file's first bytes (64 KiB is plenty); the surest answers."""
    return max((importer(name).sniff(head) for name in IMPORTERS), key=lambda it: it.confidence)


def _load(path: str) -> object:
    module, _, name = path.partition(":")
    return getattr(import_module(module), name)
