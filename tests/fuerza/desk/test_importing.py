"""A file is taken in whole or not at all, and a worker that died in the middle leaves nothing to be seen."""

from collections.abc import Sequence

import pytest

from fuerza.connections import services as connections
from fuerza.connections.models import Import
from fuerza.connections.queries import job_of
from fuerza.desk import queries, services
from fuerza.desk.models import Mention, Tally
from fuerza.desk.services import importing
from fuerza.people.models import Person
from safeguard.classify.records import Score
from safeguard.records import Page
from tests.fuerza.desk.conftest import NOW, post, score

HEAD = "text,author_handle,created_at,id\n"
ROWS = "".join(f"idiot {n},bob,2026-03-01T10:00:0{n}Z,{n}\n" for n in range(6))
pytestmark = pytest.mark.usefixtures("data")


def brought(person: Person, content: str = HEAD + ROWS, *, keep_good: bool = False) -> Import:
    made, _checked = connections.bring(
        person=person, file=[content.encode()], zone="", mine=None, now=NOW
    )
    made.keep_good = keep_good
    made.save()
    return made


def complete(made: Import, score: services.Scorer = score) -> None:
    services.complete_import(
        made=made, score=score, clock=lambda: NOW, beat=lambda _done, _total: None
    )


def test_it_shows_all_at_once_and_counts_it(
    person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "CHUNK", 2)
    made = brought(person)
    seen: list[int] = []

    services.complete_import(
        made=made,
        score=score,
        clock=lambda: NOW,
        beat=lambda _done, _total: seen.append(
            queries.mentions_in(queries.desk_of(person)).count()
        ),
    )

    assert seen == [0, 0, 0]
    assert queries.mentions_in(queries.desk_of(person)).count() == 6
    assert list(Tally.objects.values_list("category", "decision", "count")) == [
        ("A1", "waiting", 6)
    ]


def test_killed_in_the_middle_it_shows_nothing_and_goes_on_from_the_start(
    person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "CHUNK", 2)
    made = brought(person)
    calls = 0

    def killed(texts: Sequence[str]) -> list[Score]:
        nonlocal calls
        calls += 1
        if calls == 2:
            raise KeyboardInterrupt
        return score(texts)

    with pytest.raises(KeyboardInterrupt):
        complete(made, killed)
    shown = queries.mentions_in(queries.desk_of(person)).count()
    complete(Import.objects.get())

    assert (shown, Mention.objects.filter(decision="waiting").count()) == (0, 6)
    assert Import.objects.get().passed_over == 0


def test_done_before_it_does_nothing(person: Person) -> None:
    made = brought(person)
    complete(made)

    complete(Import.objects.get())

    assert Mention.objects.count() == 6


def test_bad_rows_stop_it_unless_she_keeps_the_good_ones(person: Person) -> None:
    content = HEAD + ROWS + "x,bob,,9\n"

    with pytest.raises(services.ImportStopped) as stopped:
        complete(brought(person, content))
    complete(brought(person, content, keep_good=True))

    assert (stopped.value.code, stopped.value.count) == ("bad_rows", 1)
    assert Mention.objects.count() == 6


def test_changed_rows_stop_it_and_nothing_of_it_is_left(person: Person) -> None:
    complete(brought(person, HEAD + "first,bob,2026-03-01T10:00:00Z,1\n"))
    made = brought(person)

    with pytest.raises(services.ImportStopped) as stopped:
        complete(made)
    with pytest.raises(services.ImportStopped, match="bad_rows"):
        complete(Import.objects.get(pk=made.pk))

    made.refresh_from_db()
    assert (stopped.value.code, stopped.value.count) == ("changed_rows", 1)
    assert Mention.objects.count() == 1
    assert (made.problems, made.problem_count) == ([[0, "changed_rows", "", "1"]], 1)


def test_changed_rows_are_left_out_when_she_keeps_the_good_ones(person: Person) -> None:
    complete(brought(person, HEAD + "first,bob,2026-03-01T10:00:00Z,1\n"))
    made = brought(person, keep_good=True)

    complete(made)

    assert Mention.objects.filter(decision="waiting").count() == 6
    assert (made.passed_over, queries.taken_from(made), made.problem_count) == (0, 5, 1)


def test_she_can_keep_the_good_ones_after_it_stopped(person: Person) -> None:
    complete(brought(person, HEAD + "first,bob,2026-03-01T10:00:00Z,1\n"))
    made = brought(person)
    with pytest.raises(services.ImportStopped):
        complete(made)
    made.keep_good = True

    complete(made)

    assert (queries.taken_from(made), made.problem_count) == (5, 1)


def test_two_files_are_never_staged_at_once(person: Person) -> None:
    first, second = brought(person), brought(person, HEAD + ROWS.replace("idiot", "hello", 1))
    services.take_in(
        origin=first, page=Page(posts=(post("idiot"),)), scores=score(["idiot"]), now=NOW
    )

    with pytest.raises(services.AnotherIsStaged):
        complete(second)

    assert queries.mentions_in(queries.desk_of(person)).count() == 0


def test_a_file_that_is_not_confirmed_has_no_job(person: Person) -> None:
    assert job_of(brought(person)) is None
