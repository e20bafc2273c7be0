"""The context in which an initiative works: the frame that any lesson from here travels with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from babel import Locale
from django.db.models import F, Q, QuerySet, Subquery
from django.utils.translation import get_language, to_locale

from coproduce.initiatives.models import Context, ContractForm, Initiative, ProviderMix, Regime

Text = Mapping[str, str]
FIELDS = ("regime", "provider_mix", "contract_form")
COLUMNS = (*FIELDS, "country", "culture_note", "law")


@dataclass(frozen=True, slots=True)
class Setting:
    """A context in words: the country, and how the service is organised, provided and paid for."""

    country: str
    lines: tuple[str, ...]
    culture: Text | None
    law: Sequence[Text]
    # The same as codes, for machines: the country, then by the name of its field each of the three lines.
    country_code: str
    codes: Mapping[str, str]


def contexts_of(initiative: Any, town: Any, on: Any = None) -> QuerySet[Context]:
    """What is said of the initiative, then of its town; the newest first, so that the first one holds.

    ``on``: only what held on that day already.
    """
    found = Context.objects.filter(Q(initiative=initiative) | Q(initiative=None, town=town))
    if on is not None:
        found = found.filter(valid_from__lte=on)
    return found.order_by(F("initiative").asc(nulls_last=True), "-valid_from", "-id")


def context_of(initiative: Initiative) -> Context | None:
    """The context that holds for the initiative now, or none."""
    return contexts_of(initiative, initiative.town_id).first()


def setting_columns(initiative: Any, town: Any, on: Any = None) -> dict[str, Subquery]:
    """The context as columns for somebody else's query, which costs none of its own; ``setting_in`` reads them."""
    newest = contexts_of(initiative, town, on)
    return {f"setting_{name}": Subquery(newest.values(name)[:1]) for name in COLUMNS}


def setting_in(row: Mapping[str, Any]) -> Setting | None:
    """What ``setting_columns`` brought, in words."""
    if not row["setting_country"]:
        return None
    codes = [row[f"setting_{name}"] or "" for name in FIELDS]
    return in_words(row["setting_country"], codes, row["setting_culture_note"], row["setting_law"] or ())


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
    return Setting(_country(country), tuple(words), culture, law, country, dict(zip(FIELDS, codes, strict=True)))


def _country(code: str) -> str:
    names = Locale.parse(to_locale(get_language() or "en"), sep="_").territories
    return str(names.get(code, code))
