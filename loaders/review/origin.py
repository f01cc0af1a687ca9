"""Where a statement stands and what found it, in two languages: the queue and the evidence keep Swedish words."""

import re

from graph.texts import Text

GONE = Text("Den nyare versionen av dokumentet säger det inte.", "The newer version of the document does not say so.")
"""Why a proposal of an earlier version is superseded, or what it told withdrawn."""
_PLACES = {"sida": "page", "tabell": "table", "rad": "row"}
_PLACE = re.compile(rf"(?:(?<=^)|(?<=, ))({'|'.join(_PLACES)})(?= \d+(?:,|$))")
_RULES = {
    "löptext": "running text",
    "byte": "succession",
    "närvaro": "attendance",
    "värdskap": "hosting",
    "lista": "list",
    "tabell": "table",
    "tabell utan rubrikrad": "table without a header row",
    "formulär": "form",
    "egen tabell": "table of our own form",
}
"""What a rule is called before its colon."""
_DETAILS = {
    "under rubrik": "under a heading",
    "lista": "list",
    "löptext": "running text",
    "rutnät": "grid",
    "byte": "succession",
    "värd": "host",
    "daterade rader": "dated rows",
    "roll på raden": "role on the line",
    "roll inom parentes": "role in brackets",
    "rollen före namnet": "role before the name",
    "roll vid namnet": "role beside the name",
    "rollen är": "“the role is”",
}
"""What stands after it and describes; the words of a document stay as they are, in quotation marks."""


def place(stored: str | None) -> Text:
    """Return a place as it is kept (`sida 2, § 4`) in words; empty when none is told."""
    told = stored or ""
    return Text(told, _PLACE.sub(lambda found: _PLACES[found[1]], told))


def rule(stored: str | None) -> Text:
    """Return the name of the rule that found a statement in words; empty when there is none."""
    told = stored or ""
    if told == GONE.sv:
        return GONE
    name, colon, detail = told.partition(": ")
    if name not in _RULES:
        return Text(told, told)
    details = [_DETAILS.get(part) or f"“{part}”" for part in detail.split(": ")]
    return Text(told, f"{_RULES[name]}: {': '.join(details)}" if colon else _RULES[name])


def reason(stored: str | None) -> Text:
    """Return why something was decided: our own reason in words, anybody else's as it was written."""
    told = stored or ""
    return GONE if told == GONE.sv else Text(told, told)
