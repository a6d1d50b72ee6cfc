"""A copy of all that is hers: one ZIP of what every domain hands over, ready before the first byte is sent."""

import zipfile
from collections.abc import Iterable, Iterator

from django.conf import settings

from fuerza.core import hooks
from fuerza.core.keyrings import Opened
from fuerza.core.privacy import Part
from fuerza.people.models import Person
from fuerza.vault.services.spool import SealedSpool

FROM = (1980, 1, 1, 0, 0, 0)  # the earliest a ZIP knows: when she asked is nobody's business


def export(person: Person, key: Opened | None) -> SealedSpool:
    """Write her copy whole: a domain that fails leaves no half a copy. The caller iterates over it once."""
    spool = SealedSpool(settings.ENV.data / "tmp")
    try:
        _write(spool, parts_of(person, key))
    except BaseException:
        spool.close()
        raise
    return spool


def _write(spool: SealedSpool, parts: Iterable[tuple[str, Part]]) -> None:
    with zipfile.ZipFile(spool, "w", zipfile.ZIP_DEFLATED) as archive:
        for domain, part in parts:
            about = zipfile.ZipInfo(f"{domain}/{part.path}", date_time=FROM)
            about.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(about, part.content)


def parts_of(person: Person, key: Opened | None) -> Iterator[tuple[str, Part]]:
    """Ask every domain's `export` hook, in the order of their names."""
    for name, hook in hooks.each("privacy"):
        domain, _colon, what = name.partition(":")
        if what == "export":
            for part in hook(person, key):
                yield domain, part
