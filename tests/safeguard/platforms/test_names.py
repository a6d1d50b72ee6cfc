"""Only names of platforms stand in clear."""

import pytest

from safeguard.platforms.names import in_clear


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("bluesky", "bluesky"),
        (" WhatsApp ", "whatsapp"),
        ("Twitter", "x"),
        ("", "file"),
        ("the chat of my sister's school", "file"),
        ("whatsapp, family", "file"),
    ],
)
def test_a_platform_is_named_and_anything_else_is_not(said: str, kept: str) -> None:
    assert in_clear(said, otherwise="file") == kept
