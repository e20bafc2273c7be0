from django.urls import path

from . import views

app_name = "blueprints"
urlpatterns = [
    path("<slug:town>/new/", views.choose, name="choose"),
    path("<slug:town>/new/<slug:code>/", views.set_up, name="set_up"),
]
