"""Posts that a platform lists in any order are given forward, each once."""

from datetime import timedelta

from safeguard.platforms.forward import page_after, place, settled, since
from safeguard.records import Author, Page, Post
from tests.safeguard.platforms.doubles import NOW


def _post(id_: str, seconds_ago: float) -> Post:
    return Post(
        platform="sample",
        id=id_,
        kind="comment",
        author=Author(handle="ana"),
        text="",
        written_at=NOW - timedelta(seconds=seconds_ago),
        raw=b"",
    )


def test_a_page_is_the_oldest_after_the_cursor() -> None:
    posts = [_post("c", 10), _post("a", 30), _post("b", 20)]

    first = page_after(posts, "", 2, gaps=["two", "one", "two"])
    second = page_after(posts, first.cursor, 2)

    assert ([p.id for p in first.posts], first.is_last, first.gaps) == (
        ["a", "b"],
        False,
        ("one", "two"),
    )
    assert second == Page(posts=(posts[0],), cursor=place(posts[0]), is_last=True)
    assert page_after(posts, second.cursor, 2) == Page(posts=(), cursor=second.cursor)


def test_of_one_second_each_is_given() -> None:
    posts = [_post(id_, 10) for id_ in "abc"]

    cursor = page_after(posts, "", 1).cursor

    assert [post.id for post in page_after(posts, cursor, 9).posts] == ["b", "c"]


def test_the_youngest_wait_until_their_second_is_over() -> None:
    old, young = _post("a", 5), _post("b", 4.9)

    assert settled([young, old], NOW) == [old]


def test_a_cursor_tells_its_time() -> None:
    post = _post("a", 10)

    assert (since(""), since(place(post))) == (None, post.written_at)
