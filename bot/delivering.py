"""The verbs about deliveries: what became of them, and trying one again."""

import argparse
import json

from bot.app import now
from bot.errors import NothingFound, one_line
from bot.output import say
from bot.settings import Settings
from bot.store.database import Record
from bot.store.deliveries import DeliveryRow, load_deliveries, retry_delivery
from bot.store.subscriptions import load_subscriptions
from briefs.plain import to_plain


async def show_deliveries(given: argparse.Namespace, settings: Settings) -> int:
    """Show deliveries, the latest due first."""
    async with (
        Record.open(settings.record, make=False) as record,
        record.reading() as connection,
    ):
        rows = await load_deliveries(
            connection, state=given.state, subscription=given.subscription, most=given.most
        )
        channels = {row.id: row.channel for row in await load_subscriptions(connection)}
    if given.json:
        listed = [{**_plain(row), "channel": channels.get(row.subscription)} for row in rows]
        say(json.dumps(listed, ensure_ascii=False, indent=2))
    elif not rows:
        raise NothingFound(
            "no deliveries are held that fit; they are made when subscriptions fall due "
            "while `rapporteur run` is connected to Discord"
        )
    else:
        for row in rows:
            say(_line(row, channels.get(row.subscription)))
    return 0


async def retry(given: argparse.Namespace, settings: Settings) -> int:
    """Have a delivery that failed or was skipped tried again by the running program."""
    async with (
        Record.open(settings.record, make=False) as record,
        record.writing() as connection,
    ):
        found = await retry_delivery(connection, given.id, now())
    if not found:
        raise NothingFound(
            f"no delivery {one_line(given.id, 40)} has failed or was skipped; "
            "`rapporteur deliveries --state failed` lists those that did"
        )
    say(f"delivery {given.id}: will be tried again as soon as `rapporteur run` is connected to Discord")
    return 0


def _plain(row: DeliveryRow) -> dict[str, object]:
    return {**to_plain(row), "steps": json.loads(row.steps or "{}")}


def _line(row: DeliveryRow, channel: int | None) -> str:
    tries = f", {row.tries} {'try' if row.tries == 1 else 'tries'}" if row.tries != 1 else ""
    why = f": {one_line(row.why)}" if row.why else ""
    again = f"; next try {row.next_try:%Y-%m-%d %H:%M:%S} UTC" if row.next_try else ""
    where = f"subscription {row.subscription}, channel {channel}"
    return f"{row.id}  due {row.due:%Y-%m-%d %H:%M} UTC  {row.state}{tries}  ({where}){why}{again}"
