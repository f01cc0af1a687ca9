"""The page that draws: a scope on a day as a picture, and in every format that styrgraf writes."""

import base64
import io
import zipfile
from functools import partial
from typing import NamedTuple

import streamlit as st

from graph import names
from graph.exports.export import Export, export, formats
from graph.exports.form import forms as arrangements
from graph.exports.sheet import offered
from graph.finding import PERSON
from graph.port import Store
from graph.texts import Language, Text
from queries.asking import Answer
from queries.query import ALL_KINDS
from queries.structure import SYSTEM
from queries.subjects import subject as subject_of
from views import answers, forms, frame, organisation, state, tables, words
from views.markup import NOTHING, Html, link, tag, text
from views.page import Page

_TITLE = Text("Bild", "Picture")
_SCOPE = Text("Grupp, organ eller hela systemet (tomt)", "Group, body, or the whole system (empty)")
_GO = Text("Rita", "Draw")
_WHOLE = Text("Hela det nationella systemet", "The whole national system")
_SELECTED = Text("Urval: {names}", "Selection: {names}")
_WITHOUT = Text("Utan personnamn", "Without names of people")
UNDER = Text(
    "Bild över {name}, läget den {day}. Samma uppgifter står i tabellen under bilden.",
    "Picture of {name}, the state on {day}. The table below the picture holds the same facts.",
)
IN_TABLES = Text(
    "Bild över {name}, läget den {day}. Samma uppgifter står i tabellerna på sidan.",
    "Picture of {name}, the state on {day}. The tables of the page hold the same facts.",
)
_ABOUT = Text("Allt om {name}", "All about {name}")
_TAKE = Text("Ta med bilden", "Take the picture along")
_SAME = Text("Samma uppgifter som tabell", "The same facts as a table")
_OF_PEOPLE = ("member_of", "represents", "employed_by")
WITHOUT, FORM, SHEET, COMPARE, SELECTION = "utan", "form", "ark", "sedan", "urval"
"""In the address: draw nobody's name; how the picture is arranged; the sheet to fill; the day to compare with; the
ids of nodes to draw instead of a scope's surroundings."""
_LONGEST_SELECTION = 8_000
_FORM = Text("Ordna bilden som", "Arrange the picture as")
_SHEET = Text("Ark", "Sheet")
_FREE = Text("så stort som behövs", "as large as needed")
_COMPARE = Text("Markera ändringar sedan (tomt: inga)", "Mark changes since (empty: none)")


class Wish(NamedTuple):
    """How somebody wants a picture: as the address says, so that a link shows the same."""

    without_people: bool = False
    form: str = "bands"
    sheet: str | None = None
    compare: str | None = None
    selection: tuple[str, ...] = ()

    @classmethod
    def of_address(cls) -> "Wish":
        """Read the wish from the address."""
        form = state.given(FORM)
        return cls(
            bool(state.given(WITHOUT)),
            form or "bands",
            state.given(SHEET) or None,
            state.given(COMPARE) or None,
            tuple(st.query_params.get(SELECTION, "")[:_LONGEST_SELECTION].split()),
        )


def show() -> None:
    """Draw the scope that the address names; the whole system without one."""
    language, day = state.language(), state.day()
    wish = Wish.of_address()
    without_people = wish.without_people
    answer = answers.ask("structure", day, scope=state.given(state.ID) or SYSTEM)
    scope = str(answer.parameters["scope"])
    subject = answers.subjects([scope]).get(scope)
    name = subject.label if subject else _WHOLE.of(language)
    if wish.selection:
        answer = selected(answer, wish, language)
        name = _SELECTED.fill(names=", ".join(row.label for row in answer.rows if row.element == "node")).of(language)
    page = tables.page_of(subject.kind) if subject else ""
    beside = organisation.other_page(subject, page, _ABOUT, language) if subject else Html("")
    frame.title(name, _TITLE.of(language), beside)
    box = tag("input", type="checkbox", name=WITHOUT, id="f-utan", value="1", checked=without_people)
    st.html(
        forms.form(
            "bild",
            forms.organisation(_SCOPE.of(language), state.ID, subject.label if subject else "", ALL_KINDS),
            forms.select(
                _FORM.of(language),
                FORM,
                [(each.name, each.title.of(language)) for each in arrangements().values()],
                wish.form,
            ),
            forms.select(
                _SHEET.of(language),
                SHEET,
                [("", _FREE.of(language)), *((name, name.upper()) for name in offered())],
                wish.sheet or "",
            ),
            forms.day(_COMPARE.of(language), state.field(COMPARE), wish.compare or "", "f-sedan", language),
            tag("div", box, tag("label", text(_WITHOUT.of(language)), for_="f-utan"), class_="sg-field sg-flag"),
            tag("input", type="hidden", name=SELECTION, value=" ".join(wish.selection)) if wish.selection else NOTHING,
            button=_GO.of(language),
            class_="sg-question",
        )
    )
    if subject or wish.selection:
        st.html(tag("p", link(state.address("bild"), text(_WHOLE.of(language))), class_="sg-choices"))
    st.html(image(answer, name, language, wish))
    _formats(answer, name, language, wish)
    edges = [
        row
        for row in answer.rows
        if row.element == "edge" and not (without_people and (row.kind in _OF_PEOPLE or scope_is_person(subject)))
    ]
    if edges:
        frame.heading(_SAME.of(language), count=len(edges))
        columns = tables.columns_of(answer, edges, tables.refers(edges), language, ("element", "label"))
        organisation.sections(answer, columns, language, "structure", _SAME.of(language), rows=edges, fold=0)


def selected(answer: Answer, wish: Wish, language: Language) -> Answer:
    """Return the answer with the selected nodes and what is between them; raises `NotFound` for a name of nobody."""
    asked = wish._asdict() | {"compare": None, "without_people": False}
    found = answers.work(lambda store: subject_of(store, SYSTEM, answer.as_of, language, **asked).elements)
    return answer._replace(rows=[*found])


def scope_is_person(subject: answers.Subject | None) -> bool:
    """Tell whether the picture is of one person."""
    return subject is not None and subject.kind == PERSON


def image(answer: Answer, name: str, language: Language, wish: Wish | None = None, alt: Text = UNDER) -> Html:
    """Return the drawn answer; as an image it can hold no script, whatever names it shows.

    `alt` says in words what it shows, with the places `{name}` and `{day}`.
    """
    scope = str(answer.parameters["scope"])
    drawn = drawing(answers.store_address(), answers.version(), scope, answer.as_of, language, wish or Wish())
    encoded = base64.b64encode(drawn).decode("ascii")
    told = alt.fill(name=name, day=words.long_day(answer.as_of, language)).of(language)
    shown = tag("img", src=f"data:image/svg+xml;base64,{encoded}", alt=told)
    return tag("div", shown, class_="sg-picture", tabindex="0")


@st.cache_resource(max_entries=50, show_spinner=False)
def drawing(address: str, version: int, scope: str, day: str, language: Language, wish: Wish) -> bytes:
    """Return the picture of a scope as SVG."""
    return written(export("svg"), scope, day, language, wish)


def _formats(answer: Answer, name: str, language: Language, wish: Wish) -> None:
    frame.heading(_TAKE.of(language))
    scope = str(answer.parameters["scope"])
    with st.container(horizontal=True, gap="small", key="files-picture"):
        for format_ in formats():
            known = export(format_)
            st.download_button(
                known.title.of(language),
                data=partial(written, known, scope, answer.as_of, language, wish),
                file_name=f"{names.slug(name)}-{answer.as_of}{known.suffix or '.zip'}",
                mime=known.media_type if known.suffix else "application/zip",
                on_click="ignore",
                type="tertiary",
                key=f"format-{format_}",
            )


def written(known: Export, scope: str, day: str, language: Language, wish: Wish) -> bytes:
    """Return a scope in a format; a folder of files is packed into one."""

    def write(store: Store) -> bytes | dict[str, bytes]:
        subject = subject_of(store, scope, day, language, **wish._asdict())
        made = known.write(subject)
        return made if isinstance(made, bytes) else dict(made)

    made = answers.work(write)
    if isinstance(made, bytes):
        return made
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as folder:
        for path, content in sorted(made.items()):
            folder.writestr(path, content)
    return packed.getvalue()


PAGE = Page("bild", _TITLE, show, menu=5)
