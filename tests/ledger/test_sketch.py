"""Sketches, and the sentences and figures they rest on."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefs.ledger.days import days_named
from briefs.ledger.figures import figures
from briefs.ledger.sentences import sentence_at, sentences
from briefs.ledger.sketch import sketch, unpacked
from briefs.ledger.words import words_of, written

PIECES = (
    "“We", "go”", '"No', 'yes."', "talks", "ended", "Wednesday.", "six hours", "20%", "prepare for",
    "next round",     "\n", "soon.", "Mr.", "U.S.", "…", "'", "\u2028", "\ud800", "don't", "unfair", "§",
)  # fmt: skip
TEXTS = st.text(max_size=300) | st.lists(st.sampled_from(PIECES), max_size=60).map(" ".join)


@given(TEXTS)
def test_a_sketch_of_any_text_survives_storing(text: str) -> None:
    made = sketch(text)
    assert unpacked(made.packed()) == made


@given(TEXTS)
def test_places_in_a_sketch_lie_inside_the_text(text: str) -> None:
    made = sketch(text)
    places = [*made.coming, *made.over, *made.ahead]
    places += [(each.start, each.end) for each in (*made.quoted, *made.counted)]
    places += [(each.first, each.last) for each in made.counted]
    assert all(0 <= start < end <= len(text) for start, end in places)


@given(TEXTS)
def test_sentences_are_in_order_inside_the_text_and_not_blank(text: str) -> None:
    found = sentences(text)
    assert all(span.of(text).strip() for span in found)
    assert all(one.end <= other.start for one, other in pairwise(found))


@given(TEXTS, st.integers(0, 300))
def test_every_place_has_a_sentence(text: str, at: int) -> None:
    if at < len(text):
        span = sentence_at(text, at)
        assert 0 <= span.start < span.end <= len(text)


@given(TEXTS)
def test_words_lie_where_they_say(text: str) -> None:
    assert all(text[word.start : word.end].strip() for word in words_of(text))
    assert all(text[word.start : word.end].strip() for word in written(text, 0, len(text)))


def test_a_sketch_of_another_version_is_not_read() -> None:
    assert unpacked('[1,0,"","",[],[],[],[],[]]') is None


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Mr. Berg spoke. He left.", ["Mr. Berg spoke.", "He left."]),
        ("The U.S. envoy left. Talks go on.", ["The U.S. envoy left.", "Talks go on."]),
        ('He said "No." Then he left.', ['He said "No."', "Then he left."]),
        ("• First point\n- Second point", ["First point", "Second point"]),
        ("Is it over? “Not yet,” he said.", ["Is it over?", "“Not yet,” he said."]),
    ],
)
def test_sentences_end_where_readers_see_them_end(text: str, parts: list[str]) -> None:
    assert [span.of(text) for span in sentences(text)] == parts


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("for two hours on Wednesday", [(2.0, "hour", False)]),
        ("a one-day truce", [(1.0, "day", False)]),
        ("the minimum 60-day ceasefire", [(60.0, "day", True)]),
        ("about 20% of the land", [(20.0, "%", True)]),
        ("43 Northern drones and 1,500 soldiers", [(43.0, "drone", False), (1500.0, "soldier", False)]),
        ("43 Ukrainian drones", [(43.0, "drone", False)]),
        ("$12 trillion", [(12e12, "$", False)]),
        ("three people and a dog", [(3.0, "person", False)]),
        ("in 2014 and on 24 February", []),
        ("Article 5", []),
    ],
)
def test_figures_are_found_with_what_they_count(text: str, found: list[tuple[float, str, bool]]) -> None:
    assert [(each.value, each.unit, each.rough) for each in figures(text)] == found


WEDNESDAY = date(2026, 2, 18)


@pytest.mark.parametrize(
    ("text", "ahead", "days"),
    [
        ("ended on Wednesday", False, [date(2026, 2, 18)]),
        ("met on Tuesday", False, [date(2026, 2, 17)]),
        ("will meet on Tuesday", True, [date(2026, 2, 24)]),
        ("will meet next Tuesday", True, [None]),
        ("due on March 1", True, [date(2026, 3, 1)]),
        ("on 5 March 2026", True, [date(2026, 3, 5)]),
        ("on Feb. 4-5", True, [date(2026, 2, 4)]),
        ("on December 30", False, [date(2025, 12, 30)]),
        ("tomorrow", True, [date(2026, 2, 19)]),
        ("on February 30", True, []),
        ("soon", True, []),
    ],
)
def test_days_are_told_where_they_are_certain(text: str, ahead: bool, days: list[date | None]) -> None:
    assert [each.day for each in days_named(text, 0, len(text), WEDNESDAY, ahead=ahead)] == days
