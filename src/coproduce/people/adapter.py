"""What the sign-in package asks of this site: where to go, how to send mail, how somebody joins.

One process with one page serves signing in and joining: nothing is stored about an address before the code from its
mail came back, so nobody's page, mail count or row count tells whether an address is known here.
"""

from __future__ import annotations

from typing import Any, cast
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login_by_code import LoginCodeVerificationProcess
from allauth.account.models import Login
from allauth.account.stages import LoginByCodeStage, LoginStageController
from allauth.mfa.stages import AuthenticateStage
from django.conf import settings
from django.contrib import messages
from django.core.mail import EmailMessage
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from . import actions, queries
from .models import Person


class SecondCheckStage(AuthenticateStage):
    """Who acts for a town and owns a passkey shows it after a mail code too.

    For everybody else a passkey is a second door, not a second lock: a lost telephone must lock nobody out.
    """

    def _should_handle(self, request: HttpRequest) -> bool:
        person = self.login.user
        return bool(person and queries.acts_for_a_town(person) and super()._should_handle(request))


class JoiningProcess(LoginCodeVerificationProcess):
    """A code to an address that wants to join; the person is made when the code comes back."""

    @classmethod
    def begin(cls, request: HttpRequest, *, name: str, email: str) -> None:
        person = queries.person_of_address(email)
        login = Login(user=person, email=email)
        login.state["stages"] = {"current": LoginByCodeStage.key}
        stage = LoginByCodeStage(LoginStageController(request, login), request, login)
        stage.state.update(cls.initial_state(user=person, email=email), initiated_by_user=True, joining=name)
        process = cls(stage=stage)
        process.send()
        process.persist()

    def send_by_email(self, email: str, skip_enumeration_mails: bool = False) -> None:
        """One mail with one code either way; only the words know whether the address is new."""
        template = "account/email/account_already_exists" if self.user else "account/email/email_confirmation_signup"
        Adapter(self.request).send_mail(template, email, {"code": self.generate_code()})
        self.add_sent_message({"email": email, "recipient": email})

    def finish(self, redirect_url: str | None) -> HttpResponse:
        if not self.user:
            self._user = actions.join(
                name=self.state["joining"],
                email=self.state["email"],
                language=get_language() or "",
                at=timezone.now(),
            )
        return cast("HttpResponse", super().finish(redirect_url))


def process_of(stage: LoginByCodeStage) -> LoginCodeVerificationProcess | None:
    """The process that waits for a code in this browser, if its time is not over."""
    process = (JoiningProcess if "joining" in stage.state else LoginCodeVerificationProcess)(stage=stage)
    if process.user is None:
        queries.nobody()
    return cast("LoginCodeVerificationProcess | None", process.abort_if_invalid())


class Adapter(DefaultAccountAdapter):
    """The site's own ways for the sign-in package."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": _("This account is closed."),
        "cannot_remove_primary_email": _("This is your main address. Make another one the main address first."),
        "duplicate_email": _("This address is already yours."),
        "incorrect_code": _("That is not the code. Look at the newest email and copy its code."),
        "max_email_addresses": _("You cannot have more than %d addresses."),
        "too_many_login_attempts": _("That was too often. Wait a few minutes, then try again."),
        "rate_limited": _("That was too often. Wait a few minutes, then try again."),
        "email_taken": _("This address cannot be used here."),
    }

    # ---- where to go ---------------------------------------------------------------------------------------------

    def is_safe_url(self, url: str) -> bool:
        """Only paths of this site: no other host, no scheme, no sign that a browser would read as one."""
        if not url or not url.startswith("/") or url.startswith(("//", "/\\")):
            return False
        if any(ord(sign) < 33 or sign == "\\" for sign in url):
            return False
        parts = urlsplit(url)
        return not parts.scheme and not parts.netloc

    def get_login_stages(self) -> list[str]:
        own = f"{SecondCheckStage.__module__}.{SecondCheckStage.__qualname__}"
        return [own if path.endswith(".AuthenticateStage") else path for path in super().get_login_stages()]

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Never by the package, which would ask for the very passkey that was lost; ``fresh`` stands at our doors."""
        return False

    # ---- mail ----------------------------------------------------------------------------------------------------

    def render_mail(
        self, template_prefix: str, email: str | list[str], context: dict[str, Any], headers: Any = None
    ) -> EmailMessage:
        """Plain text in the reader's language; addresses only from the configured site, never from a header."""
        known = context | {
            "site_name": settings.SITE_NAME,
            "site_address": settings.SITE_ADDRESS,
            "signup_url": settings.SITE_ADDRESS + reverse("account_signup"),
            "login_url": settings.SITE_ADDRESS + reverse("account_login"),
        }
        subject = " ".join(render_to_string(f"{template_prefix}_subject.txt", known).split())
        body = render_to_string(f"{template_prefix}_message.txt", known).strip() + "\n"
        return EmailMessage(subject, body, to=[email] if isinstance(email, str) else email)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Through the site's own queue, so that an answer never waits for a mail server."""
        message = self.render_mail(template_prefix, email, context)
        actions.write_to(email, subject=str(message.subject), body=str(message.body), at=timezone.now())

    def send_notification_mail(
        self, template_prefix: str, user: Person, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        """Tell a person that a door to their account changed; without address or browser of whoever did it."""
        to = email or queries.address_of(user)
        if to:
            self.send_mail(template_prefix, to, {"at": timezone.now(), **(context or {})})

    def send_account_already_exists_mail(self, email: str) -> None:
        self.send_mail("account/email/account_already_exists", email, {})

    # ---- messages ------------------------------------------------------------------------------------------------

    def add_message(self, request: HttpRequest, level: int, *args: Any, **kwargs: Any) -> None:
        """The package's words for what it did, but none for being signed in: the page itself shows that."""
        template = args[0] if args else kwargs.get("message_template")
        if template in {"account/messages/logged_in.txt", "account/messages/login_code_sent.txt"}:
            return
        if template == "mfa/messages/recovery_codes_generated.txt" and not queries.acts_for_a_town(
            cast("Person", request.user)
        ):
            return
        super().add_message(request, level or messages.INFO, *args, **kwargs)
