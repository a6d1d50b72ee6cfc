"""Who may be shown what of campaigns on which surface; her copy and erasing; what a report counts."""

import json
from typing import get_args

from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from fuerza.campaigns import hooks as rules
from fuerza.campaigns import services
from fuerza.campaigns.models import Member
from fuerza.core import disclosure, hooks
from fuerza.people.models import Person
from fuerza.programme.models import Campaign, Edition
from tests.fuerza.campaigns.conftest import NOW, Enter

SURFACES = get_args(disclosure.Surface)
EXPORT, ERASE = (hooks.find("privacy", f"campaigns:{what}") for what in ("export", "erase"))


def test_on_every_surface_each_is_shown_what_the_rules_say_and_no_more(
    campaign: Campaign, enter: Enter, olivia: Person
) -> None:
    ana, bea = enter("ana"), enter("bea")
    new = services.NewAsset(kind="card", name="Card", languages=["en"], alt="Steps")
    number = services.NewCount(kind="likes", number=9, source="Page", on=NOW.date())
    rows = {
        "asset": services.add_asset(campaign=campaign, new=new, by=olivia, now=NOW),
        "count": services.add_count(campaign=campaign, new=number, by=olivia, now=NOW),
        "day": ana.day,
        "member": ana,
    }

    def shown(viewer: object) -> dict[tuple[str, str], frozenset[str]]:
        told = {
            (name, surface): disclosure.fields_for(viewer, row, surface)
            for name, row in rows.items()
            for surface in SURFACES
        }
        return {key: fields for key, fields in told.items() if fields}

    public = {("asset", "page"): rules.ASSET}
    joined = public | {("day", "page"): rules.DAY}
    viewers = (ana.person, bea.person, olivia, AnonymousUser())
    assert [shown(one) for one in viewers] == [
        joined | {("member", at): rules.MEMBER for at in ("page", "export")},
        joined,
        joined | {("count", at): rules.COUNT for at in ("page", "count")},
        public,
    ]


def test_her_copy_has_her_own_handle_and_erasing_takes_her_row_alone(enter: Enter) -> None:
    assert EXPORT is not None
    assert ERASE is not None
    ana, bea = enter("ana"), enter("bea")

    [part] = EXPORT(ana.person, None)
    ERASE(ana.person)

    [told] = json.loads(part.content)
    assert (part.path, told["handle"], b"bea" in part.content) == (
        "speaking-together.json",
        "@ana.test",
        False,
    )
    assert list(Member.objects.all()) == [bea]


def test_her_page_of_an_edition_leads_to_the_days_and_says_whether_she_joined(
    enter: Enter, edition: Edition, olivia: Person
) -> None:
    ana = enter("ana")
    place = f"mine {edition.pk}"

    [card] = rules.panels(place, ana.person)
    services.end_day(day=ana.day, by=olivia, now=timezone.now())

    assert card.values["rows"] == [(ana.day, True)]  # type: ignore[union-attr]  # it is a Card
    assert [
        rules.panels(*one) for one in ((place, ana.person), (place, olivia), ("today", olivia))
    ] == [[], [], []]
    assert rules.indicators(edition) == []
