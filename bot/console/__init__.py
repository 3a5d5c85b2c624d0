"""The commands of the bot in a terminal."""

from bot.console.commands import Vocabulary, vocabulary_of
from bot.console.loop import Ask, Console, converse, run

__all__ = ["Ask", "Console", "Vocabulary", "converse", "run", "vocabulary_of"]
