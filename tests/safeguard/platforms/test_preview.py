"""A preview shows columns, first posts and early problems, and stores nothing."""

from io import BytesIO

from safeguard.platforms.base import Problem
from safeguard.platforms.codes import Code
from safeguard.platforms.preview import preview
from tests.safeguard.platforms.tables import READING, ROW, Flood, ndjson, table

EARLY = {**ROW, "created_at": "2026-11-05T10:00:00"}


def test_a_preview_says_which_columns_were_known() -> None:
    row = {"Created At": ROW["created_at"], "author_handle": "ana", "text": "hi", "likes": "3"}

    sniffed = preview(BytesIO(table(row)), READING).sniffed

    assert sniffed.columns == ("Created At", "author_handle", "text", "likes")
    assert sniffed.mapped == {
        "Created At": "created_at",
        "author_handle": "author_handle",
        "text": "text",
    }
    assert sniffed.unknown == ("likes",)


def test_a_preview_shows_as_many_posts_as_asked_and_every_early_problem() -> None:
    file = ndjson(*({**ROW, "text": f"{n}"} for n in range(9)), EARLY)

    seen = preview(BytesIO(file), READING, rows=2)

    assert [post.text for post in seen.posts] == ["0", "1"]
    assert seen.problems == (Problem(10, Code.NAIVE_TIME, "created_at"),)
    assert seen.is_all


def test_a_preview_reads_no_further_than_it_was_told() -> None:
    lines = (ndjson({**ROW, "text": str(n)}) for n in range(10**9))

    seen = preview(Flood(lines), READING, rows=1, within=5)

    assert ([post.text for post in seen.posts], seen.is_all) == (["0"], False)


def test_a_file_larger_than_its_head_is_previewed_whole() -> None:
    file = ndjson(*({**ROW, "text": f"{n}"} for n in range(2_000)))

    seen = preview(BytesIO(file), READING, rows=2_000, within=3_000)

    assert len(file) > 2 * 65_536
    assert [post.text for post in seen.posts] == [str(n) for n in range(2_000)]
