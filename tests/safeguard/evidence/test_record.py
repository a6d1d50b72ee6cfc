"""A record holds facts alone, reads back, and is pinned by a commitment that can't be guessed."""

import hashlib
import json
from datetime import UTC, datetime, timedelta, timezone

import msgspec
import pytest

from safeguard.evidence import (
    Capture,
    Identity,
    InstantHadNoZone,
    Medium,
    NotARecord,
    NotCanonical,
    RecordWasTooLarge,
    SaltHadWrongSize,
    Translation,
    canonical,
    commitment,
    make_record,
    read_record,
    record_bytes,
)
from safeguard.records import Author, Post
from tests.safeguard.evidence.packages import NOW, PICTURE, a_capture, a_post, a_record

SALT = b"\x07" * 32
IDENTITY = Identity(id="id-1", case=None, type="seen", sequence=None)


def test_a_record_says_each_thing_in_its_own_group() -> None:
    body = json.loads(record_bytes(a_record()))

    assert body == {
        "identity": {
            "id": "id-1",
            "case": None,
            "type": "reply",
            "sequence": None,
            "schema_version": 1,
        },
        "source": {
            "platform": "bluesky",
            "urls": [],
            "native_id": "at://did:plc:abc/app.bsky.feed.post/1",
            "content_id": None,
            "author": {
                "handle": "someone.example",
                "id": "did:plc:abc",
                "display_name": "Someone",
                "url": None,
                "account_created_at": None,
            },
            "created_at": "2026-03-01T12:30:00Z",
            "language": None,
            "in_reply_to": None,
            "conversation": None,
            "quoted": None,
            "addressed_to": None,
            "media": [],
            "edit_history": None,
        },
        "capture": {
            "started_at": "2026-03-01T12:30:00Z",
            "ended_at": "2026-03-01T12:30:00Z",
            "method": "api",
            "tool": "fuerza",
            "version": "0.1",
            "raw_type": "application/json",
            "commit": None,
            "clock_offset_ms": None,
            "endpoint": None,
            "http_status": None,
            "http_headers": None,
            "as_whom": None,
        },
        "content": {
            "text": "Nobody asked you, number 1 – 😀",
            "raw": "raw.json",
            "media": ["media/1.jpg"],
            "translations": [],
        },
        "integrity": {
            "files": [
                {
                    "path": "raw.json",
                    "name": None,
                    "media_type": "application/json",
                    "size": 7,
                    "sha256": hashlib.sha256(b'{"n":1}').hexdigest(),
                },
                {
                    "path": "media/1.jpg",
                    "name": "she saw this.jpg",
                    "media_type": "image/jpeg",
                    "size": len(PICTURE.body),
                    "sha256": hashlib.sha256(PICTURE.body).hexdigest(),
                },
            ],
            "salt": "01" * 32,
        },
    }


def test_a_record_reads_back_from_its_bytes() -> None:
    record = a_record()

    assert read_record(record_bytes(record)) == record


def test_everything_known_is_kept() -> None:
    east = timezone(timedelta(hours=5, minutes=30))
    author = Author(handle="h", id="i", name="n", url="https://a.example", created_at=NOW)
    post = Post(
        platform="fediverse",
        id="https://a.example/1",
        kind="reply",
        author=author,
        text="t",
        written_at=datetime(2026, 3, 1, 18, 0, tzinfo=east),
        raw=b"r",
        content_id="v2",
        url="https://a.example/@h/1",
        language="hi",
        in_reply_to="p",
        conversation="c",
        addressed_to="her",
        quoted="q",
        media=("m",),
    )
    translation = Translation(language="en", text="t", by="machine", tool="x 1")

    record = make_record(
        identity=IDENTITY, post=post, capture=a_capture(), salt=SALT, translations=[translation]
    )

    source = record.source
    assert source.created_at.isoformat() == "2026-03-01T12:30:00+00:00"
    assert source.urls == ("https://a.example/@h/1",)
    assert (source.content_id, source.language, source.in_reply_to) == ("v2", "hi", "p")
    assert (source.conversation, source.quoted, source.addressed_to) == ("c", "q", "her")
    assert (source.media, source.author.account_created_at) == (("m",), NOW)
    assert record.content.translations == (translation,)


@pytest.mark.parametrize(
    ("media_type", "path"),
    [
        ("application/json; charset=utf-8", "raw.json"),
        ("IMAGE/PNG", "raw.png"),
        ("text/html", "raw.txt"),
        ("image/svg+xml", "raw.bin"),
        ("../../etc", "raw.bin"),
    ],
)
def test_a_file_gets_an_ending_that_is_safe_to_open(media_type: str, path: str) -> None:
    capture = msgspec.structs.replace(a_capture(), raw_type=media_type)

    record = make_record(identity=IDENTITY, post=a_post(), capture=capture, salt=SALT)

    assert record.content.raw == path


def test_a_name_from_outside_never_becomes_a_path() -> None:
    evil = Medium(name="../../threat.exe", media_type="application/x-msdownload", body=b"MZ")

    record = make_record(
        identity=IDENTITY, post=a_post(), capture=a_capture(), salt=SALT, media=[evil]
    )

    assert record.content.media == ("media/1.bin",)


def test_a_commitment_is_the_documented_hash() -> None:
    body = record_bytes(a_record())

    assert commitment(body, SALT) == hashlib.sha256(b"\x00" + SALT + body).hexdigest()


def test_another_salt_makes_another_commitment() -> None:
    body = record_bytes(a_record())

    assert commitment(body, SALT) != commitment(body, b"\x08" * 32)


@pytest.mark.parametrize("size", [0, 31, 33])
def test_a_salt_of_another_size_is_refused(size: int) -> None:
    with pytest.raises(SaltHadWrongSize) as on_making:
        make_record(identity=IDENTITY, post=a_post(), capture=a_capture(), salt=bytes(size))
    with pytest.raises(SaltHadWrongSize):
        commitment(b"{}", bytes(size))

    assert str(on_making.value) == f"A salt of {size} bytes was handed in, not of 32."


def test_a_time_without_its_zone_is_refused() -> None:
    naive = NOW.replace(tzinfo=None)
    capture = Capture(started_at=naive, ended_at=NOW, method="seen", tool="t", version="1")

    with pytest.raises(InstantHadNoZone) as refusal:
        make_record(identity=IDENTITY, post=a_post(), capture=capture, salt=SALT)

    assert str(refusal.value) == "A time was handed in without its zone."


def test_times_are_kept_in_utc() -> None:
    east = NOW.astimezone(timezone(timedelta(hours=3)))
    capture = Capture(started_at=east, ended_at=east, method="seen", tool="t", version="1")

    record = make_record(identity=IDENTITY, post=a_post(), capture=capture, salt=SALT)

    assert record.capture.started_at.tzinfo is UTC
    assert record.capture.started_at == NOW


def test_a_text_that_is_not_unicode_is_refused() -> None:
    post = msgspec.structs.replace(a_post(), text="\ud83d")
    record = make_record(identity=IDENTITY, post=post, capture=a_capture(), salt=SALT)

    with pytest.raises(NotCanonical):
        record_bytes(record)


def test_a_record_that_no_verifier_would_read_is_refused() -> None:
    post = msgspec.structs.replace(a_post(), text="a" * (8 << 20))
    record = make_record(identity=IDENTITY, post=post, capture=a_capture(), salt=SALT)

    with pytest.raises(RecordWasTooLarge):
        record_bytes(record)


def changed(**identity: object) -> bytes:
    body = json.loads(record_bytes(a_record()))
    body["identity"].update(identity)
    return canonical(body)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\xff",
        b"[]",
        b" " + record_bytes(a_record()),
        changed(schema_version=2),
        changed(mood="angry"),
        changed(sequence=1.5),
        record_bytes(a_record()).replace(b'"sequence":null', b'"sequence":9007199254740993'),
        record_bytes(a_record()).replace(b"raw.json", b"../x.json"),
        record_bytes(a_record()).replace(b"01" * 32, b"0G" * 32),
        record_bytes(a_record()).replace(b'"size":7', b'"size":-7'),
    ],
)
def test_bytes_that_are_no_record_are_refused(body: bytes) -> None:
    with pytest.raises(NotARecord):
        read_record(body)
