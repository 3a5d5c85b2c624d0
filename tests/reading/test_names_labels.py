import pytest

from briefs import read

NAMES = 'Anna Berg spoke first.\n\n{line}\n\n"We will see," said Anna Berg.'


@pytest.mark.parametrize(
    "line",
    [
        'SANCTIONS CORNER: "The list will come on Monday."',
        'SEE MAP: "The front in February"',
        'QUOTE OF THE DAY: "We are not on the menu."',
        '1: "I ate nothing but turnips for a month"',
    ],
)
def test_a_heading_in_capitals_or_a_number_speaks_no_words(line: str):
    text = NAMES.format(line=line)
    inside = text.index(line)
    found = [a for a in read(text, None, rules_only=True).attributions if a.quoted]
    assert {a.speaker for a in found if inside <= a.quoted[0].start < inside + len(line)} <= {None}


@pytest.mark.parametrize(
    ("line", "speaker"),
    [('BERG: "The list will come on Monday."', "Anna Berg"), ('"Yes," NATO said.', "NATO")],
)
def test_names_and_bodies_in_capitals_speak(line: str, speaker: str):
    text = NAMES.format(line=line)
    inside = text.index(line)
    found = [a for a in read(text, None, rules_only=True).attributions if a.quoted]
    assert {a.speaker for a in found if inside <= a.quoted[0].start < inside + len(line)} == {speaker}
