"""Addresses of people; and, without a namespace because allauth looks them up so, those of its views."""

from django.urls import path

from fuerza.people.views import consenting, entering, helping, inviting, keys, me

app_name = "people"
urlpatterns = [
    path("in/<str:token>", entering.enter, name="enter"),
    path("me/", me.me, name="me"),
    path("me/in/code/", entering.enter_by_code, name="enter_by_code"),
    path("me/again/", entering.show_again, name="show_again"),
    path("me/mail/", me.mail, name="mail"),
    path("me/links/end/", me.cancel_links, name="cancel_links"),
    path("me/devices/", me.devices, name="devices"),
    path("me/devices/end/", me.end_others, name="end_others"),
    path("me/devices/<uuid:pk>/end/", me.end_session, name="end_session"),
    path("me/with/", helping.helpers, name="helpers"),
    path("me/with/code/", helping.give_by_code, name="give_by_code"),
    path("me/with/link/", helping.give_by_link, name="give_by_link"),
    path("me/with/show/", helping.show_code, name="show_code"),
    path("me/with/in/<uuid:pk>/", helping.let_in, name="let_in"),
    path("me/with/<uuid:pk>/words/", helping.unmask, name="unmask"),
    path("me/with/<uuid:pk>/mask/", helping.mask, name="mask"),
    path("me/with/<uuid:pk>/end/", helping.end_grant, name="end_grant"),
    path("me/yes/", consenting.consents, name="consents"),
    path("me/yes/back/", consenting.withdraw, name="withdraw"),
    path("me/yes/file/", consenting.receipts, name="receipts"),
    path("me/invite/", inviting.invite, name="invite"),
    path("me/people/", inviting.everyone, name="all"),
    path("me/people/<uuid:pk>/", inviting.person, name="person"),
    path("me/people/<uuid:pk>/reset/", inviting.reset, name="reset"),
    path("me/people/<uuid:pk>/roles/<uuid:role_pk>/end/", inviting.take_role, name="take_role"),
]
account_urlpatterns = [
    path("me/in/", keys.sign_in, name="account_login"),
    path("me/in/key/", keys.sign_in_by_passkey, name="mfa_login_webauthn"),
    path("me/in/second/", keys.second_step, name="mfa_authenticate"),
    path("me/out/", keys.sign_out, name="account_logout"),
    path("me/again/word/", keys.again_by_password, name="account_reauthenticate"),
    path("me/again/code/", keys.again_by_code, name="mfa_reauthenticate"),
    path("me/again/key/", keys.again_by_passkey, name="mfa_reauthenticate_webauthn"),
    path("me/keys/", keys.ways_in, name="mfa_index"),
    path("me/keys/all/", keys.passkeys, name="mfa_list_webauthn"),
    path("me/keys/add/", keys.add_passkey, name="mfa_add_webauthn"),
    path("me/keys/<int:pk>/name/", keys.rename_passkey, name="mfa_edit_webauthn"),
    path("me/keys/<int:pk>/remove/", keys.remove_passkey, name="mfa_remove_webauthn"),
    path("me/keys/app/", keys.add_app, name="mfa_activate_totp"),
    path("me/keys/app/remove/", keys.remove_app, name="mfa_deactivate_totp"),
    path("me/keys/codes/", keys.recovery_codes, name="mfa_view_recovery_codes"),
    path("me/keys/codes/new/", keys.new_recovery_codes, name="mfa_generate_recovery_codes"),
    path("me/keys/word/", keys.change_password, name="account_change_password"),
    path("me/keys/word/new/", keys.set_password, name="account_set_password"),
]
