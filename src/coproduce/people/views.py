"""The doors of a person's own pages, and of signing in."""

from __future__ import annotations

import ipaddress
import time
from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from allauth.account import views as account
from allauth.account.forms import RequestLoginCodeForm
from allauth.account.internal.decorators import login_stage_required
from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.account.stages import LoginByCodeStage
from allauth.mfa.base import views as mfa
from allauth.mfa.webauthn import views as webauthn
from allauth.mfa.webauthn.internal import auth as ceremony
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from . import actions, queries, registry
from .adapter import Adapter, JoiningProcess, process_of
from .forms import (
    CodeForm,
    ConsentForm,
    ContactForm,
    EraseForm,
    JoinForm,
    NameForm,
    PasskeyForm,
    PasskeyNameForm,
    SignInForm,
)
from .models import Person

View = Callable[..., HttpResponseBase]
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
# What changes or hands out a whole account asks for a sign-in not older than this.
FRESH_SECONDS = 15 * 60


def me(request: HttpRequest) -> Person:
    return cast("Person", request.user)


def fresh(view: View) -> View:
    """A view for somebody who signed in a short while ago; others sign in once more and come back."""

    @login_required
    @never_cache
    @wraps(view)
    def door(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        records = get_authentication_records(request, me(request))
        if records and time.time() - records[-1]["at"] < FRESH_SECONDS:
            return view(request, *args, **kwargs)
        return HttpResponseRedirect(f"{reverse('people:again')}?{urlencode({'next': request.path})}")

    return door


# ---- signing in ----------------------------------------------------------------------------------------------------


class SignIn(account.RequestLoginCodeView):  # type: ignore[misc]
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
        return context | {"demo": _demo_doors(self.request)}


class Join(account.SignupView):  # type: ignore[misc]
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
class ConfirmCode(account.ConfirmLoginCodeView):  # type: ignore[misc]
    """The code that came by mail, for signing in and for joining alike. Only a POST uses it up (A15)."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        stage: LoginByCodeStage = request._login_stage  # type: ignore[attr-defined]
        self.stage, self._process = stage, process_of(stage)
        if not self._process:
            messages.error(request, _("The time for this code is over. Ask for a new one."))
            return HttpResponseRedirect(reverse("account_login"))
        return cast("HttpResponseBase", super(account.ConfirmLoginCodeView, self).dispatch(request, *args, **kwargs))

    def get_form_class(self) -> type[Form]:
        return Form if self._action == "resend" else CodeForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"shows_postbox": _has_postbox(self.request)}


class Addresses(account.EmailView):  # type: ignore[misc]
    """The mail addresses of a person."""

    def get_form(self, form_class: Any = None) -> Any:
        form = super().get_form(form_class)
        form.fields["email"].label = _("Another email address")
        form.fields["email"].widget.attrs.pop("placeholder", None)
        return form


class ConfirmAddress(account.ConfirmEmailVerificationCodeView):  # type: ignore[misc]
    """The code that came to a new address."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        field = context["verify_form"].fields["code"]
        field.label = _("The code from the email")
        field.widget.attrs.pop("placeholder", None)
        return context


class AddPasskey(webauthn.AddWebAuthnView):  # type: ignore[misc]
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


class RenamePasskey(webauthn.EditWebAuthnView):  # type: ignore[misc]
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


# ---- my page -------------------------------------------------------------------------------------------------------


@require_GET
@login_required
@never_cache
def my_page(request: HttpRequest) -> HttpResponse:
    """What I am asked to do next, what I take part in, and everything about my account."""
    person, at = me(request), timezone.now()
    panels = {slot: registry.panels_for(person, slot, at) for slot in ("next", "mine", "more")}
    context = {
        "panels": panels,
        "has_panels": any(panels.values()),
        "address": queries.address_of(person),
        "passkeys": queries.passkeys_of(person),
        "consents": queries.consents_of(person),
        "towns": queries.clerk_towns(person),
        "demo": _demo_doors(request),
    }
    return render(request, "people/me.html", context)


@require_http_methods(["GET", "POST"])
@login_required
def name(request: HttpRequest) -> HttpResponse:
    person = me(request)
    form = NameForm(request.POST or None, initial={"display_name": person.display_name})
    if request.method == "POST" and form.is_valid():
        actions.rename(person=person, name=form.cleaned_data["display_name"])
        messages.success(request, _("From now on others see you as %(name)s.") % {"name": person.display_name})
        return redirect("people:me")
    return render(request, "people/name.html", {"form": form})


@require_http_methods(["GET", "POST"])
@login_required
@never_cache
def contact(request: HttpRequest) -> HttpResponse:
    person, kept = me(request), queries.contact_of(me(request))
    initial = {"language": person.language} if person.language else {}
    if kept:
        initial |= {"telephone": kept.telephone, "access_needs": kept.access_needs}
    form = ContactForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        actions.choose_language(person=person, language=form.cleaned_data.pop("language"))
        actions.set_contact(person=person, **form.cleaned_data)
        messages.success(request, _("We have noted how to reach you."))
        return redirect("people:me")
    return render(request, "people/contact.html", {"form": form})


@require_http_methods(["GET", "POST"])
@login_required
@never_cache
def consent(request: HttpRequest) -> HttpResponse:
    person, given = me(request), queries.consents_of(me(request))
    form = ConsentForm(request.POST if request.method == "POST" else None, given=given)
    if request.method == "POST" and form.is_valid():
        actions.agree_to(person=person, chosen=form.cleaned_data, at=timezone.now())
        messages.success(request, _("Your choice is noted, with today’s date."))
        return redirect("people:me")
    context = {"form": form, "history": queries.consent_history(person)}
    return render(request, "people/consent.html", context)


@require_GET
@login_required
def again(request: HttpRequest) -> HttpResponse:
    """Before something weighty: please sign in once more."""
    asked = request.GET.get("next", "")
    after = asked if Adapter(request).is_safe_url(asked) else reverse("people:me")
    context = {"next": f"{reverse('account_login')}?{urlencode({'next': after})}"}
    return render(request, "people/again.html", context)


@require_http_methods(["GET", "POST"])
@fresh
def export(request: HttpRequest) -> HttpResponse:
    """Everything the site keeps about me, as one file; a POST, so that no link can fetch it."""
    if request.method == "GET":
        return render(request, "people/export.html")
    response = HttpResponse(queries.export_archive(me(request)), content_type="application/zip")
    response.headers["Content-Disposition"] = 'attachment; filename="my-data.zip"'
    response.headers["Cache-Control"] = "private, no-store"
    return response


@require_http_methods(["GET", "POST"])
@fresh
def erase(request: HttpRequest) -> HttpResponse:
    form = EraseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.erase_person(person=me(request), at=timezone.now())
        request.session.flush()
        return redirect("people:erased")
    return render(request, "people/erase.html", {"form": form})


@require_GET
def erased(request: HttpRequest) -> HttpResponse:
    return render(request, "people/erased.html")


# ---- the demo's doors ----------------------------------------------------------------------------------------------


def _is_loopback(name_or_number: str) -> bool:
    if name_or_number == "localhost":
        return True
    try:
        address = ipaddress.ip_address(name_or_number)
    except ValueError:
        return False
    return (getattr(address, "ipv4_mapped", None) or address).is_loopback


def _is_local(request: HttpRequest) -> bool:
    """Whether the address in the bar and the other end of the wire are both this machine (DECISIONS 26)."""
    host = request.get_host()
    named = host[1:].split("]")[0] if host.startswith("[") else host.rsplit(":", 1)[0]
    return _is_loopback(named) and _is_loopback(request.META.get("REMOTE_ADDR", ""))


def _demo_doors(request: HttpRequest) -> bool:
    return _is_local(request) and queries.is_demo()


@require_GET
@never_cache
def become_list(request: HttpRequest) -> HttpResponse:
    """The demo's people, each with a button to be them."""
    if not _demo_doors(request):
        raise Http404
    people = queries.demo_people()
    lines, towns = registry.who_are(people), queries.towns_of(people)
    return render(request, "people/become.html", {"people": [(p, towns[p.pk], lines[p.pk]) for p in people]})


@require_POST
def become(request: HttpRequest, person: int) -> HttpResponse:
    if not _demo_doors(request):
        raise Http404
    found = queries.demo_person(person)
    login(request, found, backend=BACKEND)
    record_authentication(request, found, method="demo")
    messages.success(request, _("You are now %(name)s.") % {"name": found.display_name})
    return redirect("people:me")


def _has_postbox(request: HttpRequest) -> bool:
    """Whether mail is kept here and this visitor may read it: in the demo, and while developing."""
    kept = settings.EMAIL_BACKEND.endswith("PostboxBackend")
    return kept and (_demo_doors(request) or (settings.DEBUG and _is_local(request)))


@require_GET
@never_cache
def postbox(request: HttpRequest) -> HttpResponse:
    """The mails that this demo would have sent, newest first."""
    if not _has_postbox(request):
        raise Http404
    return render(request, "people/postbox.html", {"letters": queries.letters()[:100]})


@require_GET
@never_cache
def letter(request: HttpRequest, letter: int) -> HttpResponse:
    if not _has_postbox(request):
        raise Http404
    return render(request, "people/letter.html", {"letter": queries.letter(letter)})
