"""How allauth behaves here: invitation only, nothing kept that tells where she is, one neutral mail for all.

Also where the house asks for a fresh proof that it is she (`core.access.reauthenticate` comes here): within five
minutes of signing in or of proving it, nothing more is asked.
"""

import base64
import ipaddress
import time
from typing import Any
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import (
    AUTHENTICATION_METHODS_SESSION_KEY,
    get_authentication_records,
)
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.core.mail import EmailMessage
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fuerza.core import crypto, mail
from fuerza.core.choices import MailKind
from fuerza.people import queries, services
from fuerza.people.choices import RoleName
from fuerza.people.models import Person

FRESH = 300  # seconds after which a sensitive action asks again
PROOFS = {
    "mfa_reauthenticate:webauthn": gettext_lazy("Use my passkey"),
    "reauthenticate": gettext_lazy("Use my password"),
    "mfa_reauthenticate": gettext_lazy("Use a code"),
}
STAFF_HOURS = 2  # a session with power over others ends sooner (R13)


class Adapter(DefaultAccountAdapter):
    """What signing in, staying signed in and proving it again mean here."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "enter_current_password": gettext_lazy("This is not your current password."),
        "incorrect_code": gettext_lazy("This code did not work."),
        "incorrect_password": gettext_lazy("This password did not work."),
        "invalid_login": gettext_lazy("This name and password did not work together."),
        "rate_limited": gettext_lazy("Too many tries. Wait five minutes and try again."),
        "too_many_login_attempts": gettext_lazy(
            "Too many tries. Wait five minutes and try again, or use your passkey."
        ),
        "username_blacklisted": gettext_lazy("This name can't be used. Choose another one."),
        "username_password_mismatch": gettext_lazy("This name and password did not work together."),
        "username_taken": gettext_lazy("This name can't be used. Choose another one."),
    }

    def is_open_for_signup(self, _request: HttpRequest) -> bool:
        """Nobody signs up by herself: an invitation makes the account."""
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """Return a keyed digest in the address's place, so that rate limits keep no address."""
        address = ipaddress.ip_address(super().get_client_ip(request))
        network = ipaddress.ip_network((address, 64 if address.version == 6 else 32), strict=False)  # noqa: PLR2004 -- IPv6
        return crypto.keyed(settings.ENV.master_key, "rate limit", str(network)).hex()

    def get_http_user_agent(self, _request: HttpRequest) -> str:
        return ""

    def respond_user_inactive(self, request: HttpRequest, _user: Person) -> HttpResponse:
        """Say what a wrong password says: whether the account was closed is nobody's business."""
        messages.error(request, str(self.error_messages["username_password_mismatch"]))
        return redirect("account_login")

    def login(self, request: HttpRequest, user: Person) -> None:
        """Sign in, after every step was passed; the one door through which each way in comes."""
        super().login(request, user)
        _mark_as_fresh(request)
        now = timezone.now()
        device = services.began(
            person=user, user_agent=request.headers.get("User-Agent", ""), now=now
        )
        request.session["device"] = str(device.id)
        request.session["idle_minutes"] = user.idle_minutes
        if any(queries.holds(user, role) for role in (RoleName.OPERATOR, RoleName.ORGANISER)):
            request.session["hours"] = STAFF_HOURS

    def post_login(self, request: HttpRequest, user: Person, **more: Any) -> HttpResponse:
        return self.in_her_language(super().post_login(request, user, **more), user)

    def in_her_language(self, response: HttpResponse, person: Person) -> HttpResponse:
        """Have the next page in the language of her account."""
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            person.language,
            secure=settings.LANGUAGE_COOKIE_SECURE,
            samesite="Lax",
        )
        return response

    def login_by_link(self, request: HttpRequest, person: Person) -> None:
        """Sign in whoever held a one-time link; counts as proof for five minutes, like a password."""
        self.login(request, person)
        self.count_as_shown(request, method="link")

    def count_as_shown(self, request: HttpRequest, *, method: str = "demo") -> None:
        """Count this moment as proof that it is she."""
        record_authentication(request, request.user, method=method, reauthenticated=True)

    def get_reauthentication_methods(self, user: Person | AnonymousUser) -> list[dict[str, Any]]:
        """List her ways to prove it, the passkey first, in our words."""
        known = {method["id"]: method for method in super().get_reauthentication_methods(user)}
        return [
            known[name] | {"description": str(words)}
            for name, words in PROOFS.items()
            if name in known
        ]

    def is_fresh(self, request: HttpRequest) -> bool:
        """Say whether she showed within five minutes that it is she, by whatever way."""
        proofs = [
            record["at"]
            for record in get_authentication_records(request, request.user)
            if record.get("reauthenticated")
        ]
        return bool(proofs) and time.time() - max(proofs) < FRESH

    def elsewhere_to_show_again(self, request: HttpRequest) -> HttpResponse | None:
        """Return the way to the page that asks again, or None when she proved it just now.

        What a form held is not kept meanwhile (allauth would keep it, with all cookies, in the session row).
        """
        if self.is_fresh(request):
            return None
        methods = self.get_reauthentication_methods(request.user)
        where = methods[0]["url"] if methods else reverse("people:show_again")
        if request.method != "GET":
            messages.warning(
                request, _("Nothing was done yet. Show that it is you, then do it again.")
            )
        return HttpResponseRedirect(f"{where}?{urlencode({'next': _way_back(request)})}")

    def render_mail(
        self,
        template_prefix: str,  # noqa: ARG002 -- whatever happened, a mail says the same
        email: str | list[str],
        context: dict[str, Any],
        headers: dict[str, str] | None = None,  # noqa: ARG002 -- ours are enough
    ) -> EmailMessage:
        """Write the house's neutral mail in her language: nothing that tells, and no link."""
        address = email if isinstance(email, str) else email[0]
        with translation.override(getattr(context.get("user"), "language", None)):
            return mail.written(MailKind.ACCOUNT, address)


class MfaAdapter(DefaultMFAAdapter):
    """How second factors are named and kept: their secrets never lie in clear."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "cannot_delete_authenticator": gettext_lazy("This can't be removed."),
        "cannot_generate_recovery_codes": gettext_lazy(
            "Recovery codes need a passkey, an app or a password first."
        ),
        "incorrect_code": gettext_lazy("This code did not work."),
    }

    def encrypt(self, text: str) -> str:
        sealed = crypto.encrypt(settings.ENV.master_key, text.encode(), _MFA_PLACE)
        return base64.b64encode(sealed).decode()

    def decrypt(self, encrypted_text: str) -> str:
        sealed = base64.b64decode(encrypted_text)
        return crypto.decrypt(settings.ENV.master_key, sealed, _MFA_PLACE).decode()

    def generate_authenticator_name(self, _user: Person, _type: str) -> str:
        return _("Passkey")


_MFA_PLACE = crypto.place("mfa_authenticator", "", "data")


def _mark_as_fresh(request: HttpRequest) -> None:
    """Have this sign-in count as proof: allauth counts only what was proved again afterwards."""
    records = request.session.get(AUTHENTICATION_METHODS_SESSION_KEY)
    if records:
        records[-1]["reauthenticated"] = True
        request.session.modified = True


def _way_back(request: HttpRequest) -> str:
    """Return where to go on: this page, or for a form the page it was on (our own pages only)."""
    if request.method == "GET":
        return request.path
    came_from = urlsplit(request.headers.get("Referer", ""))
    return came_from.path if came_from.netloc == request.get_host() else reverse("people:me")
