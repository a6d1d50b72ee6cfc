"""Pages of the vault: locked they show no text, foreign is absent, and a package stands a stranger's checks."""

import re
import uuid
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pyrage
import pytest
from django.db import connections
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image
from pytest_django import DjangoAssertNumQueries

from fuerza.core import keyrings
from fuerza.core.models import AuditEntry, SealedKey
from fuerza.people.models import Person
from fuerza.vault import queries
from fuerza.vault.choices import CustodyVerb
from fuerza.vault.models import Exhibit, Package
from fuerza.vault.services import erase, keep
from safeguard.evidence import Medium
from tests.fuerza.vault.conftest import signed_in
from tests.fuerza.vault.samples import NOW, WORDS, keepable, picture
from tests.fuerza.vault.test_exporting import checked, unzipped
from tests.safeguard.publish.printouts import root_of, text_of

LIST_QUERIES = 9
IN_TWO = ["0001", "0002", "report.pdf"]
KeepSome = Callable[[int], list[Exhibit]]


def text(reply: Any) -> str:
    return str(reply.content.decode())


def body(reply: Any) -> bytes:
    return b"".join(reply)


def packed(browser: Client, exhibits: list[Exhibit], act: str = "chosen") -> Any:
    chosen = {"act": act, "exhibits": [str(each.pk) for each in exhibits]}
    return browser.post(reverse("vault:export"), chosen)


def test_an_empty_vault_says_how_things_get_here(locked: Client) -> None:
    page = text(locked.get(reverse("vault:show")))

    assert "Nothing is kept yet" in page
    assert "whoever runs this server could open it" in page


@pytest.mark.parametrize("count", [1, 3, 50])
def test_the_list_takes_the_same_queries_however_long_it_is(
    unlocked: Client,
    kept: KeepSome,
    django_assert_num_queries: DjangoAssertNumQueries,
    count: int,
) -> None:
    kept(count)
    unlocked.get(reverse("vault:show"))

    with (
        django_assert_num_queries(LIST_QUERIES),
        django_assert_num_queries(3, connection=connections["keys"]),
    ):
        page = text(unlocked.get(reverse("vault:show")))

    assert page.count('name="exhibits"') == count


def test_the_list_never_shows_what_was_written(unlocked: Client, kept: KeepSome) -> None:
    kept(2)

    page = text(unlocked.get(reverse("vault:show")))

    assert "Bluesky" in page
    assert WORDS not in page
    assert "loud1.example" not in page


def test_a_locked_exhibit_shows_facts_and_no_text(locked: Client, kept: KeepSome) -> None:
    [exhibit] = kept(1)

    page = text(locked.get(reverse("vault:open", args=[exhibit.pk])))

    assert "Bluesky" in page
    assert exhibit.receipt.text.splitlines()[2] in page
    assert WORDS not in page
    assert "loud1.example" not in page
    assert "third one this week" not in page
    assert [line.verb for line in queries.custody_of(exhibit)] == [CustodyVerb.CAPTURED]


def test_an_unlocked_exhibit_is_folded_and_its_opening_noted(
    amal: Person, unlocked: Client, kept: KeepSome
) -> None:
    [exhibit] = kept(1)

    page = text(unlocked.get(reverse("vault:open", args=[exhibit.pk])))

    before, after = page.split(WORDS)
    assert before.rindex("<details") > before.rindex(
        "</details>" if "</details>" in before else "<"
    )
    assert "</details>" in after
    assert "loud1.example" in page
    assert [(line.verb, line.actor) for line in queries.custody_of(exhibit)] == [
        (CustodyVerb.CAPTURED, amal),
        (CustodyVerb.VIEWED, amal),
    ]
    assert AuditEntry.objects.get(verb="vault.viewed").object_id == str(exhibit.pk)


def test_a_workshop_shows_no_words_before_real_ones_were_asked_for(
    amal: Person, unlocked: Client, kept: KeepSome
) -> None:
    [exhibit] = kept(1)
    amal.is_workshop = True
    amal.save()

    page = text(unlocked.get(reverse("vault:open", args=[exhibit.pk])))

    assert WORDS not in page
    assert "used as a workshop" in page
    session = unlocked.session
    session["shows_real"] = True
    session.save()
    assert WORDS in text(unlocked.get(reverse("vault:open", args=[exhibit.pk])))


def test_text_of_others_is_escaped(amal: Person, unlocked: Client) -> None:
    [exhibit] = keep(person=amal, items=[keepable(text="<script>x()</script>")], by=amal, now=NOW)

    page = text(unlocked.get(reverse("vault:open", args=[exhibit.pk])))

    assert "&lt;script&gt;x()&lt;/script&gt;" in page
    assert "<script>x()" not in page


@pytest.mark.parametrize("name", ["open", "receipt", "picture"])
def test_foreign_equals_absent(amal: Person, name: str) -> None:
    shot = Medium(name="a.png", media_type="image/png", body=picture())
    [exhibit] = keep(person=amal, items=[keepable(media=(shot,))], by=amal, now=NOW)
    berta = Person.objects.create_user("berta")
    keyrings.make_keyring(berta.id, now=NOW)
    browser = signed_in(berta)
    browser.post(reverse("vault:unlock"))
    more = [1] if name == "picture" else []

    foreign = browser.get(reverse(f"vault:{name}", args=[exhibit.pk, *more]))
    absent = browser.get(reverse(f"vault:{name}", args=[uuid.uuid4(), *more]))

    assert (foreign.status_code, absent.status_code) == (404, 404)
    assert len(foreign.content) == len(absent.content)


def test_foreign_and_absent_make_the_same_package(kept: KeepSome) -> None:
    [exhibit] = kept(1)
    berta = Person.objects.create_user("berta")
    keyrings.make_keyring(berta.id, now=NOW)
    browser = signed_in(berta)
    browser.post(reverse("vault:unlock"))
    unknown = Exhibit(pk=uuid.uuid4())

    replies = [packed(browser, [each]) for each in (exhibit, unknown)]

    assert [(reply.status_code, reply["Location"]) for reply in replies] == [
        (302, reverse("vault:show"))
    ] * 2
    assert not Package.objects.exists()


def test_a_package_from_the_page_stands_a_strangers_checks(
    unlocked: Client, kept: KeepSome, tmp_path: Path
) -> None:
    exhibits = kept(3)

    reply = packed(unlocked, exhibits[:2])

    sent = body(reply)
    assert reply["Content-Disposition"] == 'attachment; filename="documents.zip"'
    assert (reply["Content-Length"], reply["Cache-Control"]) == (str(len(sent)), "no-store")
    folder = unzipped(sent, tmp_path)
    assert sorted(path.name for path in (folder / "data").iterdir()) == IN_TWO
    assert checked(folder) == (0, 0)
    for path in sorted(path for path in (folder / "data").rglob("*") if path.is_file()):
        with changed_by_a_byte(path):
            sums, verdict = checked(folder)
            assert (path, sums != 0, verdict != 0) == (path, True, True)
    assert checked(folder) == (0, 0)
    assert str(exhibits[2].pk).encode() not in sent


class changed_by_a_byte:  # noqa: N801 -- reads as what it does in a with statement
    def __init__(self, path: Path) -> None:
        self.path, self.whole = path, path.read_bytes()

    def __enter__(self) -> None:
        middle = len(self.whole) // 2
        other = bytes([self.whole[middle] ^ 1])
        self.path.write_bytes(self.whole[:middle] + other + self.whole[middle + 1 :])

    def __exit__(self, *_: object) -> None:
        self.path.write_bytes(self.whole)


def test_everything_leaves_out_what_no_longer_opens(
    amal: Person, unlocked: Client, kept: KeepSome, tmp_path: Path
) -> None:
    exhibits = kept(3)
    erase(exhibits=exhibits[:1], by=amal, now=NOW)

    reply = packed(unlocked, [], act="all")

    folder = unzipped(body(reply), tmp_path)
    assert sorted(path.name for path in (folder / "data").iterdir()) == IN_TWO


def test_a_locked_vault_makes_no_package(locked: Client, kept: KeepSome) -> None:
    exhibits = kept(1)

    reply = packed(locked, exhibits)

    assert (reply.status_code, reply["Location"]) == (302, reverse("vault:show"))
    assert "Unlock first" in text(locked.get(reverse("vault:show")))
    assert not Package.objects.exists()


def test_nothing_ticked_makes_no_package(unlocked: Client, kept: KeepSome) -> None:
    kept(1)

    packed(unlocked, [])

    assert "Nothing was ticked" in text(unlocked.get(reverse("vault:show")))
    assert not Package.objects.exists()


def test_a_lost_key_makes_no_package(unlocked: Client, kept: KeepSome) -> None:
    exhibits = kept(2)
    SealedKey.objects.filter(key_id=exhibits[0].pk).delete()

    packed(unlocked, exhibits)

    page = text(unlocked.get(reverse("vault:show")))
    assert "be opened, so no package was made" in page
    assert not Package.objects.exists()


def test_a_disk_that_takes_nothing_makes_no_package(
    unlocked: Client, kept: KeepSome, settings: Any, tmp_path: Path
) -> None:
    settings.FILE_UPLOAD_TEMP_DIR = tmp_path / "gone"

    packed(unlocked, kept(1))

    page = text(unlocked.get(reverse("vault:show")))
    assert "could not write to its disk" in page
    assert not Package.objects.exists()


def test_packages_are_listed_with_their_fingerprint(unlocked: Client, kept: KeepSome) -> None:
    body(packed(unlocked, kept(2)))

    page = text(unlocked.get(reverse("vault:show")))

    assert Package.objects.get().fingerprint in page
    assert "2 things" in page


SECRET = "four words nobody guesses"


def wished(browser: Client, exhibits: list[Exhibit], **wishes: str) -> Any:
    chosen = {"act": "chosen", "exhibits": [str(each.pk) for each in exhibits]}
    return browser.post(reverse("vault:export"), chosen | wishes)


def test_a_passphrase_gives_a_file_that_opens_with_age(
    unlocked: Client, kept: KeepSome, tmp_path: Path
) -> None:
    reply = wished(unlocked, kept(1), passphrase=SECRET, again=SECRET, language="fr", name="Amal")

    sent = body(reply)
    assert reply["Content-Disposition"] == 'attachment; filename="documents.zip.age"'
    assert (reply["Content-Type"], reply["Content-Length"]) == (
        "application/octet-stream",
        str(len(sent)),
    )
    folder = unzipped(pyrage.passphrase.decrypt(sent, SECRET), tmp_path)
    pdf = (folder / "data/report.pdf").read_bytes()
    assert root_of(pdf)["/Lang"] == "fr"
    assert "Amal" in text_of(pdf)
    page = text(unlocked.get(reverse("vault:show")))
    assert Package.objects.get().fingerprint in page


@pytest.mark.parametrize(
    ("wishes", "error"),
    [
        ({"passphrase": SECRET, "again": SECRET + "!"}, "This is not the same passphrase."),
        ({"passphrase": SECRET}, "This is not the same passphrase."),
        ({"again": SECRET}, "This is not the same passphrase."),
        ({"passphrase": "short-one", "again": "short-one"}, "at least"),
        ({"passphrase": "password1234", "again": "password1234"}, "too common"),
        ({"language": "tlh", "passphrase": SECRET, "again": SECRET}, "Select a valid choice"),
    ],
)
def test_a_wish_that_can_not_be_granted_keeps_what_was_ticked(
    unlocked: Client, kept: KeepSome, caplog: pytest.LogCaptureFixture, wishes: Any, error: str
) -> None:
    exhibits = kept(3)

    reply = wished(unlocked, exhibits[:2], **wishes)

    page = text(reply)
    assert (reply.status_code, error in page) == (422, True)
    assert [str(each.pk) in page for each in exhibits] == [True, True, False]
    secrets = [wishes[name] for name in ("passphrase", "again") if name in wishes]
    assert not any(each in page or each in caplog.text for each in secrets)
    assert not Package.objects.exists()


def test_all_that_was_chosen_goes_along_when_a_wish_comes_back(
    unlocked: Client, kept: KeepSome
) -> None:
    kept(2)

    page = text(unlocked.post(reverse("vault:export"), {"act": "all", "again": SECRET}))

    assert '<input type="hidden" name="act" value="all"' in page


def test_nothing_ticked_is_said_first(unlocked: Client) -> None:
    reply = wished(unlocked, [], passphrase=SECRET)

    assert (reply.status_code, reply["Location"]) == (302, reverse("vault:show"))


def test_a_package_without_a_report_says_so(
    unlocked: Client,
    kept: KeepSome,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr("safeguard.publish.printing._PRESS", ["false"])

    reply = packed(unlocked, kept(1))

    assert reply["Content-Type"] == "application/zip"
    assert body(reply)
    assert "The report could not be printed" in text(unlocked.get(reverse("vault:show")))
    assert caplog.messages == [
        "A report could not be printed, so a package went out without: refused"
    ]


def test_the_fields_of_a_package_are_not_remembered_by_the_browser(
    unlocked: Client, kept: KeepSome
) -> None:
    kept(1)

    page = text(unlocked.get(reverse("vault:show")))

    fields = re.findall(r'<input[^>]*name="(?:passphrase|again|name)"[^>]*>', page)
    assert len(fields) == 3
    assert all('autocomplete="off"' in each for each in fields)
    assert "age --decrypt" in page


@pytest.mark.parametrize("name", ["unlock", "export"])
def test_sensitive_steps_ask_again_and_come_back(amal: Person, name: str) -> None:
    browser = signed_in(amal, proved_ago=400)

    reply = browser.post(
        reverse(f"vault:{name}"), HTTP_REFERER="http://testserver" + reverse("vault:show")
    )

    assert reply.status_code == 302
    assert reply["Location"].endswith("?next=%2Fk%2F")
    assert keyrings_open(browser) is False


@pytest.mark.parametrize("name", ["show", "unlock", "lock", "export"])
def test_strangers_are_asked_to_sign_in(client: Client, name: str) -> None:
    reply = client.get(reverse(f"vault:{name}"))

    assert (reply.status_code, reply["Location"]) == (302, "/me/in/")


def keyrings_open(browser: Client) -> bool:
    return "opened" in browser.session


def test_unlocking_goes_back_to_the_page_that_asked(locked: Client) -> None:
    reply = locked.post(reverse("vault:unlock"), {"back": "/d/"})

    assert reply["Location"] == "/d/"
    assert keyrings_open(locked)
    assert AuditEntry.objects.filter(verb="vault.unlocked").count() == 1


def test_unlocking_never_leads_elsewhere(locked: Client) -> None:
    reply = locked.post(reverse("vault:unlock"), {"back": "https://elsewhere.example/"})

    assert reply["Location"] == reverse("vault:show")


@pytest.mark.parametrize("name", ["unlock", "lock", "export"])
def test_looking_at_an_action_does_nothing(unlocked: Client, name: str) -> None:
    reply = unlocked.get(reverse(f"vault:{name}"))

    assert (reply.status_code, reply["Location"]) == (302, reverse("vault:show"))
    assert keyrings_open(unlocked)


def test_locking_closes_it_in_this_browser(unlocked: Client, kept: KeepSome) -> None:
    [exhibit] = kept(1)

    reply = unlocked.post(reverse("vault:lock"))

    assert reply.cookies["o"].value == ""
    assert not keyrings_open(unlocked)
    assert WORDS not in text(unlocked.get(reverse("vault:open", args=[exhibit.pk])))
    assert AuditEntry.objects.filter(verb="vault.locked").count() == 1


def test_ten_idle_minutes_lock_it(unlocked: Client, kept: KeepSome) -> None:
    [exhibit] = kept(1)
    address = reverse("vault:open", args=[exhibit.pk])
    assert WORDS in text(unlocked.get(address))
    session = unlocked.session
    later = timezone.now() - timedelta(minutes=10, seconds=1)
    session["opened"] = session["opened"] | {"until": (later + timedelta(minutes=10)).timestamp()}
    session.save()

    page = text(unlocked.get(address))

    assert WORDS not in page
    assert not keyrings_open(unlocked)


def test_after_a_reset_the_page_says_from_when(amal: Person, locked: Client) -> None:
    keyrings.reset(amal.id, now=timezone.now())

    locked.post(reverse("vault:unlock"))
    page = text(locked.get(reverse("vault:show")))

    assert not keyrings_open(locked)
    assert "be unlocked yet" in page
    assert "Your account was reset" in page
    assert f'action="{reverse("vault:unlock")}"' not in page


def test_what_was_kept_before_a_reset_is_said_to_need_the_key_from_then(
    amal: Person, locked: Client, kept: KeepSome
) -> None:
    [exhibit] = kept(1)
    keyrings.reset(amal.id, now=NOW - timedelta(hours=73))
    locked.post(reverse("vault:unlock"))

    listed = text(locked.get(reverse("vault:show")))
    page = text(locked.get(reverse("vault:open", args=[exhibit.pk])))

    assert "opens only with your key from then" in listed
    assert 'name="exhibits"' not in listed
    assert "opens only with your key from then" in page


def test_without_the_servers_key_the_page_says_so(amal: Person, locked: Client) -> None:
    ring = keyrings.keyring_of(amal.id)
    assert ring is not None
    ring.wraps = {}
    ring.save()

    locked.post(reverse("vault:unlock"))

    page = text(locked.get(reverse("vault:show")))
    assert "this server has no key to it" in page
    assert "whoever runs this server" not in page


def test_a_picture_is_shown_drawn_anew_and_sandboxed(
    amal: Person, unlocked: Client, tmp_path: Path
) -> None:
    shot = Medium(name="a.png", media_type="image/png", body=picture() + b"<script>")
    [exhibit] = keep(person=amal, items=[keepable(media=(shot,))], by=amal, now=NOW)

    reply = unlocked.get(reverse("vault:picture", args=[exhibit.pk, 1]))

    (tmp_path / "shown").write_bytes(reply.content)
    with Image.open(tmp_path / "shown") as shown:
        assert shown.format == "WEBP"
    assert b"<script>" not in reply.content
    assert {
        name: reply[name] for name in ("Content-Type", "Content-Disposition", "Cache-Control")
    } == {
        "Content-Type": "image/webp",
        "Content-Disposition": "inline",
        "Cache-Control": "no-store",
    }
    assert reply["Content-Security-Policy"] == "default-src 'none'; sandbox"
    page = text(unlocked.get(reverse("vault:open", args=[exhibit.pk])))
    assert reverse("vault:picture", args=[exhibit.pk, 1]) in page


@pytest.mark.parametrize("number", [0, 2, 3])
def test_what_is_no_picture_of_hers_is_absent(amal: Person, unlocked: Client, number: int) -> None:
    shot = Medium(name="a.png", media_type="image/png", body=picture())
    drawing = Medium(name="b.svg", media_type="image/svg+xml", body=b"<svg/>")
    [exhibit] = keep(person=amal, items=[keepable(media=(shot, drawing))], by=amal, now=NOW)

    reply = unlocked.get(reverse("vault:picture", args=[exhibit.pk, number]))

    assert reply.status_code == 404


def test_a_locked_vault_shows_no_picture(amal: Person, locked: Client) -> None:
    shot = Medium(name="a.png", media_type="image/png", body=picture())
    [exhibit] = keep(person=amal, items=[keepable(media=(shot,))], by=amal, now=NOW)

    reply = locked.get(reverse("vault:picture", args=[exhibit.pk, 1]))

    assert reply.status_code == 404


def test_a_receipt_is_saved_as_a_file(locked: Client, kept: KeepSome) -> None:
    [exhibit] = kept(1)

    reply = locked.get(reverse("vault:receipt", args=[exhibit.pk]))

    assert reply["Content-Disposition"] == 'attachment; filename="slip-1.txt"'
    assert text(reply) == exhibit.receipt.text


def test_a_destroyed_exhibit_says_so(amal: Person, unlocked: Client, kept: KeepSome) -> None:
    [exhibit] = kept(1)
    erase(exhibits=[exhibit], by=amal, now=NOW)

    page = text(unlocked.get(reverse("vault:open", args=[exhibit.pk])))
    listed = text(unlocked.get(reverse("vault:show")))

    assert "This was destroyed." in page
    assert "destroyed_at" in page
    assert 'name="exhibits"' not in listed


@pytest.mark.parametrize(
    ("platform", "name"),
    [("bluesky", "Bluesky"), ("tiktok", "TikTok"), ("seen", "platform unknown")],
)
def test_a_platform_is_named_the_way_it_names_itself(
    locked: Client, kept: KeepSome, platform: str, name: str
) -> None:
    (exhibit,) = kept(1)
    Exhibit.objects.update(platform=platform)

    pages = [
        text(locked.get(reverse("vault:show"))),
        text(locked.get(reverse("vault:open", args=[exhibit.pk]))),
    ]

    assert [page.count(f"<bdi>{name}</bdi>") for page in pages] == [1, 1]
