"""A group or body that a proposal names and styrgraf lacks: the proposal can add it as new."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from graph import kinds
from graph.texts import Language, Text
from loaders.review.regional import kind_begun
from loaders.review.statement import Row
from views.parts import forms
from views.parts.markup import Html, tag, text

_COLUMNS = ("group", "hosted", "represents", "host", "employer")
_ADD = Text("Lägg upp ”{name}” som ny …", "Add “{name}” as new …")
_KIND = Text("Vad är det för slags organisation?", "What kind of organisation is it?")
_DO = Text("Lägg upp den med förslaget", "Add it with the proposal")


class Lacking(NamedTuple):
    """A name that means no organisation in styrgraf."""

    column: str
    name: str


def lacking(rows: Sequence[Row], faults: Sequence[Text]) -> list[Lacking]:
    """Return the names for which a proposal's faults say that there is nobody of that name."""
    blamed = {fault.sv.partition(":")[0] for fault in faults}
    there = {cells.get("name") for table, cells in rows if table == "organisations"}
    found = {
        column: cells[column]
        for _, cells in rows
        for column in _COLUMNS
        if column in blamed and cells.get(column) and cells[column] not in there and ";" not in cells[column]
    }
    return [Lacking(column, name) for column, name in found.items()]


def form(proposal: str, new: Lacking, language: Language) -> Html:
    """Return the folded form that adds an organisation; nothing is added before the proposal is accepted."""
    id_ = f"slag-{proposal}-{new.column}"
    told = kind_begun(new.name) or ("nag" if new.column in ("group", "hosted") else "region")
    options = [
        tag("option", text(kind.label.of(language)), value=name, selected=name == told)
        for name, kind in kinds.ORGANISATION_KINDS.items()
    ]
    return tag(
        "details",
        tag("summary", text(_ADD.fill(name=new.name[:100]).of(language))),
        tag(
            "form",
            tag("input", type="hidden", name="kolumn", value=new.column),
            forms.field(_KIND.of(language), tag("select", *options, name="slag", id=id_), id_),
            tag("button", text(_DO.of(language)), type="submit"),
            data_do="establish",
            class_="sg-form",
        ),
        class_="sg-new-organisation",
    )


def asked(fields: Mapping[str, str]) -> tuple[str, str | None]:
    """Return which column names the new organisation, and the kind that was chosen for it."""
    column, kind = fields.get("kolumn", ""), fields.get("slag", "")
    return column if column in _COLUMNS else "", kind if kind in kinds.ORGANISATION_KINDS else None
