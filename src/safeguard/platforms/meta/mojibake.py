r"""Meta's exports write each byte of UTF-8 as a character of its own: "é" stands as \u00c3\u00a9.

Whether a file is broken is decided for the file as a whole, as a real "Ã©" looks the same. Only runs of
such escapes are put right, before JSON is decoded, and nothing else: no quote is straightened.
"""

import json
import re

# An even number of backslashes before: else the backslash is itself the character that is meant.
_RUN = re.compile(rb"(?<!\\)((?:\\\\)*+)((?:\\u00[0-9a-fA-F]{2})+)")
_WIDE = re.compile(rb"(?<!\\)(?:\\\\)*+\\u(?!00)[0-9a-fA-F]{4}")
_ESCAPE = 6


def is_broken(data: bytes) -> bool:
    r"""Whether a file's accents are bytes in disguise.

    It is right if it holds anything that such a file cannot: plain UTF-8, or an escape above \u00ff.
    Otherwise it is broken if more of its runs are UTF-8 than are not: a right one has \u00e9 alone.
    """
    if not data.isascii() or _WIDE.search(data):
        return False
    fit = unfit = 0
    for found in _RUN.finditer(data):
        run = _bytes(found[2])
        if run.isascii():
            continue
        is_fit = _is_utf8(run)
        fit, unfit = fit + is_fit, unfit + (not is_fit)
    return fit > unfit


def repaired(raw: bytes) -> bytes:
    """Write a broken file's runs as the characters they were; what is cut in half stays as it is."""
    return _RUN.sub(lambda found: found[1] + _written(_bytes(found[2])), raw)


def _bytes(run: bytes) -> bytes:
    return bytes(int(run[at + 4 : at + _ESCAPE], 16) for at in range(0, len(run), _ESCAPE))


def _is_utf8(run: bytes) -> bool:
    try:
        run.decode()
    except UnicodeDecodeError:
        return False
    return True


def _written(run: bytes) -> bytes:
    text = ""
    while run:
        try:
            text, run = text + run.decode(), b""
        except UnicodeDecodeError as error:
            good, bad = run[: error.start], run[error.start : error.end]
            text, run = text + good.decode() + bad.decode("latin-1"), run[error.end :]
    return json.dumps(text, ensure_ascii=False)[1:-1].encode()
