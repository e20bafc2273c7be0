"""The doors: signing in, joining, leaving, addresses and passkeys.

The sign-in package has more addresses (passwords, social sign-in, authenticator apps). What is not listed here does
not exist on this site; the names are the package's own, because its code leads to them.
"""

from __future__ import annotations

from allauth.account import views as account
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.webauthn import views as webauthn
from django.urls import path

from . import views

urlpatterns = [
    path("login/", views.sign_in, name="account_login"),
    path("login/code/", views.sign_in, name="account_request_login_code"),
    path("login/code/confirm/", views.confirm_code, name="account_confirm_login_code"),
    path("login/check/", views.second_check, name="mfa_authenticate"),
    path("login/passkey/", webauthn.login_webauthn, name="mfa_login_webauthn"),
    path("logout/", views.sign_out, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("signup/", views.join, name="account_signup"),
    path("email/", views.fresh(views.addresses), name="account_email"),
    path("email/confirm/", views.confirm_address, name="account_email_verification_sent"),
    path("passkeys/", webauthn.list_webauthn, name="mfa_list_webauthn"),
    path("passkeys/", webauthn.list_webauthn, name="mfa_index"),
    path("passkeys/add/", views.fresh(views.add_passkey), name="mfa_add_webauthn"),
    path("passkeys/<int:pk>/remove/", views.fresh(webauthn.remove_webauthn), name="mfa_remove_webauthn"),
    path("passkeys/<int:pk>/edit/", views.fresh(views.rename_passkey), name="mfa_edit_webauthn"),
    path("passkeys/codes/", views.fresh(codes.view_recovery_codes), name="mfa_view_recovery_codes"),
    path("passkeys/codes/new/", views.fresh(codes.generate_recovery_codes), name="mfa_generate_recovery_codes"),
    path("passkeys/codes/download/", views.fresh(codes.download_recovery_codes), name="mfa_download_recovery_codes"),
]
