"""Front matter: `key: value` lines between two lines of `---` at the head of a file."""

import re
from typing import Final

#: Characters, fences included, beyond which it is no front matter but a text that begins with a line.
LONGEST: Final = 8_192

_FENCE: Final = re.compile(r"---[ \t]*(?:\r\n|\r|\n)")
_END: Final = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\r\n|\r|\n|\Z)", re.MULTILINE)
_PAIR: Final = re.compile(r"([A-Za-z][\w.-]{0,40})[ \t]*:(?:[ \t]+(.*)|[ \t]*)")
_FURTHER: Final = re.compile(r"[ \t]+\S|-[ \t]|#|[ \t]*\Z")
_SAME: Final = {
    "url": "address",
    "link": "address",
    "canonical": "address",
    "date": "published",
    "lang": "language",
}


def split_front(text: str) -> tuple[dict[str, str], int]:
    """Give the front matter's values by key, and where the text after it begins (0 when there is none).

    Keys are in lower case, by the names `outlet, title, published, address, author, language, seed` where
    they mean these; the first of two equal keys counts. Lists and values over several lines are passed over.
    """
    fence = _FENCE.match(text)
    if fence is None:
        return {}, 0
    end = _END.search(text, fence.end(), LONGEST)
    if end is None:
        return {}, 0
    values: dict[str, str] = {}
    for line in text[fence.end() : end.start()].splitlines():
        pair = _PAIR.fullmatch(line)
        if pair is not None:
            key = pair.group(1).lower()
            values.setdefault(_SAME.get(key, key), _unquoted(pair.group(2) or ""))
        elif not _FURTHER.match(line):
            return {}, 0
    return values, end.end()


def _unquoted(value: str) -> str:
    value = value.strip()
    if len(value) >= 2 and value[0] == value[-1] == '"':
        return re.sub(r'\\(["\\])', r"\1", value[1:-1])
    if len(value) >= 2 and value[0] == value[-1] == "'":
        return value[1:-1].replace("''", "'")
    return value
