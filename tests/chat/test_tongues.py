"""The bot's words in other languages: complete, valid as Discord has it, and with the same places to fill."""

import re
import string
from pathlib import Path
from typing import Any

import discord
import pytest
from babel.messages.pofile import read_po

from bot.chat.client import Client
from bot.chat.commands import Desk, plant
from bot.chat.tongues import LANGUAGES, CommandTranslator, tongue
from bot.desk.ask import Ask
from bot.desk.memory import Memory
from bot.desk.subscribe import Subscribe
from briefs.dossier import load_dossier

ROOT = Path(__file__).parents[2]
DOSSIER = load_dossier((ROOT / "seeds" / "talks.toml").read_text("utf-8"), "talks.toml")
NAME = re.compile(r"[-_'\w]{1,32}")


async def payloads() -> list[dict[str, Any]]:
    nothing: Any = None
    desk = Desk(
        DOSSIER,
        nothing,
        Memory(Ask(nothing, DOSSIER), lambda: 0.0),
        Subscribe(nothing, nothing, nothing),
        nothing,
        nothing,
    )
    client = Client()
    tree = plant(client, desk)
    await tree.set_translator(CommandTranslator())
    translator = tree.translator
    assert translator is not None
    return [await command.get_translated_payload(tree, translator) for command in tree.get_commands()]


def parts(payload: dict[str, Any]) -> list[dict[str, Any]]:
    return [payload, *(part for option in payload.get("options") or [] for part in parts(option))]


def entries(language: str) -> dict[tuple[str | None, str], str]:
    with (ROOT / "bot" / "chat" / "locale" / f"{language}.po").open("rb") as file:
        return {(one.context, str(one.id)): str(one.string) for one in read_po(file) if one.id}


async def test_every_name_and_description_is_translated_within_the_limits_of_discord():
    for payload in await payloads():
        for part in parts(payload):
            for key in ("name", "description"):
                for language in set(LANGUAGES) - set(part[f"{key}_localizations"]):
                    assert part[key] in entries(language).values(), (language, part[key])
            for text in [part["description"], *part["description_localizations"].values()]:
                assert 1 <= len(text) <= 100
            for name in [part["name"], *part["name_localizations"].values()]:
                assert NAME.fullmatch(name), name
                assert name == name.lower()
            for choice in part.get("choices") or []:
                assert set(choice["name_localizations"]) == set(LANGUAGES)
                assert all(1 <= len(name) <= 100 for name in choice["name_localizations"].values())


@pytest.mark.parametrize("language", LANGUAGES)
async def test_no_two_commands_and_no_two_options_share_a_name(language: str):
    commands = await payloads()
    for siblings in [commands, *(part.get("options") or [] for one in commands for part in parts(one))]:
        names = [one["name_localizations"].get(language, one["name"]) for one in siblings]
        assert len(names) == len(set(names)), names


@pytest.mark.parametrize("language", LANGUAGES)
def test_catalogues_have_the_same_entries_each_with_the_same_places_to_fill(language: str):
    found = entries(language)
    assert found.keys() == entries("uk").keys()
    for (_, words), translated in found.items():
        assert translated.strip(), words
        assert fields(translated) == fields(words)


def fields(words: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(words) if name is not None}


async def test_no_entry_is_left_over():
    source = "\n".join(
        file.read_text("utf-8") for file in sorted((ROOT / "bot" / "chat").rglob("*.py"))
    ).replace('"\n    "', "")
    named = {part["name"] for payload in await payloads() for part in parts(payload)}
    for context, words in entries("uk"):
        if context:
            assert words in named, words
        else:
            assert words in source or words[:60] in source, words


@pytest.mark.parametrize(
    ("locale", "words"),
    [
        ("uk", "Призупинено."), ("de", "Angehalten."), (discord.Locale.french, "Suspendu."),
        ("ru", "Приостановлено."), ("en-GB", "Paused."), ("ja", "Paused."), ("", "Paused."),
        ("../uk", "Paused."),
    ],
)  # fmt: skip
def test_words_are_said_in_the_language_of_a_locale_or_in_english(locale: object, words: str):
    assert tongue(locale)("Paused.") == words
