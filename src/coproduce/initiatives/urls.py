from django.urls import URLPattern, URLResolver, include, path

from .views import describing, page, parties, steps, town

app_name = "initiatives"
INITIATIVE = "<slug:town>/i/<slug:initiative>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("<slug:town>/", town.town_home, name="town"),
    path("<slug:town>/initiatives/", town.list_page, name="list"),
    path("<slug:town>/set-up/", include("coproduce.initiatives.townhall.urls")),
    path(INITIATIVE, page.page, name="page"),
    path(f"{INITIATIVE}who/", parties.who, name="who"),
    path(f"{INITIATIVE}who/", include("coproduce.initiatives.invitations.urls")),
    path(f"{INITIATIVE}who/<number:party>/end/", parties.end_party, name="end_party"),
    path(f"{INITIATIVE}join/", parties.join, name="join"),
    path(f"{INITIATIVE}leave/", parties.leave, name="leave"),
    path(f"{INITIATIVE}leave/<number:party>/", parties.leave_as, name="leave_as"),
    path(f"{INITIATIVE}describe/", describing.describe, name="describe"),
    path(f"{INITIATIVE}context/", describing.context, name="context"),
    path(f"{INITIATIVE}obstacles/", describing.obstacles, name="obstacles"),
    path(f"{INITIATIVE}obstacles/<number:obstacle>/gone/", describing.drop_obstacle, name="drop_obstacle"),
    path(f"{INITIATIVE}steps/", steps.steps, name="steps"),
    path(f"{INITIATIVE}steps/add/", steps.add_step, name="add_step"),
    path(f"{INITIATIVE}steps/<number:step>/remove/", steps.remove_step, name="remove_step"),
    path(f"{INITIATIVE}steps/<number:step>/earlier/", steps.move_step, name="move_step"),
    path(f"{INITIATIVE}history/", page.history, name="history"),
    path(f"{INITIATIVE}agreement/", include("coproduce.initiatives.agreements.urls")),
]
