"""What is done with cases: opened, filled, written into, let go, and who may not."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from fuerza.cases import queries, services
from fuerza.cases.choices import Entry
from fuerza.cases.models import Alias, Case, Incident, Note
from fuerza.cases.queries import Account, AliasBody, CaseAt, IncidentBody
from fuerza.core import crypto, keyrings
from fuerza.core.keyrings import Opened
from fuerza.core.models import AuditEntry, SealedKey
from fuerza.people.choices import Capability
from fuerza.people.models import Person
from fuerza.vault.models import CaseKey, Exhibit
from fuerza.vault.services import erase, keep, new_case_key
from tests.fuerza.cases.conftest import NOW, TITLE, Kept, let_into, with_desk
from tests.fuerza.vault.samples import keepable

BLUESKY, X = Account(platform="bluesky", handle="loud"), Account(platform="x", handle="louder")
WHAT = IncidentBody(what="canarywhat")


def numbers_in(at: CaseAt) -> list[int]:
    return [row.exhibit.number for row in queries.exhibits_in(at)]


def trail_of(person: Person) -> list[str]:
    rows = AuditEntry.objects.filter(person_id=person.pk, verb__startswith="cases.")
    return list(rows.order_by("id").values_list("verb", flat=True))


@pytest.fixture
def helping(at: CaseAt, helper: Person) -> Callable[..., CaseAt]:
    """Let somebody into the case with these capabilities, and return it as she has it."""

    def let_in(*capabilities: str) -> CaseAt:
        let_into(at.owner, helper, at.case, *capabilities)
        found = queries.case_at(helper, at.case.pk, timezone.now())
        assert found is not None
        return found

    return let_in


def test_a_case_is_opened_while_she_is_locked_and_joined_when_she_is_back(
    person: Person, helper: Person, kept: Kept, opened: Opened, helpers_key: Opened
) -> None:
    case = services.open_case(
        person=person, title=f"  {TITLE}\n", exhibits=kept(2), opened=None, now=NOW
    )
    let_into(person, helper, case, Capability.DOCUMENT)
    hers = queries.own(case, person)

    services.let_read(at=hers, opened=opened, now=timezone.now())

    theirs = queries.case_at(helper, case.pk, timezone.now())
    assert theirs is not None
    told = queries.told(theirs, helpers_key)
    assert told is not None
    assert told.title == TITLE
    assert [it.text for it in told.exhibits] == ["canarytext 0", "canarytext 1"]


def test_what_was_destroyed_is_not_joined_for_ever(at: CaseAt, opened: Opened) -> None:
    first = queries.exhibits_in(at)[0].exhibit
    erase(exhibits=[first], by=at.owner, now=NOW)

    assert services.let_read(at=at, opened=opened, now=NOW) == 0


def test_only_what_is_kept_and_hers_comes_in_and_only_once(
    at: CaseAt, opened: Opened, kept: Kept
) -> None:
    other = with_desk("other")

    foreign = keep(person=other, items=[keepable()], by=other, now=NOW)
    gone, fresh = kept(2)
    erase(exhibits=[gone], by=at.owner, now=NOW)
    gone.refresh_from_db()
    there = [row.exhibit for row in queries.exhibits_in(at)]

    new = services.add(
        at=at, exhibits=[*there, fresh, fresh, gone, *foreign], opened=opened, now=NOW
    )

    assert new == [fresh]
    assert numbers_in(at) == [1, 2, fresh.number]


def test_nothing_new_changes_nothing(at: CaseAt, opened: Opened) -> None:
    before = trail_of(at.owner)

    assert services.add(at=at, exhibits=[], opened=opened, now=NOW) == []
    assert trail_of(at.owner) == before


def test_taking_out_shuts_the_way_and_adding_is_its_undo(at: CaseAt, opened: Opened) -> None:
    first = queries.exhibits_in(at)[0].exhibit

    assert services.take_out(at=at, exhibits=[first], now=NOW) == 1

    ways = SealedKey.objects.filter(holder_id=at.case.case_key_id)
    assert (numbers_in(at), ways.count()) == ([2], 1)
    services.add(at=at, exhibits=[first], opened=opened, now=NOW)
    assert (numbers_in(at), ways.count()) == ([1, 2], 2)


def test_a_case_is_renamed_closed_and_opened_again(at: CaseAt, opened: Opened) -> None:
    services.rename(at=at, title="another", now=NOW)
    services.close(at=at, now=NOW)

    case = queries.cases_of(at.owner).get()
    assert queries.titles_of([case], opened) == {case.pk: "another"}
    assert case.closed_at == NOW
    services.open_again(at=at, now=NOW)
    assert queries.cases_of(at.owner).get().closed_at is None
    assert trail_of(at.owner)[-3:] == ["cases.renamed", "cases.closed", "cases.opened_again"]


def test_a_case_may_have_no_title(at: CaseAt, opened: Opened) -> None:
    services.rename(at=at, title=" ", now=NOW)

    assert queries.titles_of([at.case], opened) == {at.case.pk: ""}


def test_a_title_that_the_keyring_does_not_open_is_left_out(
    case: Case, helpers_key: Opened
) -> None:
    assert queries.titles_of([case], helpers_key) == {}


def test_a_case_put_away_is_nowhere_until_it_is_taken_back(at: CaseAt) -> None:
    services.put_away(at=at, now=NOW)

    assert queries.case_at(at.owner, at.case.pk, NOW) is None
    assert list(queries.cases_of(at.owner)) == []
    [away] = queries.put_away_by(at.owner)
    services.take_back(case=away, now=NOW)
    assert queries.case_at(at.owner, at.case.pk, NOW) is not None


def test_what_was_put_away_thirty_days_ago_is_dropped_with_its_key(at: CaseAt) -> None:
    services.write_note(at=at, text="canarynote", now=NOW)
    services.put_away(at=at, now=NOW)
    key_id = at.case.case_key_id
    later = NOW + services.CAN_COME_BACK

    assert services.drop_old(now=later) == 0
    assert services.drop_old(now=later + timedelta(seconds=1)) == 1

    assert not Case.objects.exists()
    assert not CaseKey.objects.filter(pk=key_id).exists()
    assert not SealedKey.objects.filter(key_id=key_id).exists()
    assert not SealedKey.objects.filter(holder_id=key_id).exists()
    assert Exhibit.objects.filter(state="kept").count() == 3


def test_a_line_taken_out_goes_for_good_after_thirty_days(at: CaseAt) -> None:
    note = services.write_note(at=at, text="canarynote", now=NOW)
    services.write_note(at=at, text="stays", now=NOW)
    services.take_line_out(at=at, kind=Entry.NOTE, pk=note.pk, now=NOW)

    services.drop_old(now=NOW + services.CAN_COME_BACK + timedelta(seconds=1))

    assert Note.objects.count() == 1


@pytest.mark.parametrize("kind", Entry)
def test_a_line_is_taken_out_and_put_back(at: CaseAt, opened: Opened, kind: Entry) -> None:
    alias = services.say_alias(at=at, body=AliasBody(accounts=(BLUESKY, X), reason="why"), now=NOW)
    incident = services.log_incident(at=at, happened_at=NOW, body=WHAT, now=NOW)
    note = services.write_note(at=at, text="canarynote", now=NOW)
    pk = {Entry.ALIAS: alias, Entry.INCIDENT: incident, Entry.NOTE: note}[kind].pk

    def there() -> int:
        return queries.entries_in(at, kind).count()

    assert services.take_line_out(at=at, kind=kind, pk=pk, now=NOW)
    assert (there(), services.take_line_out(at=at, kind=kind, pk=pk, now=NOW)) == (0, False)
    assert services.put_line_back(at=at, kind=kind, pk=pk, now=NOW)
    assert (there(), services.put_line_back(at=at, kind=kind, pk=pk, now=NOW)) == (1, False)
    told = queries.told(at, opened)
    assert told is not None
    assert (len(told.aliases), len(told.incidents), len(told.notes)) == (1, 1, 1)


@pytest.mark.parametrize(
    "body",
    [
        AliasBody(accounts=(BLUESKY,), reason="why"),
        AliasBody(accounts=(BLUESKY, BLUESKY), reason="why"),
        AliasBody(accounts=(BLUESKY, X), reason=" "),
    ],
)
def test_one_account_or_no_reason_makes_no_alias(at: CaseAt, body: AliasBody) -> None:
    with pytest.raises(services.BadAlias):
        services.say_alias(at=at, body=body, now=NOW)

    assert not Alias.objects.exists()


def test_an_incident_is_said_anew(at: CaseAt, opened: Opened) -> None:
    row = services.log_incident(at=at, happened_at=NOW, body=WHAT, now=NOW)
    earlier = NOW - timedelta(days=1)

    services.change_incident(
        at=at, row=row, happened_at=earlier, body=IncidentBody(what="better"), now=NOW
    )

    told = queries.told(at, opened)
    assert told is not None
    assert [(it.what, it.happened_at) for it in told.incidents] == [("better", earlier)]


def test_evidence_of_an_incident_is_told_as_long_as_it_belongs_to_the_case(
    at: CaseAt, opened: Opened
) -> None:
    one, two = [row.exhibit for row in queries.exhibits_in(at)]
    body = IncidentBody(what="canarywhat", exhibits=(one.pk, two.pk))
    services.log_incident(at=at, happened_at=NOW, body=body, now=NOW)

    services.take_out(at=at, exhibits=[one], now=NOW)

    told = queries.told(at, opened)
    assert told is not None
    assert [it.exhibits for it in told.incidents] == [(two.pk,)]


def test_what_is_written_opens_in_its_own_place_alone(at: CaseAt, opened: Opened) -> None:
    one = services.write_note(at=at, text="canarynote", now=NOW)
    two = services.write_note(at=at, text="other", now=NOW)
    assert b"canary" not in bytes(one.sealed)
    Note.objects.filter(pk=two.pk).update(sealed=one.sealed)

    with pytest.raises(crypto.Unopened):
        queries.told(at, opened)


def test_a_helper_who_documents_writes_and_changes_her_own_lines_alone(
    at: CaseAt, helping: Callable[..., CaseAt], opened: Opened
) -> None:
    theirs = helping(Capability.DOCUMENT)
    hers = services.log_incident(at=at, happened_at=NOW, body=WHAT, now=NOW)
    own = services.log_incident(at=theirs, happened_at=NOW, body=WHAT, now=NOW)
    services.write_note(at=theirs, text="canarynote", now=NOW)

    services.change_incident(
        at=theirs, row=own, happened_at=NOW, body=IncidentBody(what="better"), now=NOW
    )

    with pytest.raises(services.NotAllowed):
        services.change_incident(at=theirs, row=hers, happened_at=NOW, body=WHAT, now=NOW)
    with pytest.raises(services.NotAllowed):
        services.take_line_out(at=theirs, kind=Entry.INCIDENT, pk=hers.pk, now=NOW)
    assert services.take_line_out(at=theirs, kind=Entry.INCIDENT, pk=own.pk, now=NOW)
    told = queries.told(at, opened)
    assert told is not None
    assert [it.by for it in told.notes] == [theirs.actor]


def test_a_helper_who_may_not_document_writes_nothing(
    at: CaseAt, helping: Callable[..., CaseAt], kept: Kept
) -> None:
    theirs = helping(Capability.PREPARE)
    row = services.log_incident(at=at, happened_at=NOW, body=WHAT, now=NOW)

    for refused in (
        lambda: services.add(at=theirs, exhibits=kept(1), opened=None, now=NOW),
        lambda: services.log_incident(at=theirs, happened_at=NOW, body=WHAT, now=NOW),
        lambda: services.change_incident(at=theirs, row=row, happened_at=NOW, body=WHAT, now=NOW),
        lambda: services.write_note(at=theirs, text="no", now=NOW),
    ):
        with pytest.raises(services.NotAllowed):
            refused()
    assert (Incident.objects.count(), Note.objects.count(), len(numbers_in(at))) == (1, 0, 2)


def test_what_she_alone_decides_no_helper_does(at: CaseAt, helping: Callable[..., CaseAt]) -> None:
    theirs = helping(*Capability)
    row = queries.exhibits_in(at)[0]

    for refused in (
        lambda: services.rename(at=theirs, title="mine", now=NOW),
        lambda: services.close(at=theirs, now=NOW),
        lambda: services.put_away(at=theirs, now=NOW),
        lambda: services.take_out(at=theirs, exhibits=[row.exhibit], now=NOW),
        lambda: services.say_alias(
            at=theirs, body=AliasBody(accounts=(BLUESKY, X), reason="why"), now=NOW
        ),
    ):
        with pytest.raises(services.NotAllowed):
            refused()
    case = queries.cases_of(at.owner).get()
    assert (case.closed_at, len(numbers_in(at)), Alias.objects.count()) == (None, 2, 0)


def test_a_helper_hands_no_key_on(helping: Callable[..., CaseAt], helpers_key: Opened) -> None:
    theirs = helping(*Capability)

    assert services.let_read(at=theirs, opened=helpers_key, now=NOW) == 0


def test_her_own_key_from_before_a_reset_stays_with_her(at: CaseAt, opened: Opened) -> None:
    keyrings.reset(at.owner.pk, now=NOW)
    later = NOW + keyrings.RESET_WAIT
    fresh = keyrings.open_with_server(at.owner.pk, now=later)

    services.let_read(at=at, opened=fresh, now=later)

    assert queries.told(at, fresh) is None
    assert queries.told(at, opened) is not None
    assert new_case_key(at.owner, now=later).pk != at.case.case_key_id
