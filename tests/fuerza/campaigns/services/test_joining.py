"""Speaking together: seen by members alone, while it lasts, from five on, some of many; out at once; and no brigade."""

from datetime import timedelta

import pytest
from django.utils import timezone

from fuerza.attendance import services as attendance
from fuerza.campaigns import queries, services
from fuerza.campaigns.choices import Refusal
from fuerza.campaigns.models import Member, Together
from fuerza.people import queries as people
from fuerza.people import services as ledger
from fuerza.people.choices import Purpose
from fuerza.people.models import Person
from fuerza.programme.models import Edition
from tests.fuerza.campaigns.conftest import ENOUGH, FEW, HOUR, Avoid, Come, Enter, MakePerson


def seen(member: Member) -> list[str]:
    return [name for _platform, name in queries.others_for(member, timezone.now())]


def test_from_five_on_each_sees_the_others_and_fewer_see_nobody(enter: Enter) -> None:
    ana, *_others = [enter(name) for name in FEW]
    too_few = seen(ana)

    eva = enter("eva")

    assert too_few == []
    assert seen(ana) == ["@bea.test", "@carla.test", "@dana.test", "@eva.test"]
    assert queries.others_for(eva, timezone.now())[0] == ("Bluesky", "@ana.test")


def test_before_it_begins_and_after_it_ends_nobody_is_seen(enter: Enter, day: Together) -> None:
    ana, *_others = [enter(name) for name in ENOUGH]
    moments = (day.begins_at - HOUR, day.ends_at, timezone.now())

    assert [len(queries.others_for(ana, at)) for at in moments] == [0, 0, 4]


def test_of_many_each_sees_twenty_and_always_the_same(enter: Enter) -> None:
    members = [enter(f"m{number:02}") for number in range(22)]

    views = [seen(one) for one in members[:3]]

    assert {len(view) for view in views} == {20}
    assert len({tuple(view) for view in views}) > 1
    assert seen(members[0]) == views[0]


def test_leaving_removes_her_at_once_with_a_receipt(enter: Enter) -> None:
    ana, bea, *_others = [enter(name) for name in (*ENOUGH, "fay")]

    services.leave(member=bea, now=timezone.now())

    scope = str(ana.day_id)
    given = [
        people.effective_consent(one.person, Purpose.HASHTAG_LISTING, scope, at=timezone.now())
        for one in (ana, bea)
    ]
    assert ("@bea.test" in seen(ana), given) == (False, [True, False])
    assert not Member.objects.filter(person=bea.person).exists()


@pytest.mark.parametrize("way", ["withdrawn", "gave up her place", "erased her account"])
def test_what_ends_elsewhere_ends_here(enter: Enter, way: str) -> None:
    ana, bea, *_others = [enter(name) for name in (*ENOUGH, "fay")]

    if way == "withdrawn":
        ledger.consent_withdraw(
            person=bea.person,
            purpose=Purpose.HASHTAG_LISTING,
            scope_id=str(bea.day_id),
            now=timezone.now(),
        )
    elif way == "gave up her place":
        attendance.leave(registration=bea.registration, now=timezone.now())
    else:
        Person.objects.filter(pk=bea.person_id).update(is_active=False)

    bea.person.refresh_from_db()
    assert ("@bea.test" in seen(ana), len(seen(ana))) == (False, 4)
    assert queries.member_of(bea.person, bea.day, timezone.now()) is None


@pytest.mark.parametrize("is_hers", [True, False])
def test_whoever_is_kept_apart_is_not_there_and_the_list_does_not_tell(
    enter: Enter, avoid: Avoid, is_hers: bool
) -> None:
    ana, bea, *others = [enter(name) for name in (*ENOUGH, "fay")]
    avoid(*((ana.person, bea.person) if is_hers else (bea.person, ana.person)))

    both, third = (seen(ana), seen(bea)), seen(others[0])
    services.leave(member=others[0], now=timezone.now())

    assert ("@bea.test" in both[0], "@ana.test" in both[1]) == (False, False)
    assert {"@ana.test", "@bea.test"} <= set(third)
    assert (seen(ana), len(seen(others[1]))) == ([], 4)


def test_an_organiser_ends_it_and_nobody_is_on_it_any_more(
    enter: Enter, day: Together, olivia: Person, come: Come
) -> None:
    ana, *_others = [enter(name) for name in ENOUGH]

    services.end_day(day=day, by=olivia, now=timezone.now())

    with pytest.raises(services.Refused) as refused:
        services.join(
            day=day, registration=come("gia"), platform="x", handle="g", now=timezone.now()
        )
    ana.day.refresh_from_db()
    assert (refused.value.why, Member.objects.count(), seen(ana)) == (Refusal.OVER, 0, [])


def test_joining_again_changes_her_handle_alone(enter: Enter, day: Together) -> None:
    ana = enter("ana")

    again = services.join(
        day=day, registration=ana.registration, platform="x", handle="other", now=timezone.now()
    )

    assert (again.pk, queries.handle_of(again), Member.objects.count()) == (ana.pk, "other", 1)


def test_only_who_has_a_place_in_this_programme_can_join(
    day: Together, come: Come, make: MakePerson, olivia: Person
) -> None:
    now = timezone.now()
    ana = come("ana")
    viewers = (ana.person, make("bea"), olivia)
    found = [queries.day_for(one, day.pk, now) for one in viewers]
    listed = [len(queries.days_for(one, day.campaign.programme, now)) for one in viewers]

    assert (found, listed) == ([(day, ana), None, None], [1, 0, 0])
    assert queries.day_for(ana.person, day.pk, day.ends_at) is None
    assert queries.day_for(ana.person, ana.pk, now) is None


def test_who_joined_is_forgotten_when_it_is_over_or_she_gave_up_her_place(
    enter: Enter, day: Together
) -> None:
    ana, bea = enter("ana"), enter("bea")
    attendance.leave(registration=ana.registration, now=timezone.now())

    services.purge(now=timezone.now())
    left = list(Member.objects.all())
    services.purge(now=day.ends_at + timedelta(seconds=1))

    assert (left, Member.objects.count()) == ([bea], 0)


def test_closing_an_edition_for_good_takes_who_joined_by_it(
    enter: Enter, edition: Edition, olivia: Person
) -> None:
    enter("ana")

    attendance.close_for_good(edition=edition, by=olivia, now=timezone.now())

    assert Member.objects.count() == 0
