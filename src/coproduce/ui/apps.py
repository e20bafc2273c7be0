from django.apps import AppConfig
from django.urls import register_converter


class UiConfig(AppConfig):
    """The look: templates, styles, type, the ring; it knows no domain."""

    name = "coproduce.ui"
    label = "ui"

    def ready(self) -> None:
        from .paths import Number
        from .problems import say_plainly

        say_plainly()
        register_converter(Number, "number")
