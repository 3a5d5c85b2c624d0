import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefs.dossier import load_dossier
from briefs.relevance import enough, relevance

DOSSIER = load_dossier(
    """
    [dossier]
    name = "The river talks"
    talks = ["talks", "negotiations"]
    places = ["Lucerne"]
    [sides.north]
    name = "Northland"
    aliases = ["Norvik"]
    [sides.south]
    name = "Southmark"
    [sides.lake]
    name = "Lakeland"
    role = "mediator"
    [actors.berg]
    name = "Anna Berg"
    side = "north"
    [issues.dam]
    name = "The dam"
    any_of = ["dam*"]
    """,
    "rivers.toml",
)


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("Northland and Southmark met for talks in Lucerne about the dams.", ""),
        ("Norvik's envoy Anna Berg said Southmark had agreed to close the dam.", ""),
        ("Northland beat Southmark 3-1 on Sunday.", "neither the talks nor an issue"),
        ("Northland will open a new dam in spring, Anna Berg said.", "fewer than two parties"),
        ("Northland and Lakeland held talks on trade.", "fewer than two parties"),
        ("The chef opened a restaurant by the lake.", "fewer than two parties"),
        ("", "fewer than two parties"),
    ],
)
def test_an_article_is_about_the_talks_if_it_names_parties_and_what_they_talk_about(text: str, missing: str):
    found = relevance(text, DOSSIER)
    assert found.relevant is (missing == "")
    assert missing in found.missing


def test_the_reasons_point_at_the_words_and_add_up():
    text = "Northland and Southmark met for talks in Lucerne about the dams."
    found = relevance(text, DOSSIER)
    named = {(reason.kind, reason.span.of(text)) for reason in found.reasons if reason.kind != "issue"}
    assert named == {("side", "Northland"), ("side", "Southmark"), ("talks", "talks"), ("place", "Lucerne")}
    assert found.score == sum(reason.counts for reason in found.reasons)


def test_what_stands_far_down_counts_half():
    padding = "\n".join(["The weather was fine."] * 10)
    first = relevance("Northland and Southmark held talks.", DOSSIER)
    last = relevance(f"{padding}\nNorthland and Southmark held talks.", DOSSIER)
    assert last.score == first.score / 2


def test_a_small_dossier_asks_for_less():
    small = load_dossier('[dossier]\nname="T"\n[sides.a]\nname="Aland"\n[sides.b]\nname="Bland"\n', "t.toml")
    assert enough(small) < enough(DOSSIER)
    assert relevance("Aland and Bland go on with their talks.", small).relevant


@given(st.text(max_size=400))
def test_any_text_gets_a_verdict_whose_spans_lie_inside(text: str):
    found = relevance(text, DOSSIER)
    assert all(0 <= reason.span.start < reason.span.end <= len(text) for reason in found.reasons)
