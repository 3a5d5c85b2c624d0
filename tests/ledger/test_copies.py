"""Which articles share a text."""

from pathlib import Path

import pytest

from briefs.ledger.copies import copied, copies, resemblance
from briefs.ledger.sketch import sketch

WIRE = """
Delegations of the two countries met in a hotel above the lake for five hours. Nobody spoke to the
press when they left by the side door. The envoy will report to his president, a person close to the
meeting told the wire. Water from the upper dam has been the matter of four rounds so far. Farmers
in the valley have had none since the pumps were shelled in October. A working group is to look at
the gauges before the next round begins.
""".replace("\n", " ")
OWN = """
Five hours behind closed doors brought no agreement on the dam, people who were there said. Our
correspondent saw three cars leave at dusk. In the valley, where wheat is failing, hardly anybody
follows the meeting. The mediator has offered to measure the water itself. Both governments have
until now refused.
""".replace("\n", " ")
QUOTE = "“We have said all there is to say about the dam, and we will say it again tomorrow and then.” "


def test_an_edited_wire_text_is_a_copy() -> None:
    edited = "LAKESIDE - " + WIRE.replace("a hotel above the lake", "a lakeside hotel").replace(
        "Nobody", "No one"
    )
    assert copied(sketch(WIRE), sketch(edited))


def test_an_excerpt_in_a_longer_article_is_a_copy() -> None:
    assert copied(sketch(WIRE), sketch(OWN + " " + OWN.upper() + " " + WIRE))


def test_two_reports_of_one_meeting_are_not_copies() -> None:
    assert not copied(sketch(WIRE), sketch(OWN))


def test_a_long_quotation_in_common_makes_no_copy() -> None:
    assert not copied(sketch(QUOTE * 3 + WIRE), sketch(QUOTE * 3 + OWN))


def test_empty_texts_are_no_copies() -> None:
    assert copies({"a": sketch(""), "b": sketch("")}) == {"a": ("a",), "b": ("b",)}
    assert resemblance(sketch(""), sketch("")) == 0.0


def test_groups_do_not_depend_on_names_or_order() -> None:
    made = {"x": sketch(WIRE), "y": sketch(OWN), "z": sketch("UPDATE " + WIRE)}
    expected = {"x": ("x", "z"), "y": ("y",), "z": ("x", "z")}
    assert copies(made) == expected
    assert copies(dict(reversed(made.items()))) == expected


def test_of_the_originals_two_are_copies_and_no_others(originals: Path) -> None:
    made = {
        path.name[:3]: sketch(path.read_text(encoding="utf-8")) for path in sorted(originals.glob("*.txt"))
    }
    groups = copies(made)
    assert groups == {
        "000": ("000",), "001": ("001",), "002": ("002",), "003": ("003", "004"), "004": ("003", "004"),
    }  # fmt: skip


@pytest.mark.parametrize("times", [1, 30])
def test_a_copied_text_counts_once_however_often_it_is_carried(times: int) -> None:
    made = {f"{number:02}": sketch(WIRE) for number in range(times)}
    assert len(set(copies(made).values())) == 1
