"""A text whose author was erased: kept as no text in any language, and shown as such rather than as nothing."""

from __future__ import annotations

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from .said import Said, said, said_paragraphs, said_plain


def plain_or_erased(value: Said) -> str:
    """The text without markup, or that its words were erased."""
    return said_plain(value) or gettext("The words were erased.")


def said_or_erased(value: Said) -> SafeString:
    """A title or a line as ``said`` shows it, or that its words were erased."""
    return said(value) or format_html("<i>{}</i>", gettext("The words were erased."))


def paragraphs_or_erased(value: Said) -> SafeString:
    """A longer text as ``said_paragraphs`` shows it, or that its words were erased."""
    return said_paragraphs(value) or format_html('<p class="mute">{}</p>', gettext("The words were erased."))
