"""Golden briefs: reviewed files made of hand-made values. RAPPORTEUR_GOLDEN=write makes them anew."""

import os
import re
from dataclasses import replace
from pathlib import Path

import pytest

from briefs.render import render, render_answer
from briefs.render.environment import TEMPLATES
from briefs.render.phrases import HEADINGS
from tests.made import busy_day, empty_record, quiet_day, who_card

GOLDEN = Path(__file__).parent / "golden"
FORMS = {
    "text": "txt",
    "discord": "discord.md",
    "markdown": "md",
    "html": "html",
    "json": "json",
    "json-ld": "jsonld",
}


def agrees(name: str, made: str) -> None:
    file = GOLDEN / name
    if os.environ.get("RAPPORTEUR_GOLDEN") == "write":
        file.write_text(made, encoding="utf-8")
    assert made == file.read_text(encoding="utf-8")


@pytest.mark.parametrize("form", FORMS)
def test_a_busy_day_is_shown_as_reviewed(form):
    agrees(f"busy_day.{FORMS[form]}", render(busy_day(), form))


@pytest.mark.parametrize("kind", ["weekly", "flash"])
def test_a_week_and_a_flash_are_shown_as_reviewed(kind):
    agrees(f"{kind}.txt", render(replace(busy_day(), kind=kind), "text"))


@pytest.mark.parametrize("brief", [quiet_day, empty_record])
def test_a_day_without_news_is_shown_as_reviewed(brief):
    agrees(f"{brief.__name__}.txt", render(brief(), "text"))


@pytest.mark.parametrize("form", ["text", "discord", "json"])
def test_a_card_is_shown_as_reviewed(form):
    agrees(f"who.{FORMS[form]}", render_answer(who_card(), form))


@pytest.mark.parametrize("kind", ["daily", "weekly"])
def test_every_section_that_a_sheet_may_have_stands_in_the_template(kind):
    named = re.findall(r'sheet\.section\("(\w+)"\)', (TEMPLATES / f"{kind}.j2").read_text("utf-8"))
    assert len(named) == len(set(named))
    assert set(named) | {"sources", "latest", "spoken_of", "spellings", "quotes"} == set(HEADINGS)
