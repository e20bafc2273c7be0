"""Long lists come in pages."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest


def pages(request: HttpRequest, rows: Any, size: int, *, n: int | None = None) -> Page[Any]:
    """The page that was asked for; ``n`` is how many rows there are, where that is known already."""
    paginator = Paginator(rows, size)
    if n is not None:
        paginator.count = n
    return paginator.get_page(request.GET.get("page"))
