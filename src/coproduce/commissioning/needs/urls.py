from django.urls import URLPattern, URLResolver, path

from . import views

app_name = "needs"
urlpatterns: list[URLPattern | URLResolver] = [
    path("needs/<int:step>/", views.listing, name="list"),
    path("needs/<int:step>/say/", views.say, name="say"),
    path("needs/<int:step>/paper/", views.paper, name="paper"),
    path("needs/<int:step>/<int:number>/", views.need, name="need"),
    path("needs/<int:step>/<int:number>/too/", views.support, name="support"),
    path("needs/<int:step>/<int:number>/answer/", views.answer, name="answer"),
    path("needs/<int:step>/<int:number>/hide/", views.hide, name="hide"),
]
