from django.urls import path

from coproduce.ui import views

app_name = "ui"

urlpatterns = [
    path("display/", views.display, name="display"),
    path("about/<slug:name>/", views.page, name="page"),
]
