from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefs.model.brief import Wording
from briefs.model.reading import Form
from briefs.render.words import in_marks, said, shown, visible, worded
from tests.made import busy_day, quote, words


def text_of(pieces) -> str:
    return "".join(piece.text for piece in pieces)


@pytest.mark.parametrize(
    ("given_text", "seen"),
    [
        ("two\n\n  lines", "two lines"),
        ("tab\tand\u00a0hard space", "tab and hard space"),
        ("a\u202eb\u2066c\u200bd\ufeffe", "abcde"),
        ("esc \x1b[31mred", "esc [31mred"),
        ("nul\x00 bell\x07", "nul bell"),
        ("lone \ud800 half", "lone \ufffd half"),
        ("soft\u00adhyphen", "softhyphen"),
        ("tag\U000e0041\U000e0042s", "tags"),
        ("👩\u200d🚀 goes", "👩\u200d🚀 goes"),
        ("می\u200cخواهم", "می\u200cخواهم"),
    ],
)
def test_what_cannot_be_seen_is_not_shown(given_text, seen):
    assert visible(given_text) == seen


@given(st.text())
def test_visible_text_is_one_line_and_stays_as_it_is_when_made_visible_again(text):
    once = visible(text)
    assert not set(once) & set("\n\r\t\x1b\u202e\u200b\u2028")
    assert visible(once) == once


@pytest.mark.parametrize(
    ("exact", "seen"),
    [
        ("“No.”", "“No.”"),
        ('"No."', "“No.”"),
        ("«Нет»", "“Нет”"),
        ("no", "“no”"),
        ('he said "no" and "yes"', '“he said "no" and "yes"”'),
        ('"', '“"”'),
    ],
)
def test_marks_around_words_are_made_one_kind_and_marks_inside_stay(exact, seen):
    assert in_marks(exact) == seen


def test_a_name_that_is_too_long_is_cut_where_everybody_sees_it():
    assert shown("x" * 500, 10) == "xxxxxxxxx…"


def test_a_quotation_over_two_paragraphs_is_shown_as_one():
    quoted = busy_day().toplines[1]
    assert text_of(said(quoted)) == (
        "“we cannot say that the result is sufficient. "
        "The military discussed certain issues seriously and substantively.”"
    )


def test_words_of_the_outlet_between_two_stretches_are_not_shown_as_the_speaker_s():
    exact = busy_day().toplines[1].evidence.exact
    cut = quote("a1", exact, "Volodymyr Zelenskyy", quoted=["we cannot say", "result is sufficient"])
    assert text_of(said(cut)) == "“we cannot say” … “result is sufficient”"


def test_stretches_outside_the_shown_evidence_are_held_apart():
    far = quote("a2", "“difficult, but business-like”", "X", quoted=["difficult", "made meaningful progress"])
    assert text_of(said(far)) == "“difficult” … “made meaningful progress”"


def test_a_comma_before_the_closing_mark_is_the_outlet_s_and_left_off():
    assert text_of(said(quote("a1", '"difficult, but', "X", quoted=["difficult,"]))) == "“difficult”"


def test_mixed_words_are_shown_as_the_outlet_wrote_them_without_marks_of_ours():
    witkoff = busy_day().toplines[2]
    assert witkoff.form is Form.MIXED
    assert text_of(said(witkoff)) == "the talks “made meaningful progress” on the way to peace"


@pytest.mark.parametrize(
    ("exact", "differing", "pieces"),
    [
        ("drag out talks", ((0, 8),), ["“", "*drag out", " talks", "”"]),
        ("talks dragged on ", ((6, 17),), ["“", "talks ", "*dragged on", " ", "”"]),
        ('"now or never"', ((1, 4),), ["“", "*now", " or never", "”"]),
        ("overlap here", ((0, 7), (3, 9)), ["“", "*overlap", " ", "*h", "ere", "”"]),
        ("past the end", ((5, 99),), ["“", "past ", "*the end", "”"]),
    ],
)
def test_differing_words_are_marked_without_the_spaces_around_them(exact, differing, pieces):
    shown_pieces = worded(Wording(exact, differing, (words("a1", "Geneva"),)))
    assert [f"{'*' if piece.marked else ''}{piece.text}" for piece in shown_pieces] == pieces


@given(st.text(min_size=1), st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=5))
def test_marking_never_adds_or_loses_a_word(exact, differing):
    whole = text_of(worded(Wording(exact, tuple(differing), ())))
    assert whole.replace(" ", "").strip("“”") in visible(exact).replace(" ", "") or not visible(exact).strip()


def test_the_outlet_s_words_around_a_quotation_are_told_from_the_quoted_ones():
    witkoff = busy_day().toplines[2]
    assert [(piece.text, piece.around) for piece in said(witkoff)] == [
        ("the talks ", True),
        ("“made meaningful progress”", False),
        (" on the way to peace", True),
    ]


@given(st.integers(0, 30), st.integers(0, 30), st.integers(0, 40))
def test_stretches_that_lie_anywhere_never_add_or_lose_words(start, end, other):
    quoted = busy_day().quotes[3]
    stretch = quoted.quoted[0]
    odd = [
        replace(stretch, start=stretch.start + start - 15, end=stretch.end - end),
        replace(stretch, start=other),
    ]
    found = text_of(said(replace(quoted, quoted=tuple(odd))))
    assert found == " ".join(quoted.evidence.exact.split())
