"""A message is judged, cleaned and counted; who wrote is listed so that she finds herself first."""

from datetime import UTC, datetime

import pytest

from safeguard.platforms.base import Problem, Skipped
from safeguard.platforms.codes import Code
from safeguard.platforms.intake import (
    MAX_PARTICIPANTS,
    Intake,
    Said,
    participants,
    plain_handle,
    plain_name,
)
from safeguard.records import Author, Post
from tests.safeguard.platforms.exports import reading

AT = datetime(2025, 3, 5, tzinfo=UTC)


def _said(**changes: object) -> Said:
    fields: dict[str, object] = {
        "kind": "dm",
        "handle": "b",
        "text": "x",
        "written_at": AT,
        "raw": b"x",
    }
    return Said(**{**fields, **changes})  # type: ignore[arg-type]  # fields by name


@pytest.mark.parametrize(
    "name", ["Ana Ruiz", "\u200eAna\u00a0 Ruiz\u200f ", "\u2068Ana Ruiz\u2069"]
)
def test_a_name_is_the_same_however_an_app_dresses_it(name: str) -> None:
    assert plain_name(name) == "Ana Ruiz"


def test_a_name_that_is_almost_hers_is_anothers_and_a_handle_is_one_in_any_case() -> None:
    almost = ["ana ruiz", "~ Ana Ruiz", "@Ana Ruiz", "Ana\u200bRuiz"]

    assert "Ana Ruiz" not in map(plain_name, almost)
    assert {plain_handle(it) for it in ("@Ana", "ana", " ANA ")} == {"ana"}


def test_participants_are_listed_once_and_she_who_is_everywhere_first() -> None:
    wrote = [("1", "B"), ("1", "Ana"), ("1", "B"), ("2", "Ana"), ("2", "C"), ("2", "")]

    assert participants(wrote) == ("Ana", "B", "C")
    assert len(participants(("", str(n)) for n in range(2 * MAX_PARTICIPANTS))) == MAX_PARTICIPANTS


def test_what_cannot_be_shown_is_replaced_and_the_bytes_are_kept() -> None:
    taken = Intake(reading(), "x").take(
        1, _said(text="a\0\ud83d\tb", handle="b\x1b", media=("\0",))
    )

    assert isinstance(taken, Post)
    assert (taken.text, taken.author.handle, taken.media) == (
        "a\ufffd\ufffd\tb",
        "b\ufffd",
        ("\ufffd",),
    )
    assert taken.raw == b"x"


def test_the_file_knows_better_than_names_which_side_is_hers() -> None:
    intake = Intake(reading(mine=frozenset({"b"})), "x")

    found = [intake.take(1, _said(is_hers=False)), intake.take(2, _said(handle="c", is_hers=True))]

    assert [type(it) for it in found] == [Post, type(None)]
    assert list(intake.whole([])) == [Skipped(Code.OWN, 1)]


def test_a_blank_name_is_nobody() -> None:
    intake = Intake(reading(mine=frozenset({" ", "\u200e"})), "x")

    assert isinstance(intake.take(1, _said()), Post)
    assert list(intake.whole([])) == [Problem(0, Code.NOT_IN_CHAT)]


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"handle": " "}, Problem(7, Code.MISSING_VALUE, "author_handle")),
        ({"handle": "x" * 2_049}, Problem(7, Code.VALUE_TOO_LONG, "author_handle", "2048")),
        ({"name": "x" * 2_049}, Problem(7, Code.VALUE_TOO_LONG, "author_name", "2048")),
        ({"id": "x" * 2_049}, Problem(7, Code.VALUE_TOO_LONG, "id", "2048")),
        ({"text": "x" * 131_073}, Problem(7, Code.VALUE_TOO_LONG, "text", "131072")),
    ],
)
def test_what_is_missing_or_too_long_is_refused(
    changes: dict[str, object], problem: Problem
) -> None:
    assert Intake(reading(), "x").take(7, _said(**changes)) == problem


def test_a_file_of_which_nothing_was_seen_has_no_rows() -> None:
    assert list(Intake(reading(), "x").whole([])) == [Problem(0, Code.NO_ROWS)]
    refused = Problem(0, Code.ARCHIVE_BROKEN)
    assert list(Intake(reading(), "x").whole([refused])) == [refused]


def test_a_post_of_many_bytes_is_taken_when_no_part_of_it_is_long() -> None:
    post = Post(
        platform="x",
        id="1",
        kind="mention",
        author=Author(handle="b"),
        text="x",
        written_at=AT,
        raw=b" " * 4_096,
    )

    assert Intake(reading(), "x").give(1, post) == post
