"""The room's own pages alone, as the site mounts them."""

from django.conf.urls.i18n import i18n_patterns
from django.http import HttpRequest, HttpResponse
from django.urls import include, path


def home(request: HttpRequest) -> HttpResponse:
    return HttpResponse("home")


urlpatterns = [
    path("", home, name="home"),
    path("favicon.ico", home),
    *i18n_patterns(
        path("accounts/", include("coproduce.people.account_urls")),
        path("me/", include("coproduce.people.urls")),
    ),
]
