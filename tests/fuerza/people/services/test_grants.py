"""Grants: what a helper may, from when, until when, and that nothing remains afterwards."""

import uuid
from datetime import datetime, timedelta
from typing import Any

import pytest

from fuerza.core import crypto, hooks, keyrings
from fuerza.core.models import AuditEntry, SealedKey
from fuerza.people import queries, services
from fuerza.people.choices import (
    POLICY_VERSION,
    Capability,
    GrantKind,
    NoticeKind,
    Purpose,
    RoleName,
)
from fuerza.people.models import Consent, Grant, HelperCode, Notice, Person
from tests.fuerza.people.conftest import NOW, Make

WEEK = timedelta(days=7)
CASE = uuid.uuid4()


def let_help(
    owner: Person, actor: Person, *, scope_id: uuid.UUID | None = None, at_once: bool = True
) -> Grant:
    services.consent_give(person=actor, purpose=Purpose.HELPING, now=NOW)
    return services.grant(
        owner=owner,
        actor=actor,
        capabilities=[Capability.DOCUMENT, Capability.TRIAGE],
        scope_id=scope_id,
        ends_at=NOW + WEEK,
        begins_now=at_once,
        now=NOW,
    )


def may_read(actor: Person, owner: Person, at: datetime) -> bool:
    return queries.may(actor, owner, Capability.DOCUMENT, now=at)


def test_without_a_code_a_grant_waits_a_day(berta: Person, clara: Person) -> None:
    let_help(berta, clara, at_once=False)

    waits = [may_read(clara, berta, NOW + timedelta(hours=hours)) for hours in (0, 23, 24)]

    assert waits == [False, False, True]


def test_with_a_code_a_grant_begins_at_once_and_ends_by_itself(
    berta: Person, clara: Person
) -> None:
    let_help(berta, clara)

    assert [may_read(clara, berta, at) for at in (NOW, NOW + WEEK)] == [True, False]


def test_a_grant_allows_what_it_names_and_nothing_else(berta: Person, clara: Person) -> None:
    let_help(berta, clara)

    allowed = [name for name in Capability if queries.may(clara, berta, name, now=NOW)]

    assert allowed == [Capability.DOCUMENT, Capability.TRIAGE]
    assert not queries.may(berta, clara, Capability.DOCUMENT, now=NOW)


def test_a_grant_for_a_case_opens_neither_the_desk_nor_another_case(
    berta: Person, clara: Person
) -> None:
    let_help(berta, clara, scope_id=CASE)

    may = [
        queries.may(clara, berta, Capability.DOCUMENT, scope, now=NOW)
        for scope in (CASE, None, uuid.uuid4())
    ]

    assert may == [True, False, False]
    assert queries.readers_of(berta, NOW) == [berta.id]
    assert queries.readers_of(berta, NOW, scope_id=CASE) == [berta.id, clara.id]


def test_what_is_hers_she_may_do_without_a_grant(berta: Person) -> None:
    assert queries.may(berta, berta, Capability.ACT, CASE)


def test_without_a_moment_the_databases_clock_decides(berta: Person, clara: Person) -> None:
    over = let_help(berta, clara)
    before = queries.may(clara, berta, Capability.DOCUMENT)
    over.ends_at = datetime.max.replace(tzinfo=NOW.tzinfo)
    over.save()

    assert (before, queries.may(clara, berta, Capability.DOCUMENT)) == (False, True)


@pytest.mark.parametrize("ends_in", [timedelta(0), timedelta(days=30, seconds=1)])
def test_a_grant_lasts_up_to_thirty_days(berta: Person, clara: Person, ends_in: timedelta) -> None:
    with pytest.raises(services.BadTerms):
        services.grant(
            owner=berta,
            actor=clara,
            capabilities=[Capability.DOCUMENT],
            ends_at=NOW + ends_in,
            now=NOW,
        )


def test_a_grant_is_to_somebody_else_for_something(berta: Person, clara: Person) -> None:
    for actor, capabilities in ((berta, [Capability.DOCUMENT]), (clara, [])):
        with pytest.raises(services.BadTerms):
            services.grant(
                owner=berta,
                actor=actor,
                capabilities=capabilities,
                ends_at=NOW + WEEK,
                now=NOW,
            )

    assert Grant.objects.count() == 0


def test_an_adviser_reads_and_documents_and_no_more(berta: Person, make: Make) -> None:
    dora = make("dora", RoleName.ADVISER)

    made = services.grant(
        owner=berta,
        actor=dora,
        capabilities=[Capability.DOCUMENT],
        ends_at=NOW + WEEK,
        now=NOW,
    )

    assert made.kind == GrantKind.ADVISER
    with pytest.raises(services.BadTerms):
        let_help(berta, dora)


def test_she_is_told_of_each_grant(berta: Person, clara: Person) -> None:
    made = let_help(berta, clara)

    notice = Notice.objects.get(person=berta)

    assert (notice.kind, notice.object_id) == (NoticeKind.HELPER, made.id)
    assert queries.notices_to_show(berta, NOW).get() == notice
    assert not queries.notices_to_show(berta, NOW + timedelta(days=2)).exists()


def test_ending_a_grant_takes_the_keys_back(berta: Person, clara: Person) -> None:
    made = let_help(berta, clara)
    key = crypto.new_content_key(
        owner_id=berta.id, readers=keyrings.readers_of([berta.id, clara.id])
    )
    hers = keyrings.open_with_server(clara.id, now=NOW)
    before = hers.content_keys([key.id])

    services.end_grant(grant=made, by=berta, now=NOW)

    assert (list(before), hers.content_keys([key.id])) == ([key.id], {})
    assert not may_read(clara, berta, NOW)
    assert SealedKey.objects.get().owner_id == berta.id


def test_ending_one_of_two_grants_leaves_what_the_other_lets_her_read(
    berta: Person, clara: Person
) -> None:
    first, second = let_help(berta, clara), let_help(berta, clara)
    key = crypto.new_content_key(
        owner_id=berta.id, readers=keyrings.readers_of([berta.id, clara.id])
    )
    hers = keyrings.open_with_server(clara.id, now=NOW)

    services.end_grant(grant=first, by=berta, now=NOW)
    after_one = hers.content_keys([key.id])
    services.end_grant(grant=second, by=berta, now=NOW)
    after_both = hers.content_keys([key.id])

    assert (list(after_one), after_both) == ([key.id], {})


@pytest.mark.parametrize(
    ("left", "at_once"), [(CASE, True), (None, False)], ids=["for a case", "not begun"]
)
def test_a_grant_that_lets_her_read_something_else_keeps_no_key(
    berta: Person, clara: Person, left: uuid.UUID | None, at_once: bool
) -> None:
    made = let_help(berta, clara)
    let_help(berta, clara, scope_id=left, at_once=at_once)
    key = crypto.new_content_key(
        owner_id=berta.id, readers=keyrings.readers_of([berta.id, clara.id])
    )

    services.end_grant(grant=made, by=berta, now=NOW)

    assert keyrings.open_with_server(clara.id, now=NOW).content_keys([key.id]) == {}


def test_ending_a_grant_twice_changes_nothing(berta: Person, clara: Person) -> None:
    made = let_help(berta, clara)
    services.end_grant(grant=made, by=berta, now=NOW)

    services.end_grant(grant=made, by=berta, now=NOW + WEEK)

    made.refresh_from_db()
    assert made.ended_at == NOW
    assert Notice.objects.filter(kind=NoticeKind.HELPER_ENDED).count() == 1


def test_a_code_lets_in_whoever_shows_it(berta: Person, clara: Person) -> None:
    code = services.show_code(person=clara, now=NOW)

    made = services.give_by_code(
        owner=berta,
        code=code.lower().replace(" ", "  "),
        capabilities=[Capability.DOCUMENT],
        ends_at=NOW + WEEK,
        now=NOW,
    )

    assert (made.actor, made.starts_at) == (clara, NOW)


@pytest.mark.parametrize("minutes", [10, 60])
def test_a_code_is_over_after_ten_minutes(berta: Person, clara: Person, minutes: int) -> None:
    code = services.show_code(person=clara, now=NOW)

    with pytest.raises(services.CodeRefused):
        services.give_by_code(
            owner=berta,
            code=code,
            capabilities=[Capability.DOCUMENT],
            ends_at=NOW + WEEK,
            now=NOW + timedelta(minutes=minutes),
        )


def test_a_code_works_once_and_not_for_oneself(berta: Person, clara: Person) -> None:
    code = services.show_code(person=clara, now=NOW)

    with pytest.raises(services.CodeRefused):
        give(clara, code)
    give(berta, code)
    with pytest.raises(services.CodeRefused):
        give(berta, code)

    assert Grant.objects.count() == 1


def give(owner: Person, code: str) -> Grant:
    return services.give_by_code(
        owner=owner,
        code=code,
        capabilities=[Capability.DOCUMENT],
        ends_at=NOW + WEEK,
        now=NOW,
    )


def test_a_code_is_kept_as_a_hash_and_the_last_one_counts(berta: Person, clara: Person) -> None:
    first = services.show_code(person=clara, now=NOW)
    second = services.show_code(person=clara, now=NOW)

    stored = repr(HelperCode.objects.values().get())

    assert second.replace(" ", "") not in stored
    with pytest.raises(services.CodeRefused):
        give(berta, first)


def test_a_link_invites_a_helper_who_waits(berta: Person) -> None:
    made, token = services.give_by_link(
        owner=berta, capabilities=[Capability.DOCUMENT], ends_at=NOW + WEEK, now=NOW
    )

    helper = services.begin(token=token, username="helga", now=NOW)

    assert (made.actor, made.starts_at) == (helper, NOW + timedelta(days=1))


def test_grants_that_ran_out_are_swept_up_with_their_keys(berta: Person, clara: Person) -> None:
    let_help(berta, clara)
    key = crypto.new_content_key(
        owner_id=berta.id, readers=keyrings.readers_of([berta.id, clara.id])
    )

    services.purge(now=NOW + WEEK)

    hers = keyrings.open_with_server(clara.id, now=NOW)
    mine = keyrings.open_with_server(berta.id, now=NOW)
    assert (hers.content_keys([key.id]), list(mine.content_keys([key.id]))) == ({}, [key.id])
    assert Grant.objects.get().ended_at == NOW + WEEK


def test_sweeping_keeps_what_still_runs(berta: Person, clara: Person) -> None:
    let_help(berta, clara)
    open_link = services.invite(by=None, now=NOW).link
    services.make_link(person=clara, purpose="demo", now=NOW)
    services.show_code(person=clara, now=NOW)

    services.purge(now=NOW + timedelta(days=2))

    assert Grant.objects.get().ended_at is None
    assert [link.pk for link in queries.open_links_of(open_link.person, NOW)] == [open_link.pk]
    assert (HelperCode.objects.count(), queries.open_links_of(clara, NOW).count()) == (0, 0)


@pytest.mark.usefixtures("berta")
def test_accounts_that_nobody_came_to_are_swept_up() -> None:
    services.invite(by=None, now=NOW)
    services.invite(by=None, username="named", now=NOW)

    services.purge(now=NOW + timedelta(days=15))

    assert sorted(Person.objects.values_list("username", flat=True)) == ["berta", "named"]


def test_every_grant_begins_masked_and_only_she_lifts_that(berta: Person, clara: Person) -> None:
    made = let_help(berta, clara)
    begun = made.is_masked

    services.mask(grant=made, is_masked=False, now=NOW)
    services.mask(grant=made, is_masked=False, now=NOW)
    services.mask(grant=made, is_masked=True, now=NOW)

    trail = AuditEntry.objects.filter(person_id=berta.pk, object_id=str(made.pk)).order_by("id")
    assert (begun, Grant.objects.get().is_masked) == (True, True)
    assert list(trail.values_list("verb", "actor_id")) == [
        ("grant given", berta.pk),
        ("grant unmasked", berta.pk),
        ("grant masked", berta.pk),
    ]


def test_whoever_holds_keys_is_told_when_a_grant_is_given_and_ended(
    berta: Person, clara: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[tuple[str, Grant, object]] = []
    monkeypatch.setitem(
        hooks._registered["grants"],
        "test",
        lambda happened, grant, *, opened, now: told.append((happened, grant, opened)),  # noqa: ARG005 -- as hooks are called
    )
    opened = keyrings.open_with_server(berta.pk, now=NOW)

    made = let_help(berta, clara)
    services.end_grant(grant=made, by=berta, now=NOW, opened=opened)
    services.end_grant(grant=made, by=berta, now=NOW, opened=opened)

    assert told == [("given", made, None), ("ended", made, opened)]


@pytest.mark.parametrize("by_link", [True, False])
def test_a_grant_can_be_for_one_case(berta: Person, clara: Person, *, by_link: bool) -> None:
    terms: Any = {"owner": berta, "capabilities": [Capability.DOCUMENT], "ends_at": NOW + WEEK}
    if by_link:
        made, _token = services.give_by_link(**terms, scope_id=CASE, now=NOW)
    else:
        code = services.show_code(person=clara, now=NOW)
        made = services.give_by_code(**terms, code=code, scope_id=CASE, now=NOW)

    assert made.scope_id == CASE


# The rules come first


def agree(person: Person, at: datetime, version: str = POLICY_VERSION) -> None:
    entry = services.consent_give(person=person, purpose=Purpose.HELPING, now=at)
    Consent.objects.filter(pk=entry.pk).update(policy_version=version)


@pytest.mark.parametrize(
    ("said", "opens"),
    [
        ([], False),
        ([(0, POLICY_VERSION)], True),
        ([(0, "2025-01")], False),  # the words were others then
        ([(0, "2025-01"), (1, POLICY_VERSION)], True),
        ([(2, POLICY_VERSION)], False),  # not yet
        ([(0, POLICY_VERSION), (1, "withdrawn")], False),
    ],
)
def test_a_grant_opens_nothing_before_the_rules_as_they_are_were_agreed_to(
    berta: Person, clara: Person, said: list[tuple[int, str]], *, opens: bool
) -> None:
    let_help(berta, clara)
    Consent.objects.all().delete()
    for hours, version in said:
        at = NOW + timedelta(hours=hours)
        if version == "withdrawn":
            services.consent_withdraw(person=clara, purpose=Purpose.HELPING, now=at)
        else:
            agree(clara, at, version)
    at = NOW + timedelta(hours=1)

    assert [
        may_read(clara, berta, at),
        queries.grants_in_force(clara, at).exists(),
        queries.has_agreed(clara, Purpose.HELPING, at=at),
        not queries.must_agree(clara, at),
    ] == [opens] * 4
    assert [each.owner for each in queries.grants_held(clara, at)] == [berta]
    assert queries.must_agree(berta, at) is False  # nobody lets her in


def test_that_somebody_else_agreed_is_no_help(berta: Person, clara: Person) -> None:
    let_help(berta, clara)
    Consent.objects.all().delete()
    agree(berta, NOW)

    assert may_read(clara, berta, NOW) is False


def test_its_owner_sees_which_rules_were_agreed_to_and_when(
    berta: Person, clara: Person, make: Make
) -> None:
    others = [make("dora"), make("elif")]
    for each in (clara, *others):
        let_help(berta, each)
    Consent.objects.all().delete()
    agree(clara, NOW)
    agree(others[0], NOW, "2025-01")

    found = {each.name: each for each in queries.who_can_see(berta, NOW)}

    assert {name: (it.agreed_at, it.agreed_to, it.has_agreed) for name, it in found.items()} == {
        "clara": (NOW, POLICY_VERSION, True),
        "dora": (NOW, "2025-01", False),
        "elif": (None, "", False),
    }
