"""How a measure is said on a page: its value in its unit, how many cases, and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction

from coproduce.cli.words import TEXTS, Speaker
from coproduce.methods._measures import Measure
from coproduce.methods._shared import decimal_text, digest, in_units, whole_percent


def as_json(measures: Iterable[Measure]) -> dict[str, object]:
    """Measures as one object, with the digest of all of them."""
    told = [measure.as_json() for measure in measures]
    return {"measures": told, "digest": digest(told)}


def value_of(measure: Measure, speaker: Speaker) -> str:
    """A value as people read it: a share in percent, a ratio with two decimals, days with one at most."""
    value = measure.value
    if value is None:
        return speaker.say(f"measure.{measure.state}")
    exact = Fraction(value)
    if measure.unit == "share":
        return speaker.say("ui.measure_percent", percent=whole_percent(exact, 1))
    if measure.unit == "money":
        return speaker.number(in_units(int(exact)))
    if exact.denominator == 1:
        return speaker.number(int(exact))
    return speaker.number(decimal_text(exact, places=2 if measure.unit == "ratio" else 1))


def lines(measures: Iterable[Measure], speaker: Speaker) -> Iterator[str]:
    """One line a measure, and under it its reasons."""
    for measure in measures:
        base, _, rest = measure.name.partition(": ")
        name = speaker.say(f"measure.name.{base}") + (f" ({_words(rest, speaker)})" if rest else "")
        said = value_of(measure, speaker)
        yield "  " + speaker.say("ui.measure_line", name=name, said=said, n=measure.n)
        if measure.state == "cannot_tell":
            yield "      " + speaker.say("measure.cannot_tell")
        for reason in measure.reasons:
            yield "      " + speaker.reason(reason)


def _words(rest: str, speaker: Speaker) -> str:
    """The words of a measure's finer name in the reader's language; what has no words is somebody's own name."""
    texts = TEXTS[speaker.language]
    return ", ".join(texts.get(f"word.{word}", word) for word in rest.split(" ")) if _known(rest) else rest


def _known(rest: str) -> bool:
    return all(f"word.{word}" in TEXTS["en"] for word in rest.split(" "))
