from dataclasses import replace

import pytest

from briefs.model.answers import (
    Asked,
    DisputeList,
    NameUnknown,
    NearName,
    PositionList,
    QuoteList,
    WhoCard,
)
from briefs.model.brief import DisputeStatus
from briefs.plain import from_plain, parse_json
from briefs.render import FORMATS, pages, render_answer
from tests.made import NAMES, busy_day, source, who_card

BRIEF = busy_day()
QUOTES = QuoteList(
    "geneva-2026", Asked(by="zelenskyy"), BRIEF.quotes, BRIEF.utterances, (source("a1"),), NAMES
)
POSITIONS = PositionList("geneva-2026", Asked(issue="territory"), BRIEF.positions, (source("a1"),), NAMES)
DISPUTES = DisputeList("geneva-2026", Asked(window=BRIEF.window), BRIEF.disputes, (source("a1"),), NAMES)
UNKNOWN = NameUnknown("geneva-2026", "Medinksy", (NearName("medinsky", "Vladimir Medinsky"),))


@pytest.mark.parametrize("answer", [QUOTES, POSITIONS, DISPUTES, UNKNOWN, who_card()])
@pytest.mark.parametrize("form", [form for form in FORMATS if form != "json-ld"])
def test_every_answer_has_every_form(answer, form):
    assert render_answer(answer, form)


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (QUOTES, ["Quotes", "by Volodymyr Zelenskyy", "could already have", "18 February 2026"]),
        (POSITIONS, ["Positions", "on Territory", "demands: Moscow insists that Kyiv"]),
        (DISPUTES, ["Disputes", "Wednesday 18 February 2026", "opposed stances"]),
        (UNKNOWN, ["Nobody is known as “Medinksy”.", "Near it: Vladimir Medinsky."]),
    ],
)
def test_an_answer_says_what_was_asked_and_what_was_found(answer, words):
    text = " ".join(render_answer(answer, "text").split())
    for each in words:
        assert each in text


def test_a_list_without_content_says_so_in_a_line():
    empty = QuoteList("geneva-2026", Asked(text="moon"), (), (), (), NAMES)
    assert render_answer(empty, "text").splitlines()[3:] == [
        "Nothing stored fits that.",
        "  Ask for less to find more, or see /help.",
    ]


def test_a_card_read_back_from_json_is_the_card():
    assert from_plain(WhoCard, parse_json(render_answer(who_card(), "json"))) == who_card()


def test_a_dispute_that_rests_is_not_called_open():
    settled = replace(BRIEF.disputes[0], status=DisputeStatus.SETTLED)
    text = render_answer(replace(DISPUTES, disputes=(settled,)), "text")
    assert "OPEN DISPUTES" not in text
    assert "DISPUTES SETTLED OR DORMANT" in text


def test_a_long_answer_has_pages():
    assert len(pages(QUOTES, "text", lines=16)) > 1
    assert pages(UNKNOWN, "discord") == ("Nobody is known as “Medinksy”.\nNear it: Vladimir Medinsky.",)
