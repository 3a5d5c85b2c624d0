from dataclasses import replace
from datetime import date

from briefs.model.brief import Dispute, DisputeKind, DisputeSide, DisputeStatus
from briefs.model.reading import Stance
from briefs.render import render
from briefs.render.compose import sheet_of
from tests.made import DAY, busy_day, position, words

OLD = position(
    "a2",
    "Kyiv will not withdraw from Donetsk, its delegation repeated.",
    "ukraine",
    "territory",
    Stance.REJECT,
)
NEW = position("a1", "Kyiv refuses to do", "ukraine", "territory", Stance.ACCEPT, history=(OLD,))
OTHER = position("a3", "The Kremlin dismisses", "ukraine", "territory", Stance.REJECT, history=(OLD,))


def words_in(text: str, exact: str) -> int:
    return " ".join(text.split()).count(exact)


def test_a_disputed_position_stands_only_among_the_disputes_with_what_came_before_it():
    bare = replace(NEW, history=())
    dispute = Dispute(
        "territory", DisputeKind.PARTIES, DisputeStatus.OPEN, "opposed stances", date(2026, 2, 17),
        (DisputeSide("ukraine", (bare,)),),
    )  # fmt: skip
    brief = replace(busy_day(), positions=(NEW,), disputes=(dispute,))
    sheet = sheet_of(brief)
    assert [group.heading for group in sheet.section("positions").groups] == []
    lines = sheet.section("disputes").groups[0].parts[0].lines
    assert [line.label for line in lines] == ["accepts", "earlier: rejects"]


def test_earlier_words_that_several_positions_share_are_shown_once():
    text = render(replace(busy_day(), positions=(NEW, OTHER), disputes=()), "text")
    assert words_in(text, OLD.evidence[0].exact) == 1
    assert words_in(text, "earlier: rejects") == 2


def test_each_quote_stands_once_on_the_page():
    text = render(busy_day(), "text").split("WHERE OUTLETS")[0]
    for quote in busy_day().quotes:
        assert words_in(text, " ".join(quote.quoted[0].exact.split())) == 1


def test_days_of_the_sheet_s_year_are_said_without_it():
    week = replace(DAY, start=DAY.start.replace(day=10))
    assert "Daily Courier [1], 18 February and 1 more" in " ".join(
        render(replace(busy_day(), window=week), "text").split()
    )
    years = replace(DAY, start=DAY.start.replace(year=2025))
    assert "18 February 2026 and 1 more" in " ".join(
        render(replace(busy_day(), window=years), "text").split()
    )


def test_a_side_quoted_only_in_the_toplines_is_still_named_among_those_who_spoke():
    groups = sheet_of(busy_day()).section("said").groups
    assert [(group.heading, group.notes) for group in groups] == [
        ("Russia", ("quoted above",)),
        ("Ukraine", ()),
        ("United States", ("quoted above",)),
    ]


def test_sections_without_content_are_left_out():
    bare = replace(busy_day(), disputes=(), utterances=(), characterisations=(), changes=(), next_dates=())
    names = {section.id for section in sheet_of(bare).sections}
    assert not names & {"disputes", "rested", "wordings", "called", "changes", "dates"}


def test_words_of_an_article_outside_the_sources_are_shown_without_a_number():
    alone = replace(busy_day().quotes[0], evidence=replace(words("a1", "Geneva"), article="a9"), quoted=())
    brief = replace(busy_day(), toplines=(alone,), quotes=(alone,))
    assert (
        "“Geneva” — Vladimir Medinsky (head of the Russian delegation), Daily Courier and 1 more"
        in " ".join(render(brief, "text").split())
    )
