"""Values as messages of Discord: pages of components with the buttons that turn them."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import discord
from discord import ui

from bot.chat.tongues import Tongue
from bot.desk.questions import Answer, Question, Verb
from bot.errors import NothingFound
from briefs import render
from briefs.model.answers import NameUnknown, PositionList, QuoteList, WhoCard
from briefs.model.brief import Brief
from briefs.render.messages import units

Pages = tuple[Mapping[str, object], ...]

_TEXT: Final = 10
_ESCAPE: Final = re.compile(r"\\(.)")

#: A select takes 25 options; a longer answer is turned page by page.
MOST_OPTIONS: Final = 25

#: A row takes five buttons.
MOST_FURTHER: Final = 5

#: UTF-16 units of text in one message, some fewer than the 4,000 that Discord takes.
MOST_TEXT: Final = 3800


@dataclass(frozen=True, slots=True)
class Further:
    """A button below an answer that asks the next question; `label` is one of our words, or a name."""

    label: str
    question: Question


def further_of(question: Question, value: Answer) -> tuple[Further, ...]:
    """Give what is likely to be asked next."""
    match value:
        case WhoCard():
            found = [Further("Quotes", Question(Verb.QUOTES, {"by": value.name}))] if value.latest else []
            if value.positions:
                found.append(Further("Positions", Question(Verb.POSITIONS, {"actor": value.name})))
            return tuple(found)
        case NameUnknown():
            return tuple(Further(one.name, Question(Verb.WHO, {"name": one.name})) for one in value.near)
        case QuoteList() | PositionList():
            name = question.given.get("by") or question.given.get("actor")
            return (Further("Who is that?", Question(Verb.WHO, {"name": name})),) if name else ()
        case _:
            return ()


def pages_of(question: Question, value: Answer, zone: str) -> Pages:
    """Give the answer to a question as message payloads, one a page; `zone` is for answers without a window.

    Raises:
        NothingFound: when there would be nothing to read.
    """
    if question.verb is Verb.CHANGES:
        found = render.pages(value, "components", only=("changes",))
        if not found:
            raise NothingFound("no changes since the time before, or none could be told")
        return tuple(json.loads(page) for page in found)
    if isinstance(value, Brief):
        return render.layouts(value)
    return render.layouts(value, zone=zone)


def page_view(
    pages: Sequence[Mapping[str, object]],
    page: int,
    question: str,
    _: Tongue = str,
    further: Sequence[Further] = (),
) -> ui.LayoutView:
    """Give one page (counted from 0, held within bounds) with its buttons; `question` is the digest kept."""
    number = min(max(page, 0), len(pages) - 1)
    view = layout_view(pages[number])
    if len(pages) > 1:
        row: ui.ActionRow[ui.LayoutView] = ui.ActionRow()
        row.add_item(_turn(_("◀ Previous"), "p", question, number - 1, disabled=number == 0))
        row.add_item(_turn(_("Next ▶"), "n", question, number + 1, disabled=number == len(pages) - 1))
        view.add_item(row)
        view.add_item(ui.ActionRow(_sections(pages, number, question, _)))
    if further:
        view.add_item(ui.ActionRow(*(_ask(one, _) for one in further[:MOST_FURTHER])))
    return view


def layout_view(payload: Mapping[str, object]) -> ui.LayoutView:
    """Give a rendered payload as a view, as it stands."""
    view = ui.LayoutView(timeout=None)
    components = payload["components"]
    for component in components if isinstance(components, Sequence) else ():
        view.add_item(_item(component))
    return view


def text_views(text: str) -> tuple[ui.LayoutView, ...]:
    """Give lines of our own as views, each within what a message holds."""
    found: list[ui.LayoutView] = []
    for part in _parts(text):
        view = ui.LayoutView(timeout=None)
        view.add_item(ui.Container(ui.TextDisplay(part)))
        found.append(view)
    return tuple(found)


def _parts(text: str) -> list[str]:
    """Cut text between lines; a line that is too long alone is cut where it must be."""
    parts: list[str] = []
    filled = ""
    for line in text.split("\n"):
        pieces = [line[at : at + MOST_TEXT // 2] for at in range(0, len(line), MOST_TEXT // 2)] or [""]
        for piece in pieces:
            joined = f"{filled}\n{piece}" if filled else piece
            if units(joined) > MOST_TEXT:
                parts.append(filled)
                joined = piece
            filled = joined
    return [*parts, filled] if filled.strip() else parts


def is_unknown(value: Answer) -> bool:
    """Tell whether nobody is known by the name that was asked for."""
    return isinstance(value, NameUnknown)


def _item(component: Mapping[str, Any]) -> ui.Item[Any]:
    match component["type"]:
        case 17:
            return ui.Container(*(_item(inner) for inner in component["components"]))
        case 10:
            return ui.TextDisplay(component["content"])
        case 14:
            large = component.get("spacing") == 2
            spacing = discord.SeparatorSpacing.large if large else discord.SeparatorSpacing.small
            return ui.Separator(visible=component.get("divider", True), spacing=spacing)
        case 1:
            return ui.ActionRow(*(_item(inner) for inner in component["components"]))
        case 2:
            style = discord.ButtonStyle(component.get("style", 2))
            return ui.Button(style=style, label=component["label"], custom_id=component["custom_id"])
        case other:
            raise ValueError(f"component type {other} is not rendered")


def _ask(further: Further, _: Tongue) -> ui.Button[ui.LayoutView]:
    return ui.Button(label=_(further.label)[:80], custom_id=f"ask:{further.question.id}")


def _turn(label: str, side: str, question: str, page: int, *, disabled: bool) -> ui.Button[ui.LayoutView]:
    # The side is in the id, since two buttons of a message may not share one.
    return ui.Button(label=label, custom_id=f"turn:{question}:{max(page, 0)}{side}", disabled=disabled)


def _sections(
    pages: Sequence[Mapping[str, object]], number: int, question: str, _: Tongue
) -> ui.Select[ui.LayoutView]:
    first = max(0, min(number - MOST_OPTIONS // 2, len(pages) - MOST_OPTIONS))
    options = [
        discord.SelectOption(
            label=f"{at + 1}. {_heading(pages[at])}"[:100], value=str(at), default=at == number
        )
        for at in range(first, min(first + MOST_OPTIONS, len(pages)))
    ]
    return ui.Select(custom_id=f"goto:{question}", options=options, placeholder=_("Go to a page"))


def _heading(payload: Mapping[str, object]) -> str:
    """Give the headings of a page, by which it is chosen."""
    found = [
        _ESCAPE.sub(r"\1", line.lstrip("#").strip().replace("**", ""))
        for text in _texts(payload)
        for line in text.split("\n")
        if line.startswith("#")
    ]
    return " · ".join(found) or "continued"


def _texts(payload: Mapping[str, object]) -> list[str]:
    found: list[str] = []
    components = payload.get("components")
    for component in components if isinstance(components, Sequence) else ():
        if component["type"] == _TEXT:
            found.append(component["content"])
        found += _texts(component)
    return found
