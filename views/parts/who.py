"""Who decides: the name is asked for once, and kept with the decision as somebody's word."""

import os

from graph.loading.judging import CLAIMED
from graph.texts import Language, Text
from loaders.contacts import blanked
from views.parts.markup import Html, tag, text

YOUR_NAME = Text("Ditt namn", "Your name")
LEAD = Text(
    "Namnet sparas med ändringen, märkt ”uppgivet”, eftersom ingen har kontrollerat det.",
    "The name is kept with the change, marked “uppgivet” (claimed), since nobody has checked it.",
)
MISSING = Text("Skriv ditt namn först.", "Write your name first.")
LONGEST = 100


def usual() -> str:
    """Return the name that this computer's settings give, empty when they give none."""
    return " ".join(os.environ.get("STYRGRAF_USER", "").split())[:LONGEST]


def claimed(given: object) -> str:
    """Return a name as the journal keeps it, without what reaches the person; empty when none was given."""
    name = blanked(" ".join(str(given or "")[:LONGEST].split()))
    return f"{name} {CLAIMED}" if name else ""


def field(language: Language) -> Html:
    """Return the field for one's name; the page's script fills it with the one that the browser keeps."""
    control = tag(
        "input", type="text", id="sg-who", value=usual(), maxlength=str(LONGEST), autocomplete="name", required=True
    )
    label = tag("label", text(YOUR_NAME.of(language)), for_="sg-who")
    hint = tag("span", text(LEAD.of(language)), class_="sg-beside", id="sg-who-hint")
    return tag("div", tag("div", label, control, class_="sg-field"), hint, class_="sg-form sg-by")
