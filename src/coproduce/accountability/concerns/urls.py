from django.urls import path

from . import views

urlpatterns = [
    path("concerns/", views.concerns, name="concerns"),
    path("concerns/raise/", views.raise_concern, name="raise_concern"),
    path("concerns/<number:concern>/", views.concern, name="concern"),
    path("concerns/<number:concern>/answer/", views.answer, name="answer_concern"),
    path("concerns/<number:concern>/reopen/", views.reopen, name="reopen_concern"),
]
