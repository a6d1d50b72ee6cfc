"""What is sealed opens in its own place, with its own key, unchanged, and nowhere else."""

import secrets
import uuid

import pytest
from django.conf import settings
from django.test import override_settings
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from fuerza.core import crypto
from fuerza.core.models import DataKey, SealedKey

HER = uuid.UUID("0b9f3a52-4f31-4a3e-9a75-1f6c5b8e2d10")
HIM = uuid.UUID("7c1d0e8a-1111-4222-8333-944455556666")
HERE = crypto.place("desk_mention", HER, "raw")
SECRET = bytes(range(32))


@given(st.binary(max_size=2000))
def test_what_goes_in_comes_out(plain: bytes) -> None:
    assert crypto.decrypt(SECRET, crypto.encrypt(SECRET, plain, HERE), HERE) == plain


@pytest.mark.parametrize(
    "elsewhere",
    [
        crypto.place("desk_mention", HIM, "raw"),
        crypto.place("desk_mention", HER, "author"),
        crypto.place("vault_exhibit", HER, "raw"),
    ],
    ids=["row", "field", "table"],
)
def test_a_value_moved_to_another_row_field_or_table_does_not_open(elsewhere: bytes) -> None:
    value = crypto.encrypt(SECRET, b"mine", HERE)

    with pytest.raises(crypto.Unopened):
        crypto.decrypt(SECRET, value, elsewhere)


@pytest.mark.parametrize("at", [0, 1, 12, 13, 20, -1])
def test_a_changed_value_does_not_open(at: int) -> None:
    value = bytearray(crypto.encrypt(SECRET, b"mine", HERE))
    value[at] ^= 1

    with pytest.raises(crypto.Unopened):
        crypto.decrypt(SECRET, bytes(value), HERE)


@pytest.mark.parametrize("value", [b"", b"\x01", b"\x01" + b"x" * 12, b"plain text"])
def test_what_is_not_ours_is_not_opened(value: bytes) -> None:
    with pytest.raises(crypto.Unopened):
        crypto.decrypt(SECRET, value, HERE)


def test_the_same_text_looks_different_each_time() -> None:
    assert crypto.encrypt(SECRET, b"mine", HERE) != crypto.encrypt(SECRET, b"mine", HERE)


def test_what_is_sealed_to_her_opens_for_her_alone() -> None:
    private, public = crypto.new_pair()
    another, _ = crypto.new_pair()
    sealed = crypto.seal_to(public, b"key", HERE)

    assert crypto.open_sealed(private, sealed, HERE) == b"key"
    with pytest.raises(crypto.Unopened):
        crypto.open_sealed(another, sealed, HERE)
    with pytest.raises(crypto.Unopened):
        crypto.open_sealed(private, sealed, b"elsewhere")


@pytest.mark.parametrize("sealed", [b"", b"short", bytes(32) + b"\x01" + bytes(40)])
def test_what_was_never_sealed_is_not_opened(sealed: bytes) -> None:
    private, _ = crypto.new_pair()

    with pytest.raises(crypto.Unopened):
        crypto.open_sealed(private, sealed, HERE)


def test_a_content_key_opens_for_its_readers_only() -> None:
    readers = {uuid.uuid4(): crypto.new_pair() for _ in range(2)}
    stranger, (private, _) = uuid.uuid4(), crypto.new_pair()
    key = crypto.new_content_key(
        owner_id=HER, readers={holder: pair[1] for holder, pair in readers.items()}
    )

    opened = [
        crypto.content_keys([key.id], holder_id=holder, private=pair[0])
        for holder, pair in readers.items()
    ]

    assert opened == [{key.id: key.secret}] * 2
    assert crypto.content_keys([key.id], holder_id=stranger, private=private) == {}


def test_handing_on_a_key_leaves_what_a_reader_has() -> None:
    holder, (private, public) = uuid.uuid4(), crypto.new_pair()
    key = crypto.new_content_key(owner_id=HER, readers={holder: public})
    before = bytes(SealedKey.objects.get().sealed)

    crypto.hand_on(key, owner_id=HER, readers={holder: public})

    assert bytes(SealedKey.objects.get().sealed) == before
    assert crypto.content_keys([key.id], holder_id=holder, private=private) == {key.id: key.secret}


def test_a_key_copied_to_another_holder_does_not_open_there() -> None:
    holder, (private, public) = uuid.uuid4(), crypto.new_pair()
    key = crypto.new_content_key(owner_id=HER, readers={holder: public})
    thief = uuid.uuid4()
    SealedKey.objects.update(holder_id=thief)

    with pytest.raises(crypto.Unopened):
        crypto.content_keys([key.id], holder_id=thief, private=private)


def test_a_person_has_one_data_key() -> None:
    first, second, his = crypto.data_key(HER), crypto.data_key(HER), crypto.data_key(HIM)

    assert first == second
    assert first != his
    assert DataKey.objects.count() == 2


def test_what_is_personal_opens_while_she_is_away() -> None:
    value = crypto.seal_personal(HER, "أمل", HERE)

    assert crypto.open_personal(HER, value, HERE) == "أمل"
    with pytest.raises(crypto.Unopened):
        crypto.open_personal(HER, value, crypto.place("desk_mention", HIM, "raw"))


def test_hers_does_not_open_as_his() -> None:
    value = crypto.seal_personal(HER, "mine", HERE)
    crypto.data_key(HIM)

    with pytest.raises(crypto.Unopened):
        crypto.open_personal(HIM, value, HERE)


def test_of_an_erased_person_nothing_opens() -> None:
    value = crypto.seal_personal(HER, "mine", HERE)
    DataKey.objects.all().delete()

    with pytest.raises(crypto.KeyGone):
        crypto.open_personal(HER, value, HERE)


def test_another_master_key_opens_no_data_key() -> None:
    crypto.data_key(HER)

    other = replace(settings.ENV, master_key=secrets.token_bytes(32))
    with override_settings(ENV=other), pytest.raises(crypto.Unopened):
        crypto.data_key(HER)


def test_a_keyed_value_depends_on_key_purpose_and_value() -> None:
    values = {
        crypto.keyed(SECRET, "author", "x"),
        crypto.keyed(SECRET, "text", "x"),
        crypto.keyed(SECRET, "author", "y"),
        crypto.keyed(bytes(32), "author", "x"),
        crypto.keyed(SECRET, "author", "\ud800"),  # half a surrogate, as platforms do send
    }

    assert len(values) == 5
    assert crypto.keyed(SECRET, "author", "x") == crypto.keyed(SECRET, "author", "x")
