"""Subscriptions in words."""

from typing import Final

from bot.desk.subscribe import DAY_NAMES, Standing
from briefs.render.escape import discord as escaped

#: How a clock that jumps is met; said wherever coming times are.
CLOCK_RULE: Final = (
    "-# Where the clock jumps over that time, the brief comes later by the jump; an hour that comes twice "
    "counts once."
)


def lines_of(standing: Standing) -> str:
    """Give a subscription in a few lines: where, when, its last result and next times."""
    row = standing.row
    days = "every day" if row.days == "0123456" else ", ".join(DAY_NAMES[int(day)] for day in row.days)
    lines = [f"**{row.id}** · <#{row.channel}> · {row.at} {escaped(row.zone)}, {days}"]
    if row.paused:
        lines.append(f"Paused: {escaped(row.paused)}")
    else:
        lines.append("Next: " + ", ".join(f"<t:{int(due.timestamp())}:f>" for due in standing.coming))
    if standing.last is not None:
        why = f" ({escaped(standing.last.why)})" if standing.last.why else ""
        lines.append(f"Last: <t:{int(standing.last.due.timestamp())}:f>, {standing.last.state}{why}")
    return "\n".join(lines)
