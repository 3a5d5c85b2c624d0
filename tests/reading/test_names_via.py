"""Through whom words came. Every sentence is made up."""

import pytest

from briefs.model.reading import Form
from briefs.reading.found import Found
from briefs.reading.names import cast_of, resolve
from briefs.reading.tokens import paragraphs
from tests.reading.negotiations import IRAN, found, place


def given(text, *founds):
    return resolve(cast_of(text, paragraphs(text), IRAN), founds)


@pytest.mark.parametrize(
    ("text", "source", "content", "speaker", "via"),
    [
        ("Harlan told Axios that it was over.", "Harlan", "it was over", "Dana Harlan", "Axios"),
        (
            "It is over, Harlan said in an interview with the news site Axios.",
            "Harlan",
            "It is over",
            "Dana Harlan",
            "Axios",
        ),
        ("Speaking to Reuters, Harlan said it was over.", "Harlan", "it was over", "Dana Harlan", "Reuters"),
        ("“It is over,” Harlan said, Axios reported.", "Harlan", "It is over", "Dana Harlan", "Axios"),
        ("Axios said the talks were over.", "Axios", "the talks were over", "Axios", None),
        (
            "Axios reported, citing two officials, that it was over.",
            "Axios",
            "it was over",
            "anonymous: two officials",
            "Axios",
        ),
        (
            "IRNA quoted a diplomat as saying that it was over.",
            "IRNA",
            "it was over",
            "anonymous: a diplomat",
            "IRNA",
        ),
        (
            "Iranian news agencies quoted a source as saying it was over.",
            "Iranian news agencies",
            "it was over",
            "anonymous: a source",
            "Iranian news agencies",
        ),
        ("Harlan told reporters that it was over.", "Harlan", "it was over", "Dana Harlan", None),
        (
            "Harlan praised Axios. She was happy that it was over.",
            "Harlan",
            "it was over",
            "Dana Harlan",
            None,
        ),
    ],
)
def test_an_outlet_that_carries_words_is_no_speaker(text, source, content, speaker, via):
    [each] = given(text, found(text, source, content, cue=None))
    assert (each.speaker, each.via) == (speaker, via)


def test_words_an_outlet_repeats_are_the_speaker_s():
    text = "Harlan said, “I hope it holds,” Axios reported."
    one = found(text, "Harlan", "“I hope it holds,”")
    two = found(text, "Axios", "“I hope it holds,”", cue="reported")
    quoted = (place(text, "I hope it holds,"),)
    both = [
        Found(**{**{f: getattr(each, f) for f in Found.__slots__}, "quoted": quoted}) for each in (one, two)
    ]
    assert [(each.speaker, each.via) for each in given(text, *both)] == [
        ("Dana Harlan", "Axios"),
        ("Dana Harlan", "Axios"),
    ]


def test_words_within_words_come_through_the_teller():
    text = "A diplomat said that Araghchi had told them no."
    outer = found(text, "A diplomat", "that Araghchi had told them no")
    inner = found(text, "Araghchi", "no", cue="told", after=20)
    assert given(text, outer, inner)[1].via == "A diplomat"


def test_quoted_words_of_a_view_are_the_teller_s():
    text = 'Harlan said Ortiz viewed the offer as "very unfair to farmers".'
    outer = found(text, "Harlan", 'Ortiz viewed the offer as "very unfair to farmers"')
    quoted = (place(text, "very unfair to farmers"),)
    inner = Found(
        Form.MIXED,
        (place(text, "Ortiz"),),
        (place(text, "viewed"),),
        (place(text, '"very unfair to farmers"'),),
        quoted,
        "view",
        (),
        carried=False,
        frame="test",
        confidence=0.9,
    )
    assert given(text, outer, inner)[1].speaker == "Dana Harlan"
