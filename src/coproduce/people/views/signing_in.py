"""The doors of signing in: codes by mail, addresses, passkeys."""

from __future__ import annotations

from typing import Any, cast

from allauth.account import views as account
from allauth.account.forms import RequestLoginCodeForm
from allauth.account.internal.decorators import login_stage_required
from allauth.account.stages import LoginByCodeStage
from allauth.mfa.base import views as mfa
from allauth.mfa.webauthn import views as webauthn
from allauth.mfa.webauthn.internal import auth as ceremony
from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from coproduce.people import queries
from coproduce.people.adapter import JoiningProcess, process_of
from coproduce.people.forms import CodeForm, JoinForm, PasskeyForm, PasskeyNameForm, SignInForm

from ._guards import View, has_demo_doors, has_postbox, me


class SignIn(account.RequestLoginCodeView):
    """The main door: an address, and a code comes by mail. Or a passkey."""

    template_name = "account/login.html"
    form_class = SignInForm

    def get_form_class(self) -> type[Form]:
        return SignInForm

    def form_valid(self, form: Any) -> HttpResponse:
        # The package's own form asks the throttle and finds the person, the same way for every address.
        asked = RequestLoginCodeForm({"email": form.cleaned_data["email"]})
        if not asked.is_valid():
            form.add_error("email", asked.errors["email"])
            return cast("HttpResponse", self.form_invalid(form))
        return cast("HttpResponse", super().form_valid(asked))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        no_mail = queries.keeps_mail() and not has_postbox(self.request)
        return context | {"demo": has_demo_doors(self.request), "no_mail": no_mail}


class Join(account.SignupView):
    """Become a person of the site: nothing is stored before the code from the mail comes back."""

    form_class = JoinForm

    def get_form_class(self) -> type[Form]:
        return JoinForm

    def form_valid(self, form: Any) -> HttpResponse:
        email, name = form.cleaned_data["email"], form.cleaned_data["display_name"]
        asked = RequestLoginCodeForm({"email": email})
        if not asked.is_valid():
            form.add_error("email", asked.errors["email"])
            return cast("HttpResponse", self.form_invalid(form))
        JoiningProcess.begin(self.request, name=name, email=email)
        return HttpResponseRedirect(self.passthrough_next_url(reverse("account_confirm_login_code")))


@method_decorator(never_cache, name="dispatch")
class ConfirmCode(account.ConfirmLoginCodeView):
    """The code that came by mail, for signing in and for joining alike. Only a POST uses it up."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        stage: LoginByCodeStage = request._login_stage  # type: ignore[attr-defined]  # set by the sign-in package
        self.stage, self._process = stage, process_of(stage)
        if not self._process:
            messages.error(request, _("The time for this code is over. Ask for a new one."))
            return HttpResponseRedirect(reverse("account_login"))
        return cast("HttpResponseBase", super(account.ConfirmLoginCodeView, self).dispatch(request, *args, **kwargs))

    def get_form_class(self) -> type[Form]:
        return Form if self._action == "resend" else CodeForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"shows_postbox": has_postbox(self.request)}


class Addresses(account.EmailView):
    """The mail addresses of a person."""

    def get_form(self, form_class: Any = None) -> Any:
        form = super().get_form(form_class)
        form.fields["email"].label = _("Another email address")
        form.fields["email"].widget.attrs.pop("placeholder", None)
        return form


class ConfirmAddress(account.ConfirmEmailVerificationCodeView):
    """The code that came to a new address."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        field = context["verify_form"].fields["code"]
        field.label = _("The code from the email")
        field.widget.attrs.pop("placeholder", None)
        return context


class AddPasskey(webauthn.AddWebAuthnView):
    """A passkey that opens the door by itself: it lives on the device and asks for finger, face or PIN."""

    def get_form_class(self) -> type[Form]:
        return PasskeyForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        context["js_data"] = {"creation_options": ceremony.begin_registration(me(self.request), True)}
        return context

    def get_success_url(self) -> str:
        if self.did_generate_recovery_codes and queries.acts_for_a_town(me(self.request)):
            return reverse("mfa_view_recovery_codes")
        return reverse("mfa_list_webauthn")


class RenamePasskey(webauthn.EditWebAuthnView):
    """Another name for a passkey."""

    def get_form_class(self) -> type[Form]:
        return PasskeyNameForm


sign_in: View = SignIn.as_view()
join: View = Join.as_view()
confirm_code: View = login_stage_required(stage=LoginByCodeStage.key, redirect_urlname="account_login")(
    ConfirmCode.as_view()
)
second_check: View = mfa.authenticate
addresses: View = Addresses.as_view()
confirm_address: View = ConfirmAddress.as_view()
add_passkey: View = AddPasskey.as_view()
rename_passkey: View = RenamePasskey.as_view()
sign_out: View = account.logout
