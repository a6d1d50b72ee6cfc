"""Safety advisers: who is on duty, who is asked, that nobody is let in but by her own tap, and what ends with it."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from fuerza.core import audit, keyrings
from fuerza.core import hooks as names
from fuerza.core.models import Job
from fuerza.desk import queries as desks
from fuerza.desk.models import Mention
from fuerza.helping import queries, services
from fuerza.helping.models import Apart, Asking, Debrief, Duty
from fuerza.people import queries as people_queries
from fuerza.people import services as people
from fuerza.people.choices import Purpose, RoleName
from fuerza.people.models import Consent, Grant, Person
from tests.fuerza.desk.conftest import NOW, post

ALWAYS = services.Card(
    languages=["en"], days=[0, 1, 2, 3, 4, 5, 6], from_hour=0, to_hour=0, at_once=2
)
NEVER = services.Card(languages=["en"], days=[], from_hour=0, to_hour=0, at_once=2)


def adviser(name: str, card: services.Card = ALWAYS, zone: str = "UTC") -> Person:
    made = Person.objects.create_user(name, email=f"{name}@b.test", zone=zone)
    keyrings.make_keyring(made.pk, now=NOW)
    people.give_role(person=made, name=RoleName.ADVISER, by=None, now=NOW)
    rules = [Purpose.HELPING, Purpose.ADVISING]
    services.agree(person=made, purposes=rules, now=NOW - timedelta(days=1))
    services.set_card(adviser=made, card=card, now=NOW)
    return made


def speaking(*languages: str, at_once: int = 2) -> services.Card:
    return services.Card(
        languages=list(languages), days=ALWAYS.days, from_hour=0, to_hour=0, at_once=at_once
    )


def mailed() -> set[str]:
    jobs = Job.objects.filter(name="core.send_mail", ids__kind="note")
    return {Person.objects.get(pk=job.ids["person"]).username for job in jobs}


def asked(person: Person, message: str = "") -> Asking:
    services.call(person=person, message=message, now=NOW)
    found = queries.asking_of(person)
    assert found is not None
    return found


def taken(person: Person, by: Person, message: str = "") -> Asking:
    return services.take_up(adviser=by, pk=asked(person, message).pk, now=NOW)


def words(person: Person, asking: Asking) -> str | None:
    return queries.message_of(asking, keyrings.open_with_server(person.pk, now=NOW))


@pytest.mark.parametrize(
    ("at", "zone", "from_hour", "to_hour", "is_there"),
    [
        ("2026-11-20T09:00", "UTC", 9, 17, True),  # a Friday
        ("2026-11-20T08:59", "UTC", 9, 17, False),
        ("2026-11-20T17:00", "UTC", 9, 17, False),
        ("2026-11-21T10:00", "UTC", 9, 17, False),  # a Saturday
        ("2026-11-20T14:30", "America/Bogota", 9, 17, True),
        ("2026-11-20T13:30", "America/Bogota", 9, 17, False),
        ("2026-11-20T23:00", "UTC", 22, 6, True),
        ("2026-11-21T05:59", "UTC", 22, 6, True),  # the night that Friday began
        ("2026-11-20T05:59", "UTC", 22, 6, False),
        ("2026-11-21T06:00", "UTC", 22, 6, False),
        ("2026-11-21T07:59", "UTC", 8, 8, True),
        ("2026-11-21T08:00", "UTC", 8, 8, False),
    ],
)
def test_hours_are_those_of_her_zone_and_may_pass_midnight(
    at: str, zone: str, from_hour: int, to_hour: int, is_there: bool
) -> None:
    card = services.Card(
        languages=["en"], days=[4], from_hour=from_hour, to_hour=to_hour, at_once=1
    )
    made = adviser("vera", card, zone)

    moment = datetime.fromisoformat(at).replace(tzinfo=UTC)

    assert [each.person for each in queries.on_duty(moment)] == ([made] if is_there else [])


def test_switched_by_hand_it_stays_so_for_twelve_hours_and_no_longer(person: Person) -> None:
    adviser("vera", NEVER)
    adviser("wanda")
    for name, is_on in (("vera", True), ("wanda", False)):
        duty = Duty.objects.get(person__username=name)
        services.switch(duty=duty, is_on=is_on, now=NOW)

    def there(after: float) -> list[str]:
        return [
            each.person.username for each in queries.fit_for(person, NOW + timedelta(hours=after))
        ]

    assert [there(0), there(11.9), there(12)] == [["vera"], ["vera"], ["wanda"]]
    services.switch(duty=Duty.objects.get(person__username="wanda"), is_on=None, now=NOW)
    assert there(1) == ["vera", "wanda"]


def test_only_advisers_who_agreed_to_the_rules_as_they_are_are_in_the_pool() -> None:
    there, old, gone = adviser("vera"), adviser("wanda"), adviser("xenia")
    Consent.objects.filter(person=old).update(policy_version="2025-01")
    people.consent_withdraw(person=gone, purpose=Purpose.ADVISING, now=NOW + timedelta(hours=1))
    ended = adviser("yara")
    ended.roles.update(ends_at=NOW)
    later = NOW + timedelta(hours=2)

    before = [each.person for each in queries.pool(later)]
    services.agree(person=old, purposes=[Purpose.ADVISING], now=later)
    services.agree(person=old, purposes=[Purpose.ADVISING], now=later)

    assert before == [there]
    assert [each.person for each in queries.pool(later)] == [there, old]
    assert (
        Consent.objects.filter(person=old, purpose=Purpose.ADVISING).count(),
        people_queries.has_agreed(old, Purpose.HELPING, at=later),
    ) == (2, False)


def test_those_who_speak_her_language_are_asked_first_and_the_others_when_none_does(
    person: Person,
) -> None:
    adviser("vera", speaking("es"))
    adviser("wanda", speaking("en", "fr"))
    found = {}
    for language in ("es", "fr", "hi"):
        person.language = language
        found[language] = [each.person.username for each in queries.fit_for(person, NOW)]

    assert found == {"es": ["vera"], "fr": ["wanda"], "hi": ["vera", "wanda"]}


def test_who_is_to_be_kept_apart_or_has_no_room_or_is_herself_is_never_asked(
    person: Person, other: Person
) -> None:
    made = {name: adviser(name) for name in ("away", "feared", "not_her", "cannot", "full", "free")}
    people.avoid(person=person, other=made["feared"], now=NOW)
    people.avoid(person=made["away"], other=person, now=NOW)
    services.keep_apart(person=person, adviser=made["not_her"], now=NOW)
    Apart.objects.create(person=person, adviser=made["cannot"], is_hers=False, made_at=NOW)
    Duty.objects.filter(person=made["full"]).update(at_once=1)
    Asking.objects.create(person=other, asked_at=NOW, adviser=made["full"])
    people.give_role(person=person, name=RoleName.ADVISER, by=None, now=NOW)
    services.agree(person=person, purposes=[Purpose.ADVISING], now=NOW)
    services.set_card(adviser=person, card=ALWAYS, now=NOW)

    asked(person)

    assert [each.person.username for each in queries.fit_for(person, NOW)] == ["free"]
    assert mailed() == {"free"}
    assert {each.username for each in made.values() if queries.waiting_for(each, NOW)} == {"free"}
    named = {each.name: each.is_apart for each in queries.advisers_named(person, NOW)}
    assert named == {"cannot": False, "free": False, "full": False, "not_her": True}


def test_asking_twice_is_asking_once_and_tells_again_after_an_hour(person: Person) -> None:
    adviser("vera")
    told = [services.call(person=person, now=NOW) for _twice in range(2)]
    Job.objects.all().delete()

    again = []
    for minutes in (59, 60):
        services.call(person=person, now=NOW + timedelta(minutes=minutes))
        again.append(mailed())

    assert (told, Asking.objects.count(), again) == ([True, True], 1, [set(), {"vera"}])


def test_while_nobody_is_on_duty_it_is_kept_and_said(person: Person) -> None:
    vera = adviser("vera", NEVER)

    told = services.call(person=person, now=NOW)
    services.switch(duty=Duty.objects.get(), is_on=True, now=NOW)

    assert (told, mailed()) == (False, set())
    assert [each.person for each in queries.waiting_for(vera, NOW)] == [person]
    assert services.call(person=person, now=NOW) is True


def test_the_hook_asks_and_says_whether_somebody_was_told(person: Person) -> None:
    ask = names.find("advisers", "helping")
    assert ask is not None
    without = ask(person, now=NOW)
    kept = Asking.objects.count()
    adviser("vera")

    assert (without, kept, ask(person, now=NOW), Asking.objects.count()) == (False, 0, True, 1)


def test_how_many_may_be_dangerous_is_told_and_nothing_else(
    person: Person, said: Callable[..., list[Mention]]
) -> None:
    said(*(post(text) for text in ("kill", "kill", "idiot", "lovely")))
    adviser("vera")

    assert asked(person).urgent == 2


def test_what_she_writes_opens_to_those_on_duty_and_to_nobody_once_it_is_over(
    person: Person,
) -> None:
    vera, wanda = adviser("vera"), adviser("wanda", NEVER)
    asking = taken(person, vera, "canarymessage")
    stored = bytes(Asking.objects.get().sealed_message)

    before = [words(each, asking) for each in (person, vera, wanda)]
    services.close(asking=asking, by=vera, opened=None, now=NOW)

    assert b"canary" not in stored
    assert before == ["canarymessage", "canarymessage", None]
    assert [words(each, asking) for each in (person, vera)] == ["canarymessage", None]
    assert queries.message_of(asking, None) is None


def test_taking_it_opens_nothing_and_her_tap_opens_reading_and_documenting_for_seven_days(
    person: Person,
) -> None:
    vera = adviser("vera")
    person.email = "p@b.test"
    person.save()
    asking = taken(person, vera)
    before = list(Grant.objects.all())
    is_in_before = queries.is_in(asking, NOW)

    services.let_adviser_in(asking=asking, opened=None, now=NOW)

    grant = Grant.objects.get()
    desk = desks.desk_let_into(vera, grant.pk, NOW)
    assert desk is not None
    assert (before, is_in_before, mailed()) == ([], False, {"vera", "marisol"})
    assert (grant.kind, set(desk.may), desk.is_masked) == ("adviser", {"document"}, True)
    assert grant.ends_at == NOW + timedelta(days=7)
    assert queries.is_in(asking, NOW)
    assert not queries.is_in(asking, NOW + timedelta(days=7))
    assert audit.was_noted(person.pk, vera.pk, "helping.took_up", asking.pk)
    with pytest.raises(services.Taken):
        services.let_adviser_in(asking=asking, opened=None, now=NOW)


def test_nobody_is_let_in_before_somebody_came(person: Person) -> None:
    adviser("vera")

    with pytest.raises(services.Taken):
        services.let_adviser_in(asking=asked(person), opened=None, now=NOW)


def test_one_that_was_taken_is_nobody_elses_to_take(person: Person) -> None:
    vera, wanda = adviser("vera"), adviser("wanda")
    asking = taken(person, vera)

    with pytest.raises(services.Taken):
        services.take_up(adviser=wanda, pk=asking.pk, now=NOW)
    assert (queries.taken(vera, asking.pk), queries.taken(wanda, asking.pk)) == (asking, None)


def test_who_cannot_is_out_with_words_and_grant_and_the_others_are_told(
    person: Person,
) -> None:
    vera, wanda = adviser("vera"), adviser("wanda")
    asking = taken(person, vera, "canarymessage")
    services.let_adviser_in(asking=asking, opened=None, now=NOW)
    Job.objects.all().delete()

    services.step_back(asking=asking, adviser=vera, now=NOW)

    assert Grant.objects.get().ended_at == NOW
    assert [words(each, asking) for each in (vera, wanda)] == [None, "canarymessage"]
    assert (mailed(), queries.waiting_for(vera, NOW)) == ({"wanda"}, [])
    assert queries.waiting_for(wanda, NOW) == [asking]


def test_i_cant_is_for_that_asking_alone(person: Person) -> None:
    vera = adviser("vera")
    asking = taken(person, vera)
    services.keep_apart(person=person, adviser=adviser("wanda"), now=NOW)

    services.step_back(asking=asking, adviser=vera, now=NOW)
    during = queries.fit_for(person, NOW)
    services.close(asking=asking, by=person, opened=None, now=NOW)
    services.call(person=person, now=NOW)

    assert (during, [each.person for each in queries.fit_for(person, NOW)]) == ([], [vera])
    assert list(Apart.objects.values_list("adviser__username", "is_hers")) == [("wanda", True)]


def test_whoever_said_so_can_take_it_after_all_while_nobody_else_has(person: Person) -> None:
    vera, wanda = adviser("vera"), adviser("wanda")
    asking = taken(person, vera, "canarymessage")
    services.step_back(asking=asking, adviser=vera, now=NOW)
    offered = [queries.given_up_by(each, NOW) for each in (vera, wanda)]

    services.take_up(adviser=vera, pk=asking.pk, now=NOW)
    again = Asking.objects.get().adviser
    services.step_back(asking=Asking.objects.get(), adviser=vera, now=NOW)
    services.take_up(adviser=wanda, pk=asking.pk, now=NOW)

    assert (offered, again, words(vera, asking)) == ([[asking], []], vera, None)
    assert queries.given_up_by(vera, NOW) == []
    with pytest.raises(services.Taken):
        services.take_up(adviser=vera, pk=asking.pk, now=NOW)


def test_whom_she_does_not_want_has_no_way_back(person: Person) -> None:
    vera = adviser("vera")
    asking = taken(person, vera)
    services.step_back(asking=asking, adviser=vera, now=NOW)

    services.keep_apart(person=person, adviser=vera, now=NOW)

    assert queries.given_up_by(vera, NOW) == []
    with pytest.raises(services.Taken):
        services.take_up(adviser=vera, pk=asking.pk, now=NOW)


def test_the_pool_costs_the_same_for_any_number(django_assert_num_queries: Any) -> None:
    for name in ("vera", "wanda", "xenia"):
        adviser(name)

    with django_assert_num_queries(1):
        assert len(queries.pool(NOW)) == 3


def test_not_this_one_takes_it_back_and_can_be_lifted(person: Person) -> None:
    vera, wanda = adviser("vera"), adviser("wanda")
    asking = taken(person, vera)

    services.keep_apart(person=person, adviser=vera, now=NOW)
    services.keep_apart(person=person, adviser=wanda, now=NOW)
    apart = queries.fit_for(person, NOW)
    services.lift(person=person, adviser=wanda, now=NOW)

    assert apart == []
    assert [each.person for each in queries.fit_for(person, NOW)] == [wanda]
    assert Asking.objects.get(pk=asking.pk).adviser is None


def test_handed_over_it_is_the_others_who_is_let_in_by_a_tap_of_hers_and_the_first_is_let_out(
    person: Person,
) -> None:
    vera = adviser("vera")
    asking = taken(person, vera, "canarymessage")
    first = services.let_adviser_in(asking=asking, opened=None, now=NOW)
    wanda, xenia = adviser("wanda"), adviser("xenia")
    key = keyrings.open_with_server(vera.pk, now=NOW)

    services.hand_over(asking=asking, to=wanda, opened=key, now=NOW)
    offered = [queries.waiting_for(each, NOW) for each in (wanda, xenia)]
    services.take_up(adviser=wanda, pk=asking.pk, now=NOW + timedelta(hours=1))
    asking = Asking.objects.get()
    is_in = queries.is_in(asking, NOW)
    second = services.let_adviser_in(asking=asking, opened=None, now=NOW)
    first.refresh_from_db()

    assert (offered, is_in) == ([[asking], []], False)
    assert words(wanda, asking) == "canarymessage"
    assert (first.ended_at, second.actor, second.ended_at) == (NOW, wanda, None)
    assert asking.seen_at == NOW


def test_it_is_handed_to_nobody_who_is_off_duty_or_kept_apart_from_her(person: Person) -> None:
    vera, off, feared = adviser("vera"), adviser("wanda", NEVER), adviser("xenia")
    people.avoid(person=person, other=feared, now=NOW)
    asking = taken(person, vera)

    for each in (vera, off, feared):
        with pytest.raises(services.Taken):
            services.hand_over(asking=asking, to=each, opened=None, now=NOW)
    assert Asking.objects.get().adviser == vera


def test_where_the_one_it_was_handed_to_leaves_the_others_are_asked(person: Person) -> None:
    vera, wanda = adviser("vera"), adviser("wanda")
    asking = taken(person, vera)
    services.hand_over(asking=asking, to=wanda, opened=None, now=NOW)

    services.switch(duty=Duty.objects.get(person=wanda), is_on=False, now=NOW)

    assert queries.waiting_for(vera, NOW) == [asking]


def test_asked_again_while_the_one_who_took_it_is_away_it_goes_to_those_who_are_there(
    person: Person,
) -> None:
    vera, wanda = adviser("vera"), adviser("wanda")
    asking = taken(person, vera)
    still_hers = services.call(person=person, now=NOW), queries.taken(vera, asking.pk)
    services.switch(duty=Duty.objects.get(person=vera), is_on=False, now=NOW)
    Job.objects.all().delete()

    told = services.call(person=person, now=NOW)

    assert (still_hers, told, mailed()) == ((True, asking), True, {"wanda"})
    assert queries.waiting_for(wanda, NOW) == [asking]


def test_one_who_is_let_in_keeps_it_while_off_duty(person: Person) -> None:
    vera = adviser("vera")
    adviser("wanda")
    asking = taken(person, vera)
    services.let_adviser_in(asking=asking, opened=None, now=NOW)
    services.switch(duty=Duty.objects.get(person=vera), is_on=False, now=NOW)

    services.call(person=person, now=NOW)

    assert queries.taken(vera, asking.pk) == asking


@pytest.mark.parametrize("is_shared", [True, False])
def test_how_it_went_is_the_advisers_and_hers_if_shared_even_after_the_help_ended(
    person: Person, is_shared: bool
) -> None:
    vera = adviser("vera")
    asking = taken(person, vera)
    services.let_adviser_in(asking=asking, opened=None, now=NOW)
    services.debrief(asking=asking, text="canarynote", is_shared=is_shared, now=NOW)
    services.close(asking=asking, by=person, opened=None, now=NOW)
    rows = Debrief.objects.all()

    opened = [
        queries.debriefs_told(rows, keyrings.open_with_server(each.pk, now=NOW))[0].text
        for each in (vera, person)
    ]

    assert opened == ["canarynote", "canarynote" if is_shared else None]
    assert (queries.debriefs_for(person).count(), queries.debriefs_by(vera).count()) == (
        int(is_shared),
        1,
    )
    assert queries.debriefs_told(rows, None)[0].text is None
    assert (Grant.objects.get().ended_at, queries.asking_of(person)) == (NOW, None)


def test_the_usual_wait_is_said_from_five_people_on() -> None:
    waits = []
    for minutes in (10, 20, 30, 40, 500):
        person = Person.objects.create_user(f"p{minutes}")
        seen = NOW + timedelta(minutes=minutes)
        Asking.objects.create(person=person, asked_at=NOW, seen_at=seen, closed_at=seen)
        Asking.objects.create(person=person, asked_at=NOW, closed_at=NOW)
        waits.append(queries.usual_wait(NOW + timedelta(hours=9)))

    assert waits == [None] * 4 + [timedelta(minutes=30)]
    assert queries.usual_wait(NOW + timedelta(days=90)) is None
