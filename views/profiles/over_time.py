"""A profile's time axis: who sat and who hosted, or where a person sat, from when to when."""

import streamlit as st

from graph.texts import Language, Text
from views.parts import answers, saying, state
from views.parts.markup import link, tag, text
from views.pictures import drawing

_TITLE = Text("Över tid", "Over time")
_OPEN = Text("Öppna tidslinjen för att ta med den", "Open the time axis to take it along")
_FORM = "timeline"


def show(subject: answers.PageSubject, day: str, language: Language) -> None:
    """Show the time axis of a group, body or person; nothing where there is nothing to show."""
    saying.heading(_TITLE.of(language))
    st.html(drawing.image(subject.id, day, subject.label, language, drawing.PictureWish(form=_FORM)))
    address = state.address("bild", id=subject.id, **{drawing.FORM: _FORM})
    st.html(tag("p", link(address, text(_OPEN.of(language))), class_="sg-choices"))
