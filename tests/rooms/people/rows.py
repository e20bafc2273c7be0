"""Who gets what at the doors and on the own pages. Nobody here has signed in freshly, so weighty doors lead away."""

from __future__ import annotations

from tests.rows import EVERYONE, NOBODY, SIGNED_IN, Row

LED_AWAY = (302,) * 6
SIGNED_OUT = (200, 302, 302, 302, 302, 302)

ROWS = [
    Row("account_login", SIGNED_OUT, SIGNED_OUT),
    Row("account_request_login_code", SIGNED_OUT, SIGNED_OUT),
    Row("account_confirm_login_code", LED_AWAY, LED_AWAY),
    Row("account_logout", (302, 200, 200, 200, 200, 200), LED_AWAY),
    Row("account_inactive", EVERYONE),
    Row("account_signup", SIGNED_OUT, SIGNED_OUT),
    Row("account_email", LED_AWAY, LED_AWAY),
    Row("account_email_verification_sent", LED_AWAY, LED_AWAY),
    Row("mfa_authenticate", LED_AWAY, LED_AWAY),
    Row("mfa_login_webauthn", LED_AWAY, LED_AWAY),
    Row("mfa_list_webauthn", SIGNED_IN),
    Row("mfa_index", SIGNED_IN),
    Row("mfa_add_webauthn", LED_AWAY, LED_AWAY),
    Row("mfa_remove_webauthn", LED_AWAY, LED_AWAY, lambda world: {"pk": 1}),
    Row("mfa_edit_webauthn", LED_AWAY, LED_AWAY, lambda world: {"pk": 1}),
    Row("mfa_view_recovery_codes", LED_AWAY, LED_AWAY),
    Row("mfa_generate_recovery_codes", LED_AWAY, LED_AWAY),
    Row("mfa_download_recovery_codes", LED_AWAY, LED_AWAY),
    Row("people:me", SIGNED_IN),
    Row("people:name", SIGNED_IN, LED_AWAY, data=lambda world: {"display_name": "Somebody"}),
    Row("people:contact", SIGNED_IN, LED_AWAY, data=lambda world: {"language": "fr"}),
    Row("people:consent", SIGNED_IN, LED_AWAY, data=lambda world: {"name_public": "on"}),
    Row("people:again", SIGNED_IN),
    Row("people:export", LED_AWAY, LED_AWAY),
    Row("people:erase", LED_AWAY, LED_AWAY, data=lambda world: {"sure": "on"}),
    Row("people:erased", EVERYONE),
    Row("people:become_list", NOBODY),
    Row("people:become", NOBODY, NOBODY, lambda world: {"person": world.rosa.pk}),
    Row("people:postbox", NOBODY),
    Row("people:letter", NOBODY, kwargs=lambda world: {"letter": 1}),
]
