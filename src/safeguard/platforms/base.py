"""What every connector and importer promises, and the errors a platform can answer with.

Identifiers are strings and instants are aware, as in `safeguard.records`. Nothing here reads a
clock, opens a socket or holds a word meant for people: a reason is a code that the site translates.
"""

from collections.abc import Iterator
from datetime import datetime, tzinfo
from typing import ClassVar, Protocol

import msgspec

from safeguard.platforms.codes import Code
from safeguard.records import Page, Post


class Access(msgspec.Struct, frozen=True, kw_only=True):
    """What lets a connector read or act for her on one network.

    `account` is the platform's immutable identifier for her and `host` the server she lives on. The
    token carries either the right to read or the right to act, never both, and appears in no text
    form.
    """

    account: str
    token: str
    handle: str = ""
    host: str = ""
    scopes: frozenset[str] = frozenset()
    expires_at: datetime | None = None

    def __repr__(self) -> str:
        return "Access(...)"


class Act(msgspec.Struct, frozen=True, kw_only=True):
    """One thing to do on a network: mute, unmute, block, unblock or report.

    `target` is an author's id; a report names the `post` too, with a `reason` code and her `note`.
    `ref` is the platform's own name for what is undone, where it has one (a block record's
    address).
    """

    kind: str
    target: str
    post: str = ""
    until: datetime | None = None
    reason: str = ""
    note: str = ""
    ref: str = ""


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """What became of an act: the platform's name for it, and the act that undoes it.

    `certain` is False when the platform's answer was lost: the act may or may not have been done,
    so it is looked up, and a report is never sent again by itself.
    """

    remote_ref: str = ""
    undo: Act | None = None
    certain: bool = True


class PlatformError(Exception):
    """A platform could not be read or acted on; its subclass says what to do about it."""


class AccessLost(PlatformError):
    """The platform no longer takes the token. Reaction: ask her to reconnect, try nothing."""


class RateLimited(PlatformError):
    """The platform asked us to wait. Reaction: try again at `retry_at`, not before."""

    def __init__(self, retry_at: datetime) -> None:
        super().__init__("the platform asked to be left alone for a while")
        self.retry_at = retry_at


class PlatformDown(PlatformError):
    """The platform did not answer, or says it can't now. Reaction: try again later and later."""


class UnexpectedReply(PlatformError):
    """The platform answered in a shape we do not know. Reaction: stop and repair our parser."""


class Connector(Protocol):
    """A network that she has connected.

    `pull` gives the oldest posts after `cursor` ('' is the beginning) and reading a page twice
    gives it twice. `act` does one thing; called again with the same `key` it does nothing more and
    answers alike. An act whose kind is not among the `capabilities` is the caller's mistake
    (ValueError); undoing needs no capability of its own.

    Raises: PlatformError, one of its four kinds, and no other error for what a platform does.
    """

    capabilities: ClassVar[frozenset[str]]

    def pull(self, access: Access, cursor: str, limit: int) -> Page: ...

    def act(self, access: Access, act: Act, key: str) -> Outcome: ...


class Readable(Protocol):
    """Bytes that can be read forward: an open file, an upload, a member of an archive."""

    def read(self, size: int, /) -> bytes: ...


class Problem(msgspec.Struct, frozen=True):
    """Why something in a file could not be taken in.

    `line` counts from 1 as an editor does, 0 meaning the file as a whole. `column` is a column we
    know. `detail` is a number or a name of ours and never words out of the file, so that a problem
    may be logged.
    """

    line: int
    code: Code
    column: str = ""
    detail: str = ""


class Sniffed(msgspec.Struct, frozen=True, kw_only=True):
    """What the beginning of a file looks like to an importer.

    `confidence` goes from 0 (not mine) to 1. `columns` are as the file spells them, `mapped` says
    which of ours each became, and `unknown` are those kept in `Post.raw` only. `problem` is set
    when the file cannot be read at all.
    """

    importer: str
    confidence: float
    encoding: str = ""
    delimiter: str = ""
    columns: tuple[str, ...] = ()
    mapped: dict[str, str] = {}
    unknown: tuple[str, ...] = ()
    problem: Problem | None = None


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """What an importer has to be told, since it has no clock and knows nobody.

    `mine` are the handles she says are hers (None: not asked); `assume_zone` is what she chose for
    times without a zone (None: they are refused); `platform` names rows that do not name theirs.
    """

    now: datetime
    assume_zone: tzinfo | None = None
    mine: frozenset[str] | None = None
    platform: str = "file"


class Importer(Protocol):
    """A kind of file.

    `read` streams: each Post or Problem is given as soon as its row is known, in the file's order,
    and what concerns the file as a whole comes last. It never raises for what a file holds.
    """

    def __init__(self, reading: Reading) -> None: ...

    @staticmethod
    def sniff(head: bytes, /) -> Sniffed: ...

    def read(self, stream: Readable, /) -> Iterator[Post | Problem]: ...
