"""The first page of the site; its name stands without a room, so that the frame of every page can lead to it."""

from django.urls import URLPattern, URLResolver, path

from .views import town

urlpatterns: list[URLPattern | URLResolver] = [path("", town.home, name="home")]
