"""Every code that the signals can return or raise."""

from coproduce.methods import _measures

NUMBERS = tuple(f"T{number}" for number in range(1, 18))
EVIL_NUMBERS = tuple(f"E{number}" for number in range(1, 8))
CODES = _measures.CODES | {
    *(f"signal.{number}" for number in NUMBERS),
    *(f"evidence.{number}" for number in NUMBERS),
    *(f"{said}.{number}" for said in ("signal", "evidence", "safeguard") for number in EVIL_NUMBERS),
    "signal.fires",
    "signal.quiet",
    "signal.not_enough_data",
    "signal.missing",
    "signal.too_few",
    "picture_field_unknown",
    "picture_field_wrong",
    "picture_more_than_whole",
    "picture_unreadable",
    "policy_field_missing",
    "policy_field_unknown",
    "policy_field_wrong",
    "policy_unreadable",
}
