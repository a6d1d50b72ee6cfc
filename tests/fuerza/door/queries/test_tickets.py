"""A code is read however it is typed; a token says whether it is ours; neither opens a door nor signs anybody in."""

import pytest
from cryptography.hazmat.primitives import serialization

from fuerza.door import queries, services
from fuerza.door.queries import Shown
from fuerza.door.queries.tickets import public_key
from tests.fuerza.door.conftest import DAY, Come


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("abcd-efgh-jkmn", "ABCDEFGHJKMN"),
        (" ABCD EFGH JKMN ", "ABCDEFGHJKMN"),
        ("ABCDEFGHJKM", ""),
        ("ABCDEFGHJKMI", ""),
        ("", ""),
    ],
)
def test_a_code_is_read_without_its_gaps(typed: str, code: str) -> None:
    assert queries.bare(typed) == code
    assert queries.read(typed) == (Shown(code) if code else None)


def test_the_picture_reads_as_the_code_with_our_signature_and_holds_no_id(come: Come) -> None:
    row = come("ana", badge="Ana A.")
    ticket = services.ticket_for(registration=row, now=DAY)
    address, code = queries.ticket_address(ticket), queries.code_for(ticket.pk)
    swapped = address.replace(code, "ABCDEFGHJKMN")
    broken = address[:-3] + ("AA/" if address[-3:] != "AA/" else "BB/")

    read = [queries.read(one) for one in (address, queries.token_of(ticket), swapped)]

    assert read == [Shown(code, True), Shown(code, True), Shown("ABCDEFGHJKMN", False)]
    assert queries.read(broken) == Shown(code, False)
    ids = (ticket.pk, row.pk, row.person_id, row.edition_id)
    assert [str(one) in address or one.hex in address for one in ids] == [False] * 4
    assert queries.drawn(address).startswith("data:image/svg+xml")


def test_phones_can_load_the_key_that_the_signature_is_checked_with() -> None:
    import base64

    key = serialization.load_der_public_key(base64.b64decode(public_key()))

    assert key.key_size == 256  # type: ignore[union-attr]  # of this curve
