"""Which rows of the record make the stations of a thread: heard, answered, designed and done, measured."""

from __future__ import annotations

from django.db.models import IntegerField, Q
from django.db.models.fields.json import KT
from django.db.models.functions import Cast, Coalesce

from coproduce.accountability.models import Event, Kind, Visibility

PUBLIC = Q(visibility=Visibility.PUBLIC)
# A finding that was neither corrected nor taken back since.
HOLDS = PUBLIC & Q(counts=True, corrected_by=None)
# To say what is needed, or to propose, is how a thread is heard: it is told there, not again as designing together.
SAYING = (Kind.DISCOVER, Kind.IDEATE)
# What was said, once: a later word on it carries a code. One entry may stand for many who said it.
HEARD = Q(event=Event.INPUT_RECEIVED) & ~Q(params__has_key="code")
# What professionals answered to what was said; a check or an appeal carries a code.
ANSWERED = Q(event=Event.INPUT_ANSWERED) & ~Q(params__has_key="code")
# A proposal that professionals did not admit, or that its author took back; no vote has begun by then.
REMOVED, WITHDRAWN = Q(event=Event.OPTION_REMOVED), Q(params__code="withdrawn")
# How many said it: who proposes a project for it is told as proposing, and the list of needs counts the same voices.
VOICED = HEARD & ~Q(params__has_key="proposal")
VOICE = Coalesce(Cast(KT("params__n"), IntegerField()), 1)
