"""Days and moments in forms, as a browser reads them."""

from datetime import UTC, date, datetime

import pytest
from django.utils import translation

from fuerza.core.fields import day_input, moment_input


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (datetime(2026, 3, 1, 9, 5, tzinfo=UTC), "2026-03-01T09:05"),
        ("2026-03-01T09:05", "2026-03-01T09:05"),
        ("2026-02-30T09:05", None),
        ("yesterday evening", None),
        ("", None),
        (None, None),
    ],
)
def test_a_moment_no_browser_could_read_is_not_sent_back_to_it(
    value: object, shown: str | None
) -> None:
    assert moment_input().format_value(value) == shown


@pytest.mark.parametrize(
    ("value", "shown"),
    [(date(2026, 3, 1), "2026-03-01"), ("2026-03-01", "2026-03-01"), ("1.3.2026", None)],
)
@pytest.mark.parametrize("language", ["en", "ar", "hi"])
def test_a_day_is_written_as_a_browser_reads_it_in_every_language(
    value: object, shown: str | None, language: str
) -> None:
    with translation.override(language):
        told = day_input().format_value(value)

    assert told == shown
