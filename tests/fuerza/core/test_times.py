"""Times are said in her zone, with the zone, and with the day where it is another one."""

from datetime import UTC, datetime

import pytest
from django.utils import translation
from django.utils.formats import date_format

from fuerza.core import times

NOW = datetime(2026, 11, 3, 14, 20, tzinfo=UTC)


@pytest.mark.parametrize(
    ("moment", "zone", "words"),
    [
        (datetime(2026, 11, 3, 14, 5, tzinfo=UTC), "UTC", "14:05 UTC"),
        (datetime(2026, 11, 3, 14, 5, tzinfo=UTC), "Europe/Madrid", "15:05 CET"),
        (datetime(2026, 11, 3, 14, 5, tzinfo=UTC), "Asia/Dubai", "18:05 UTC+4"),
        (datetime(2026, 11, 3, 14, 5, tzinfo=UTC), "America/Bogota", "09:05 UTC\u22125"),
        (datetime(2026, 11, 3, 14, 5, tzinfo=UTC), "Asia/Kathmandu", "19:50 UTC+5:45"),
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
        ("hi", "नवंबर"),
    ],
)
def test_months_are_said_in_her_language(language: str, words: str) -> None:
    with translation.override(language):
        said = times.day(NOW, now=NOW)

    assert said.casefold().split()[-1] == words


@pytest.mark.parametrize("language", ["es", "fr", "ar", "hi"])
def test_every_day_and_month_is_named_in_her_language_with_no_hidden_letter(language: str) -> None:
    days = [datetime(2026, 1, day, tzinfo=UTC) for day in range(5, 12)]
    months = [datetime(2026, month, 1, tzinfo=UTC) for month in range(1, 13)]

    with translation.override(language):
        names = [
            *(date_format(one, "l") for one in days),
            *(date_format(one, "D") for one in days),
            *(date_format(one, "F") for one in months),
        ]

    assert [name for name in names if not name or "\u200c" in name] == []
    assert set(names).isdisjoint(times.ALSO_SAID)


def test_hindi_names_the_days_as_they_are_spelt() -> None:
    days = [datetime(2026, 1, day, tzinfo=UTC) for day in (5, 8)]

    with translation.override("hi"):
        names = [(date_format(one, "l"), date_format(one, "D")) for one in days]

    assert names == [("सोमवार", "सोम"), ("गुरुवार", "गुरु")]
