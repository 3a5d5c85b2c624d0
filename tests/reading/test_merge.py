"""How findings of the rules and of the tagger become one: a table for each promise, and growth."""

import sys

import pytest

from briefs.model.span import Span
from briefs.reading.draft import Draft
from briefs.reading.merge import joint_traits, merge, pairs_of, proposals
from briefs.reading.rules import read_paragraph
from briefs.reading.tagger import TaggedAttribution
from briefs.reading.tokens import paragraphs

TEXT = "Ortega and Lindqvist met. Ortega said the old bridge will hold for many years."
EVEN = {"both": 2.0, "both, other source": 1.0, "rule alone": -1.0, "tagger alone": -2.0}


def span(text, words):
    start = text.index(words)
    return Span(start, start + len(words))


def tagged(text, source, cue, content, confidence=0.8, likely=0.9):
    place = span(text, source) if source else None
    return TaggedAttribution(
        cue=span(text, cue),
        cue_probability=0.9,
        source=place,
        sources=((place, likely),) if place else (),
        content=(span(text, content),),
        confidence=confidence,
    )


def ruled(text, source, cue, content, frame="subject", confidence=0.8):
    paragraph = paragraphs(text)[0]
    (made,) = proposals(paragraph, 0, [tagged(text, source, cue, content)])
    draft = made.draft
    return Draft(0, draft.source, draft.cue, draft.content, draft.lemma, frame, confidence=confidence)


def words(text, run):
    paragraph = paragraphs(text)[0]
    return text[paragraph.starts[run[0]] : paragraph.ends[run[1] - 1]]


def joined(rule, found, text=TEXT):
    split = paragraphs(text)
    return merge(split, [rule] if rule else [], proposals(split[0], 0, found), EVEN)


WHOLE = "the old bridge will hold for many years"


@pytest.mark.parametrize(
    ("content", "cue", "together"),
    [
        (WHOLE, "said", True),
        ("the old bridge will hold", "said", True),  # more than half the words are the same
        ("many years", "said", True),  # few are, but the cue is the same: 2 of 8 words
        ("years", "said", False),  # too few even so
        ("Ortega and Lindqvist", "met", False),
    ],
)
def test_findings_that_report_mostly_the_same_words_are_one(content, cue, together):
    rule = ruled(TEXT, "Ortega", "said", WHOLE)
    assert len(joined(rule, [tagged(TEXT, "Ortega", cue, content)])) == (1 if together else 2)


def test_each_finding_has_one_partner_and_the_most_alike_comes_first():
    rule = ruled(TEXT, "Ortega", "said", WHOLE)
    split = paragraphs(TEXT)
    near = tagged(TEXT, "Ortega", "said", "the old bridge will hold for")
    same = tagged(TEXT, "Ortega", "said", WHOLE)
    made = proposals(split[0], 0, [near, same])
    assert pairs_of([rule], made) == {id(rule): made[1]}


@pytest.mark.parametrize(
    ("frame", "kept"),
    [
        ("subject", "the old bridge will hold for many"),  # the tagger knows where such words end
        ("inverted", WHOLE),  # marks say where they end
        ("transcript", WHOLE),
        ("colon", WHOLE),
    ],
)
def test_the_rules_bounds_stand_where_marks_and_paragraphs_give_them(frame, kept):
    rule = ruled(TEXT, "Ortega", "said", WHOLE, frame)
    (one,) = joined(rule, [tagged(TEXT, "Ortega", "said", "the old bridge will hold for many")])
    assert words(TEXT, one.content[0][1:]) == kept


@pytest.mark.parametrize(
    ("sure", "likely", "source"),
    [
        (0.9, 0.5, "Ortega"),  # the rule is sure, the tagger is not
        (0.9, 0.95, "Lindqvist"),  # the tagger is
        (0.3, 0.5, "Lindqvist"),  # the rule doubts its own source
    ],
)
def test_of_two_sources_the_surer_is_taken(sure, likely, source):
    rule = ruled(TEXT, "Ortega", "said", WHOLE, confidence=sure)
    (one,) = joined(rule, [tagged(TEXT, "Lindqvist", "said", WHOLE, likely=likely)])
    assert words(TEXT, one.source) == source


def test_a_rule_without_a_source_takes_the_taggers():
    rule = ruled(TEXT, None, "said", WHOLE)
    rule.carried = True
    (one,) = joined(rule, [tagged(TEXT, "Lindqvist", "said", WHOLE)])
    assert (words(TEXT, one.source), one.carried) == ("Lindqvist", False)


@pytest.mark.parametrize(
    ("rule", "found", "case"),
    [
        (("Ortega", "said", WHOLE), ("Ortega", "said", WHOLE), "both"),
        (("Ortega", "said", WHOLE), ("Lindqvist", "said", WHOLE), "both, other source"),
        (("Ortega", "said", WHOLE), None, "rule alone"),
        (None, ("Ortega", "said", WHOLE), "tagger alone"),
    ],
)
def test_what_speaks_for_a_finding_names_who_found_it(rule, found, case):
    split = paragraphs(TEXT)
    proposal = proposals(split[0], 0, [tagged(TEXT, *found)])[0] if found else None
    seen = joint_traits(split, ruled(TEXT, *rule) if rule else None, proposal)
    assert seen[case] == 1.0
    assert all(name.startswith(case) for name in seen)


def test_nothing_speaks_for_nothing():
    assert joint_traits([], None, None) == {}


@pytest.mark.parametrize(("frame", "falls"), [("subject", True), ("transcript", False), ("headline", False)])
def test_the_taggers_silence_counts_only_where_it_can_see(frame, falls):
    (one,) = joined(ruled(TEXT, "Ortega", "said", WHOLE, frame), [])
    assert (one.confidence < 0.8) is falls


def test_a_tagged_finding_without_words_of_its_paragraph_is_left_out():
    (paragraph,) = paragraphs("Ortega   said   no.")
    blank = TaggedAttribution(Span(6, 8), 0.9, None, (), (Span(16, 18),), 0.9)
    empty = TaggedAttribution(Span(9, 13), 0.9, None, (), (Span(6, 8),), 0.9)
    assert proposals(paragraph, 0, [blank, empty]) == []


def steps(unit, times):
    text = unit * times
    (paragraph,) = paragraphs(text)
    found = [
        TaggedAttribution(
            Span(at * len(unit) + 7, at * len(unit) + 11),
            0.9,
            Span(at * len(unit), at * len(unit) + 6),
            ((Span(at * len(unit), at * len(unit) + 6), 0.9),),
            (Span(at * len(unit) + 12, (at + 1) * len(unit) - 2),),
            0.8,
        )
        for at in range(times)
    ]
    rules = read_paragraph(paragraph, 0)
    count = 0

    def trace(_frame, event, _argument):
        nonlocal count
        count += event in ("line", "call")
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        merge([paragraph], rules, proposals(paragraph, 0, found), EVEN)
    finally:
        sys.settrace(before)
    return count


def test_merging_grows_with_the_findings_and_no_faster():
    unit = "Ortega said the bridge will hold. "
    assert steps(unit, 800) < 8 * steps(unit, 100) * 1.2
