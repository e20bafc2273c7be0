"""People's own texts, kept as ``{language: text}``, shown in the reader's language where somebody wrote it."""

from __future__ import annotations

import re
from collections.abc import Mapping

from django.conf import settings
from django.utils.html import conditional_escape, format_html, linebreaks
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, get_language_bidi

Said = Mapping[str, str] | str | None
RIGHT_TO_LEFT = ("ar", "fa", "he", "ur", "ps", "yi", "ku", "dv")


def choose(value: Said, *, language: str | None = None) -> tuple[str, str]:
    """The text to show and the language it is in; the language is empty when it is the reader's own.

    Order: the reader's language, its base (``fr`` for ``fr-ca``), the site's language, then whichever text there is.
    """
    if not value:
        return "", ""
    if not isinstance(value, Mapping):  # the site's own words, at times translated late
        return str(value), ""
    reader = (language or get_language() or settings.LANGUAGE_CODE).lower()
    base = reader.split("-")[0]
    for own in (reader, base):
        if value.get(own):
            return value[own], ""
    for code in (settings.LANGUAGE_CODE, *sorted(value)):
        if value.get(code):
            return value[code], code
    return "", ""


def spoken(text: str) -> dict[str, str]:
    """What somebody typed, kept under the language they were reading; nothing for nothing."""
    return {get_language() or settings.LANGUAGE_CODE: text} if text else {}


def _direction(code: str) -> str:
    return "rtl" if code.split("-")[0] in RIGHT_TO_LEFT else "ltr"


def _wrapped(tag: str, code: str, inner: str) -> SafeString:
    direction = _direction(code)
    if (direction == "rtl") != get_language_bidi():
        return format_html('<{} lang="{}" dir="{}">{}</{}>', tag, code, direction, inner, tag)
    return format_html('<{} lang="{}">{}</{}>', tag, code, inner, tag)


def said(value: Said) -> SafeString:
    """Escaped text; a fallback in another language is wrapped so that screen readers change voice."""
    text, code = choose(value)
    return _wrapped("span", code, text) if code else conditional_escape(text)


def said_plain(value: Said) -> str:
    """The same choice without markup, for titles, attributes, file names and mail."""
    return choose(value)[0]


# A town's own article, after the word that a French sentence puts before the name.
_CONTRACTED = {("à", "le"): "au", ("à", "les"): "aux", ("de", "le"): "du", ("de", "les"): "des"}
_BEFORE_ARTICLE = re.compile(r"\b(à|de) (<[^>]*>)?(Les?) (?=\w)")


def contracted(sentence: str) -> str:
    """A sentence with a town's name in it as French says it: "à Le Havre" is "au Havre". Others stay as they are."""
    if (get_language() or settings.LANGUAGE_CODE).split("-")[0] != "fr":
        return sentence

    def one(found: re.Match[str]) -> str:
        before, mark, article = found.groups(default="")
        return f"{_CONTRACTED[before, article.lower()]} {mark}"

    told = _BEFORE_ARTICLE.sub(one, sentence)
    return mark_safe(told) if isinstance(sentence, SafeString) else told


def without_stop(text: str) -> str:
    """A sentence as it stands inside another: without the stop at its end; dots that leave something open stay."""
    return text[:-1] if text.endswith(".") and not text.endswith("..") else text


def said_paragraphs(value: Said) -> SafeString:
    """Longer texts: empty lines part paragraphs; everything is escaped."""
    text, code = choose(value)
    paragraphs = mark_safe(linebreaks(text, autoescape=True)) if text else SafeString("")
    return _wrapped("div", code, paragraphs) if code else paragraphs
