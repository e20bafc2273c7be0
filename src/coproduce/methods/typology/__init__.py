"""Which kind of co-production is this: computed from what is recorded, never declared."""

from coproduce.methods.typology.classify import CODES, classify, has_influence
from coproduce.methods.typology.types import (
    STAGES,
    WEIGHTINGS,
    Act,
    Effort,
    Policy,
    Recorded,
    Share,
    Stage,
    Typing,
    recorded,
)

__all__ = [
    "CODES",
    "STAGES",
    "WEIGHTINGS",
    "Act",
    "Effort",
    "Policy",
    "Recorded",
    "Share",
    "Stage",
    "Typing",
    "classify",
    "has_influence",
    "recorded",
]
