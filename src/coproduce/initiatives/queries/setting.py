"""The context in which an initiative works: the frame that any lesson from here travels with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from babel import Locale
from django.db.models import F, Q, QuerySet
from django.utils.translation import get_language, to_locale

from coproduce.initiatives.models import Context, ContractForm, Initiative, ProviderMix, Regime

Text = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Setting:
    """A context in words: the country, and how the service is organised, provided and paid for."""

    country: str
    lines: tuple[str, ...]
    culture: Text | None
    law: Sequence[Text]


def contexts_of(initiative: Initiative) -> QuerySet[Context]:
    """What is said of the initiative, then of its town; the newest first, so that the first one holds."""
    found = Context.objects.filter(Q(initiative=initiative) | Q(initiative=None, town=initiative.town_id))
    return found.order_by(F("initiative").asc(nulls_last=True), "-valid_from", "-id")


def context_of(initiative: Initiative) -> Context | None:
    """The context that holds for the initiative now, or none."""
    return contexts_of(initiative).first()


def setting_of(initiative: Initiative) -> Setting | None:
    """The same in words."""
    found = context_of(initiative)
    if found is None:
        return None
    codes = (found.regime, found.provider_mix, found.contract_form)
    return in_words(found.country, codes, found.culture_note, found.law)


def in_words(country: str, codes: Sequence[str], culture: Text | None, law: Sequence[Text]) -> Setting:
    """Codes of regime, provider mix and contract form as their words; unknown ones are left out."""
    lists = (Regime, ProviderMix, ContractForm)
    words = [str(known(code).label) for known, code in zip(lists, codes, strict=True) if code in known.values]
    return Setting(_country(country), tuple(words), culture, law)


def _country(code: str) -> str:
    names = Locale.parse(to_locale(get_language() or "en"), sep="_").territories
    return str(names.get(code, code))
