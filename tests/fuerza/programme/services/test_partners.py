"""Police and state bodies never get names, whoever asks and whoever writes the row."""

import pytest
from django.db import IntegrityError, transaction

from fuerza.programme import services
from fuerza.programme.choices import DataAccess, PartnerKind
from fuerza.programme.models import Partner, Partnership
from fuerza.programme.services import OfficialsWereToGetNames, PartnerTwice, Terms
from tests.fuerza.programme.conftest import OpenEdition

OFFICIAL = ["police", "state"]
NAMED = Terms(role="trainer", data_access=DataAccess.NAMED_WITH_CONSENT)


@pytest.mark.parametrize("kind", PartnerKind.values)
def test_every_kind_may_get_names_of_those_who_agree_but_police_and_state(
    open_edition: OpenEdition, kind: str
) -> None:
    edition = open_edition()

    if kind in OFFICIAL:
        with pytest.raises(OfficialsWereToGetNames):
            services.add_partner(edition=edition, name="Them", kind=kind, terms=NAMED)
    else:
        services.add_partner(edition=edition, name="Them", kind=kind, terms=NAMED)

    assert Partnership.objects.count() == (kind not in OFFICIAL)


@pytest.mark.parametrize("kind", OFFICIAL)
def test_the_database_itself_refuses_names_to_officials(
    open_edition: OpenEdition, kind: str
) -> None:
    terms = Terms(role="trainer", data_access=DataAccess.AGGREGATE)
    partnership = services.add_partner(edition=open_edition(), name="Them", kind=kind, terms=terms)

    with pytest.raises(IntegrityError), transaction.atomic():
        Partnership.objects.filter(pk=partnership.pk).update(
            data_access=DataAccess.NAMED_WITH_CONSENT
        )

    partnership.refresh_from_db()
    assert partnership.data_access == DataAccess.AGGREGATE


def test_one_partner_is_one_row_at_many_editions_and_once_at_each(
    open_edition: OpenEdition,
) -> None:
    one, other = open_edition("2016"), open_edition("2017")
    terms = Terms(role="host")
    for edition in (one, other):
        services.add_partner(edition=edition, name="Mesa", kind="ngo", terms=terms)

    with pytest.raises(PartnerTwice):
        services.add_partner(edition=one, name="Mesa", kind="ngo", terms=terms)

    assert (Partner.objects.count(), Partnership.objects.count()) == (1, 2)
