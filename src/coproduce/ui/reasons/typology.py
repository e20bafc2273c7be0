"""What the typology says: which kind of co-production, how sure, who assessed, and why."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

SENTENCES: dict[str, str] = {
    "assessed_by.both": _("Assessed by both sides"),
    "assessed_by.citizens": _("Assessed by citizens"),
    "assessed_by.nobody": _("Assessed by nobody yet"),
    "assessed_by.professionals": _("Assessed by professionals"),
    "cell.1": _("Professionals alone"),
    "cell.2": _("Planned together, delivered by professionals"),
    "cell.2.consulted": _("Citizens consulted only"),
    "cell.3": _("Planned by citizens, delivered by professionals"),
    "cell.4": _("Planned by professionals, delivered together"),
    "cell.5": _("Full co-production"),
    "cell.6": _("Planned by citizens, delivered together"),
    "cell.7": _("Planned by professionals, delivered by citizens"),
    "cell.8": _("Planned together, delivered by citizens"),
    "cell.9": _("Citizens alone"),
    "effort_negative": _("Effort cannot be less than zero."),
    "not_enough_recorded": _("Too little recorded to say"),
    "policy_invalid": _("A threshold must lie between 1% and 49%."),
    "state.borderline": _("borderline"),
    "state.not_enough_recorded": _("not enough recorded"),
    "state.stable": _("stable"),
    "why.differs": _("Counted by {weighting} with a threshold of {threshold%} it would be: {label}."),
    "why.influence": _("Citizens’ planning changed something."),
    "why.no_public_input": _("No public input recorded."),
    "why.share": _("Citizens did {percent} of {stage}, counted by {weighting}."),
    "why.too_few_acts": _("{found} {found|act|acts} recorded for {stage}; at least {needed} are needed."),
    "why.too_few_people": _("{found} {found|person|people} recorded for {stage}; at least {needed} are needed."),
    "why.voice_without_influence": _("Citizens had a voice in planning and no influence is on record."),
    "why.weighting_left_out": _("For {stage}, {weighting} are not recorded, so they are left out."),
    "word.plan": _("planning"),
    "word.deliver": _("delivery"),
    "word.assess": _("assessment"),
    "word.acts": _("acts"),
    "word.people": _("people"),
    "word.minutes": _("minutes"),
}
"""Kinds are worded so that they fit the middle of the ring."""
