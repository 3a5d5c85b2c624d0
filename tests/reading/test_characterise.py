"""What somebody called the talks. Every sentence is made up; attributions are laid over it by hand."""

import pytest

from briefs.reading.characterise import characterisations
from briefs.reading.names import cast_of
from briefs.reading.stance import positions
from briefs.reading.tokens import paragraphs
from tests.reading.negotiations import IRAN, SUDAN, attribution


def called(text, content, dossier=IRAN):
    said = attribution(text, content, "Abbas Araghchi", "iran", "araghchi")
    given = characterisations(cast_of(text, paragraphs(text), dossier), [said])
    return [(each.span.of(text), each.polarity) for each in given]


@pytest.mark.parametrize(
    ("text", "content", "expected"),
    [
        ("The talks were difficult, Araghchi said.", "The talks were difficult", [("difficult", -1)]),
        ('Araghchi called the talks "very tense".', 'the talks "very tense"', [("tense", -1)]),
        (
            'Araghchi described the negotiations as "serious and substantive".',
            'the negotiations as "serious and substantive"',
            [("serious and substantive", 1)],
        ),
        (
            'Araghchi described the talks as "difficult, but business-like."',
            '"difficult, but business-like."',
            [("difficult, but business-like", 0)],
        ),
        (
            'Tehran called the discussions "difficult" but business-like, Araghchi said.',
            'Tehran called the discussions "difficult" but business-like',
            [('difficult" but business-like', 0)],
        ),
        (
            "Araghchi said meaningful progress had been made.",
            "meaningful progress had been made",
            [("meaningful progress", 1)],
        ),
        ("Araghchi said there was no progress.", "there was no progress", [("no progress", -1)]),
        (
            "Araghchi said the talks were not constructive.",
            "the talks were not constructive",
            [("constructive", -1)],
        ),
        (
            '"We cannot say that the result is sufficient," Araghchi said.',
            '"We cannot say that the result is sufficient,"',
            [("sufficient", -1)],
        ),
        (
            "Araghchi said they had held constructive talks.",
            "they had held constructive talks",
            [("constructive", 1)],
        ),
        (
            "Araghchi said the session in Muscat had been long.",
            "the session in Muscat had been long",
            [("long", 0)],
        ),
        ("The talks ended. Araghchi said they were useful.", "they were useful", [("useful", 1)]),
        ('Araghchi had called the first day "difficult".', '"difficult"', [("difficult", -1)]),
    ],
)
def test_a_word_said_of_the_talks_is_what_they_were_called(text, content, expected):
    assert called(text, content) == expected


@pytest.mark.parametrize(
    ("text", "content"),
    [
        (
            'Araghchi called the situation "very difficult" for farmers.',
            'the situation "very difficult" for farmers',
        ),
        ("Araghchi said the war was difficult.", "the war was difficult"),
        ("Araghchi said the proposal was constructive.", "the proposal was constructive"),
        ("Araghchi said talks in a difficult winter would go on.", "talks in a difficult winter would go on"),
        (
            "Araghchi accused them of lectures rather than substantive talks.",
            "of lectures rather than substantive talks",
        ),
        ("Araghchi said he hoped for constructive talks.", "he hoped for constructive talks"),
        ("Araghchi said troops made progress on the battlefield.", "troops made progress on the battlefield"),
        ('Araghchi said the talks focused on "practical issues".', 'the talks focused on "practical issues"'),
    ],
)
def test_a_word_said_of_something_else_is_not(text, content):
    assert called(text, content) == []


def test_what_nobody_says_is_nobody_s_word():
    text = "The talks were difficult."
    assert characterisations(cast_of(text, paragraphs(text), IRAN), []) == ()


def test_a_side_s_word_on_the_talks_is_a_position_on_their_state():
    text = "The talks were difficult, Araghchi said."
    said = attribution(text, "The talks were difficult", "Abbas Araghchi", "iran", "araghchi")
    [position] = positions(cast_of(text, paragraphs(text), IRAN), [said])
    assert (position.side, position.issue, str(position.stance)) == ("iran", "state-of-talks", "assess")


def test_an_unnamed_source_of_no_side_takes_no_position():
    text = "The talks were difficult, one source said."
    said = attribution(text, "The talks were difficult", "anonymous: one source")
    cast = cast_of(text, paragraphs(text), SUDAN)
    assert positions(cast, [said]) == ()
    assert [each.speaker for each in characterisations(cast, [said])] == ["anonymous: one source"]


def test_it_works_without_a_dossier():
    assert called("The talks were difficult, Araghchi said.", "The talks were difficult", None) == [
        ("difficult", -1)
    ]
