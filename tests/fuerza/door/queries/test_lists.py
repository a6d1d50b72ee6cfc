"""The list on a phone: an entry opens with its own ticket alone, and neither names nor numbers can be read from it."""

import base64
import hashlib
import json
import uuid
from collections.abc import Iterable

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from fuerza.attendance.models import Registration
from fuerza.core import hooks
from fuerza.door import queries, services
from fuerza.door.choices import LIST_MULTIPLE
from fuerza.door.models import Door
from tests.fuerza.door.conftest import DAY, CodeOf, OpenDoor


def opened(held: dict[str, object], code: str) -> object:
    """Open the entry of one ticket, as the phone does; None where the list has none for it."""
    salt = base64.b64decode(str(held["salt"]))
    derived = hashlib.pbkdf2_hmac("sha256", code.encode(), salt, int(str(held["rounds"])), 48)
    place = base64.b64encode(derived[:16]).decode()
    boxes = dict(held["entries"])  # type: ignore[call-overload]  # pairs
    if place not in boxes:
        return None
    box = base64.b64decode(boxes[place])
    return json.loads(AESGCM(derived[16:]).decrypt(box[:12], box[12:], None))


def test_each_entry_opens_with_its_own_ticket_and_no_name_is_in_the_list(
    open_door: OpenDoor, code_of: CodeOf
) -> None:
    ana = code_of("ana", badge="Ana A.", photo="green", needs=(("diet", "no nuts"),))
    bea = code_of("bea", badge="B" * 60)

    held = queries.list_for(open_door())

    assert opened(held, ana) == {"badge": "Ana A.", "photo": "green", "needs": True}
    assert opened(held, bea) == {"badge": "B" * 60, "photo": "red", "needs": False}
    assert opened(held, "ABCDEFGHJKMN") is None
    plain = json.dumps(held)
    assert [words in plain for words in ("Ana A.", "B" * 20, "green", "no nuts", ana)] == [
        False
    ] * 5
    entries = held["entries"]
    assert (len(entries), len({len(box) for _place, box in entries})) == (LIST_MULTIPLE, 1)


def test_one_ticket_does_not_open_anothers_entry(open_door: OpenDoor, code_of: CodeOf) -> None:
    ana, bea = code_of("ana", badge="Ana A."), code_of("bea", badge="Bea B.")
    held = queries.list_for(open_door())
    salt = base64.b64decode(held["salt"])
    places = {
        code: hashlib.pbkdf2_hmac("sha256", code.encode(), salt, held["rounds"], 48)
        for code in (ana, bea)
    }
    boxes = dict(held["entries"])
    box = base64.b64decode(boxes[base64.b64encode(places[bea][:16]).decode()])

    with pytest.raises(InvalidTag):
        AESGCM(places[ana][16:]).decrypt(box[:12], box[12:], None)


def test_in_it_are_those_alone_who_could_come_in_now(
    code_of: CodeOf,
    door: Door,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    codes = {name: code_of(name) for name in ("ana", "bea", "carla", "dana")}
    rows = {row.person.username: row for row in Registration.objects.select_related("person")}
    services.check_in(door=door, text=codes["bea"], now=DAY)
    Registration.objects.filter(pk=rows["carla"].pk).update(state="cancelled")

    def kept_out(_edition: uuid.UUID, _people: Iterable[uuid.UUID]) -> set[uuid.UUID]:
        return {rows["dana"].person_id}

    monkeypatch.setitem(hooks._registered["kept_out"], "test", kept_out)

    held = queries.list_for(door)

    assert [name for name, code in codes.items() if opened(held, code)] == ["ana"]


def test_an_empty_list_is_as_long_as_one_of_a_few_and_no_two_are_alike(door: Door) -> None:
    first, second = queries.list_for(door), queries.list_for(door)

    assert (len(first["entries"]), len(second["entries"])) == (LIST_MULTIPLE, LIST_MULTIPLE)
    assert (first["salt"] == second["salt"], first["until"]) == (
        False,
        int(door.ends_at.timestamp()),
    )
