"""Texts, amounts, days, the ring and its words, threads, bars and states."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from django.template import Context, Template
from django.utils import timezone, translation
from django.utils.safestring import mark_safe

from coproduce.places.models import Area
from coproduce.ui import formats, said
from coproduce.ui import ring as rings
from coproduce.ui.states import STATES
from tests.world import World

SHARES = [(16, 10), (18, 12), (20, 9), (7, 6)]


def render(source: str, /, **values: Any) -> str:
    return Template("{% load ui %}" + source).render(Context(values))


@pytest.mark.parametrize(
    ("reader", "text", "shown"),
    [
        ("en", {"en": "Garden", "fr": "Jardin"}, "Garden"),
        ("fr", {"en": "Garden", "fr": "Jardin"}, "Jardin"),
        ("fr", {"en": "Garden"}, '<span lang="en">Garden</span>'),
        ("en", {"sv": "Trädgård"}, '<span lang="sv">Trädgård</span>'),
        ("en", {"ar": "حديقة"}, '<span lang="ar" dir="rtl">حديقة</span>'),
        ("en", {"en": "", "fr": "Jardin"}, '<span lang="fr">Jardin</span>'),
        ("en", {"en": "<b>&"}, "&lt;b&gt;&amp;"),
        ("en", {'x"><script>': "<i>"}, '<span lang="x&quot;&gt;&lt;script&gt;">&lt;i&gt;</span>'),
        ("en", {}, ""),
        ("en", None, ""),
        ("en", "plain <", "plain &lt;"),
    ],
)
def test_people_are_read_in_the_language_they_wrote(reader: str, text: Any, shown: str) -> None:
    with translation.override(reader):
        assert render("{{ text|said }}", text=text) == shown


def test_plain_text_is_still_escaped_by_the_template() -> None:
    assert render('<a title="{{ t|said_plain }}">', t={"fr": 'a"b'}) == '<a title="a&quot;b">'


def test_paragraphs_are_parted_and_escaped() -> None:
    assert render("{{ t|said_paragraphs }}", t={"en": "a <b>\n\nc"}) == "<p>a &lt;b&gt;</p>\n\n<p>c</p>"
    assert render("{{ t|said_paragraphs }}", t={"fr": "a"}) == '<div lang="fr"><p>a</p></div>'


@pytest.mark.parametrize(
    ("reader", "town", "shown"),
    [
        ("fr", "Le Havre", "Ensemble au Havre"),
        ("fr", "Les Ulis", "Ensemble aux Ulis"),
        ("fr", "La Rochelle", "Ensemble à La Rochelle"),
        ("fr", "Leeds", "Ensemble à Leeds"),
        ("en", "Le Havre", "Together in Le Havre"),
    ],
)
def test_a_town_with_an_article_is_named_as_the_language_does(
    world: World, client: Any, reader: str, town: str, shown: str
) -> None:
    Area.objects.filter(pk=world.town.pk).update(name={"en": town, "fr": town})
    page = client.get(f"/{reader}/{world.town.slug}/").content.decode()
    assert f"<h1>{shown}</h1>" in page
    assert f"<title>{shown} ·" in page


def test_an_article_after_of_is_drawn_together_too_and_marks_stay() -> None:
    with translation.override("fr"):
        assert said.contracted("Le bilan de Le Mans") == "Le bilan du Mans"
        assert render("{{ t|contracted }}", t=mark_safe('à <span lang="en">Le Mans</span>')) == (
            'au <span lang="en">Mans</span>'
        )
        assert render("{{ t|contracted }}", t="à Le M<ans>") == "au M&lt;ans&gt;"


MOMENT = dt.datetime(2026, 5, 4, 16, 0, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("reader", "source", "shown"),
    [
        ("en", "{{ v|money:'EUR' }}", "€18,000"),
        ("fr", "{{ v|money:'EUR' }}", "18 000 €"),
        ("en", "{{ w|money:'EUR' }}", "€12.50"),
        ("fr", "{{ w|money }}", "12,50 €"),
        ("en", "{{ v|money:'JPY' }}", "JP¥1,800,000"),
        ("en", "{{ at|day }}", "4 May 2026"),
        ("fr", "{{ at|day }}", "4 mai 2026"),
        ("en", "{{ at|day:'full' }}", "Monday, 4 May 2026"),
        ("en", "{{ at|day:'short' }}", "4 May"),
        ("fr", "{{ at|moment }}", "4 mai 2026 à 18 h"),
        ("en", "{{ at|moment }}", "4 May 2026 at 18:00"),
        ("en", "{{ 45|minutes_as_hours }}", "45 minutes"),
        ("en", "{{ 60|minutes_as_hours }}", "1 hour"),
        ("fr", "{{ 8880|minutes_as_hours }}", "148 heures"),
        ("en", "{{ 150|minutes_as_hours }}", "2 h 30 min"),
        ("en", "{{ 12500|number }}", "12,500"),
        ("fr", "{{ share|percent }}", "34 %"),
        ("en", "{{ none|money }}{{ none|day }}{{ none|moment }}{{ none|number }}", ""),
    ],
)
def test_amounts_and_days_follow_the_reader(reader: str, source: str, shown: str) -> None:
    with translation.override(reader), timezone.override("Europe/Paris"):
        got = render(source, v=1_800_000, w=1250, at=MOMENT, share=0.342, none=None)
    assert re.sub("[\u00a0\u202f]", " ", got) == shown


def test_a_number_and_its_unit_stay_on_one_line() -> None:
    with translation.override("en"):
        assert formats.minutes_as_hours(8880) == "148\u00a0hours"
        assert formats.minutes_as_hours(150) == "2\u00a0h\u00a030\u00a0min"
        assert [formats.measure(31, "°C"), formats.measure(31, ""), formats.measure(None, "m")] == [
            "31\u00a0°C",
            "31",
            "",
        ]


@pytest.mark.parametrize(
    ("sentence", "inside"),
    [("It is built.", "It is built"), ("It is built…", "It is built…"), ("And then...", "And then..."), ("", "")],
)
def test_a_sentence_inside_another_gives_up_its_stop(sentence: str, inside: str) -> None:
    assert said.without_stop(sentence) == inside


def test_a_state_begins_with_a_capital() -> None:
    assert ">Admitted</span>" in render("{% state 'granted' 'admitted' %}")


def test_percentages_of_one_whole_and_of_a_ratio_are_rounded_half_up() -> None:
    with translation.override("en"):
        assert formats.percents([7, 7, 20]) == ["21%", "21%", "59%"]
        assert [formats.percent(share) for share in (0.285, 0.125, 0.999, 0.0, 1.0)] == [
            "29%",
            "13%",
            "99%",
            "0%",
            "100%",
        ]
    page = render("{% sides 1 1 1 %}")
    assert [f"{share}%" in page for share in (34, 33)] == [False, True]


@pytest.mark.parametrize(
    ("moment", "shape", "said"),
    [
        (dt.datetime(2026, 10, 1, 9, 0, tzinfo=dt.UTC), "long", "1er octobre 2026 à 9 h"),
        (dt.datetime(2026, 10, 1, 9, 30, tzinfo=dt.UTC), "full", "jeudi 1er octobre 2026 à 9 h 30"),
        (dt.datetime(2026, 10, 1, 0, 5, tzinfo=dt.UTC), "short", "1er oct. à 0 h 05"),
        (dt.datetime(2026, 11, 11, 12, 0, tzinfo=dt.UTC), "long", "11 novembre 2026 à 12 h"),
        (dt.datetime(2026, 1, 21, 18, 45, tzinfo=dt.UTC), "medium", "21 janv. 2026 à 18 h 45"),
    ],
)
def test_french_days_and_hours_are_written_as_in_running_text(moment: dt.datetime, shape: str, said: str) -> None:
    with timezone.override("UTC"), translation.override("fr"):
        assert formats.moment(moment, shape).replace("\u00a0", " ") == said
        assert formats.day(moment, "month") == formats.day(moment.date().replace(day=2), "month")
    with timezone.override("UTC"), translation.override("en"):
        assert formats.clock(moment) == f"{moment:%H:%M}"


def test_the_ring_says_in_words_what_it_draws() -> None:
    page = render("{% ring s 'Full co-production' 'stable' %}", s=SHARES)
    assert 'role="img" aria-labelledby="ring-1-t ring-1-d"' in page
    assert '<title id="ring-1-t">Full co-production (stable)</title>' in page
    assert "Priorities: 16 acts by citizens, 10 by professionals." in page
    assert "Assessment: 7 acts by citizens, 6 by professionals." in page
    with translation.override("fr"):
        page = render("{% ring s 'Coproduction complète' %}", s=SHARES)
    for word in ("Priorités", "Conception", "Réalisation", "Évaluation"):
        assert f">{word}</text>" in page
    assert "16 actes" in page


def test_an_empty_ring_says_so() -> None:
    page = render("{% ring s '' size='small' %}", s=[(0, 0)] * 4)
    assert "Nothing has been recorded yet." in page
    assert "ring__track" in page
    assert "ring__band" not in page
    assert "ring__pro" not in page


def test_rings_on_one_page_never_share_an_id() -> None:
    source = "{% ring s 'a' %}{% ring s 'b' size='small' %}{% ring s 'c' part='x' %}"
    ids = re.findall(r'\sid="([^"]+)"', render(source, s=SHARES))
    assert len(ids) == len(set(ids)) == 9
    assert render(source, s=SHARES) == render(source, s=SHARES)


def test_small_rings_have_no_words_in_the_picture() -> None:
    assert "<text" not in render("{% ring s 'Full' size='small' %}", s=SHARES)


def test_a_ring_has_four_quarters() -> None:
    with pytest.raises(ValueError, match="four"):
        rings.draw(SHARES[:3], kind="", stability="", large=True)


def test_bands_are_filled_to_their_share_of_the_busiest() -> None:
    assert rings.arc_path(0, 10, 0, 90) == "M0.0 -10.0A10.00 10.00 0 0 1 10.0 -0.0"
    picture = rings.draw([(10, 5), (0, 0), (0, 0), (0, 0)], kind="", stability="", large=False)
    assert picture.citizens == rings.arc_path(50, 41.5, 5, 85)
    assert picture.professionals == rings.arc_path(50, 24, 5, 45)
    assert picture.track.count("M") == 8


def test_one_act_in_a_busy_year_is_still_seen() -> None:
    picture = rings.draw([(1, 0), (0, 5000), (0, 0), (0, 0)], kind="", stability="", large=False)
    assert picture.citizens == rings.arc_path(50, 41.5, 5, 7)


def test_numbers_in_pictures_keep_the_point_in_every_language() -> None:
    with translation.override("fr"):
        page = render("{% ring s 'x' %}", s=SHARES)
    assert 'stroke-width="26.5' in page
    assert not re.search(r'(?:x|y|stroke-width)="-?\d+,', page)


def test_the_ring_as_a_table() -> None:
    page = render("{% ring_table s %}", s=SHARES)
    assert '<th scope="row">Delivery</th><td class="num">20</td><td class="num">9</td>' in page


def test_gaps_of_a_thread_are_shown_as_gaps() -> None:
    steps = [
        {"label": "Heard", "text": "at a <meeting>", "at": dt.date(2026, 3, 12)},
        {"label": "Measured", "text": "Nothing yet", "state": "gap"},
    ]
    page = render("{% thread_line steps %}", steps=steps)
    assert page.startswith("<ol")
    assert "12 March 2026 · at a &lt;meeting&gt;" in page
    assert '<li class="gap"><b>Measured <span class="hidden-text">(not yet)</span>' in page


def test_bars_come_with_their_table_and_file() -> None:
    rows = [{"label": "Tenants", "share": 0.34, "shown": "34 %", "mark": 0.68, "note": "under", "side": "citizens"}]
    page = render("{% bars rows caption='Who' csv_url='/x.csv' %}", rows=rows)
    assert 'class="v c" y="4" width="34.0%"' in page
    assert 'x="68.0%"' in page
    assert '<th scope="row">Tenants</th>' in page
    assert 'href="/x.csv" download' in page
    with pytest.raises(KeyError):
        render("{% bars rows %}", rows=[{"label": "", "share": 0, "shown": "", "side": "other"}])


def test_citizens_are_hatched_in_bars_too() -> None:
    page = render("{% bars rows %}", rows=[{"label": "a", "share": 0.5, "shown": "50 %", "side": "citizens"}])
    assert 'pattern id="bars-1-h"' in page
    assert 'fill="url(#bars-1-h)"' in page


def test_one_bar_parted_by_side_says_the_shares() -> None:
    page = render("{% sides 61 39 %}{% sides 0 0 %}{% sides 1 0 1 %}")
    assert 'aria-label="citizens 61%, professionals 39%"' in page
    assert 'class="v p" x="61.00%" width="39.00%"' in page
    assert 'aria-label="Nothing has been recorded yet."' in page
    assert 'aria-label="citizens 50%, elected 50%"' in page
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert len(ids) == len(set(ids)) == 3


def test_a_bar_never_leaves_its_track() -> None:
    page = render("{% bars rows %}", rows=[{"label": "a", "share": 1.7, "shown": "170 %"}])
    assert 'width="100.0%"' in page


@pytest.mark.parametrize("code", sorted(STATES))
def test_every_state_is_a_word_in_both_languages(code: str) -> None:
    english = re.sub("<[^>]+>", "", render(f"{{% state '{code}' %}}"))
    with translation.override("fr"):
        french = re.sub("<[^>]+>", "", render(f"{{% state '{code}' %}}"))
    assert english
    assert french
    assert english != french


def test_a_state_nobody_worded_is_not_shown_silently() -> None:
    with pytest.raises(KeyError):
        render("{% state 'fancy' %}")
