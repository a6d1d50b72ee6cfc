"""A programme is opened once, whole or not at all."""

import pytest

from fuerza.programme import queries, services
from fuerza.programme.models import Campaign, Programme
from fuerza.programme.services import NotAHashtag, ProgrammeTwice
from safeguard.publish.edtf import NotAPartialDate
from tests.fuerza.programme.conftest import NOW


def test_a_programme_has_its_name_its_hashtag_and_what_it_is(programme: Programme) -> None:
    texts = dict(programme.texts.values_list("field", "text"))

    assert texts == {"name": "Fuerza", "about": "We meet."}
    assert [use.hashtag.display for use in programme.hashtag_uses.all()] == ["FuerzaTest"]
    assert queries.programme_here() == programme


@pytest.mark.usefixtures("programme")
def test_a_slug_is_one_programme() -> None:
    with pytest.raises(ProgrammeTwice):
        services.open_programme(slug="fuerza", name="B", hashtag="B", language="en", now=NOW)

    assert Programme.objects.count() == 1


def test_what_is_no_hashtag_opens_no_programme() -> None:
    with pytest.raises(NotAHashtag):
        services.open_programme(slug="b", name="B", hashtag="not one", language="en", now=NOW)

    assert not Programme.objects.exists()


def test_a_campaign_is_as_exact_as_is_known(programme: Programme) -> None:
    with pytest.raises(NotAPartialDate):
        services.open_campaign(programme=programme, name="B", language="en", starts="soon")
    campaign = services.open_campaign(
        programme=programme, name="B", language="en", starts="2017-02"
    )

    assert [one.pk for one in Campaign.objects.all()] == [campaign.pk]
    assert queries.when_words(campaign) == "February 2017"
