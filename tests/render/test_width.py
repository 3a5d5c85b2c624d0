import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefs.render.width import width_of, wrapped


@pytest.mark.parametrize(
    ("text", "columns"),
    [("abc", 3), ("会談", 4), ("Медински", 8), ("e\u0301", 1), ("\x1b[1mbold\x1b[0m", 4), ("", 0)],
)
def test_width_counts_columns_not_letters(text, columns):
    assert width_of(text) == columns


def test_lines_hang_under_their_first():
    assert wrapped("one two three four", 9, "- ", "  ") == "- one two\n  three\n  four"


def test_addresses_are_not_broken():
    address = "https://wire.example/" + "x" * 100
    assert address in wrapped(f"see {address} now", 40)


def test_a_word_wider_than_the_line_is_broken_between_letters():
    assert wrapped("会" * 30, 20) == "\n".join(["会" * 10] * 3)


@given(st.text(alphabet="ab 会é\u0301", max_size=200), st.integers(20, 100))
def test_no_line_is_wider_than_asked_and_no_letter_is_lost(text, width):
    laid = wrapped(text, width, "  ", "    ")
    assert all(width_of(line) <= width for line in laid.split("\n"))
    assert "".join(laid.split()) == "".join(text.split())
