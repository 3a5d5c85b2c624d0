"""The press: briefs made, checked and rendered as messages to be posted."""

from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from bot.desk.ask import Ask
from bot.desk.deliver import Made, Order
from bot.desk.posting import Payload
from bot.errors import RapporteurError
from briefs import render
from briefs.model.brief import Brief
from briefs.plain import to_json

_KINDS: Final = {"day": "daily", "week": "weekly", "since-last": "daily"}
_ROW, _BUTTON, _TEXT = 1, 2, 10
_GREY = 2


class BriefUnproven(RapporteurError):
    """A brief that does not hold against the record; it is not posted."""


class BriefPress:
    """Makes briefs from the record."""

    def __init__(self, ask: Ask) -> None:
        self._ask = ask

    async def make(self, order: Order) -> Made:
        """Compile the brief of a window, check every line of it against the record, and render it.

        Raises:
            BriefUnproven: when a line does not hold.
        """
        kind = _KINDS.get(order.period, "daily") if _is_whole(order) else "flash"
        brief = await self._ask.brief_of(order.window, kind=kind)
        failures = await self._ask.verify(to_json(brief), rebuild=False)
        if failures:
            raise BriefUnproven(f"the brief does not hold, at {failures[0]}; it is not posted")
        return Made(brief.title, render.layouts(brief), is_quiet(brief))

    def dress(self, message: Payload, mark: str, late: datetime | None, role: int | None) -> Payload:
        """Give a message with the delivery's mark in a button, a note when it is late, and a ping."""
        parts = message["components"]
        before: list[dict[str, object]] = []
        if role is not None:
            before.append({"type": _TEXT, "content": f"<@&{role}>"})
        if late is not None:
            stamp = int(late.timestamp())
            before.append({"type": _TEXT, "content": f"-# Late, due at <t:{stamp}:f>"})
        button = {"type": _BUTTON, "style": _GREY, "label": "Browse and check", "custom_id": mark}
        after = [{"type": _ROW, "components": [button]}]
        mentions: dict[str, object] = {"parse": []} if role is None else {"parse": [], "roles": [str(role)]}
        listed = list(parts) if isinstance(parts, list | tuple) else []
        return {**message, "components": [*before, *listed, *after], "allowed_mentions": mentions}


def _is_whole(order: Order) -> bool:
    """Tell whether a window begins and ends at one time of day, as a change of the clock may prevent."""
    zone = ZoneInfo(order.window.zone)
    return order.window.start.astimezone(zone).time() == order.window.end.astimezone(zone).time()


def is_quiet(brief: Brief) -> bool:
    """Tell whether nothing in a brief is new."""
    return not brief.status.articles or not (any(quote.new for quote in brief.quotes) or brief.changes)
