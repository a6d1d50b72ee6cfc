"""Tables of a clinic: those she can take and her own, those an ambassador sits at, those that organisers make."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fuerza.core.access import access, signed_in
from fuerza.people import queries as people
from fuerza.people.queries import PersonRequest, organiser
from fuerza.programme import queries as programme
from fuerza.programme.choices import Format
from fuerza.slots import queries, services
from fuerza.slots.choices import PLATFORMS
from fuerza.slots.forms import NewTablesForm, TableForm
from fuerza.slots.views.frame import attempt, organising, page_of, taking_part

GET_AND_POST = ("GET", "HEAD", "POST")


@access(signed_in)
@require_http_methods(GET_AND_POST)
def tables(request: PersonRequest, pk: UUID, part: UUID) -> HttpResponse:
    """Show what she has, or which tables she can take; take one, wait for one, give one up."""
    session, registration = taking_part(request, pk, part, Format.CLINIC)
    booking = queries.booking_of(registration, session)
    if booking is not None and request.POST.get("act") == "cancel":
        services.cancel(booking=booking, now=now())
        messages.success(request, _("Given up. Whoever waits longest can have it."))
        return redirect("slots:tables", pk=pk, part=part)
    form = _table_form(request, registration, booking)
    if request.method == "POST" and form.is_valid():
        _book(request, session, registration, form)
        return redirect("slots:tables", pk=pk, part=part)
    taken = booking.table if booking is not None else None
    offered = [] if taken else queries.offered_to(registration, session, now())
    page = page_of(session) | {
        "form": form,
        "booking": booking,
        "mine": _with_ambassador(taken) if taken else None,
        "rows": [_row(one) for one in offered],
    }
    return render(request, "slots/tables.html", page, status=422 if form.errors else 200)


@access(signed_in)
@require_safe
def my_tables(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Show an ambassador her own tables, and what somebody who took one wants to be called; nothing else of her."""
    held = queries.tables_with(request.user, pk)
    if not held:
        raise Http404
    rows = [
        _row(table) | {"is_taken": booking is not None, "name": _name_in(booking)}
        for table, booking in held
    ]
    edition = held[0][0].session.edition
    return render(request, "slots/my_tables.html", {"edition": edition, "rows": rows})


@access(organiser)
@require_http_methods(GET_AND_POST)
def make_tables(request: PersonRequest, pk: UUID, part: UUID) -> HttpResponse:
    """Make tables for a clinic; organisers see what they made, and not who took it."""
    session = organising(request, pk, part, Format.CLINIC)
    form = NewTablesForm(
        request.POST if request.method == "POST" else None,
        session=session,
        ambassadors=queries.ambassadors_for(session.edition, now()),
    )
    if request.method == "POST" and form.is_valid():
        attempt(
            request,
            lambda: services.make_tables(
                session=session, new=form.new(), by=request.user, now=now()
            ),
            _("Made. Whoever has a place finds them on her page of the edition."),
        )
        return redirect("slots:make_tables", pk=pk, part=part)
    rows = [_with_ambassador(one) for one in queries.tables_at(session)]
    page = page_of(session) | {"form": form, "rows": rows}
    return render(request, "slots/make_tables.html", page, status=422 if form.errors else 200)


@access(organiser)
@require_POST
def take_away(request: PersonRequest, pk: UUID, part: UUID, table: UUID) -> HttpResponse:
    """Take one table away; whoever had it waits for the next."""
    session = organising(request, pk, part, Format.CLINIC)
    found = queries.table_at(session, table)
    if found is None:
        raise Http404
    services.take_away(table=found, by=request.user, now=now())
    messages.success(request, _("Taken away. Whoever had it waits for the next one."))
    return redirect("slots:make_tables", pk=pk, part=part)


def _table_form(request: PersonRequest, registration: Any, booking: Any) -> TableForm:
    known = _name_in(booking) or queries.badge_of(registration)
    posted = request.POST if request.method == "POST" else None
    return TableForm(posted, initial={"name": known})


def _book(request: PersonRequest, session: Any, registration: Any, form: TableForm) -> None:
    table_id = form.cleaned_data["table"]
    said = _("The table is yours.") if table_id else _("You get the next table that is free.")
    attempt(
        request,
        lambda: services.book(
            session=session,
            registration=registration,
            table_id=table_id,
            name=form.cleaned_data["name"],
            now=now(),
        ),
        said,
    )


def _name_in(booking: Any) -> str:
    return queries.words_of(booking).name if booking else ""


def _with_ambassador(table: Any) -> dict[str, Any]:
    return _row(table) | {"name": people.name_of(table.ambassador) if table.ambassador else ""}


def _row(table: Any) -> dict[str, Any]:
    return {
        "table": table,
        "hours": queries.hours_of(table),
        "language": programme.name_of_language(table.language),
        "name": "",
        "topics": [PLATFORMS[code].label for code in table.topics if code in PLATFORMS],
    }
