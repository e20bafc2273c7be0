from importlib import import_module

from django.apps import AppConfig
from django.utils.module_loading import module_has_submodule

SUB_ROOMS = ("needs", "proposals", "ballots")


class CommissioningConfig(AppConfig):
    name = "coproduce.commissioning"
    label = "commissioning"

    def import_models(self) -> None:
        super().import_models()
        # The sub-rooms stand above the wing's own files and keep its label, so growing moves no table.
        for sub_room in SUB_ROOMS:
            import_module(f"{self.name}.{sub_room}.models")

    def ready(self) -> None:
        for sub_room in SUB_ROOMS:
            if module_has_submodule(import_module(f"{self.name}.{sub_room}"), "steps"):
                import_module(f"{self.name}.{sub_room}.steps")
