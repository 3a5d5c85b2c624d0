import time
from itertools import pairwise

import pytest
from hypothesis import assume, example, given
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


def test_leading_apostrophes_open_nothing():
    assert inside("'Tis the season for rock 'n' roll") == []


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("She calls it 'a trap'.", ["a trap"]),
        ("It was described as \u2018difficult\u2019, and \u2018no\u2019 was heard.", ["difficult", "no"]),
        ("Ukraine 'will not give away' Donbas\nBy our staff", ["will not give away"]),
        ("The plan ('a farce') and\u2014\u2018a trap\u2019\u2014fell.", ["a farce", "a trap"]),
        ("It is 'about $5bn', or '\u00a33'.", ["about $5bn", "\u00a33"]),
        ("\u201890 per cent agreed\u2019, he said.", ["90 per cent agreed"]),
        ("\u2018We go,\u2019 he said, \u2018if we must.\u2019", ["We go,", "if we must."]),
        ("'We can't,' he said, 'cause trouble.'", ["We can't,", "cause trouble."]),
        ("'Let 'em go,' he said. 'It's so '90s.'", ["Let 'em go,", "It's so '90s."]),
        ("\u2018\u2026and then we left\u2019", ["\u2026and then we left"]),
        ("\u2019We go,\u2019 he said.", ["We go,"]),
    ],
)
def test_single_marks_quote_few_words_too_where_they_are_the_quotation_marks(text, quoted):
    assert inside(text) == quoted


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("The ministers\u2019 aides\u2019 cars stood in O\u2019Brien\u2019s yard in the \u201990s.", []),
        ("the dogs' bowls and the cats' bowls", []),
        ("rock 'n' roll", []),
        ("\u2018Tis done. He said \u2018no\u2019.", ["no"]),
        ("the class of '98 and the '80s were 'over', he said", ["over"]),
        ("He stood 6'2\" tall, and 'never' sat, said O'Brien.", ["never"]),
        (
            "\u2018The ministers\u2019 view errs,\u2019 he said, \u2018and the sons\u2019 line holds.\u2019",
            ["The ministers\u2019 view errs,", "and the sons\u2019 line holds."],
        ),
        ("He called them \u2018cowards\u2019 and left. He was goin\u2019 home.", ["cowards"]),
        ("He called \u2018the allies\u2019 refusal\u2019 a shame.", ["the allies\u2019 refusal"]),
        ("He called them \u2018cowards\u2019 and left.\n\u2018We go,\u2019 he said.", ["cowards", "We go,"]),
        ("\u2018No\u2019; the ministers\u2019 said nothing. \u2018Yes\u2019?", ["No", "Yes"]),
    ],
)
def test_an_apostrophe_neither_opens_nor_closes_a_quotation(text, quoted):
    assert inside(text) == quoted


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        (
            "\u2018We go,\u2019 he said, \u2018as we hear: \u201c\u2018A trap\u2019.\u201d We know.\u2019",
            ["We go,", "as we hear: \u201c\u2018A trap\u2019.\u201d We know."],
        ),
        ("He wrote: 'She said \"no, never\".' Then he left.", ['She said "no, never".']),
        ("'\"We go,\" she said,' he recalled.", ['"We go," she said,']),
    ],
)
def test_double_marks_inside_single_ones_belong_to_the_quotation(text, quoted):
    assert inside(text) == quoted


@pytest.mark.parametrize(("opening", "closing"), [("\u2018", "\u2019"), ("'", "'")])
def test_a_single_quotation_left_open_runs_over_paragraphs_until_a_mark_closes_it(opening, closing):
    text = "He said: 'Not for the soldiers' sake.\n\n'It is a line.\n\n'Enough.' He left."
    text = (
        text.replace("soldiers'", "soldiers\0")
        .replace(".' ", ".\0 ")
        .replace("'", opening)
        .replace("\0", closing)
    )
    regions = quoted_regions(text)
    assert [text[each.start : each.end] for each in regions] == [
        f"Not for the soldiers{closing} sake.",
        "It is a line.",
        "Enough.",
    ]
    assert [(each.closed, each.continues) for each in regions] == [
        (False, False),
        (False, True),
        (True, True),
    ]


def test_a_short_phrase_between_single_marks_is_left_alone_where_double_marks_quote():
    text = "\u201cWe go,\u201d he said of the \u2018plan\u2019, which \u2018nobody had ever seen\u2019."
    assert inside(text) == ["We go,", "nobody had ever seen"]


def test_a_title_in_double_marks_at_the_head_of_a_file_does_not_decide():
    text = "---\ntitle: \"A 'no' for Kyiv\"\n---\nHe called it 'a trap'."
    assert inside(text) == ["A 'no' for Kyiv", "a trap"]


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
@example("\u2018a\u2019 " * 50)
@example("\u2018a \"b\u2019 'a'")
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
    assume(
        not set("'\u2018\u2019") & set(first + second)
    )  # these are read by what the whole text quotes with
    alone = [(r.start, r.end) for r in quoted_regions("x\n\n" + second)]
    prefix = first + " x\n\nx\n\n"
    shift = len(prefix)
    together = [(r.start, r.end) for r in quoted_regions(prefix + second)]
    assert [(a - shift, b - shift) for a, b in together if a >= shift] == [(a - 3, b - 3) for a, b in alone]


@given(
    st.text(
        alphabet=MARKS.replace("'", "").replace("\u2018", "").replace("\u2019", "") + "ab ., \n", max_size=60
    )
)
def test_a_text_without_single_marks_reads_alike_with_a_single_quotation_far_off(text):
    alone = [(each.start, each.end) for each in quoted_regions('"x" ' * 9 + "\n\n" + text)]
    shown = [(each.start, each.end) for each in quoted_regions('"x" ' * 9 + "\n\n" + text + "\n\na 'b' c")]
    assert shown[: len(alone)] == alone or text.rstrip() != text


def test_reading_marks_takes_time_in_proportion_to_the_text():
    for unit in ("\u2018a", "\u2018a \u201c", "'a\" ", "\u2018as\u2019 b", "\u2018a\n", '\u2018a "b\u2019 '):
        started = time.perf_counter()
        quoted_regions(unit * 40_000)
        assert time.perf_counter() - started < 5, unit
