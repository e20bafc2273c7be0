from django.apps import AppConfig


class UiConfig(AppConfig):
    """The look: templates, styles, type, the ring; it knows no domain."""

    name = "coproduce.ui"
    label = "ui"
