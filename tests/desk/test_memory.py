"""What autocompletion offers: the nearest first, never too many, and within a blink."""

import time
from datetime import date, timedelta
from pathlib import Path

import pytest

from bot.desk.memory import FRESH, LONGEST, MOST, Memory
from briefs.dossier import load_dossier

DOSSIER = load_dossier((Path(__file__).parents[2] / "seeds" / "talks.toml").read_text("utf-8"), "talks.toml")


class Ask:
    """Answers from lists, and counts how often it is asked."""

    dossier = DOSSIER

    def __init__(self, speakers: int = 500, days: int = 400) -> None:
        self.asked = 0
        self._speakers = tuple(f"Speaker Number{n} of the {n % 7}th Delegation" for n in range(speakers))
        self._days = tuple(date(2025, 1, 1) + timedelta(days=n) for n in range(days))

    async def days(self) -> tuple[date, ...]:
        self.asked += 1
        return self._days

    async def speakers(self) -> tuple[str, ...]:
        return (*self._speakers, "x" * 300, "anonymous: a representative of Rustem Umerov")


@pytest.fixture
async def memory() -> Memory:
    made = Memory(Ask(), lambda: 0.0)
    await made.refresh()
    return made


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("", "Volodymyr Zelenskyy"), ("zel", "Volodymyr Zelenskyy"), ("Zelensky", "Volodymyr Zelenskyy"),
        ("зелен", "Volodymyr Zelenskyy"), ("umerov", "Rustem Umerov"), ("Медин", "Vladimir Medinsky"),
        ("russia", "Russia"), ("white house", "White House"), ("wit", "Steve Witkoff"),
        ("witkof", "Steve Witkoff"), ("number42", "Speaker Number42 of the 0th Delegation"),
    ],
)  # fmt: skip
def test_a_speaker_is_offered_for_any_spelling(memory: Memory, typed: str, first: str):
    assert memory.actors(typed)[0].name == first


def test_speakers_whom_nobody_names_are_not_offered(memory: Memory):
    assert all("anonymous" not in one.name for one in memory.actors("umerov"))


@pytest.mark.parametrize("typed", ["", "a", "speaker", "e", " ", "2025", "x" * 6000, "\0", "🕊", "%_'\""])
def test_no_offer_is_too_long_or_too_many_and_none_takes_long(memory: Memory, typed: str):
    for kind in (memory.actors, memory.issues, memory.days, memory.zones):
        started = time.process_time()
        found = kind(typed)
        assert time.process_time() - started < 0.1
        assert len(found) <= MOST
        assert all(1 <= len(one.name) <= LONGEST and 1 <= len(one.value) <= LONGEST for one in found)
        assert len({one.value for one in found}) == len(found)


def test_days_are_offered_latest_first_and_found_by_month_or_date(memory: Memory):
    assert memory.days("")[0].value == "2026-02-04"
    assert memory.days("march")[0].value == "2025-03-31"
    assert [one.value for one in memory.days("2025-03-14")] == ["2025-03-14"]


def test_an_issue_is_sent_by_its_id(memory: Memory):
    assert memory.issues("territ")[0].value == "territory"


async def test_the_record_is_looked_at_again_only_after_a_while():
    now, ask = 0.0, Ask(3, 3)
    memory = Memory(ask, lambda: now)
    for now in (0.0, FRESH - 1, FRESH + 1, FRESH + 2):  # noqa: B007 - the clock reads it
        await memory.refresh()
    assert ask.asked == 2
