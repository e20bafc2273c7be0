from django.urls import URLPattern, URLResolver, include, path

from . import views

app_name = "initiatives"
INITIATIVE = "<slug:town>/i/<slug:initiative>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("<slug:town>/", views.town_home, name="town"),
    path("<slug:town>/initiatives/", views.list_page, name="list"),
    path(INITIATIVE, views.page, name="page"),
    path(f"{INITIATIVE}who/", views.who, name="who"),
    path(f"{INITIATIVE}who/add/", views.add_party, name="add_party"),
    path(f"{INITIATIVE}who/<int:party>/end/", views.end_party, name="end_party"),
    path(f"{INITIATIVE}join/", views.join, name="join"),
    path(f"{INITIATIVE}leave/", views.leave, name="leave"),
    path(f"{INITIATIVE}leave/<int:party>/", views.leave_as, name="leave_as"),
    path(f"{INITIATIVE}describe/", views.describe, name="describe"),
    path(f"{INITIATIVE}obstacles/", views.obstacles, name="obstacles"),
    path(f"{INITIATIVE}obstacles/<int:obstacle>/gone/", views.drop_obstacle, name="drop_obstacle"),
    path(f"{INITIATIVE}steps/", views.steps, name="steps"),
    path(f"{INITIATIVE}steps/<int:step>/earlier/", views.move_step, name="move_step"),
    path(f"{INITIATIVE}history/", views.history, name="history"),
    path(f"{INITIATIVE}agreement/", include("coproduce.initiatives.agreements.urls")),
]
