import itertools
import random
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefs.reading.decoding import Candidate, unrivalled
from briefs.reading.features import PLACES, places, windows
from briefs.reading.network import WINDOW
from briefs.reading.pieces import WordPieces
from briefs.reading.tagger import Tagger
from briefs.reading.tokens import paragraphs

ARTICLE = """\
GENEVA \u2014 Talks between the delegations ended on Wednesday without a deal, officials said.
\u201cThe talks were difficult, but business-like,\u201d Medinsky said. \u201cWe will meet again soon.\u201d
Zelenskiy said that Russia was trying to drag out the negotiations.
According to the Kremlin, no date has been set for another round.
The minister called the proposal \u201ca step backwards\u201d and urged the others to withdraw it.
The hotel stands by the lake and has two hundred rooms."""


@pytest.fixture(scope="module")
def tagger():
    return Tagger.load()


def found(tagged):
    return [
        (a.cue, a.source, a.content, a.confidence, a.sources)
        for paragraph in tagged
        for a in paragraph.attributions
    ]


def best(tagger, text):
    tagged = tagger.tag(paragraphs(text))
    return [a for p in tagged for a in p.attributions if a.confidence >= tagger.threshold]


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        (
            "\u201cWe will meet again soon,\u201d Medinsky told reporters.",
            "Medinsky",
            "told",
            "We will meet again soon",
        ),
        (
            "Zelenskiy said that Russia was trying to drag out the talks.",
            "Zelenskiy",
            "said",
            "Russia was trying",
        ),
        (
            "According to the Kremlin, no date has been set for another round.",
            "Kremlin",
            "According to",
            "no date",
        ),
        (
            "The talks were difficult, the Ukrainian president said.",
            "president",
            "said",
            "The talks were difficult",
        ),
        (
            "The minister called the proposal \u201ca step backwards\u201d on Monday.",
            "minister",
            "called",
            "a step backwards",
        ),
    ],
)
def test_a_cue_is_linked_to_its_source_and_its_content(tagger, text, source, cue, content):
    (attribution,) = best(tagger, text)
    assert attribution.source is not None
    assert source in attribution.source.of(text)
    assert cue in attribution.cue.of(text)
    assert any(content in span.of(text) for span in attribution.content)


def test_words_nobody_reports_are_left_alone(tagger):
    assert best(tagger, "The hotel stands by the lake and has two hundred rooms.") == []


def test_two_cues_of_one_sentence_keep_their_sources_apart(tagger):
    text = "\u201cNo,\u201d Peskov said, while Rubio said the plan was still alive."
    sources = [a.source.of(text) for a in best(tagger, text) if a.source]
    assert sources == ["Peskov", "Rubio"]


def test_paragraphs_may_come_in_any_order_and_company(tagger):
    read = paragraphs(ARTICLE)
    whole = found(tagger.tag(read))
    apart = [entry for paragraph in read for entry in found(tagger.tag([paragraph]))]
    shuffled = read[:]
    random.Random(5).shuffle(shuffled)  # noqa: S311 - a fixed order, no secret
    mixed = {id(t.paragraph): t for t in tagger.tag(shuffled)}
    ordered = found([mixed[id(paragraph)] for paragraph in read])
    for other in (apart, ordered):
        assert [entry[:3] for entry in other] == [entry[:3] for entry in whole]
        assert [entry[3] for entry in other] == pytest.approx([entry[3] for entry in whole], abs=2e-3)


def test_threads_agree(tagger):
    read = paragraphs(ARTICLE)
    alone = found(tagger.tag(read))
    with ThreadPoolExecutor(4) as pool:
        assert all(found(result) == alone for result in pool.map(lambda _: tagger.tag(read), range(8)))


def test_what_was_read_before_changes_nothing(tagger):
    fresh = Tagger.load()
    fresh.tag(paragraphs("Quite other words were spoken by nobody in particular, he said.\n" * 5))
    assert found(fresh.tag(paragraphs(ARTICLE))) == found(tagger.tag(paragraphs(ARTICLE)))


def test_a_process_loads_the_model_once():
    assert Tagger.load() is Tagger.load()


def test_the_tagger_needs_nothing_but_numpy():
    code = (
        "import sys; from briefs.reading.tagger import Tagger; Tagger.load();"
        "assert not {'torch', 'tokenizers', 'spacy'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)  # noqa: S603 - our own interpreter


def test_probabilities_are_given_for_every_token(tagger):
    for tagged in tagger.tag(paragraphs(ARTICLE)):
        assert tagged.probabilities.shape == (len(tagged.paragraph), 8)
        assert np.allclose(tagged.probabilities[:, :7].sum(1), 1, atol=1e-4)
        assert ((tagged.probabilities >= 0) & (tagged.probabilities <= 1)).all()


def check(tagger, text):
    for tagged in tagger.tag(paragraphs(text)):
        paragraph = tagged.paragraph
        for attribution in tagged.attributions:
            spans = [attribution.cue, *attribution.content, *(span for span, _ in attribution.sources)]
            for span in spans:
                assert paragraph.start <= span.start < span.end <= paragraph.end
                assert span.start in paragraph.starts
                assert span.end in paragraph.ends
            assert attribution.content
            ends = [span.end for span in attribution.content[:-1]]
            assert all(end <= span.start for end, span in zip(ends, attribution.content[1:], strict=True))
            assert 0 <= attribution.confidence <= 1
            assert attribution.source is None or attribution.source == attribution.sources[0][0]


words = st.sampled_from(
    [
        *"said told \u201c \u201d \" ' he Zelenskiy Kremlin".split(),
        *"the talks that , . : to according accused of".split(),
        "\n",
    ]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(words, max_size=60).map(" ".join))
def test_spans_lie_on_tokens_of_their_paragraph(tagger, text):
    check(tagger, text)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=80))
def test_no_text_raises(tagger, text):
    check(tagger, text)


@pytest.mark.parametrize(
    "text", ["", "\ud800", "\x00", '"' * 3000, "said " * 3000, "\U0001f600" * 700, "x" * 9000]
)
def test_strange_texts_are_read(tagger, text):
    check(tagger, text)


def test_long_paragraphs_are_read_in_windows_that_cover_them():
    for text in ("He said so. " * 400, "said " * 1000, "a"):
        (paragraph,) = paragraphs(text)
        cuts = windows(paragraph, WINDOW)
        assert cuts[0][0] == 0
        assert cuts[-1][1] == len(paragraph)
        assert all(0 < last - first <= WINDOW for first, last in cuts)
        assert all(a[1] == b[0] for a, b in itertools.pairwise(cuts))
        assert len(cuts) <= 2 * len(paragraph) // WINDOW + 1


def test_the_places_of_tokens_stay_within_their_table():
    for paragraph in paragraphs(ARTICLE + "\n\u201cLeft open. And more"):
        whole = places(paragraph, 0, len(paragraph))
        assert all(0 <= place < PLACES for place in whole)
        parts = [places(paragraph, first, last) for first, last in windows(paragraph, 3)]
        assert [place for part in parts for place in part] == whole


def test_of_two_contents_much_alike_the_more_confident_stays_and_nested_ones_stay_beside_it():
    def reporting(*content):
        return Candidate(0, 0.9, (0, 1), list(content), [], [])

    outer, same, inner, apart = (
        reporting((2, 20)),
        reporting((3, 20)),
        reporting((12, 20)),
        reporting((30, 40), (50, 52)),
    )
    assert unrivalled([outer, same, inner, apart], [0.6, 0.7, 0.5, 0.1]) == [1, 2, 3]
    assert unrivalled([], []) == []


def test_word_pieces_split_as_bert_does():
    pieces = WordPieces(["[UNK]", "un", "##aff", "##able", "u", ".", "s", "cafe", "\u6771"])
    assert pieces("Unaffable") == (1, 2, 3)
    assert pieces("U.S") == (4, 5, 6)
    assert pieces("Caf\u00e9") == (7,)
    assert pieces("\u6771\u6771") == (8, 8)
    assert pieces("zzz") == (0,)
    assert pieces("\u200b") == (0,)
    assert pieces("x" * 500) == (0,)
