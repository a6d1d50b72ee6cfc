"""Every view says who may call it; a no looks like a page that isn't there."""

import pytest
from allauth.account.adapter import get_adapter
from allauth.core.context import request_context
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.db import SessionStore
from django.http import Http404, HttpRequest, HttpResponse
from django.test import RequestFactory, override_settings

from fuerza.core.access import Rule, access, debug_only, public, reauthenticate, signed_in
from fuerza.people.models import Person


def nobody(_request: HttpRequest) -> bool:
    return False


def call(rule: Rule, user: Person | AnonymousUser) -> HttpResponse:
    @access(rule)
    def view(_request: HttpRequest) -> HttpResponse:
        return HttpResponse("in")

    request = RequestFactory().get("/x/")
    request.user = user
    reply: HttpResponse = view(request)
    return reply


def test_whoever_the_rule_lets_in_gets_in() -> None:
    berta = Person.objects.create_user("berta")

    assert call(public, AnonymousUser()).content == b"in"
    assert call(signed_in, berta).content == b"in"


def test_a_visitor_is_led_to_signing_in_without_a_trace_of_where_she_was() -> None:
    reply = call(signed_in, AnonymousUser())

    assert (reply.status_code, reply["Location"]) == (302, settings.LOGIN_URL)


def test_a_no_to_somebody_signed_in_is_a_page_that_is_not_there() -> None:
    with pytest.raises(Http404):
        call(nobody, Person.objects.create_user("berta"))


def test_pages_for_developers_are_not_there_elsewhere() -> None:
    with pytest.raises(Http404):
        call(debug_only, AnonymousUser())
    with override_settings(DEBUG=True):
        assert call(debug_only, AnonymousUser()).content == b"in"


def test_the_declaration_can_be_read() -> None:
    @access(signed_in)
    @reauthenticate
    def view(_request: HttpRequest) -> HttpResponse:
        return HttpResponse()

    assert getattr(view, "access", None) is signed_in
    assert getattr(view, "is_sensitive", False)


@pytest.mark.parametrize(("age", "statuses"), [(0, (200, b"in")), (301, (302, b""))])
def test_what_is_sensitive_asks_again_five_minutes_after_the_last_proof(
    age: int, statuses: tuple[int, bytes]
) -> None:
    @access(signed_in)
    @reauthenticate
    def view(_request: HttpRequest) -> HttpResponse:
        return HttpResponse("in")

    request = RequestFactory().get("/x/")
    request.user = Person.objects.create_user("berta")
    request.session = SessionStore()
    with request_context(request):
        get_adapter().count_as_shown(request, method="password")
        [proof] = request.session["account_authentication_methods"]
        proof["at"] -= age
        reply = view(request)

    assert (reply.status_code, reply.content) == statuses
    assert "/x/" not in reply.get("Location", "")
