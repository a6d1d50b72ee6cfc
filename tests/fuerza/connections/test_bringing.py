"""A file she brings lies encrypted, is checked whole, and is gone when it is let go or refused."""

import io
import struct
from pathlib import Path

import pytest

from fuerza.connections import queries, services
from fuerza.connections.models import Import
from fuerza.connections.services import bringing
from fuerza.core import crypto
from fuerza.core.models import Job
from fuerza.people.models import Person
from tests.fuerza.connections.conftest import NOW

HEAD = b"text,author_handle,created_at,addressed_to\n"
GOOD = HEAD + b"canarytext,bob,2026-03-01T10:00:00Z,marisol\nhello,eve,2026-03-02T10:00:00Z,\n"
pytestmark = pytest.mark.usefixtures("data")


def bring(
    person: Person, content: bytes = GOOD, mine: frozenset[str] | None = None
) -> tuple[Import, services.Checked]:
    return services.bring(person=person, file=[content], zone="", mine=mine, now=NOW)


def test_a_file_is_read_back_as_it_was_and_stored_as_nobody_can_read(person: Person) -> None:
    made, checked = bring(person)

    stored = services.path_of(made).read_bytes()
    with services.contents_of(made) as contents:
        assert contents.read() == GOOD
    assert b"canary" not in stored
    assert (checked.rows, checked.problem_count, made.importer) == (2, 0, "csv")
    assert (checked.kinds, checked.platforms) == ({"mention": 2}, {"file": 2})
    assert [post.text for post in checked.first] == ["canarytext", "hello"]
    assert checked.written_from == made.written_from


def test_a_file_of_many_pieces_is_read_back_in_order(
    person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bringing, "CHUNK", 16)

    made, _checked = bring(person)

    with services.contents_of(made) as contents:
        assert b"".join(iter(lambda: contents.read(7), b"")) == GOOD


def test_a_file_is_read_in_bites_smaller_than_its_pieces(person: Person) -> None:
    made, _checked = bring(person)
    bite = bytearray(9)

    with services.contents_of(made) as contents:
        raw = contents.raw  # type: ignore[attr-defined]  # it is a buffered reader
        bites = [bytes(bite[: raw.readinto(bite)]) for _ in range(3)]

    assert b"".join(bites) == GOOD[:27]


def test_pieces_that_were_moved_do_not_open(
    person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bringing, "CHUNK", 16)
    made, _checked = bring(person)
    path = services.path_of(made)
    stored = path.read_bytes()
    (length,) = struct.unpack(">I", stored[:4])
    first, rest = stored[: 4 + length], stored[4 + length :]
    path.write_bytes(rest[: 4 + length] + first + rest[4 + length :])

    with pytest.raises(crypto.Unopened), services.contents_of(made) as contents:
        contents.read()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "no_good_rows"),
        (HEAD + b"x,bob,2026-03-01T10:00:00Z,berta\n", "addressed_to_another"),
        (HEAD + b"x" * 70, "too_large"),
    ],
)
def test_a_refused_file_leaves_nothing(
    person: Person, data: Path, content: bytes, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if code == "too_large":
        monkeypatch.setattr(bringing, "LARGEST", 100)

    with pytest.raises(services.ImportRefused) as refused:
        bring(person, content, mine=frozenset({"marisol"}))

    assert refused.value.code == code
    assert list((data / "imports").iterdir()) == []
    assert Import.objects.count() == 0


def test_private_messages_are_refused_where_others_have_a_desk(person: Person) -> None:
    content = b"text,author_handle,created_at,kind\nhello,bob,2026-03-01T10:00:00Z,sms\n"
    bring(person, content)
    Person.objects.create_user("berta")

    with pytest.raises(services.ImportRefused) as refused:
        bring(person, content)

    assert refused.value.code == "private_on_shared_server"


def test_no_more_problems_are_held_than_are_shown(person: Person) -> None:
    made, checked = bring(person, GOOD + b"x,bob,,\n" * 80)

    assert (checked.problem_count, len(checked.problems)) == (80, 50)
    assert made.problems[0] == [4, "missing_value", "created_at", ""]


def test_a_long_file_shows_its_first_rows_only(person: Person) -> None:
    rows = b"".join(b"text %d,bob,2026-03-01T10:00:%02dZ,\n" % (n, n) for n in range(9))

    _made, checked = bring(person, HEAD + rows)

    assert (checked.rows, len(checked.first)) == (9, 5)


def test_a_look_reads_the_beginning_alone(person: Person) -> None:
    made, _checked = bring(person)

    look = services.look_at(made, now=NOW)

    assert look.sniffed.mapped["author_handle"] == "author_handle"
    assert len(look.posts) == 2


def test_confirming_twice_makes_one_job(person: Person) -> None:
    made, _checked = bring(person)

    for _ in range(2):
        services.confirm(made=made, keep_good=True, by=person, now=NOW)

    assert Job.objects.get(name="desk.import").ids == {"import_id": str(made.pk)}
    assert Import.objects.get().keep_good is True


def test_letting_go_forgets_it(
    person: Person, data: Path, django_capture_on_commit_callbacks: object
) -> None:
    made, _checked = bring(person)

    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]  # a fixture that is a function
        services.let_go(made=made, by=person, now=NOW)

    assert (list((data / "imports").iterdir()), Import.objects.count()) == ([], 0)


def test_a_file_is_found_by_whoever_brought_it(person: Person) -> None:
    made, _checked = bring(person)
    other = Person.objects.create_user("berta")

    assert queries.import_of(person, made.pk) == made
    assert queries.import_of(other, made.pk) is None
    assert list(queries.imports_of(other)) == []


def test_a_plain_file_is_given_piece_by_piece() -> None:
    assert b"".join(services.pieces_of(io.BytesIO(GOOD))) == GOOD


def test_a_broken_zip_is_refused_with_its_reason() -> None:
    with pytest.raises(services.ImportRefused) as refused:
        list(services.pieces_of(io.BytesIO(b"PK\x03\x04 and no more")))

    assert refused.value.code == "archive_broken"
