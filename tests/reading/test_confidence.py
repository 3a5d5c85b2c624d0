"""How sure a finding is: traits as a table, and what holds of any sum of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefs.reading.confidence import chance, load_weights, odds, traits
from briefs.reading.find import drafts, nested
from briefs.reading.tokens import paragraphs


def seen(text):
    split = paragraphs(text)
    made = drafts(text, split)
    inside = nested(made)
    return [set(traits(split, draft, nested=id(draft) in inside)) for draft in made]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "“The bridge will hold for as long as any of us,” Ortega said.",
            {"frame subject, after its words", "word say", "source name", "source next to cue", "quoted all"},
        ),
        (
            "The old engineer said that the bridge will hold.",
            {"frame subject", "source noun", "opens with that", "quoted none", "form past"},
        ),
        ("He said never again.", {"source pronoun", "very short", "short"}),
        ("I said the bridge will hold.", {"source pronoun of speech"}),
        ("The truce, according to Ortega, holds.", {"frame according", "word accord"}),
        ("Ortega has called it “far too small” for the town.", {"takes calling", "quoted much"}),
        ("Ortega said:\n\n“The bridge will hold for all of us.”", {"frame lead-in", "other paragraph"}),
        ("“The bridge,” Ortega said, “will hold for years.”", {"in parts"}),
    ],
)
def test_traits_say_what_can_be_seen(text, expected):
    (found,) = seen(text)
    assert expected <= found


def test_a_cue_inside_anothers_words_is_nested():
    outer, inner = seen("Ortega said that Lindqvist told reporters that the bridge will hold.")
    assert "nested" not in outer
    assert "nested" in inner


def test_a_quotation_given_to_who_acted_before_has_no_cue_of_its_own():
    (found,) = seen("Ortega walked out of the hall. “The bridge will hold for all of us.”")
    assert {"carried", "frame sentence before"} <= found
    assert not any(trait.startswith("word ") for trait in found)


@given(st.dictionaries(st.sampled_from(sorted(load_weights("rules"))), st.floats(-1e6, 1e6)))
def test_any_traits_give_a_chance(found):
    assert 0 < chance(found, load_weights("rules")) < 1


@given(st.floats(0, 1))
def test_odds_are_bounded_and_undo_a_chance(probability):
    assert -7 < odds(probability) < 7
    assert chance({"odds": odds(probability)}, {"odds": 1.0}) == pytest.approx(probability, abs=0.002)


def test_a_trait_without_a_weight_says_nothing():
    assert chance({"never heard of": 1.0}, {"always": 0.0}) == 0.5


@pytest.mark.parametrize("part", ["rules", "merged"])
def test_both_parts_have_a_constant(part):
    assert "always" in load_weights(part)
