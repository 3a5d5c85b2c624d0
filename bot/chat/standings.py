"""Subscriptions in words."""

from typing import Final

from bot.chat.tongues import Tongue
from bot.desk.subscribe import DAY_NAMES, Standing
from briefs.render.escape import discord as escaped

#: How a clock that jumps is met; said wherever coming times are.
CLOCK_RULE: Final = (
    "Where the clock jumps over that time, the brief comes later by the jump; an hour that comes twice "
    "counts once."
)


def clock_rule(_: Tongue) -> str:
    """Give the rule for jumping clocks, set small."""
    return f"-# {_(CLOCK_RULE)}"


def lines_of(standing: Standing, _: Tongue = str) -> str:
    """Give a subscription in a few lines: where, when, its last result and next times."""
    row = standing.row
    days = _("every day") if row.days == "0123456" else ", ".join(DAY_NAMES[int(day)] for day in row.days)
    lines = [f"**{row.id}** · <#{row.channel}> · {row.at} {escaped(row.zone)}, {days}"]
    if row.paused:
        lines.append(_("Paused: {why}").format(why=escaped(row.paused)))
    else:
        times = ", ".join(f"<t:{int(due.timestamp())}:f>" for due in standing.coming)
        lines.append(_("Next: {times}").format(times=times))
    if standing.last is not None:
        why = f" ({escaped(standing.last.why)})" if standing.last.why else ""
        time = f"<t:{int(standing.last.due.timestamp())}:f>"
        lines.append(_("Last: {time}, {state}").format(time=time, state=f"{standing.last.state}{why}"))
    return "\n".join(lines)
