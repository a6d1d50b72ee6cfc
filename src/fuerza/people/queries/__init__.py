"""What may be read of people, always starting from the person who asks; and who may do what of whose.

Where no moment is handed in, the database's clock decides: an ended role or grant never counts. The access
rules at the end are what `@access` takes (`@access(operator)`); none of them opens a desk, a vault, a circle or
a voice: those start from a Grant that their owner made, through `may`.
"""

import uuid
from datetime import datetime

import msgspec
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db.models import Prefetch, Q, QuerySet
from django.db.models.functions import Coalesce, Now
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from fuerza.core import crypto
from fuerza.people.choices import POLICY_VERSION, Purpose, RoleName
from fuerza.people.models import Consent, Grant, Person, Role, SignInLink
from fuerza.people.queries.account import (
    Event,
    OpenDevice,
    devices_of,
    history_of,
    notices_of,
    notices_to_show,
    open_devices_of,
    open_links_of,
    sessions_of,
    usable_link,
)
from fuerza.people.queries.keys import Key, key_in_use
from fuerza.people.queries.ledger import (
    Moment,
    agreed,
    agreements_of,
    avoids_between,
    avoids_of,
    consents_in_effect,
    consents_of,
    effective_consent,
    has_agreed,
    in_effect,
    receipt,
    who_consents,
)

__all__ = [
    "Event",
    "Key",
    "OpenDevice",
    "agreed",
    "agreements_of",
    "avoids_between",
    "avoids_of",
    "consents_in_effect",
    "consents_of",
    "devices_of",
    "effective_consent",
    "has_agreed",
    "history_of",
    "in_effect",
    "key_in_use",
    "notices_of",
    "notices_to_show",
    "open_devices_of",
    "open_links_of",
    "receipt",
    "sessions_of",
    "usable_link",
    "who_consents",
]

Link = SignInLink  # the types by which views, which import no models, know what they hold
Somebody = Person


class PersonRequest(HttpRequest):
    """A request as a view has it that lets only signed-in people in."""

    user: Person


class Watcher(msgspec.Struct, frozen=True):
    """Somebody who can see a part of what is hers, and what that part is.

    `agreed_at` says when she agreed to the rules for helpers, in which version of their words; until it is the one in
    force (`has_agreed`), nothing is shown to her.
    """

    grant_id: uuid.UUID
    name: str
    kind: str
    capabilities: tuple[str, ...]
    scope_id: uuid.UUID | None
    since: datetime
    until: datetime
    is_waiting: bool
    is_masked: bool
    agreed_at: datetime | None = None
    agreed_to: str = ""

    @property
    def has_agreed(self) -> bool:
        return self.agreed_to == POLICY_VERSION


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
        _grant_opens(now or Now()), owner=owner, actor=actor, scope_id=object_id
    )
    return any(capability in grant.capabilities for grant in grants)


def grants_in_force(person: Person, now: datetime) -> QuerySet[Grant]:
    """List what others let her do now; the helper's side. None before she agreed to the rules as they are now."""
    return grants_held(person, now).filter(_has_agreed(now))


def grants_held(person: Person, now: datetime) -> QuerySet[Grant]:
    """List who lets her help now, whether she agreed to the rules or not: names, and nothing that they open."""
    return (
        Grant.objects.filter(_grant_in_force(now), actor=person)
        .select_related("owner")
        .order_by("given_at")
    )


def must_agree(person: Person, now: datetime) -> bool:
    """Say whether somebody lets her help who can't be shown to her before she agrees to the rules as they are now."""
    return grants_held(person, now).exclude(_has_agreed(now)).exists()


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
    grants = list(grants_given(person, now))
    agreements = agreements_of([grant.actor_id for grant in grants], Purpose.HELPING, now)
    return [_watcher(grant, grant.actor, now, agreements.get(grant.actor_id)) for grant in grants]


def who_could_see(person: Person, now: datetime) -> list[Watcher]:
    """List whose help has ended, the last first."""
    return [_watcher(grant, grant.actor, now) for grant in grants_past(person, now)]


def whom_she_helps(person: Person, now: datetime) -> list[Watcher]:
    return [_watcher(grant, grant.owner, now) for grant in grants_held(person, now)]


def _watcher(
    grant: Grant, other: Person, now: datetime, agreement: Consent | None = None
) -> Watcher:
    return Watcher(
        grant_id=grant.id,
        name=name_of(other),
        kind=grant.kind,
        capabilities=tuple(grant.capabilities),
        scope_id=grant.scope_id,
        since=grant.starts_at,
        until=grant.ended_at or grant.ends_at,
        is_waiting=grant.starts_at > now,
        is_masked=grant.is_masked,
        agreed_at=agreement.at if agreement else None,
        agreed_to=agreement.policy_version if agreement else "",
    )


def readers_of(
    owner: Person, now: datetime, *, scope_id: uuid.UUID | None = None
) -> list[uuid.UUID]:
    """Name whom new pages of the owner's desk (or case) are sealed to: herself, and actors with a grant in force.

    That somebody has yet to agree to the rules is no reason against it: the owner may be away when she does.
    """
    actors = (
        Grant.objects.filter(_grant_in_force(now), owner=owner, scope_id=scope_id)
        .exclude(actor=owner)
        .values_list("actor_id", flat=True)
    )
    return [owner.pk, *sorted(set(actors))]


def advisers_for(person: Person, now: datetime) -> QuerySet[Person]:
    """List the programme's safety advisers whom she can still let in."""
    let_in = grants_given(person, now).filter(scope_id=None).values("actor_id")
    return advisers(now).exclude(pk=person.pk).exclude(pk__in=let_in)


def advisers(now: datetime) -> QuerySet[Person]:
    """List the programme's safety advisers."""
    in_force = Role.objects.filter(_role_in_force(now), name=RoleName.ADVISER)
    there = Person.objects.filter(is_active=True, joined_at__isnull=False, roles__in=in_force)
    return there.distinct().order_by("username")


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


def _has_agreed(moment: Moment) -> Coalesce:
    return agreed(Purpose.HELPING, moment, who="actor")


def _grant_opens(moment: Moment) -> Q:
    """A grant shows something once it is in force and its helper agreed to the rules."""
    return _grant_in_force(moment) & Q(_has_agreed(moment))
