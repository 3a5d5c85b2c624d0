"""Values as messages: pages as they were rendered, with the buttons that turn them."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat.answering import _sentence
from bot.chat.replies import MOST_OPTIONS, Further, layout_view, page_view, text_views
from bot.desk.questions import Question, Verb
from tests.loopback.payloads import COMPONENTS_V2, faults_of, units

QUESTION = "0123456789abcdef"


def payload(*contents: str) -> dict[str, Any]:
    inner: list[dict[str, Any]] = []
    for content in contents:
        if inner:
            inner.append({"type": 14, "divider": True, "spacing": 1})
        inner.append({"type": 10, "content": content})
    return {"flags": COMPONENTS_V2, "components": [{"type": 17, "components": inner}]}


def without_ids(component: Any) -> Any:
    if isinstance(component, list):
        return [without_ids(one) for one in component]
    if isinstance(component, dict):
        return {
            key: without_ids(value)
            for key, value in component.items()
            if key not in {"id", "accent_color", "spoiler", "disabled"}
        }
    return component


def test_a_view_holds_what_was_rendered_and_nothing_else():
    made = payload("## Heading", "- “words”", "-# page 1")
    made["components"].append(
        {
            "type": 1,
            "components": [{"type": 2, "style": 2, "label": "Browse", "custom_id": "delivery:a:0"}],
        }
    )
    assert without_ids(layout_view(made).to_components()) == made["components"]


def test_a_component_that_is_not_known_is_not_left_out_silently():
    with pytest.raises(ValueError, match="type 99"):
        layout_view({"components": [{"type": 99}]})


@pytest.mark.parametrize("count", [1, 2, 3, 25, 26, 60])
@pytest.mark.parametrize("page", [-3, 0, 1, 24, 40, 59, 9999])
def test_every_page_of_any_answer_is_one_that_discord_takes(count: int, page: int):
    pages = [payload(f"## Heading {number}", "x" * 3700) for number in range(count)]
    further = [Further("x" * 90, Question(Verb.WHO, {"name": str(number)})) for number in range(7)]
    components = page_view(pages, page, QUESTION, str, further).to_components()
    assert not faults_of({"flags": COMPONENTS_V2, "components": components})
    shown = min(max(page, 0), count - 1)
    assert f"Heading {shown}" in str(components[0])
    assert len(components[-1]["components"]) == 5
    if count == 1:
        assert len(components) == 2
        return
    previous, following = components[1]["components"]
    assert previous["disabled"] is (shown == 0)
    assert following["disabled"] is (shown == count - 1)
    options = components[2]["components"][0]["options"]
    assert len(options) == min(count, MOST_OPTIONS)
    assert [option["value"] for option in options if option.get("default")] == [str(shown)]


@given(st.text(max_size=9000))
def test_text_of_any_length_is_set_in_messages_that_discord_takes_and_loses_nothing(text: str):
    views = text_views(text)
    found = ""
    for view in views:
        components = view.to_components()
        assert not faults_of({"flags": COMPONENTS_V2, "components": components})
        found += components[0]["components"][0]["content"]
    assert len(views) == 0 or units(found)
    assert found.replace("\n", "") == (text.replace("\n", "") if views else "")


@pytest.mark.parametrize(
    ("message", "shown"),
    [
        ("there is none; `/subscribe` makes one", "There is none; `/subscribe` makes one."),
        ('nobody is known by "@everyone"', 'Nobody is known by "@\u200beveryone".'),
        ("no **bold** _x_.", "No \\*\\*bold\\*\\* \\_x\\_."),
        ("a ` alone", "A ' alone."),
        ("", "."),
    ],
)  # fmt: skip
def test_an_error_is_shown_as_a_sentence_without_markup(message: str, shown: str):
    assert _sentence(message) == shown
