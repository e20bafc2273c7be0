"""My page and, in the demo, the doors to other people's."""

from __future__ import annotations

from django.urls import path

from .views import demo, own_page

app_name = "people"
urlpatterns = [
    path("", own_page.my_page, name="me"),
    path("name/", own_page.name, name="name"),
    path("contact/", own_page.contact, name="contact"),
    path("consent/", own_page.consent, name="consent"),
    path("again/", own_page.again, name="again"),
    path("export/", own_page.export, name="export"),
    path("erase/", own_page.erase, name="erase"),
    path("erased/", own_page.erased, name="erased"),
    path("become/", demo.become_list, name="become_list"),
    path("become/<number:person>/", demo.become, name="become"),
    path("postbox/", demo.postbox, name="postbox"),
    path("postbox/<number:letter>/", demo.letter, name="letter"),
]
