"""What connectors and importers share gives no secret away, and keeps when to come back."""

from datetime import UTC, datetime

from safeguard.platforms.base import Access, RateLimited


def test_no_text_form_of_access_shows_its_token_or_her_name() -> None:
    access = Access(account="did:example:her", token="secret-token", handle="her.example")

    assert (repr(access), str(access), f"{[access]}") == (
        "Access(...)",
        "Access(...)",
        "[Access(...)]",
    )


def test_being_asked_to_wait_says_until_when() -> None:
    retry_at = datetime(2026, 11, 23, 12, 15, tzinfo=UTC)

    assert RateLimited(retry_at).retry_at == retry_at
