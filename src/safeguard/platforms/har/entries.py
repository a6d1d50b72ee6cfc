"""The entries of a HAR that hold X's posts: which they are, and the posts in them as they were received."""

import re
from base64 import b64decode
from collections.abc import Iterator

import msgspec

from safeguard.platforms.codes import Code
from safeguard.platforms.json_items import CutOff, Json, NotFound, decoded
from safeguard.platforms.rules import RowRefused
from safeguard.platforms.source import Source

MAX_ENTRY = 16 << 20
_MAX_DEPTH = 64
_CALL = re.compile(
    r"(https://(?:[a-z0-9-]{1,32}\.)?(?:x|twitter)\.com(?:/i/api)?/graphql/[\w-]{1,64}/\w{1,64})(?:[?#].*)?",
    re.DOTALL,
)
_TEXT = b'"full_text"'
_keys = msgspec.json.Decoder(dict[str, msgspec.Raw]).decode
_elements = msgspec.json.Decoder(list[msgspec.Raw]).decode


class Entry(msgspec.Struct):
    """One request and what came back, of which only what is named here is ever looked at."""

    class Request(msgspec.Struct):
        url: str = ""

    class Response(msgspec.Struct):
        class Content(msgspec.Struct):
            text: str = ""
            encoding: str = ""

        content: Content = msgspec.field(default_factory=Content)

    request: Request = msgspec.field(default_factory=Request)
    response: Response = msgspec.field(default_factory=Response)
    startedDateTime: str = ""  # noqa: N815 -- the file's own key


_entry = msgspec.json.Decoder(Entry)
_code = msgspec.json.Decoder(str)


def read_entries(source: Source) -> Iterator[tuple[int, Entry | RowRefused]]:
    """Give each entry and its line, or what is wrong with it; the last may be what ended the file."""
    json = Json(source.chunks())
    try:
        json.enter("log", "entries")
        for raw in json.items(MAX_ENTRY):
            try:
                yield json.line(), _opened(raw)
            except RowRefused as refused:
                yield json.line(), refused
    except CutOff:
        yield 0, RowRefused(Code.CUT_OFF)
    except NotFound:
        yield 0, RowRefused(Code.NO_LIST)


def call_of(entry: Entry) -> str:
    """Give the address of a call that may bring posts, without its query; '' for any other."""
    found = _CALL.fullmatch(entry.request.url)
    return found[1] if found else ""


def posts_in(entry: Entry, *, nested: bool) -> Iterator[bytes]:
    """Give the posts of a reply in their own bytes; `nested` gives those inside others (quoted), too."""
    if not call_of(entry):
        return
    content = entry.response.content
    try:
        body = content.text.encode()
        if content.encoding == "base64":
            body = b64decode(body, validate=True)
            body.decode()
        yield from _walk(msgspec.Raw(body), nested=nested)
    except ValueError:  # no base64, no text, halves of characters
        return


def _walk(body: msgspec.Raw, *, nested: bool) -> Iterator[bytes]:
    left = [(body, 0)]
    while left:
        raw, depth = left.pop()
        data = bytes(raw)
        if depth > _MAX_DEPTH or _TEXT not in data:
            continue
        children = _children(data)
        if isinstance(children, dict):
            is_post = "legacy" in children and _TEXT in bytes(children["legacy"])
            if is_post:
                yield data
            children = [] if is_post and not nested else [*children.values()]
        left.extend((it, depth + 1) for it in reversed(children))


def _children(data: bytes) -> dict[str, msgspec.Raw] | list[msgspec.Raw]:
    try:
        is_object = data.lstrip().startswith(b"{")
        return _keys(data) if is_object else _elements(data)
    except (ValueError, RecursionError):  # a string that holds the word, or no JSON
        return []


def _opened(raw: bytes | None) -> Entry:
    if raw is None:
        raise RowRefused(Code.ITEM_TOO_LARGE, detail=str(MAX_ENTRY))
    if raw.startswith(b'"'):  # what cleaning left in the place of one it could not read
        said = decoded(_code, raw, {})
        raise RowRefused(Code(said) if said in set(Code) else Code.NOT_AN_OBJECT)
    return decoded(_entry, raw, {})
