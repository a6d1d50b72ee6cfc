"""Search: found by other forms of a word in five languages, by keyed stems alone, while her desk is open."""

from datetime import datetime, timedelta

import pytest

from fuerza.core import keyrings
from fuerza.core.keyrings import Opened
from fuerza.desk import services as desk_services
from fuerza.desk.models import Mention
from fuerza.desk.queries import Desk, read, scope_in
from fuerza.people.models import Person
from fuerza.sorting import queries, services
from fuerza.sorting.models import Chunk, Index, Posting
from fuerza.sorting.queries import searching
from fuerza.sorting.services import indexing
from tests.fuerza.desk.conftest import NOW, post, score
from tests.fuerza.sorting.conftest import Took, scored

LATER = NOW + timedelta(minutes=5)


def later() -> datetime:
    return LATER


def index(desk: Desk, opened: Opened) -> Index:
    return services.index_on(person=desk.owner, opened=opened, clock=later)


def found(desk: Desk, opened: Opened, text: str) -> list[str]:
    ids = queries.search(desk.owner, text, opened).ids
    rows = {row.pk: row for row in Mention.objects.filter(pk__in=ids)}
    bodies = read(list(rows.values()), opened)
    return [bodies[pk].post.text for pk in ids]


@pytest.mark.parametrize(
    "case",
    [
        ("They were threatening journalists", "en", "threaten JOURNALIST"),
        ("Te mataré, periodista", "es", "matare"),
        ("Les journalistes menacées", "fr", "menacee"),
        ("هذه الصحفية كاذبة", "ar", "صحفيه"),
        ("यह पत्रकार झूठी है", "hi", "झूठी"),
        ("At 1418 Elm Street", "en", "1418"),
        ("words", "und", "bob"),
    ],
)
def test_it_finds_other_forms_of_a_word_and_names(
    desk: Desk, took: Took, opened: Opened, case: tuple[str, str, str]
) -> None:
    text, language, asked = case
    took((text, scored(language=language)), (post("nothing of it", by="eve"), scored()))
    index(desk, opened)

    assert found(desk, opened, asked) == [text]


def test_every_word_must_be_there_and_the_newest_come_first(
    desk: Desk, took: Took, opened: Opened
) -> None:
    took(("red house", scored()), ("red car", scored()), ("the house is red", scored()))
    index(desk, opened)

    assert found(desk, opened, "red house") == ["the house is red", "red house"]
    assert found(desk, opened, "red boat") == found(desk, opened, "!!") == []


def test_the_index_holds_no_word_and_answers_no_other_key(
    desk: Desk, took: Took, opened: Opened, helper: Person
) -> None:
    took(("canaryword", scored()))
    index(desk, opened)
    other = keyrings.open_with_server(helper.pk, now=NOW)

    rows = [bytes(each.stem) + bytes(each.places) for each in Posting.objects.all()]

    assert (len(rows) > 0, any(b"canary" in row for row in rows)) == (True, False)
    assert queries.search(desk.owner, "canaryword", other).number == 0
    assert queries.search(helper, "canaryword", opened).number == 0


def test_it_is_made_piece_by_piece_and_goes_on_where_it_stopped(
    desk: Desk, took: Took, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(indexing, "PIECE", 2)
    took(*((f"word number {n}", scored()) for n in range(5)))
    ticks = iter([LATER, LATER, LATER, LATER + timedelta(seconds=2)])
    none = queries.reach_of(desk.owner, opened)

    services.index_on(person=desk.owner, opened=opened, clock=lambda: next(ticks))
    first = queries.reach_of(desk.owner, opened)
    index(desk, opened)
    last = queries.reach_of(desk.owner, opened)
    index(desk, opened)

    assert [(it.done, it.total, it.is_whole) for it in (none, first, last)] == [
        (0, 5, False),
        (2, 5, False),
        (5, 5, True),
    ]
    assert (queries.search(desk.owner, "word", opened).number, Chunk.objects.count()) == (5, 3)


def test_what_came_in_this_minute_is_left_for_later(desk: Desk, took: Took, opened: Opened) -> None:
    took(("word", scored()))

    services.index_on(person=desk.owner, opened=opened, clock=lambda: NOW)
    at_once = queries.search(desk.owner, "word", opened).number
    index(desk, opened)

    assert (at_once, queries.search(desk.owner, "word", opened).number) == (0, 1)


def test_after_a_reset_the_index_is_made_anew_of_what_can_be_read(
    desk: Desk, took: Took, opened: Opened
) -> None:
    took(("word", scored()))
    index(desk, opened)
    keyrings.reset(desk.owner.pk, now=NOW - timedelta(days=4))
    again = keyrings.open_with_server(desk.owner.pk, now=NOW)

    made = index(desk, again)

    assert (made.keyring_id, made.indexed) == (again.keyring_id, 1)
    assert (queries.search(desk.owner, "word", again).number, Posting.objects.count()) == (0, 0)


@pytest.mark.usefixtures("data")
def test_what_she_saw_herself_is_found_too(desk: Desk, opened: Opened) -> None:
    desk_services.add_seen(
        person=desk.owner, seen=desk_services.Seen(text="kakapo"), score=score, now=NOW
    )
    index(desk, opened)

    assert queries.search(desk.owner, "kakapos", opened).number == 1


def test_only_the_newest_are_listed_but_all_are_counted(
    desk: Desk, took: Took, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(searching, "MOST", 2)
    took(*((f"word {n}", scored()) for n in range(3)))
    index(desk, opened)

    answer = queries.search(desk.owner, "word", opened)

    assert (answer.number, len(answer.ids)) == (3, 2)


def test_what_is_gone_is_in_no_list(desk: Desk, took: Took, opened: Opened) -> None:
    [one] = took(("word", scored()))
    index(desk, opened)
    one.delete()

    scope = queries.found_list(desk, queries.search(desk.owner, "word", opened).ids, "")

    assert list(scope.mentions) == []


def test_forgetting_leaves_nothing(desk: Desk, took: Took, opened: Opened) -> None:
    took(("word", scored()))
    index(desk, opened)

    services.forget_index(person=desk.owner)

    assert (Chunk.objects.count(), Posting.objects.count(), Index.objects.count()) == (0, 0, 0)


def test_a_search_has_a_name_for_what_is_ticked_alone(desk: Desk) -> None:
    scope = scope_in(desk, "s:")

    assert scope is not None
    assert (list(scope.mentions), scope_in(desk, "s:word")) == ([], None)
