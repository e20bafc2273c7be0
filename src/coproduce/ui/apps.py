from django.apps import AppConfig


class UiConfig(AppConfig):
    """The look: templates, styles, type, the ring; it knows no domain."""

    name = "coproduce.ui"
    label = "ui"

    def ready(self) -> None:
        from .problems import say_plainly

        say_plainly()
