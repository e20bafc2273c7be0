from django.urls import path

from . import views

urlpatterns = [
    path("promises/", views.promises, name="promises"),
    path("promises/<number:promise>/", views.promise, name="promise"),
    path("promises/<number:promise>/answer/", views.answer, name="answer_promise"),
    path("promises/<number:promise>/contradict/", views.contradict, name="contradict_promise"),
]
