"""What she needs to do an act herself: the page it is done on, and what was kept of what it is about."""

from datetime import datetime

import msgspec

from fuerza.acts.models import Action
from fuerza.acts.queries.plans import Aim
from fuerza.connections.queries import web_address
from fuerza.core.keyrings import Opened
from fuerza.vault.queries import bodies_of
from safeguard.evidence.record import read_record
from safeguard.platforms.links import deep_link


class Kept(msgspec.Struct, frozen=True, kw_only=True):
    """What was kept behind an act: how many things, when the first was written; its words only where asked for."""

    number: int = 0
    written_at: datetime | None = None
    words: str = ""


def way_to(kind: str, aim: Aim) -> str:
    """Give the page on the platform from which she can do it: where none is known, that of the post; else ""."""
    known = deep_link(aim.platform, kind, author=aim.author, handle=aim.handle, url=aim.url)
    return known or web_address(aim.url)


def kept_of(action: Action, *, opened: Opened | None) -> Kept:
    """Say what was kept before an act; with her opened keyring, in which words it was written."""
    exhibits = list(action.exhibits.defer("sealed").order_by("number"))
    if not exhibits:
        return Kept()
    words = ""
    if opened is not None:
        found = (
            read_record(body.record).content.text for _, body in bodies_of(exhibits, opened=opened)
        )
        words = next(found, "")
    return Kept(number=len(exhibits), written_at=exhibits[0].written_at, words=words)
