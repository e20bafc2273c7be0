"""Makes Django ready for an operator's command."""

from __future__ import annotations

import os


def ready() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "coproduce.config.settings")
    import django

    django.setup()
