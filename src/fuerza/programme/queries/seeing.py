"""Who sees which edition. Every other query of the programme starts from a Viewer.

`sees` (for one edition in hand) and `seen_by` (for the database) are the same rule twice; a test walks both over
every case. What is not seen is as if absent: in lists, counts, pages and Today alike.
"""

import uuid
from typing import Any

import msgspec
from django.db.models import Q
from django.db.models.functions import Now

from fuerza.people.choices import RoleName
from fuerza.people.models import Role
from fuerza.programme.choices import Visibility
from fuerza.programme.models import Edition

_BY_ADDRESS = (Visibility.PUBLIC, Visibility.UNLISTED)


class Viewer(msgspec.Struct, frozen=True):
    """Whoever looks, as far as editions are concerned: what she organises, and what she was invited to."""

    organises_all: bool = False
    organises: frozenset[uuid.UUID] = frozenset()
    invited_to: frozenset[uuid.UUID] = frozenset()

    @property
    def is_organiser(self) -> bool:
        return self.organises_all or bool(self.organises)

    @property
    def as_guest(self) -> "Viewer":
        """The same person without what organising lets her see: for pages that are the same for everybody."""
        return Viewer(invited_to=self.invited_to)


VISITOR = Viewer()
Looking = Any  # a Viewer, a Person, or somebody who is not signed in


def viewer_of(looking: Looking) -> Viewer:
    """Read once what the roles of whoever looks let her see; a Viewer stays what it is."""
    if isinstance(looking, Viewer):
        return looking
    if not getattr(looking, "is_authenticated", False):
        return VISITOR
    in_force = Q(ends_at=None) | Q(ends_at__gt=Now())
    roles = set(
        Role.objects.filter(in_force, person=looking).values_list("name", "scope_id").order_by()
    )
    organises = {scope for name, scope in roles if name == RoleName.ORGANISER}
    invited_to = {scope for name, scope in roles if name != RoleName.ORGANISER}
    return Viewer(
        organises_all=None in organises,
        organises=frozenset(scope for scope in organises if scope),
        invited_to=frozenset(scope for scope in invited_to if scope),
    )


def participant_of(edition: Edition) -> Viewer:
    """Look at an edition as somebody does who was invited to it."""
    return Viewer(invited_to=frozenset({edition.pk}))


def organises(viewer: Viewer, edition: Edition) -> bool:
    return viewer.organises_all or edition.pk in viewer.organises


def sees(viewer: Viewer, edition: Edition) -> bool:
    """Say whether an edition exists for this viewer."""
    if organises(viewer, edition):
        return True
    if edition.announced_at is None:
        return False
    is_invited = edition.visibility == Visibility.INVITED and edition.pk in viewer.invited_to
    return edition.visibility in _BY_ADDRESS or is_invited


def seen_by(viewer: Viewer, *, prefix: str = "") -> Q:
    """Write `sees` for the database; `prefix` leads to the edition ("edition__")."""
    return _seen(viewer, prefix, *_BY_ADDRESS)


def listed_for(viewer: Viewer, *, prefix: str = "") -> Q:
    """Narrow `seen_by` to what stands in lists and counts: an unlisted edition needs its address."""
    return _seen(viewer, prefix, Visibility.PUBLIC)


def _seen(viewer: Viewer, prefix: str, *for_all: Visibility) -> Q:
    open_to_her = Q(**{f"{prefix}visibility__in": for_all})
    if viewer.invited_to:
        asked = {f"{prefix}visibility": Visibility.INVITED, f"{prefix}id__in": viewer.invited_to}
        open_to_her |= Q(**asked)
    shown = Q(**{f"{prefix}announced_at__isnull": False}) & open_to_her
    return _organised_by(viewer, prefix) | shown if viewer.is_organiser else shown


def _organised_by(viewer: Viewer, prefix: str) -> Q:
    if viewer.organises_all:
        return Q(**{f"{prefix}id__isnull": False})
    return Q(**{f"{prefix}id__in": viewer.organises})
