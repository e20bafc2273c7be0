from django.apps import AppConfig


class AssessmentConfig(AppConfig):
    name = "coproduce.assessment"
    label = "assessment"
