"""Whom a pronoun, a bare title or an answer stands for, read from whole texts. Every sentence is made up."""

import pytest

from briefs.reading import read
from tests.reading.negotiations import IRAN


def speaker(text, words):
    """Give the speaker of the closest quoted stretch that holds the words; None where nobody is given."""
    at = text.index(words)
    holding = [
        (span.end - span.start, each.speaker, each.via)
        for each in read(text, IRAN, rules_only=True).attributions
        for span in each.quoted
        if span.start <= at and at + len(words) <= span.end + 1
    ]
    return min(holding, key=lambda row: row[0])[1] if holding else None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            'Araghchi had lunch with Ortiz.\n\nPezeshkian was to join them.\n\n"We will see," he said.',
            "We will see",
        ),
        ('"Once," Araghchi said. Ortiz listened to music.\n\n"Twice," he said.', "Twice"),
        ('Baghaei spoke. Ortiz was calm. Araghchi left.\n\n"No," he said.', "No"),
    ],
)
def test_a_pronoun_with_two_near_candidates_is_nobody(text, words):
    assert speaker(text, words) is None


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        (
            '"Fine," Araghchi said.\n\nOrtiz was more cautious. "We will see," he said.',
            "We will see",
            "Miguel Ortiz",
        ),
        (
            '"Fine," Araghchi said.\n\nHis guest at the table, Ortiz, was milder. "I am tired," he said.',
            "I am tired",
            "Miguel Ortiz",
        ),
        (
            '"Fine," Araghchi said to Ortiz in the hall.\n\n"We will see," he said.',
            "We will see",
            "Abbas Araghchi",
        ),
        (
            'Araghchi was calm. "Ortiz is afraid of a date," he said. "We are not," he said.',
            "We are not",
            "Abbas Araghchi",
        ),
    ],
)
def test_a_new_subject_takes_the_place_of_who_spoke_before(text, words, name):
    assert speaker(text, words) == name


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        (
            "Harlan said, \"I told them. Then Abbas said, 'Empty chairs do not talk.' We left.\"",
            "Empty chairs do not talk",
            "Abbas Araghchi",
        ),
        (
            "Araghchi was there. \"I said, 'Dana, be quick,' and she was,\" said Ortiz. Dana Harlan smiled.",
            "Dana, be quick",
            "Miguel Ortiz",
        ),
    ],
)
def test_words_quoted_within_a_quotation_are_of_who_is_named_there(text, words, name):
    text = text if "Abbas Araghchi" in text or "Abbas" not in text else f"Abbas Araghchi was there. {text}"
    assert speaker(text, words) == name


@pytest.mark.parametrize(
    ("text", "words", "name", "via"),
    [
        (
            'A diplomat said Araghchi had told the envoys that it was "over, and for good."',
            "over",
            "Abbas Araghchi",
            "A diplomat",
        ),
        (
            'According to Baghaei, Araghchi told Harlan that the draft was "a beginning".',
            "a beginning",
            "Abbas Araghchi",
            "Esmaeil Baghaei",
        ),
        (
            'The report had quoted Ortiz as saying that "the map is drawn."',
            "the map is drawn",
            "Miguel Ortiz",
            None,
        ),
    ],
)
def test_words_told_of_another_are_the_other_s_through_the_teller(text, words, name, via):
    found = [
        (each.speaker, each.via)
        for each in read(text, IRAN, rules_only=True).attributions
        if any(words in span.of(text) for span in each.quoted)
    ]
    assert found == [(name, via)]


@pytest.mark.parametrize(
    "text",
    [
        'Araghchi spoke of the so-called "hard pause" at length.',
        'Commenting on the idea of a "neutral zone" by the river, Araghchi said that he had seen no text.',
        'Asked about Harlan\'s remark that Tehran "should say thank you," Araghchi said nothing new.',
        'According to notes taken in the room, it began "badly and late."',
        'Ortiz came with a book called "Patience" under his arm.',
    ],
)
def test_words_only_spoken_of_are_nobody_s(text):
    assert [each.speaker for each in read(text, IRAN, rules_only=True).attributions if each.quoted] in (
        [],
        [None],
    )


INTERVIEW = """The following interview with Abbas Araghchi has been edited for length.

Will you stop enrichment?

No. We will not give up enrichment, and I have said so in every room.

Do you trust Mr Ortiz?

"I trust what I see."

He laughs, and looks at his adviser. "Next question," the adviser says.

A tram passes with "Peace now" on its side.
"""


def test_an_interview_s_answers_are_of_the_one_interviewed_and_narration_is_not():
    assert speaker(INTERVIEW, "I trust what I see") == "Abbas Araghchi"
    assert speaker(INTERVIEW, "Next question") != "Abbas Araghchi"
    assert speaker(INTERVIEW, "Next question") != "Miguel Ortiz"
    assert speaker(INTERVIEW, "Peace now") is None
    positions = read(INTERVIEW, IRAN, rules_only=True).positions
    assert [(each.side, str(each.stance), each.issue) for each in positions] == [
        ("iran", "reject", "enrichment")
    ]
