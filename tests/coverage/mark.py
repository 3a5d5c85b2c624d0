"""Turn a marked article into the article and its gold: `python -m tests.coverage.mark MARKED... --into DIR`.

Marks stand in the text and may nest. Inside the quotation marks, `⟦q WHO FLAGS|words⟧` says who spoke;
`⟦p SIDE ACTOR ISSUE STANCE FLAGS|words⟧` shows a position. WHO is a key of speakers.toml, `-` (nobody: a
scare quote), `?a_diplomat` (unnamed), `=Full_Name` (a name outside the dossier) or `#draft` (a document),
each with `>WHO` for the one it was told through. Flags of q: `o` (furniture: silence is no miss), `+WHO`
(also right), `nomarks` (a block without marks: not counted). A q mark that is left open ends with its line,
as an open quotation does. Flags of p: `h` (hedged), `o` (arguable: right where given, no miss where not),
`by=WHO`, `t=SIDE`.
"""

import argparse
import json
import tomllib
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
TABLE = tomllib.loads((HERE / "speakers.toml").read_text(encoding="utf8"))


def who(key: str) -> tuple[str | None, str | None]:
    """Give (speaker, actor id) for a key as it stands in a mark."""
    if key in {"-", ""}:
        return None, None
    words = key[1:].replace("_", " ")
    if key[0] == "?":
        return f"anonymous: {words}".strip().removesuffix(":"), None
    if key[0] == "#":
        return f"document: {words}", None
    if key[0] == "=":
        return words, None
    if key not in TABLE["speakers"]:
        return key.replace("_", " "), None
    entry = TABLE["speakers"][key]
    return entry["name"], entry.get("actor") or None


def quote(fields: list[str]) -> dict[str, Any] | None:
    """Read the fields of a q mark."""
    key, _, told = fields[0].partition(">")
    if "nomarks" in fields:
        return None
    speaker, actor = who(key)
    also = [who(flag[1:]) for flag in fields[1:] if flag.startswith("+")]
    return {
        "speaker": speaker,
        "actor": actor,
        "via": who(told)[0],
        "accept": [name for name, _ in also],
        "optional": "o" in fields[1:],
    }


def position(fields: list[str]) -> dict[str, Any]:
    """Read the fields of a p mark."""
    side, actor, issue, stance = fields[:4]
    flags = {flag.partition("=")[0]: flag.partition("=")[2] for flag in fields[4:]}
    return {
        "side": TABLE["sides"][side],
        "actor": who(actor)[1] if actor not in {"-", "?"} else None,
        "issues": TABLE["issues"][issue],
        "stance": stance,
        "told_by": who(flags["by"])[0] if "by" in flags else None,
        "toward": flags.get("t"),
        "hedged": "h" in flags,
        "optional": "o" in flags,
    }


def parse(marked: str) -> tuple[str, dict[str, Any]]:
    """Give the article's text and its gold.

    Raises:
        ValueError: when a mark is left open, closed twice or unreadable.
    """
    out: list[str] = []
    length = 0
    open_marks: list[tuple[int, str]] = []
    quotes: list[dict[str, Any]] = []
    positions: list[dict[str, Any]] = []
    at = 0
    while at < len(marked):
        char = marked[at]
        if char == "\n" and open_marks and open_marks[-1][1].startswith("q "):
            char = "⟧"
            at -= 1
        if char == "⟦":
            bar = marked.index("|", at)
            open_marks.append((length, marked[at + 1 : bar]))
            at = bar + 1
            continue
        if char == "⟧":
            if not open_marks:
                raise ValueError(f"a mark is closed that was not opened, after {''.join(out)[-60:]!r}")
            start, head = open_marks.pop()
            name, *fields = head.split()
            words = "".join(out)[start:]
            found = quote(fields) if name == "q" else position(fields)
            if found is not None:
                (quotes if name == "q" else positions).append(
                    {"start": start, "end": length, "words": words, **found}
                )
            at += 1
            continue
        out.append(char)
        length += 1
        at += 1
    if open_marks:
        raise ValueError(f"left open: {open_marks}")
    order = lambda row: (row["start"], -row["end"])  # noqa: E731 - used twice, here alone
    return "".join(out), {"quotes": sorted(quotes, key=order), "positions": sorted(positions, key=order)}


def main() -> None:
    """Write DIR/articles/NAME.md and DIR/gold/NAME.json for each marked file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("marked", nargs="+", type=Path)
    parser.add_argument("--into", type=Path, required=True)
    arguments = parser.parse_args()
    for path in arguments.marked:
        text, gold = parse(path.read_text(encoding="utf8"))
        (arguments.into / "articles" / path.name).write_text(text, encoding="utf8")
        rows = json.dumps({"article": path.name, **gold}, ensure_ascii=False, indent=1)
        (arguments.into / "gold" / f"{path.stem}.json").write_text(rows + "\n", encoding="utf8")


if __name__ == "__main__":
    main()
