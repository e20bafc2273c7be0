from django.urls import URLPattern, URLResolver, path

from . import views

app_name = "delivery"
ROTA = "rota/<number:step>/"
SHIFT = f"{ROTA}shifts/<number:shift>/"
TASKS = "tasks/<number:step>/"
urlpatterns: list[URLPattern | URLResolver] = [
    path(ROTA, views.rota, name="rota"),
    path(f"{ROTA}plan/", views.plan, name="plan"),
    path(f"{ROTA}work/add/", views.add_work, name="add_work"),
    path(SHIFT, views.shift, name="shift"),
    path(f"{SHIFT}take/<number:slot>/", views.take, name="take"),
    path(f"{SHIFT}coming/", views.coming, name="coming"),
    path(f"{SHIFT}hand-back/", views.hand_back, name="hand_back"),
    path(f"{SHIFT}move/", views.move, name="move"),
    path(f"{SHIFT}call-off/", views.call_off, name="call_off"),
    path(f"{SHIFT}attendance/", views.attendance, name="attendance"),
    path(f"{SHIFT}attendance/<number:sign_up>/", views.confirm, name="confirm"),
    path(f"{SHIFT}attendance/<number:sign_up>/correct/", views.correct, name="correct"),
    path(TASKS, views.tasks, name="tasks"),
    path(f"{TASKS}add/", views.add_task, name="add_task"),
    path(f"{TASKS}<number:task>/take/", views.take_task, name="take_task"),
    path(f"{TASKS}<number:task>/give-back/", views.give_back_task, name="give_back_task"),
    path(f"{TASKS}<number:task>/finish/", views.finish_task, name="finish_task"),
    path(f"{TASKS}<number:task>/confirm/<number:taken>/", views.confirm_task, name="confirm_task"),
]
