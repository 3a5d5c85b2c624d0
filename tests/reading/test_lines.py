"""The parts of the rules that stand alone: subjects, labels, furniture, and the words they know."""

import pytest

from briefs.reading.clause import subject
from briefs.reading.find import find
from briefs.reading.furniture import body_start, furniture
from briefs.reading.lexicon import load_lexicon
from briefs.reading.line import Line
from briefs.reading.tokens import paragraphs


def subject_of(text):
    (paragraph,) = paragraphs(text)
    run = subject(Line(paragraph, 0), 0, len(paragraph))
    return text[paragraph.starts[run[0]] : paragraph.ends[run[1] - 1]] if run else None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ortega walked out of the hall.", "Ortega"),
        ("On Monday, the old engineer left the town.", "the old engineer"),
        ("GENEVA, Monday — Lindqvist was late again.", "Lindqvist"),
        ("The envoy, who had flown in, was late again.", "The envoy"),
        ("The mayor (an old friend) was late again.", "The mayor"),
        ("Meanwhile they were late again.", "they"),
        ("“Never,” it read.", "it"),
        ("Over there!", None),
    ],
)
def test_the_subject_is_the_first_noun_phrase_that_a_verb_follows(text, expected):
    assert subject_of(text) == expected


def test_who_acted_long_before_a_quotation_is_not_given_it():
    near = "Ortega walked out. “The bridge will hold for all of us.”"
    far = "Ortega walked out. " + "It rained hard. " * 90 + "“The bridge will hold for all of us.”"
    assert [each.source[0].of(near) for each in find(near, paragraphs(near))] == ["Ortega"]
    assert find(far, paragraphs(far)) == []


@pytest.mark.parametrize(
    ("text", "flags"),
    [
        ("Related stories\nOrtega says no\nThe talks went on until noon.", [True, True, False]),
        ("Reporting by Jane Roe and others in the capital\nThe talks went on.", [True, False]),
        ("A woman waits. (Jane Roe, Reuters)\nThe talks went on.", [True, False]),
        ("The talks were held by Reuters House.\nShare", [False, True]),
    ],
)
def test_furniture_is_told_from_prose(text, flags):
    assert furniture(text, paragraphs(text), 0) == flags


@pytest.mark.parametrize(
    ("text", "start"), [("---\ntitle: x\n---\nBody", 17), ("---\nno end", 0), ("Body --- x", 0)]
)
def test_the_body_begins_after_the_front_matter(text, start):
    assert body_start(text) == start


@pytest.mark.parametrize("group", sorted(set(load_lexicon().groups) - {"quoting", "quoted", "uttering"}))
def test_every_word_a_rule_knows_by_name_is_in_the_lexicon(group):
    lemmas = {verb.lemma for verb in load_lexicon().verbs.values()}
    assert load_lexicon().groups[group] - lemmas == set()
