"""What must be done: vacant seats, mandates that end, broken rules, sources that contradict each other."""

from collections.abc import Sequence
from typing import Any

import streamlit as st

from graph.texts import Language, Text
from queries.asking.asking import Answer
from queries.asking.query import BODY_KINDS
from queries.contradictions import QUERY as CONTRADICTIONS
from queries.contradictions import Row as Contradiction
from queries.mandates import QUERY as MANDATES
from queries.seats import QUERY as SEATS
from views.frame.page import Page
from views.parts import answers, downloads, forms, saying, sections, state, tables

_TITLE = Text("Att åtgärda", "To be done")
_LEAD = Text("Det som källorna visar att någon behöver ta tag i.", "What the sources show that somebody must see to.")
_BODY = Text("Bara platser som tillhör (organ)", "Only seats that belong to (body)")
_SHOW = Text("Visa", "Show")
_VACANT = Text("Vakanta platser", "Vacant seats")
_NO_VACANT = Text("Ingen källa säger att någon plats är vakant.", "No source says that any seat is vacant.")
_OLD = Text("Platser som bara är kända genom äldre uppgift", "Seats known by older information only")
_UNKNOWN = Text("Platser som ingen källa nämner", "Seats that no source mentions")
_ENDING = Text("Mandat som går ut inom ett år", "Mandates that end within a year")
_ENDED = Text("Mandat som skulle ha gått ut", "Mandates that should have ended")
_ENDED_LEAD = Text("Ingen källa säger vad som hände sedan.", "No source says what happened then.")
_BROKEN = Text("Regler som inte hålls", "Rules that are not kept")
_UNSURE = Text("Regler som inte går att pröva", "Rules that cannot be tested")
_AGAINST = Text("Källor som säger emot varandra", "Sources that contradict each other")
_AGAINST_LEAD = Text(
    "Båda uppgifterna står kvar tills någon har rett ut saken.", "Both facts stay until somebody has sorted it out."
)
_MEANT = Text("Två i samma källa, kan vara meningen", "Two in one source, may be meant so")
_NONE = Text("Inget att åtgärda.", "Nothing to be done.")
_MONTHS = 12


def show() -> None:
    """Show everything that needs a hand on the day."""
    language, day = state.language(), state.day()
    body = state.given("body")
    saying.title(_TITLE.of(language))
    saying.say(_LEAD.of(language))
    _ask_body(body, language)
    seats = answers.ask(SEATS, day, body=body)
    _part(seats, [row for row in seats.rows if row.state == "vacant"], _VACANT, language, "vacant", none=_NO_VACANT)
    answer = answers.ask(MANDATES, day, within_months=_MONTHS)
    _part(answer, [row for row in answer.rows if not row.passed], _ENDING, language, "ending", none=_NONE)
    _part(answer, [row for row in answer.rows if row.passed], _ENDED, language, "ended", lead=_ENDED_LEAD)
    if answers.has("rule_breaches"):
        judged = answers.ask("rule_breaches", day)
        _part(
            judged, [row for row in judged.rows if _outcome(row) == "broken"], _BROKEN, language, "broken", none=_NONE
        )
        unsure = [row for row in judged.rows if _outcome(row) not in ("broken", "kept")]
        _part(judged, unsure, _UNSURE, language, "unsure", fold=0)
    against = answers.ask(CONTRADICTIONS, day)
    unmeant = [row for row in against.rows if not _meant(row)]
    _part(against, unmeant, _AGAINST, language, "against", lead=_AGAINST_LEAD, none=_NONE)
    _part(against, [row for row in against.rows if _meant(row)], _MEANT, language, "meant", fold=0)
    _part(seats, [row for row in seats.rows if row.state == "unknown"], _UNKNOWN, language, "unknown", fold=0)
    _part(seats, [row for row in seats.rows if row.state == "carried_over"], _OLD, language, "old", fold=0)


def _meant(row: Contradiction) -> bool:
    """Tell that one source tells both facts of what may be meant so: two can share a role, never a hosting."""
    return bool(row.same_source) and row.kind != "two_hosts"


def _outcome(row: Any) -> str:
    for name in ("outcome", "state", "verdict", "result"):
        if hasattr(row, name):
            return str(getattr(row, name))
    return ""


def _ask_body(body: str, language: Language) -> None:
    found = answers.subjects([body]).get(body) if body else None
    field = forms.organisation(_BODY.of(language), "body", found.label if found else body, BODY_KINDS)
    st.html(forms.form("atgarda", field, button=_SHOW.of(language)))


def _part(
    answer: Answer[Any],
    rows: Sequence[Any],
    title: Text,
    language: Language,
    key: str,
    *,
    lead: Text | None = None,
    none: Text | None = None,
    fold: int = sections.FOLD,
) -> None:
    """Show some rows of an answer as a section; long ones are folded."""
    if not rows and none is None:
        return
    saying.heading(title.of(language), lead.of(language) if lead and rows else "", count=len(rows) or None)
    if not rows:
        saying.say(none.of(language) if none else "", "sg-unknown")
        return
    sections.rule(rows, language)
    columns = tables.columns_of(answer, rows, tables.refers(rows), language, _IN_HEADING)
    st.html(tables.table(title.of(language), columns, rows, language, fold))
    downloads.offer(answer, language, key, rows)


_IN_HEADING = ("state", "passed", "same_source")
"""Columns whose content the heading of the section tells."""
PAGE = Page("atgarda", _TITLE, show, menu=3)
