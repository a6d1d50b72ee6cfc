"""Lists of accounts: a file she brings becomes a plan that waits for her yes; nothing of it is shared or keeps reasons.

The file is read whole before anything is written, and no copy of it stays: what remains are the acts, sealed as any
act is. What a list says about people (notes, comments) is dropped.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from typing import BinaryIO

import msgspec
from django.db import transaction

from fuerza.acts.choices import SILENCES, ActionKind, Cause
from fuerza.acts.models import BlockList
from fuerza.acts.queries import account_key, list_place
from fuerza.acts.services.planning import Target, Terms, plan
from fuerza.connections.models import Connection
from fuerza.core import crypto
from fuerza.people.models import Person
from safeguard.platforms import registry
from safeguard.platforms.archive import ArchiveRefused, names_in
from safeguard.platforms.base import Listed, Problem, Reading, Skipped
from safeguard.platforms.codes import Code
from safeguard.platforms.packed import EXPORT, ZIP

HEAD = 1 << 16
LARGEST = 20_000_000  # bytes, as Mastodon's own limit
LARGEST_ZIP = 2_000_000_000  # as other files she brings; what is unpacked of it is counted
MOST = 50_000  # entries
SHOWN_PROBLEMS = 50


class ListRefused(RuntimeError):
    """A list can't be taken at all, and nothing of it was written; `code` says why.

    too_large, unknown_list, too_many_entries, nothing_for_this_account, or what is wrong with a ZIP; with the first
    `problems` of its lines.
    """

    def __init__(self, code: str, problems: tuple[Problem, ...] = ()) -> None:
        super().__init__(code)
        self.code = code
        self.problems = problems


class Wish(msgspec.Struct, frozen=True, kw_only=True):
    """What she wants done with a list: mute or block, on which account, until when; and what she calls it."""

    kind: ActionKind
    connection: Connection
    name: str = ""
    until: datetime | None = None


class _Read(msgspec.Struct):
    """What a file turned out to hold."""

    targets: dict[tuple[ActionKind, bytes], Target] = {}
    problems: list[Problem] = []
    problem_count: int = 0
    passed_over: Counter[str] = msgspec.field(default_factory=Counter)


def bring_list(
    *, person: Person, file: BinaryIO, file_name: str, wish: Wish, now: datetime
) -> BlockList:
    """Check all of a list and plan what it asks for; the plan waits for her yes.

    Raises:
        ListRefused: nothing was written.
    """
    found = _read(file, file_name, wish, person, now)
    if not found.targets:
        raise ListRefused("nothing_for_this_account", tuple(found.problems))
    return _write(person, found, wish, now)


@transaction.atomic
def _write(person: Person, found: _Read, wish: Wish, now: datetime) -> BlockList:
    made = BlockList(
        person=person,
        rows=len(found.targets),
        passed_over=dict(found.passed_over),
        problems=[[it.line, it.code, it.column, it.detail] for it in found.problems],
        problem_count=found.problem_count,
        made_at=now,
    )
    made.sealed_name = crypto.seal_personal(person.pk, wish.name, list_place(made.pk))
    made.save(force_insert=True)
    plan(
        person=person,
        kind=wish.kind,
        targets=list(found.targets.values()),
        by=person,
        now=now,
        terms=Terms(until=wish.until, cause=Cause.LIST, block_list=made, waits=True),
    )
    return made


def _read(file: BinaryIO, file_name: str, wish: Wish, person: Person, now: datetime) -> _Read:
    secret = crypto.data_key(person.pk)
    found = _Read()
    for it in _lines(file, file_name, wish, now):
        if isinstance(it, Problem):
            found.problem_count += 1
            if len(found.problems) < SHOWN_PROBLEMS:
                found.problems.append(it)
        elif isinstance(it, Listed):
            _sort(found, it, wish, secret)
        else:
            found.passed_over[it.code] += it.count
        if len(found.targets) > MOST:
            raise ListRefused("too_many_entries")
    return found


def _lines(
    file: BinaryIO, file_name: str, wish: Wish, now: datetime
) -> Iterator[Listed | Problem | Skipped]:
    """Read a file with whichever reader knows it: a list, or a ZIP that holds some beside much else."""
    file.seek(0)
    head = file.read(HEAD)
    is_zip = head.startswith(ZIP)
    if file.seek(0, 2) > (LARGEST_ZIP if is_zip else LARGEST):
        raise ListRefused("too_large")
    try:
        names = names_in(file, EXPORT) if is_zip else (file_name,)
    except ArchiveRefused as refused:
        raise ListRefused(refused.code) from refused
    sniffed = registry.sniff_list(head, names)
    if sniffed is None:
        raise ListRefused(Code.ARCHIVE_UNKNOWN if is_zip else "unknown_list")
    file.seek(0)
    reading = Reading(now=now, platform=wish.connection.platform)
    return registry.list_reader(sniffed.importer)(reading).lists(file)


def _sort(found: _Read, it: Listed, wish: Wish, secret: bytes) -> None:
    """Take an entry as a target, or count why it is passed over."""
    kind = ActionKind.BLOCK_DOMAIN if it.kind == ActionKind.BLOCK_DOMAIN else wish.kind
    account = it.account or it.handle.casefold()
    key = account_key(secret, wish.connection.platform, account)
    why = _passed_over(it, kind, wish, is_twice=(kind, key) in found.targets)
    if why:
        found.passed_over[why] += 1
        return
    found.targets[kind, key] = Target(
        author_key=key,
        author=it.account,
        handle=it.handle,
        platform=wish.connection.platform,
        connection=wish.connection,
        kind=kind,
        until=it.until if kind in SILENCES else None,
    )


def _passed_over(it: Listed, kind: ActionKind, wish: Wish, *, is_twice: bool) -> str:
    if it.kind == "follow":
        return "follow"
    if it.platform not in {"", wish.connection.platform}:
        return "other_platform"
    if kind not in registry.connector(wish.connection.connector).capabilities:
        return "not_possible"
    return "twice" if is_twice else ""
