"""Who may call a view: every view declares it, and an undeclared one is refused.

`@access(public)`, `@access(signed_in)`, `@access(role("organiser"))`. A rule answers yes or no from the request
alone; which rows she reaches is the queries' part. A no for an anonymous visitor leads to signing in; a no for
a signed-in person is the same "not found" as a page that does not exist.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseRedirect

Rule = Callable[[HttpRequest], bool]
View = TypeVar("View", bound=Callable[..., HttpResponseBase])


def public(_request: HttpRequest) -> bool:
    """Whoever comes."""
    return True


def signed_in(request: HttpRequest) -> bool:
    """Anyone with an account."""
    return request.user.is_authenticated


def debug_only(_request: HttpRequest) -> bool:
    """Whoever comes, while developing."""
    return settings.DEBUG


def access(rule: Rule) -> Callable[[View], View]:
    """Declare who may call the view; the declaration is also what the route test reads."""

    def declare(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if rule(request):
                return view(request, *args, **kwargs)
            if not request.user.is_authenticated and rule is not debug_only:
                return HttpResponseRedirect(settings.LOGIN_URL)
            raise Http404

        guarded.access = rule  # type: ignore[attr-defined]  # a mark that DeclaredAccess and tests read
        return cast("View", guarded)

    return declare


def reauthenticate(view: View) -> View:
    """Ask a person who last showed that it is she more than five minutes ago to show it again.

    How, and how long ago it was, the adapter of people knows; the mark lets a test count the sensitive views.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        from allauth.account.adapter import get_adapter

        elsewhere = get_adapter().elsewhere_to_show_again(request)
        return cast("HttpResponseBase", elsewhere or view(request, *args, **kwargs))

    guarded.is_sensitive = True  # type: ignore[attr-defined]  # read by the test of sensitive actions
    return cast("View", guarded)
