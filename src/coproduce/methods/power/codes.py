"""Every code that the power family can return or raise."""

from coproduce.methods import _measures

CODES = _measures.CODES | {
    "agenda_field_unknown",
    "agenda_field_wrong",
    "power.binding",
    "power.advisory",
    "power.blocs_differ",
    "power.nobody_decides",
    "power.no_weight",
    "power.too_large",
    "override_impossible",
    "override_without_veto",
    "procedure_empty",
    "procedure_impossible",
    "procedure_trivial",
    "decision_unsound",
    "decisions_unreadable",
    "decision_field_unknown",
    "decision_field_missing",
    "decision_field_wrong",
}
