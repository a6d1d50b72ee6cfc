"""One row of an export to what it says: a message of a thread, or a comment of her own."""

from safeguard.platforms.intake import Said
from safeguard.platforms.json_pieces import read_object, word
from safeguard.platforms.meta.mojibake import repaired
from safeguard.platforms.packed import base_name
from safeguard.platforms.rules import from_epoch

_FILES = ("photos", "videos", "audio_files", "files", "gifs", "media")
_NOTICES = frozenset({"Subscribe", "Unsubscribe", "Call"})
_WEB = ("https://", "http://")
Row = dict[str, object]


def decoded(raw: bytes, *, is_broken: bool) -> Row:
    """Decode a row as it was meant.

    Raises: RowRefused.
    """
    return read_object(repaired(raw) if is_broken else raw)


def is_notice(row: Row) -> bool:
    """Whether it says only that somebody joined, left or called."""
    return row.get("type") in _NOTICES or "call_duration" in row


def is_taken_back(row: Row) -> bool:
    return row.get("is_unsent") is True or row.get("isUnsent") is True


def message(row: Row, raw: bytes, room: str, *, is_group: bool) -> Said:
    """Read a message, in Meta's words or in those of Messenger's encrypted store.

    Raises: RowRefused.
    """
    share = _object(row.get("share"))
    link = word(share.get("link"))
    return Said(
        kind="chat" if is_group else "dm",
        handle=word(row.get("sender_name", row.get("senderName"))),
        text=word(row.get("content", row.get("text"))) or word(share.get("share_text")),
        written_at=from_epoch(row.get("timestamp_ms", row.get("timestamp")), per_second=1_000),
        raw=raw,
        conversation=room,
        url=link if link.startswith(_WEB) else "",
        media=_media(row),
    )


def comment(row: Row, raw: bytes, her_name: str) -> Said:
    """Read a comment of hers; its labels are in her language, so it is told by where it stands.

    Raises: RowRefused.
    """
    if "string_map_data" in row:
        fields = list(_object(row["string_map_data"]).values())
    elif isinstance(labels := row.get("label_values"), list):
        fields = labels
    else:
        return _facebook_comment(row, raw, her_name)
    entries = [it for it in fields if isinstance(it, dict)]
    values = [it["value"] for it in entries if "value" in it]
    times = [it.get("timestamp", it.get("timestamp_value")) for it in entries]
    return Said(
        kind="comment",
        handle=her_name,
        text=word(values[0]) if values else "",
        written_at=from_epoch(next((at for at in times if at), row.get("timestamp"))),
        raw=raw,
        is_hers=True,
    )


def _facebook_comment(row: Row, raw: bytes, her_name: str) -> Said:
    items = row.get("data")
    first = _object(items[0]) if isinstance(items, list) and items else {}
    said = _object(first.get("comment"))
    return Said(
        kind="comment",
        handle=word(said.get("author")) or her_name,
        text=word(said.get("comment")),
        written_at=from_epoch(said.get("timestamp", row.get("timestamp"))),
        raw=raw,
        is_hers=True,
    )


def _media(row: Row) -> tuple[str, ...]:
    files = [it for key in _FILES for it in _list(row.get(key))] + [row.get("sticker")]
    names = (base_name(word(_object(it).get("uri"))) for it in files)
    return tuple(name for name in names if name)


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _object(value: object) -> Row:
    return value if isinstance(value, dict) else {}
