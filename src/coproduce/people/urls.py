"""My page and, in the demo, the doors to other people's."""

from __future__ import annotations

from django.urls import path

from . import views

app_name = "people"
urlpatterns = [
    path("", views.my_page, name="me"),
    path("name/", views.name, name="name"),
    path("contact/", views.contact, name="contact"),
    path("consent/", views.consent, name="consent"),
    path("again/", views.again, name="again"),
    path("export/", views.export, name="export"),
    path("erase/", views.erase, name="erase"),
    path("erased/", views.erased, name="erased"),
    path("become/", views.become_list, name="become_list"),
    path("become/<int:person>/", views.become, name="become"),
    path("postbox/", views.postbox, name="postbox"),
    path("postbox/<int:letter>/", views.letter, name="letter"),
]
