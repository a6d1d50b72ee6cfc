"""Limits on reading and being spared texts: one's own, never another's; danger is always shown; a minute ends it."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from fuerza.core import audit
from fuerza.desk.models import Mention
from fuerza.helping import queries, services
from fuerza.helping.hooks import panels
from fuerza.people.models import Grant, Person
from tests.fuerza.desk.conftest import NOW, post
from tests.fuerza.helping.conftest import browser_at

Said = Callable[..., list[Mention]]
INSULTS = reverse("desk:category", args=["A1"])


def spare(person: Person, hours: int = 12) -> None:
    services.spare(person=person, hours=hours, now=timezone.now())


def test_texts_are_kept_from_her_and_threats_are_not(
    said: Said, hers: Client, person: Person
) -> None:
    said(post("idiot canaryinsult"), post("kill canarythreat"), post("address canarydox"))
    spare(person)

    shown = {
        key: "canary" in hers.get(reverse("desk:category", args=[key])).text
        for key in ("A1", "T1", "P1")
    }

    assert shown == {"A1": False, "T1": True, "P1": True}
    assert "[insult, English]" in hers.get(INSULTS).text


def test_one_message_is_kept_from_her_too_and_no_opening_is_noted(
    said: Said, hers: Client, person: Person
) -> None:
    [mention] = said(post("idiot canaryinsult"))
    spare(person)

    pages = [
        getattr(hers, verb)(f"/d/{mention.pk}/", {"desk": "own"}).text for verb in ("get", "post")
    ]

    assert ["canaryinsult" in page for page in pages] == [False, False]
    assert not audit.was_noted(person.pk, person.pk, "desk.opened", mention.pk)


def test_she_ends_it_alone_in_a_minute_and_asking_twice_makes_it_no_later(person: Person) -> None:
    services.open_alone(person=person, now=NOW)
    services.spare(person=person, hours=72, now=NOW)

    services.open_alone(person=person, now=NOW)
    services.open_alone(person=person, now=NOW + timedelta(seconds=30))

    person.refresh_from_db()
    assert person.spared_until == NOW + timedelta(minutes=1)


def test_after_the_minute_texts_show_again(said: Said, hers: Client, person: Person) -> None:
    said(post("idiot canaryinsult"))
    spare(person)
    hers.post(reverse("helping:open_alone"))
    before = hers.get(INSULTS).text
    Person.objects.update(spared_until=timezone.now())

    after = hers.get(INSULTS).text

    assert ("canaryinsult" in before, "canaryinsult" in after) == (False, True)


def test_whom_she_helps_sees_nothing_of_a_helpers_wish_and_a_helper_nothing_of_hers(
    said: Said, hers: Client, person: Person, grant: Grant
) -> None:
    said(post("idiot canaryinsult"))
    Grant.objects.update(is_masked=False)
    spare(grant.actor)
    hers.get(reverse("desk:watch"))
    of_helper = "canaryinsult" in hers.get(INSULTS).text
    spare(person)

    at_desk = browser_at(grant).get(INSULTS).text

    assert (of_helper, "canaryinsult" in at_desk, "kept from you" in at_desk) == (True, True, False)


def test_a_helper_can_set_it_only_for_herself(grant: Grant, person: Person) -> None:
    browser_at(grant).post(reverse("helping:spare"), {"hours": "72", "desk": str(grant.pk)})

    person.refresh_from_db()
    helper = Person.objects.get(pk=grant.actor_id)
    assert (person.spared_until, helper.spared_until is not None) == (None, True)


# Limits


def test_reading_is_counted_since_midnight_where_she_is(person: Person, other: Person) -> None:
    person.zone = "Asia/Tokyo"
    now = NOW.replace(hour=16)  # one at night there
    for minutes, verb, actor in [
        (0, "desk.opened", person),
        (2, "desk.read", person),
        (4, "desk.opened", person),
        (5, "desk.watched", person),
        (5, "desk.opened", other),
        (7, "desk.opened", person),  # three minutes before the next: a pause
        (90, "desk.opened", person),
    ]:
        audit.note(person.pk, actor.pk, verb, "x", at=now - timedelta(minutes=minutes))

    assert queries.read_today(person, now) == queries.Read(items=4, minutes=4)


@pytest.mark.parametrize(
    ("reads", "minutes", "is_told"),
    [(None, None, False), (2, None, True), (3, None, False), (None, 1, True), (None, 3, False)],
)
def test_a_limit_is_said_when_it_is_reached_and_nothing_is_locked(
    said: Said,
    hers: Client,
    person: Person,
    reads: int | None,
    minutes: int | None,
    *,
    is_told: bool,
) -> None:
    [mention] = said(post("idiot canaryinsult"))
    today = timezone.now()
    for seconds in (0, 90):
        audit.note(person.pk, person.pk, "desk.opened", "x", at=today - timedelta(seconds=seconds))
    services.set_limits(person=person, reads=reads, minutes=minutes, now=NOW)
    told = bool(panels("reading", person))

    page = hers.get(f"/d/{mention.pk}/").text

    assert (told, "canaryinsult" in page) == (is_told, True)
    assert ("as much today as you wanted to" in hers.get(INSULTS).text) is (is_told or reads == 3)


def test_the_page_of_limits_keeps_what_is_set_and_empties_it(hers: Client, person: Person) -> None:
    address = reverse("helping:limits")
    said_of = []
    for form in ({"reads": "20", "minutes": "30"}, {"reads": "0"}, {"reads": ""}):
        status = hers.post(address, form).status_code
        person.refresh_from_db()
        said_of.append((status, person.reads_a_day, person.minutes_a_day))

    assert said_of == [(302, 20, 30), (422, 20, 30), (302, None, None)]
    assert hers.get(address).status_code == 200


def test_the_page_of_being_spared_says_what_is_shown_all_the_same(hers: Client) -> None:
    before = hers.get(reverse("helping:spare")).text
    refused = hers.post(reverse("helping:spare"), {"hours": "1000"}).status_code
    hers.post(reverse("helping:spare"), {"hours": "4"})
    during = hers.get(reverse("helping:spare")).text

    assert ("are shown all the same" in before, refused) == (True, 422)
    assert ["Show them again" in page for page in (before, during)] == [False, True]


def test_her_own_lists_count_only_while_she_has_a_limit(
    said: Said, hers: Client, person: Person
) -> None:
    said(post("idiot canaryinsult"))
    hers.get(INSULTS)
    without = queries.read_today(person, timezone.now()).items
    services.set_limits(person=person, reads=9, minutes=None, now=NOW)

    hers.get(INSULTS)

    assert (without, queries.read_today(person, timezone.now()).items) == (0, 1)


def test_what_may_put_her_in_danger_comes_without_a_word_on_limits(
    said: Said, hers: Client, person: Person
) -> None:
    said(post("idiot"), post("I will kill you"))
    insult, threat = (Mention.objects.get(category=each) for each in ("A1", "T1"))
    services.set_limits(person=person, reads=1, minutes=None, now=NOW)
    audit.note(person.pk, person.pk, "desk.opened", "x", at=timezone.now())

    told = [
        "as much today as you wanted to" in hers.get(address).text
        for address in (f"/d/{insult.pk}/", f"/d/{threat.pk}/", INSULTS, reverse("desk:urgent"))
    ]

    assert told == [True, False, True, False]
