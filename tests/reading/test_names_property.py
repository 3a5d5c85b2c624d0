"""Whatever the text, resolving and positions never raise, and what they point at is there."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefs.model.reading import Form
from briefs.model.span import Span
from briefs.reading.characterise import characterisations
from briefs.reading.found import Found
from briefs.reading.names import cast_of, resolve
from briefs.reading.spelling import spelling
from briefs.reading.stance import positions
from briefs.reading.tokens import paragraphs
from tests.reading.negotiations import IRAN, SUDAN

WORDS = st.sampled_from(
    [
        "Araghchi",
        "Iran",
        "Tehran",
        "Tehran's",
        "the",
        "U.S.",
        "officials",
        "from",
        "and",
        ",",
        ".",
        "“",
        "”",
        '"',
        "said",
        "he",
        "it",
        "which",
        "rejected",
        "not",
        "has",
        "demand",
        "for",
        "sanctions",
        "enrichment",
        "talks",
        "were",
        "difficult",
        "spokesman",
        "president",
        "by",
        "to",
        "accept",
        "if",
        "must",
        "we",
        "no",
        "unacceptable",
        "’s",
        "\n",
        "—",
        "who",
        "would",
        "Washington",
        "something",
        "that",
        "a",
        "Smith",
        "John",
        "Mr.",
        "both",
        "sides",
        "only",
        "refused",
        "neither",
        "nor",
    ]
)
TEXTS = st.one_of(st.text(max_size=200), st.lists(WORDS, max_size=60).map(" ".join))
DOSSIERS = st.sampled_from([None, IRAN, SUDAN])


@st.composite
def findings(draw, text):
    """Lay findings anywhere over a text, sensible or not."""
    if not text:
        return []

    def span():
        start = draw(st.integers(0, len(text) - 1))
        return Span(start, draw(st.integers(start + 1, len(text))))

    def some():
        return (span(),) if draw(st.booleans()) else ()

    return [
        Found(
            Form.MIXED,
            some(),
            some(),
            (span(),),
            some(),
            draw(st.sampled_from(["say", "view", "demand", None])),
            some(),
            draw(st.booleans()),
            "drawn",
            draw(st.floats(0, 1)),
        )
        for _ in range(draw(st.integers(0, 4)))
    ]


@settings(max_examples=300, deadline=None)
@given(st.data(), TEXTS, DOSSIERS)
def test_any_text_with_any_findings_is_read_the_same_twice(data, text, dossier):
    founds = data.draw(findings(text))

    def read():
        cast = cast_of(text, paragraphs(text), dossier)
        attributions = resolve(cast, founds)
        called = characterisations(cast, attributions)
        return attributions, positions(cast, attributions, called), called

    attributions, held, called = read()
    assert read() == (attributions, held, called)
    assert [each.content for each in attributions] == [each.content for each in founds]
    for each in (*held, *called):
        assert each.span.end <= len(text)
        assert 0 <= each.confidence <= 1
    for each in attributions:
        assert 0 <= each.confidence <= 1
        assert each.speaker != ""
        assert each.speaker is not None or (each.actor is None and each.side is None)


@given(st.text(max_size=30))
def test_any_word_has_a_spelling(word):
    assert spelling(word) == spelling(word)


@pytest.mark.parametrize(
    "text",
    [
        "Araghchi " * 3000,
        "officials from " * 2000,
        "X " * 4000,
        '"' * 5000,
        "Iran rejected sanctions, which " * 800,
        "a U.S. " * 2000,
        "Tehran's " * 3000,
        "the president of the president of " * 700,
        ", he said, " * 1500,
    ],
)
def test_long_and_strange_texts_are_read(text):
    cast = cast_of(text, paragraphs(text), IRAN)
    positions(cast, resolve(cast, []))
