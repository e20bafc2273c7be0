"""Hung by ``initiatives.urls`` below one initiative, in its name space."""

from django.urls import URLPattern, URLResolver, path

from . import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.agreement, name="agreement"),
    path("check/", views.check, name="check"),
    path("mandate/", views.mandate, name="mandate"),
    path("mandate/<number:mandate>/revoke/", views.revoke_mandate, name="revoke_mandate"),
    path("mandate/<number:mandate>/give/", views.confirm_mandate, name="confirm_mandate"),
    path("expectations/", views.expectations, name="expectations"),
    path("expectations/<number:version>/accept/<number:party>/", views.accept, name="accept"),
    path("room/", views.room, name="room"),
    path("room/<number:item>/drop/", views.drop_room_item, name="drop_room_item"),
    path("answers/", views.responsibility, name="responsibility"),
    path("support/", views.support, name="support"),
    path("support/<number:measure>/drop/", views.drop_support, name="drop_support"),
]
