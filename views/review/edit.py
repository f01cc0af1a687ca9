"""A proposal's fields in a form: what the document was read to say, to be put right before it is accepted."""

from collections.abc import Mapping

import streamlit as st

from graph.records import Document, Proposal
from graph.texts import Language, Text
from loaders.review.statement import Row, rows_of
from loaders.tables.columns import Column
from loaders.tables.descriptions import HOSTINGS, MEMBERSHIPS, TABLES
from views.parts import answers, forms, saying, state, suggest
from views.parts.markup import NOTHING, Html, link, tag, text
from views.review import card, quote

_TITLE = Text("Ändra förslaget", "Edit the proposal")
_LEAD = Text(
    "Skriv som det ska vara. Förslaget väntar sedan kvar i kön, med det nya innehållet, tills någon godkänner det.",
    "Write it as it should be. The proposal then stays in the queue, with the new content, until somebody accepts it.",
)
_SAVE = Text("Spara ändringen", "Save the edit")
_BACK = Text("Avbryt", "Cancel")
_GONE = Text(
    "Förslaget är redan avgjort, eller finns inte. Ångra beslutet först om det ska ändras.",
    "The proposal is decided already, or is not there. Undo the decision first to edit it.",
)
_PART = Text("Uppgift {number}", "Fact {number}")
LABELS: Mapping[str, Mapping[str, tuple[Text, str]]] = {
    table.name: {column.name: (column.label, column.suggested) for column in table.columns.values() if column.label}
    for table in (MEMBERSHIPS, HOSTINGS)
}
"""What can be edited in each table, with its label and the sort of name that fits."""


def show(document: Document, wanted: str, language: Language) -> None:
    """Show the form for one open proposal."""
    proposal = answers.fetch(Proposal, [wanted]).get(wanted)
    back = state.address("granska", dokument=document.id)
    if proposal is None or proposal.document != document.id or proposal.state != "open":
        saying.tell(_GONE.of(language))
        st.html(tag("p", link(back, text("← " + _BACK.of(language)))))
        return
    saying.heading(_TITLE.of(language), _LEAD.of(language), small=True)
    rows = rows_of(proposal)
    parts = [
        *(_part(number, row, len(rows), language) for number, row in enumerate(rows)),
        tag(
            "div",
            tag("button", text(_SAVE.of(language)), type="submit", class_="sg-first"),
            link(back, text(_BACK.of(language)), class_="sg-plain"),
            class_="sg-acts",
        ),
    ]
    form = tag("form", *parts, data_do="edit", class_="sg-form sg-entering")
    st.html(
        tag(
            "section",
            quote.marked(proposal.quote or "", proposal.surroundings or ""),
            form,
            id=card.element(proposal.id),
            class_="sg-proposal",
            data_proposal=proposal.id,
            data_state="open",
        )
    )


def _part(number: int, row: Row, many: int, language: Language) -> Html:
    """Return the fields of one row; what has none stays as it was read."""
    table, cells = row
    fields = LABELS.get(table, {})
    shown = _names(cells, fields)
    made = [
        _field(f"r{number}-{column}", label.of(language), TABLES[table].columns[column], shown[column], sort, language)
        for column, (label, sort) in fields.items()
        if not (column == "person" and "person_id" in cells)
    ]
    if not made:
        return NOTHING
    about = answers.subjects([cells.get("person_id")]).values()
    heading = ": ".join([_PART.fill(number=number + 1).of(language), *(each.label for each in about)])
    legend = tag("legend", text(heading)) if many > 1 or about else NOTHING
    return tag("fieldset", legend, *made)


def _names(cells: Mapping[str, str], fields: Mapping[str, tuple[Text, str]]) -> dict[str, str]:
    """Return what people read in each field: names where cells hold ids."""
    ids = [part for column, (_, sort) in fields.items() if sort for part in _parts(cells.get(column, ""))]
    known = answers.subjects(ids)
    return {
        column: "; ".join(known[part].label if part in known else part for part in _parts(cells.get(column, "")))
        if sort
        else cells.get(column, "")
        for column, (_, sort) in fields.items()
    }


def _parts(cell: str) -> list[str]:
    return [part.strip() for part in cell.split(";") if part.strip()]


def _field(name: str, label: str, column: Column, value: str, sort: str, language: Language) -> Html:
    if sort:
        return suggest.field(label, name, value, sort, name, required=column.required)
    if column.sort == "date":
        return forms.day(label, name, value, name, language)
    if column.choices:
        choices = [(each, wording.of(language)) for each, wording in column.choices.items()]
        return forms.select(label, name, choices if column.required else [("", "–"), *choices], value)
    control = tag("input", type="text", name=name, id=name, value=value, maxlength=str(column.longest))
    return forms.field(label, control, name)


def changes(proposal: Proposal, fields: Mapping[str, str]) -> dict[str, str]:
    """Return the cells that the form says otherwise, as the queue takes them; what was left alone keeps its id."""
    told = {}
    for number, (table, cells) in enumerate(rows_of(proposal)):
        allowed = LABELS.get(table, {})
        shown = _names(cells, allowed)
        for column in allowed:
            cell = fields.get(f"r{number}-{column}")
            if cell is not None and cell.strip() != shown[column]:
                told[f"{number + 1}.{column}" if number else column] = cell.strip()
    return told
