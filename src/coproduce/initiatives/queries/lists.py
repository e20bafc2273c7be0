"""The closed lists of the room, as forms and filters offer them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from coproduce.initiatives.models import (
    Activity,
    Bearing,
    ContractForm,
    Orientation,
    PartyRole,
    PromiseLevel,
    ProviderMix,
    Regime,
    Side,
    Standing,
)
from coproduce.initiatives.registry import step_kinds
from coproduce.places.models import Organisation, OrganisationKind

CITIZEN_STANDINGS = (Standing.RESIDENT, Standing.USER, Standing.CARER, Standing.VOLUNTEER)
PROFESSIONAL_STANDINGS = (Standing.PUBLIC, Standing.THIRD_SECTOR, Standing.PRIVATE)

# The closed lists that forms and filters offer, by name.
CHOICES: Mapping[str, Sequence[tuple[str, Any]]] = {
    "orientation": Orientation.choices,
    "promise_level": PromiseLevel.choices,
    "side": Side.choices,
    "role": PartyRole.choices,
    "standing": Standing.choices,
    "citizen_standing": [(s.value, s.label) for s in CITIZEN_STANDINGS],
    "professional_standing": [(s.value, s.label) for s in (*PROFESSIONAL_STANDINGS, Standing.COUNCILLOR)],
    "bearing": Bearing.choices,
    "activity": Activity.choices,
    "regime": Regime.choices,
    "provider_mix": ProviderMix.choices,
    "contract_form": ContractForm.choices,
}


def step_choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """Every kind of step that a room offers, in words, by activity in the order of the round."""
    kinds = step_kinds()
    found = [(a, [(k.code, str(k.title)) for k in kinds if k.activity == a]) for a in Activity]
    return [(str(activity.label).capitalize(), some) for activity, some in found if some]


def side_of(standing: str) -> Side:
    """The side that a standing belongs to."""
    return next(side for side in Side if standing in standings_of(side))


def standings_of(side: str) -> tuple[Standing, ...]:
    """The standings that belong to a side."""
    return {
        Side.CITIZEN: CITIZEN_STANDINGS,
        Side.PROFESSIONAL: PROFESSIONAL_STANDINGS,
        Side.ELECTED: (Standing.COUNCILLOR,),
    }[Side(side)]


def standing_at(body: Organisation) -> Standing:
    """The standing of somebody who works for a body: the sector that the body belongs to."""
    sectors = {
        OrganisationKind.PUBLIC_BODY: Standing.PUBLIC,
        OrganisationKind.HOUSING_AGENCY: Standing.PUBLIC,
        OrganisationKind.COMPANY: Standing.PRIVATE,
    }
    return sectors.get(OrganisationKind(body.kind), Standing.THIRD_SECTOR)
