"""A small form in the head of a document: its title, dates and where it comes from, with what follows from a change."""

from collections.abc import Mapping

from graph.records import Document
from graph.texts import Language, Text
from views.parts import forms
from views.parts.markup import Html, tag, text

_OPEN = Text("Rätta datum och titel …", "Correct date and title …")
_SAVE = Text("Spara", "Save")
_WAITING = Text(
    "Dokumentets datum avgör när uppgifterna sågs. Förslagen som väntar får det nya datumet.",
    "The date of the document decides when its facts were seen. The proposals that wait get the new date.",
)
_ACCEPTED = Text(
    "Det gäller också det som redan är godkänt ur dokumentet ({number} förslag): det räknas om i hela styrgraf.",
    "So does what was accepted from it already ({number} proposals): that is worked out anew everywhere.",
)
_FIELDS: Mapping[str, tuple[str, Text]] = {
    "date": ("datum", Text("Datum i dokumentet", "Date in the document")),
    "period": ("mote", Text("Mötets datum, om det är ett annat", "Date of the meeting, if it is another")),
    "title": ("titel", Text("Titel", "Title")),
    "publisher": ("utgivare", Text("Utgivare", "Publisher")),
    "address": ("adress", Text("Adress", "Address")),
}
"""What can be corrected, with its field's name and label."""
_DATES = ("date", "period")


def form(document: Document, accepted: int, language: Language) -> Html:
    """Return the folded form; `accepted` is how many of the document's proposals are in the graph."""
    told = _WAITING.of(language)
    if accepted:
        told += " " + _ACCEPTED.fill(number=accepted).of(language)
    controls = [_field(document, column, language) for column in _FIELDS]
    return tag(
        "details",
        tag("summary", text(_OPEN.of(language))),
        tag(
            "form",
            tag("input", type="hidden", name="dokument", value=document.id),
            *controls,
            tag("p", text(told), class_="sg-beside"),
            tag("button", text(_SAVE.of(language)), type="submit"),
            data_do="redate",
            class_="sg-form",
        ),
        class_="sg-why",
    )


def _field(document: Document, column: str, language: Language) -> Html:
    name, label = _FIELDS[column]
    value, id_ = getattr(document, column) or "", f"dokument-{name}"
    if column in _DATES:
        return forms.day(label.of(language), name, value, id_, language, required=False)
    return forms.field(label.of(language), forms.typed(name, value, id_, 500), id_)


def changes(document: Document, fields: Mapping[str, str]) -> dict[str, str]:
    """Return what the form says otherwise than the document is told of now."""
    told = {column: fields[name].strip() for column, (name, _) in _FIELDS.items() if name in fields}
    return {column: value for column, value in told.items() if value != (getattr(document, column) or "")}
