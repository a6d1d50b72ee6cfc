"""The page that stands once before the first sensitive step: what leaving can't do, that a device may be watched (R6).

`@after_warning` goes below `@access`. That she read it is an entry in her trail, so it is asked once for good and
on no device again; where she was going waits in the session, never in an address.
"""

import uuid
from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse

from fuerza.core.models import AuditEntry

VERB = "site.warned"
THEN = "then"
View = TypeVar("View", bound=Callable[..., HttpResponseBase])


def was_warned(person_id: uuid.UUID) -> bool:
    return AuditEntry.objects.filter(person_id=person_id, verb=VERB).exists()


def after_warning(view: View) -> View:
    """Show the warning first to whoever has not read it; a form that was sent too early is asked for again."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.session.get(VERB) or was_warned(cast("uuid.UUID", request.user.pk)):
            request.session.setdefault(VERB, True)
            return view(request, *args, **kwargs)
        request.session[THEN] = request.path
        return HttpResponseRedirect(reverse("site:before_you_start"))

    guarded.is_after_warning = True  # type: ignore[attr-defined]  # read by the test of sensitive steps
    return cast("View", guarded)
