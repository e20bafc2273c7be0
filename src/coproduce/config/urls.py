"""Where each room's pages hang. The language is in the path; below a town stand its initiatives."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path

INITIATIVE = "<slug:town>/i/<slug:initiative>/"

handler400 = "coproduce.ui.views.bad_request"
handler403 = "coproduce.ui.views.permission_denied"
handler404 = "coproduce.ui.views.not_found"
handler500 = "coproduce.ui.views.server_error"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("coproduce.ui.root_urls")),
    *i18n_patterns(
        path("site/", include("coproduce.ui.urls")),
        path("accounts/", include("coproduce.people.account_urls")),
        path("me/", include("coproduce.people.urls")),
        path(INITIATIVE, include("coproduce.accountability.running.urls")),
        path(INITIATIVE, include("coproduce.commissioning.needs.urls")),
        path(INITIATIVE, include("coproduce.commissioning.proposals.urls")),
        path(INITIATIVE, include("coproduce.commissioning.ballots.urls")),
        path(INITIATIVE, include("coproduce.design.urls")),
        path(INITIATIVE, include("coproduce.delivery.urls")),
        path(INITIATIVE, include("coproduce.assessment.urls")),
        path("", include("coproduce.accountability.urls")),
        path("", include("coproduce.blueprints.urls")),
        path("", include("coproduce.initiatives.home_urls")),
        path("", include("coproduce.initiatives.urls")),
    ),
]
