"""Taking a file in: staged chunk by chunk, shown all at once at the end, or not at all.

Killed half-way it is run again from the start: rows that are staged already are passed over, and nothing shows
before the last step, which is one transaction.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from itertools import islice

from django.db import transaction

from fuerza.connections import services as connections
from fuerza.connections.choices import ImportState
from fuerza.connections.models import Import
from fuerza.core import audit, hooks, jobs
from fuerza.desk.choices import Decision
from fuerza.desk.models import Mention
from fuerza.desk.services.taking_in import Scorer, take_in
from fuerza.desk.services.tallies import count_import
from safeguard.records import Page, Post

CHUNK = 5_000
CHANGED = "changed_rows"
Beat = Callable[[int, int], None]


class AnotherIsStaged(RuntimeError):
    """Another file of hers is being taken in: what it holds can't be told from what is here until it is done."""


class ImportStopped(RuntimeError):
    """A file was not taken in: `code` is bad_rows or changed_rows; nothing of it shows."""

    def __init__(self, code: str, count: int) -> None:
        super().__init__(code)
        self.code = code
        self.count = count


def complete_import(
    *, made: Import, score: Scorer, clock: Callable[[], datetime], beat: Beat
) -> Import:
    """Take in all good rows of a checked file; done before, it does nothing.

    Raises:
        ImportStopped: rows are bad, or carry an id we hold with another text, and she did not say to keep the good
            ones. Nothing of it is left but the file itself.
        AnotherIsStaged: run it again later.
    """
    if made.state != ImportState.STAGED:
        return made
    if made.problem_count and not made.keep_good:
        raise ImportStopped("bad_rows", made.problem_count)
    staged = Mention.objects.filter(person=made.person_id, decision=Decision.STAGED)
    if staged.exclude(import_made=made).exists():
        raise AnotherIsStaged
    done = changed = 0
    made.passed_over = 0
    for posts in _chunked(_good(made, clock())):
        scores = score([post.text for post in posts])
        taken = take_in(origin=made, page=Page(posts=tuple(posts)), scores=scores, now=clock())
        changed += len(taken.changed)
        done += len(posts)
        beat(done, made.rows)
    if changed and not made.keep_good:
        _take_back(made, changed)
        raise ImportStopped(CHANGED, changed)
    _show(made, changed, clock())
    return made


@transaction.atomic
def _take_back(made: Import, changed: int) -> None:
    """Unstage a file that stopped, and leave word on it: its page says why."""
    Mention.objects.filter(import_made=made, decision=Decision.STAGED).delete()
    _note_changed(made, changed)
    made.save(update_fields=["problems", "problem_count"])


def _note_changed(made: Import, changed: int) -> None:
    """Leave word on the file, once however often it was tried."""
    others = [problem for problem in made.problems if problem[1] != CHANGED]
    if len(others) == len(made.problems):
        made.problem_count += changed
    made.problems = [[0, CHANGED, "", str(changed)], *others]


@transaction.atomic
def _show(made: Import, changed: int, now: datetime) -> None:
    count_import(made.person_id, made.pk)
    staged = Mention.objects.filter(import_made=made, decision=Decision.STAGED)
    shown = staged.update(decision=Decision.WAITING)
    for _name, hook in hooks.each("shown"):
        hook(made, now=now)
    if changed:
        _note_changed(made, changed)
    made.passed_over = made.rows - shown - changed
    made.state, made.completed_at = ImportState.COMPLETE, now
    made.save(update_fields=["passed_over", "state", "completed_at", "problems", "problem_count"])
    audit.note(made.person_id, made.person_id, "desk.took_file_in", made.pk, at=now)
    jobs.enqueue("desk.find", key=str(made.person_id), now=now, person=made.person_id)
    transaction.on_commit(lambda: connections.path_of(made).unlink(missing_ok=True))


def _good(made: Import, now: datetime) -> Iterator[Post]:
    read = connections.read_import(made, now=now)
    return (it for it in read if isinstance(it, Post))


def _chunked(posts: Iterable[Post]) -> Iterator[Sequence[Post]]:
    posts = iter(posts)
    while chunk := list(islice(posts, CHUNK)):
        yield chunk
