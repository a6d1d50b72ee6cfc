"""What one hand has said over weeks is taken together; a raid of many is not one hand."""

from datetime import UTC, datetime, timedelta

import pytest

from safeguard.detect.copy_paste import Signer
from safeguard.detect.escalation import Escalation, Scored, find_escalations
from safeguard.detect.offline import Sign

NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)
TEXT = Signer(b"k" * 32).sign("you will never be rid of me, I read all that you write")


def sign(kind: str) -> Sign:
    return Sign(kind, f"{kind}.en", 0, 9)


def said(number: int, author: str = "a", day: float = 0, *kinds: str, **named: object) -> Scored:
    fields: dict = {"severity": 2, **named}
    return Scored(
        id=number,
        author=author,
        at=NOON + timedelta(days=day),
        signs=tuple(sign(kind) for kind in kinds),
        **fields,
    )


def brief(found: list[Escalation]) -> list[tuple]:
    return [(one.kinds, one.urgency, one.authors, one.ids, one.days) for one in found]


@pytest.mark.parametrize(
    ("kinds", "labels", "urgency"),
    [
        (("approach",), ("A4",), 3),
        (("weapon",), ("T1",), 3),
        (("address", "next"), ("T1",), 3),
        (("workplace",), ("T2",), 3),
        (("route",), ("A4",), 2),
        (("next",), ("T1",), 2),
        (("fixation",), (), 1),
    ],
)
def test_each_sign_has_its_urgency(
    kinds: tuple[str, ...], labels: tuple[str, ...], urgency: int
) -> None:
    mention = said(1, "a", 0, *kinds, labels=labels)

    [found] = find_escalations([mention])

    assert found == Escalation(
        kinds=kinds,
        urgency=urgency,
        authors=("a",),
        ids=(1,),
        why=((1, mention.signs),),
        since=NOON,
        until=NOON,
        days=1,
    )


def test_what_one_author_said_in_two_mentions_adds_up() -> None:
    found = find_escalations([said(1, "a", 0, "address"), said(2, "a", 9, labels=("T1",))])

    assert brief(found) == [(("address",), 3, ("a",), (1, 2), 2)]


def test_two_authors_are_not_added_up() -> None:
    found = find_escalations([said(1, "a", 0, "address"), said(2, "b", 1, labels=("T1",))])

    assert brief(found) == [(("address",), 2, ("a",), (1,), 1)]


def test_one_who_writes_on_and_on_is_a_repeat_and_with_a_fixation_more() -> None:
    days = [said(day, "a", day) for day in range(5)]
    fixed = [said(10 + day, "b", day, "fixation", severity=0) for day in range(5)]

    found = find_escalations(sorted(days + fixed, key=lambda one: one.at))

    assert brief(found) == [
        (("fixation", "repeat"), 2, ("b",), (10, 11, 12, 13, 14), 5),
        (("repeat",), 1, ("a",), (0, 1, 2, 3, 4), 5),
    ]


def test_fewer_days_or_too_far_apart_or_kind_words_are_no_repeat() -> None:
    few = [said(day, "a", day) for day in range(4)]
    apart = [said(10 + n, "b", n * 9) for n in range(5)]
    kind = [said(20 + day, "c", day, severity=0) for day in range(9)]

    assert find_escalations(sorted(few + apart + kind, key=lambda one: one.at)) == []


def test_the_same_words_from_a_few_accounts_over_days_are_one_hand() -> None:
    copies = [said(day, f"account {day % 3}", day, signature=TEXT) for day in range(6)]
    place = said(6, "account 1", 6, "address", signature=b"")

    found = find_escalations([*copies, place])

    assert brief(found) == [
        (("address", "repeat"), 2, ("account 0", "account 1", "account 2"), (*range(7),), 7)
    ]


def test_hands_that_share_an_account_are_one() -> None:
    other = Signer(b"k" * 32).sign("nobody will believe what you say about the harbour, nobody")
    first = [said(day, f"a{day % 2}", day, signature=TEXT) for day in range(5)]
    second = [said(10 + day, f"b{day % 2}", day, signature=other) for day in range(5)]
    both = [said(20 + day, ["a1", "b1"][day % 2], 5 + day, signature=third()) for day in range(5)]

    found = find_escalations(sorted([*first, *second, *both], key=lambda one: one.at))

    assert [sorted(map(str, one.authors)) for one in found] == [["a0", "a1", "b0", "b1"]]


def third() -> bytes:
    return Signer(b"k" * 32).sign("every door in this town is closed to you from today on")


def test_a_raid_of_many_accounts_is_not_one_hand() -> None:
    raid = [said(n, f"account {n}", n % 6, signature=TEXT) for n in range(30)]

    assert find_escalations(sorted(raid, key=lambda one: one.at)) == []


def test_the_same_words_on_one_day_are_not_one_hand() -> None:
    copies = [said(n, f"account {n}", n / 10, signature=TEXT) for n in range(6)]

    assert find_escalations(copies) == []


def test_the_most_urgent_comes_first_and_of_equals_the_latest() -> None:
    found = find_escalations(
        [
            said(1, "a", 0, "route"),
            said(2, "b", 1, "fixation"),
            said(3, "c", 2, "approach"),
            said(4, "d", 3, "route"),
        ]
    )

    assert [one.ids for one in found] == [(3,), (4,), (1,), (2,)]


def test_nothing_is_no_escalation() -> None:
    assert find_escalations([]) == []
