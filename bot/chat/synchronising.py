"""Telling Discord of the commands, only when they have changed: Discord limits how often that may be done."""

import hashlib
import json
from typing import Any

from discord import app_commands

from bot.store.database import Record
from bot.store.marks import load_mark, save_mark


async def synchronise(tree: app_commands.CommandTree[Any], record: Record) -> bool:
    """Give Discord all commands unless it has them as they are; tell whether it was needed."""
    name = f"commands of {tree.client.application_id}"
    wanted = await _digest(tree)
    async with record.reading() as connection:
        known = await load_mark(connection, name)
    if known == wanted:
        return False
    await tree.sync()
    async with record.writing() as connection:
        await save_mark(connection, name, wanted)
    return True


async def _digest(tree: app_commands.CommandTree[Any]) -> str:
    payload = [
        await command.get_translated_payload(tree, tree.translator)
        if tree.translator
        else command.to_dict(tree)
        for command in sorted(tree.get_commands(), key=lambda command: command.name)
    ]
    return hashlib.sha256(json.dumps(payload, sort_keys=True).encode()).hexdigest()
