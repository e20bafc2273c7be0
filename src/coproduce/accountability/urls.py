from django.urls import URLPattern, URLResolver, include, path

from . import api, views

app_name = "accountability"

INITIATIVE = "<slug:town>/i/<slug:initiative>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("<slug:town>/account/", views.town, name="town"),
    path(INITIATIVE + "account/", views.account, name="account"),
    path(INITIATIVE + "account.json", api.account_json, name="account_json"),
    path(INITIATIVE + "account.csv", api.account_csv, name="account_csv"),
    path(INITIATIVE + "threads/<uuid:thread>/", views.thread, name="thread"),
    path(INITIATIVE + "threads/<uuid:thread>/follow/", views.follow, name="follow"),
    path(INITIATIVE + "threads/<uuid:thread>/unfollow/", views.unfollow, name="unfollow"),
    path(INITIATIVE, include("coproduce.accountability.promises.urls")),
    path(INITIATIVE, include("coproduce.accountability.concerns.urls")),
]
