"""Who is found to say what, by the rules alone: sentences of our own, one table for each phenomenon."""

import pytest

from briefs.reading import read
from briefs.reading.find import find
from briefs.reading.tokens import paragraphs


def found(text):
    """Give (source, quoted or content) of everything found, in text order."""
    rows = []
    for each in find(text, paragraphs(text)):
        source = each.source[0].of(text) if each.source else None
        rows.append(
            (source, [span.of(text) for span in each.quoted] or [span.of(text) for span in each.content])
        )
    return rows


def speakers(text):
    """Give each quoted stretch with the words that name who uttered it."""
    return {
        span.of(text): (each.source[0].of(text) if each.source else None)
        for each in find(text, paragraphs(text))
        for span in each.quoted
    }


def check(text, expected):
    given = speakers(text)
    assert {words: given.get(words, "nobody") for words in expected} == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“The bridge will hold,” the engineer said.", {"The bridge will hold,": "the engineer"}),
        ("“The bridge will hold,” said the engineer.", {"The bridge will hold,": "the engineer"}),
        ('"We leave at noon," Ortega told reporters.', {"We leave at noon,": "Ortega"}),
        ("Minister Lena Ortega said: “We leave at noon.”", {"We leave at noon.": "Minister Lena Ortega"}),
        ("“Why wait?” Ortega asked.", {"Why wait?": "Ortega"}),
        ("“Never!” shouted Ortega.", {"Never!": "Ortega"}),
        ("‘The bridge will hold’, he wrote on X.", {"The bridge will hold": "he"}),
        ("Ortega warned that the truce was “close to breaking down”.", {"close to breaking down": "Ortega"}),
    ],
)
def test_a_quotation_goes_to_the_subject_of_its_reporting_word(text, expected):
    check(text, expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "“The bridge,” Ortega said, “will hold for years.”",
            {"The bridge,": "Ortega", "will hold for years.": "Ortega"},
        ),
        (
            "“The bridge will hold,” Ortega said. “It was built by my father.”",
            {"The bridge will hold,": "Ortega", "It was built by my father.": "Ortega"},
        ),
        (
            "“The bridge will hold,” said Ortega, who opened it. “It was built by my father.”",
            {"It was built by my father.": "Ortega"},
        ),
    ],
)
def test_a_split_quotation_keeps_its_speaker(text, expected):
    check(text, expected)


def test_two_quotations_of_two_people_in_one_sentence_are_kept_apart():
    check(
        "Ortega called the offer “far too small”, while Lindqvist said it was “more than fair to all”.",
        {"far too small": "Ortega", "more than fair to all": "Lindqvist"},
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Ortega said: “The bridge will hold.\n\n“It was built by my father, and he knew stone.”",
            {"It was built by my father, and he knew stone.": "Ortega"},
        ),
        (
            "“The bridge will hold,” Ortega said.\n\n“It was built by my father, and he knew stone.”",
            {"It was built by my father, and he knew stone.": "Ortega"},
        ),
        (
            "Ortega then turned to the crowd and said:\n\n“The bridge will hold for all of us.”",
            {"The bridge will hold for all of us.": "Ortega"},
        ),
    ],
)
def test_a_quotation_alone_in_its_paragraph_goes_to_who_spoke_before(text, expected):
    check(text, expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ortega was quoted as saying that it was “not at all fair”.", {"not at all fair": "Ortega"}),
        (
            "State papers quoted a guard as saying that the night had been “very long indeed”.",
            {"very long indeed": "a guard"},
        ),
        ("The work, according to Ortega, is “nearly done now”.", {"nearly done now": "Ortega"}),
        ("The harbour reopened, according to a representative of the port.", {}),
        ("Ortega left early, saying that the room was “far too hot”.", {"far too hot": "Ortega"}),
        (
            "Ortega thanked the hosts and added that they had been “very patient indeed”.",
            {"very patient indeed": "Ortega"},
        ),
        ("In an interview with the Courier, Ortega said it was “a long road”.", {"a long road": "Ortega"}),
        ("Ortega, a former judge, said it was “a long road”.", {"a long road": "Ortega"}),
        ("Ortega on Monday described the visit as “short and friendly”.", {"short and friendly": "Ortega"}),
        ("Ortega voted for what Lindqvist calls the “winter tax rule”.", {"winter tax rule": "Lindqvist"}),
        (
            "“We are late, all of us,” Ortega said, the Courier reported.",
            {"We are late, all of us,": "Ortega"},
        ),
    ],
)
def test_frames_are_read(text, expected):
    check(text, expected)


def test_according_to_gives_its_source_and_the_rest_of_the_sentence():
    text = "The harbour reopened at dawn, according to a representative of the port."
    assert ("a representative of the port", ["The harbour reopened at dawn,"]) in found(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("LINDQVIST: We never agreed to that.\n\nORTEGA: You did, in March.", ["LINDQVIST", "ORTEGA"]),
        ("Q: Will you sign the paper today?\n\nA: Not before spring comes.", ["Q", "A"]),
        ("Ortega: Bridge will hold for ever\n\nThe minister spoke at length.", ["Ortega"]),
    ],
)
def test_words_under_a_label_belong_to_it(text, expected):
    assert [source for source, _ in found(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "“Stone remembers every hand that cut it.” — Lena Ortega",
        "“Stone remembers every hand that cut it.”\n— Lena Ortega",
        "Stone remembers every hand that cut it.\n–Minister Lena Ortega",
    ],
)
def test_a_signature_names_the_speaker_of_the_words_above(text):
    assert [source.removeprefix("Minister ") for source, _ in found(text)] == ["Lena Ortega"]


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("The envoy, who had flown in overnight, said no deal was near at all.", "The envoy"),
        ("On Friday the envoy said no deal was near at all.", "the envoy"),
        (
            "Public statements made by Ortega suggested that no deal was near at all.",
            "Public statements made by Ortega",
        ),
        ("The man who spoke on Friday said that no deal was near at all.", "The man"),
    ],
)
def test_the_source_is_the_subject_of_the_cue(text, source):
    assert source in [given for given, _ in found(text)]


@pytest.mark.parametrize(
    "text",
    [
        "The state of the bridge worried everybody in town.",
        "Her plan and his report lay on the table.",
        "They sang “The Long Winter” at the school.",
        "El ministro habló con los periodistas durante una hora.",
        "Министр прибыл утром, переговоры начались в полдень.",
    ],
)
def test_nobody_speaks_where_nothing_is_said(text):
    assert speakers(text) == {}


@pytest.mark.parametrize(
    "text",
    [
        "{{subtitle}}\n{{/subtitle}}",
        "Related stories\nOrtega says no\nMost read\nLindqvist: we agree",
        "Photo: EPA / Jane Said",
        "A woman holds a flag as the minister said goodbye, Tuesday. (Jane Roe, Reuters )",
        "The Key Takeaways were generated with the assistance of large language models, the editors said.",
        "Contributing: Jane Roe, who said nothing",
        '---\ntitle: Ortega said "no, never again"\n---\n',
    ],
)
def test_page_furniture_is_not_read(text):
    assert found(text) == []


def test_who_was_quoted_as_saying_something_said_it() -> None:
    text = "Interviewed by the paper, Berg was quoted as saying it was “not fair” that the dam had to go."
    found = [each for each in read(text, None).attributions if each.quoted]
    assert [(each.speaker, each.confidence >= 0.8) for each in found] == [("Berg", True)]
