"""Panels drawn by lot: within quotas, as fairly as an objective can, in a draw anybody can follow.

``fair_lottery`` gives the lottery, ``public_draw`` draws from it, ``check`` says whether quotas can be met and what
would mend them, ``vacancy`` what is still to be filled when somebody leaves. ``OBJECTIVES`` names the fair objectives.
"""

from coproduce.methods._shared import MethodError, Reason
from coproduce.methods._tables import Problem, TableError
from coproduce.methods.panels.alternates import Alternate, StandBy, stand_by
from coproduce.methods.panels.codes import CODES
from coproduce.methods.panels.invitations import Expected, Invitation, Stratum, invite
from coproduce.methods.panels.lottery import CHOICES, fair_lottery
from coproduce.methods.panels.objectives import OBJECTIVES
from coproduce.methods.panels.parted import Parted, numbered_table, part_pool
from coproduce.methods.panels.public import Drawn, numbered_from, public_draw, thrown
from coproduce.methods.panels.quotas import Change, Feasibility, Infeasible, check, relaxed
from coproduce.methods.panels.rates import Rates, rate_of, read_rates
from coproduce.methods.panels.replacement import Vacancy, vacancy
from coproduce.methods.panels.tables import Pool, Targets, read_members, read_pool, read_targets, selection_of
from coproduce.methods.panels.types import Group, Lottery, Numbered, Panel, Person, Quota, Selection

__all__ = [
    "CHOICES",
    "CODES",
    "OBJECTIVES",
    "Alternate",
    "Change",
    "Drawn",
    "Expected",
    "Feasibility",
    "Group",
    "Infeasible",
    "Invitation",
    "Lottery",
    "MethodError",
    "Numbered",
    "Panel",
    "Parted",
    "Person",
    "Pool",
    "Problem",
    "Quota",
    "Rates",
    "Reason",
    "Selection",
    "StandBy",
    "Stratum",
    "TableError",
    "Targets",
    "Vacancy",
    "check",
    "fair_lottery",
    "invite",
    "numbered_from",
    "numbered_table",
    "part_pool",
    "public_draw",
    "rate_of",
    "read_members",
    "read_pool",
    "read_rates",
    "read_targets",
    "relaxed",
    "selection_of",
    "stand_by",
    "thrown",
    "vacancy",
]
