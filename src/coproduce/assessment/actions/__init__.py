"""What may be done to assess together: ask, answer, close, measure, find."""

from .findings import correct_finding, enter_finding
from .indicators import change_indicator, define_indicator, read_indicator, set_up_indicators
from .surveys import (
    add_question,
    answer_survey,
    begin_survey,
    check_questions,
    close_due_surveys,
    close_survey,
    drop_question,
    set_up_survey,
)

__all__ = [
    "add_question",
    "answer_survey",
    "begin_survey",
    "change_indicator",
    "check_questions",
    "close_due_surveys",
    "close_survey",
    "correct_finding",
    "define_indicator",
    "drop_question",
    "enter_finding",
    "read_indicator",
    "set_up_indicators",
    "set_up_survey",
]
