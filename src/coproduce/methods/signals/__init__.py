"""Seventeen early warnings of a tick-box exercise, and seven evils, from a frozen picture of an initiative."""

from coproduce.methods.signals.asking import STATES, Rule, Signal, Signals, signals
from coproduce.methods.signals.codes import CODES
from coproduce.methods.signals.evils import EVILS
from coproduce.methods.signals.picture import LEVELS, Body, Picture, level_shown, read_picture
from coproduce.methods.signals.policy import Policy, default_evils_policy, default_policy, read_policy
from coproduce.methods.signals.rules import RULES

__all__ = [
    "CODES",
    "EVILS",
    "LEVELS",
    "RULES",
    "STATES",
    "Body",
    "Picture",
    "Policy",
    "Rule",
    "Signal",
    "Signals",
    "default_evils_policy",
    "default_policy",
    "level_shown",
    "read_picture",
    "read_policy",
    "signals",
]
