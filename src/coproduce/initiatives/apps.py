from importlib import import_module

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules

SUB_ROOMS = ("agreements",)


class InitiativesConfig(AppConfig):
    name = "coproduce.initiatives"
    label = "initiatives"

    def import_models(self) -> None:
        super().import_models()
        # The sub-rooms stand above the wing's own files and keep its label, so growing moves no table.
        for sub_room in SUB_ROOMS:
            import_module(f"{self.name}.{sub_room}.models")

    def ready(self) -> None:
        # Every room declares its step kinds, panels and offers in steps.py; nobody here knows the rooms.
        autodiscover_modules("steps")
