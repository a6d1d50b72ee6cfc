"""Her rules: tried first, at work while she is away, never on a danger, and undone."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import msgspec
import pytest

from fuerza.connections import services as connections
from fuerza.core.keyrings import Opened
from fuerza.desk import services as desk_services
from fuerza.desk.choices import Decision
from fuerza.desk.models import Mention, Tally
from fuerza.desk.queries import Desk, may_put_in_danger, mentions_in, scope_in
from fuerza.people.models import Person
from fuerza.sorting import queries, services
from fuerza.sorting.models import Caught, Rule
from fuerza.sorting.services import ruling
from safeguard.classify.records import Reason
from safeguard.classify.wishes import Wish
from tests.fuerza.desk.conftest import NOW, score
from tests.fuerza.sorting.conftest import Took, scored

CLOWN = Wish(words=("clown",))
PLAIN = scored("A1", insult=0.9)
DAY = timedelta(days=1)


def rule(person: Person, wish: Wish = CLOWN, expires_at: datetime | None = None) -> Rule:
    return services.make_rule(person=person, wish=wish, expires_at=expires_at, now=NOW)


def decided(*mentions: Mention) -> list[str]:
    for mention in mentions:
        mention.refresh_from_db()
    return [mention.decision for mention in mentions]


def tallies(person: Person) -> dict[tuple[str, str], int]:
    rows = Tally.objects.filter(person=person).exclude(count=0)
    return {(row.category, row.decision): row.count for row in rows}


def stopped() -> datetime:
    return NOW


def test_a_rule_hides_what_comes_in_while_she_is_away(desk: Desk, took: Took) -> None:
    made = rule(desk.owner)

    one, other = took(("what a clown", PLAIN), ("what a day", PLAIN))

    assert decided(one, other) == ["ruled", "waiting"]
    assert tallies(desk.owner) == {("A1", "ruled"): 1, ("A1", "waiting"): 1}
    assert queries.hidden_by_rules(desk.owner) == 1
    assert queries.rules_that_caught(one) == [made]


@pytest.mark.parametrize("label", ["T1", "T2", "T4", "A4", "P1", "P2", "P3", "S1"])
def test_no_rule_hides_a_threat_or_what_gives_her_away(desk: Desk, took: Took, label: str) -> None:
    rule(desk.owner)

    [one] = took(("what a clown", scored(label)))

    assert (decided(one), Caught.objects.count()) == (["waiting"], 0)


def test_criticism_that_a_rule_hides_is_hidden_by_a_rule_and_not_as_abuse(
    desk: Desk, took: Took
) -> None:
    rule(desk.owner)

    took(("I disagree, clown or not", scored()))

    assert tallies(desk.owner) == {("nothing", "ruled"): 1}


def test_the_words_of_a_rule_are_nowhere_in_clear(desk: Desk) -> None:
    made = rule(desk.owner)

    [opened] = queries.wishes_of(desk.owner, [made]).values()

    assert (b"clown" in bytes(made.sealed), opened) == (False, CLOWN)


@pytest.mark.parametrize(
    ("expires_at", "is_paused", "hides"),
    [(None, False, True), (NOW + DAY, False, True), (NOW, False, False), (None, True, False)],
)
def test_a_rule_that_rests_or_is_over_hides_nothing(
    desk: Desk,
    took: Took,
    expires_at: datetime | None,
    is_paused: bool,
    hides: bool,
) -> None:
    made = rule(desk.owner, expires_at=expires_at)
    services.pause(rule=made, is_paused=is_paused, now=NOW)

    [one] = took(("what a clown", PLAIN))

    [stands] = queries.standing_rules(desk, None, NOW)
    assert decided(one) == ["ruled" if hides else "waiting"]
    assert (stands.hidden, stands.is_over, stands.wish) == (int(hides), expires_at == NOW, None)


def test_what_a_rule_hid_can_all_be_shown_again(desk: Desk, took: Took) -> None:
    made, other = rule(desk.owner), rule(desk.owner, Wish(words=("town",)))
    by_both, by_one = took(("clown of the town", PLAIN), ("clown", PLAIN))
    desk_services.decide(
        desk=desk,
        mentions=mentions_in(desk).filter(pk=took(("clown", PLAIN))[-1].pk),
        choice=desk_services.Choice(decision=Decision.FINE),
        opened=None,
        now=NOW,
    )

    back = services.show_again(rule=made, now=NOW)

    made.refresh_from_db()
    assert (back, decided(by_both, by_one)) == (1, ["ruled", "waiting"])
    assert (made.is_paused, Caught.objects.filter(rule=made).count()) == (True, 0)
    assert services.drop_rule(rule=other, now=NOW) == 1
    assert (decided(by_both), list(queries.rules_of(desk.owner))) == (["waiting"], [made])
    assert tallies(desk.owner) == {("A1", "waiting"): 2, ("A1", "fine"): 1}


def test_a_rule_is_tried_on_what_is_stored_before_it_is_made(
    desk: Desk, took: Took, opened: Opened
) -> None:
    one, *_rest, found_fine = took(
        ("clown one", PLAIN),
        ("clown two", scored(support=0.99)),
        ("clown three", scored("T1")),
        ("no match", PLAIN),
        ("clown four", PLAIN),
    )
    desk_services.decide(
        desk=desk,
        mentions=mentions_in(desk).filter(pk=found_fine.pk),
        choice=desk_services.Choice(decision=Decision.FINE),
        opened=opened,
        now=NOW,
    )

    tried = queries.tried(desk, CLOWN, opened)

    assert (tried.looked, tried.stored, tried.caught) == (5, 5, 4)
    assert (tried.wrongly, tried.spared, tried.hides) == (2, 1, 2)
    assert [body.post.text for _mention, body in tried.some] == [
        "clown four",
        "clown three",
        "clown two",
        "clown one",
    ]
    assert decided(one) == ["waiting"]


def test_a_locked_desk_tries_nothing(desk: Desk, took: Took) -> None:
    took(("clown", PLAIN))

    tried = queries.tried(desk, CLOWN, None)

    assert (tried.looked, tried.caught) == (0, 0)


def test_it_looks_through_what_waits_and_takes_up_where_it_stopped(
    desk: Desk, took: Took, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ruling, "CHUNK", 2)
    mentions = took(*((f"clown {n}" if n % 2 else "fine words", PLAIN) for n in range(5)))
    made = rule(desk.owner)
    ticks: Iterator[datetime] = iter([NOW, NOW, NOW + timedelta(seconds=2)])

    services.look_on(desk=desk, rule=made, opened=opened, clock=lambda: next(ticks))
    first = (made.looked, made.has_looked)
    services.look_on(desk=desk, rule=made, opened=opened, clock=stopped)
    services.look_on(desk=desk, rule=made, opened=opened, clock=stopped)

    assert (first, made.looked, made.has_looked) == ((2, False), 5, True)
    assert decided(*mentions) == ["waiting", "ruled", "waiting", "ruled", "waiting"]


def test_looking_through_an_empty_desk_ends(desk: Desk, opened: Opened) -> None:
    made = services.look_on(desk=desk, rule=rule(desk.owner), opened=opened, clock=stopped)

    assert (made.looked, made.has_looked, made.looked_to) == (0, True, None)


@pytest.mark.usefixtures("data")
@pytest.mark.parametrize("is_paused", [False, True])
def test_what_a_file_brought_is_hidden_when_it_is_shown(
    desk: Desk,
    is_paused: bool,
) -> None:
    made = rule(desk.owner)
    rows = [b"text,author_handle,created_at\n"] + [
        f"clown {n},bob,2026-11-01T1{n}:00:00Z\n".encode() for n in (1, 2)
    ]
    brought, _checked = connections.bring(person=desk.owner, file=rows, zone="", mine=None, now=NOW)

    def scores(texts: list[str]) -> list[object]:
        during = list(Mention.objects.values_list("decision", flat=True))
        assert "ruled" not in during
        services.pause(rule=made, is_paused=is_paused, now=NOW)
        return score(texts)  # type: ignore[return-value]  # a list of scores

    desk_services.complete_import(
        made=brought,
        score=scores,  # type: ignore[arg-type]  # as above
        clock=stopped,
        beat=lambda *_: None,
    )

    expected = "waiting" if is_paused else "ruled"
    assert tallies(desk.owner) == {("nothing", expected): 2}
    assert set(Mention.objects.values_list("decision", flat=True)) == {expected}


def test_fifty_rules_are_enough(desk: Desk) -> None:
    for _ in range(ruling.AT_MOST):
        rule(desk.owner)

    with pytest.raises(services.TooManyRules):
        rule(desk.owner)


def test_the_lists_of_what_is_hidden_are_hers(
    desk: Desk, took: Took, helper: Person, opened: Opened
) -> None:
    made = rule(desk.owner)
    rule(desk.owner, Wish(words=("town",)))
    one, _other = took(("clown", PLAIN), ("town", PLAIN))
    theirs = Desk(helper, helper, frozenset())

    every, by_one = scope_in(desk, "r:"), scope_in(desk, f"r:{made.pk}")

    assert every is not None
    assert by_one is not None
    assert (every.mentions.count(), list(by_one.mentions)) == (2, [one])
    assert [scope_in(desk, "r:nonsense"), scope_in(theirs, f"r:{made.pk}")] == [None, None]
    assert queries.rule_in(theirs, made.pk) is None
    assert [it.wish for it in queries.standing_rules(desk, opened, NOW)][-1] == CLOWN
    assert queries.wishes_of(desk.owner, []) == {}


def test_a_helper_has_no_list_of_what_her_rules_hid(
    desk: Desk, helper: Person, grant_of: Callable[[Person], Desk]
) -> None:
    rule(desk.owner)

    assert scope_in(grant_of(helper), "r:") is None


def test_no_rule_hides_what_bears_a_sign_of_danger_offline(desk: Desk, took: Took) -> None:
    rule(desk.owner)
    why = (Reason(code="fixation.en", head="threat", start=0, end=5, weight=1.0),)

    [one] = took(("clown, you are mine", msgspec.structs.replace(PLAIN, why=why)))

    assert (one.signs, decided(one)) == ("fixation", ["waiting"])
    assert may_put_in_danger(one.urgency)
