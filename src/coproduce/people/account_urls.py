"""The doors: signing in, joining, leaving, addresses and passkeys.

The sign-in package has more addresses (passwords, social sign-in, authenticator apps). What is not listed here does
not exist on this site; the names are the package's own, because its code leads to them.
"""

from __future__ import annotations

from allauth.account import views as account
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.webauthn import views as webauthn
from django.urls import path

from .views import signing_in
from .views._guards import fresh

urlpatterns = [
    path("login/", signing_in.sign_in, name="account_login"),
    path("login/code/", signing_in.sign_in, name="account_request_login_code"),
    path("login/code/confirm/", signing_in.confirm_code, name="account_confirm_login_code"),
    path("login/check/", signing_in.second_check, name="mfa_authenticate"),
    path("login/passkey/", webauthn.login_webauthn, name="mfa_login_webauthn"),
    path("logout/", signing_in.sign_out, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("signup/", signing_in.join, name="account_signup"),
    path("email/", fresh(signing_in.addresses), name="account_email"),
    path("email/confirm/", signing_in.confirm_address, name="account_email_verification_sent"),
    path("passkeys/", webauthn.list_webauthn, name="mfa_list_webauthn"),
    path("passkeys/", webauthn.list_webauthn, name="mfa_index"),
    path("passkeys/add/", fresh(signing_in.add_passkey), name="mfa_add_webauthn"),
    path("passkeys/<number:pk>/remove/", fresh(webauthn.remove_webauthn), name="mfa_remove_webauthn"),
    path("passkeys/<number:pk>/edit/", fresh(signing_in.rename_passkey), name="mfa_edit_webauthn"),
    path("passkeys/codes/", fresh(codes.view_recovery_codes), name="mfa_view_recovery_codes"),
    path("passkeys/codes/new/", fresh(codes.generate_recovery_codes), name="mfa_generate_recovery_codes"),
    path("passkeys/codes/download/", fresh(codes.download_recovery_codes), name="mfa_download_recovery_codes"),
]
