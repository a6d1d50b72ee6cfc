"""What becomes of an exhibit elsewhere stands on it: by which act, when, and under which number."""

import json
import uuid
from collections.abc import Callable
from pathlib import Path

import pytest

from fuerza.core.crypto import Unopened, seal_personal
from fuerza.core.keyrings import Opened
from fuerza.people.models import Person
from fuerza.vault.models import Custody, Exhibit
from fuerza.vault.privacy import export
from fuerza.vault.queries import custody_of, reference_of, reference_place
from fuerza.vault.services import erase, note_reported
from tests.fuerza.vault.samples import NOW
from tests.fuerza.vault.test_exporting import exported, unzipped

ACT = uuid.UUID("00000000-0000-4000-8000-000000000001")


def test_each_exhibit_of_a_report_has_its_line_and_its_number_sealed(
    amal: Person, kept: Callable[[int], list[Exhibit]]
) -> None:
    exhibits = kept(2)

    note_reported(exhibits=exhibits, by=amal, at=NOW, act=ACT, reference="case 77")

    lines = [custody_of(each).get(verb="reported") for each in exhibits]
    told = [(line.actor, line.at, line.object_id, reference_of(line)) for line in lines]
    assert told == [(amal, NOW, str(ACT), "case 77")] * 2
    assert len({bytes(line.sealed_ref) for line in lines}) == 2
    assert not [line for line in lines if b"77" in bytes(line.sealed_ref)]


def test_a_report_without_a_number_has_its_line_all_the_same(
    kept: Callable[[int], list[Exhibit]],
) -> None:
    [exhibit] = kept(1)

    note_reported(exhibits=[exhibit], by=None, at=NOW, act=ACT, reference="")

    line = custody_of(exhibit).get(verb="reported")
    assert (bytes(line.sealed_ref), reference_of(line)) == (b"", "")


def test_packages_and_her_copy_tell_the_number(
    amal: Person, opened: Opened, kept: Callable[[int], list[Exhibit]], tmp_path: Path
) -> None:
    [exhibit] = kept(1)
    note_reported(exhibits=[exhibit], by=amal, at=NOW, act=ACT, reference="case 77")

    folder = unzipped(exported(amal, [exhibit], opened), tmp_path)
    copied = {part.path: part.content for part in export(amal, opened)}

    events = json.loads((folder / "data/0001/custody.json").read_bytes())
    [listed] = json.loads(copied["exhibits.json"])
    assert [(each["what"], each["why"]) for each in events] == [
        ("captured", "third one this week"),
        ("reported", "case 77"),
        ("exported", None),
    ]
    assert [(each["what"], each["number"]) for each in listed["custody"]] == [
        ("captured", ""),
        ("reported", "case 77"),
        ("exported", ""),
    ]


def test_destroying_an_exhibit_takes_its_number_and_what_opens_it(
    amal: Person, kept: Callable[[int], list[Exhibit]]
) -> None:
    gone, stays = kept(2)
    for number in (77, 78):  # of one exhibit, both numbers have one key
        note_reported(exhibits=[gone, stays], by=amal, at=NOW, act=ACT, reference=f"case {number}")
    before = custody_of(gone).filter(verb="reported").first()

    erase(exhibits=[gone], by=amal, now=NOW)

    lines = [*custody_of(gone).filter(verb="reported"), *custody_of(stays).filter(verb="reported")]
    assert [reference_of(line) for line in lines] == ["", "", "case 77", "case 78"]
    assert before
    with pytest.raises(
        Unopened
    ):  # as a backup of the rows has it, which the data key does not open
        reference_of(before)


def test_a_number_from_before_it_had_a_key_of_its_own_is_still_told(
    amal: Person, kept: Callable[[int], list[Exhibit]]
) -> None:
    [exhibit] = kept(1)
    line = Custody.objects.create(exhibit=exhibit, verb="reported", actor=amal, at=NOW)
    line.sealed_ref = seal_personal(amal.pk, "case 5", reference_place(line))
    line.save()

    assert reference_of(line) == "case 5"
