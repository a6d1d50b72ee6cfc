"""Keeping works while she is locked, wholly or not at all, and only she can read what was kept."""

import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import OperationalError, connection, connections
from pytest_django import DjangoAssertNumQueries

from fuerza.core import audit, crypto, keyrings
from fuerza.core.keyrings import Opened
from fuerza.core.models import AuditEntry, SealedKey
from fuerza.people.models import Person
from fuerza.vault import queries
from fuerza.vault.choices import CustodyVerb, ExhibitState, NotKept
from fuerza.vault.models import CaseKey, Custody, Exhibit, Receipt
from fuerza.vault.services import MAX_BODY, TOOL, KeepingFailed, keep
from safeguard.evidence import Medium, commitment, parse_receipts, read_record
from tests.fuerza.vault.samples import NOW, WORDS, keepable, picture

KeepSome = Callable[[int], list[Exhibit]]


def test_what_was_kept_is_read_back_with_her_key(amal: Person) -> None:
    shot = Medium(name="IMG_1.png", media_type="image/png", body=picture())

    [exhibit] = keep(person=amal, items=[keepable(media=(shot,))], by=amal, now=NOW)

    opened = keyrings.open_with_server(amal.id, now=NOW)
    body = queries.body_of(exhibit, opened=opened)
    assert body is not None
    record = read_record(body.record)
    assert (record.content.text, record.identity.id) == (WORDS, str(exhibit.id))
    assert (body.raw, body.media, body.reason) == (
        keepable().post.raw,
        (shot,),
        "third one this week",
    )
    assert body.assessment == keepable().assessment


def test_what_stands_in_clear_is_number_platform_and_times(kept: KeepSome) -> None:
    kept(2)

    exhibit = Exhibit.objects.get(number=2)

    assert (exhibit.state, exhibit.platform, exhibit.method) == (
        ExhibitState.KEPT,
        "bluesky",
        "api",
    )
    assert (exhibit.written_at, exhibit.kept_at) == (keepable().post.written_at, NOW)
    assert exhibit.size == len(keepable(2).post.raw)
    assert exhibit.id.version == 7
    assert WORDS.encode() not in bytes(exhibit.sealed)


def test_keeping_works_while_she_is_locked(amal: Person, kept: KeepSome) -> None:
    kept(1)  # makes the case key
    ring = keyrings.keyring_of(amal.id)
    assert ring is not None
    ring.wraps = {}
    ring.save()

    [exhibit] = keep(person=amal, items=[keepable(9)], by=None, now=NOW)

    with pytest.raises(crypto.KeyGone):
        keyrings.open_with_server(amal.id, now=NOW)
    assert exhibit.number == 2


def test_numbers_count_each_persons_own_from_one(kept: KeepSome) -> None:
    berta = Person.objects.create_user("berta")
    keyrings.make_keyring(berta.id, now=NOW)
    kept(2)

    hers = keep(person=berta, items=[keepable()], by=berta, now=NOW)
    more = kept(2)

    assert [each.number for each in hers] == [1]
    assert [each.number for each in more] == [3, 4]


def test_each_has_a_receipt_a_line_of_custody_and_one_of_the_trail(
    amal: Person, opened: Opened, kept: KeepSome
) -> None:
    exhibits = kept(2)

    bodies = [body for _exhibit, body in queries.bodies_of(exhibits, opened=opened)]
    receipts = [parse_receipts(each.receipt.text)[0] for each in exhibits]
    salts = [bytes.fromhex(read_record(body.record).integrity.salt) for body in bodies]
    assert [each.commitment for each in receipts] == [
        commitment(body.record, salt) for body, salt in zip(bodies, salts, strict=True)
    ]
    assert [bytes(each.commitment).hex() for each in exhibits] == [
        each.commitment for each in receipts
    ]
    assert len(set(salts)) == 2
    assert {each.tool for each in receipts} == {TOOL}
    assert [(line.verb, line.actor, line.at) for line in queries.custody_of(exhibits[0])] == [
        (CustodyVerb.CAPTURED, amal, NOW)
    ]
    trail = AuditEntry.objects.filter(person_id=amal.id, verb="vault.kept").order_by("id")
    assert [entry.object_id for entry in trail] == [str(each.id) for each in exhibits]
    assert audit.first_broken(trail) is None


def test_a_record_does_not_tell_how_many_there_are(opened: Opened, kept: KeepSome) -> None:
    exhibits = kept(3)

    body = queries.body_of(exhibits[2], opened=opened)

    assert body is not None
    assert read_record(body.record).identity.sequence is None


@pytest.mark.parametrize("count", [1, 3, 50])
def test_opening_takes_three_queries_however_many_there_are(
    opened: Opened,
    kept: KeepSome,
    django_assert_num_queries: DjangoAssertNumQueries,
    count: int,
) -> None:
    exhibits = kept(count)

    with (
        django_assert_num_queries(1),
        django_assert_num_queries(2, connection=connections["keys"]),
    ):
        bodies = list(queries.bodies_of(exhibits, opened=opened))

    assert [exhibit.number for exhibit, _body in bodies] == list(range(1, count + 1))


def test_another_persons_keyring_opens_nothing(kept: KeepSome) -> None:
    berta = Person.objects.create_user("berta")
    keyrings.make_keyring(berta.id, now=NOW)
    exhibits = kept(2)

    hers = keyrings.open_with_server(berta.id, now=NOW)

    assert list(queries.bodies_of(exhibits, opened=hers)) == []
    assert queries.body_of(exhibits[0], opened=hers) is None


def test_a_body_moved_to_another_row_does_not_open(opened: Opened, kept: KeepSome) -> None:
    one, two = kept(2)
    Exhibit.objects.filter(pk=one.pk).update(sealed=two.sealed)

    with pytest.raises(crypto.Unopened):
        queries.body_of(one, opened=opened)


def test_after_a_reset_what_is_kept_opens_with_the_new_keyring_alone(
    amal: Person, kept: KeepSome
) -> None:
    [before] = kept(1)
    keyrings.reset(amal.id, now=NOW)

    [after] = kept(1)

    later = NOW + timedelta(hours=73)
    fresh = keyrings.open_with_server(amal.id, now=later)
    assert [e.id for e, _ in queries.bodies_of([before, after], opened=fresh)] == [after.id]
    assert CaseKey.objects.filter(person=amal, is_unsorted=True).get() == after.case_key
    assert CaseKey.objects.filter(person=amal).count() == 2


def test_without_a_keyring_nothing_is_kept() -> None:
    berta = Person.objects.create_user("berta")

    with pytest.raises(crypto.KeyGone):
        keep(person=berta, items=[keepable()], by=berta, now=NOW)

    assert not CaseKey.objects.exists()


def test_more_than_twelve_megabytes_are_refused(amal: Person) -> None:
    film = Medium(name="film.mp4", media_type="video/mp4", body=bytes(MAX_BODY))

    with pytest.raises(KeepingFailed) as failure:
        keep(person=amal, items=[keepable(1), keepable(2, media=(film,))], by=amal, now=NOW)

    assert failure.value.code == NotKept.NOT_ALLOWED
    assert_nothing_was_kept()


def test_half_a_surrogate_pair_is_refused_as_a_fact(amal: Person) -> None:
    broken = keepable()
    broken = type(broken)(
        post=type(broken.post)(
            **{name: getattr(broken.post, name) for name in broken.post.__struct_fields__}
            | {"text": "half \ud83d"}
        ),
        capture=broken.capture,
    )

    with pytest.raises(KeepingFailed) as failure:
        keep(person=amal, items=[broken], by=amal, now=NOW)

    assert failure.value.code == NotKept.NOT_ALLOWED
    assert_nothing_was_kept()


class BusyDriver(Exception):
    """What a driver raises beneath Django's OperationalError."""

    def __init__(self, *, name: str = "", state: str = "") -> None:
        super().__init__(name or state)
        self.sqlite_errorname = name
        self.sqlstate = state


@pytest.mark.parametrize(
    ("cause", "code"),
    [
        (BusyDriver(name="SQLITE_BUSY"), NotKept.SLOW),
        (BusyDriver(name="SQLITE_LOCKED_SHAREDCACHE"), NotKept.SLOW),
        (BusyDriver(state="55P03"), NotKept.SLOW),
        (BusyDriver(name="SQLITE_FULL"), NotKept.DISK_FULL),
        (BusyDriver(state="53100"), NotKept.DISK_FULL),
        (BusyDriver(), NotKept.DISK_FULL),
    ],
)
def test_a_database_that_fails_leaves_nothing_half_kept(
    amal: Person, cause: BusyDriver, code: NotKept
) -> None:
    def fail_on_custody(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if 'INSERT INTO "vault_custody"' in sql:
            raise OperationalError from cause
        return execute(sql, params, many, context)

    with connection.execute_wrapper(fail_on_custody), pytest.raises(KeepingFailed) as failure:
        keep(person=amal, items=[keepable(1), keepable(2)], by=amal, now=NOW)

    assert failure.value.code == code
    assert_nothing_was_kept()


def assert_nothing_was_kept() -> None:
    cases = set(CaseKey.objects.values_list("id", flat=True))
    assert not Exhibit.objects.exists()
    assert not Receipt.objects.exists()
    assert not Custody.objects.exists()
    assert set(SealedKey.objects.values_list("key_id", flat=True)) == cases


def test_only_the_owner_reaches_an_exhibit(amal: Person, kept: KeepSome) -> None:
    berta = Person.objects.create_user("berta")
    [exhibit] = kept(1)

    assert queries.exhibit_of(amal, exhibit.pk) == exhibit
    assert queries.exhibit_of(berta, exhibit.pk) is None
    assert queries.exhibit_of(amal, uuid.uuid4()) is None
    assert list(queries.exhibits_of(berta)) == []


def test_a_list_never_loads_sealed_bodies(amal: Person, kept: KeepSome) -> None:
    kept(3)

    listed = list(queries.exhibits_of(amal))

    assert [each.number for each in listed] == [3, 2, 1]
    assert [each.get_deferred_fields() for each in listed] == [{"sealed"}] * 3
