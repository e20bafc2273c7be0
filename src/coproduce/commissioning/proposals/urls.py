from django.urls import URLPattern, URLResolver, path

from . import views

app_name = "proposals"
urlpatterns: list[URLPattern | URLResolver] = [
    path("proposals/<number:step>/", views.listing, name="list"),
    path("proposals/<number:step>/new/", views.submit, name="submit"),
    path("proposals/<number:step>/<number:number>/", views.proposal, name="proposal"),
    path("proposals/<number:step>/<number:number>/check/", views.check, name="check"),
    path("proposals/<number:step>/<number:number>/appeal/", views.appeal, name="appeal"),
    path("proposals/<number:step>/<number:number>/decide/", views.decide, name="decide"),
    path("proposals/<number:step>/<number:number>/withdraw/", views.withdraw, name="withdraw"),
]
