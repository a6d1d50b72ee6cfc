"""How things stand: never a reassuring word without coverage, whatever comes together (misuse.md)."""

import itertools
import re
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import translation

from fuerza.core.coverage import Coverage, State
from fuerza.site.standing import LATE_AFTER, standing

NOW = datetime(2026, 11, 3, 14, 20, tzinfo=UTC)
READ_AT = NOW - timedelta(minutes=15)
LANGUAGES = ["en", "es", "fr", "ar", "hi"]
STATES: list[State] = ["connected", "lost", "paused", "never", "late", "file"]
CALMING = re.compile(
    r"\b(nothing|none|no new|quiet|calm|fine|safe|clear|all good|well|relax)\b", re.IGNORECASE
)


def fact(
    state: State, platform: str = "Bluesky", *, found: int = 0, looked_at: int = 280
) -> Coverage:
    if state == "never":
        return Coverage(platform=platform, state=state)
    return Coverage(platform=platform, state=state, up_to=READ_AT, looked_at=looked_at, found=found)


def test_nothing_found_says_in_how_many_where_and_up_to_when() -> None:
    said = standing([fact("connected")], now=NOW)

    assert (said.text, said.is_covered) == (
        "Nothing found in 280 (Bluesky, up to 14:05 UTC).",
        True,
    )


def test_an_unconnected_platform_is_named_and_ends_all_calm() -> None:
    said = standing([fact("connected"), fact("never", "X")], now=NOW)

    assert (said.text, said.is_covered) == (
        "Nothing found in 280 (Bluesky, up to 14:05 UTC). X is not connected.",
        False,
    )


def test_several_unconnected_platforms_share_a_sentence() -> None:
    said = standing([fact("connected"), fact("never", "X"), fact("never", "TikTok")], now=NOW)

    assert (
        said.text == "Nothing found in 280 (Bluesky, up to 14:05 UTC). X, TikTok are not connected."
    )


def test_a_dead_connection_turns_the_count_into_a_bare_number() -> None:
    said = standing([fact("connected"), fact("lost", "Mastodon", looked_at=1200)], now=NOW)

    assert said.text == (
        "1,480 looked at, 0 found (Bluesky, up to 14:05 UTC; Mastodon, up to 14:05 UTC). "
        "Mastodon has lost its connection: what came after 14:05 UTC has not been looked at."
    )


def test_what_was_found_is_counted_out_of_what_was_looked_at() -> None:
    said = standing([fact("connected", found=32, looked_at=312)], now=NOW)

    assert (said.text, said.is_covered) == (
        "32 of 312 are hurtful or worse (Bluesky, up to 14:05 UTC).",
        False,
    )


def test_nothing_connected_and_nothing_brought_in_says_that_we_cannot_say() -> None:
    said = standing([fact("never", "X")], now=NOW)

    assert (said.text, said.is_covered) == (
        (
            "No account is connected and no file was brought in, so we can't say how things stand."
            " X is not connected."
        ),
        False,
    )


def test_a_connection_that_was_never_read_says_so() -> None:
    said = standing([Coverage(platform="Bluesky", state="connected")], now=NOW)

    assert (said.text, said.is_covered) == (
        (
            "Reading has not begun, so we can't say how things stand."
            " Bluesky is connected and has not been read yet."
        ),
        False,
    )


def test_a_file_alone_is_counted_but_is_no_cover() -> None:
    said = standing([Coverage(platform="archive.ndjson", state="file", looked_at=40)], now=NOW)

    assert (said.text, said.is_covered) == ("Nothing found in 40 (archive.ndjson).", False)


def test_two_hours_without_reading_are_late_whatever_the_connection_says() -> None:
    just = Coverage(platform="Bluesky", state="connected", up_to=NOW - LATE_AFTER, looked_at=9)
    over = Coverage(
        platform="Bluesky",
        state="connected",
        up_to=NOW - LATE_AFTER - timedelta(seconds=1),
        looked_at=9,
    )

    assert (standing([just], now=NOW).is_covered, standing([over], now=NOW).is_covered) == (
        True,
        False,
    )


def test_a_network_that_does_not_answer_takes_the_calm_away_once_it_is_late() -> None:
    late = Coverage(
        platform="Bluesky", state="down", up_to=NOW - LATE_AFTER - timedelta(minutes=1), looked_at=9
    )

    said = standing([late], now=NOW)

    assert standing([fact("down")], now=NOW) == standing([fact("connected")], now=NOW)
    assert said.text == (
        "9 looked at, 0 found (Bluesky, up to 12:19 UTC). Bluesky can't be read at the moment: what came after "
        "12:19 UTC has not been looked at yet. It is tried again by itself."
    )


def test_a_network_that_never_answered_says_so() -> None:
    said = standing([Coverage(platform="Bluesky", state="down")], now=NOW)

    assert said.text == (
        "Reading has not begun, so we can't say how things stand. Bluesky can't be read at the moment and has not "
        "been read yet. It is tried again by itself."
    )


def test_times_are_said_in_her_zone_and_older_ones_with_their_day() -> None:
    old = Coverage(
        platform="Bluesky",
        state="paused",
        up_to=datetime(2025, 10, 1, 12, 0, tzinfo=UTC),
        looked_at=3,
    )

    said = standing([old], now=NOW, zone="Europe/Madrid")

    assert said.text == (
        "3 looked at, 0 found (Bluesky, up to 1 October 2025, 14:00 CEST). "
        "You paused Bluesky: what came after 1 October 2025, 14:00 CEST has not been looked at."
    )


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("states", [*itertools.combinations_with_replacement(STATES, 2)])
@pytest.mark.parametrize("looked_at", [0, 280])
def test_no_gap_leaves_a_reassuring_word(
    states: tuple[State, State], language: str, looked_at: int
) -> None:
    facts = [
        fact(state, name, looked_at=looked_at)
        for state, name in zip(states, ("Bluesky", "X"), strict=True)
    ]

    with translation.override(language):
        said = standing(facts, now=NOW)

    is_whole = set(states) <= {"connected", "file"} and "connected" in states
    assert said.is_covered == is_whole
    if set(states) & {"lost", "paused", "late"} and language == "en":
        assert CALMING.findall(said.text) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("state", STATES)
def test_every_platform_is_named_in_every_language(state: State, language: str) -> None:
    with translation.override(language):
        said = standing([fact("connected", "Bluesky"), fact(state, "Mastodon")], now=NOW)

    assert [name for name in ("Bluesky", "Mastodon") if name not in said.text] == []


def test_names_and_times_are_set_apart_where_the_page_runs_right_to_left() -> None:
    with translation.override("ar"):
        said = standing([fact("connected")], now=NOW)

    assert re.findall("([\u2067\u2068])([^\u2069]*)\u2069", said.text) == [
        ("\u2068", "Bluesky"),  # a name runs its own way
        ("\u2067", "14:05 UTC"),  # a time as the page runs
    ]
