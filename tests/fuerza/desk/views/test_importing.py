"""Bringing a file by page: checked whole, shown, confirmed, taken in at once or not at all."""

import io
import re
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from fuerza.connections.models import Import
from fuerza.core import keyrings, locks, worker
from fuerza.core.models import Job
from fuerza.desk import tasks
from fuerza.desk.models import Mention
from fuerza.people.models import Person
from tests.fuerza.desk.asking import read_with
from tests.fuerza.desk.conftest import let_in, score, signed_in

BRING = reverse("desk:import")
HEAD = "text,author_handle,created_at,id,addressed_to\n"
GOOD = (
    HEAD
    + "you idiot canarytext,bob,2026-03-01T10:00:00Z,1,marisol\nhello,eve,2026-03-02T10:00:00Z,2,\n"
)


class Scorer:
    """Stands where the detector stands, and scores by single words."""

    score = staticmethod(score)


Work = Callable[[], None]


pytestmark = pytest.mark.usefixtures("data")


@pytest.fixture(autouse=True)
def _quick_scores(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tasks, "Detector", Scorer)


def bring(client: Client, content: str | bytes, **fields: str) -> tuple[str, str]:
    """Send a file; return where it led to, and the page."""
    body = content.encode() if isinstance(content, str) else content
    file = SimpleUploadedFile("messages.csv", body)
    reply = client.post(BRING, {"desk": "own", "file": file} | fields, follow=True)
    where = reply.redirect_chain[-1][0] if reply.redirect_chain else ""
    return where, reply.content.decode().replace("&#x27;", "'")


@pytest.fixture
def work(django_capture_on_commit_callbacks: Callable) -> Callable[[], None]:
    """Do what waits, as the worker does."""

    def run() -> None:
        with django_capture_on_commit_callbacks(execute=True):
            worker.run_due()

    return run


def files_in(data: Path) -> list[Path]:
    folder = data / "imports"
    return list(folder.iterdir()) if folder.exists() else []


def test_a_file_is_checked_shown_confirmed_and_there(hers: Client, work: Work, data: Path) -> None:
    where, checked = bring(hers, GOOD)
    before = Mention.objects.count()
    asked = hers.post(where, {"desk": "own", "act": "take"}, follow=True)
    work()
    done = hers.get(where).content.decode()

    assert "2 messages can be taken in" in checked
    assert "No row has a problem" in checked
    assert (before, Mention.objects.filter(decision="waiting").count()) == (0, 2)
    assert f'hx-get="{where}" hx-trigger="every 10s"' in asked.content.decode()
    assert "2 messages are new." in done
    assert files_in(data) == []


def test_the_first_rows_are_folded_and_for_an_open_desk_only(hers: Client, person: Person) -> None:
    where, opened = bring(hers, GOOD)
    locked = signed_in(person, is_open=False).get(where).content.decode()

    assert "canarytext" in opened[opened.index('<details class="fold">') :]
    assert "canarytext" not in locked
    assert "Open the desk" in locked


def test_the_file_lies_encrypted_until_it_is_taken_in(hers: Client, data: Path) -> None:
    bring(hers, GOOD)

    [path] = files_in(data)

    assert b"canarytext" not in path.read_bytes()


def test_a_bad_row_is_named_by_its_line_and_stops_all(hers: Client, work: Work) -> None:
    where, page = bring(hers, GOOD + "no time,bob,,3,\n" + "late,bob,2999-01-01T00:00:00Z,4,\n")

    refused = hers.post(where, {"desk": "own", "act": "take"}).content.decode()
    work()

    assert "2 rows have a problem." in page
    rows = page.split("<tbody>")[1].split("</tbody>")[0]
    assert [('<td class="count">4</td>' in rows), ('<td class="count">5</td>' in rows)] == [
        True
    ] * 2
    assert "lies in the future" in rows
    assert "Rows have problems. Tick this to take in the others." in refused
    assert Mention.objects.count() == 0


def test_the_good_rows_come_in_when_she_says_so(hers: Client, work: Work) -> None:
    where, _page = bring(hers, GOOD + "no time,bob,,3,\n")

    hers.post(where, {"desk": "own", "act": "take", "keep_good": "on"})
    work()

    assert Mention.objects.filter(decision="waiting").count() == 2
    assert "1 row was left out." in hers.get(where).content.decode()


def test_times_without_a_zone_are_read_in_the_one_she_names(hers: Client) -> None:
    content = "text,author_handle,created_at\nhello,bob,2026-03-01T20:00:00\n"
    where, asked = bring(hers, content)
    zone = {"desk": "own", "act": "zone", "zone": "America/Bogota"}

    again = hers.post(where, zone, follow=True).content.decode()

    assert "has no time zone" in asked
    assert 'value="take"' not in asked
    assert '<details class="fold" open><summary>Times without a zone' in asked
    assert "1 message can be taken in" in again
    assert Import.objects.get().zone == "America/Bogota"


def test_nothing_is_confirmed_while_no_row_can_be_read(hers: Client) -> None:
    where, _page = bring(hers, "text,author_handle,created_at\nhello,bob,2026-03-01T20:00:00\n")

    hers.post(where, {"desk": "own", "act": "take", "keep_good": "on"})

    assert not Job.objects.filter(name="desk.import").exists()


FOREIGN = "Message,Von,Zeit\nhello,bob,2026-03-01T20:00:00Z\n"
NAMED = {"desk": "own", "act": "answer", "text": "Message", "author_handle": "Von"}


def test_columns_with_other_names_are_asked_for_once_and_remembered(
    hers: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    read_with(monkeypatch)
    where, asked = bring(hers, FOREIGN)
    half = hers.post(where, NAMED)
    twice = hers.post(where, NAMED | {"created_at": "Von"})
    read = hers.post(where, NAMED | {"created_at": "Zeit"}, follow=True).content.decode()
    _where, second = bring(hers, FOREIGN + "hi,eve,2026-03-02T20:00:00Z\n")

    assert "Which column is which?" in asked
    assert (half.status_code, twice.status_code) == (422, 422)
    assert "one is chosen twice" in twice.content.decode()
    assert "1 message can be taken in" in read
    assert "2 messages can be taken in" in second


def test_columns_that_seem_to_be_ours_are_suggested(hers: Client) -> None:
    _where, asked = bring(hers, "Message,Author,Zeit\nhello,bob,2026-03-01T20:00:00Z\n")

    chosen = re.findall(r'<option value="([^"]+)" selected', asked)
    assert chosen == ["Message", "Author"]


@pytest.mark.parametrize(
    ("file", "why"),
    [
        (GOOD, "Why: its first line names the columns that are known here."),
        (FOREIGN, "Why: it is a table with other columns: say below which is which."),
        ("25/03/2025, 9:00 - Ana: hello\n", "Why: it begins as such files do."),
    ],
)
def test_a_page_says_why_a_file_was_taken_for_what_it_is(hers: Client, file: str, why: str) -> None:
    _where, page = bring(hers, file)

    assert why in page


def test_a_question_can_be_left_unanswered_and_the_file_let_go(
    hers: Client, data: Path, django_capture_on_commit_callbacks: Callable
) -> None:
    where, _page = bring(hers, FOREIGN)

    with django_capture_on_commit_callbacks(execute=True):
        hers.post(where, {"desk": "own", "act": "drop"})

    assert (files_in(data), Import.objects.count()) == ([], 0)


def test_dates_that_can_be_read_in_two_ways_are_asked_for(
    hers: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    read_with(monkeypatch)
    where, asked = bring(hers, GOOD.replace("2026-03-01T10:00:00Z", "3/4"))
    read = hers.post(where, {"desk": "own", "act": "answer", "day_first": "day"}, follow=True)

    assert "can be read in two ways" in asked
    assert 'name="day_first"' in asked
    assert "2 messages can be taken in" in read.content.decode()


def test_whoever_is_in_a_chat_says_who_she_is(
    hers: Client, person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    read_with(monkeypatch, is_chat=True)
    where, asked = bring(hers, GOOD, mine="eve")
    locked = signed_in(person, is_open=False).get(where).content.decode()
    nobody = hers.post(where, {"desk": "own", "act": "answer"})
    stranger = hers.post(where, {"desk": "own", "act": "answer", "mine": "mallory"})
    read = hers.post(where, {"desk": "own", "act": "answer", "mine": "eve"}, follow=True)

    assert "Are you in this chat?" in asked
    assert 'value="bob"' in asked
    assert 'value="bob"' not in locked
    assert (nobody.status_code, stranger.status_code) == (422, 422)
    assert "1 message can be taken in" in read.content.decode()
    assert "Your own words: not taken in." in read.content.decode()


def test_what_is_found_unfit_after_a_question_is_said(
    hers: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    read_with(monkeypatch, is_chat=True)
    where, _page = bring(hers, GOOD)
    Person.objects.create_user("berta")

    reply = hers.post(where, {"desk": "own", "act": "answer", "mine": "eve"})

    assert reply.status_code == 422
    assert "Whoever runs this server could read" in reply.content.decode()


def test_a_file_can_be_let_go(
    hers: Client, data: Path, django_capture_on_commit_callbacks: Callable
) -> None:
    where, _page = bring(hers, GOOD)

    with django_capture_on_commit_callbacks(execute=True):
        hers.post(where, {"desk": "own", "act": "drop"})

    assert (files_in(data), Import.objects.count()) == ([], 0)
    assert hers.get(where).status_code == 404


def test_bringing_it_twice_changes_nothing(hers: Client, work: Work) -> None:
    where, _page = bring(hers, GOOD)
    hers.post(where, {"desk": "own", "act": "take"})
    work()

    _where, same = bring(hers, GOOD)
    other, _page = bring(hers, GOOD + "new,bob,2026-03-03T10:00:00Z,3,\n")
    hers.post(other, {"desk": "own", "act": "take"})
    work()

    assert "This very file was taken in before" in same
    assert Mention.objects.count() == 3
    assert "2 were here already." in hers.get(other).content.decode()


def test_a_known_id_with_another_text_stops_the_file_and_says_so(hers: Client, work: Work) -> None:
    first, _page = bring(hers, GOOD)
    hers.post(first, {"desk": "own", "act": "take"})
    work()
    where, _page = bring(
        hers, HEAD + "changed,bob,2026-03-01T10:00:00Z,1,\nnew,bob,2026-03-03T10:00:00Z,3,\n"
    )
    hers.post(where, {"desk": "own", "act": "take"})
    work()
    stopped = hers.get(where).content.decode()
    hers.post(where, {"desk": "own", "act": "take", "keep_good": "on"})
    work()

    assert "Rows carry an id that is here already, with another text: 1." in stopped
    assert Mention.objects.filter(decision="waiting").count() == 3
    assert Mention.objects.filter(decision="staged").count() == 0


def test_a_job_that_died_can_be_asked_for_again(hers: Client, work: Work) -> None:
    where, _page = bring(hers, GOOD)
    hers.post(where, {"desk": "own", "act": "take"})
    Job.objects.filter(name="desk.import").update(state="dead")

    died = hers.get(where).content.decode()
    hers.post(where, {"desk": "own", "act": "take"})
    work()

    assert "Taking it in failed several times" in died
    assert Mention.objects.filter(decision="waiting").count() == 2


def zipped(*files: tuple[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in files:
            archive.writestr(name, body)
    return out.getvalue()


def test_a_zip_that_holds_one_table_is_read(hers: Client) -> None:
    _where, page = bring(hers, zipped(("my.csv", GOOD.encode())))

    assert "2 messages can be taken in" in page


ROW = "x,bob,2026-03-01T10:00:00Z,9,\n"
BAD = {
    "empty": ("", "The submitted file is empty"),
    "header only": (HEAD, "a header and no row"),
    "wrong encoding": (
        HEAD.encode() + "né,bob,2026-03-01T10:00:00Z,1,\n".encode("latin-1"),
        "UTF-8",
    ),
    "ten thousand columns": (",".join(f"c{n}" for n in range(10_000)) + "\n", "10000 columns"),
    "nul": (HEAD + "a\x00b,bob,2026-03-01T10:00:00Z,1,\n", "NUL character"),
    "future": (HEAD + "a,bob,2999-03-01T10:00:00Z,1,\n", "lies in the future"),
    "two texts": (HEAD + ROW.replace("x", "y", 1) + ROW, "same id and another text"),
    "no column of ours": ("a,b\n1,2\n", "names none of the columns"),
    "a column is missing": ("text,author_handle\nx,y\n", "“created_at” is missing"),
    "binary": (b"\x00" * 400, "looks like binary"),
    "picture": (b"\x89PNG\r\n\x1a\n" + b"x" * 100, "looks like png"),
    "zip of two": (zipped(("a.csv", b"x"), ("b.csv", b"y")), "Nothing in the ZIP is of a kind"),
    "zip bomb": (zipped(("a.csv", b"0" * 90_000_000)), "made to fill disks"),
    "zip that leads out": (zipped(("../a.csv", b"x")), "leads out of its folder"),
    "json": ("[\n {}\n]\n", "not one object on each line"),
}


@pytest.mark.parametrize(("content", "words"), list(BAD.values()), ids=list(BAD))
def test_a_file_that_can_not_be_taken_in_is_said_and_not_stored(
    hers: Client, content: str | bytes, words: str, data: Path
) -> None:
    _where, page = bring(hers, content, mine="marisol", zone="Europe/Dublin")
    takes_in = Import.objects.first()

    assert words in page
    if takes_in is None:  # nothing of it could be used: it is gone, and what she chose is not
        assert files_in(data) == []
        assert 'value="marisol"' in page
        assert '<option value="Europe/Dublin" selected>' in page
    assert Mention.objects.count() == 0


def test_an_export_about_somebody_else_is_refused(hers: Client) -> None:
    content = HEAD + "you idiot,bob,2026-03-01T10:00:00Z,1,berta.example\n"

    _where, page = bring(hers, content, mine="@marisol.example, marisol")
    _other, fine = bring(hers, content.replace("berta", "marisol"), mine="@marisol.example")

    assert "addressed to somebody who is not you" in page
    assert "1 message can be taken in" in fine
    assert Import.objects.count() == 1


def test_private_messages_are_refused_where_others_have_a_desk(
    hers: Client, person: Person
) -> None:
    content = "text,author_handle,created_at,kind\nhello,bob,2026-03-01T10:00:00Z,dm\n"
    _where, alone = bring(hers, content)
    Person.objects.create_user("berta")
    where, _page = bring(hers, content)
    opened = keyrings.open_with_server(person.pk, now=timezone.now())
    locks.own_lock(opened=opened, passphrase="green lanterns", code="x", now=timezone.now())

    _other, shared = bring(hers, content + "more,bob,2026-03-01T11:00:00Z,dm\n")

    assert "1 message can be taken in" in alone
    assert where == reverse("vault:own_lock")
    assert "Whoever runs this server could read what you import" in shared


def test_a_line_of_two_hundred_megabytes_is_refused_in_little_memory(
    person: Person, data: Path
) -> None:
    file = TemporaryUploadedFile("long.csv", "text/csv", 0, "utf-8")
    file.write(HEAD.encode() + b'"')
    for _ in range(200):
        file.write(b"x" * 1_000_000)
    file.write(b'",bob,2026-03-01T10:00:00Z,1,\n')
    file.seek(0)
    tracemalloc.start()

    from fuerza.connections import services

    with pytest.raises(services.ImportRefused) as refused:
        services.bring(
            person=person,
            file=services.upload_of(file.file, "a.csv").pieces,  # type: ignore[arg-type]  # a file, by any name
            zone="",
            mine=None,
            now=timezone.now(),
        )
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    file.close()

    assert refused.value.problems[0].code == "line_too_long"
    assert peak < 30_000_000
    assert files_in(data) == []


def test_a_helper_brings_nothing_to_a_desk(person: Person, helper: Person) -> None:
    grant = let_in(person, helper, "document", "act")
    client = signed_in(helper)
    client.get(reverse("desk:enter", args=[grant.pk]))

    assert client.get(BRING).status_code == 404


def test_the_sample_file_is_one_that_can_be_taken_in(hers: Client) -> None:
    sample = hers.get(reverse("desk:sample_file"))

    _where, page = bring(
        hers, sample.content.replace(b"you.example", b"").replace(b",you\n", b",\n")
    )

    assert "2 messages can be taken in" in page
    assert sample.headers["Content-Disposition"] == 'attachment; filename="sample.csv"'


def test_a_file_is_nobody_elses_to_see(hers: Client) -> None:
    where, _page = bring(hers, GOOD)
    stranger = Person.objects.create_user("berta")

    reply = signed_in(stranger, is_open=False).get(where)

    assert reply.status_code == 404
