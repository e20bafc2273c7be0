"""Which kind of co-production is this: computed from what is recorded, never declared."""

from coproduce.methods.typology.classify import CODES, classify, has_influence
from coproduce.methods.typology.institution import INSTITUTION_CODES, institutionalised
from coproduce.methods.typology.kind import KIND_CODES, Kind, kind_of
from coproduce.methods.typology.reading import ACTIVITIES, FILE_CODES, SIDES, Entry, read_entries, read_openings
from coproduce.methods.typology.shape import SHAPE_CODES, glass_ceiling, shape
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

RECORD_CODES = FILE_CODES | KIND_CODES | SHAPE_CODES | INSTITUTION_CODES
"""What is said of the record as a table and of the shape; ``CODES`` is what is said of a cell."""

__all__ = [
    "ACTIVITIES",
    "CODES",
    "RECORD_CODES",
    "SIDES",
    "STAGES",
    "WEIGHTINGS",
    "Act",
    "Effort",
    "Entry",
    "Kind",
    "Policy",
    "Recorded",
    "Share",
    "Stage",
    "Typing",
    "classify",
    "glass_ceiling",
    "has_influence",
    "institutionalised",
    "kind_of",
    "read_entries",
    "read_openings",
    "recorded",
    "shape",
]
