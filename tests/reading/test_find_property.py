"""What holds of any text whatever: no error, true spans, one order, work that grows with the text."""

import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefs.model.span import Span
from briefs.reading import read
from briefs.reading.find import find
from briefs.reading.tokens import paragraphs

PIECES = [
    "“", "”", '"', "'", "‘", "’", "«", "»", "``", "''", ",", ".", ":", ";", "—", "―", "-", "(", ")", "?", "!",
    "\n", "\r\n", "\t", " ", " said ", " says ", " told ", " according to ", " who said that ",
    " and added ", "Ortega", " he ", " they ", "Q:", "A:", "NAME:", " described ", " as ", "saying",
    " quoted ", " by ", " was ", "\x00", "\ud800", "\u202e", "\u200b", "😀", "Путин", "مرحبا", "的",
    " of ", " the ", "a", "{{x}}", "---\n", "Photo: ", "Related", "1", "%", "that", " with ",
]  # fmt: skip
texts = st.one_of(st.text(max_size=400), st.lists(st.sampled_from(PIECES), max_size=80).map("".join))


@settings(max_examples=300, deadline=None)
@given(texts)
def test_no_text_makes_it_raise_and_every_span_lies_inside(text):
    for each in find(text, paragraphs(text)):
        assert each.content
        for span in (*each.source, *each.cue, *each.content, *each.quoted, *each.told):
            assert isinstance(span, Span)
            assert span.end <= len(text)
            assert span.of(text)
        for stretch in each.quoted:
            assert any(content.covers(stretch) for content in each.content)
        assert 0 <= each.confidence <= 1


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\x00",
        '"' * 100_000,
        "“" * 20_000 + "”" * 20_000,
        "said" * 20_000,
        "a" * 100_000,
        "he said " * 10_000,
        "Ortega, who said he said, " * 4_000,
        '"No," he said, "and" ' * 5_000,
        "NAME: x y z\n" * 5_000,
        "\ud800\udfff\u202e" * 1_000,
        "\r\n".join(["“Open he said"] * 3_000),
    ],
    ids=lambda text: f"{text[:12]!a}",
)
def test_hostile_texts_are_read_without_harm(text):
    find(text, paragraphs(text))


def test_threads_find_the_same():
    text = "“The bridge will hold,” Ortega said. Lindqvist called it “a very old thing”.\n" * 40
    alone = find(text, paragraphs(text))
    with ThreadPoolExecutor(4) as pool:
        assert all(each == alone for each in pool.map(lambda _: find(text, paragraphs(text)), range(8)))


def steps(text):
    """Count the calls and lines that reading a text takes, so that growth is measured without a clock."""
    count = 0

    def trace(_frame, event, _argument):
        nonlocal count
        count += event in ("line", "call")
        return trace

    split = paragraphs(text)
    before = sys.gettrace()
    sys.settrace(trace)
    try:
        find(text, split)
    finally:
        sys.settrace(before)
    return count


@pytest.mark.parametrize(
    "unit",
    [
        "“The bridge will hold,” Ortega said. Lindqvist called it “a very old thing”.\n",
        "he said that they said ",
        '"No," he said, "and" ',
        "Ortega, who said he said, ",
        '" ',
        "NAME: some words\n",
        "said, ",
        "and said ",
        "“a b c ",
        "Smith, a b c d e f g h, said no; ",
    ],
)
def test_work_grows_with_the_text_and_no_faster(unit):
    find(unit, paragraphs(unit))  # what is read once a process is not counted
    small, large = steps(unit * 400), steps(unit * 3200)
    assert large < 8 * small * 1.2


def test_rules_alone_need_no_numpy():
    before = {name for name in sys.modules if name.split(".")[0] == "numpy"}
    if before:
        pytest.skip("numpy is already loaded by another test")
    read("“The bridge will hold,” Ortega said.", None, rules_only=True)
    assert "numpy" not in sys.modules
