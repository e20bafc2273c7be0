"""Every code that suppression speaks."""

from __future__ import annotations

REASONS = frozenset({"withheld.small", "withheld.early", "withheld.few_changed", "withheld.attack"})
"""Why a table is not published."""

ERRORS = frozenset(
    {
        "counts_name_invalid",
        "counts_name_twice",
        "counts_invalid",
        "counts_shape",
        "counts_crossed",
        "counts_other_groups",
        "counts_share_invalid",
        "edition_unreadable",
    }
)
"""Why a table cannot be judged."""

CODES = REASONS | ERRORS
