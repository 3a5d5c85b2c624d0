import json
import re
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings

from briefs.render import FORMATS, UnknownFormatError, layouts, pages, render
from briefs.render.blocks import Block, Level
from briefs.render.messages import cut_line, units
from briefs.render.width import STYLE, width_of
from tests.hostile import hostile_briefs
from tests.made import busy_day, quiet_day

HARD = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def units_of(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


@HARD
@given(hostile_briefs())
def test_every_form_can_be_made_of_any_brief(brief):
    for form in FORMATS:
        render(brief, form)


@HARD
@given(hostile_briefs())
def test_no_discord_message_is_longer_than_discord_takes(brief):
    for page in pages(brief, "discord"):
        assert 0 < units_of(page) <= 2000


@HARD
@given(hostile_briefs())
def test_no_layout_has_more_components_or_characters_than_discord_takes(brief):
    for layout in layouts(brief):
        (container,) = layout["components"]
        assert 1 + len(container["components"]) <= 40
        texts = [inner["content"] for inner in container["components"] if "content" in inner]
        assert all(texts)
        assert sum(map(units_of, texts)) <= 4000
        assert layout["allowed_mentions"] == {"parse": []}


@HARD
@given(hostile_briefs())
def test_no_message_mentions_anybody_or_holds_a_link_that_is_not_ours(brief):
    for page in pages(brief, "discord"):
        bare = re.sub(
            r"\[(?:\\.|[^\]\\])*\]\(<https?://[^>\s]*>\)|<t:\d+:[RdfD]>|\\.", "", page, flags=re.DOTALL
        )
        assert "@everyone" not in bare
        assert "<" not in bare.replace("> ", "")
        assert "](" not in bare
        assert "://" not in bare


@HARD
@given(hostile_briefs())
def test_bold_and_underline_are_closed_on_every_page(brief):
    for page in pages(brief, "discord"):
        bare = re.sub(r"\(<[^>]*>\)|\\.", "", page, flags=re.DOTALL)
        for line in bare.split("\n"):
            assert line.count("**") % 2 == 0, line
            assert line.count("__") % 2 == 0, line


def words_of(text: str) -> str:
    text = re.sub(r"\(continued\)|-# Page \d+ of \d+|…|\*\*|__|^(- |###? )", "", text, flags=re.MULTILINE)
    return "".join(text.split())


def long_line(brief):
    quote = brief.toplines[0]
    words = " ".join(f"Sentence number {n} stands here, said in full." for n in range(200))
    evidence = replace(quote.evidence, exact=words, end=quote.evidence.start + len(words))
    return replace(quote, evidence=evidence, quoted=(replace(evidence),))


def test_a_line_longer_than_a_message_runs_on_over_the_next_and_nothing_is_lost():
    brief = replace(quiet_day(), status=busy_day().status, toplines=(long_line(busy_day()),))
    brief = replace(brief, quotes=brief.toplines)
    found = pages(brief, "discord")
    assert len(found) > 4
    whole = words_of("\n".join(found))
    for n in range(200):
        assert f"Sentencenumber{n}standshere,saidinfull." in whole
    assert all("continued" in page for page in found[1:-1])
    for page in found[:-2]:
        last = [line for line in page.split("\n") if line.startswith("- ")][-1]
        assert re.search(r"in full\. … \(continued\)$", last)


@pytest.mark.parametrize(
    ("text", "room"),
    [
        ("- " + r"\*" * 60, 60),
        ("- " + "👩\u200d🚀" * 30, 60),
        ("- **" + "bold words " * 20 + "** after", 60),
        ("- see [Outlet](<https://wire.example/a>) " * 6, 90),
        ("- " + "e\u0301" * 100, 60),
        ("- " + "🇺🇦" * 40, 60),
        ("- <t:1771412400:f> " * 9, 60),
    ],
)
def test_a_line_is_cut_between_letters_links_and_marks_never_inside(text, room):
    block = Block(Level.LINE, text)
    parts = []
    while units(block.text) > room:
        first, block = cut_line(block, room)
        assert units(first.text) <= room + 40
        parts.append(first.text)
    parts.append(block.text)
    for part in parts:
        assert part.count("**") % 2 == 0
        assert len(re.findall(r"\[Outlet\]\(<https://wire.example/a>\)", part)) == part.count("Outlet")
        assert part.count("<t:") == len(re.findall(r"<t:\d+:f>", part))
        assert not re.search(r"(?<!\\)\\(\\\\)*(\s|$)", part)
        assert not part.replace(" … (continued)", "").endswith("\u200d")
        assert "\u0301" not in re.sub("e\u0301", "", part)
    original, joined = (words_of(words.replace("- ", "")) for words in (text, "".join(parts)))
    assert joined.replace("(continued)", "") == original


def test_pages_of_text_fit_the_screen_and_say_what_is_still_to_come():
    found = pages(busy_day(), "text", lines=24)
    assert len(found) > 2
    assert all(len(page.splitlines()) <= 24 for page in found)
    assert "Page 1 of" in found[0]
    assert "Still to come: " in found[0]
    assert "3 sources" in " ".join(found[0].split())
    assert "Still to come" not in found[-1]


def test_pages_of_text_together_hold_every_line_of_the_whole():
    whole = render(busy_day(), "text")
    paged = "\n".join(pages(busy_day(), "text", lines=24))
    for line in whole.splitlines():
        assert line in paged


def test_a_section_that_runs_over_a_page_says_so_on_the_next():
    brief = busy_day()
    many = tuple(replace(brief.quotes[3], confidence=n / 100) for n in range(60))
    found = pages(replace(brief, quotes=(*brief.toplines, *many)), "text", lines=30)
    assert "SAID, BY SIDE (continued)" in found[1]
    assert "Ukraine (continued)" in found[1]


def test_no_heading_stands_alone_at_the_foot_of_a_page():
    for lines in range(14, 60):
        for page in pages(busy_day(), "text", lines=lines)[:-1]:
            body = page.split("\nPage ")[0].rstrip().splitlines()
            assert not body[-1].isupper(), page


def test_styling_changes_no_word():
    styled, plain = render(busy_day(), "text", styled=True), render(busy_day(), "text")
    assert STYLE.sub("", styled).split() == plain.replace("_", "").split()


def test_without_colour_there_is_no_control_code():
    assert "\x1b" not in render(busy_day(), "text")


@pytest.mark.parametrize("width", [40, 60, 80, 100])
def test_text_is_no_wider_than_asked(width):
    for line in render(busy_day(), "text", width=width).splitlines():
        assert width_of(line) <= width or "://" in line


def test_an_unknown_form_is_refused_with_the_known_ones():
    with pytest.raises(UnknownFormatError, match="'pdf' is unknown; there are text, discord"):
        render(busy_day(), "pdf")


def test_components_are_json_of_the_layouts():
    assert tuple(map(json.loads, pages(busy_day(), "components"))) == layouts(busy_day())


def test_only_the_sections_asked_for_are_given():
    (page,) = pages(busy_day(), "text", only=("changes",))
    assert "CHANGED SINCE" in page
    assert "TOPLINES" not in page
    assert "SOURCES" not in page
    assert pages(quiet_day(), "text", only=("changes",)) == ()
