"""`rapporteur deliveries` over a record that has some."""

import asyncio
import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.command import run_command
from bot.store.database import Record
from bot.store.deliveries import DeliveryRow, add_delivery, load_delivery
from bot.store.subscriptions import SubscriptionRow, add_subscription

NOW = datetime(2026, 2, 18, 8, tzinfo=UTC)
SUBSCRIPTION = SubscriptionRow(
    id="s1", guild=1, channel=77, user=1, at="08:00", days="0123456", zone="UTC", period="day", sections="",
    role=None, skip_quiet=False, locale="en", paused="", told=False, made=NOW, next_due=NOW,
)  # fmt: skip
SENT = DeliveryRow(
    id="aaaaaaaaaaaaaaaa", subscription="s1", due=NOW, state="sent", why="", owner="", lease=None, tries=1,
    next_try=None, begun=NOW, ended=NOW, steps='{"page0": 5}',
)  # fmt: skip
FAILED = replace(
    SENT, id="bbbbbbbbbbbbbbbb", due=NOW.replace(day=19), state="failed", why="no access\nat all", tries=3
)


@pytest.fixture
def record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    url = f"sqlite:///{tmp_path}/record.db"
    monkeypatch.setenv("RAPPORTEUR_RECORD", url)

    async def fill() -> None:
        async with Record.open(url, make=True) as opened, opened.writing() as connection:
            await add_subscription(connection, SUBSCRIPTION)
            for row in (SENT, FAILED):
                await add_delivery(connection, row)

    asyncio.run(fill())
    return url


def test_deliveries_are_listed_latest_first_one_a_line(record: str, capsys: pytest.CaptureFixture[str]):
    assert run_command(["deliveries"]) == 0
    first, second = capsys.readouterr().out.splitlines()
    assert first == (
        "bbbbbbbbbbbbbbbb  due 2026-02-19 08:00 UTC  failed, 3 tries  (subscription s1, channel 77): "
        "no access\\nat all"
    )
    assert second.startswith("aaaaaaaaaaaaaaaa  due 2026-02-18 08:00 UTC  sent  (")


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        (["--state", "sent"], ["aaaaaaaaaaaaaaaa"]),
        (["--subscription", "s1", "--most", "1"], ["bbbbbbbbbbbbbbbb"]),
        (["--subscription", "other"], []),
    ],
)
def test_they_are_chosen_by_state_and_subscription(
    record: str, capsys: pytest.CaptureFixture[str], words: list[str], ids: list[str]
):
    assert run_command(["deliveries", "--json", *words]) == 0
    listed = json.loads(capsys.readouterr().out)
    assert [one["id"] for one in listed] == ids
    assert all(one["channel"] == 77 and one["steps"] == {"page0": 5} for one in listed)


def test_a_failed_one_is_tried_again_when_asked_and_a_sent_one_is_not(
    record: str, capsys: pytest.CaptureFixture[str]
):
    async def load(id_: str) -> DeliveryRow | None:
        async with Record.open(record, make=False) as opened, opened.reading() as connection:
            return await load_delivery(connection, id_)

    assert run_command(["deliveries", "retry", "bbbbbbbbbbbbbbbb"]) == 0
    again = asyncio.run(load("bbbbbbbbbbbbbbbb"))
    assert again is not None
    assert again.next_try is not None
    assert again.tries == 0
    assert run_command(["deliveries", "retry", "aaaaaaaaaaaaaaaa"]) == 1
    assert asyncio.run(load("aaaaaaaaaaaaaaaa")) == SENT
    assert "--state failed" in capsys.readouterr().err


@pytest.mark.parametrize("words", [["--state", "lost"], ["--most", "0"], ["retry"]])
def test_wrong_use_is_told_in_a_line(record: str, capsys: pytest.CaptureFixture[str], words: list[str]):
    assert run_command(["deliveries", *words]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1
