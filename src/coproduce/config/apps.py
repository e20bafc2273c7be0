from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "coproduce.config"
    label = "config"

    def ready(self) -> None:
        from coproduce.initiatives.registry import register_due

        from .forgetting import drop_expired

        register_due("cache.drop_expired", drop_expired)
