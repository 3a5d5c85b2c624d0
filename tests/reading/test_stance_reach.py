"""What a stance is about, whom it is aimed at, and the words that show it. Every sentence is made up."""

import pytest

from briefs.reading import read
from briefs.reading.names import cast_of
from briefs.reading.stance import positions
from briefs.reading.tokens import paragraphs
from tests.reading.negotiations import CLIMATE, IRAN, SUDAN, TRADE, attribution


def held(dossier, text, *attributions):
    given = positions(cast_of(text, paragraphs(text), dossier), attributions)
    return [(each.side, str(each.stance), each.issue) for each in given]


@pytest.mark.parametrize(
    ("dossier", "text"),
    [
        (IRAN, "Tehran rejected the order of signing in which sanctions go first."),
        (IRAN, "Tehran opposes linking sanctions to missiles."),
        (IRAN, "Tehran rejected a clause on inspections that would expire after a year."),
        (IRAN, "Tehran criticised the pace at which sanctions are being lifted."),
        (IRAN, "Tehran welcomed the omission of missiles from the text."),
        (IRAN, "Tehran rejected the charge that it was hiding centrifuges."),
        (IRAN, "Tehran rejected as false a story about missiles."),
        (IRAN, "Tehran declined to describe the inspections."),
        (IRAN, "Washington insisted that the talks on sanctions had been friendly."),
        (TRADE, "It is an order of things Ottawa rejects: steel before dairy."),
        (SUDAN, "The RSF welcomed the wording of the truce."),
        (CLIMATE, "Brussels dismissed a report about the border levy."),
    ],
)
def test_refusing_something_about_an_issue_is_not_refusing_the_issue(dossier, text):
    assert held(dossier, text) == []


@pytest.mark.parametrize(
    ("dossier", "text", "expected"),
    [
        (IRAN, "Tehran dismissed the idea of inspections.", [("iran", "reject", "inspections")]),
        (IRAN, "Tehran rejected a demand for inspections.", [("iran", "reject", "inspections")]),
        (
            IRAN,
            "Tehran dismissed a report that it had agreed to inspections.",
            [("iran", "reject", "inspections")],
        ),
        (IRAN, "Tehran wants an end to sanctions backed by the U.S.", [("iran", "demand", "sanctions")]),
        (IRAN, "Tehran will not sign a paper without inspections.", [("iran", "condition", "inspections")]),
        (IRAN, "Washington rejected a deal without inspections.", [("us", "condition", "inspections")]),
        (IRAN, "Washington does not want inspections.", [("us", "reject", "inspections")]),
        (IRAN, "Harlan is said to have offered an end to sanctions.", [("us", "propose", "sanctions")]),
        (
            TRADE,
            "Envoy for Trade and Cooperation with Foreign Partners Isabelle Roy called for free steel.",
            [("canada", "demand", "steel")],
        ),
    ],
)
def test_a_proposal_or_demand_of_an_issue_stands_for_it(dossier, text, expected):
    assert held(dossier, text) == expected


@pytest.mark.parametrize(
    ("dossier", "text", "expected"),
    [
        (
            IRAN,
            "Washington demanded inspections. Tehran ruled this out again.",
            ("iran", "reject", "inspections"),
        ),
        (IRAN, "Washington demanded inspections. Tehran turned it down.", ("iran", "reject", "inspections")),
        (IRAN, "Washington demanded inspections. Tehran says no.", ("iran", "reject", "inspections")),
        (IRAN, "Washington proposed inspections. Tehran says yes.", ("iran", "accept", "inspections")),
        (
            IRAN,
            "Asked whether Iran would accept inspections, Araghchi said no.",
            ("iran", "reject", "inspections"),
        ),
        (SUDAN, "The Quad asked for a truce. The RSF says it has expired.", ("rsf", "reject", "truce")),
    ],
)
def test_a_short_sentence_leans_on_the_one_before(dossier, text, expected):
    content = "it has expired" if "expired" in text else None
    said = (
        [attribution(text, content, "Rapid Support Forces", "rsf", None, "The RSF", "says")]
        if content
        else []
    )
    assert expected in held(dossier, text, *said)


@pytest.mark.parametrize(
    "text",
    [
        "Araghchi said no progress on sanctions was made.",
        "Asked if he felt tired of sanctions, Araghchi said no.",
        "Harlan spoke of sanctions and missiles. Araghchi says no.",
        "Asked whether Iran would refuse inspections, Araghchi said no.",
    ],
)
def test_a_bare_yes_or_no_that_answers_nothing_plain_shows_no_stance(text):
    assert held(IRAN, text) == []


@pytest.mark.parametrize(
    ("text", "toward"),
    [
        ("Washington demanded an end to sanctions against attacks by Iran.", None),
        ("Washington demands that the sites stay shut and concessions to Iran end.", None),
        ("Washington demanded protection from Iran through inspections.", None),
        ("Washington demanded inspections from Iran.", "iran"),
        ("Washington demanded that Iran allow inspections.", "iran"),
    ],
)
def test_a_demand_is_aimed_at_whom_it_asks_and_not_at_whom_it_names(text, toward):
    cast = cast_of(text, paragraphs(text), IRAN)
    assert {each.toward for each in positions(cast, ()) if each.side == "us"} <= {toward}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            '"I am told the tea is good. We will not accept inspections for it. That is all," Araghchi said.',
            "We will not accept inspections for it.",
        ),
        (
            "VIENNA (Gazette) \u2014 Tehran rejected inspections, envoys said.",
            "Tehran rejected inspections, envoys said.",
        ),
        (
            "VIENNA, May 4. /Gazette/. Tehran rejected inspections, envoys said.",
            "Tehran rejected inspections, envoys said.",
        ),
    ],
)
def test_a_position_s_words_stand_on_their_own(text, words):
    assert [each.span.of(text) for each in read(text, IRAN, rules_only=True).positions] == [words]


@pytest.mark.parametrize(
    "text",
    [
        '"Inspections are out of the question," Araghchi said. "They always were."',
        "Araghchi said Iran \u201cwill not accept inspections, today or ever,\u201d and left.",
        "Tehran \u201crejects\u201d inspections and \u201cdemands an end to sanctions,\u201d it said.",
        '"If sanctions go, we will accept inspections," Araghchi said, "and not before."',
    ],
)
def test_a_position_s_words_hold_both_marks_of_a_quotation_or_none(text):
    given = [each.span.of(text) for each in read(text, IRAN, rules_only=True).positions]
    assert given
    for words in given:
        assert words.count("\u201c") == words.count("\u201d")
        assert words.count('"') % 2 == 0
