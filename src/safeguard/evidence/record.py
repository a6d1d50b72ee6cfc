"""The record of one kept item: facts alone, written as canonical JSON and pinned by a salted commitment.

Start at `make_record`. `record_bytes` is what is stored, committed to and handed over, for ever: keep those
bytes, never a re-encoding. What can only be known once they are fixed (commitment, place in a log) stands on
the receipt; what goes on afterwards (`CustodyEvent`) and what somebody or some model thinks of the item
(`Assessment`) have files of their own. Unknown is null, never an empty word.
"""

import hashlib
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Annotated, Literal

import msgspec

from safeguard.evidence.canonical import canonical
from safeguard.evidence.errors import (
    InstantHadNoZone,
    NotARecord,
    NotCanonical,
    RecordWasTooLarge,
    SaltHadWrongSize,
)
from safeguard.evidence.verify import MAX_RECORD
from safeguard.records import Post

SCHEMA = 1
SALT_SIZE = 32

Sha256Hex = Annotated[str, msgspec.Meta(pattern=r"\A[0-9a-f]{64}\Z")]
SaltHex = Annotated[str, msgspec.Meta(pattern=r"\A[0-9a-f]{64}\Z")]
ItemPath = Annotated[str, msgspec.Meta(pattern=r"\A(raw|media/[0-9]+)\.[a-z0-9]+\Z")]
Size = Annotated[int, msgspec.Meta(ge=0)]

# Only what a double click may open: HTML and SVG would run and call home, so they get an ending that does nothing.
_ENDINGS = {
    "application/activity+json": "json",
    "application/json": "json",
    "application/pdf": "pdf",
    "audio/mp4": "m4a",
    "audio/mpeg": "mp3",
    "audio/ogg": "ogg",
    "image/gif": "gif",
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/webp": "webp",
    "text/html": "txt",
    "text/plain": "txt",
    "video/mp4": "mp4",
    "video/webm": "webm",
}


class Identity(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which item this is: `id` is opaque (UUIDv7), `type` says what kind of thing was kept."""

    id: str
    case: str | None
    type: str
    sequence: int | None
    schema_version: int = SCHEMA


class Writer(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who wrote it, as the platform says: `id` is what stays when the handle changes."""

    handle: str | None
    id: str | None
    display_name: str | None
    url: str | None
    account_created_at: datetime | None


class Source(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where it stands: `native_id` is an at-uri, an ActivityPub id or the platform's own number.

    `content_id` pins the content (a CID, an edit's time); `created_at` is what the platform claims.
    """

    platform: str
    urls: tuple[str, ...]
    native_id: str | None
    content_id: str | None
    author: Writer
    created_at: datetime
    language: str | None
    in_reply_to: str | None
    conversation: str | None
    quoted: str | None
    addressed_to: str | None
    media: tuple[str, ...]
    edit_history: tuple[str, ...] | None


class Capture(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How it was taken in. `raw_type` is the media type of the bytes as received.

    `as_whom` names the account or session that saw it; `http_headers` keep order and repetition.
    """

    started_at: datetime
    ended_at: datetime
    method: Literal["api", "file", "seen"]
    tool: str
    version: str
    raw_type: str = "application/json"
    commit: str | None = None
    clock_offset_ms: int | None = None
    endpoint: str | None = None
    http_status: int | None = None
    http_headers: tuple[tuple[str, str], ...] | None = None
    as_whom: str | None = None


class Translation(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A working copy of the text in another language, labelled as made by a person or a machine."""

    language: str
    text: str
    by: Literal["human", "machine"]
    tool: str | None = None


class Content(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The text as seen, and where in the item's folder the bytes lie."""

    text: str
    raw: str
    media: tuple[str, ...]
    translations: tuple[Translation, ...]


class FileFact(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One file of the item: `path` is opaque and inside its folder, `name` what the source called it."""

    path: ItemPath
    name: str | None
    media_type: str
    size: Size
    sha256: Sha256Hex


class Integrity(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The bytes received, in order (raw first), and the salt that keeps the commitment from being guessed.

    The salt is inside the record, so it is sealed, handed over and destroyed together with it.
    """

    files: tuple[FileFact, ...]
    salt: SaltHex


class Record(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The facts about one kept item: `record.json`."""

    identity: Identity
    source: Source
    capture: Capture
    content: Content
    integrity: Integrity


class Assessment(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a model and a person made of it: `assessment.json`, never mixed with the facts.

    `heads` are probabilities, null for "can't tell"; `labels` those the model set at its point,
    `human_label` the person's own.
    """

    model: str | None = None
    point: str | None = None
    heads: dict[str, float | None] | None = None
    labels: tuple[str, ...] = ()
    severity: int | None = None
    decision: str | None = None
    decided_at: datetime | None = None
    human_label: str | None = None
    rule: str | None = None


class CustodyEvent(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What happened to it since: `what` is a code such as captured, viewed, exported, reported."""

    what: str
    at: datetime
    who: str | None
    why: str | None = None


class Medium(msgspec.Struct, frozen=True, kw_only=True):
    """A picture, sound or film that belongs to the item; `name` is what its source called it."""

    name: str
    media_type: str
    body: bytes


def make_record(
    *,
    identity: Identity,
    post: Post,
    capture: Capture,
    salt: bytes,
    media: Sequence[Medium] = (),
    translations: Sequence[Translation] = (),
) -> Record:
    """Put together the facts about one item.

    `salt` is 32 bytes from a cryptographic source, new for every record. Names from outside never become
    paths: the raw bytes lie at `raw.<ending>`, the media at `media/1.<ending>` and so on.

    Raises:
        SaltHadWrongSize: `salt` was not 32 bytes.
        InstantHadNoZone: a time was handed in without its zone.

    """
    _refuse_wrong(salt)
    raw = _file_fact(path="raw", name=None, media_type=capture.raw_type, body=post.raw)
    others = tuple(
        _file_fact(path=f"media/{n}", name=each.name, media_type=each.media_type, body=each.body)
        for n, each in enumerate(media, start=1)
    )
    return Record(
        identity=identity,
        source=_source(post),
        capture=msgspec.structs.replace(
            capture, started_at=in_utc(capture.started_at), ended_at=in_utc(capture.ended_at)
        ),
        content=Content(
            text=post.text,
            raw=raw.path,
            media=tuple(each.path for each in others),
            translations=tuple(translations),
        ),
        integrity=Integrity(files=(raw, *others), salt=salt.hex()),
    )


def record_bytes(record: Record) -> bytes:
    """Write a record as the canonical JSON that is stored and committed to.

    Raises:
        NotCanonical: a text holds half of a surrogate pair, or a number is too large.
        RecordWasTooLarge: more than MAX_RECORD bytes came out; files belong beside a record, not in it.

    """
    body = canonical(msgspec.to_builtins(record))
    if len(body) > MAX_RECORD:
        raise RecordWasTooLarge(f"A record had {len(body)} bytes.")
    return body


def read_record(body: bytes) -> Record:
    """Read stored bytes back.

    Raises:
        NotARecord: they are no record of this schema, or not in canonical form.

    """
    try:
        record = msgspec.json.decode(body, type=Record)
        is_ours = record.identity.schema_version == SCHEMA and record_bytes(record) == body
    except (msgspec.DecodeError, UnicodeDecodeError, NotCanonical, RecordWasTooLarge) as error:
        raise NotARecord("The bytes were not a record of this schema.") from error
    if not is_ours:
        raise NotARecord("The bytes were not a record of this schema in canonical form.")
    return record


def commitment(body: bytes, salt: bytes) -> str:
    """Pin a record without telling what it says: SHA-256(0x00 || salt || record bytes), in lower-case hex.

    `body` are exactly the bytes of `record.json`; `salt` is the 32 bytes that its `integrity.salt` spells in
    hex (fixed in length, so where it ends is never in doubt). Without a salt, a short post would be
    guessed from its hash in milliseconds.

    Raises:
        SaltHadWrongSize: `salt` was not 32 bytes.

    """
    _refuse_wrong(salt)
    return hashlib.sha256(b"\x00" + salt + body).hexdigest()


def _refuse_wrong(salt: bytes) -> None:
    if len(salt) != SALT_SIZE:
        raise SaltHadWrongSize(f"A salt of {len(salt)} bytes was handed in, not of {SALT_SIZE}.")


def in_utc(moment: datetime) -> datetime:
    """Move an instant to UTC.

    Raises:
        InstantHadNoZone: it has no zone.

    """
    if moment.tzinfo is None:
        raise InstantHadNoZone("A time was handed in without its zone.")
    return moment.astimezone(UTC)


def _source(post: Post) -> Source:
    author = post.author
    return Source(
        platform=post.platform,
        urls=(post.url,) if post.url else (),
        native_id=post.id or None,
        content_id=post.content_id or None,
        author=Writer(
            handle=author.handle or None,
            id=author.id or None,
            display_name=author.name or None,
            url=author.url or None,
            account_created_at=author.created_at and in_utc(author.created_at),
        ),
        created_at=in_utc(post.written_at),
        language=post.language or None,
        in_reply_to=post.in_reply_to or None,
        conversation=post.conversation or None,
        quoted=post.quoted or None,
        addressed_to=post.addressed_to or None,
        media=post.media,
        edit_history=None,
    )


def _file_fact(*, path: str, name: str | None, media_type: str, body: bytes) -> FileFact:
    ending = _ENDINGS.get(media_type.partition(";")[0].strip().lower(), "bin")
    return FileFact(
        path=f"{path}.{ending}",
        name=name,
        media_type=media_type,
        size=len(body),
        sha256=hashlib.sha256(body).hexdigest(),
    )
