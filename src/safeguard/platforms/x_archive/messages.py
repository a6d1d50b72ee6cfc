"""Direct messages out of an X archive: those she received, by the sender's number, since no handle is in it."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime

import msgspec

from safeguard.platforms.base import Problem
from safeguard.platforms.codes import Code
from safeguard.platforms.intake import Intake, Said
from safeguard.platforms.json_items import MAX_ITEM, Json, decoded
from safeguard.platforms.rules import RowRefused
from safeguard.platforms.source import Source
from safeguard.platforms.x_archive.layout import Account, json_of
from safeguard.records import Post

MAX_CONVERSATION = 16 << 20
_COLUMNS = {
    "id": "id",
    "senderId": "author_id",
    "text": "text",
    "createdAt": "created_at",
    "conversationId": "conversation",
}


class _Conversation(msgspec.Struct):
    class Inner(msgspec.Struct, rename="camel"):
        messages: msgspec.Raw
        conversation_id: str | int = ""

    dmConversation: Inner  # noqa: N815 -- the file's own key


class _Message(msgspec.Struct):
    class Created(msgspec.Struct, rename="camel"):
        id: str | int
        sender_id: str | int
        created_at: datetime
        text: str = ""
        media_urls: list[str] = []

    messageCreate: Created | None = None  # noqa: N815 -- the file's own key


_conversation = msgspec.json.Decoder(_Conversation)
_message = msgspec.json.Decoder(_Message)


def read(source: Source, account: Account, intake: Intake) -> Iterator[Post | Problem]:
    """Read one file of conversations.

    Raises: NotFound, CutOff.
    """
    if not account.id:  # then nothing tells her own messages from those she received
        yield intake.refuse(0, RowRefused(Code.ACCOUNT_UNKNOWN))
        return
    for line, conversation, raw in _messages(json_of(source)):
        taken = _take(intake, line, raw, account, conversation)
        if taken is not None:
            yield taken


def senders(json: Json) -> Iterator[tuple[str, str]]:
    """Give who wrote in which conversation, as often as they did.

    Raises: NotFound, CutOff.
    """
    for _, room, raw in _messages(json):
        if isinstance(raw, RowRefused):
            continue
        with suppress(RowRefused):
            if created := decoded(_message, raw, _COLUMNS).messageCreate:
                yield room, str(created.sender_id)


def _messages(json: Json) -> Iterator[tuple[int, str, bytes | RowRefused]]:
    """Give each message's line, its conversation and its bytes, or what is wrong with it."""
    for item in json.items(MAX_CONVERSATION):
        line = json.line()
        try:
            name, before, raw = _opened(item)
        except RowRefused as refused:
            yield line, "", refused
            continue
        line += before
        inside = Json(iter((raw,)))
        for message in inside.items():
            yield line + inside.line() - 1, name, message or _too_large(MAX_ITEM)


def _opened(item: bytes | None) -> tuple[str, int, bytes]:
    """Give a conversation's name, how many lines down its messages begin, and their bytes.

    Raises: RowRefused.
    """
    if item is None:
        raise _too_large(MAX_CONVERSATION)
    conversation = decoded(_conversation, item, _COLUMNS).dmConversation
    raw = bytes(conversation.messages)
    if not raw.startswith(b"["):
        raise RowRefused(Code.NO_LIST)
    return str(conversation.conversation_id), item[: item.find(raw)].count(b"\n"), raw


def _take(
    intake: Intake, line: int, raw: bytes | RowRefused, account: Account, conversation: str
) -> Post | Problem | None:
    if isinstance(raw, RowRefused):
        return intake.refuse(line, raw)
    try:
        created = decoded(_message, raw, _COLUMNS).messageCreate
    except RowRefused as refused:
        return intake.refuse(line, refused)
    if created is None:  # somebody joined, left, renamed the group or reacted
        intake.skip(Code.NOTICE)
        return None
    sender = str(created.sender_id)
    said = Said(
        kind="dm",
        handle=sender,
        author_id=sender,
        text=created.text,
        written_at=created.created_at,
        raw=raw,
        id=str(created.id),
        conversation=conversation,
        addressed_to=account.handle or account.id,
        media=tuple(created.media_urls),
        is_hers=sender == account.id,
    )
    return intake.take(line, said)


def _too_large(limit: int) -> RowRefused:
    return RowRefused(Code.ITEM_TOO_LARGE, detail=str(limit))
