"""Her own posts out of an X archive: counted and passed over, or given where they were asked for."""

from collections.abc import Iterator
from datetime import UTC, datetime

import msgspec

from safeguard.platforms.base import Problem, Reading
from safeguard.platforms.cells import Record, cut
from safeguard.platforms.codes import Code
from safeguard.platforms.intake import Intake, Said, shown
from safeguard.platforms.json_items import MAX_ITEM, decoded
from safeguard.platforms.rules import RowRefused
from safeguard.platforms.source import Source
from safeguard.platforms.x_archive.layout import Account, json_of
from safeguard.platforms.x_times import read_time
from safeguard.records import Author, Post

_COLUMNS = {"id_str": "id", "full_text": "text", "created_at": "created_at"}
_WRAPPED = 64  # the key "tweet" stands this near to the beginning


class Tweet(msgspec.Struct, gc=False):
    """What is read of a post."""

    id_str: str
    full_text: str
    created_at: str
    lang: str | None = None
    in_reply_to_status_id_str: str | None = None
    in_reply_to_screen_name: str | None = None


class Wrapped(msgspec.Struct, gc=False):
    """A post as it stands in archives since 2019."""

    tweet: Tweet


_bare = msgspec.json.Decoder(Tweet)
_wrapped = msgspec.json.Decoder(Wrapped)


def read(
    source: Source, account: Account, intake: Intake, reading: Reading
) -> Iterator[Post | Problem]:
    """Read one file of posts.

    Raises: NotFound, CutOff.
    """
    json = json_of(source)
    author = Author(handle=shown(account.handle), id=shown(account.id), name=shown(account.name))
    for raw in json.items():
        if not reading.own:
            intake.skip(Code.OWN)
            continue
        try:
            taken = intake.give(0, _post(raw, author))
        except RowRefused as refused:
            taken = intake.refuse(0, refused)
        if type(taken) is Post:
            yield taken
        elif isinstance(taken, Problem):
            yield msgspec.structs.replace(taken, line=json.line())


def _post(raw: bytes | None, author: Author) -> Post:
    if raw is None:
        raise RowRefused(Code.ITEM_TOO_LARGE, detail=str(MAX_ITEM))
    if not author.handle:
        raise RowRefused(Code.ACCOUNT_UNKNOWN)
    is_wrapped = b'"tweet"' in raw[:_WRAPPED]  # as it is since 2019
    tweet = decoded(_wrapped, raw, _COLUMNS).tweet if is_wrapped else decoded(_bare, raw, _COLUMNS)
    answers = tweet.in_reply_to_status_id_str or ""
    whom = tweet.in_reply_to_screen_name or ""
    if not f"{tweet.id_str}{answers}{whom}{tweet.lang}".isprintable():
        raise RowRefused(Code.CONTROL_CHARACTER, "id")
    return Post(
        platform="x",
        id=tweet.id_str,
        kind="reply" if answers else "post",
        author=author,
        text=shown(tweet.full_text),
        written_at=read_time(tweet.created_at),
        raw=raw,
        url=f"https://x.com/i/status/{tweet.id_str}",
        language=tweet.lang or "",
        in_reply_to=answers,
        addressed_to=whom,
    )


def read_table(
    source: Source, account: Account, intake: Intake, reading: Reading
) -> Iterator[Post | Problem]:
    """Read the table that archives of before 2019 have."""
    records = cut(iter(source), ",", 1)
    header = next(records, None)
    columns = header.cells if header else []
    if "tweet_id" not in columns:
        yield intake.refuse(1, (header and header.flaw) or RowRefused(Code.NO_HEADER))
        return
    for record in records:
        if not reading.own:
            intake.skip(Code.OWN)
            continue
        try:
            taken = intake.take(record.line, _row(record, columns, account, source))
        except RowRefused as refused:
            taken = intake.refuse(record.line, refused)
        if taken is not None:
            yield taken


def _row(record: Record, columns: list[str], account: Account, source: Source) -> Said:
    if record.flaw:
        raise record.flaw
    if len(record.cells) != len(columns):
        raise RowRefused(Code.CELL_COUNT, detail=str(len(record.cells)))
    row = dict(zip(columns, record.cells, strict=True))
    answers = row.get("in_reply_to_status_id", "")
    return Said(
        kind="reply" if answers else "post",
        handle=account.handle,
        author_id=account.id,
        name=account.name,
        text=row.get("text", ""),
        written_at=_iso(row.get("timestamp", "")),
        raw=source.original(record.raw),
        id=row["tweet_id"],
        in_reply_to=answers,
        is_hers=True,
    )


def _iso(value: str) -> datetime:
    try:
        return datetime.fromisoformat(value.replace(" +", "+")).astimezone(UTC)
    except (ValueError, OverflowError):
        raise RowRefused(Code.BAD_TIME, "created_at") from None
