from django.urls import path

from . import views

app_name = "running"
urlpatterns = [
    path("close/", views.close, name="close"),
    path("start/", views.start, name="start"),
    path("steps/<number:step>/open/", views.open_step, name="open_step"),
    path("steps/<number:step>/close/", views.close_step, name="close_step"),
]
