from django.urls import URLPattern, URLResolver, path

from . import views

app_name = "needs"
urlpatterns: list[URLPattern | URLResolver] = [
    path("needs/<number:step>/", views.listing, name="list"),
    path("needs/<number:step>/say/", views.say, name="say"),
    path("needs/<number:step>/paper/", views.paper, name="paper"),
    path("needs/<number:step>/<number:number>/", views.need, name="need"),
    path("needs/<number:step>/<number:number>/too/", views.support, name="support"),
    path("needs/<number:step>/<number:number>/answer/", views.answer, name="answer"),
    path("needs/<number:step>/<number:number>/hide/", views.hide, name="hide"),
]
