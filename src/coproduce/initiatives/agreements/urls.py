"""Hung by ``initiatives.urls`` below one initiative, in its name space."""

from django.urls import URLPattern, URLResolver, path

from . import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.agreement, name="agreement"),
    path("check/", views.check, name="check"),
    path("mandate/", views.mandate, name="mandate"),
    path("mandate/<int:mandate>/revoke/", views.revoke_mandate, name="revoke_mandate"),
    path("mandate/<int:mandate>/give/", views.confirm_mandate, name="confirm_mandate"),
    path("expectations/", views.expectations, name="expectations"),
    path("expectations/<int:version>/accept/<int:party>/", views.accept, name="accept"),
    path("room/", views.room, name="room"),
    path("room/<int:item>/drop/", views.drop_room_item, name="drop_room_item"),
    path("answers/", views.responsibility, name="responsibility"),
    path("support/", views.support, name="support"),
    path("support/<int:measure>/drop/", views.drop_support, name="drop_support"),
]
