"""Hung by ``initiatives.urls`` below a town, in its name space."""

from django.urls import URLPattern, URLResolver, path

from . import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.townhall, name="townhall"),
    path("add/body/", views.add_body, name="add_body"),
    path("add/service/", views.add_service, name="add_service"),
    path("add/area/", views.add_area, name="add_area"),
    path("bodies/<slug:body>/", views.body, name="body"),
    path("services/<slug:service>/", views.service, name="service"),
    path("areas/<number:area>/", views.area, name="area"),
    path("bodies/<slug:body>/remove/", views.remove_body, name="remove_body"),
    path("services/<slug:service>/remove/", views.remove_service, name="remove_service"),
    path("areas/<number:area>/remove/", views.remove_area, name="remove_area"),
    path("areas/<number:area>/count/", views.count, name="count"),
    path("counts/<number:frame>/", views.correct, name="correct_count"),
]
