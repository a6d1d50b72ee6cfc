"""Bringing a file: it is checked whole before anything is stored, and what its reader has to know is asked of her.

A file says much and not all: which of a chat's people she is, in which zone its times are, whether 3/4 is in March.
`asks_of` says what is still open; her answers lie sealed on the import.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import islice
from zoneinfo import ZoneInfo

import msgspec
from django.db import transaction

from fuerza.connections.choices import Ask, ImportState
from fuerza.connections.models import Import
from fuerza.connections.queries import import_place
from fuerza.connections.services.stored_files import (
    HEAD,
    ImportRefused,
    contents_of,
    names_of,
    path_of,
    store,
)
from fuerza.core import audit, crypto, jobs
from fuerza.people import queries as people
from fuerza.people.models import Person
from safeguard.platforms import registry
from safeguard.platforms.base import Problem, Reading, Skipped, Sniffed
from safeguard.platforms.codes import Code
from safeguard.platforms.packed import ZIP
from safeguard.platforms.table.columns import MAX_COLUMNS, REQUIRED
from safeguard.records import Post

SHOWN_PROBLEMS = 50
SHOWN_ROWS = 5
PRIVATE_KINDS = frozenset({"dm", "chat", "sms", "mail"})
_ANSWERED_BY = {Code.NAIVE_TIME: Ask.ZONE, Code.DAY_OR_MONTH: Ask.DAY}


class Answers(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What she said of a file: who she is in it, which column is which of ours, whether the day comes first."""

    mine: frozenset[str] | None = None
    columns: dict[str, str] = {}
    day_first: bool | None = None


class Checked(msgspec.Struct, frozen=True, kw_only=True):
    """A dry run's result: how many rows would go in, what is wrong, and the first rows as they would be read."""

    rows: int = 0
    problems: tuple[Problem, ...] = ()
    problem_count: int = 0
    kinds: dict[str, int] = {}
    platforms: dict[str, int] = {}
    first: tuple[Post, ...] = ()
    written_from: datetime | None = None
    written_to: datetime | None = None


class Look(msgspec.Struct, frozen=True, kw_only=True):
    """The beginning of a file: what it is taken for, and its first posts."""

    sniffed: Sniffed
    posts: tuple[Post, ...]


def bring(
    *,
    person: Person,
    file: Iterable[bytes],
    names: Sequence[str] = (),
    zone: str,
    mine: frozenset[str] | None,
    now: datetime,
) -> tuple[Import, Checked]:
    """Keep the file encrypted, check all of it, and return what taking it in would do. Nothing is stored yet.

    `names` tell what it is (`upload_of`). Where something must be asked first, it is only looked at; `check_again`
    comes with the answer.

    Raises:
        ImportRefused: too large, taken in before, somebody else's, without one good row, or private messages on a
            server that could read them.
    """
    made = Import(person=person, importer="", zone=zone, made_at=now)
    try:
        made.digest = store(made, file)
        made.importer = _known(made, names)
        checked = check_again(made, answers=_remembered(made, names, mine), now=now)
    except BaseException:
        path_of(made).unlink(missing_ok=True)
        raise
    with transaction.atomic():
        made.save(force_insert=True)
        audit.note(person.pk, person.pk, "connections.brought_file", made.pk, at=now)
    return made, checked


def _known(made: Import, names: Sequence[str]) -> str:
    """Say which importer knows the file.

    Raises:
        ImportRefused: it is a ZIP, and nothing in it is known.
    """
    with contents_of(made) as contents:
        head = contents.read(HEAD)
    sniffed = registry.sniff(head, names)
    if head.startswith(ZIP) and not sniffed.confidence:
        raise ImportRefused(Code.ARCHIVE_UNKNOWN)
    return sniffed.importer


def _remembered(made: Import, names: Sequence[str], mine: frozenset[str] | None) -> Answers:
    """Begin with what she said of the columns of the last file that had the same ones."""
    made.header_key = _header_key(made, sniff(made, names))
    alike = Import.objects.filter(person=made.person_id, header_key=made.header_key)
    last = alike.exclude(header_key=b"").order_by("-made_at").first()
    said = None if _is_chat(made) else mine  # in a chat people have names, and she is shown which
    return Answers(mine=said, columns=answers_of(last).columns if last else {})


def _header_key(made: Import, sniffed: Sniffed) -> bytes:
    """Name a table's columns without saying them; '' where there is nothing to ask about them."""
    is_table = len(REQUIRED) <= len(sniffed.columns) <= MAX_COLUMNS
    if not is_table or set(REQUIRED) <= set(sniffed.mapped.values()):
        return b""
    return crypto.keyed(crypto.data_key(made.person_id), "columns", "\x1f".join(sniffed.columns))


def check_again(made: Import, *, now: datetime, answers: Answers | None = None) -> Checked:
    """Read the whole file without storing any of it, and note on `made` what was found and what she said.

    Raises:
        ImportRefused: see `bring`.
    """
    if already_complete(made.person, bytes(made.digest)):
        raise ImportRefused("already_complete")
    if answers is not None:
        made.sealed_answers = crypto.seal_personal(
            made.person_id, msgspec.json.encode(answers).decode(), import_place(made.pk, "answers")
        )
    if _is_chat(made):
        refuse_private()
    found = _Found()
    if not asks_of(made):
        for it in read_import(made, now=now):
            found.take(it)
        found.refuse_unusable()
    made.rows, made.problem_count = found.rows, found.problem_count
    made.problems = [
        [problem.line, problem.code, problem.column, problem.detail] for problem in found.problems
    ]
    made.skipped = dict(found.skipped)
    made.written_from, made.written_to = found.earliest, found.latest
    return Checked(
        rows=found.rows,
        problems=tuple(found.problems),
        problem_count=found.problem_count,
        kinds=dict(found.kinds),
        platforms=dict(found.platforms),
        first=tuple(found.first),
        written_from=found.earliest,
        written_to=found.latest,
    )


def asks_of(made: Import) -> list[Ask]:
    """List what must be known before anything of a file can be read."""
    answers = answers_of(made)
    if _is_chat(made) and answers.mine is None:
        return [Ask.MINE]
    named = {*sniff(made).mapped.values(), *answers.columns} if made.header_key else set(REQUIRED)
    return [] if named >= set(REQUIRED) else [Ask.COLUMNS]


def _is_chat(made: Import) -> bool:
    return hasattr(registry.importer(made.importer), "participants")


def may_ask(made: Import) -> list[Ask]:
    """List what more she can say of a file that was checked, because rows of it have problems that this settles."""
    codes = {problem[1] for problem in made.problems}
    return [ask for code, ask in _ANSWERED_BY.items() if code in codes]


def answers_of(made: Import) -> Answers:
    if not made.sealed_answers:
        return Answers()
    text = crypto.open_personal(
        made.person_id, bytes(made.sealed_answers), import_place(made.pk, "answers")
    )
    return msgspec.json.decode(text, type=Answers)


def participants_of(made: Import, *, now: datetime) -> tuple[str, ...]:
    """Name everybody who wrote in a chat."""
    importer = registry.importer(made.importer)(_reading(made, now))
    with contents_of(made) as contents:
        return tuple(importer.participants(contents))  # type: ignore[attr-defined]  # asked of a Chat only


def sniff(made: Import, names: Sequence[str] | None = None) -> Sniffed:
    """Say once more what a file is taken for, and what its columns are."""
    with contents_of(made) as contents:
        head = contents.read(HEAD)
    known = names_of(made) if names is None else names
    return registry.importer(made.importer).sniff(head, known)


def refuse_private() -> None:
    """Refuse private messages where whoever runs the server could read them.

    Raises:
        ImportRefused: more than one person may have a desk here.
    """
    if people.is_shared():
        raise ImportRefused("private_on_shared_server")


class _Found:
    """What was found in a file so far; of a hundred thousand rows no more than the first are held."""

    def __init__(self) -> None:
        self.rows = self.problem_count = 0
        self.kinds: Counter[str] = Counter()
        self.platforms: Counter[str] = Counter()
        self.problems: list[Problem] = []
        self.skipped: Counter[str] = Counter()
        self.first: list[Post] = []
        self.earliest: datetime | None = None
        self.latest: datetime | None = None
        self.is_anothers = False

    def take(self, it: Post | Problem | Skipped) -> None:
        if isinstance(it, Post):
            self.row(it)
        elif isinstance(it, Problem):
            self.problem(it)
        else:
            self.skipped[it.code] += it.count

    def problem(self, it: Problem) -> None:
        self.problem_count += 1
        self.is_anothers |= it.code is Code.ADDRESSED_TO_ANOTHER
        if len(self.problems) < SHOWN_PROBLEMS:
            self.problems.append(it)

    def row(self, it: Post) -> None:
        self.rows += 1
        self.kinds[it.kind] += 1
        self.platforms[it.platform] += 1
        if self.rows <= SHOWN_ROWS:
            self.first.append(it)
        self.earliest = min(self.earliest or it.written_at, it.written_at)
        self.latest = max(self.latest or it.written_at, it.written_at)

    def refuse_unusable(self) -> None:
        """Refuse what no choice of hers may let in.

        Raises:
            ImportRefused: see `bring`.
        """
        if self.is_anothers:
            raise ImportRefused(Code.ADDRESSED_TO_ANOTHER)
        if PRIVATE_KINDS & self.kinds.keys():
            refuse_private()
        can_be_asked = _ANSWERED_BY.keys() & {it.code for it in self.problems}
        if not self.rows and not can_be_asked:
            raise ImportRefused("no_good_rows", self.problems)


def read_import(made: Import, *, now: datetime) -> Iterator[Post | Problem | Skipped]:
    """Read a file row by row; what it holds never raises."""
    with contents_of(made) as contents:
        yield from registry.importer(made.importer)(_reading(made, now)).read(contents)


def look_at(made: Import, *, now: datetime) -> Look:
    """Look at the beginning of a file: its columns, what they became, and its first rows."""
    posts = (it for it in read_import(made, now=now) if isinstance(it, Post))
    first = () if asks_of(made) else tuple(islice(posts, SHOWN_ROWS))
    return Look(sniffed=sniff(made), posts=first)


def _reading(made: Import, now: datetime) -> Reading:
    answers = answers_of(made)
    return Reading(
        now=now,
        assume_zone=ZoneInfo(made.zone) if made.zone else None,
        mine=answers.mine,
        columns=answers.columns,
        day_first=answers.day_first,
    )


@transaction.atomic
def confirm(*, made: Import, keep_good: bool, by: Person, now: datetime) -> None:
    """Have a checked file taken in by the worker; asked for twice, it is done once."""
    made.keep_good = keep_good
    made.save(update_fields=["keep_good"])
    audit.note(made.person_id, by.pk, "connections.confirmed_file", made.pk, at=now)
    jobs.enqueue("desk.import", key=str(made.pk), now=now, import_id=made.pk)


def already_complete(person: Person, digest: bytes) -> bool:
    return Import.objects.filter(person=person, digest=digest, state=ImportState.COMPLETE).exists()


@transaction.atomic
def let_go(*, made: Import, by: Person, now: datetime) -> None:
    """Forget a file that was not taken in: it, its row, and whatever of it was staged."""
    audit.note(made.person_id, by.pk, "connections.let_file_go", made.pk, at=now)
    path = path_of(made)
    made.delete()
    transaction.on_commit(lambda: path.unlink(missing_ok=True))
