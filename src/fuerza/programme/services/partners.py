"""Partners: what each does at an edition and what it gets, said before anybody applies."""

from collections.abc import Mapping

import msgspec
from django.db import IntegrityError, transaction

from fuerza.programme.choices import OFFICIAL, DataAccess, TextStatus
from fuerza.programme.models import Edition, Partner, Partnership
from fuerza.programme.services.texts import write_text


class OfficialsWereToGetNames(PermissionError):
    """Police or a state body was to get names, which no consent and no organiser can allow."""


class PartnerTwice(ValueError):
    """It was a partner of this edition already."""


class Terms(msgspec.Struct, frozen=True, kw_only=True):
    """What a partner does and gets; `told` by language says it more closely, the language written first among them."""

    role: str
    data_access: str = DataAccess.NONE
    told: Mapping[str, str] = msgspec.field(default_factory=dict)


def known_partner(*, name: str, kind: str) -> Partner:
    """Return the partner of this name and kind, new or not."""
    partner, _is_new = Partner.objects.get_or_create(name=name, kind=kind)
    return partner


@transaction.atomic
def add_partner(
    *,
    edition: Edition,
    name: str,
    kind: str,
    terms: Terms,
    status: str = TextStatus.DRAFT,
) -> Partnership:
    """Make somebody a partner of an edition. Police and state bodies never get names (misuse.md).

    Raises:
        OfficialsWereToGetNames: the partner is one of them, and was to get names.
        PartnerTwice: it is a partner of this edition already.

    """
    if kind in OFFICIAL and terms.data_access == DataAccess.NAMED_WITH_CONSENT:
        raise OfficialsWereToGetNames(kind)
    try:
        with transaction.atomic():
            partnership = Partnership.objects.create(
                edition=edition,
                partner=known_partner(name=name, kind=kind),
                kind=kind,
                role=terms.role,
                data_access=terms.data_access,
            )
    except IntegrityError as error:
        raise PartnerTwice(name) from error
    first = edition.source_language
    for language in sorted(terms.told, key=lambda one: one != first):
        write_text(
            holder=partnership,
            field="told",
            language=language,
            text=terms.told[language],
            status=status,
        )
    return partnership
