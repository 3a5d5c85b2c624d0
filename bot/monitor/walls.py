"""Pages that stand in an article's place: paywalls and consent walls. They are marked, not read."""

import re
from typing import Final

#: An article of more words than this is read even if it ends in an invitation to subscribe.
STUB_WORDS: Final = 220

#: Only the last words of a stub and the whole of a consent page speak of themselves.
_PAY: Final = re.compile(
    r"subscribe (?:now )?to (?:continue|keep|read|unlock|access)|already a subscriber|"
    r"(?:continue|keep) reading (?:with|by|for|this)|to (?:continue|keep) reading|"
    r"(?:for|only to|reserved for|available to) subscribers|"
    r"(?:this|the full) (?:article|story|content) is (?:for|only|available|reserved|exclusive)|"
    r"unlock (?:this|the full) (?:article|story)|register (?:now )?(?:for free )?to (?:continue|read|unlock)|"
    r"you have (?:reached|read) (?:your|all)|start your (?:free )?trial|sign (?:in|up) to (?:continue|read)",
    re.IGNORECASE,
)
_CONSENT: Final = re.compile(
    r"before you continue|we (?:and our (?:\d+ )?partners )?(?:use|store) (?:cookies|and/or access)|"
    r"accept (?:all )?cookies|"
    r"manage (?:my |your )?(?:cookie|privacy|consent) (?:settings|preferences|choices)|"
    r"your privacy (?:choices|matters|is important)|legitimate interest|consent to the use",
    re.IGNORECASE,
)
_ROBOT: Final = re.compile(
    r"(?:are|verify|confirm) you are (?:not )?(?:a )?(?:human|robot)|"
    r"checking your browser|enable javascript(?: and cookies)?|"
    r"unusual (?:traffic|activity)|access (?:to this page has been )?denied|captcha",
    re.IGNORECASE,
)
_CLOSED: Final = re.compile(r'"isAccessibleForFree"\s*:\s*"?(?:false)', re.IGNORECASE)


def find_wall(source: str, text: str) -> str | None:
    """Tell what stands in the article's place: "paywall", "consent wall", "robot check", or None.

    `source` is the page's HTML (may be cut), `text` the body that was found in it. A long body is no
    stub, whatever the page says of itself.
    """
    words = len(text.split())
    if words > STUB_WORDS:
        return None
    if len(_CONSENT.findall(text)) >= 2:
        return "consent wall"
    if words < 120 and _ROBOT.search(text):
        return "robot check"
    if _PAY.search(text) or _CLOSED.search(source):
        return "paywall"
    return None
