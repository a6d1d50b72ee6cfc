"""What the design page shows: one invented example of each component."""

from datetime import UTC, datetime, timedelta
from typing import Any

from django.core.paginator import Paginator

from fuerza.core.coverage import Coverage
from fuerza.core.panels import Todo
from fuerza.site.standing import standing

NOW = datetime(2026, 11, 3, 14, 20, tzinfo=UTC)
READ = Coverage(
    platform="Bluesky", state="connected", up_to=NOW - timedelta(minutes=15), looked_at=280
)


def everything() -> dict[str, Any]:
    """Return the context of the design page."""
    return {
        "standings": [
            standing([READ], now=NOW),
            standing([READ, Coverage(platform="X", state="never")], now=NOW),
            standing(
                [Coverage(platform="Mastodon", state="lost", up_to=NOW, looked_at=1240, found=32)],
                now=NOW,
            ),
        ],
        "todo": Todo(
            text="2 messages name your street.",
            verb="Keep both as evidence",
            url="#",
            needs_her=True,
        ),
        "todo_calm": Todo(text="14 supportive messages this week.", verb="Read them", url="#"),
        "counts": [
            (312, "new", ""),
            (14, "supportive", "support"),
            (21, "hurtful", ""),
            (2, "threats", "needs"),
        ],
        "tabs": [("Waiting", "#", True, 32), ("Kept", "#", False, 7), ("All", "#", False, None)],
        "steps": ["Choose a file", "Look at the columns", "Bring it in"],
        "page": Paginator(range(90), 30).page(2),
        "acts": [("keep", "Keep", "kept"), ("hide", "Hide", "second"), ("mute", "Mute", "grave")],
        "rows": ROWS,
        "moment": NOW,
    }


ROWS = [
    (
        "level-3",
        "Threat",
        "@someone_new@example.social",
        "1 message from 1 account",
        "named a place of yours",
    ),
    (
        "level-2",
        "Hurtful",
        "@loud_voice",
        "212 near copies from 180 accounts",
        "the same text within an hour",
    ),
    ("level-1", "Unsure", "@critic", "3 messages from 1 account", "sharp, and about your work"),
    ("support", "Support", "@friend", "14 messages from 14 accounts", "shown first"),
]
