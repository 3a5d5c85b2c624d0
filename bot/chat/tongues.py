"""The bot's own words in the reader's language; quotations stay as their articles have them."""

from collections.abc import Callable
from functools import cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path
from typing import Any, Final

import discord
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from discord import app_commands
from discord.app_commands import TranslationContextLocation as Place

#: The languages beside English, in which the words stand.
LANGUAGES: Final = ("uk", "ru", "de", "fr")

_FOLDER: Final = Path(__file__).parent / "locale"
_CONTEXTS: Final = {
    Place.command_name: "command",
    Place.group_name: "command",
    Place.parameter_name: "option",
}

Tongue = Callable[[str], str]


def tongue(locale: object) -> Tongue:
    """Give what puts our words into the language of a Discord locale; they stay English where we lack it."""
    return _catalogue(str(locale).partition("-")[0]).gettext


def tongue_of(interaction: discord.Interaction[Any], *, public: bool = False) -> Tongue:
    """Give the language of the one who asks, or where everybody sees the answer, that of the server."""
    return tongue(interaction.guild_locale or interaction.locale if public else interaction.locale)


class CommandTranslator(app_commands.Translator):
    """Translates names and descriptions of commands and options."""

    async def translate(
        self,
        string: app_commands.locale_str,
        locale: discord.Locale,
        context: app_commands.TranslationContext[Any, Any],
    ) -> str | None:
        """Give the words in a locale, None where they stay as they are."""
        catalogue = _catalogue(locale.value.partition("-")[0])
        if kind := _CONTEXTS.get(context.location):
            found = catalogue.pgettext(kind, string.message)
        else:
            found = catalogue.gettext(string.message)
        return found if found != string.message else None


@cache
def _catalogue(language: str) -> NullTranslations:
    if language not in LANGUAGES:
        return NullTranslations()
    packed = BytesIO()
    with (_FOLDER / f"{language}.po").open("rb") as file:
        write_mo(packed, read_po(file, locale=language))
    packed.seek(0)
    return GNUTranslations(packed)
