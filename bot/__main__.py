"""`python -m bot` is `rapporteur`."""

from bot.cli import start

start()
