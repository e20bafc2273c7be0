"""Every code that measures of equity can return or raise."""

from coproduce.methods import _measures
from coproduce.methods._tables import CELL_CODES

CODES = (
    _measures.CODES
    | CELL_CODES
    | {
        "care.alone",
        "care.no_limit",
        "care.over_hours",
        "care.over_nights",
        "care.private",
        "care.strained",
        "care_unsound",
        "care_week_twice",
        "equity.under",
        "equity.over",
        "equity.in_line",
        "equity.cannot_tell",
        "equity.unanswered_matters",
        "equity.nobody_counted",
        "equity.false_alarms",
        "equity.below_floor",
        "equity.too_few_answers",
        "equity.material_only",
        "equity.fits",
        "group_twice",
        "group_share_zero",
        "group_over_whole",
        "groups_not_whole",
        "group_cell_wrong",
        "group_frame_missing",
        "area_twice",
        "area_floor_unknown",
        "support_unsound",
        "answers_unsound",
    }
)
