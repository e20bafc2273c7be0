"""Every code that the waiting family can return or raise."""

from coproduce.methods import _measures

CODES = _measures.CODES | {
    "waiting.open_counted",
    "waiting.half_not_reached",
    "waiting.other_ends",
    "waiting.nothing_cleared",
    "case_days_wrong",
    "case_outcome_unknown",
    "case_id_wrong",
    "case_id_twice",
    "case_date_wrong",
    "case_ends_before_it_begins",
    "case_end_missing",
    "case_day_missing",
    "case_number_wrong",
    "case_answer_wrong",
    "case_columns_missing",
}
