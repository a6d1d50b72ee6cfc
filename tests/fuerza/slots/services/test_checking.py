"""Her check-up list: sealed to her alone, said anew each time, and gone with its key."""

from fuerza.core import keyrings
from fuerza.core.models import SealedKey
from fuerza.slots import queries, services
from fuerza.slots.models import CheckList
from fuerza.slots.queries import Looked
from tests.fuerza.slots.conftest import NOW, MakePerson

NOTED = {"x": Looked(done=("two_steps",), next=("found",), note="Ask about the old phone")}


def test_it_is_read_with_her_key_and_with_no_other(make: MakePerson) -> None:
    ana, bea = make("ana"), make("bea")
    hers, other = (keyrings.open_with_server(one.pk, now=NOW) for one in (ana, bea))

    nothing_yet = queries.noted_in(None, hers)
    kept = services.keep_list(person=ana, noted=NOTED, now=NOW)

    assert nothing_yet == {}
    assert [queries.noted_in(kept, key) for key in (hers, other, None)] == [NOTED, None, None]
    assert b"phone" not in bytes(kept.sealed)


def test_said_anew_what_it_said_before_can_not_be_opened_and_deleted_nothing_is_left(
    make: MakePerson,
) -> None:
    ana = make("ana")
    hers = keyrings.open_with_server(ana.pk, now=NOW)
    before = services.keep_list(person=ana, noted=NOTED, now=NOW)
    again = services.keep_list(person=ana, noted={}, now=NOW)

    assert (queries.noted_in(before, hers), queries.noted_in(again, hers)) == (None, {})
    services.forget_list(person=ana, now=NOW)
    services.forget_list(person=ana, now=NOW)
    assert (CheckList.objects.count(), SealedKey.objects.count()) == (0, 0)
