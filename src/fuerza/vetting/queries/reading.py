"""Reading applications: who may, whose view is missing, and what a reader sees before and after she gave hers."""

import uuid
from collections.abc import Iterable

import msgspec
from django.db.models import Q, QuerySet

from fuerza.people.models import Person
from fuerza.programme import queries as programme
from fuerza.programme.models import Edition
from fuerza.vetting.choices import OPEN, ApplicationState, View
from fuerza.vetting.models import Application, Review, Vouch


class Shown(msgspec.Struct, frozen=True):
    """One application in an organiser's list: how many views there are, never which before she gave hers."""

    application: Application
    views: int
    vouches: int
    needs_her: bool


def applications_at(organiser: Person, edition: Edition) -> list[Shown]:
    """List what was confirmed from its address, those that wait for her first."""
    rows = _read_by(edition).exclude(person=organiser).prefetch_related("reviews", "vouches")
    shown = [
        Shown(
            application=row,
            views=sum(one.view != View.RECUSED for one in row.reviews.all()),
            vouches=len(row.vouches.all()),
            needs_her=needs_view_of(organiser, row),
        )
        for row in rows
    ]
    return sorted(shown, key=lambda one: not one.needs_her)


def application_for(organiser: Person, edition: Edition, pk: uuid.UUID) -> Application | None:
    """One that she may know of: not one of her own."""
    found = _read_by(edition).exclude(person=organiser).select_related("edition__place", "person")
    return found.filter(pk=pk).first()


def may_read(organiser: Person, application: Application) -> bool:
    """Say whether she may read what was answered: not if she said that she knows her, nor if she vouched."""
    return not (
        application.reviews.filter(reviewer=organiser, view=View.RECUSED).exists()
        or application.vouches.filter(voucher=organiser).exists()
    )


def needs_view_of(organiser: Person, application: Application) -> bool:
    """Say whether it waits for her to read it."""
    known = {one.reviewer_id for one in application.reviews.all()}
    known |= {one.voucher_id for one in application.vouches.all()}
    if application.state == ApplicationState.APPEALED:
        return organiser.pk not in known | {application.asked_by_id}
    return application.state == ApplicationState.IN_REVIEW and organiser.pk not in known


def waiting_for(organiser: Person) -> list[Application]:
    """List what waits for her, in all editions she organises."""
    viewer = programme.viewer_of(organiser)
    hers = Q() if viewer.organises_all else Q(edition__in=viewer.organises)
    states = (ApplicationState.IN_REVIEW, ApplicationState.APPEALED)
    rows = Application.objects.filter(hers, state__in=states).exclude(person=organiser)
    found = rows.prefetch_related("reviews", "vouches").order_by("confirmed_at", "id")
    return [row for row in found if needs_view_of(organiser, row)]


def review_by(organiser: Person, application: Application) -> Review | None:
    return application.reviews.filter(reviewer=organiser).first()


def reviews_shown_to(organiser: Person, application: Application) -> list[Review]:
    """List the views she may see: all once she gave hers or it is decided, none before or where she stands aside."""
    mine = review_by(organiser, application)
    has_said = mine is not None and mine.view != View.RECUSED
    if not may_read(organiser, application) or (application.state in OPEN and not has_said):
        return []
    rows = application.reviews.select_related("reviewer", "application")
    return list(rows.order_by("at", "id"))


def vouches_of(application: Application) -> Iterable[Vouch]:
    """List who vouches, for readers alone."""
    return application.vouches.select_related("voucher", "application").order_by("at", "id")


def applications_of(person: Person) -> QuerySet[Application]:
    """List what she asked while signed in, or was invited after."""
    mine = Q(person=person) | Q(invitation__registration__person=person)
    return Application.objects.filter(mine).order_by("made_at", "id")


def reviews_of(person: Person) -> QuerySet[Review]:
    return Review.objects.filter(reviewer=person).order_by("at", "id")


def _read_by(edition: Edition) -> QuerySet[Application]:
    found = Application.objects.filter(edition=edition, confirmed_at__isnull=False)
    return found.exclude(state=ApplicationState.WITHDRAWN).order_by("confirmed_at", "id")
