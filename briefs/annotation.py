"""Where words stand, said so that others can find them: web addresses with text fragments, W3C selectors."""

import re
from urllib.parse import quote, urlsplit, urlunsplit

_WHOLE = 120
_EDGE_WORDS = 5
_EDGE_LETTERS = 60
_CONTEXT = 32
_AROUND = ' \t\r\n“”„«»"‘’‹›'  # noqa: RUF001 - pages may have other marks than the stored text


def safe_address(address: str | None) -> str | None:
    """Give an http(s) address fit for a link, odd characters percent-encoded, or None for anything else."""
    if not address:
        return None
    try:
        parts = urlsplit(address.strip())
        host, secret = parts.hostname, parts.username or parts.password
    except ValueError:
        return None
    if parts.scheme.lower() not in ("http", "https") or not host or secret:
        return None
    if re.search(r"[^\w.\-:\[\]%]", parts.netloc):
        return None
    return urlunsplit(
        (
            parts.scheme.lower(),
            parts.netloc,
            quote(parts.path, safe="/%:@!$&'*+,;=~"),
            quote(parts.query, safe="/%:@!$&'*+,;=?~"),
            quote(parts.fragment, safe="/%:@!$&'*+,;=?~"),
        )
    )


def text_fragment(exact: str) -> str:
    """Give the fragment directive that finds `exact` on its page, long words by where they start and end.

    Source: WICG, URL Fragment Text Directives.
    """
    words = exact.strip(_AROUND).split() or exact.split()
    whole = " ".join(words)
    if len(whole) <= _WHOLE and not re.search(r"[\n\r]", exact.strip()):
        return f":~:text={_encoded(whole)}"
    start, end = _edge(words, 1), _edge(words[::-1], -1)
    return f":~:text={_encoded(start)},{_encoded(end)}"


def address_of_words(address: str | None, exact: str) -> str | None:
    """Give the link that opens an article at the words, or None where its address is no web address."""
    safe = safe_address(address)
    if safe is None or not exact.strip():
        return safe
    return f"{safe}{'' if '#' in safe else '#'}{text_fragment(exact)}"


def selectors(text: str | None, start: int, end: int, exact: str) -> list[dict[str, object]]:
    """Give the W3C Web Annotation selectors of words, with their context where the text is given."""
    quoted: dict[str, object] = {"type": "TextQuoteSelector", "exact": exact}
    if text is not None:
        quoted |= {"prefix": text[max(0, start - _CONTEXT) : start], "suffix": text[end : end + _CONTEXT]}
    return [quoted, {"type": "TextPositionSelector", "start": start, "end": end}]


def _encoded(words: str) -> str:
    return quote(words, safe="", errors="replace").replace("-", "%2D")


def _edge(words: list[str], step: int) -> str:
    taken: list[str] = []
    for word in words[:_EDGE_WORDS]:
        if taken and sum(map(len, taken)) + len(word) > _EDGE_LETTERS:
            break
        taken.append(word)
    return " ".join(taken[::step])[:_WHOLE]
