"""Claims stand in their sources' words, beside each other, apart from anything counted."""

import pytest

from fuerza.programme import queries, services
from fuerza.programme.models import Programme
from fuerza.programme.services import Source
from safeguard.publish.edtf import NotAPartialDate
from tests.fuerza.programme.conftest import OpenEdition

BLOG = Source(title="A blog", url="https://example.org/a", date="2016-11-21", is_exact=True)
PRESS = Source(title="A paper")


def test_sources_that_differ_stand_side_by_side_and_the_same_claim_once(
    open_edition: OpenEdition,
) -> None:
    edition = open_edition()

    for source, value in [(BLOG, "about 70"), (PRESS, "60"), (BLOG, "about 70")]:
        services.add_fact(edition=edition, field="attendees", value=value, source=source)

    found = [
        (fact.value, fact.source_title, fact.confidence) for fact in queries.claims_of(edition)
    ]
    assert sorted(found) == [
        ("60", "A paper", "asserted"),
        ("about 70", "A blog", "asserted"),
    ]


def test_a_claim_changes_nothing_of_its_edition(open_edition: OpenEdition) -> None:
    edition = open_edition("")
    before = services.details_of(edition)

    services.add_fact(edition=edition, field="starts", value="2016-11", source=BLOG)
    services.add_fact(edition=edition, field="host_event", value="A forum", source=BLOG)

    edition.refresh_from_db()
    assert services.details_of(edition) == before


def test_a_source_of_no_date_that_exists_is_refused(
    open_edition: OpenEdition, programme: Programme
) -> None:
    wrong = Source(title="A blog", date="yesterday")
    campaign = services.open_campaign(programme=programme, name="A day", language="en")

    with pytest.raises(NotAPartialDate):
        services.add_fact(edition=open_edition(), field="format", value="x", source=wrong)
    with pytest.raises(NotAPartialDate):
        services.add_campaign_fact(campaign=campaign, field="likes", value="16", source=wrong)


def test_a_campaigns_claims_are_its_own_and_kept_once(programme: Programme) -> None:
    campaign = services.open_campaign(
        programme=programme, name="A day", language="en", starts="2017-02-07"
    )

    for _time in range(2):
        services.add_campaign_fact(campaign=campaign, field="likes", value="16", source=BLOG)

    assert [fact.value for fact in campaign.facts.all()] == ["16"]
