"""A package holds exactly what she chose, passes a stranger's checks, and fails them after any change."""

import json
import subprocess
import sys
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest

from fuerza.core import keyrings
from fuerza.core.keyrings import Opened
from fuerza.core.models import AuditEntry
from fuerza.people.models import Person
from fuerza.vault import queries
from fuerza.vault.choices import CustodyVerb
from fuerza.vault.models import Custody, Exhibit, Package
from fuerza.vault.services import ExhibitWasOutOfReach, SealedSpool, erase, export, keep
from safeguard.evidence import Medium, verify
from tests.fuerza.vault.samples import NOW, keepable, picture

KeepSome = Callable[[int], list[Exhibit]]


def exported(
    person: Person, exhibits: list[Exhibit], opened: Opened, language: str = "en"
) -> bytes:
    out = BytesIO()
    export(person=person, exhibits=exhibits, opened=opened, language=language, out=out, now=NOW)
    return out.getvalue()


def unzipped(body: bytes, folder: Path) -> Path:
    with zipfile.ZipFile(BytesIO(body)) as package:
        package.extractall(folder)
    return folder / "package"


def test_a_package_passes_a_strangers_checks(amal: Person, opened: Opened, tmp_path: Path) -> None:
    shot = Medium(name="IMG 1.png", media_type="image/png", body=picture())
    items = [keepable(1, media=(shot,)), keepable(2)]
    exhibits = keep(person=amal, items=items, by=amal, now=NOW)

    folder = unzipped(exported(amal, exhibits, opened), tmp_path)

    assert verify(folder) == []
    assert checked(folder) == (0, 0)
    assert (folder / "data/0001/media/1.png").read_bytes() == shot.body
    assert (folder / "data/0002/raw.json").read_bytes() == items[1].post.raw


def test_only_what_was_chosen_leaves(amal: Person, opened: Opened, kept: KeepSome) -> None:
    exhibits = kept(3)

    body = exported(amal, [exhibits[1]], opened)

    assert exhibits[1].receipt.text.splitlines()[1].encode() in body
    for other in (exhibits[0], exhibits[2]):
        assert str(other.pk).encode() not in body
        assert bytes(other.commitment).hex().encode() not in body


def test_custody_in_a_package_tells_parts_not_names(
    amal: Person, opened: Opened, tmp_path: Path
) -> None:
    berta = Person.objects.create_user("berta")
    items = [keepable(1)]
    [by_machine] = keep(person=amal, items=items, by=None, now=NOW)
    [by_berta] = keep(person=amal, items=items, by=berta, now=NOW)

    folder = unzipped(exported(amal, [by_machine, by_berta], opened), tmp_path)

    events = [json.loads((folder / f"data/000{n}/custody.json").read_bytes()) for n in (1, 2)]
    assert [[(each["what"], each["who"]) for each in one] for one in events] == [
        [("captured", None), ("exported", "owner")],
        [("captured", "helper"), ("exported", "owner")],
    ]
    assert [one[0]["why"] for one in events] == ["third one this week"] * 2
    assert [one[1]["why"] for one in events] == [None] * 2


def test_an_export_leaves_a_row_custody_and_a_line_of_the_trail(
    amal: Person, opened: Opened, kept: KeepSome
) -> None:
    exhibits = kept(2)
    out = BytesIO()

    package = export(person=amal, exhibits=exhibits, opened=opened, language="en", out=out, now=NOW)

    assert list(queries.packages_of(amal)) == [package]
    assert set(package.exhibits.all()) == set(exhibits)
    last = Custody.objects.filter(exhibit__in=exhibits, verb=CustodyVerb.EXPORTED)
    assert {(line.object_id, line.actor) for line in last} == {(str(package.pk), amal)}
    assert last.count() == 2
    assert AuditEntry.objects.get(verb="vault.exported").object_id == str(package.pk)


def test_how_to_check_comes_in_her_language_and_in_english(
    amal: Person, opened: Opened, kept: KeepSome, tmp_path: Path
) -> None:
    folder = unzipped(exported(amal, kept(1), opened, language="es"), tmp_path)

    words = (folder / "HOW-TO-CHECK.txt").read_text()
    assert words.count("sha256sum -c --strict manifest-sha256.txt") == 2
    assert words.count("python3 verify/verify.py") == 2
    assert "HOW TO CHECK THIS PACKAGE" in words
    assert "&#" not in words


@pytest.mark.parametrize("count", [1, 3, 50])
def test_an_export_takes_the_same_queries_however_many_there_are(
    amal: Person,
    opened: Opened,
    kept: KeepSome,
    django_assert_num_queries: Callable[..., object],
    count: int,
) -> None:
    exhibits = kept(count)

    with django_assert_num_queries(13):  # type: ignore[attr-defined]  # a context manager
        exported(amal, exhibits, opened)


def test_what_another_kept_is_out_of_reach(amal: Person, kept: KeepSome) -> None:
    berta = Person.objects.create_user("berta")
    keyrings.make_keyring(berta.id, now=NOW)
    hers = keyrings.open_with_server(berta.id, now=NOW)
    exhibits = kept(2)
    mine = keep(person=berta, items=[keepable()], by=berta, now=NOW)

    for person, chosen in ((amal, exhibits), (berta, exhibits), (berta, mine + exhibits)):
        with pytest.raises(ExhibitWasOutOfReach):
            exported(person, chosen, hers)

    assert not Package.objects.exists()
    assert not Custody.objects.filter(verb=CustodyVerb.EXPORTED).exists()


def test_a_destroyed_exhibit_is_out_of_reach(amal: Person, opened: Opened, kept: KeepSome) -> None:
    exhibits = kept(2)
    erase(exhibits=exhibits[:1], by=amal, now=NOW)

    with pytest.raises(ExhibitWasOutOfReach):
        exported(amal, exhibits, opened)


def test_what_waits_to_be_sent_lies_on_disk_encrypted(tmp_path: Path) -> None:
    spool = SealedSpool(tmp_path)
    canary = b"orchid seller " * 200_000

    spool.write(canary[:10])
    spool.write(canary[10:])
    sent = b"".join(spool)
    spool._file.seek(0)
    on_disk = spool._file.read()
    spool.close()

    assert (sent, spool.size) == (canary, len(canary))
    assert len(on_disk) > len(canary)
    assert b"orchid" not in on_disk
    assert list(tmp_path.iterdir()) == []


def checked(folder: Path) -> tuple[int, int]:
    """Check as a stranger would; return what sha256sum and the verifier inside the package ended with."""
    sums = subprocess.run(
        ["sha256sum", "-c", "--strict", "--quiet", "manifest-sha256.txt"],
        cwd=folder,
        capture_output=True,
        check=False,
    )
    verifier = subprocess.run(
        [sys.executable, "-I", "verify/verify.py"], cwd=folder, capture_output=True, check=False
    )
    return sums.returncode, verifier.returncode
