from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from briefs.reading.quotations import quoted_regions

MARKS = "\"'\u201c\u201d\u2018\u2019\u201e\u201f\u00ab\u00bb`"
news = st.text(alphabet=MARKS + "ab .,!?\n\r\u2028", max_size=80)


def inside(text):
    return [text[region.start : region.end] for region in quoted_regions(text)]


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ('"We will stay," the envoy said.', ["We will stay,"]),
        ("\u201cWe will stay,\u201d the envoy said. \u201cFor now.\u201d", ["We will stay,", "For now."]),
        ("Sie nannte es \u201eein Anfang\u201c und ging.", ["ein Anfang"]),
        ("Il a dit \u00ab non merci \u00bb hier.", [" non merci "]),
        ("He called it ``a farce'' twice.", ["a farce"]),
        ("He called it 'a very long day' and left.", ["a very long day"]),
        ("The minister\u2019s aides\u2019 cars weren\u2019t there.", []),
        ("the '90s and the '80s", []),
        ("", []),
        ("no marks at all", []),
    ],
)
def test_quoted_words_stand_between_marks_of_one_kind(text, quoted):
    assert inside(text) == quoted


@pytest.mark.xfail(strict=True, reason="a leading apostrophe and a later one look like a pair of marks")
def test_leading_apostrophes_open_nothing():
    assert inside("'Tis the season for rock 'n' roll") == []


def test_single_marks_inside_double_ones_do_not_count():
    assert inside("\u201cHe told me \u2018we are not going\u2019 and left,\u201d she said.") == [
        "He told me \u2018we are not going\u2019 and left,"
    ]


def test_an_open_quotation_runs_into_the_next_paragraph():
    first, second = quoted_regions("\u201cThe first part.\n\u201cThe second part,\u201d he said.")
    assert not first.closed
    assert second.closed
    assert second.continues
    assert not first.continues


def test_a_quotation_opened_within_a_paragraph_runs_on_when_the_next_begins_with_a_mark():
    first, second = quoted_regions('He said: "The first part.\n\n"The second part."')
    assert (first.closed, second.continues) == (False, True)


def test_a_straight_mark_never_closed_nor_taken_up_quotes_nothing():
    assert inside("He is 6'2\" tall and said so.\nNothing more.") == []


def test_a_closed_quotation_is_not_continued():
    first, second = quoted_regions("\u201cOne.\u201d\n\u201cTwo.\u201d")
    assert first.closed
    assert not second.continues


def test_a_stray_closing_mark_opens_nothing():
    assert inside('that is all." He left.') == []


@given(news)
@example('"' * 50)
@example("\u201c" * 50)
@example("'a " * 50)
def test_regions_lie_in_order_inside_the_text_without_overlap(text):
    regions = quoted_regions(text)
    for region in regions:
        assert 0 <= region.start < region.end <= len(text)
        assert text[region.start - len(region.mark) : region.start] == region.mark
        assert "\n" not in text[region.start : region.end]
    for before, after in pairwise(regions):
        assert before.end <= after.start


@given(st.text(max_size=60))
def test_no_text_raises(text):
    quoted_regions(text)


@given(news, news)
def test_a_paragraph_after_a_closed_one_is_read_alone(first, second):
    alone = [(r.start, r.end) for r in quoted_regions("x\n\n" + second)]
    prefix = first + " x\n\nx\n\n"
    shift = len(prefix)
    together = [(r.start, r.end) for r in quoted_regions(prefix + second)]
    assert [(a - shift, b - shift) for a, b in together if a >= shift] == [(a - 3, b - 3) for a, b in alone]
