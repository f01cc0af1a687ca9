"""One proposal as a card: the fact in a line, its quote, what would change, and what to decide."""

from collections.abc import Sequence
from typing import NamedTuple

from graph.texts import Language, Text
from views.parts import state
from views.parts.markup import NOTHING, Html, join, tag, text
from views.review import buttons
from views.review import new as review_new
from views.review import quote as review_quote


class Ask(NamedTuple):
    """A question on who somebody is, which must be answered before the proposal is accepted."""

    key: str
    question: str
    known: Html
    """The known person, with a link."""
    reasons: Sequence[str]


class Card(NamedTuple):
    """What is shown of one proposal."""

    id: str
    state: str
    fact: str
    quote: str
    surroundings: str
    place: str
    rule: str
    changes: Sequence[str] = ()
    conflicts: Sequence[Html] = ()
    faults: Sequence[str] = ()
    warnings: Sequence[str] = ()
    new: Sequence[review_new.Lacking] = ()
    """Names of organisations that can be added with the proposal."""
    asks: Sequence[Ask] = ()
    decided: Html = NOTHING
    """What became of it; nothing while it is open."""
    about: Sequence[Html] = ()
    """Links to the groups and bodies that it tells of."""

    @property
    def plain(self) -> bool:
        """Tell whether nobody needs to look closer before it is accepted."""
        return not (self.asks or self.conflicts or self.faults)


_LOOKS = {
    **dict.fromkeys(("nytt", "ny", "new"), "sg-new"),
    **dict.fromkeys(("ändrar", "changes"), "sg-change"),
    **dict.fromkeys(("avslutar", "ends", "drar", "withdraws"), "sg-end"),
    **dict.fromkeys(("bekräftar", "confirms", "en", "one"), "sg-stated"),
}
"""How a line of what changes looks, by its first word."""
_VERDICTS = {
    "same": Text("Samma person", "Same person"),
    "not_same": Text("Olika personer", "Different persons"),
    "unsettled": Text("Vet ej", "Don’t know"),
}
_CHANGES = Text("Det här ändras i styrgraf", "What changes in styrgraf")
_PROFILE = Text("Den kända personen:", "The known person:")
_CHOOSE = Text("Välj: {fact}", "Choose: {fact}")
_CONFLICT = Text("Står emot det som finns nu", "Against what is there now")
_SEE = Text("Se det som finns nu:", "See what is there now:")
_FAULT = Text("Går inte att godkänna som det står", "Cannot be accepted as it stands")
_RULE = Text("Regel: {rule}", "Rule: {rule}")


def card(shown: Card, edit: str, language: Language) -> Html:
    """Return the card; `edit` is the address at which the proposal is edited."""
    open_ = shown.state == "open"
    name = f"fakta-{shown.id}"
    box = (
        tag(
            "input",
            type="checkbox",
            data_choose=True,
            aria_label=_CHOOSE.fill(fact=shown.fact).of(language),
        )
        if open_ and shown.plain
        else NOTHING
    )
    parts = [
        tag("div", box, tag("h3", text(shown.fact), id=name), class_="sg-fact"),
        review_quote.marked(shown.quote, shown.surroundings),
        _origin(shown, language),
        _beware(shown.warnings, None, language),
        _beware(shown.faults, _FAULT, language),
        *(review_new.form(shown.id, each, language) for each in shown.new),
        _conflicts(shown.conflicts, shown.about, language),
        _changes(shown.changes, language),
        *(_ask(each, shown.id, language) for each in shown.asks),
        shown.decided,
        buttons.buttons(shown.id, shown.state, edit, language, ready=not shown.faults),
    ]
    return tag(
        "article",
        *parts,
        id=element(shown.id),
        class_="sg-proposal",
        tabindex="0",
        data_proposal=shown.id,
        data_state=shown.state,
        aria_labelledby=name,
    )


def element(id_: str) -> str:
    """Return the id that a proposal's card has in the page."""
    return f"forslag-{id_}"


def _origin(shown: Card, language: Language) -> Html:
    told = [shown.place, _RULE.fill(rule=shown.rule).of(language) if shown.rule else ""]
    said = " · ".join(filter(None, told))
    return tag("p", text(said), class_="sg-beside") if said else NOTHING


def _beware(sentences: Sequence[str], heading: Text | None, language: Language) -> Html:
    if not sentences:
        return NOTHING
    above = tag("p", tag("strong", text(heading.of(language)))) if heading else NOTHING
    return tag("div", above, *(tag("p", text(sentence)) for sentence in sentences), class_="sg-beware")


def _conflicts(conflicts: Sequence[Html], about: Sequence[Html], language: Language) -> Html:
    if not conflicts:
        return NOTHING
    heading = tag("p", tag("strong", text(_CONFLICT.of(language))))
    see = tag("p", text(_SEE.of(language) + " "), join(about, ", ")) if about else NOTHING
    return tag("div", heading, tag("ul", *(tag("li", each) for each in conflicts)), see, class_="sg-beware")


def _changes(changes: Sequence[str], language: Language) -> Html:
    """Return what would change, line by line; the word before the colon says how."""
    if not changes:
        return NOTHING
    lines = []
    for change in changes:
        how, _, fact = change.partition(": ")
        look = _LOOKS.get(how.partition(" ")[0].casefold(), "")
        pill = tag("span", text(how), class_=f"sg-pill {look}".strip()) if fact else NOTHING
        lines.append(tag("li", pill, tag("span", text(fact or change))))
    return tag("ul", *lines, class_="sg-diff", aria_label=_CHANGES.of(language))


def _ask(ask: Ask, proposal: str, language: Language) -> Html:
    """Return the question whether two are one, with its three answers; none is chosen beforehand."""
    choices = []
    for verdict, label in _VERDICTS.items():
        radio = tag("input", type="radio", name=f"vem-{proposal}-{ask.key}", value=verdict)
        choices.append(tag("label", radio, text(label.of(language))))
    reasons = tag("span", text(", ".join(ask.reasons)), class_="sg-beside") if ask.reasons else NOTHING
    known = tag("p", text(_PROFILE.of(language) + " "), ask.known, reasons)
    legend = tag("legend", text(ask.question))
    return tag("fieldset", legend, known, *choices, class_="sg-who-is", data_question=ask.key)


def edit_address(document: str, id_: str) -> str:
    """Return the address at which a proposal is edited."""
    return state.address("granska", dokument=document, andra=id_)
