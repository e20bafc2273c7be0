"""The rules of counting in words that a voter can follow."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from coproduce.commissioning.ballots.models import Eligibility
from coproduce.methods.budgeting import RULES

RULE_NAMES: Mapping[str, Any] = {
    "equal-shares": _("Equal Shares: every voter has the same part of the money"),
    "greedy": _("Most votes first, and what no longer fits is passed over"),
    "greedy-no-skip": _("Most votes first, until one no longer fits"),
    "greedy-threshold": _("Most votes first, from a least number of votes"),
    "greedy-per-cost": _("Most votes for the money first"),
    "greedy-exclusive": _("Most votes first, of rival projects one alone"),
    "phragmen": _("Phragmén: money grows evenly, supporters buy together"),
    "knapsack": _("The choice that pleases most within the budget"),
    "bounded-overspending": _("Equal Shares that may be overdrawn a little"),
    "exact-equal-shares": _("Equal Shares where all who pay give the same"),
}

RULE_SENTENCES: Mapping[str, Any] = {
    "equal-shares": _(
        "Every voter gets the same part of the budget. A project is paid by the people who ticked it, in parts as"
        " equal as possible. So each group can decide about its fair share, also a small one."
    ),
    "greedy": _(
        "The project with the most votes comes first, then the next one, as long as the money lasts. A project that"
        " no longer fits is passed over."
    ),
    "greedy-no-skip": _(
        "The project with the most votes comes first, then the next one. The count ends with the first project that no"
        " longer fits."
    ),
    "greedy-threshold": _(
        "Only projects with enough votes take part. Of these, the one with the most votes comes first, as long as the"
        " money lasts."
    ),
    "greedy-per-cost": _("The project with the most votes for each euro comes first, as long as the money lasts."),
    "greedy-exclusive": _("As “most votes first”, but of projects that exclude each other only one is funded."),
    "phragmen": _(
        "Every voter is given money little by little, all the same. As soon as the people who ticked a project "
        "have enough together, it is funded, and they begin again with nothing. The count ends when the next "
        "project no longer fits."
    ),
    "knapsack": _("Of all choices that the money can pay, the one is taken that has most support in all."),
    "bounded-overspending": _(
        "Every voter has the same part of the money. A project may also be funded when the people who ticked it "
        "lack some of its cost, if it is worth that to enough of them."
    ),
    "exact-equal-shares": _(
        "Every voter has the same part of the money. A project is paid by a group of the people who ticked it, "
        "each giving exactly the same."
    ),
}

UTILITY_NAMES: Mapping[str, Any] = {
    "cost": _("A dear project counts for more than a cheap one"),
    "cardinality": _("Each project counts for one"),
    "points": _("As many points as people gave"),
    "borda": _("As many points as projects ranked behind it"),
}
UTILITIES_OF_A_FORM = ("cost", "cardinality")
"""Those that a vote held here can have: people tick projects and give no points."""
COMPLETION_NAMES: Mapping[str, Any] = {
    "add1": _("Raise every share, one unit at a time"),
    "add1u": _("Raise every share, then fill up by votes"),
    "greedy": _("Fill up by votes"),
    "none": _("Leave it"),
}
STOP_NAMES: Mapping[str, Any] = {
    "exhaustive": _("When nothing more fits"),
    "overspend": _("Before it would cost too much"),
}
START_NAMES: Mapping[str, Any] = {
    "fraction": _("Exact, with parts of a cent"),
    "whole": _("In whole units of money"),
}
TIES_NAMES: Mapping[str, Any] = {
    "cost-votes-lot": _("Cheaper first, then more votes, then by lot"),
    "id": _("By the code of the project"),
}
SETTINGS: Mapping[str, Mapping[str, Any]] = {
    "rule": RULE_NAMES,
    "utility": UTILITY_NAMES,
    "completion": COMPLETION_NAMES,
    "stop": STOP_NAMES,
    "start": START_NAMES,
    "ties": TIES_NAMES,
    "eligibility": dict(Eligibility.choices),
}
"""The words of every code among a vote's settings."""


def rules_of_a_form() -> list[tuple[str, Any]]:
    """The rules that a vote held here can have: which projects exclude each other nobody is asked."""
    return [(code, name) for code, name in RULE_NAMES.items() if "exclusive" not in RULES[code].choices]
