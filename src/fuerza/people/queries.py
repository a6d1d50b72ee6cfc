"""What may be read of people, always starting from the person who asks; and who may do what of whose.

Where no moment is handed in, the database's clock decides: an ended role or grant never counts. The access
rules at the end are what `@access` takes (`@access(operator)`); none of them opens a desk, a vault, a circle or
a voice: those start from a Grant that their owner made, through `may`.
"""

import uuid
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

import msgspec
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db.models import Prefetch, Q, QuerySet
from django.db.models.functions import Now
from django.http import HttpRequest
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from fuerza.core import crypto
from fuerza.people.choices import NoticeKind, Purpose, RoleName
from fuerza.people.models import (
    Avoid,
    Consent,
    Device,
    Grant,
    Notice,
    Person,
    Role,
    SignInLink,
)

Moment = datetime | Now
Link = SignInLink  # the types by which views, which import no models, know what they hold
Somebody = Person
HISTORY = 200  # lines shown; none is ever deleted


class PersonRequest(HttpRequest):
    """A request as a view has it that lets only signed-in people in."""

    user: Person


class Watcher(msgspec.Struct, frozen=True):
    """Somebody who can see a part of what is hers, and what that part is."""

    grant_id: uuid.UUID
    name: str
    kind: str
    capabilities: tuple[str, ...]
    scope_id: uuid.UUID | None
    since: datetime
    until: datetime
    is_waiting: bool


def is_shared() -> bool:
    """Say whether more than one person may have a desk here. The demo's people do not count."""
    return Person.objects.filter(is_active=True, is_demo=False)[:2].count() > 1


def name_of(person: Person) -> str:
    """Return the name she chose to be shown, or the one she signs in with."""
    if person.joined_at is None:
        return _("invited, not here yet")
    if not person.sealed_name:
        return person.username
    return crypto.open_personal(person.id, bytes(person.sealed_name), name_place(person.id))


def name_place(person_id: uuid.UUID) -> bytes:
    return crypto.place("people_person", person_id, "name")


def address_of(token: str) -> str:
    """Write the address of a one-time link."""
    return f"{settings.ENV.origin}{reverse('people:enter', args=[token])}"


def is_known(username: str) -> bool:
    """Say whether a sign-in name is taken, capitals and look-alike letter forms aside."""
    return Person.objects.filter(username=Person.normalize_username(username)).exists()


def person_named(username: str) -> Person | None:
    """Find by sign-in name; for the command line and for signing in, never for a page that answers."""
    name = Person.normalize_username(username)
    return Person.objects.filter(username=name, is_active=True).first()


def has_way_in(person: Person) -> bool:
    """Say whether she can sign in again without a new link: by password or by passkey."""
    return person.has_usable_password() or has_passkey(person)


def has_passkey(person: Person) -> bool:
    return bool(Authenticator.objects.filter(user=person, type="webauthn").exists())


# Roles


def roles_of(person: Person, now: datetime) -> QuerySet[Role]:
    return Role.objects.filter(_role_in_force(now), person=person).order_by("name", "given_at")


def has_role(person: Person, name: str, scope_id: uuid.UUID | None = None) -> bool:
    """Say whether she holds the role for the whole programme, or for this edition or circle."""
    scope = Q(scope_id=None) | Q(scope_id=scope_id) if scope_id else Q(scope_id=None)
    return Role.objects.filter(_role_in_force(Now()), scope, person=person, name=name).exists()


def holds(person: Person, name: str) -> bool:
    """Say whether she holds the role anywhere; the rows she then reaches are other queries' part."""
    return Role.objects.filter(_role_in_force(Now()), person=person, name=name).exists()


def people_for(person: Person) -> QuerySet[Person]:
    """List sign-in names and roles, and no more, to an operator; to anyone else nobody."""
    if not has_role(person, RoleName.OPERATOR):
        return Person.objects.none()
    in_force = Role.objects.filter(_role_in_force(Now())).order_by("name")
    return (
        Person.objects.filter(is_active=True)
        .only("id", "username", "joined_at", "is_demo", "is_active")
        .prefetch_related(Prefetch("roles", queryset=in_force, to_attr="roles_now"))
        .order_by("username")
    )


def scope_to_invite_for(person: Person) -> uuid.UUID | None:
    """Return the edition for which she invites, the one given to her last; None for the whole programme."""
    roles = Role.objects.filter(_role_in_force(Now()), person=person)
    if roles.filter(name=RoleName.OPERATOR, scope_id=None).exists():
        return None
    organised = roles.filter(name=RoleName.ORGANISER).order_by("-given_at")
    scopes = list(organised.values_list("scope_id", flat=True))
    return scopes[0] if scopes and None not in scopes else None


def invited_by(person: Person, now: datetime) -> QuerySet[SignInLink]:
    """List the invitations she made that nobody has used yet."""
    return (
        SignInLink.objects.filter(
            made_by=person, purpose="invite", used_at=None, expires_at__gt=now
        )
        .select_related("person")
        .order_by("-made_at")
    )


# Grants: what an owner lets a helper or an adviser do


def may(
    actor: Person,
    owner: Person,
    capability: str,
    object_id: uuid.UUID | None = None,
    *,
    now: datetime | None = None,
) -> bool:
    """Say whether `actor` may do this with what is the owner's: her desk (no object), or one case of hers.

    A grant for the desk opens no case, and a grant for a case opens neither the desk nor another case.
    """
    if actor.pk == owner.pk:
        return True
    grants = Grant.objects.filter(
        _grant_in_force(now or Now()), owner=owner, actor=actor, scope_id=object_id
    )
    return any(capability in grant.capabilities for grant in grants)


def grants_in_force(person: Person, now: datetime) -> QuerySet[Grant]:
    """List what others let her do now; the helper's side."""
    return (
        Grant.objects.filter(_grant_in_force(now), actor=person)
        .select_related("owner")
        .order_by("given_at")
    )


def grants_given(person: Person, now: datetime) -> QuerySet[Grant]:
    """List what she lets others do, now or after the wait: all that she can end."""
    return (
        Grant.objects.filter(owner=person, ended_at=None, ends_at__gt=now)
        .select_related("actor")
        .order_by("given_at")
    )


def grants_past(person: Person, now: datetime) -> QuerySet[Grant]:
    return (
        Grant.objects.filter(Q(ended_at__isnull=False) | Q(ends_at__lte=now), owner=person)
        .select_related("actor")
        .order_by("-given_at")
    )


def who_can_see(person: Person, now: datetime) -> list[Watcher]:
    """List who can see, or after a wait will see, a part of what is hers; nobody is left out."""
    return [_watcher(grant, grant.actor, now) for grant in grants_given(person, now)]


def who_could_see(person: Person, now: datetime) -> list[Watcher]:
    """List whose help has ended, the last first."""
    return [_watcher(grant, grant.actor, now) for grant in grants_past(person, now)]


def whom_she_helps(person: Person, now: datetime) -> list[Watcher]:
    return [_watcher(grant, grant.owner, now) for grant in grants_in_force(person, now)]


def _watcher(grant: Grant, other: Person, now: datetime) -> Watcher:
    return Watcher(
        grant_id=grant.id,
        name=name_of(other),
        kind=grant.kind,
        capabilities=tuple(grant.capabilities),
        scope_id=grant.scope_id,
        since=grant.starts_at,
        until=grant.ended_at or grant.ends_at,
        is_waiting=grant.starts_at > now,
    )


def readers_of(
    owner: Person, now: datetime, *, scope_id: uuid.UUID | None = None
) -> list[uuid.UUID]:
    """Name whom new pages of the owner's desk (or case) are sealed to: herself, and actors with a grant in force."""
    actors = (
        Grant.objects.filter(_grant_in_force(now), owner=owner, scope_id=scope_id)
        .exclude(actor=owner)
        .values_list("actor_id", flat=True)
    )
    return [owner.pk, *sorted(set(actors))]


def advisers_for(person: Person, now: datetime) -> QuerySet[Person]:
    """List the programme's safety advisers whom she can still let in."""
    in_force = Role.objects.filter(_role_in_force(now), name=RoleName.ADVISER)
    let_in = grants_given(person, now).filter(scope_id=None).values("actor_id")
    return (
        Person.objects.filter(is_active=True, joined_at__isnull=False, roles__in=in_force)
        .exclude(pk=person.pk)
        .exclude(pk__in=let_in)
        .distinct()
        .order_by("username")
    )


# Consent, avoid edges


def consents_of(person: Person) -> QuerySet[Consent]:
    """Read her whole ledger, newest first."""
    ledger = Consent.objects.filter(person=person).select_related("person")
    return ledger.order_by("-at", "is_given")


def in_effect(entries: Iterable[Consent], at: datetime) -> Consent | None:
    """Return the entry of one ledger by which consent stands at a moment, or None: the last word counts.

    Of two entries of the same moment the withdrawal counts. Pure: the order of `entries` makes no difference.
    """
    known = [entry for entry in entries if entry.at <= at]
    if not known:
        return None
    last = max(known, key=lambda entry: (entry.at, not entry.is_given))
    is_over = last.expires_at is not None and last.expires_at <= at
    return last if last.is_given and not is_over else None


def effective_consent(person: Person, purpose: str, scope_id: str = "", *, at: datetime) -> bool:
    """Say whether her consent to this purpose and scope stands at this moment."""
    entries = Consent.objects.filter(person=person, purpose=purpose, scope_id=str(scope_id))
    return in_effect(entries, at) is not None


def consents_in_effect(person: Person, at: datetime) -> dict[tuple[str, str], Consent]:
    """Map (purpose, scope) to the entry by which it stands, from one reading of her ledger."""
    ledgers: dict[tuple[str, str], list[Consent]] = {}
    for entry in consents_of(person):
        ledgers.setdefault((entry.purpose, entry.scope_id), []).append(entry)
    standing = {key: in_effect(entries, at) for key, entries in ledgers.items()}
    return {key: entry for key, entry in standing.items() if entry is not None}


def receipt(entry: Consent) -> dict[str, Any]:
    """Write one entry out as a receipt: who, what, purpose, until (the fields of ISO/IEC TS 27560, in short).

    It stays true whatever she decides later: it says what was agreed then, and where to take it back.
    """
    with translation.override(entry.language):
        words = str(Purpose(entry.purpose).label)
    return {
        "receipt": str(entry.id),
        "person": entry.person.username,
        "controller": settings.ENV.origin,
        "purpose": entry.purpose,
        "words_shown": words,
        "language_shown": entry.language,
        "words_version": entry.policy_version,
        "scope": entry.scope_id or None,
        "event": "given" if entry.is_given else "withdrawn",
        "at": entry.at.isoformat(),
        "until": entry.expires_at.isoformat() if entry.expires_at else None,
        "take_back_at": f"{settings.ENV.origin}{reverse('people:consents')}",
    }


def avoids_of(person: Person) -> QuerySet[Avoid]:
    return Avoid.objects.filter(person=person, lifted_at=None).order_by("made_at")


def avoids_between(persons: Iterable[uuid.UUID]) -> set[frozenset[uuid.UUID]]:
    """Return the pairs among `persons` that are to be kept apart, without saying who asked for it."""
    ids = set(persons)
    rows = Avoid.objects.filter(person_id__in=ids, other_id__in=ids, lifted_at=None)
    return {frozenset(pair) for pair in rows.values_list("person_id", "other_id")}


# Devices, notices, links


def devices_of(person: Person) -> QuerySet[Device]:
    return Device.objects.filter(person=person).order_by("-began_at")


class Event(msgspec.Struct, frozen=True):
    """One line of the history of her account, in words."""

    at: datetime
    words: str


def history_of(person: Person) -> list[Event]:
    """Say what happened to her account, newest first."""
    devices = {device.id: device for device in devices_of(person)}
    return [Event(notice.at, _said(notice, devices)) for notice in notices_of(person)[:HISTORY]]


def _said(notice: Notice, devices: dict[uuid.UUID, Device]) -> str:
    device = devices.get(notice.object_id) if notice.object_id else None
    if device is not None:
        named = {"browser": device.get_browser_display(), "system": device.get_system_display()}
        return _("Signed in with %(browser)s, %(system)s") % named
    return str(NoticeKind(notice.kind).label)


class OpenDevice(msgspec.Struct, frozen=True):
    """A device on which she is signed in now, and when it last showed a page."""

    device: Device
    seen_at: datetime


def open_devices_of(person: Person) -> list[OpenDevice]:
    """List where she is signed in now, the device seen last first."""
    devices = {str(device.id): device for device in devices_of(person)}
    found = []
    for _key, data in sessions_of(person):
        device = devices.get(str(data.get("device")))
        if device is not None:
            seen = data.get("seen", device.began_at.timestamp())
            found.append(OpenDevice(device, datetime.fromtimestamp(float(seen), UTC)))
    return sorted(found, key=lambda one: one.seen_at, reverse=True)


def sessions_of(person: Person) -> Iterator[tuple[str, dict[str, Any]]]:
    """Look into every session row, and give key and content of those that are hers."""
    for session in Session.objects.iterator():
        data = session.get_decoded()
        if data.get("_auth_user_id") == str(person.pk):
            yield session.session_key, data


def notices_of(person: Person) -> QuerySet[Notice]:
    """Read what happened to her account, newest first: none can be deleted."""
    return Notice.objects.filter(person=person).order_by("-at")


def notices_to_show(person: Person, now: Moment) -> QuerySet[Notice]:
    """List the notices that stand on every page until their time is over: resets and new helpers."""
    return notices_of(person).filter(until__gt=now).exclude(kind=NoticeKind.SIGN_IN)


def open_links_of(person: Person, now: datetime) -> QuerySet[SignInLink]:
    """List one-time links to her account that somebody could still use."""
    return SignInLink.objects.filter(person=person, used_at=None, expires_at__gt=now)


def usable_link(token_hash: bytes, now: datetime) -> SignInLink | None:
    return SignInLink.objects.filter(
        token_hash=token_hash, used_at=None, expires_at__gt=now, person__is_active=True
    ).first()


# Access rules


def operator(request: HttpRequest) -> bool:
    """Whoever runs the machine for the programme. Opens no page with a desk, vault, circle or voice."""
    return request.user.is_authenticated and has_role(request.user, RoleName.OPERATOR)


def organiser(request: HttpRequest) -> bool:
    """Whoever organises the programme or one of its editions. Opens no page with a desk, vault, circle or voice."""
    return request.user.is_authenticated and holds(request.user, RoleName.ORGANISER)


def inviter(request: HttpRequest) -> bool:
    """Whoever may invite people: an operator or an organiser."""
    return operator(request) or organiser(request)


def adviser(request: HttpRequest) -> bool:
    """Whoever is a safety adviser. What she sees of somebody, a grant decides."""
    return request.user.is_authenticated and holds(request.user, RoleName.ADVISER)


def facilitator(request: HttpRequest) -> bool:
    """Whoever keeps a circle safe. Which circle, the circle's queries decide."""
    return request.user.is_authenticated and holds(request.user, RoleName.FACILITATOR)


def _role_in_force(moment: Moment) -> Q:
    return Q(ends_at=None) | Q(ends_at__gt=moment)


def _grant_in_force(moment: Moment) -> Q:
    return Q(starts_at__lte=moment, ends_at__gt=moment, ended_at=None, actor__is_active=True)
