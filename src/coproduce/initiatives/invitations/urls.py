"""Hung by ``initiatives.urls`` below one initiative, in its name space."""

from django.urls import URLPattern, URLResolver, path

from . import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("add/", views.add_party, name="add_party"),
    path("asked/<number:invitation>/", views.invitation, name="invitation"),
    path("asked/<number:invitation>/no/", views.decline, name="decline"),
    path("asked/<number:invitation>/take-back/", views.take_back, name="take_back"),
]
