"""Pages on which an account is linked: choose a network, read what is asked for, go there, come back."""

from typing import Any
from uuid import UUID

from allauth.account.adapter import get_adapter
from allauth.core import ratelimit
from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_safe

from fuerza.connections import queries, services
from fuerza.connections.choices import Network, Purpose
from fuerza.connections.forms import PasswordForm, ServerForm
from fuerza.connections.services import Asked, NotLinked
from fuerza.connections.views.linking import connection_of
from fuerza.connections.views.locking import after_own_lock
from fuerza.core import disclosure
from fuerza.core.access import access, public, reauthenticate, signed_in
from fuerza.people.queries import PersonRequest

BEGUN, BEGUN_AT_ONCE = "begun", 5  # what a session holds: the sign-ins that this browser began


@access(signed_in)
@require_safe
def choose(request: PersonRequest) -> HttpResponse:
    """List the networks that can be linked here."""
    offered = [(code, queries.label_of(it.name)) for code, it in queries.on_offer().items()]
    return render(request, "connections/choose.html", {"offered": offered})


@access(signed_in)
@require_http_methods(["GET", "HEAD", "POST"])
@after_own_lock
def link(request: PersonRequest, code: str) -> HttpResponse:
    """Say what is asked for, take her handle or server, and begin."""
    network = _network(code)
    form = ServerForm(_sent(request), network=network)
    if form.is_valid():
        asked = Asked(connector=network.name, server=form.server)
        if begun := _begun(request, asked, form):
            return begun
    return _consent(request, network, Purpose.WATCH, form)


@access(signed_in)
@require_http_methods(["GET", "HEAD", "POST"])
@after_own_lock
def again(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Reconnect a linked account: reading goes on where it stood."""
    return _ask_more(request, pk, Purpose.WATCH)


@access(signed_in)
@reauthenticate
@require_http_methods(["GET", "HEAD", "POST"])
def let_act(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Ask for the right to act on a linked account, apart from the right to read it."""
    return _ask_more(request, pk, Purpose.ACT)


@access(signed_in)
@require_http_methods(["GET", "HEAD", "POST"])
@after_own_lock
def by_password(request: PersonRequest, code: str) -> HttpResponse:
    """Link an account by an app password, where that is offered, after saying what it can do."""
    network = _network(code)
    if not services.takes_passwords(network.name):
        raise Http404
    form = PasswordForm(_sent(request), network=network)
    if form.is_valid() and _may_try(request, form):
        asked = Asked(connector=network.name, server=form.server)
        password = form.cleaned_data["password"]
        try:
            made = services.by_password(
                person=request.user, asked=asked, password=password, now=now()
            )
        except NotLinked as refused:
            form.add_error(None, queries.why_not(refused.code))
        else:
            return _linked(request, made)
    context = {"form": form, "code": code, "label": queries.label_of(network.name)}
    return render(
        request, "connections/by_password.html", context, status=422 if form.errors else 200
    )


@access(signed_in)
@require_safe
def go(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Show where she is about to go, and the link that leads there: a form's answer may not lead away from here."""
    sign_in = queries.sign_in_of(request.user, pk, now())
    if sign_in is None or not disclosure.may_show(request.user, sign_in, "page"):
        raise Http404
    url = services.way_of(sign_in).url
    context = {
        "sign_in": sign_in,
        "label": queries.label_of(sign_in.connector),
        "url": url,
        "host": queries.host_of(url),
    }
    return render(request, "connections/go.html", context)


@access(signed_in)
@require_GET
def come_back(request: PersonRequest) -> HttpResponse:
    """Take the network's answer: once, in time, from the browser that began."""
    try:
        connection = services.come_back(
            person=request.user,
            reply=request.GET.dict(),
            begun_here=request.session.get(BEGUN, []),
            now=now(),
        )
    except NotLinked as refused:
        messages.error(request, queries.why_not(refused.code))
        return redirect("connections:choose")
    return _linked(request, connection)


@access(public)
@require_GET
def hand_on(request: HttpRequest) -> HttpResponse:
    """Hand on from this machine's number, to which networks return, to its name, which her session belongs to."""
    if not services.is_here():
        raise Http404
    query = request.META.get("QUERY_STRING", "")
    return HttpResponseRedirect(f"{services.origin()}{reverse('connections:return')}?{query}")


@access(public)
@require_GET
def client(_request: HttpRequest) -> HttpResponse:
    """Describe this installation to networks that ask who wants access: its address is its name there."""
    described = services.description()
    if described is None:
        raise Http404
    return JsonResponse(described)


def _ask_more(request: PersonRequest, pk: UUID, purpose: Purpose) -> HttpResponse:
    connection = connection_of(request, pk)
    code = queries.code_of(connection.connector)
    if not code:
        raise Http404
    if connection.is_whole:
        return redirect("connections:by_password", code=code)
    form = Form(_sent(request))
    if form.is_valid():
        asked = Asked(
            connector=connection.connector,
            server=queries.server_of(connection),
            purpose=purpose,
            connection=connection,
        )
        if begun := _begun(request, asked, form):
            return begun
    return _consent(request, _network(code), purpose, form, connection)


def _begun(request: PersonRequest, asked: Asked, form: Form) -> HttpResponse | None:
    """Begin a sign-in and show where it leads; None where it could not begin, and the form says why."""
    if not _may_try(request, form):
        return None
    try:
        sign_in = services.begin(person=request.user, asked=asked, now=now())
    except NotLinked as refused:
        form.add_error(None, queries.why_not(refused.code))
        return None
    begun = [*request.session.get(BEGUN, []), str(sign_in.pk)]
    request.session[BEGUN] = begun[-BEGUN_AT_ONCE:]
    return redirect("connections:go", pk=sign_in.pk)


def _may_try(request: PersonRequest, form: Form) -> bool:
    """Count one try of hers, each of which asks a server elsewhere; after too many the form says so."""
    if ratelimit.consume(request, action="linking", key=str(request.user.pk)):
        return True
    form.add_error(None, str(get_adapter().error_messages["rate_limited"]))
    return False


def _linked(request: PersonRequest, connection: Any) -> HttpResponse:
    messages.success(
        request, _("It is connected. What may be done there, and how far it was read, stands here.")
    )
    return redirect("connections:open", pk=connection.pk)


def _consent(
    request: PersonRequest, network: Network, purpose: Purpose, form: Form, connection: Any = None
) -> HttpResponse:
    scopes = services.scopes_of(network.name)[purpose]
    context = {
        "form": form,
        "network": network,
        "label": queries.label_of(network.name),
        "connection": connection,
        "is_act": purpose == Purpose.ACT,
        "cost": queries.cost_of(network.name, now=now()) if purpose == Purpose.WATCH else None,
        "asked": queries.asked_in_words(scopes),
        "scopes": scopes,
        "is_harmless": queries.is_harmless(network.name, scopes),
        "code": queries.code_of(network.name),
        "takes_passwords": services.takes_passwords(network.name),
        "back": (
            reverse("connections:open", args=[connection.pk])
            if connection
            else reverse("connections:choose")
        ),
    }
    return render(request, "connections/link.html", context, status=422 if form.errors else 200)


def _network(code: str) -> Network:
    network = queries.on_offer().get(code)
    if network is None:
        raise Http404
    return network


def _sent(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None
