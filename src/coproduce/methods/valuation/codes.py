"""Every code that the family speaks, by kind; whoever shows them must know them all."""

from __future__ import annotations

from coproduce.methods import _measures
from coproduce.methods._tables import CELL_CODES

REASONS = frozenset({"line.benefit", "line.cost", "line.overlaps", "line.apart", "line.unmonetised", "line.volunteer"})
"""What a line came to, and why."""

ERRORS = frozenset(
    {
        "agency_unknown",
        "jurisdiction_unknown",
        "ledger_empty",
        "ledger_without_benefit",
        "ledger_without_cost",
        "line_unknown",
        "rate_invalid",
    }
)
"""Why a question cannot be answered as asked."""

PROBLEMS = frozenset(
    {
        "value_amount_invalid",
        "value_amount_missing",
        "value_category_unknown",
        "value_correction_invalid",
        "value_correction_misplaced",
        "value_line_mixed",
        "value_name_invalid",
        "value_order_wrong",
        "value_overlap_misplaced",
        "value_year_invalid",
        "value_year_twice",
    }
)
"""What is wrong on a line of a table."""

STRENGTH = frozenset(
    {
        *(f"strength.{grade}" for grade in ("none", "mentioned", "plausible", "corroborated", "tested")),
        "strength.aim",
        "strength.no_baseline",
        "strength.one_source",
        "strength.without",
        "grade_unknown",
    }
)
"""What is said of the evidence for an aim."""

CODES = REASONS | ERRORS | PROBLEMS | STRENGTH | CELL_CODES | _measures.CODES
