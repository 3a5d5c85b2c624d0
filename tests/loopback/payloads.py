"""What Discord takes for a message: its limits, and whom it would ping."""

import re
from typing import Any

CONTENT, COMPONENTS, COMPONENT_TEXT, EMBEDS, EMBED_TEXT, NONCE = 2000, 40, 4000, 10, 6000, 25
COMPONENTS_V2 = 1 << 15

_TOP_V2 = {1, 9, 10, 12, 13, 14, 17}
_EMBED = {"title": 256, "description": 4096}


def units(text: str) -> int:
    """Count UTF-16 units, the strictest of the ways in which clients count."""
    return len(text.encode("utf-16-le")) // 2


def faults_of(message: dict[str, Any]) -> list[str]:
    """Give what Discord would refuse in a message's payload; empty when it would take it."""
    found: list[str] = []
    content = message.get("content") or ""
    v2 = bool((message.get("flags") or 0) & COMPONENTS_V2)
    components = message.get("components") or []
    embeds = message.get("embeds") or []
    if units(content) > CONTENT:
        found.append(f"content: {units(content)} units, {CONTENT} at most")
    if v2 and (content or embeds):
        found.append("content and embeds are not for messages of components")
    nested = list(_walk(components))
    if v2 and len(nested) > COMPONENTS:
        found.append(f"components: {len(nested)}, {COMPONENTS} at most")
    text = sum(units(c.get("content", "")) for c in nested if c.get("type") == 10)
    if text > COMPONENT_TEXT:
        found.append(f"components: {text} units of text, {COMPONENT_TEXT} at most")
    if v2 and any(c.get("type") not in _TOP_V2 for c in components):
        found.append("components: a type that may not stand at the top")
    if not v2 and any(c.get("type") != 1 for c in components):
        found.append("components: only rows without the flag")
    for component in nested:
        found += _component_faults(component)
    ids = [c["custom_id"] for c in nested if c.get("custom_id")]
    if len(ids) != len(set(ids)):
        found.append("components: a custom_id twice")
    if len(embeds) > EMBEDS or sum(_embed_size(embed) for embed in embeds) > EMBED_TEXT:
        found.append("embeds: too many or too long")
    for embed in embeds:
        found += [
            f"embed {key}: too long" for key, most in _EMBED.items() if units(embed.get(key) or "") > most
        ]
    nonce = message.get("nonce")
    if nonce is not None and len(str(nonce)) > NONCE:
        found.append(f"nonce: {NONCE} characters at most")
    return found


def is_empty(message: dict[str, Any], files: int = 0) -> bool:
    """Tell whether nothing would be shown."""
    return not (message.get("content") or message.get("embeds") or message.get("components") or files)


def pinged(message: dict[str, Any]) -> list[str]:
    """Give whom a message would ping by its words and allowed mentions: "everyone", ids."""
    words = [message.get("content") or ""]
    words += [c.get("content", "") for c in _walk(message.get("components") or []) if c.get("type") == 10]
    text = "\n".join(words)
    allowed = message.get("allowed_mentions")
    parse = ["everyone", "roles", "users"] if allowed is None else allowed.get("parse", [])
    found = ["everyone"] if "everyone" in parse and re.search(r"@(everyone|here)\b", text) else []
    for kind, pattern in (("roles", r"<@&(\d+)>"), ("users", r"<@!?(\d+)>")):
        for id_ in re.findall(pattern, text):
            if kind in parse or (allowed and id_ in map(str, allowed.get(kind) or [])):
                found.append(id_)
    return found


def _walk(components: list[dict[str, Any]]) -> Any:
    for component in components:
        yield component
        yield from _walk(component.get("components") or [])
        if accessory := component.get("accessory"):
            yield accessory
        if inner := component.get("component"):
            yield inner


def _component_faults(component: dict[str, Any]) -> list[str]:
    kind = component.get("type")
    found: list[str] = []
    if kind == 1 and not 1 <= len(component.get("components") or []) <= 5:
        found.append("row: one to five components")
    if kind == 2 and units(component.get("label") or "") > 80:
        found.append("button label: 80 at most")
    if kind == 2 and component.get("style") == 5 and len(component.get("url") or "") > 512:
        found.append("button url: 512 at most")
    if len(component.get("custom_id") or "") > 100:
        found.append("custom_id: 100 at most")
    if kind == 3:
        options = component.get("options") or []
        if not 1 <= len(options) <= 25:
            found.append("select: one to 25 options")
        values = [option.get("value") for option in options]
        if len(set(values)) != len(values):
            found.append("select: a value twice")
        for option in options:
            if any(units(str(option.get(key) or "")) > 100 for key in ("label", "value", "description")):
                found.append("select option: 100 at most")
            if not option.get("label") or not option.get("value"):
                found.append("select option: a label and a value are needed")
    if kind == 9 and not (1 <= len(component.get("components") or []) <= 3 and component.get("accessory")):
        found.append("section: one to three texts and an accessory")
    if kind == 10 and not component.get("content"):
        found.append("text display: content is needed")
    return found


def _embed_size(embed: dict[str, Any]) -> int:
    size = sum(units(embed.get(key) or "") for key in _EMBED)
    size += units((embed.get("footer") or {}).get("text") or "") + units(
        (embed.get("author") or {}).get("name") or ""
    )
    return size + sum(
        units(f.get("name") or "") + units(f.get("value") or "") for f in embed.get("fields") or []
    )
