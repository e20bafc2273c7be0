"""What may be asked about initiatives; the only way to one of their objects."""

from .gates import (
    PUBLIC_STATES,
    has_initiative,
    initiative_for,
    initiative_page,
    initiative_to_coordinate,
    initiatives_for,
    obstacle_to_change,
    obstacles_of,
    party_to_end,
    step_for,
    step_to_coordinate,
    steps_of,
)
from .ground import Ground, Line, Presence, counted_already, ground_of, parties_with_names, presence
from .history import FIELD_WORDS, Told, history_of, tell, tell_all, with_words
from .lists import CHOICES, CITIZEN_STANDINGS, PROFESSIONAL_STANDINGS, side_of, standing_at, standings_of, step_choices
from .offers import AT, VIEWER, offers_for
from .onward import Begun, beginnings
from .prepared import Given, Prepared, several
from .setting import Setting, context_of, contexts_of, setting_columns, setting_in, setting_of
from .viewers import Seen, is_clerk_of, may_coordinate, own_party, parties_of, party_of, see_together
from .waiting import waiting
from .who import Attendance, Counted, attendance, capacities_of, parts_of

__all__ = [
    "AT",
    "CHOICES",
    "CITIZEN_STANDINGS",
    "FIELD_WORDS",
    "PROFESSIONAL_STANDINGS",
    "PUBLIC_STATES",
    "VIEWER",
    "Attendance",
    "Begun",
    "Counted",
    "Given",
    "Ground",
    "Line",
    "Prepared",
    "Presence",
    "Seen",
    "Setting",
    "Told",
    "attendance",
    "beginnings",
    "capacities_of",
    "context_of",
    "contexts_of",
    "counted_already",
    "ground_of",
    "has_initiative",
    "history_of",
    "initiative_for",
    "initiative_page",
    "initiative_to_coordinate",
    "initiatives_for",
    "is_clerk_of",
    "may_coordinate",
    "obstacle_to_change",
    "obstacles_of",
    "offers_for",
    "own_party",
    "parties_of",
    "parties_with_names",
    "parts_of",
    "party_of",
    "party_to_end",
    "presence",
    "see_together",
    "setting_columns",
    "setting_in",
    "setting_of",
    "several",
    "side_of",
    "standing_at",
    "standings_of",
    "step_choices",
    "step_for",
    "step_to_coordinate",
    "steps_of",
    "tell",
    "tell_all",
    "waiting",
    "with_words",
]
