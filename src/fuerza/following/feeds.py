"""What machines follow: a feed of editions and calendars of their public sessions, the same for whoever asks.

Each is asked for without signing in and shows what a visitor sees, whoever sends her session along. The language is
part of these addresses: no cookie comes from a calendar.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import formats, translation
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from fuerza.core import disclosure, times
from fuerza.core.access import access, public
from fuerza.following.queries import events_of, pages_listed
from fuerza.programme import queries
from safeguard.publish import ics

ENTRIES = 50
CALENDAR = "text/calendar; charset=utf-8"


@access(public)
@require_safe
def atom(request: HttpRequest, code: str) -> HttpResponse:
    """Feed readers: the editions that changed last, each with its public sessions."""
    with _in(code):
        pages = sorted(_shown(pages_listed(code)), key=_changed_at, reverse=True)
        feed = Atom1Feed(
            title=_name(pages, code),
            link=request.build_absolute_uri(reverse("programme:list")),
            description="",
            language=code,
            feed_url=request.build_absolute_uri(),
        )
        for page in pages[:ENTRIES]:
            feed.add_item(
                title=queries.title_of(page, code),
                link=_address(request, page.edition.pk),
                description="\n".join(_lines(page, code)),
                unique_id=f"urn:uuid:{page.edition.pk}",
                pubdate=page.edition.announced_at,
                updateddate=_changed_at(page),
            )
        return HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type)


@access(public)
@require_safe
def calendar(request: HttpRequest, code: str) -> HttpResponse:
    """Calendars: every edition in the list that has a day."""
    with _in(code):
        return _calendar(request, _shown(pages_listed(code)), code)


@access(public)
@require_safe
def edition_calendar(request: HttpRequest, pk: UUID, code: str) -> HttpResponse:
    """Calendars: one edition, as a visitor sees it; hers as a participant comes by another address."""
    with _in(code):
        page = queries.page_of(queries.VISITOR, pk, language=code)
        if page is None or not _shown([page]):
            raise Http404
        return _calendar(request, [page], code)


@contextmanager
def _in(code: str) -> Iterator[None]:
    if code not in settings.AUTONYMS:
        raise Http404
    with translation.override(code):
        yield


def _shown(pages: list[queries.EditionPage]) -> list[queries.EditionPage]:
    return [page for page in pages if disclosure.may_show(queries.VISITOR, page.edition, "feed")]


def _calendar(request: HttpRequest, pages: list[queries.EditionPage], code: str) -> HttpResponse:
    events = events_of(pages, code, lambda pk: _address(request, pk))
    body = ics.calendar(events, name=_name(pages, code), product="Fuerza")
    reply = HttpResponse(body, content_type=CALENDAR)
    reply["Content-Disposition"] = 'inline; filename="calendar.ics"'
    return reply


def _address(request: HttpRequest, pk: UUID) -> str:
    return request.build_absolute_uri(reverse("programme:show", args=[pk]))


def _name(pages: list[queries.EditionPage], code: str) -> str:
    return queries.programme_name(pages[0], code) if pages else _("Programme")


def _changed_at(page: queries.EditionPage) -> datetime:
    return max([page.edition.changed_at, *(one.changed_at for one in page.sessions)])


def _lines(page: queries.EditionPage, code: str) -> Iterator[str]:
    """Say when and where, then each session with its hours and how far they are from UTC."""
    yield f"{queries.when_words(page.edition)} · {queries.area_of(page, code)}"
    for event in events_of([page], code, str):
        at = event.begins
        if isinstance(at, datetime):
            hour = f"{formats.date_format(at, 'H:i')} {times.offset(at)}"
            yield f"{queries.day_words(at)}, {hour} · {event.summary}"
