"""What is found together is told as one thing, once: under one id, in numbers, with nothing that quotes anybody."""

from collections.abc import Callable
from datetime import timedelta

from pytest_django import DjangoAssertNumQueries

from fuerza.desk import queries
from fuerza.desk.models import Group, Mention, PileOn
from fuerza.desk.queries import Desk
from fuerza.floods.models import Course
from fuerza.floods.services import find
from safeguard.records import Post
from tests.fuerza.floods.conftest import NOW, about, aged, flood, post, usual

Said = Callable[..., list[Mention]]
RAID = "Delete your article about the council now, idiot, all of it is false"


def quoted_by(number: int, posts: list[Post], other: str) -> list[Post]:
    return [about(one, other) if n < number else one for n, one in enumerate(posts)]


def test_a_group_of_one_account_is_no_raid(said: Said, desk: Desk) -> None:
    said(*[post("Delete your article about the council, idiot", by="bob") for _ in range(4)])

    find(person=desk.owner, now=NOW)

    assert Group.objects.count() == 0


def test_a_group_grows_and_stays_the_same_group(said: Said, desk: Desk) -> None:
    raid = "Delete your article about the council now, idiot, all of it is false"
    said(*[post(raid, by=f"p{n}") for n in range(3)])
    find(person=desk.owner, now=NOW)
    before = Group.objects.get()
    said(post(raid, by="late"))
    find(person=desk.owner, now=NOW)

    after = Group.objects.get()
    assert (before.pk, before.size) == (after.pk, 3)
    assert (after.size, after.authors) == (4, 4)


def test_a_flood_that_goes_on_grows_and_stays_the_same_flood(said: Said, desk: Desk) -> None:
    usual = [post(f"hello {day}", at=NOW - timedelta(days=day, hours=3)) for day in range(1, 30)]
    said(
        *usual,
        *[post(f"idiot a{n}", by=f"p{n}", at=NOW - timedelta(minutes=50)) for n in range(40)],
    )
    find(person=desk.owner, now=NOW)
    before = queries.pile_ons_in(desk).get()
    said(*[post(f"idiot b{n}", by=f"q{n}", at=NOW - timedelta(minutes=5)) for n in range(40)])
    find(person=desk.owner, now=NOW)

    after = queries.pile_ons_in(desk).get()
    assert (before.pk, before.ended_at) == (after.pk, None)
    assert (before.group.size, after.group.size) == (40, 80)


def test_old_accounts_in_a_flood_are_not_called_new(said: Said, desk: Desk) -> None:
    usual = [
        post(f"hello {day}", by=f"p{day}", at=NOW - timedelta(days=day, hours=3))
        for day in range(1, 30)
    ]
    said(
        *usual,
        *[post(f"idiot a{n}", by=f"p{n}", at=NOW - timedelta(hours=5)) for n in range(1, 59)],
    )

    find(person=desk.owner, now=NOW)

    assert queries.pile_ons_in(desk).get().first_time_share == 0.5


def test_a_raid_is_one_group_however_it_is_spelled(said: Said, desk: Desk) -> None:
    raid = "Delete your article about the council now, everyone knows it is false"
    said(
        post(raid, by="a"),
        post(raid.replace("e", "3"), by="b"),
        post(raid + " @marisol", by="c"),
        post("I liked the article about the bridge", by="d"),
    )

    find(person=desk.owner, now=NOW)
    find(person=desk.owner, now=NOW)

    [group] = queries.groups_in(desk)
    assert (group.size, group.authors) == (3, 3)
    assert queries.mentions_of_group(desk, group).count() == 3


def test_a_flood_becomes_one_pile_on(said: Said, desk: Desk) -> None:
    usual = [post(f"hello {day}", at=NOW - timedelta(days=day, hours=3)) for day in range(1, 30)]
    flood = [
        post(f"idiot {n}", by=f"p{n}", at=NOW - timedelta(hours=4, minutes=-30, seconds=n))
        for n in range(80)
    ]
    said(*usual, *flood)

    find(person=desk.owner, now=NOW)
    find(person=desk.owner, now=NOW)

    [pile_on] = queries.pile_ons_in(desk)
    assert (pile_on.group.size, pile_on.first_time_share) == (80, 1.0)
    assert queries.mentions_of_group(desk, pile_on.group).count() == 80


def test_a_day_of_thanks_is_no_pile_on(said: Said, desk: Desk) -> None:
    usual = [post(f"hello {day}", at=NOW - timedelta(days=day, hours=3)) for day in range(1, 30)]
    thanks = [
        post(f"thank you {n}", by=f"p{n}", at=NOW - timedelta(hours=4, minutes=-30, seconds=n))
        for n in range(80)
    ]
    said(*usual, *thanks)

    find(person=desk.owner, now=NOW)

    assert list(queries.pile_ons_in(desk)) == []


def test_what_is_found_again_as_it_was_is_not_written_again(
    said: Said, desk: Desk, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    said(*usual(), *flood(60), *[post(RAID, by=f"p{n}") for n in range(3)])
    find(person=desk.owner, now=NOW)
    before = list(Group.objects.order_by("pk").values()), list(PileOn.objects.values())

    with django_assert_max_num_queries(10):
        find(person=desk.owner, now=NOW + timedelta(minutes=1))

    assert (list(Group.objects.order_by("pk").values()), list(PileOn.objects.values())) == before


def test_when_a_flood_was_first_told_stays_as_it_goes_on(said: Said, desk: Desk) -> None:
    said(*usual(), *flood(40, ago=timedelta(minutes=50)))
    find(person=desk.owner, now=NOW)
    later = NOW + timedelta(minutes=30)
    said(*flood(40, now=later, ago=timedelta(minutes=5), name="b"))
    find(person=desk.owner, now=later)

    [pile_on] = PileOn.objects.select_related("group")
    assert (pile_on.seen_at, pile_on.group.size) == (NOW, 80)


def test_the_earliest_widely_quoted_post_that_is_held_is_named(said: Said, desk: Desk) -> None:
    begun = [*flood(60)]
    posts = quoted_by(7, begun[:30], "a40") + quoted_by(20, begun[30:], "elsewhere")
    said(*usual(), *posts)

    find(person=desk.owner, now=NOW)

    pile_on = PileOn.objects.get()
    source = Mention.objects.get(
        post_key=Mention.objects.filter(about_key__gt=b"").earliest("written_at").about_key
    )
    course = Course.objects.get(group=pile_on.group)
    assert pile_on.first_widely_quoted == source.pk
    assert (course.held_quoted_by, course.quoted_by) == (7, 20)


def test_a_post_quoted_by_four_is_not_widely_quoted(said: Said, desk: Desk) -> None:
    said(*usual(), *quoted_by(4, flood(60), "a40"))

    find(person=desk.owner, now=NOW)

    assert PileOn.objects.get().first_widely_quoted is None
    assert Course.objects.get().quoted_by == 0


def test_the_share_of_new_accounts_rests_on_those_whose_age_is_known(
    said: Said, desk: Desk
) -> None:
    new, old, unknown = flood(10, name="n"), flood(30, name="o"), flood(20, name="u")
    said(*usual(), *[aged(one, 3) for one in new], *[aged(one, 300) for one in old], *unknown)

    find(person=desk.owner, now=NOW)

    assert PileOn.objects.get().new_account_share == 0.25
    assert Course.objects.get().ages_known == 40


def test_where_no_age_is_known_no_share_is_given(said: Said, desk: Desk) -> None:
    said(*usual(), *flood(60))

    find(person=desk.owner, now=NOW)

    assert PileOn.objects.get().new_account_share is None


def test_who_wrote_longer_ago_than_is_looked_at_is_no_stranger(said: Said, desk: Desk) -> None:
    long_ago = [post("hello", by=f"a{n}", at=NOW - timedelta(days=90)) for n in range(15)]
    said(*long_ago, *usual(), *flood(60))

    find(person=desk.owner, now=NOW)

    assert PileOn.objects.get().first_time_share == 0.75


def test_a_course_is_numbers_and_words_of_ours(said: Said, desk: Desk) -> None:
    said(*usual(), *flood(60, ago=timedelta(hours=4, minutes=1)))

    find(person=desk.owner, now=NOW)

    course = Course.objects.get()
    began = round((NOW - timedelta(hours=4, minutes=5)).timestamp())
    assert course.steps == [[began, 60, 60, 60, 0.04]]
    assert (course.platforms, course.languages) == ({"bluesky": 60}, {"en": 60})
    assert (course.hurtful, course.usual_week) == (60, 7.0)


def test_a_raid_has_a_course_without_a_usual(said: Said, desk: Desk) -> None:
    said(*[post(RAID, by=f"p{n}", at=NOW + timedelta(minutes=6 * n)) for n in range(3)])

    find(person=desk.owner, now=NOW + timedelta(hours=1))

    steps = [step[1:] for step in Course.objects.get().steps]
    assert steps == [[1, 1, 1, 0.0], [1, 1, 1, 0.0], [1, 1, 1, 0.0]]


def test_two_floods_are_two_and_keep_their_ids(said: Said, desk: Desk) -> None:
    said(*usual(), *flood(60, ago=timedelta(days=3)), *flood(60, name="b"))
    find(person=desk.owner, now=NOW)
    before = set(PileOn.objects.values_list("pk", flat=True))
    said(*flood(5, ago=timedelta(minutes=10), name="c"))
    find(person=desk.owner, now=NOW)

    assert len(before) == 2
    assert set(PileOn.objects.values_list("pk", flat=True)) == before


def test_a_flood_whose_beginning_is_out_of_sight_stays_as_it_was_told(
    said: Said, desk: Desk
) -> None:
    said(*usual(), *flood(60, ago=timedelta(hours=1)))
    find(person=desk.owner, now=NOW)
    before = PileOn.objects.values().get()
    Mention.objects.filter(author_key=Mention.objects.latest("written_at").author_key).delete()

    find(person=desk.owner, now=before["began_at"] + timedelta(days=60, seconds=20))

    assert PileOn.objects.values().get() == before


def test_another_desk_is_left_alone(said: Said, desk: Desk) -> None:
    said(*usual(), *flood(60))
    other = type(desk.owner).objects.create_user("berta")

    find(person=other, now=NOW)

    assert (Group.objects.count(), PileOn.objects.count()) == (0, 0)
