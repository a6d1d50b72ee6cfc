"""Names and times in plain text keep their side of a comma, and are left alone where nothing could turn them round."""

import pytest
from django.utils import translation

from fuerza.core.bidi import name_apart, time_apart


@pytest.mark.parametrize(
    ("language", "name", "time"),
    [
        ("ar", "\u2068Chrome\u2069", "\u206714:05 UTC\u2069"),
        ("en", "Chrome", "14:05 UTC"),
        ("hi", "Chrome", "14:05 UTC"),
    ],
)
def test_what_may_be_latin_is_isolated_on_pages_that_run_right_to_left(
    language: str, name: str, time: str
) -> None:
    with translation.override(language):
        assert (name_apart("Chrome"), time_apart("14:05 UTC")) == (name, time)
