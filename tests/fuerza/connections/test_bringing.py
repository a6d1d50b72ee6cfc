"""A file she brings lies encrypted, is checked whole, and is gone when it is let go or refused."""

import io
import struct
from pathlib import Path
from zipfile import ZipFile

import pytest

from fuerza.connections import queries, services
from fuerza.connections.choices import Ask
from fuerza.connections.models import Import
from fuerza.connections.services import bringing, stored_files
from fuerza.core import crypto
from fuerza.core.models import Job
from fuerza.people.models import Person
from tests.fuerza.connections.conftest import NOW
from tests.safeguard.platforms.har.samples import body, entry, har, posted
from tests.safeguard.platforms.x_samples import archive, conversation, message, script

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
    monkeypatch.setattr(stored_files, "CHUNK", 16)

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
    monkeypatch.setattr(stored_files, "CHUNK", 16)
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
        monkeypatch.setattr(stored_files, "LARGEST", 100)

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
    upload = services.upload_of(io.BytesIO(GOOD), "folder/mentions.csv")

    assert (b"".join(upload.pieces), upload.names) == (GOOD, ("mentions.csv",))


def test_a_broken_zip_is_refused_with_its_reason() -> None:
    with pytest.raises(services.ImportRefused) as refused:
        services.upload_of(io.BytesIO(b"PK\x03\x04 and no more"), "a.zip")

    assert refused.value.code == "archive_broken"


def test_a_zip_with_one_file_is_unpacked_as_it_is_read() -> None:
    upload = services.upload_of(zipped(("export/mentions.csv", GOOD)), "a.zip")

    assert (b"".join(upload.pieces), upload.names) == (GOOD, ("export/mentions.csv",))


def test_a_zip_whose_file_is_not_what_its_directory_says_is_refused() -> None:
    file = zipped(("mentions.csv", GOOD))
    broken = file.getvalue().replace(GOOD[:20], GOOD[20:40], 1)

    with pytest.raises(services.ImportRefused) as refused:
        list(services.upload_of(io.BytesIO(broken), "a.zip").pieces)

    assert refused.value.code == "archive_broken"


def test_a_zip_of_which_nothing_is_known_is_refused_and_leaves_nothing(
    person: Person, data: Path
) -> None:
    upload = services.upload_of(zipped(("a.exe", b"x"), ("b.exe", b"y")), "a.zip")

    with pytest.raises(services.ImportRefused) as refused:
        services.bring(
            person=person, file=upload.pieces, names=upload.names, zone="", mine=None, now=NOW
        )

    assert (refused.value.code, upload.names) == ("archive_unknown", ("a.exe", "b.exe"))
    assert list((data / "imports").iterdir()) == []


def test_a_stored_file_can_be_read_from_anywhere(
    person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stored_files, "CHUNK", 16)
    made, _checked = bring(person)

    with services.contents_of(made) as contents:
        found = [
            (contents.seek(-9, io.SEEK_END), contents.read()),
            (contents.seek(17), contents.read(20)),
            (contents.seek(3, io.SEEK_CUR), contents.read(1)),
            (contents.seek(len(GOOD) + 5), contents.read()),
        ]

    assert found == [
        (len(GOOD) - 9, GOOD[-9:]),
        (17, GOOD[17:37]),
        (40, GOOD[40:41]),
        (len(GOOD) + 5, b""),
    ]


def test_an_empty_file_is_read_as_nothing(person: Person) -> None:
    made = Import(person=person, made_at=NOW)
    stored_files.store(made, [])

    with services.contents_of(made) as contents:
        assert (contents.read(), stored_files.names_of(made)) == (b"", ())


def test_a_har_is_stored_without_what_lets_one_in(person: Person) -> None:
    file = har(entry(body(posted(1))))
    upload = services.upload_of(io.BytesIO(file), "page.har")

    made, checked = services.bring(
        person=person, file=upload.pieces, names=upload.names, zone="", mine=None, now=NOW
    )

    with services.contents_of(made) as contents:
        kept = contents.read()
    assert (made.importer, checked.rows) == ("har", 1)
    assert b"headers" in file
    assert b"headers" not in kept


def test_an_archive_is_kept_whole_and_read_where_it_lies(person: Person) -> None:
    file = archive(direct_messages=script("direct_messages", conversation(message(1), message(2))))
    upload = services.upload_of(io.BytesIO(file), "archive.zip")
    made, _checked = services.bring(
        person=person, file=upload.pieces, names=upload.names, zone="", mine=None, now=NOW
    )

    asked = services.asks_of(made)
    who = services.participants_of(made, now=NOW)
    answers = services.Answers(mine=frozenset(who[:1]))
    checked = services.check_again(made, answers=answers, now=NOW)

    assert (made.importer, asked) == ("x_archive", [Ask.MINE])
    assert checked.kinds == {"dm": checked.rows}
    assert made.skipped["mentions_not_in_it"] == 0
    assert stored_files.names_of(made) == upload.names
    with services.contents_of(made) as contents:
        assert contents.read() == file


def test_what_only_begins_like_a_zip_names_nothing(person: Person) -> None:
    made = Import(person=person, made_at=NOW)
    stored_files.store(made, [b"PK\x03\x04 and no more"])

    assert stored_files.names_of(made) == ()


def zipped(*files: tuple[str, bytes]) -> io.BytesIO:
    made = io.BytesIO()
    with ZipFile(made, "w") as archive:
        for name, content in files:
            archive.writestr(name, content)
    made.seek(0)
    return made


def test_a_file_brought_before_anything_was_asked_has_no_answers(person: Person) -> None:
    made = Import(person=person, importer="csv", made_at=NOW)

    assert bringing.answers_of(made) == bringing.Answers()
