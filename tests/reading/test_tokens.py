from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefs.reading.tokens import OUTSIDE, paragraphs

STRANGE = [
    "",
    "\x00",
    "\ud800 lone \udfff",
    "\U0001f600\U0001f1fa\U0001f1e6 talks",
    "\u202eevil\u202c \u200b",
    "a" * 5000,
    '"' * 5000,
    "\r\n\r\n \r",
    "\u201c" * 300 + "\n" + "\u201d" * 300,
    "'a " * 2000,
    "\u0130stanbul \ufb01nance \u1e9e",
]


def words(text):
    return [paragraph.words for paragraph in paragraphs(text)]


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("Mr. Peskov's aide", ["Mr", ".", "Peskov", "'s", "aide"]),
        ("Ukraine\u2019s U.S.-led talks", ["Ukraine", "\u2019s", "U.S", ".", "-", "led", "talks"]),
        ("didn't well-known", ["didn't", "well-known"]),
        ("wait... \u201cno\u201d", ["wait", "...", "\u201c", "no", "\u201d"]),
        ("20% of $3.5bn", ["20", "%", "of", "$", "3.5bn"]),
        ("snake_case", ["snake", "_", "case"]),
    ],
)
def test_words_keep_their_inner_signs_and_others_stand_alone(text, tokens):
    assert words(text) == [tokens]


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\n\n", "\r", "\u2028", "\x0b"])
def test_any_line_ending_parts_paragraphs(ending):
    assert words(f"One.{ending}Two.") == [["One", "."], ["Two", "."]]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("He left. She stayed.", 2),
        ("Mr. Hill left.", 1),
        ("Sen. J. Hill of the U.S. House left.", 1),
        ('"We go." She nodded.', 2),
        ("It rose 3.5 percent. 20 left.", 2),
        ("\u201cWhy? Who knows,\u201d he said.", 2),
        ("He called it \u2018a trap\u2019. He left.", 2),
        ("He called it 'a trap'. Then he left.", 2),
        ("\u2018We go.\u2019 She nodded. \u2018Now.\u2019 \u2018Why?\u2019", 4),
        ("'Why?' Smith asked.", 2),
        ("She said \u2018go\u2019. \u2018Now.\u2019", 2),
        ("The plans are the ministers\u2019. Nobody reads them.", 2),
        ('He smiled. "We go." She nodded.', 3),
        ('He smiled. "We go," he said. "Now." "Why?"', 4),
        ('Asked, he said no. "We go."', 2),
        ("He said no. She stayed at No. 10.", 2),
        ("no end", 1),
    ],
)
def test_sentences_end_at_stops_but_not_at_abbreviations(text, sentences):
    (paragraph,) = paragraphs(text)
    assert paragraph.sentences[-1] + 1 == sentences


@pytest.mark.parametrize("marks", ['""', "\u201c\u201d", "''", "\u2018\u2019"])
def test_an_opening_mark_belongs_to_the_sentence_it_opens(marks):
    (paragraph,) = paragraphs(f"He smiled. {marks[0]}The boat is late.{marks[1]}")
    at = paragraph.words.index("The")
    assert paragraph.sentences[at - 2 : at + 1] == [0, 1, 1]


def test_tokens_know_the_quotation_that_holds_them():
    (paragraph,) = paragraphs('x "we go" and "they stay" y')
    assert [paragraph.regions[paragraph.words.index(w)] for w in ("x", "we", "and", "stay", "y")] == [
        OUTSIDE,
        0,
        OUTSIDE,
        1,
        OUTSIDE,
    ]
    assert paragraph.quoted(2)
    assert not paragraph.quoted(0)


def test_quotation_marks_themselves_are_outside():
    (paragraph,) = paragraphs("\u201cno\u201d")
    assert paragraph.regions == [OUTSIDE, 0, OUTSIDE]


def check(text):
    found = paragraphs(text)
    for paragraph in found:
        lists = (
            paragraph.starts,
            paragraph.ends,
            paragraph.words,
            paragraph.lowered,
            paragraph.sentences,
            paragraph.regions,
        )
        assert len({len(one) for one in lists}) == 1
        assert len(paragraph) > 0
        for start, end, word in zip(paragraph.starts, paragraph.ends, paragraph.words, strict=True):
            assert paragraph.start <= start < end <= paragraph.end
            assert text[start:end] == word
        for before, after in pairwise(range(len(paragraph))):
            assert paragraph.ends[before] <= paragraph.starts[after]
            assert 0 <= paragraph.sentences[after] - paragraph.sentences[before] <= 1
        for start, region in zip(paragraph.starts, paragraph.regions, strict=True):
            if region != OUTSIDE:
                assert paragraph.quotations[region].start <= start < paragraph.quotations[region].end
    for before, after in pairwise(found):
        assert before.end < after.start
    covered = sum(end - start for p in found for start, end in zip(p.starts, p.ends, strict=True))
    assert covered == sum(not sign.isspace() for sign in text)


@given(st.text(max_size=120))
def test_tokens_are_what_their_offsets_claim_and_nothing_but_space_is_lost(text):
    check(text)


@given(st.text(alphabet="ab.,!?\"'\u201c\u201d\u2018\u2019 \n\r", max_size=120))
def test_marks_and_stops_in_any_order_are_read(text):
    check(text)


@pytest.mark.parametrize("text", STRANGE)
def test_no_text_raises(text):
    check(text)


def test_the_number_of_tokens_grows_with_the_text_and_no_faster():
    unit = "\u201cWe shall see,\u201d he said. 'a \"b\n"
    one, ten = (sum(map(len, paragraphs(unit * times))) for times in (10, 100))
    assert ten == 10 * one
