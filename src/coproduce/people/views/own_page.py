"""My page: what I am asked to do, and everything about my account."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from coproduce.people import actions, queries, registry
from coproduce.people.adapter import Adapter
from coproduce.people.forms import ConsentForm, ContactForm, EraseForm, NameForm

from ._guards import fresh, has_demo_doors, me


@require_safe
@login_required
@never_cache
def my_page(request: HttpRequest) -> HttpResponse:
    """What I am asked to do next, what I take part in, and everything about my account."""
    person, at = me(request), timezone.now()
    panels = {slot: registry.panels_for(person, slot, at) for slot in ("next", "mine", "more")}
    account = queries.account_of(person)
    context = {
        "panels": panels,
        "has_panels": any(panels.values()),
        "account": account,
        "demo": has_demo_doors(request),
        **({"site_town": account.only_town} if account.only_town else {}),
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


@require_safe
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


@require_safe
def erased(request: HttpRequest) -> HttpResponse:
    return render(request, "people/erased.html")
