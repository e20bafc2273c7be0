from django.urls import path

from . import views

urlpatterns = [
    path("concerns/", views.concerns, name="concerns"),
    path("concerns/raise/", views.raise_concern, name="raise_concern"),
    path("concerns/<int:concern>/", views.concern, name="concern"),
    path("concerns/<int:concern>/answer/", views.answer, name="answer_concern"),
    path("concerns/<int:concern>/reopen/", views.reopen, name="reopen_concern"),
]
