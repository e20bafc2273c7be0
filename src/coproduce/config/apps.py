from django.apps import AppConfig
from django.core.checks import Tags, register


class ConfigConfig(AppConfig):
    name = "coproduce.config"
    label = "config"

    def ready(self) -> None:
        from coproduce.initiatives.registry import register_due

        from .checks import private_files
        from .forgetting import drop_expired

        register_due("cache.drop_expired", drop_expired)
        register(private_files, Tags.security)
