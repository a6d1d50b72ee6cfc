"""Times are said in her zone, with the zone, and with the day where it is another one."""

from datetime import UTC, datetime

import pytest
from django.utils import translation

from fuerza.core import times

NOW = datetime(2026, 11, 3, 14, 20, tzinfo=UTC)


@pytest.mark.parametrize(
    ("moment", "zone", "words"),
    [
        (datetime(2026, 11, 3, 14, 5, tzinfo=UTC), "UTC", "14:05 UTC"),
        (datetime(2026, 11, 3, 14, 5, tzinfo=UTC), "Europe/Madrid", "15:05 CET"),
        (datetime(2026, 11, 3, 14, 5, tzinfo=UTC), "Asia/Dubai", "18:05 UTC+04"),
        (datetime(2026, 11, 2, 23, 30, tzinfo=UTC), "UTC", "2 November, 23:30 UTC"),
        (datetime(2026, 11, 2, 23, 30, tzinfo=UTC), "Asia/Kolkata", "05:00 IST"),
        (datetime(2025, 12, 31, 12, 0, tzinfo=UTC), "UTC", "31 December 2025, 12:00 UTC"),
        (datetime(2026, 11, 3, 14, 5, tzinfo=UTC), "Nowhere/At_All", "14:05 UTC"),
        (datetime(2026, 11, 3, 14, 5, tzinfo=UTC), "../../etc/passwd", "14:05 UTC"),
        (datetime(2026, 11, 3, 14, 5, tzinfo=UTC), "", "14:05 UTC"),
    ],
)
def test_a_moment_is_said_in_her_zone(moment: datetime, zone: str, words: str) -> None:
    assert times.said(moment, now=NOW, zone=zone) == words


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("es", "noviembre"),
        ("fr", "novembre"),
        ("ar", "نوفمبر"),
    ],
)
def test_months_are_said_in_her_language(language: str, words: str) -> None:
    with translation.override(language):
        said = times.day(NOW, now=NOW)

    assert said.casefold().split()[-1] == words
