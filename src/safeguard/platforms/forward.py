"""Reading forward where a platform can only list: posts in order of time, after the cursor, so many at most."""

from bisect import bisect_right
from collections.abc import Iterable
from datetime import datetime, timedelta

from safeguard.records import Page, Post

SETTLING = timedelta(seconds=5)  # until then a post of the same second may still appear


def place(post: Post) -> str:
    """Where a post stands among the others: a cursor that outlives new posts and posts that vanish."""
    return f"{post.written_at.isoformat(timespec='microseconds')}|{post.id}"


def since(cursor: str) -> datetime | None:
    """The time a cursor stands at; None at the beginning."""
    return datetime.fromisoformat(cursor.partition("|")[0]) if cursor else None


def settled(posts: Iterable[Post], now: datetime) -> list[Post]:
    """Leave out the youngest, which are read next time: two of one second come in any order."""
    return [post for post in posts if post.written_at <= now - SETTLING]


def page_after(posts: Iterable[Post], cursor: str, limit: int, *, gaps: Iterable[str] = ()) -> Page:
    """Give the oldest `limit` posts after the cursor."""
    ordered = sorted(posts, key=place)
    start = bisect_right(ordered, cursor, key=place)
    found = tuple(ordered[start : start + limit])
    return Page(
        posts=found,
        cursor=place(found[-1]) if found else cursor,
        gaps=tuple(sorted(set(gaps))),
        is_last=start + limit >= len(ordered),
    )
