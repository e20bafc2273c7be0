from django.apps import AppConfig


class BlueprintsConfig(AppConfig):
    name = "coproduce.blueprints"
    label = "blueprints"
