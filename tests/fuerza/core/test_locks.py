"""Her own lock: the server has no key to it, what was hers stays hers, and what was put aside can be taken up again."""

import base64
import json
import re
import uuid
from datetime import timedelta

import msgspec
import pytest
from django.conf import settings
from pytest_django import Settings

from fuerza.core import crypto, keyrings, locks, stretching
from fuerza.core.keyrings import Opened
from fuerza.core.models import Keyring, SealedKey
from fuerza.people.models import Person
from tests.fuerza.core.conftest import NOON

WORDS = "three green lanterns at noon"
CODE = "0123-4567-89AB-CDEF-GHJK-MNPQ-RSTV"
LATER = NOON + timedelta(days=2)


@pytest.fixture
def berta() -> Person:
    person = Person.objects.create_user("berta")
    keyrings.make_keyring(person.id, now=NOON)
    return person


@pytest.fixture
def by_server(berta: Person) -> Opened:
    return keyrings.open_with_server(berta.id, now=NOON)


@pytest.fixture
def hers(by_server: Opened) -> Opened:
    return locks.own_lock(opened=by_server, passphrase=WORDS, code=CODE, now=NOON)


def sealed_to(person: Person) -> crypto.ContentKey:
    readers = keyrings.readers_of([person.id])
    return crypto.new_content_key(owner_id=person.id, readers=readers)


def test_the_server_has_no_key_to_what_she_locked(berta: Person, by_server: Opened) -> None:
    before = locks.has_own_lock(berta.id)

    locks.own_lock(opened=by_server, passphrase=WORDS, code=CODE, now=NOON)

    assert (before, locks.has_own_lock(berta.id)) == (False, True)
    with pytest.raises(crypto.KeyGone):
        keyrings.open_with_server(berta.id, now=NOON)
    assert {kind for row in Keyring.objects.all() for kind in row.wraps} == {
        "passphrase",
        "recovery",
        "next",
    }


def test_what_the_old_pair_opened_the_new_one_opens_and_the_old_one_no_more(
    berta: Person, by_server: Opened
) -> None:
    keys = [sealed_to(berta) for _ in range(3)]
    ids = [key.id for key in keys]

    hers = locks.own_lock(opened=by_server, passphrase=WORDS, code=CODE, now=NOON)

    assert hers.content_keys(ids) == {key.id: key.secret for key in keys}
    assert by_server.content_keys(ids) == {}
    assert hers.private != by_server.private


def test_more_keys_than_are_resealed_at_once_come_along(
    berta: Person, by_server: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(locks, "_RESEALED_AT_ONCE", 2)
    keys = [sealed_to(berta) for _ in range(5)]

    hers = locks.own_lock(opened=by_server, passphrase=WORDS, code=CODE, now=NOON)

    assert len(hers.content_keys([key.id for key in keys])) == 5


def test_what_others_let_her_read_comes_along(berta: Person, by_server: Opened) -> None:
    other = uuid.uuid4()
    key = crypto.new_content_key(owner_id=other, readers=keyrings.readers_of([berta.id]))

    hers = locks.own_lock(opened=by_server, passphrase=WORDS, code=CODE, now=NOON)

    assert hers.content_keys([key.id]) == {key.id: key.secret}
    assert SealedKey.objects.get().owner_id == other


@pytest.mark.parametrize("typed", [WORDS, f"  {WORDS}\n"])
def test_her_passphrase_opens(berta: Person, hers: Opened, typed: str) -> None:
    assert locks.open_with_passphrase(berta.id, typed) == hers


def test_letters_of_another_make_open_it_too(berta: Person, by_server: Opened) -> None:
    hers = locks.own_lock(opened=by_server, passphrase="café à midi, été", code=CODE, now=NOON)

    assert locks.open_with_passphrase(berta.id, "cafe\u0301 a\u0300 midi, e\u0301te\u0301") == hers


@pytest.mark.parametrize(
    "typed", [CODE, CODE.lower(), CODE.replace("-", " "), CODE.replace("0", "O").replace("1", "l")]
)
def test_the_code_opens_however_it_is_typed(berta: Person, hers: Opened, typed: str) -> None:
    assert locks.open_with_code(berta.id, typed) == hers


@pytest.mark.usefixtures("hers")
@pytest.mark.parametrize("typed", ["", WORDS.upper(), CODE])
def test_nothing_else_opens(berta: Person, typed: str) -> None:
    with pytest.raises(locks.WrongKey):
        locks.open_with_passphrase(berta.id, typed)
    with pytest.raises(locks.WrongKey):
        locks.open_with_code(berta.id, WORDS)


def test_where_she_has_no_lock_of_her_own_nothing_opens_it(berta: Person) -> None:
    with pytest.raises(locks.WrongKey):
        locks.open_with_passphrase(berta.id, WORDS)
    with pytest.raises(locks.WrongKey):
        locks.open_with_code(uuid.uuid4(), CODE)


def test_what_is_sealed_to_the_old_pair_meanwhile_is_taken_over(
    berta: Person, by_server: Opened
) -> None:
    looked_up = keyrings.readers_of([berta.id])
    hers = locks.own_lock(opened=by_server, passphrase=WORDS, code=CODE, now=NOON)
    late = crypto.new_content_key(owner_id=berta.id, readers=looked_up)

    before = hers.content_keys([late.id])
    locks.catch_up(hers, now=NOON)

    assert (before, hers.content_keys([late.id])) == ({}, {late.id: late.secret})
    assert Keyring.objects.count() == 2


def test_the_old_pair_is_destroyed_a_day_after(hers: Opened) -> None:
    locks.catch_up(hers, now=LATER)

    assert [row.id for row in Keyring.objects.all()] == [hers.keyring_id]


def test_setting_it_anew_ends_the_old_passphrase(berta: Person, hers: Opened) -> None:
    key = sealed_to(berta)

    again = locks.own_lock(opened=hers, passphrase="quite other words", code=CODE, now=NOON)

    assert locks.open_with_passphrase(berta.id, "quite other words") == again
    assert again.content_keys([key.id]) == {key.id: key.secret}
    with pytest.raises(locks.WrongKey):
        locks.open_with_passphrase(berta.id, WORDS)


def test_a_reset_opens_nothing_and_her_key_takes_it_up_again(berta: Person, hers: Opened) -> None:
    key = sealed_to(berta)
    keyrings.reset(berta.id, now=NOON)
    fresh = keyrings.open_with_server(berta.id, now=NOON + timedelta(hours=73))
    closed = fresh.content_keys([key.id])

    had = locks.has_put_aside(berta.id)
    with pytest.raises(locks.WrongKey):
        locks.adopt(opened=fresh, key="a guess", now=LATER)
    locks.adopt(opened=fresh, key=CODE, now=LATER)

    assert (closed, had) == ({}, True)
    assert fresh.content_keys([key.id]) == {key.id: key.secret}
    assert not locks.has_put_aside(berta.id)
    assert hers.content_keys([key.id]) == {}


def test_the_passphrase_of_then_takes_it_up_again_too(berta: Person, hers: Opened) -> None:
    key = sealed_to(berta)
    keyrings.reset(berta.id, now=NOON)
    fresh = keyrings.open_with_server(berta.id, now=NOON + timedelta(hours=73))

    locks.adopt(opened=fresh, key=WORDS, now=NOON)

    assert fresh.content_keys([key.id]) == {key.id: key.secret}
    assert hers.keyring_id != fresh.keyring_id


def test_what_was_handed_to_a_pair_that_is_gone_too_stays_closed(
    berta: Person, by_server: Opened
) -> None:
    locks.own_lock(opened=by_server, passphrase=WORDS, code=CODE, now=NOON)
    keyrings.reset(berta.id, now=NOON)
    fresh = keyrings.open_with_server(berta.id, now=NOON + timedelta(hours=73))

    locks.catch_up(fresh, now=LATER)

    assert Keyring.objects.filter(retired_at__isnull=False).count() == 2


def test_codes_are_long_and_without_signs_that_look_alike() -> None:
    codes = {locks.new_code() for _ in range(50)}

    assert len(codes) == 50
    assert all(
        re.fullmatch(r"[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){6}", it) for it in codes
    )


def test_stretching_takes_the_memory_and_passes_that_are_noted(hers: Opened) -> None:
    wrap = Keyring.objects.get(pk=hers.keyring_id).wraps["passphrase"]
    held = msgspec.msgpack.decode(base64.b64decode(wrap), type=locks._Stretched)

    assert (held.memory, len(held.salt)) == (settings.LOCK_MEMORY, 16)
    assert 3 <= held.passes <= 20


def test_what_is_measured_later_shuts_nobody_out(
    berta: Person, hers: Opened, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.LOCK_MEMORY = 128
    monkeypatch.setattr(stretching, "passes", lambda _memory: 20)

    assert locks.open_with_passphrase(berta.id, WORDS) == hers


def test_neither_passphrase_nor_code_is_in_what_is_stored(hers: Opened) -> None:
    stored = json.dumps([row.wraps for row in Keyring.objects.all()])
    plain = b"".join(base64.b64decode(it) for it in re.findall(r'": "([^"]+)"', stored))

    assert WORDS.encode() not in plain
    assert hers.private not in plain
