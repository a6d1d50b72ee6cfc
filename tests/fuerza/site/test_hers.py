"""What is hers: who can see it, a copy of all of it, the end of all of it."""

import io
import uuid
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from fuerza.core import audit, crypto, hooks, jobs, keyrings, worker
from fuerza.core.models import AuditEntry, DataKey, Erasure, Keyring
from fuerza.core.privacy import Part
from fuerza.people.models import Grant, Person
from fuerza.site import erasing
from tests.fuerza.site.conftest import NOW, PASSWORD

for_good = pytest.mark.django_db(
    transaction=True, databases=["default", "keys"]
)  # journals can't be emptied inside a transaction


@pytest.fixture
def a_domain(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Have one domain that holds a file of everybody's, and remembers whom it was asked to erase."""
    erased: list[str] = []

    def export(person: Person, key: keyrings.Opened | None) -> Iterator[Part]:
        yield Part("note.txt", f"{person.username} {'open' if key else 'locked'}".encode())

    kept = {
        "desk:export": export,
        "desk:erase": lambda person: erased.append(f"desk {person.username}"),
        "people:erase": lambda person: erased.append(f"people {person.username}"),
    }
    monkeypatch.setitem(hooks._registered, "privacy", kept)
    return erased


@pytest.fixture
def proven(client: Client, berta: Person) -> Client:
    """Have her come in by her password: a moment ago she showed that it is she."""
    reply = client.post("/me/in/", {"login": berta.username, "password": PASSWORD})
    assert reply.status_code == 302, "signing in failed"
    return client


def test_who_can_see_me_names_everybody_she_let_in(as_berta: Client, berta: Person) -> None:
    nobody = as_berta.get("/w/").content.decode()
    now = timezone.now()
    Grant.objects.create(
        owner=berta,
        actor=Person.objects.create_user("helene"),
        capabilities=["document"],
        given_at=now,
        starts_at=now,
        ends_at=now + timedelta(days=7),
    )
    Grant.objects.create(
        owner=Person.objects.create_user("carla"),
        actor=Person.objects.create_user("ines"),
        given_at=now,
        starts_at=now,
        ends_at=now + timedelta(days=7),
    )

    page = as_berta.get("/w/").content.decode()

    assert ("Nobody." in nobody, "Nobody." in page) == (True, False)
    assert [name for name in ("helene", "ines") if f"<bdi>{name}</bdi>" in page] == ["helene"]


@pytest.mark.parametrize("path", ["/r/copy/", "/r/end/"])
def test_a_session_cookie_alone_reaches_neither_copy_nor_end(proven: Client, path: str) -> None:
    session = proven.session
    for proof in session["account_authentication_methods"]:
        proof["at"] -= 400
    session.save()

    asked, sent = proven.get(path), proven.post(path, {"yes": "yes"})

    assert (asked.status_code, sent.status_code, Person.objects.count()) == (302, 302, 1)
    assert "/me/again/" in asked["Location"]


@pytest.mark.usefixtures("a_domain")
def test_her_copy_holds_what_every_domain_hands_over(proven: Client, berta: Person) -> None:
    reply = proven.post("/r/copy/")

    archive = zipfile.ZipFile(io.BytesIO(reply.getvalue()))
    assert reply["Content-Disposition"] == 'attachment; filename="documents.zip"'
    assert {name: archive.read(name) for name in archive.namelist()} == {
        "desk/note.txt": b"berta locked"
    }
    assert [
        entry.verb for entry in AuditEntry.objects.filter(person_id=berta.id).order_by("id")
    ] == ["signed in", "exported"]


def test_a_domain_that_fails_leaves_no_half_a_copy(
    proven: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def export(_person: Person, _key: object) -> Iterator[Part]:
        yield Part("first.txt", b"fine")
        raise RuntimeError("disk gone")

    monkeypatch.setitem(hooks._registered, "privacy", {"desk:export": export})
    proven.raise_request_exception = False

    reply = proven.post("/r/copy/")

    assert (reply.status_code, b"fine" in reply.content) == (500, False)


def test_erasing_asks_to_be_meant(proven: Client) -> None:
    reply = proven.post("/r/end/")

    assert (Person.objects.count(), "Nothing was erased" in reply.content.decode()) == (1, True)


@for_good
def test_erasing_takes_keys_rows_trail_and_session_and_gives_a_receipt(
    proven: Client, berta: Person, a_domain: list[str]
) -> None:
    crypto.data_key(berta.id)
    audit.note(berta.id, berta.id, "saw", at=NOW)
    other = Person.objects.create_user("carla")
    keyrings.make_keyring(other.id, now=NOW)

    reply = proven.post("/r/end/", {"yes": "yes"})

    assert (str(berta.id) in reply.content.decode(), reply["Clear-Site-Data"]) == (
        True,
        '"storage", "cookies"',
    )
    assert a_domain == ["desk berta", "people berta"]
    assert list(Person.objects.values_list("username", flat=True)) == ["carla"]
    assert list(Keyring.objects.values_list("person_id", flat=True)) == [other.id]
    assert (DataKey.objects.count(), AuditEntry.objects.count()) == (0, 0)
    assert [row.person_id for row in Erasure.objects.all()] == [berta.id]
    assert proven.get("/w/")["Location"] == "/me/in/"


@for_good
@pytest.mark.usefixtures("a_domain")
def test_erasing_twice_changes_nothing(berta: Person) -> None:
    first = erasing.erase(berta.id, now=NOW)

    second = erasing.erase(berta.id, now=NOW + timedelta(days=1))

    assert (second.at, Erasure.objects.count()) == (first.at, 1)


@for_good
def test_what_a_crash_interrupts_is_ended_by_itself(
    berta: Person, a_domain: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    stays = Person.objects.create_user("stays")

    def crash(_person_id: uuid.UUID) -> None:
        raise SystemExit

    with monkeypatch.context() as crashing:
        crashing.setattr(keyrings, "destroy", crash)
        with pytest.raises(SystemExit):
            erasing.erase(berta.id, now=NOW)
    before = (Person.objects.count(), a_domain.copy())

    jobs.enqueue("site.erase", now=NOW)
    worker.run_due(clock=lambda: NOW)

    assert before == (2, [])
    assert (list(Person.objects.all()), a_domain) == ([stays], ["desk berta", "people berta"])
    assert [(row.person_id, row.at) for row in Erasure.objects.all()] == [(berta.id, NOW)]


@for_good
def test_whoever_comes_back_with_a_backup_is_erased_again(
    a_domain: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    gone = Person.objects.create_user("gone")
    Person.objects.create_user("stays")
    Erasure.objects.create(person_id=gone.id, at=NOW)

    call_command("erase_replay")

    assert list(Person.objects.values_list("username", flat=True)) == ["stays"]
    assert capsys.readouterr().out == "1 person had come back and was erased again.\n"
    assert a_domain == ["desk gone", "people gone"]


@for_good
@pytest.mark.usefixtures("a_domain")
def test_erasures_younger_than_the_backup_are_read_from_a_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    gone = Person.objects.create_user("gone")
    listed = tmp_path / "erased"
    listed.write_text(f"{gone.id} {NOW.isoformat()}\n{uuid.uuid4()} {NOW.isoformat()}\n")

    call_command("erase_replay", str(listed))

    assert (Person.objects.count(), Erasure.objects.count()) == (0, 2)
    assert capsys.readouterr().out == "1 person had come back and was erased again.\n"


def test_a_spoiled_list_of_erasures_is_refused_whole(tmp_path: Path) -> None:
    gone = Person.objects.create_user("gone")
    listed = tmp_path / "erased"
    listed.write_text(f"{gone.id} {NOW.isoformat()}\nnobody\n")

    with pytest.raises(CommandError, match="Line 2 of erased is not an id and a time"):
        call_command("erase_replay", str(listed))

    assert Person.objects.count() == 1
