from django.urls import URLPattern, URLResolver, path

from . import views

app_name = "proposals"
urlpatterns: list[URLPattern | URLResolver] = [
    path("proposals/<int:step>/", views.listing, name="list"),
    path("proposals/<int:step>/new/", views.submit, name="submit"),
    path("proposals/<int:step>/<int:number>/", views.proposal, name="proposal"),
    path("proposals/<int:step>/<int:number>/check/", views.check, name="check"),
    path("proposals/<int:step>/<int:number>/appeal/", views.appeal, name="appeal"),
    path("proposals/<int:step>/<int:number>/decide/", views.decide, name="decide"),
    path("proposals/<int:step>/<int:number>/withdraw/", views.withdraw, name="withdraw"),
]
