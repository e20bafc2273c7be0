"""``{% load ui %}``: people's texts, amounts and days, the ring, the thread, bars, states, the other language."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, cast

from django import template
from django.conf import settings
from django.forms import BaseForm, BoundField
from django.forms.widgets import ChoiceWidget
from django.template.context import Context
from django.template.loader import get_template
from django.urls import translate_url
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import get_language, get_language_info, gettext, pgettext

from coproduce.ui import formats, ring, said, states
from coproduce.ui.bars import Bar, read_bars
from coproduce.ui.sides import parted

register = template.Library()

RINGS_KEPT = 512

register.filter("said", said.said)
register.filter("said_plain", said.said_plain)
register.filter("said_paragraphs", said.said_paragraphs)
register.filter("contracted", said.contracted)
register.filter("money", formats.money)
register.filter("number", formats.number)
register.filter("percent", formats.percent)
register.filter("percentage", formats.percentage)
register.filter("day", formats.day)
register.filter("clock", formats.clock)
register.filter("moment", formats.moment)
register.filter("minutes_as_hours", formats.minutes_as_hours)


def _next_number(context: Context, name: str) -> int:
    """Counts parts on one page, includes with ``only`` too, so that ids stay unique and pages stay the same twice."""
    shared = cast("dict[str, int]", context.render_context.dicts[0])
    shared[name] = shared.get(name, 0) + 1
    return shared[name]


@register.simple_tag(takes_context=True, name="ring")
def ring_tag(
    context: Context,
    shares: Sequence[ring.Share],
    kind: str = "",
    stability: str = "",
    size: str = "large",
    part: str = "",
) -> SafeString:
    """``{% ring shares kind stability size="small" %}``; sizes: large (words in the middle), small (cards), mark.

    Give ``part`` a word of its own where a piece of page is fetched alone, so its ids differ from the page's.
    """
    ids = f"ring-{part}{_next_number(context, 'ui.ring')}"
    return _ring(tuple((c, p) for c, p in shares), str(kind), str(stability), size, ids, get_language())


@lru_cache(RINGS_KEPT)
def _ring(
    shares: tuple[ring.Share, ...], kind: str, stability: str, size: str, ids: str, language: str | None
) -> SafeString:
    """The picture is made of nothing but this, and a page of cards has a dozen: each is drawn once."""
    picture = ring.draw(shares, kind=kind, stability=stability, large=size == "large")
    told = {"picture": picture, "kind": kind, "stability": stability, "size": size, "ids": ids}
    return SafeString(get_template("ui/parts/ring.html").render(told))


@register.inclusion_tag("ui/parts/ring_table.html")
def ring_table(shares: Sequence[ring.Share]) -> dict[str, Any]:
    """The ring's numbers as a table."""
    return {"rows": [(name, *share) for name, share in zip(ring.quarters(), shares, strict=True)]}


@register.inclusion_tag("ui/parts/thread.html")
def thread_line(steps: Sequence[Any]) -> dict[str, Any]:
    """An ordered list of steps: ``label``, ``text``, ``at``, ``url``, ``link`` and ``state`` (done, now, gap, warn)."""
    return {"steps": steps}


@register.inclusion_tag("ui/parts/bars.html", takes_context=True)
def bars(
    context: Context,
    rows: Sequence[Bar | dict[str, Any]],
    caption: str = "",
    csv_url: str = "",
    marker: str = "",
    unit: str = "",
) -> dict[str, Any]:
    """Bars with their table and CSV link; ``marker`` says what the upright line means."""
    drawn = read_bars(rows)
    ids = f"bars-{_next_number(context, 'ui.bars')}"
    marked = any(row.mark is not None for row in drawn)
    noted = any(row.note for row in drawn)
    hatched = any(row.side == "citizens" for row in drawn)
    return {
        "rows": drawn, "caption": caption, "csv_url": csv_url, "marker": marker,
        "unit": unit, "ids": ids, "marked": marked, "noted": noted, "hatched": hatched,
    }  # fmt: skip


@register.inclusion_tag("ui/parts/sides.html", takes_context=True)
def sides(context: Context, citizens: int, professionals: int, elected: int = 0) -> dict[str, Any]:
    """One bar parted by side, with its shares in words: ``{% sides 61 39 %}`` takes counts, minutes or lines."""
    parts, said_in_words = parted(citizens, professionals, elected)
    return {"parts": parts, "said": said_in_words, "ids": f"sides-{_next_number(context, 'ui.sides')}"}


@register.simple_tag
def colon() -> str:
    """The colon between a label and what it is about; French sets a no-break space before it."""
    return pgettext("between a label and its object", ":")


@register.simple_tag
def state(code: str, text: str = "") -> SafeString:
    """``{% state "late" text="33 days late" %}``: a word with its colour and sign, which begins with a capital."""
    tone, word = states.state_of(code)
    return format_html('<span class="state {}">{}</span>', tone, capfirst(text or word))


@register.inclusion_tag("ui/parts/error_summary.html")
def error_summary(*forms: BaseForm) -> dict[str, Any]:
    """What went wrong, at the top of the page, each line leading to its field."""
    found: list[tuple[str, str]] = []
    for form in forms:
        if not form.is_bound:
            continue
        found += [("", str(message)) for message in form.non_field_errors()]
        found += [(_first_input(field), _problem(field, str(message))) for field in form for message in field.errors]
    return {"errors": found}


def _problem(field: BoundField, message: str) -> str:
    """The message with its field's name before it, since a list of "this is needed" would tell nobody where."""
    label = str(field.label or "")
    if label.endswith(("?", "!", ".")):
        return f"{label} {message}"
    return gettext("%(field)s: %(problem)s") % {"field": label, "problem": message} if label else message


def _first_input(field: BoundField) -> str:
    """The id of the first control: choices and many-part fields have no label target of their own."""
    own = field.id_for_label
    if own and not field.use_fieldset:
        return own
    if isinstance(field.field.widget, ChoiceWidget) and field.subwidgets:
        return field.subwidgets[0].id_for_label or ""  # choices in groups carry two numbers
    return own or f"{field.auto_id}_0"


def _address_in(context: Context, code: str) -> str:
    """Empty on the answer to something sent: its address may take nothing else, and a receipt cannot be drawn again."""
    request = context.get("request")
    if request is None or request.method not in ("GET", "HEAD"):
        return ""
    path: str = request.get_full_path()
    moved = translate_url(path, code)
    if moved != path:
        return moved
    # An unknown path (an error page) still says its language in its first part.
    reader = get_language() or settings.LANGUAGE_CODE
    return f"/{code}{path[len(reader) + 1 :]}" if path.startswith(f"/{reader}/") else f"/{code}/"


@register.simple_tag(takes_context=True)
def town_around(context: Context) -> Any:
    """The town whose pages the header leads to: the page's own, else the one around (``site_town``); or nothing."""
    return context.get("town") or context.get("site_town") or None


@register.simple_tag(takes_context=True)
def other_language_url(context: Context, code: str = "") -> str:
    """This page's address in another language: in ``code``, or in the first other language of the site."""
    others = [known for known, _name in settings.LANGUAGES if known != get_language()]
    wanted = code or (others[0] if others else "")
    return _address_in(context, wanted) if wanted else ""


@register.simple_tag(takes_context=True)
def other_languages(context: Context) -> list[dict[str, str]]:
    """Each other language of the site: ``code``, its own ``name`` and this page's ``url`` in it."""
    return [
        {"code": code, "name": get_language_info(code)["name_local"].capitalize(), "url": url}
        for code, _name in settings.LANGUAGES
        if code != get_language() and (url := _address_in(context, code))
    ]


@register.simple_tag(takes_context=True)
def here(context: Context, url: str, inside: bool = True) -> SafeString:
    """``aria-current`` for a navigation link: ``page`` on the page itself, ``true`` inside its section."""
    request = context.get("request")
    if request is None or not url:
        return SafeString("")
    if request.path == url:
        return SafeString(' aria-current="page"')
    return SafeString(' aria-current="true"' if inside and request.path.startswith(url) else "")
