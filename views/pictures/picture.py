"""The page that draws: a scope on a day as a picture, and in every format that styrgraf writes."""

from collections.abc import Sequence
from typing import Any

import streamlit as st

from graph.exports.export import formats
from graph.exports.formats import moved
from graph.exports.formats.positions import NotReadable
from graph.exports.pictures.form import forms as arrangements
from graph.exports.pictures.sheet import SHEETS, offered
from graph.finding import PERSON
from graph.kinds import ORGANISATION_KINDS
from graph.texts import Language, Text
from queries.asking.query import ALL_KINDS, GROUP_KINDS
from queries.structure import QUERY as STRUCTURE
from queries.structure import SYSTEM
from views.frame.page import Page
from views.parts import answers, forms, saying, sections, state, tables, upload
from views.parts.markup import NOTHING, Html, join, link, tag, text
from views.pictures import drawing
from views.pictures.drawing import ALL, COMPARE, FORM, PAGES, SELECTION, SHEET, WITHOUT, PictureWish

_TITLE = Text("Bild", "Picture")
_SCOPE = Text("Grupp, organ eller hela systemet (tomt)", "Group, body, or the whole system (empty)")
_GO = Text("Rita", "Draw")
_WHOLE = Text("Hela det nationella systemet", "The whole national system")
_WITHOUT = Text("Utan personnamn", "Without names of people")
_ABOUT = Text("Allt om {name}", "All about {name}")
_TAKE = Text("Ta med bilden", "Take the picture along")
_TAKE_LEAD = Text(
    "Stora filer tar några sekunder. Knappen visar att filen görs.",
    "Large files take some seconds. The button shows that the file is being made.",
)
_DATA = Text("Ta med uppgifterna", "Take the facts along")
_SAME = Text("Samma uppgifter som tabell", "The same facts as a table")
_SHEET = Text("Ark", "Sheet")
_FREE = Text("så stort som behövs", "as large as needed")
_COMPARE = Text("Markera ändringar sedan (tomt: inga)", "Mark changes since (empty: none)")
_CHANGES = Text("Ändringarna som lista", "The changes as a list")
_OF_PEOPLE = ("member_of", "represents", "employed_by")

_SELECTED = Text("Urval", "Selection")
_SELECT = Text("Rita bara de här, och hur de hänger ihop", "Draw just these, and how they are tied")
_SELECT_LEAD = Text(
    "Lägg till en i taget: en grupp, ett organ eller en person.", "Add one at a time: a group, a body or a person."
)
_ADD = Text("Lägg till", "Add")
_NAME = Text("Namn eller förkortning", "Name or abbreviation")
_DROP = Text("Ta bort {name}", "Take away {name}")
_DROP_ALL = Text("Ta bort urvalet", "Take the selection away")
ADD = "till"
"""In the address: somebody or something to add to the selection."""

_PAGES = Text("Sidor", "Pages")
_ONE = Text("en bild", "one picture")
_EACH = Text("alla grupper, en sida var", "all groups, a page each")
_KIND = Text("{kind}, en sida var", "{kind}, a page each")
_PAGE = Text("Sida {number} av {count}: {name}", "Page {number} of {count}: {name}")
_BEFORE = Text("Föregående sida", "Previous page")
_AFTER = Text("Nästa sida", "Next page")
_NO_PAGES = Text("Det finns inga grupper av slaget det här datumet.", "There are no groups of the kind on this date.")
_ALL_GROUPS = Text("Alla grupper", "All groups")
NUMBER = "sida"
"""In the address: which of several pages is shown."""

_MOVE = Text("Flytta rutorna i draw.io", "Move the boxes in draw.io")
_MOVE_LEAD = Text(
    "Ladda ner bilden som draw.io, flytta rutorna där och lämna filen här. Rutorna stannar där du lade dem när bilden "
    "ritas på nytt, också med nya uppgifter eller ett annat datum.",
    "Download the picture as draw.io, move the boxes there and leave the file here. The boxes stay where you put them "
    "when the picture is drawn anew, also with new facts or on another date.",
)
_FILE = Text("Välj draw.io-filen", "Choose the draw.io file")
_STAYED = Text(
    "Rutor och band som ligger där du lade dem: {count}.", "Boxes and bands that lie where you put them: {count}."
)
_NONE_MOVED = Text(
    "Filen har ingen flyttad ruta på den här bilden. Är det rätt fil, och samma grupp eller organ?",
    "The file has no moved box on this picture. Is it the right file, and the same group or body?",
)
_LOST = Text(
    "Filen med flyttade rutor finns inte kvar i styrgraf. Lämna den igen.",
    "The file with moved boxes is no longer kept. Leave it again.",
)
_UNMOVE = Text("Lägg tillbaka rutorna", "Put the boxes back")
_SUFFIXES, _MOST = (".drawio", ".xml"), 5


def show() -> None:
    """Draw the scope that the address names; the whole system without one."""
    language, day = state.language(), state.day()
    wish = _added(PictureWish.of_address())
    answer = answers.ask(STRUCTURE, day, scope=state.given(state.ID) or SYSTEM)
    scope = str(answer.parameters["scope"])
    subject = answers.subjects([scope]).get(scope)
    name = subject.label if subject else _WHOLE.of(language)
    if wish.selection:
        name = _SELECTED.of(language)
    elif wish.pages:
        name = _pages_named(wish.pages, language)
    page = tables.page_of(subject.kind) if subject else ""
    beside = sections.other_page(subject, page, _ABOUT, language) if subject else Html("")
    saying.title(name, _TITLE.of(language), beside)
    st.html(_form(wish, subject, language))
    if subject or wish.selection or wish.pages:
        st.html(tag("p", link(state.address("bild"), text(_WHOLE.of(language))), class_="sg-choices"))
    if wish.pages:
        _paged(wish, day, name, language)
        return
    _selection(wish, scope, language)
    wish = _moved(wish, scope, language)
    st.html(drawing.image(scope, day, name.lower() if scope == SYSTEM else name, language, wish, tabled=True))
    if wish.compare:
        group = scope if subject and subject.kind in GROUP_KINDS else None
        changes = state.address("jamfor", fran=wish.compare, till=day, group=group)
        st.html(tag("p", link(changes, text(_CHANGES.of(language))), class_="sg-choices"))
    saying.heading(_TAKE.of(language))
    drawing.files(drawing.at_hand(), [scope], day, name, language, wish, "picture")
    saying.heading(_DATA.of(language))
    data = [each for each in formats() if each not in drawing.at_hand()]
    drawing.files(data, [scope], day, name, language, wish, "data")
    _leave_moved(language)
    edges = [row for row in _rows(wish, scope, day, answer.rows, language) if row.element == "edge"]
    if wish.without_people:
        edges = [row for row in edges if row.kind not in _OF_PEOPLE and not (subject and subject.kind == PERSON)]
    if edges:
        saying.heading(_SAME.of(language), count=len(edges))
        columns = tables.columns_of(answer, edges, tables.refers(edges), language, ("element", "label"))
        sections.sections(answer, columns, language, "structure", _SAME.of(language), rows=edges, fold=0)


def _rows(wish: PictureWish, scope: str, day: str, around: Sequence[Any], language: Language) -> Sequence[Any]:
    """Return what the picture shows: of a selection, what is between those who are selected."""
    if not wish.selection:
        return around
    return answers.work(lambda store: wish.subject(store, scope, day, language)).elements


def _form(wish: PictureWish, subject: answers.PageSubject | None, language: Language) -> Html:
    """Return the choices; what is chosen elsewhere on the page goes along."""
    box = tag("input", type="checkbox", name=WITHOUT, id="f-utan", value="1", checked=wish.without_people)
    kept = {name: value for name, value in wish.address().items() if name in (SELECTION, drawing.MOVED) and value}
    about = forms.organisation(_SCOPE.of(language), state.ID, subject.label if subject else "", ALL_KINDS)
    return forms.form(
        "bild",
        NOTHING if wish.selection else about,
        forms.select(
            drawing.FORM_LABEL.of(language),
            FORM,
            [(each.name, each.title.of(language)) for each in arrangements().values()],
            wish.form,
        ),
        forms.select(
            _SHEET.of(language),
            SHEET,
            [("", _FREE.of(language)), *((name, SHEETS[name].title.of(language)) for name in offered())],
            wish.sheet or "",
        ),
        forms.day(_COMPARE.of(language), state.field(COMPARE), wish.compare or "", "f-sedan", language),
        forms.select(
            _PAGES.of(language),
            PAGES,
            [("", _ONE.of(language)), (ALL, _EACH.of(language)), *_kinds(language)],
            wish.pages or "",
        ),
        tag("div", box, tag("label", text(_WITHOUT.of(language)), for_="f-utan"), class_="sg-field sg-flag"),
        button=_GO.of(language),
        class_="sg-question",
        keep={**forms.at_hand(), **kept},
    )


def _kinds(language: Language) -> list[tuple[str, str]]:
    kinds = [(kind, ORGANISATION_KINDS[kind].plural.of(language)) for kind in GROUP_KINDS]
    return [(kind, _KIND.fill(kind=plural).of(language)) for kind, plural in kinds]


# ---- several pages


def _pages_named(kind: str, language: Language) -> str:
    known = ORGANISATION_KINDS.get(kind)
    named = known.plural.of(language) if known else _ALL_GROUPS.of(language)
    return named[:1].upper() + named[1:]


def _paged(wish: PictureWish, day: str, name: str, language: Language) -> None:
    """Show one of several pages, ways to the others, and the formats that hold them all."""
    found = drawing.scopes(wish, day)
    if not found:
        saying.say(_NO_PAGES.of(language), "sg-unknown")
        return
    given = state.given(NUMBER)
    number = min(max(int(given) if given.isdecimal() else 1, 1), len(found))
    shown = answers.subjects([found[number - 1]])[found[number - 1]]
    st.html(
        tag("p", text(_PAGE.fill(number=number, count=len(found), name=shown.label).of(language)), class_="sg-lead")
    )
    ways = [
        link(state.address("bild", **wish.address(), **{NUMBER: to}), text(label.of(language)))
        for to, label in ((number - 1, _BEFORE), (number + 1, _AFTER))
        if 1 <= to <= len(found)
    ]
    about = sections.other_page(shown, tables.page_of(shown.kind), _ABOUT, language)
    st.html(join([tag("p", *ways, class_="sg-choices"), about]))
    wish = _moved(wish, shown.id, language)
    st.html(drawing.image(shown.id, day, shown.label, language, wish._replace(pages=None)))
    saying.heading(_TAKE.of(language), _TAKE_LEAD.of(language))
    drawing.files(drawing.at_hand(len(found)), found, day, name, language, wish, "picture")
    _leave_moved(language)


# ---- a selection


def _added(wish: PictureWish) -> PictureWish:
    """Return the wish with what was just added to the selection; raises `NotFound`."""
    wanted = state.given(ADD)
    if not wanted:
        return wish
    found = answers.find(wanted, frozenset({PERSON, *ALL_KINDS}))
    return wish._replace(selection=tuple(dict.fromkeys([*wish.selection, found.id])))


def _selection(wish: PictureWish, scope: str, language: Language) -> None:
    """Show what is selected, each with a way to take it away, and a field to add to it."""
    about = {state.ID: scope if scope != SYSTEM else None}
    known = answers.subjects(wish.selection)

    def without(*dropped: str) -> str:
        left = wish._replace(selection=tuple(each for each in wish.selection if each not in dropped))
        return state.address("bild", **about, **left.address())

    chosen = [
        tag(
            "li",
            tables.subject_link(known[each]),
            text(" "),
            link(without(each), text("×"), aria_label=_DROP.fill(name=known[each].label).of(language)),
        )
        for each in wish.selection
        if each in known
    ]
    kept = {name: value for name, value in (about | dict(wish.address())).items() if value}
    adding = forms.form(
        "bild",
        forms.organisation(_NAME.of(language), ADD, "", ALL_KINDS, required=True),
        button=_ADD.of(language),
        keep={**forms.at_hand(), **kept},
    )
    parts = [tag("p", text(_SELECT_LEAD.of(language)), class_="sg-lead"), adding]
    if chosen:
        drop = tag("p", link(without(*wish.selection), text(_DROP_ALL.of(language))))
        parts = [tag("ul", *chosen, class_="sg-chosen"), *parts, drop]
    summary = tag("summary", text(_SELECT.of(language)))
    st.html(tag("details", summary, join(parts), class_="sg-more", open=bool(chosen)))


# ---- moved boxes


def _moved(wish: PictureWish, scope: str, language: Language) -> PictureWish:
    """Tell how many boxes lie where somebody put them; return the wish without a file that can't be read."""
    given = state.given(drawing.MOVED)
    if not given:
        return wish
    file = wish.file()
    back = link(state.address("bild", **{**state.everything(), drawing.MOVED: None}), text(_UNMOVE.of(language)))
    if file is None:
        saying.say(_LOST.of(language), "sg-then")
        return wish
    try:
        count = sum(map(len, moved.places(file, [scope])))
    except NotReadable as error:
        st.html(tag("p", text(error.text.of(language)), text(" "), back, class_="sg-then", role="alert"))
        return wish._replace(moved=None)
    said = _STAYED.fill(count=count) if count else _NONE_MOVED
    st.html(tag("p", text(said.of(language)), text(" "), back, class_="sg-then", role="status"))
    return wish


def _leave_moved(language: Language) -> None:
    """Take a file with moved boxes, and draw anew with it."""
    saying.heading(_MOVE.of(language), _MOVE_LEAD.of(language))
    file = upload.ask(_FILE.of(language), _SUFFIXES, _MOST, language, "moved")
    if file is not None:
        st.query_params[drawing.MOVED] = upload.keep(file.content)
        st.rerun()


PAGE = Page("bild", _TITLE, show, menu=5)
