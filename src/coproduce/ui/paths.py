"""Numbers in an address, each written in one way."""

from __future__ import annotations

from django.urls.converters import IntConverter


class Number(IntConverter):
    """A whole number as it is written: 01 leads nowhere, so that a page has one address."""

    regex = "0|[1-9][0-9]*"
