"""What an API does not offer is a page of the platform's own, and never an address that somebody else chose."""

import pytest

from safeguard.platforms.links import deep_link

POST = "https://x.com/bob/status/5"


@pytest.mark.parametrize(
    ("platform", "kind", "known", "link"),
    [
        ("x", "block", {"handle": "bob", "author": "9"}, "https://x.com/bob"),
        ("x", "block", {"author": "9"}, "https://x.com/i/user/9"),
        ("x", "block", {}, ""),
        ("x", "report", {"url": POST, "handle": "bob"}, POST),
        ("x", "report", {"url": "https://evil.example/", "handle": "bob"}, "https://x.com/bob"),
        ("x", "report", {"url": "javascript:alert(1)"}, ""),
        ("x", "report", {"url": "https://x.com.evil.example/bob"}, ""),
        ("x", "mute", {"url": POST, "handle": "@bob"}, "https://x.com/bob"),
        ("youtube", "block", {"author": "UC9"}, "https://www.youtube.com/channel/UC9"),
        ("youtube", "block", {"handle": "@bob"}, ""),
        (
            "youtube",
            "report",
            {"url": "https://www.youtube.com/watch?v=1&lc=2"},
            "https://www.youtube.com/watch?v=1&lc=2",
        ),
        ("instagram", "block", {"handle": "bob/../x"}, "https://www.instagram.com/bob%2F..%2Fx"),
        ("instagram", "hide_reply", {"url": POST, "handle": ""}, ""),
        ("x", "befriend", {"handle": "bob"}, ""),
        ("forum.example", "block", {"handle": "bob"}, ""),
    ],
)
def test_a_link_leads_to_the_platform_or_nowhere(
    platform: str, kind: str, known: dict[str, str], link: str
) -> None:
    assert deep_link(platform, kind, **known) == link
