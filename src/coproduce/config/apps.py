from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "coproduce.config"
    label = "config"
