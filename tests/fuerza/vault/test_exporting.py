"""A package holds exactly what she chose, passes a stranger's checks, and fails them after any change."""

import hashlib
import json
import subprocess
import sys
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pyrage
import pytest

from fuerza.core import keyrings
from fuerza.core.keyrings import Opened
from fuerza.core.models import AuditEntry
from fuerza.people.models import Person
from fuerza.vault import queries
from fuerza.vault.choices import CustodyVerb
from fuerza.vault.models import Custody, Exhibit, Package
from fuerza.vault.services import (
    ExhibitWasOutOfReach,
    SealedSpool,
    Wishes,
    erase,
    export,
    keep,
    pack,
)
from safeguard.evidence import Medium, verify
from tests.fuerza.vault.samples import NOW, WORDS, keepable, picture
from tests.safeguard.publish.printouts import opened_by_age, root_of, text_of

KeepSome = Callable[[int], list[Exhibit]]


def exported(
    person: Person, exhibits: list[Exhibit], opened: Opened, language: str = "en"
) -> bytes:
    out = BytesIO()
    wishes = Wishes(language=language)
    export(person=person, exhibits=exhibits, opened=opened, wishes=wishes, out=out, now=NOW)
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

    wishes = Wishes(language="en")
    done = export(person=amal, exhibits=exhibits, opened=opened, wishes=wishes, out=out, now=NOW)

    package = done.package
    assert (list(queries.packages_of(amal)), done.has_report) == ([package], True)
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

    with django_assert_num_queries(15):  # type: ignore[attr-defined]  # a context manager
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


def test_a_report_lies_in_the_package_under_its_sums(
    amal: Person, opened: Opened, tmp_path: Path
) -> None:
    shot = Medium(name="IMG 1.png", media_type="image/png", body=picture())
    exhibits = keep(person=amal, items=[keepable(1, media=(shot,)), keepable(2)], by=amal, now=NOW)

    folder = unzipped(exported(amal, exhibits, opened, language="es"), tmp_path)

    pdf = (folder / "data/report.pdf").read_bytes()
    assert (verify(folder), checked(folder)) == ([], (0, 0))
    assert root_of(pdf)["/Lang"] == "es"
    text = text_of(pdf)
    assert [f"data/000{n}" in text for n in (1, 2, 3)] == [True, True, False]
    for name in ("record.json", "raw.json"):
        digest = hashlib.sha256((folder / "data/0002" / name).read_bytes()).hexdigest()
        assert digest in text
    assert "report.pdf" in (folder / "HOW-TO-CHECK.txt").read_text()
    (folder / "data/report.pdf").write_bytes(pdf + b"\n")
    assert [finding.code for finding in verify(folder)] == ["changed"]


def test_a_report_tells_of_nothing_else_and_names_no_helper(
    amal: Person, opened: Opened, tmp_path: Path
) -> None:
    berta = Person.objects.create_user("berta")
    items = [keepable(1), keepable(2, text="the lighthouse keeper")]
    [one, other] = keep(person=amal, items=items, by=berta, now=NOW)

    folder = unzipped(exported(amal, [one], opened), tmp_path)

    text = text_of((folder / "data/report.pdf").read_bytes())
    assert WORDS in " ".join(text.split())
    for absent in ("lighthouse", "loud2", "berta", "amal", str(other.pk), "2 items"):
        assert absent not in text
    assert "by somebody whom that person let in" in text


def test_a_report_that_can_not_be_printed_keeps_no_package_back(
    amal: Person,
    opened: Opened,
    kept: KeepSome,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("safeguard.publish.printing._PRESS", ["false"])

    packed = pack(
        person=amal,
        exhibits=kept(1),
        opened=opened,
        wishes=Wishes(language="en"),
        folder=tmp_path,
        now=NOW,
    )

    folder = unzipped(b"".join(packed.spool), tmp_path / "unzipped")
    packed.spool.close()
    assert (packed.has_report, verify(folder)) == (False, [])
    assert not (folder / "data/report.pdf").exists()


def test_a_package_with_a_passphrase_opens_with_programs_that_are_not_ours(
    amal: Person, opened: Opened, kept: KeepSome, tmp_path: Path
) -> None:
    wishes = Wishes(language="en", passphrase="four words nobody guesses")
    (tmp_path / "spool").mkdir()

    packed = pack(
        person=amal,
        exhibits=kept(2),
        opened=opened,
        wishes=wishes,
        folder=tmp_path / "spool",
        now=NOW,
    )

    sent = b"".join(packed.spool)
    packed.spool.close()
    assert len(sent) == packed.spool.size
    assert b"PK" not in sent[:4]
    assert b"orchid" not in sent
    plain = pyrage.passphrase.decrypt(sent, wishes.passphrase)
    folder = unzipped(plain, tmp_path / "unzipped")
    assert (verify(folder), checked(folder)) == ([], (0, 0))
    assert Package.objects.get().fingerprint == fingerprint(folder)
    assert "guesses" not in repr(wishes)
    assert opened_by_age(sent, wishes.passphrase, tmp_path) == plain


def fingerprint(folder: Path) -> str:
    return hashlib.sha256((folder / "tagmanifest-sha256.txt").read_bytes()).hexdigest()


def test_a_failed_package_leaves_no_spool(amal: Person, opened: Opened, tmp_path: Path) -> None:
    wishes = Wishes(language="en", passphrase="four words nobody guesses")

    with pytest.raises(ExhibitWasOutOfReach):
        pack(person=amal, exhibits=[], opened=opened, wishes=wishes, folder=tmp_path, now=NOW)

    assert list(tmp_path.iterdir()) == []


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
