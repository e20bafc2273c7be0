from django.urls import URLPattern, URLResolver, path

from . import views

app_name = "assessment"
SURVEY = "survey/<number:step>/"
INDICATORS = "indicators/<number:step>/"
INDICATOR = f"{INDICATORS}<number:indicator>/"
urlpatterns: list[URLPattern | URLResolver] = [
    path(SURVEY, views.survey, name="survey"),
    path(f"{SURVEY}results.csv", views.results_file, name="results_file"),
    path(f"{SURVEY}words/", views.words, name="words"),
    path(f"{SURVEY}questions/", views.questions, name="questions"),
    path(f"{SURVEY}questions/<number:question>/drop/", views.drop, name="drop"),
    path(f"{SURVEY}close/", views.close, name="close"),
    path(INDICATORS, views.indicators, name="indicators"),
    path(f"{INDICATORS}define/", views.define, name="define"),
    path(INDICATOR, views.indicator, name="indicator"),
    path(f"{INDICATOR}change/", views.change, name="change"),
    path(f"{INDICATOR}read/", views.read, name="read"),
    path(f"{INDICATOR}finding/", views.finding, name="finding"),
    path(f"{INDICATOR}finding/<number:finding>/correct/", views.correct_finding, name="correct_finding"),
    path(f"{INDICATOR}readings.csv", views.readings_file, name="readings_file"),
]
