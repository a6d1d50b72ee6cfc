"""Ways in: allauth's own views, each with its declared access, and asking again where it matters (G5).

Mounted one by one: sign-up, mailed links and mailed codes of allauth's stay unmounted.
"""

from collections.abc import Callable
from typing import Any

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from allauth.mfa.webauthn.internal import auth
from django.http import HttpResponseBase

from fuerza.core.access import access, public, reauthenticate, signed_in

View = Callable[..., HttpResponseBase]


class AddPasskey(webauthn.AddWebAuthnView):
    """Adds a key that signs in by itself, with her finger, face or PIN: a passkey, and no other kind."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page: dict[str, Any] = super().get_context_data(**kwargs)
        page["js_data"] = {"creation_options": auth.begin_registration(self.request.user, True)}
        return page


def _asking_again(view: View) -> View:
    return access(signed_in)(reauthenticate(view))


sign_in = access(public)(account.login)
sign_in_by_passkey = access(public)(webauthn.login_webauthn)
second_step = access(public)(mfa.authenticate)
sign_out = access(public)(account.logout)

again_by_password = access(signed_in)(account.reauthenticate)
again_by_code = access(signed_in)(mfa.reauthenticate)
again_by_passkey = access(signed_in)(webauthn.reauthenticate_webauthn)

ways_in = access(signed_in)(mfa.index)
passkeys = access(signed_in)(webauthn.list_webauthn)
add_passkey = _asking_again(AddPasskey.as_view())
rename_passkey = _asking_again(webauthn.edit_webauthn)
remove_passkey = _asking_again(webauthn.remove_webauthn)
add_app = _asking_again(totp.activate_totp)
remove_app = _asking_again(totp.deactivate_totp)
recovery_codes = _asking_again(codes.view_recovery_codes)
new_recovery_codes = _asking_again(codes.generate_recovery_codes)
change_password = _asking_again(account.password_change)
set_password = _asking_again(account.password_set)
