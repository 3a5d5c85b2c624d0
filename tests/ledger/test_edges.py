"""Stretches shown alone: without datelines, with both halves of their quotation marks or neither."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefs.ledger.edges import edged
from briefs.model.span import Span


@pytest.mark.parametrize(
    ("text", "words", "shown"),
    [
        (
            "LAKE TOWN, January 26. /Volga/. The North wants the dam.",
            "LAKE TOWN, January 26. /Volga/. The North wants the dam.",
            "The North wants the dam.",
        ),
        (
            "HARBOUR (The Wire) — The South refused.",
            "HARBOUR (The Wire) — The South refused.",
            "The South refused.",
        ),
        ("HARBOUR, Feb 3 - The South refused.", "HARBOUR, Feb 3 - The South refused.", "The South refused."),
        (
            "NATO - backed guarantees are wanted.",
            "backed guarantees are wanted.",
            "backed guarantees are wanted.",
        ),
        ("NATO — The alliance is late.", "NATO — The alliance is late.", "NATO — The alliance is late."),
        ("HARBOUR TOWN — The South is late.", "HARBOUR TOWN — The South is late.", "The South is late."),
        ("The NATO summit is near.", "The NATO summit is near.", "The NATO summit is near."),
        ("NATO wants the dam shut.", "NATO wants the dam shut.", "NATO wants the dam shut."),
        (
            "“We held it for four years,” he claimed.",
            "We held it for four years,” he claimed.",
            "We held it for four years,",
        ),
        ('"The ferry is very pleasant."', 'The ferry is very pleasant."', '"The ferry is very pleasant."'),
        (
            "“The ferry,” he said, “is late.”",
            "“The ferry,” he said, “is late.",
            "“The ferry,” he said, “is late.”",
        ),
        (
            "He said: “The dam stays shut for all of us and for good.",
            "“The dam stays shut",
            "The dam stays shut",
        ),
        ("The dam is “shut for good”, he said.", "The dam is “shut for good”", "The dam is “shut for good”"),
        ('A 6" pipe is “old”.', 'A 6" pipe is “old”.', 'A 6" pipe is “old”.'),
    ],
)
def test_a_stretch_is_shown_in_bounds_that_can_stand_alone(text: str, words: str, shown: str) -> None:
    start = text.index(words)
    assert edged(text, Span(start, start + len(words))).of(text) == shown


@given(st.text('ab “”".,\n—-ABCDE(/)', min_size=1, max_size=80), st.data())
def test_bounds_stay_inside_the_text_and_hold_words(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    found = edged(text, Span(start, end))
    assert 0 <= found.start < found.end <= len(text)
    assert edged(text, found).start >= 0


@pytest.mark.parametrize(
    ("text", "found", "shown"),
    [
        (
            "He spoke. No other way, he said he thought, was as likely to “end it”.",
            "he thought, was as likely to “end it”",
            "No other way, he said he thought, was as likely to “end it”",
        ),
        (
            "Neither plan, she said, would be “final”.",
            "would be “final”",
            "Neither plan, she said, would be “final”",
        ),
        ("She said: is it “final”?", "is it “final”", "She said: is it “final”"),
        ("She said it was “final”.", "it was “final”", "it was “final”"),
    ],
)
def test_a_stretch_that_begins_with_its_verb_gets_its_clause_back(text: str, found: str, shown: str) -> None:
    start = text.index(found)
    assert edged(text, Span(start, start + len(found))).of(text) == shown
