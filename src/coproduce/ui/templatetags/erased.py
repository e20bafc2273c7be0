"""``{% load erased %}``: texts that may have lost their words with their author."""

from __future__ import annotations

from django import template

from coproduce.ui import erased

register = template.Library()

register.filter("said_or_erased", erased.said_or_erased)
register.filter("plain_or_erased", erased.plain_or_erased)
register.filter("paragraphs_or_erased", erased.paragraphs_or_erased)
