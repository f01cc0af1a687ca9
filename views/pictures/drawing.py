"""A drawn scope: how somebody wants it, the picture itself, and the files that it is taken along as."""

import base64
import io
import zipfile
from collections.abc import Mapping, Sequence
from functools import partial
from typing import NamedTuple

import streamlit as st

from graph import names
from graph.exports.export import Export, drawn, export
from graph.exports.formats import pages
from graph.exports.pictures.form import forms
from graph.exports.subject import Subject
from graph.finding import PERSON
from graph.port import Store
from graph.texts import Language, Text
from queries.asking import asking
from queries.asking.query import GROUP_KINDS, HOST_KINDS
from queries.subjects import groups_of
from queries.subjects import subject as subject_of
from views.parts import answers, saying, state, upload, words
from views.parts.markup import Html, link, tag, text

WITHOUT, FORM, SHEET, COMPARE = "utan", "form", "ark", "sedan"
"""In the address: draw nobody's name; how the picture is arranged; the sheet to fill; the day to compare with."""
SELECTION, MOVED, PAGES = "urval", "flyttat", "sidor"
"""In the address: ids to draw, with commas; the kept file with moved boxes; whose groups get a page each."""
ALL = "alla"
"""Every group gets a page."""
_LONGEST_SELECTION = 20_000
_ALT = Text("Bild över {name}, läget den {day}.", "Picture of {name}, the state on {day}.")
_TABLED = Text("Samma uppgifter står i tabeller på sidan.", "Tables on the page hold the same facts.")
_PICTURE = Text("Bild", "Picture")
FORM_LABEL = Text("Ordna bilden som", "Arrange the picture as")
_MORE = Text(
    "Fler val: ark för utskrift, jämförelse med ett tidigare datum, fler format",
    "More choices: sheets for print, comparison with an earlier date, more formats",
)


class PictureWish(NamedTuple):
    """How somebody wants a picture: as the address says, so that a link shows the same."""

    without_people: bool = False
    form: str = "bands"
    sheet: str | None = None
    compare: str | None = None
    selection: tuple[str, ...] = ()
    moved: str | None = None
    pages: str | None = None

    @classmethod
    def of_address(cls) -> "PictureWish":
        """Read the wish from the address; boxes that are no longer kept as moved count as not moved."""
        chosen = state.given(SELECTION, _LONGEST_SELECTION).split(",")
        moved = state.given(MOVED)
        return cls(
            bool(state.given(WITHOUT)),
            state.given(FORM) or "bands",
            state.given(SHEET) or None,
            asking.as_of_day(state.given(COMPARE)) if state.given(COMPARE) else None,
            tuple(dict.fromkeys(id_.strip() for id_ in chosen if id_.strip())),
            moved if moved and upload.kept(moved) is not None else None,
            state.given(PAGES) or None,
        )

    def address(self) -> Mapping[str, str | None]:
        """Return what the address says of the wish."""
        return {
            WITHOUT: "1" if self.without_people else None,
            FORM: self.form if self.form != "bands" else None,
            SHEET: self.sheet,
            COMPARE: self.compare,
            SELECTION: ",".join(self.selection) or None,
            MOVED: self.moved,
            PAGES: self.pages,
        }

    def file(self) -> bytes | None:
        """Return the draw.io file whose moved boxes stay."""
        return upload.kept(self.moved) if self.moved else None

    def subject(self, store: Store, scope: str, day: str, language: Language) -> Subject:
        """Return a scope as exports need it; raises what `subjects.subject` raises."""
        return subject_of(
            store,
            scope,
            day,
            language,
            form=self.form,
            compare=self.compare,
            sheet=self.sheet,
            selection=self.selection,
            without_people=self.without_people,
        )


def at_hand(count: int = 1) -> list[str]:
    """Return the drawn formats that hold so many pictures; the page of pictures has all formats for one."""
    return [each.name for each in drawn() if each.holds(count)]


def scopes(wish: PictureWish, day: str) -> list[str]:
    """Return the ids of the groups that get a page each; none when the wish is one picture."""
    if not wish.pages:
        return []
    return list(_groups(answers.store_address(), answers.version(), wish.pages, day))


@st.cache_resource(max_entries=50, show_spinner=False)
def _groups(address: str, version: int, kind: str, day: str) -> tuple[str, ...]:
    kinds = [each for each in GROUP_KINDS if each == kind or (kind == ALL and each not in HOST_KINDS)]
    return tuple(answers.work(lambda store: groups_of(store, kinds, day))) if kinds else ()


def image(
    scope: str, day: str, name: str, language: Language, wish: PictureWish | None = None, *, tabled: bool = False
) -> Html:
    """Return the drawn scope; as an image it can hold no script, whatever names it shows.

    Those who listen hear that tables tell the same, where the page is `tabled`.
    """
    picture = _drawing(answers.store_address(), answers.version(), scope, day, language, wish or PictureWish())
    encoded = base64.b64encode(picture).decode("ascii")
    alt = _ALT.fill(name=name, day=words.long_day(day, language)).of(language)
    alt += f" {_TABLED.of(language)}" if tabled else ""
    shown = tag("img", src=f"data:image/svg+xml;base64,{encoded}", alt=alt)
    return tag("div", shown, class_="sg-picture", tabindex="0")


@st.cache_resource(max_entries=50, show_spinner=False)
def _drawing(address: str, version: int, scope: str, day: str, language: Language, wish: PictureWish) -> bytes:
    return written(export("svg"), [scope], day, language, wish)


def written(known: Export, wanted: Sequence[str], day: str, language: Language, wish: PictureWish) -> bytes:
    """Return one scope or several in a format; a folder of files is packed into one."""

    def write(store: Store) -> bytes | Mapping[str, bytes]:
        subjects = [wish.subject(store, scope, day, language) for scope in wanted]
        moved = wish.file() if known.holds(len(subjects)) else None
        if len(subjects) > 1 or moved is not None:
            return pages.write(known, subjects, moved)
        made = known.write(subjects[0])
        return made if isinstance(made, bytes) else dict(made)

    made = answers.work(write)
    if isinstance(made, bytes):
        return made
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as folder:
        for path, content in sorted(made.items()):
            folder.writestr(path, content)
    return packed.getvalue()


def files(
    offered: Sequence[str], wanted: Sequence[str], day: str, name: str, language: Language, wish: PictureWish, key: str
) -> None:
    """Show a way to take the picture along in each of these formats; a file is made when somebody asks for it."""
    with st.container(horizontal=True, gap="small", key=f"files-{key}"):
        for format_ in offered:
            known = export(format_)
            st.download_button(
                known.title.of(language),
                data=partial(written, known, [*wanted], day, language, wish),
                file_name=f"{names.slug(name)}-{day}{known.suffix or '.zip'}",
                mime=known.media_type if known.suffix else "application/zip",
                on_click="ignore",
                type="tertiary",
                key=f"format-{format_}",
            )


@st.fragment
def section(subject: answers.PageSubject, day: str, language: Language) -> None:
    """Show on a profile the picture of what it is about, how it can be arranged, and its files."""
    saying.heading(_PICTURE.of(language))
    offered = {each.name: each.title.of(language) for each in forms().values()}
    if subject.kind == PERSON:
        del offered["matrix"]  # it shows who sits for whom in whole groups
    label, named = FORM_LABEL.of(language), offered.__getitem__
    wish = PictureWish(form=st.radio(label, list(offered), format_func=named, horizontal=True, key="form"))
    st.html(image(subject.id, day, subject.label, language, wish, tabled=True))
    files(at_hand(), [subject.id], day, subject.label, language, wish, "profile")
    more = state.address("bild", **{state.ID: subject.id, **wish.address()})
    st.html(tag("p", link(more, text(_MORE.of(language))), class_="sg-choices"))
