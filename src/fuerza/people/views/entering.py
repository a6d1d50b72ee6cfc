"""Coming in: by a one-time link, by a recovery code; and proving again that it is she."""

from allauth.account.adapter import get_adapter
from allauth.core import ratelimit
from allauth.core.internal import ratelimit as limits
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _

from fuerza.core.access import access, public, signed_in
from fuerza.core.returning import way_back
from fuerza.people import queries, services
from fuerza.people.choices import LinkPurpose
from fuerza.people.forms import JoinForm, RecoveryCodeSignInForm
from fuerza.people.queries import Link, PersonRequest, Somebody


@access(public)
def enter(request: HttpRequest, token: str) -> HttpResponse:
    """Open a one-time link: looking uses nothing up, so a messenger's preview does no harm; sending the form does."""
    if not _may_guess(request, dry_run=True):
        return render(request, "429.html", status=429)
    link = queries.usable_link(services.token_hash(token), now())
    if link is None:
        _may_guess(request)
        return _gone(request)
    if link.purpose == LinkPurpose.DEMO:
        return _enter_demo(request, token)
    return _enter_anew(request, link, token)


def _may_guess(request: HttpRequest, *, dry_run: bool = False) -> bool:
    """Say whether this network may try another link; only those that were none are counted, looking among them."""
    counted = limits.consume(
        request, app="allauth.account", action="link", dry_run=dry_run, limit_get=True
    )
    return counted is not None


def _enter_demo(request: HttpRequest, token: str) -> HttpResponse:
    if request.method != "POST":
        return render(request, "people/enter.html")
    try:
        link = services.use_link(token=token, now=now())
    except services.LinkRefused:
        return _gone(request)
    return _let_in(request, link.person, "site:today")


def _enter_anew(request: HttpRequest, link: Link, token: str) -> HttpResponse:
    """Ask for a name and a way in on the link's own page, so that nobody is ever half in."""
    by_password = request.POST.get("by") == "password"
    form = JoinForm(request.POST or None, person=link.person, needs_password=by_password)
    page = {"form": form, "link": link}
    if not form.is_valid():
        return render(request, "people/join.html", page)
    password = form.cleaned_data["password"] if by_password else None
    name = form.cleaned_data["username"]
    try:
        person = services.begin(token=token, username=name, password=password, now=now())
    except services.LinkRefused:
        return _gone(request)
    except services.NameTaken:
        form.add_error("username", str(get_adapter().error_messages["username_taken"]))
        return render(request, "people/join.html", page)
    return _let_in(request, person, "mfa_view_recovery_codes" if password else "mfa_add_webauthn")


@access(public)
def enter_by_code(request: HttpRequest) -> HttpResponse:
    """Let in by name and recovery code; a wrong name and a wrong code get the same answer."""
    form = RecoveryCodeSignInForm(request.POST or None)
    if form.is_valid():
        name, code = form.cleaned_data["username"], form.cleaned_data["code"]
        person = queries.person_named(name)
        if not ratelimit.consume(request, action="login_failed", key=f"code:{name}"):
            form.add_error(None, str(get_adapter().error_messages["too_many_login_attempts"]))
        elif person and services.use_recovery_code(person=person, code=code, now=now()):
            return _let_in(request, person, "mfa_index")
        else:
            form.add_error(None, _("This name and code did not work together."))
    return render(request, "people/enter_by_code.html", {"form": form})


@access(signed_in)
def show_again(request: PersonRequest) -> HttpResponse:
    """Tell whoever has neither a passkey nor a password what to do; in the demo, where nothing is real, go on."""
    if queries.has_way_in(request.user):
        return redirect("mfa_index")
    if request.method == "POST" and request.user.is_demo:
        get_adapter().count_as_shown(request)
        return redirect(way_back(request, "people:me", field="next"))
    if request.method == "POST":
        raise Http404
    return render(request, "people/show_again.html", {"next": request.GET.get("next", "")})


def _let_in(request: HttpRequest, person: Somebody, to: str) -> HttpResponse:
    adapter = get_adapter()
    adapter.login_by_link(request, person)
    response: HttpResponse = adapter.in_her_language(redirect(to), person)
    return response


def _gone(request: HttpRequest) -> HttpResponse:
    return render(request, "people/link_gone.html", status=404)
