"""What every page knows about the site: its name, the chosen scheme, where the source is, whom to ask."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from coproduce import __version__
from coproduce.ui.scheme import chosen_scheme


def look(request: HttpRequest) -> dict[str, Any]:
    """Context processor: the names base.html reads. Costs no query and sets no cookie."""
    return {
        "scheme": chosen_scheme(request),
        "site_name": getattr(settings, "SITE_NAME", "coproduce"),
        "site_version": __version__,
        "source_url": getattr(settings, "SOURCE_ADDRESS", ""),
        "contact": getattr(settings, "CONTACT", ""),
        # Only leads to the demo's doors; they open by the database's marker and the address, never by this.
        "demo": getattr(settings, "DEMO", False),
    }
