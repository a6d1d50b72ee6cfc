"""Her copy holds what she kept, as far as it can be opened; erasing leaves no row; nobody else is shown anything."""

import json
from collections.abc import Callable

import pytest

from fuerza.core import disclosure
from fuerza.core.keyrings import Opened
from fuerza.people.models import Person
from fuerza.vault import privacy
from fuerza.vault.models import CaseKey, Custody, Exhibit, Package, Receipt
from fuerza.vault.services import erase, keep
from safeguard.evidence import Medium
from tests.fuerza.vault.samples import NOW, WORDS, keepable, picture
from tests.fuerza.vault.test_exporting import exported

KeepSome = Callable[[int], list[Exhibit]]


def test_her_copy_holds_each_exhibits_files(amal: Person, opened: Opened) -> None:
    shot = Medium(name="a.png", media_type="image/png", body=picture())
    exhibits = keep(person=amal, items=[keepable(media=(shot,))], by=amal, now=NOW)
    exported(amal, exhibits, opened)

    parts = {part.path: part.content for part in privacy.export(amal, opened)}

    assert sorted(parts) == [
        "0001/about.json",
        "0001/media/1.png",
        "0001/raw.json",
        "0001/record.json",
        "exhibits.json",
        "packages.json",
    ]
    assert (parts["0001/raw.json"], parts["0001/media/1.png"]) == (keepable().post.raw, shot.body)
    assert json.loads(parts["0001/about.json"])["reason"] == "third one this week"
    [listed] = json.loads(parts["exhibits.json"])
    assert [line["what"] for line in listed["custody"]] == ["captured", "exported"]
    assert len(json.loads(parts["packages.json"])) == 1


def test_her_copy_says_what_stayed_locked(amal: Person, kept: KeepSome) -> None:
    exhibits = kept(3)
    erase(exhibits=exhibits[:1], by=amal, now=NOW)

    parts = {part.path: part.content for part in privacy.export(amal, None)}

    assert sorted(parts) == ["exhibits.json", "locked.txt", "packages.json"]
    assert parts["locked.txt"].startswith(b"2 things that you kept could not be opened")
    assert WORDS.encode() not in b"".join(parts.values())


def test_erasing_a_person_leaves_no_row(amal: Person, opened: Opened, kept: KeepSome) -> None:
    exported(amal, kept(2), opened)

    privacy.erase(amal)
    privacy.erase(amal)

    for model in (Package, Receipt, Custody, Exhibit, CaseKey):
        assert not model._default_manager.exists()


@pytest.mark.parametrize("surface", ["page", "json", "export", "count"])
def test_only_the_owner_is_shown_an_exhibit(kept: KeepSome, surface: disclosure.Surface) -> None:
    berta = Person.objects.create_user("berta")
    [exhibit] = kept(1)

    assert disclosure.may_show(exhibit.person, exhibit, surface)
    assert not disclosure.may_show(berta, exhibit, surface)


@pytest.mark.parametrize("surface", ["feed", "mail", "search"])
def test_no_exhibit_is_in_a_feed_a_mail_or_a_search(
    kept: KeepSome, surface: disclosure.Surface
) -> None:
    [exhibit] = kept(1)

    assert not disclosure.may_show(exhibit.person, exhibit, surface)
