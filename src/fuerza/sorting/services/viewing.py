"""Naming a list, and forgetting it."""

from datetime import datetime

import msgspec
from django.db import transaction

from fuerza.core import audit, crypto
from fuerza.core.ids import uuid7
from fuerza.people.models import Person
from fuerza.sorting import queries
from fuerza.sorting.models import Rule, SavedView
from fuerza.sorting.services.indexing import forget_index

AT_MOST = 30


class TooManyViews(RuntimeError):
    """She has as many lists as a page can show."""


@transaction.atomic
def save_view(*, person: Person, filters: queries.Filters, now: datetime) -> SavedView:
    """Keep a list under a name, both under her data key.

    Raises:
        TooManyViews: she has thirty.
    """
    Person.objects.select_for_update().get(pk=person.pk)
    if queries.views_of(person).count() >= AT_MOST:
        raise TooManyViews
    pk = uuid7()
    secret = crypto.data_key(person.pk)
    sealed = crypto.encrypt(secret, msgspec.msgpack.encode(filters), queries.view_place(pk))
    return SavedView.objects.create(pk=pk, person=person, sealed=sealed, made_at=now)


def forget_view(*, view: SavedView) -> None:
    view.delete()


@transaction.atomic
def forget_all(*, person: Person, now: datetime) -> None:
    """Forget what she wrote of rules and lists, and the index, whose key is gone."""
    if Rule.objects.filter(person=person).exists():
        audit.note(person.pk, None, "sorting.forgot_rules", at=now)
    Rule.objects.filter(person=person).delete()
    SavedView.objects.filter(person=person).delete()
    forget_index(person=person)
