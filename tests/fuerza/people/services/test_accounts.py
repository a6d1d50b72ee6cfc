"""Accounts: invited, begun, settled, opened anew."""

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.test import Client

from fuerza.core import crypto, hooks, keyrings
from fuerza.core.models import AuditEntry, Job
from fuerza.people import queries, services
from fuerza.people.choices import Capability, NoticeKind, RoleName
from fuerza.people.models import Notice, Person
from fuerza.people.services import Invitation
from tests.fuerza.people.conftest import NOW, Make, SignIn


def test_an_invitation_makes_an_account_without_a_way_in(olga: Person) -> None:
    made = services.invite(by=olga, roles=[RoleName.ADVISER], now=NOW)

    person = made.link.person
    assert (queries.has_way_in(person), person.joined_at) == (False, None)
    assert [role.name for role in queries.roles_of(person, NOW)] == [RoleName.ADVISER]
    assert queries.name_of(person) == "invited, not here yet"


def test_organisers_invite_participants_and_helpers_alone(make: Make) -> None:
    organiser = make("anna", RoleName.ORGANISER)

    services.invite(by=organiser, roles=[RoleName.PARTICIPANT], now=NOW)
    services.invite(by=organiser, now=NOW)

    with pytest.raises(services.NotAllowed):
        services.invite(by=organiser, roles=[RoleName.OPERATOR], now=NOW)
    assert Person.objects.filter(joined_at=None).count() == 2


def test_whoever_has_no_role_invites_helpers_alone(clara: Person) -> None:
    services.invite(by=clara, now=NOW)

    with pytest.raises(services.NotAllowed):
        services.invite(by=clara, roles=[RoleName.PARTICIPANT], now=NOW)


def test_a_name_that_is_taken_is_refused_for_an_invitation(berta: Person) -> None:
    with pytest.raises(services.NameTaken):
        services.invite(by=None, username=" BERTA ", now=NOW)

    assert Person.objects.get() == berta


def test_joining_gives_a_name_a_password_recovery_codes_and_a_keyring() -> None:
    token = services.invite(by=None, now=NOW).token

    person = services.begin(
        token=token, username="Ｂerta", password="four unrelated words", now=NOW
    )

    person.refresh_from_db()
    assert (person.username, person.joined_at) == ("berta", NOW)
    assert person.check_password("four unrelated words")
    assert keyrings.keyring_of(person.id) is not None
    assert Authenticator.objects.get().type == Authenticator.Type.RECOVERY_CODES


def test_joining_without_a_password_makes_no_recovery_codes() -> None:
    token = services.invite(by=None, now=NOW).token

    person = services.begin(token=token, username="berta", now=NOW)

    assert (person.has_usable_password(), Authenticator.objects.count()) == (False, 0)


def test_a_taken_name_uses_no_link_up(berta: Person) -> None:
    token = services.invite(by=None, now=NOW).token

    with pytest.raises(services.NameTaken):
        services.begin(token=token, username="Berta", now=NOW)

    assert services.begin(token=token, username="berta2", now=NOW).username == "berta2"
    assert berta.username == "berta"


def test_her_shown_name_is_sealed_and_can_be_taken_away(berta: Person) -> None:
    services.settle(person=berta, name="Berta Canary", zone="Africa/Cairo", now=NOW)
    stored = Person.objects.values().get(pk=berta.pk)
    shown = queries.name_of(Person.objects.get(pk=berta.pk))

    services.settle(person=berta, name="", now=NOW)

    assert ("Canary" in repr(stored), stored["zone"], shown) == (
        False,
        "Africa/Cairo",
        "Berta Canary",
    )
    assert queries.name_of(berta) == "berta"


def test_a_reset_leaves_the_desk_locked_for_72_hours(berta: Person) -> None:
    before = keyrings.open_with_server(berta.id, now=NOW)
    key = crypto.new_content_key(owner_id=berta.id, readers=keyrings.readers_of([berta.id]))

    services.reset(person=berta, by=None, now=NOW)

    assert before.content_keys([key.id]) == {key.id: key.secret}
    for hours in (0, 71):
        with pytest.raises(keyrings.StillWaiting):
            keyrings.open_with_server(berta.id, now=NOW + timedelta(hours=hours))
    after = keyrings.open_with_server(berta.id, now=NOW + timedelta(hours=72))
    assert after.content_keys([key.id]) == {}


def test_a_reset_ends_sessions_and_leaves_a_notice(berta: Person, sign_in: SignIn) -> None:
    client = sign_in(berta)

    made = services.reset(person=berta, by=None, now=NOW)

    notice = Notice.objects.get(kind=NoticeKind.RESET)
    assert client.get("/me/").status_code == 302
    assert (notice.person, notice.until) == (berta, NOW + timedelta(hours=72))
    assert (made.link.person, made.link.purpose) == (berta, "reset")


def test_a_reset_has_other_domains_take_back_their_tokens(
    berta: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []

    def take_back(person: Person, *, now: object) -> None:
        asked.append((person, now))

    monkeypatch.setitem(hooks._registered["reset"], "test", take_back)

    services.reset(person=berta, by=None, now=NOW)

    assert asked == [(berta, NOW)]


def test_whoever_was_reset_helps_nobody_any_more(berta: Person, clara: Person) -> None:
    services.grant(
        owner=berta,
        actor=clara,
        capabilities=[Capability.DOCUMENT],
        ends_at=NOW + timedelta(days=7),
        begins_now=True,
        now=NOW,
    )

    services.reset(person=clara, by=None, now=NOW)

    assert queries.may(clara, berta, Capability.DOCUMENT, now=NOW) is False
    assert Notice.objects.filter(person=berta, kind=NoticeKind.HELPER_ENDED).count() == 1


def test_operators_reset_and_nobody_else_does(berta: Person, olga: Person, make: Make) -> None:
    organiser = make("anna", RoleName.ORGANISER)

    made = services.reset(person=berta, by=olga, now=NOW)

    assert isinstance(made, Invitation)
    with pytest.raises(services.NotAllowed):
        services.reset(person=berta, by=organiser, now=NOW)
    entry = AuditEntry.objects.get(person_id=berta.id, verb="reset")
    assert entry.actor_id == olga.id


def test_a_reset_mails_only_that_something_changed(berta: Person) -> None:
    services.settle_mail(person=berta, email="b@example.org", now=NOW)

    services.reset(person=berta, by=None, now=NOW)

    assert [job.ids for job in Job.objects.filter(name="core.send_mail")] == [
        {"person": str(berta.id), "kind": "account"}
    ]


def test_a_recovery_code_works_once(berta: Person) -> None:
    code = RecoveryCodes.activate(berta).generate_codes()[0]

    first = services.use_recovery_code(person=berta, code=code, now=NOW)
    again = services.use_recovery_code(person=berta, code=code, now=NOW)

    assert (first, again) == (True, False)


def test_nobody_has_a_recovery_code(berta: Person) -> None:
    assert services.use_recovery_code(person=None, code="123456789012", now=NOW) is False
    assert services.use_recovery_code(person=berta, code="123456789012", now=NOW) is False


def test_recovery_codes_lie_sealed(berta: Person) -> None:
    codes = RecoveryCodes.activate(berta)

    stored = repr(Authenticator.objects.values().get())

    assert not any(code in stored for code in codes.generate_codes())
    assert codes._get_migrated_codes() is None
    assert len(codes.generate_codes()[0]) == 12


def test_a_browser_that_was_open_before_a_password_change_is_signed_out(
    berta: Person, sign_in: SignIn
) -> None:
    elsewhere: Client = sign_in(berta)

    berta.set_password("another long password")
    berta.save()

    assert elsewhere.get("/me/").status_code == 302
