from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefs.annotation import address_of_words, safe_address, selectors, text_fragment
from briefs.plain import NotPlainError, from_plain, parse_json, to_json, to_plain
from tests.made import busy_day, who_card


@dataclass(frozen=True)
class Pair:
    left: int
    right: tuple[tuple[int, int], ...]
    when: datetime | None = None


@given(st.builds(Pair, st.integers(), st.lists(st.tuples(st.integers(), st.integers())).map(tuple)))
def test_a_value_read_back_from_its_json_is_the_value(pair):
    assert from_plain(Pair, parse_json(to_json(pair))) == pair


@pytest.mark.parametrize("value", [busy_day(), who_card()])
def test_briefs_and_cards_come_back_whole(value):
    assert from_plain(type(value), parse_json(to_json(value))) == value


def test_instants_are_written_in_utc():
    at = datetime(2026, 2, 18, 1, tzinfo=timezone(timedelta(hours=1)))
    assert to_plain(at) == "2026-02-18T00:00:00Z"
    assert to_plain(date(2026, 2, 18)) == "2026-02-18"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"left": 1, "right": [], "when": None, "up": 1}, "up: unknown key"),
        ({"left": 1, "right": []}, "when: missing"),
        ({"left": True, "right": [], "when": None}, "left: int is wanted, bool 'True' is given"),
        ({"left": 1, "right": [[1]], "when": None}, "right[0]: 2 items are wanted, 1 are given"),
        ({"left": 1, "right": [[1, "2"]], "when": None}, "right[0][1]: int is wanted, str '2' is given"),
        ({"left": 1, "right": {}, "when": None}, "right: a list is wanted, dict '{}' is given"),
        ({"left": 1, "right": [], "when": "noon"}, "when: Invalid isoformat string: 'noon'"),
    ],
)
def test_data_that_says_no_value_is_refused_with_its_place(data, message):
    with pytest.raises(NotPlainError) as error:
        from_plain(Pair, data)
    assert str(error.value) == message


@pytest.mark.parametrize(
    ("address", "safe"),
    [
        ("https://wire.example/a?b=c#d", "https://wire.example/a?b=c#d"),
        ("HTTPS://wire.example/a b", "https://wire.example/a%20b"),
        ("https://wire.example/(x)<y>\"'", "https://wire.example/%28x%29%3Cy%3E%22'"),
        ("https://wire.example/ä", "https://wire.example/%C3%A4"),
        ("https://wire.example/%C3%A4", "https://wire.example/%C3%A4"),
        ("javascript:alert(1)", None),
        ("data:text/html,x", None),
        ("file:///etc/passwd", None),
        ("//wire.example/a", None),
        ("https://", None),
        ("https://[", None),
        ("https://bank.example@bad.example/", None),
        ("https://wire.example\\@bad.example/", None),
        ("https://wi<re.example/", None),
        ("", None),
        (None, None),
    ],
)
def test_only_web_addresses_become_links(address, safe):
    assert safe_address(address) == safe


@pytest.mark.parametrize(
    ("exact", "fragment"),
    [
        ("difficult, but business-like", ":~:text=difficult%2C%20but%20business%2Dlike"),
        ('"Research & rescue"', ":~:text=Research%20%26%20rescue"),
        ("“Нет”", ":~:text=%D0%9D%D0%B5%D1%82"),
        ("a b c d e\n\nf g h i j", ":~:text=a%20b%20c%20d%20e,f%20g%20h%20i%20j"),
        ("100% sure + certain", ":~:text=100%25%20sure%20%2B%20certain"),
    ],
)  # fmt: skip
def test_a_text_fragment_finds_the_words_on_the_page(exact, fragment):
    assert text_fragment(exact) == fragment


@given(st.text(min_size=1, max_size=2000))
def test_a_text_fragment_has_no_character_with_a_meaning_but_its_one_comma(exact):
    value = text_fragment(exact).removeprefix(":~:text=")
    assert value.count(",") <= 1
    assert not set(value) & set("-&#<>()\"' \n")
    assert len(value) <= 2 * 120 * 12 + 1


def test_a_fragment_joins_an_address_that_has_one_already():
    assert address_of_words("https://a.example/b#c", "yes") == "https://a.example/b#c:~:text=yes"
    assert address_of_words("ftp://a.example/b", "yes") is None


def test_selectors_quote_the_words_with_those_around_them():
    text = "He said that talks go on. Nobody else did."
    assert selectors(text, 13, 24, "talks go on") == [
        {
            "type": "TextQuoteSelector",
            "exact": "talks go on",
            "prefix": "He said that ",
            "suffix": ". Nobody else did.",
        },
        {"type": "TextPositionSelector", "start": 13, "end": 24},
    ]


def test_the_time_zone_of_instants_read_back_is_utc():
    assert brief_start().tzinfo is UTC


def brief_start() -> datetime:
    return from_plain(type(busy_day()), to_plain(busy_day())).window.start
