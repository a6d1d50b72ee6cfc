"""Addresses of a site that breaks: each fails with her words in the exception."""

from collections.abc import Callable

from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path

from fuerza import urls
from fuerza.core.access import access, public
from tests.security.canaries import SAID


def raising(error: Exception) -> Callable[..., HttpResponse]:
    @access(public)
    def broken(_request: HttpRequest) -> HttpResponse:
        raise error

    return broken


WORDS = SAID["text"]
urlpatterns = [
    path("500/", raising(ValueError(WORDS))),
    path("404/", raising(Http404(WORDS))),
    path("403/", raising(PermissionDenied(WORDS))),
    path("400/", raising(SuspiciousOperation(WORDS))),
    *urls.urlpatterns,
]
handler400 = urls.handler400
handler403 = urls.handler403
handler404 = urls.handler404
handler500 = urls.handler500
