"""The seventeen signals, in their order."""

from __future__ import annotations

from coproduce.methods.signals import deciding, working
from coproduce.methods.signals.asking import Rule

_MINUTES = ("citizen_minutes", "citizen_minutes_before")
_POWER = ("decision_power", "decision_power_before")

RULES: tuple[Rule, ...] = (
    Rule("T1", ("binding_decisions", "advice_answered", "advice_adopted"), deciding.without_influence),
    Rule("T2", (), deciding.late_entry),
    Rule("T3", ("promises_due", "promises_unanswered"), working.promises_unanswered),
    Rule("T4", ("citizen_acts", "citizen_acts_delivery", "citizen_acts_planning"), working.hands_not_heads),
    Rule("T5", ("inputs_closed", "inputs_unanswered"), working.voice_without_reply),
    Rule("T6", ("citizens", "time_of_top_tenth"), working.same_few),
    Rule("T7", ("inputs", "proposals_adopted", "versions_by_citizens"), deciding.nothing_changed),
    Rule("T8", ("bodies",), deciding.lone_seat),
    Rule("T9", ("days_without_professional", "citizen_delivery_meanwhile"), working.professionals_missing),
    Rule("T10", (), deciding.no_real_choice),
    Rule("T11", ("citizen_assessments", "professional_assessments"), working.marking_own_homework),
    Rule("T12", (*_MINUTES, "expenses_asked", "expenses_refused_or_late"), working.free_labour),
    Rule("T13", (*_MINUTES, *_POWER), working.burden_shift),
    Rule("T14", ("newcomers", "newcomers_gone"), working.quick_exit),
    Rule("T15", ("participants", "named_by_professionals"), deciding.hand_picked),
    Rule("T16", ("level_promised", "level_shown"), deciding.promise_gap),
    Rule("T17", (*_POWER, "delivery_acts", "delivery_acts_before"), deciding.drift),
)
