"""Random small changes to a brief's JSON, each of which makes it another brief."""

import copy
import json
import random
from typing import Any

Path = tuple[str | int, ...]


def leaves(data: Any, path: Path = ()) -> list[Path]:
    """Give the paths of all words, numbers and nulls, of all lists and of all objects."""
    found = [path] if path else []
    items = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, value in items:
        found += leaves(value, (*path, key))
    return found


def at(data: Any, path: Path) -> Any:
    for key in path:
        data = data[key]
    return data


def mutated(data: Any, chance: random.Random) -> tuple[Any, str]:
    """Give a changed copy and what was changed."""
    paths = leaves(data)
    while True:
        path = chance.choice(paths)
        changed = json.loads(json.dumps(data))
        what = _change(at(changed, path[:-1]), path[-1], chance)
        if what and changed != data:
            return changed, f"{'.'.join(map(str, path))}: {what}"


def _change(parent: Any, key: Any, chance: random.Random) -> str | None:
    value = parent[key]
    if isinstance(parent, list) and chance.random() < 0.5:
        return chance.choice((_remove, _double, _swap))(parent, key, chance)
    if isinstance(value, dict):
        return chance.choice((_add_key, _drop_key))(value, chance)
    if isinstance(value, bool):
        parent[key] = not value
    elif isinstance(value, int):
        parent[key] = value + chance.choice((-7, -1, 1, 30))
    elif isinstance(value, float):
        parent[key] = chance.choice((value / 2, value + 0.001))
    elif isinstance(value, str):
        parent[key] = _word(value, chance)
    elif value is None:
        parent[key] = chance.choice(("Vladimir Putin", "2026-02-18", 1))
    else:
        return None
    return f"{value!r} became {parent[key]!r}"


def _word(value: str, chance: random.Random) -> str:
    words = value.split(" ")
    number = chance.randrange(len(words))
    if value[:4].isdigit() and value[4:5] == "-":
        return value.replace("2026-02", "2026-03")
    change = chance.choice(("letter", "drop", "add", "case"))
    if change == "drop" and len(words) > 1:
        del words[number]
    elif change == "add":
        words.insert(number, "not")
    elif change == "case":
        words[number] = words[number].swapcase()
    else:
        words[number] += "x"
    return " ".join(words)


def _remove(parent: list[Any], key: int, chance: random.Random) -> str:
    return f"removed {parent.pop(key)!r}"[:80]


def _double(parent: list[Any], key: int, chance: random.Random) -> str:
    parent.insert(chance.randrange(len(parent) + 1), copy.deepcopy(parent[key]))
    return "doubled"


def _swap(parent: list[Any], key: int, chance: random.Random) -> str:
    other = chance.randrange(len(parent))
    parent[key], parent[other] = parent[other], parent[key]
    return f"swapped with {other}"


def _add_key(value: dict[str, Any], chance: random.Random) -> str:
    value["note"] = "added"
    return "a key added"


def _drop_key(value: dict[str, Any], chance: random.Random) -> str:
    if not value:
        return ""
    key = chance.choice(sorted(value))
    del value[key]
    return f"{key} left out"
