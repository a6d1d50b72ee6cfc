"""What the tests of chats, mail and exports are made of: readings, ZIPs, and what came of a file in short."""

from collections.abc import Mapping
from datetime import UTC, datetime
from io import BytesIO
from typing import cast
from zipfile import ZIP_DEFLATED, ZipFile

import msgspec

from safeguard.platforms.base import Chat, Problem, Readable, Reading, Skipped
from safeguard.platforms.codes import Code
from safeguard.platforms.registry import importer
from safeguard.records import Post

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
READING = Reading(now=NOW, assume_zone=UTC)
Found = list[Post | Problem | Skipped]


def reading(**changes: object) -> Reading:
    return msgspec.structs.replace(READING, **changes)


def packed(files: Mapping[str, bytes], method: int = ZIP_DEFLATED) -> bytes:
    file = BytesIO()
    with ZipFile(file, "w", method) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return file.getvalue()


def read(name: str, file: bytes | str | Readable, how: Reading = READING) -> Found:
    return list(importer(name)(how).read(_stream(file)))


def participants(name: str, file: bytes | str) -> tuple[str, ...]:
    return cast("Chat", importer(name)(READING)).participants(_stream(file))


def posts(found: Found) -> list[Post]:
    return [it for it in found if isinstance(it, Post)]


def problems(found: Found) -> list[Problem]:
    return [it for it in found if isinstance(it, Problem)]


def skipped(found: Found) -> dict[Code, int]:
    return {it.code: it.count for it in found if isinstance(it, Skipped)}


def _stream(file: bytes | str | Readable) -> Readable:
    if isinstance(file, str):
        return BytesIO(file.encode())
    return BytesIO(file) if isinstance(file, bytes) else file
