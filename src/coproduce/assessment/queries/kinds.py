"""The step kinds of this room, each with the name of its page: named here, and compared nowhere as bare text."""

from __future__ import annotations

SURVEY, INDICATORS = "survey", "indicators"
PAGES = {SURVEY: "assessment:survey", INDICATORS: "assessment:indicators"}


def page_name(kind: str) -> str:
    """The name of the page of a step; raises ``KeyError`` for a kind of another room."""
    return PAGES[kind]
