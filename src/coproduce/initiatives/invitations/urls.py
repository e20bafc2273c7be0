"""Hung by ``initiatives.urls`` below one initiative, in its name space."""

from django.urls import URLPattern, URLResolver, path

from . import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("add/", views.add_party, name="add_party"),
    path("asked/<int:invitation>/", views.invitation, name="invitation"),
    path("asked/<int:invitation>/no/", views.decline, name="decline"),
    path("asked/<int:invitation>/take-back/", views.take_back, name="take_back"),
]
