from django.urls import path

from . import views

urlpatterns = [
    path("promises/", views.promises, name="promises"),
    path("promises/<int:promise>/", views.promise, name="promise"),
    path("promises/<int:promise>/answer/", views.answer, name="answer_promise"),
    path("promises/<int:promise>/contradict/", views.contradict, name="contradict_promise"),
]
