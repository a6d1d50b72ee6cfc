"""What every connector and importer promises, and the errors a platform can answer with.

Identifiers are strings and instants are aware, as in `safeguard.records`. Nothing here reads a
clock, opens a socket or holds a word meant for people: a reason is a code that the site translates.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime, tzinfo
from typing import ClassVar, Protocol

import msgspec

from safeguard.platforms.codes import Code, Sign
from safeguard.records import Page, Post


class Access(msgspec.Struct, frozen=True, kw_only=True):
    """What lets a connector read or act for her on one network.

    `account` is the platform's immutable identifier for her and `host` the address (scheme and host)
    of the server she lives on. The token carries either the right to read or the right to act, never
    both, and appears in no text form. The rest is what renewing and giving back needs: `refresh`, the
    private half of a key that proves whose token it is (`proof_key`, PEM), who issued it (`issuer`),
    and the `client` it was issued to. `api_key` reads what is public, so that the token need not.
    """

    account: str
    token: str
    handle: str = ""
    host: str = ""
    scopes: frozenset[str] = frozenset()
    expires_at: datetime | None = None
    refresh: str = ""
    proof_key: str = ""
    issuer: str = ""
    client: str = ""
    client_secret: str = ""
    api_key: str = ""

    def __repr__(self) -> str:
        return "Access(...)"


class Act(msgspec.Struct, frozen=True, kw_only=True):
    """One thing to do on a network; `kind` is one of KINDS, or the name of its undoing.

    `target` is an author's id (a domain, a list's address, a thread's, where the kind says so); a
    report names the `post` too, with a `reason` (an id of safeguard.taxonomy) and her `note`. `words`
    are what a filter looks for; `options` say the rest in the platform's own words (`labeler`, `only`,
    `allow`). `ref` is the platform's own name for what is undone, where it has one (a block
    record's address), and `before` what stood there before, so that undoing is exact.
    """

    kind: str
    target: str
    post: str = ""
    until: datetime | None = None
    reason: str = ""
    note: str = ""
    ref: str = ""
    words: tuple[str, ...] = ()
    options: dict[str, str] = {}
    before: str = ""


# What can be done, and what undoes it; a connector's `capabilities` hold the kinds it can do.
KINDS = {
    "mute": "unmute",  # an author, privately
    "mute_thread": "unmute_thread",  # target: a post of the thread
    "mute_list": "unmute_list",  # everybody on a list; target: its address
    "block": "unblock",  # an author; public on some networks ("block.public")
    "block_list": "unblock_list",
    "block_domain": "unblock_domain",
    "make_list": "drop_list",  # note: its name; the outcome's remote_ref is its address
    "list": "unlist",  # put target on the list that `ref` names
    "filter": "unfilter",  # words, until, options
    "reply_gate": "reply_ungate",  # post, options: who may answer
    "quote_gate": "quote_ungate",  # post, options: who may quote; detaching
    "hide_reply": "show_reply",
    "policy": "unpolicy",  # which notifications are held back; options
    "report": "",  # never undone
}


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """What became of an act: the platform's name for it, and the act that undoes it.

    `certain` is False when the platform's answer was lost: the act may or may not have been done,
    so it is looked up, and a report is never sent again by itself.
    """

    remote_ref: str = ""
    undo: Act | None = None
    certain: bool = True


class Relation(msgspec.Struct, frozen=True, kw_only=True):
    """How she stands to one account: None where the platform does not say."""

    is_followed: bool | None = None
    is_muted: bool | None = None
    is_blocked: bool | None = None


class Tree(msgspec.Struct, frozen=True, kw_only=True):
    """A thread: its posts, the oldest first, each naming what it answers; `gaps` as in a Page."""

    posts: tuple[Post, ...]
    gaps: tuple[str, ...] = ()


class Limit(msgspec.Struct, frozen=True, kw_only=True):
    """How many points a platform lets her spend within a window of time; what an act costs is in `COSTS`."""

    points: int
    seconds: int


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


class Refused(UnexpectedReply):
    """The platform will not do this one thing. Reaction: this act has failed, go on with the next.

    `code` says why: gone (no such account or post), not_allowed, not_here (this server can't), invalid.
    """

    def __init__(self, code: str) -> None:
        super().__init__(f"the platform refused: {code}")
        self.code = code


class Connector(Protocol):
    """A network that she has connected.

    A real one is made with `(http, clock)`: an httpx2.Client and a function that tells the time; it
    keeps nothing between two calls but what they hold. `capabilities` are the kinds of KINDS that it
    can do, `read.mentions`, and what names the protocols below: `read.thread` (Threaded),
    `read.relations` (Related), `read.lists` (Listing), `look_up` (LookingUp), `report.status`
    (Answering), `before` (Foreseeing), `offers` (Offering), or those in `conditions`: `priced` (Priced),
    `comply` (Complying); also `block.public` (a block shows to everybody) and `report.service` (a
    report's option `labeler` names who gets it).
    `limits` hold all at once; `costs` are points an act (1 where it names none).

    `pull` gives the oldest posts after `cursor` ('' is the beginning) and reading a page twice
    gives it twice. `act` does one thing; called again with the same `key` it does nothing more and
    answers alike. An act whose kind is not among the `capabilities` is the caller's mistake
    (ValueError); undoing needs no capability of its own.

    Raises: PlatformError, one of its four kinds, and no other error for what a platform does.
    """

    capabilities: ClassVar[frozenset[str]]
    limits: ClassVar[tuple[Limit, ...]]
    costs: ClassVar[Mapping[str, int]]

    def pull(self, access: Access, cursor: str, limit: int) -> Page: ...

    def act(self, access: Access, act: Act, key: str) -> Outcome: ...


class Threaded(Protocol):
    """Can show what stands around a post."""

    def thread(self, access: Access, post: str) -> Tree: ...


class Related(Protocol):
    """Can say how she stands to accounts, by their ids: nothing is done against whom she follows."""

    def relations(self, access: Access, accounts: Sequence[str]) -> dict[str, Relation]: ...


class Listing(Protocol):
    """Can list whom she has silenced: `kind` is mute, block or block_domain; '' is the first page and the end."""

    def silenced(
        self, access: Access, kind: str, cursor: str
    ) -> tuple[tuple["Listed", ...], str]: ...


class LookingUp(Protocol):
    """Can tell whether an act whose answer was lost was done: its Outcome, or None where it was not."""

    def look_up(self, access: Access, act: Act, key: str) -> Outcome | None: ...


class Answering(Protocol):
    """Can tell what became of a report: a code (open, answered, closed), '' where it is not said."""

    def report_status(self, access: Access, remote_ref: str) -> str: ...


class Foreseeing(Protocol):
    """Can say what an act would replace, to be kept as its `before` until it has run; '' where it replaces nothing."""

    def before(self, access: Access, act: Act) -> str: ...


class Offering(Protocol):
    """Can tell which of its capabilities her own server has, where servers differ."""

    def offers(self, access: Access) -> frozenset[str]: ...


class Client(msgspec.Struct, frozen=True, kw_only=True):
    """Who asks for access: this installation, as networks know it. `id` is '' where one must register first."""

    redirect: str
    name: str
    website: str = ""
    id: str = ""
    secret: str = ""
    api_key: str = ""


class Started(msgspec.Struct, frozen=True, kw_only=True):
    """A sign-in that was begun: she is sent to `url`; `pending` is kept sealed until she returns with `state`."""

    url: str
    state: str
    pending: str

    def __repr__(self) -> str:
        return "Started(...)"


class NotAuthorized(Exception):
    """No access came of a sign-in; `code` says why.

    denied (she said no), unknown_server, not_supported (a server without this way in), wrong_account,
    wrong_server (another answered), stale (asked for too long ago), wrong_password, code_needed,
    not_app_password (it is her own password, and was sent nowhere).
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Authorizer(Protocol):
    """The way to an Access, made with `(http, clock)` as a connector is.

    `purpose` is watch (read) or act. `server` is what she typed: a handle, a host or an address. `finish`
    takes the query of the address she came back to. `sign_in` is the way by an app password, for
    both purposes at once, where a network has no other.

    Raises: NotAuthorized, or a PlatformError.
    """

    scopes: ClassVar[Mapping[str, str]]  # purpose -> what is asked for, to the letter

    def start(self, client: Client, server: str, purpose: str) -> Started: ...

    def finish(self, pending: str, reply: Mapping[str, str]) -> Access: ...

    def refresh(self, access: Access) -> Access: ...

    def revoke(self, access: Access) -> None: ...


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
    when the file cannot be read at all. `reasons` are codes that say why it was taken for what it is,
    and `suggested` guesses, ours to theirs, at columns that only she can match.
    """

    importer: str
    confidence: float
    reasons: tuple[Sign, ...] = ()
    encoding: str = ""
    delimiter: str = ""
    columns: tuple[str, ...] = ()
    mapped: dict[str, str] = {}
    unknown: tuple[str, ...] = ()
    problem: Problem | None = None
    suggested: dict[str, str] = {}


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """What an importer has to be told, since it has no clock and knows nobody.

    `mine` are the handles or names she says are hers (None: not asked); `assume_zone` is what she
    chose for times without a zone (None: they are refused); `platform` names rows that do not name
    theirs; `columns` maps our columns to a table's own names; `day_first` settles 3/4/2026 (None:
    the file itself must). With `own` her own posts are given too, which the desk never asks for.
    """

    now: datetime
    assume_zone: tzinfo | None = None
    mine: frozenset[str] | None = None
    platform: str = "file"
    columns: dict[str, str] = {}
    day_first: bool | None = None
    own: bool = False


class Skipped(msgspec.Struct, frozen=True):
    """Rows that were read and rightly passed over: how many, and why. Each row is a Post, a Problem or in here.

    A count of 0 passes nothing over: it is something to be known of such files.
    """

    code: Code
    count: int = 1


class Listed(msgspec.Struct, frozen=True, kw_only=True):
    """An account or a domain that a file or a network lists: `kind` is block, mute, block_domain or follow.

    `account` is the platform's id where there is one, `handle` its name. `note` is what the list says of it.
    A file of filters gives the kind filter: `note` is the words it looks for.
    """

    platform: str
    kind: str
    account: str = ""
    handle: str = ""
    until: datetime | None = None
    note: str = ""


class Importer(Protocol):
    """A kind of file.

    `sniff` gets the first bytes and what names there are: the file's own, or those in a ZIP, which is
    handed to `read` as it is, seekable. `read` streams: each Post or Problem is given as soon as its
    row is known, in the file's order; what was passed over, and what concerns the file as a whole,
    comes last. It never raises for what a file holds.
    """

    def __init__(self, reading: Reading) -> None: ...

    @staticmethod
    def sniff(head: bytes, names: Collection[str] = (), /) -> Sniffed: ...

    def read(self, stream: Readable, /) -> Iterator[Post | Problem | Skipped]: ...


class Chat(Importer, Protocol):
    """A file of private messages: she must be one of those who wrote in it (`Reading.mine`)."""

    def participants(self, stream: Readable, /) -> tuple[str, ...]: ...


class ListReader(Protocol):
    """A file that lists accounts: hers to block or mute, or to leave alone."""

    def __init__(self, reading: Reading) -> None: ...

    @staticmethod
    def sniff(head: bytes, names: Collection[str] = (), /) -> Sniffed: ...

    def lists(self, stream: Readable, /) -> Iterator[Listed | Problem | Skipped]: ...
