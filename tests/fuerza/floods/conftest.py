"""A person with a desk, what was said to her, and floods with known answers."""

from datetime import datetime, timedelta

import msgspec

from safeguard.records import Post
from tests.fuerza.desk.conftest import (
    NOW,
    connection,
    data,
    desk,
    helper,
    hers,
    let_in,
    locked,
    opened,
    person,
    post,
    said,
    score,
    signed_in,
)

__all__ = [
    "NOW",
    "connection",
    "data",
    "desk",
    "helper",
    "hers",
    "let_in",
    "locked",
    "opened",
    "person",
    "post",
    "said",
    "score",
    "signed_in",
]


def usual(now: datetime = NOW) -> list[Post]:
    """Give four weeks of one mention a day, by four friends."""
    return [
        post(f"hello {day}", by=f"friend{day % 4}", at=now - timedelta(days=day, hours=3))
        for day in range(1, 30)
    ]


def flood(
    count: int, *, now: datetime = NOW, ago: timedelta = timedelta(hours=4), name: str = "a"
) -> list[Post]:
    """Give so many insults, one a second, by as many strangers."""
    return [
        post(
            f"idiot {name}{n}",
            by=f"{name}{n}",
            pk=f"{name}{n}",
            at=now - ago + timedelta(seconds=n),
        )
        for n in range(count)
    ]


def about(one: Post, other: str) -> Post:
    return msgspec.structs.replace(one, quoted=other)


def aged(one: Post, days: int) -> Post:
    """Give the same post by an account so many days old."""
    author = msgspec.structs.replace(one.author, created_at=one.written_at - timedelta(days=days))
    return msgspec.structs.replace(one, author=author)
