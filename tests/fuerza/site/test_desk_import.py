"""`fuerza desk import`: one person's own desk or the demo's, by line number, all or nothing."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils import timezone

from fuerza.connections import services
from fuerza.connections.models import Import
from fuerza.core import keyrings
from fuerza.desk.models import Mention
from fuerza.people import services as people
from fuerza.people.models import Person
from fuerza.site.management.commands import desk_import
from tests.fuerza.desk.asking import read_with
from tests.fuerza.desk.conftest import score

HEAD = "text,author_handle,created_at,id\n"
GOOD = HEAD + "hello,bob,2026-03-01T10:00:00Z,1\nyou idiot,eve,2026-03-02T10:00:00Z,2\n"
pytestmark = pytest.mark.usefixtures("data")


class Scorer:
    """Stands where the detector stands, and scores by single words."""

    score = staticmethod(score)


@pytest.fixture(autouse=True)
def _quick_scores(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desk_import, "Detector", Scorer)


@pytest.fixture
def run(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    django_capture_on_commit_callbacks: Callable,
) -> Callable[..., tuple[str, str]]:
    """Run the command on a file of this content; return what it said and what it complained of."""

    def command(content: str, *options: str) -> tuple[str, str]:
        file = tmp_path / "messages.csv"
        file.write_text(content)
        with django_capture_on_commit_callbacks(execute=True):
            call_command("desk_import", str(file), *options)
        said = capsys.readouterr()
        return said.out, said.err

    return command


Command = Callable[..., tuple[str, str]]


def nothing_is_left(data: Path) -> bool:
    folder = data / "imports"
    files = list(folder.iterdir()) if folder.exists() else []
    return (files, Import.objects.count(), Mention.objects.count()) == ([], 0, 0)


def test_a_file_goes_into_the_one_desk_there_is(person: Person, run: Command) -> None:
    out, _err = run(GOOD)

    assert "2 messages are new, 0 were here already." in out
    assert "Scoring and sealing: 2" in out
    assert Mention.objects.filter(person=person, decision="waiting").count() == 2


def test_importing_it_twice_changes_nothing(person: Person, run: Command) -> None:
    run(GOOD)

    out, _err = run(GOOD)

    assert "This very file was taken in before" in out
    assert person.mentions.count() == 2


@pytest.mark.usefixtures("person")
def test_a_chat_is_brought_by_whoever_is_in_it(
    run: Command, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read_with(monkeypatch, is_chat=True)

    with pytest.raises(CommandError, match="Say with --mine who"):
        run(GOOD)
    was_left = nothing_is_left(data)
    out, _err = run(GOOD, "--mine", "Eve")

    assert was_left
    assert "1 messages are new" in out


def test_a_chat_is_refused_where_it_could_be_read_once_others_have_a_desk(
    person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    read_with(monkeypatch, is_chat=True)
    made, checked = services.bring(
        person=person, file=[GOOD.encode()], zone="", mine=None, now=timezone.now()
    )
    Person.objects.create_user("berta")

    with pytest.raises(services.ImportRefused, match="private"):
        desk_import.Command()._asked(made, checked, frozenset({"eve"}))

    assert Import.objects.count() == 0


@pytest.mark.usefixtures("person")
def test_columns_with_other_names_are_left_to_the_page(run: Command, data: Path) -> None:
    with pytest.raises(CommandError, match="Bring it on the page"):
        run("Message,Von,Zeit\nhello,bob,2026-03-01T20:00:00Z\n")

    assert nothing_is_left(data)


def test_a_dry_run_stores_nothing(person: Person, run: Command, data: Path) -> None:
    out, _err = run(GOOD, "--dry-run")

    assert "2 messages could be taken in. Nothing was stored." in out
    assert nothing_is_left(data)
    assert person.imports.count() == 0


def test_each_bad_row_is_named_by_its_line(
    person: Person, run: Command, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(CommandError, match="--keep-good takes in the others"):
        run(GOOD + "late,bob,2999-01-01T00:00:00Z,3\nx,bob,,4\n")

    complaints = capsys.readouterr().err
    assert "line 4: “created_at” lies in the future." in complaints
    assert "line 5: “created_at” is empty." in complaints
    assert person.mentions.count() == 0
    assert nothing_is_left(data)


def test_the_good_rows_go_in_when_told_so(person: Person, run: Command) -> None:
    out, _err = run(GOOD + "x,bob,,4\n", "--keep-good")

    assert "2 messages are new" in out
    assert person.mentions.count() == 2


def test_more_problems_than_anybody_reads_are_counted(person: Person, run: Command) -> None:
    _out, err = run(GOOD + "x,bob,,\n" * 60, "--keep-good")

    assert "... and 10 more." in err
    assert person.mentions.count() == 2


def test_a_known_id_with_another_text_stops_it(person: Person, run: Command) -> None:
    run(GOOD)

    with pytest.raises(CommandError, match="with another text: 1"):
        run(HEAD + "changed,bob,2026-03-01T10:00:00Z,1\nnew,bob,2026-03-01T10:00:00Z,9\n")

    assert person.mentions.count() == 2


def test_another_persons_export_is_refused(person: Person, run: Command, data: Path) -> None:
    content = "text,author_handle,created_at,addressed_to\nx,bob,2026-03-01T10:00:00Z,berta\n"

    with pytest.raises(CommandError, match="addressed to somebody who is not you"):
        run(content, "--mine", "@Marisol")

    assert person.mentions.count() == 0
    assert nothing_is_left(data)


def test_a_file_of_nothing_usable_says_why(
    person: Person, run: Command, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(CommandError, match="No row of it can be taken in"):
        run("")

    assert "the file: The file is empty." in capsys.readouterr().err

    assert person.mentions.count() == 0
    assert nothing_is_left(data)


def test_times_are_read_in_the_zone_that_is_named(person: Person, run: Command) -> None:
    run(HEAD + "hello,bob,2026-03-01T20:00:00,1\n", "--zone", "America/Bogota")

    assert person.mentions.get().written_at.isoformat() == "2026-03-02T01:00:00+00:00"


def test_a_file_that_is_not_there_is_said(person: Person) -> None:
    with pytest.raises(CommandError, match="could not be read"):
        call_command("desk_import", f"{person.pk}.csv")


def test_a_zone_that_is_none_is_said(person: Person, run: Command) -> None:
    with pytest.raises(CommandError, match="no time zone is called Atlantis"):
        run(GOOD, "--zone", "Atlantis")

    assert person.mentions.count() == 0


def test_where_more_have_a_desk_she_signs_in(person: Person, run: Command) -> None:
    Person.objects.create_user("berta")

    with pytest.raises(CommandError, match="Sign in and import there"):
        run(GOOD)
    with pytest.raises(CommandError, match="--for names one of the demo's people"):
        run(GOOD, "--for", "berta")

    assert person.mentions.count() == 0


def test_where_nobody_is_it_says_how_to_begin(run: Command) -> None:
    with pytest.raises(CommandError, match="fuerza person create"):
        run(GOOD)


def test_in_the_demo_it_is_the_participants_desk_or_the_one_named(run: Command) -> None:
    now = timezone.now()
    hers, others = (Person.objects.create_user(name, is_demo=True) for name in ("amal", "leila"))
    for each in (hers, others):
        keyrings.make_keyring(each.pk, now=now)
    people.give_role(person=hers, name="participant", by=None, now=now)

    run(GOOD)
    run(GOOD, "--for", "Leila")

    assert (hers.mentions.count(), others.mentions.count()) == (2, 2)
