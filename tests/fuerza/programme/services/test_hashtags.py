"""One hashtag per key, in any script, whole; shared by whatever uses it."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from fuerza.programme import queries, services
from fuerza.programme.models import Hashtag, HashtagUse, HashtagVariant, Programme
from fuerza.programme.services import NotAHashtag
from tests.fuerza.programme.conftest import OpenEdition


def test_spellings_of_one_hashtag_are_one_row_with_variants(open_edition: OpenEdition) -> None:
    one, other = open_edition("2016"), open_edition("2017")

    services.use_hashtag(display="#FuerzaEnMiVoz", by=one, language="es")
    services.use_hashtag(display="Fuerzaenmivoz", by=other)
    services.use_hashtag(display="＃ＦｕｅｒｚａEnMiVoz", by=other)

    [hashtag] = Hashtag.objects.filter(key="fuerzaenmivoz")
    assert (hashtag.display, hashtag.language, hashtag.script) == ("FuerzaEnMiVoz", "es", "Latn")
    assert {use.edition for use in hashtag.uses.all()} == {one, other}
    assert hashtag.variants.count() == 2


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("#शक्ति", "Deva"),
        ("قوة", "Arab"),
        ("ForçaNaVoz", "Latn"),
        ("SID2017", "Latn"),
        ("voz_alta", "Latn"),
        ("क्‍ष", "Deva"),
        ("ᏣᎳᎩ", "Zyyy"),
    ],
)
def test_a_hashtag_stays_whole_in_its_script(
    open_edition: OpenEdition, text: str, script: str
) -> None:
    use = services.use_hashtag(display=text, by=open_edition())

    assert (use.hashtag.display, use.hashtag.script) == (text.lstrip("#"), script)


@pytest.mark.parametrize("text", ["", "#", "two words", "2017", "a-b", "a#b", "voz!", "🙂"])
def test_what_is_no_hashtag_is_refused(open_edition: OpenEdition, text: str) -> None:
    edition = open_edition()

    with pytest.raises(NotAHashtag):
        services.use_hashtag(display=text, by=edition)

    assert not edition.hashtag_uses.exists()


def test_a_variant_has_its_hashtags_key(open_edition: OpenEdition) -> None:
    hashtag = services.use_hashtag(display="FuerzaEnMiVoz", by=open_edition()).hashtag

    own = services.add_variant(hashtag=hashtag, display="#FuerzaEnMiVoz")
    services.add_variant(hashtag=hashtag, display="FUERZAENMIVOZ")
    for wrong in ("Fuerza", "Fuerza EnMiVoz"):
        with pytest.raises(NotAHashtag):
            services.add_variant(hashtag=hashtag, display=wrong)

    assert own is None
    assert [row.display for row in HashtagVariant.objects.all()] == ["FUERZAENMIVOZ"]


def test_using_it_again_corrects_the_days_and_adds_no_use(open_edition: OpenEdition) -> None:
    edition = open_edition()
    services.use_hashtag(display="Fuerza", by=edition)

    services.use_hashtag(display="Fuerza", by=edition, since=date(2027, 4, 1))

    assert [use.since for use in edition.hashtag_uses.all()] == [date(2027, 4, 1)]


def test_the_database_itself_refuses_a_use_of_two_things_or_of_none(
    open_edition: OpenEdition, programme: Programme
) -> None:
    use = services.use_hashtag(display="Fuerza", by=open_edition())

    for change in ({"programme": programme}, {"edition": None}):
        with pytest.raises(IntegrityError), transaction.atomic():
            HashtagUse.objects.filter(pk=use.pk).update(**change)


def test_a_hashtag_of_two_editions_and_a_campaign_is_one_line_in_the_totals(
    open_edition: OpenEdition, programme: Programme
) -> None:
    campaign = services.open_campaign(programme=programme, name="A day", language="en")
    for user in (
        open_edition("2016", "announced"),
        open_edition("2017", "announced"),
        open_edition("2018", "draft"),
        open_edition("2019", "announced", visibility="sealed"),
        open_edition("2020", "announced", visibility="unlisted"),
        open_edition("2021", "announced", is_fictional=True),
        campaign,
    ):
        services.use_hashtag(display="FuerzaEnMiVoz", by=user)
    services.use_hashtag(display="OnlyInADraft", by=open_edition("2022"))

    totals = queries.hashtag_totals(queries.VISITOR, programme)

    assert [(one.display, one.editions, one.campaigns) for one in totals] == [
        ("FuerzaTest", 0, 0),
        ("FuerzaEnMiVoz", 2, 1),
    ]
