"""What can be done with a proposal: buttons whose letters are also keys, and the reason for rejecting it."""

from graph.texts import Language, Text
from views.parts.markup import NOTHING, Html, join, link, tag, text

_ACCEPT = Text("Godkänn", "Accept")
_EDIT = Text("Ändra", "Edit")
_REJECT = Text("Avvisa", "Reject")
_WHY = Text("Varför avvisas förslaget?", "Why is the proposal rejected?")
_UNDO = Text("Ångra", "Undo")
REASONS = Text(
    "Står inte i dokumentet|Fel person|Fel grupp eller roll|Inaktuellt|Redan känt",
    "Not in the document|Wrong person|Wrong group or role|Out of date|Known already",
)
LONGEST_REASON = 500


def buttons(id_: str, state: str, edit: str, language: Language, *, ready: bool) -> Html:
    """Return what can be done with a proposal; `edit` is the address at which it is edited."""
    if state == "superseded":
        return NOTHING
    if state != "open":
        undo = tag("button", text(_UNDO.of(language)), _key("u"), type="button", data_do="undo")
        return tag("div", undo, class_="sg-acts")
    field = f"varfor-{id_}"
    accept = tag(
        "button",
        text(_ACCEPT.of(language)),
        _key("a"),
        type="button",
        data_do="accept",
        class_="sg-first",
        disabled=not ready,
    )
    why = tag(
        "input",
        type="text",
        id=field,
        name="varfor",
        list="sg-reasons",
        maxlength=str(LONGEST_REASON),
        autocomplete="off",
    )
    reject = tag(
        "details",
        tag("summary", text(_REJECT.of(language) + " …"), _key("r")),
        tag(
            "div",
            tag("div", tag("label", text(_WHY.of(language)), for_=field), why, class_="sg-field"),
            tag("button", text(_REJECT.of(language)), type="button", data_do="reject"),
            class_="sg-form",
        ),
        class_="sg-why",
    )
    change = link(edit, join([text(_EDIT.of(language)), _key("e")]), class_="sg-plain", data_edit="1")
    return tag("div", accept, change, reject, class_="sg-acts")


def _key(letter: str) -> Html:
    return tag("kbd", text(letter), aria_hidden="true")


def reasons(language: Language) -> Html:
    """Return the usual reasons, which every card's field suggests."""
    options = [tag("option", value=reason) for reason in REASONS.of(language).split("|")]
    return tag("datalist", *options, id="sg-reasons")
