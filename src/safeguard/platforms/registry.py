"""Where connectors and importers are found by name; each is imported only when it is asked for.

To add a platform, write its package beside this file and add one line here.
"""

from collections.abc import Callable, Collection, Iterator
from importlib import import_module
from typing import cast

from safeguard.platforms.base import Authorizer, Connector, Importer, ListReader, Readable, Sniffed

# name -> (label, where it is). A label is a name, or an English phrase the site translates.
CONNECTORS: dict[str, tuple[str, str]] = {
    "bluesky": ("Bluesky", "safeguard.platforms.bluesky.connector:Bluesky"),
    "mastodon": ("Mastodon", "safeguard.platforms.mastodon.connector:Mastodon"),
    "sample": ("Sample inbox", "safeguard.platforms.sample.connector:Sample"),
    "x": ("X", "safeguard.platforms.x.connector:X"),
    "youtube": ("YouTube", "safeguard.platforms.youtube.connector:YouTube"),
    "instagram": ("Instagram", "safeguard.platforms.instagram.connector:Instagram"),
}
AUTHORIZERS: dict[str, str] = {  # the same names, for networks one signs in to
    "bluesky": "safeguard.platforms.bluesky.authorizer:Authorizer",
    "mastodon": "safeguard.platforms.mastodon.authorizer:MastodonAuthorizer",
    "x": "safeguard.platforms.x.authorizer:XAuthorizer",
    "youtube": "safeguard.platforms.youtube.authorizer:YouTubeAuthorizer",
    "instagram": "safeguard.platforms.instagram.authorizer:InstagramAuthorizer",
}
LISTS: dict[str, tuple[str, str]] = {  # files that list accounts
    "x_archive": ("X archive", "safeguard.platforms.x_archive.lists:XLists"),
    "block_lists": ("Block list", "safeguard.platforms.block_lists.reader:BlockLists"),
}
IMPORTERS: dict[str, tuple[str, str]] = {
    "csv": ("CSV", "safeguard.platforms.table.delimited:Delimited"),
    "ndjson": ("NDJSON", "safeguard.platforms.table.ndjson:Ndjson"),
    "x_archive": ("X archive", "safeguard.platforms.x_archive.importer:XArchive"),
    "twitter_web_exporter": (
        "twitter-web-exporter",
        "safeguard.platforms.twitter_web_exporter.importer:TwitterWebExporter",
    ),
    "har": ("HAR", "safeguard.platforms.har.importer:Har"),
    "mastodon_export": (
        "Mastodon export",
        "safeguard.platforms.mastodon_export.importer:MastodonExport",
    ),
    "youtube": ("YouTube", "safeguard.platforms.youtube.importer:YouTube"),
    "whatsapp": ("WhatsApp", "safeguard.platforms.whatsapp.importer:WhatsApp"),
    "mail": ("E-mail", "safeguard.platforms.mail.importer:Mail"),
    "meta": ("Instagram, Facebook", "safeguard.platforms.meta.importer:Meta"),
    "sms": ("SMS Backup & Restore", "safeguard.platforms.sms.importer:Sms"),
    "telegram": ("Telegram", "safeguard.platforms.telegram.importer:Telegram"),
    "tiktok": ("TikTok", "safeguard.platforms.tiktok.importer:TikTok"),
}
# Kinds of file that are written anew, without what must not be stored, before anything of them is stored.
CLEANERS: dict[str, str] = {"har": "safeguard.platforms.har.cleaning:clean"}


def connector(name: str) -> type[Connector]:
    """Find a connector's class.

    Raises: KeyError for a name that is not in CONNECTORS.
    """
    return cast("type[Connector]", _load(CONNECTORS[name][1]))


def authorizer(name: str) -> type[Authorizer]:
    """Find the way in to a network.

    Raises: KeyError for a name that is not in AUTHORIZERS.
    """
    return cast("type[Authorizer]", _load(AUTHORIZERS[name]))


def list_reader(name: str) -> type[ListReader]:
    """Find what reads a kind of list.

    Raises: KeyError for a name that is not in LISTS.
    """
    return cast("type[ListReader]", _load(LISTS[name][1]))


def importer(name: str) -> type[Importer]:
    """Find an importer's class; make one with a `Reading`.

    Raises: KeyError for a name that is not in IMPORTERS.
    """
    return cast("type[Importer]", _load(IMPORTERS[name][1]))


def cleaner(name: str) -> Callable[[Readable], Iterator[bytes]] | None:
    """Find what a kind of file must go through before it is stored; None where it may be stored as it is."""
    found = CLEANERS.get(name)
    return cast("Callable[[Readable], Iterator[bytes]]", _load(found)) if found else None


def sniff(head: bytes, names: Collection[str] = ()) -> Sniffed:
    """Ask every importer about a file's first bytes (64 KiB is plenty) and names; the surest answers."""
    found = (importer(name).sniff(head, names) for name in IMPORTERS)
    return max(found, key=lambda it: it.confidence)


def sniff_list(head: bytes, names: Collection[str] = ()) -> Sniffed | None:
    """Ask every reader of lists; None where none knows it."""
    found = (list_reader(name).sniff(head, names) for name in LISTS)
    surest = max(found, key=lambda it: it.confidence, default=None)
    return surest if surest and surest.confidence else None


def _load(path: str) -> object:
    module, _, name = path.partition(":")
    return getattr(import_module(module), name)
