"""What pages say outside tables: headings, single sentences, and what could not be done or found."""

from contextlib import suppress

import streamlit as st

from graph.finding import NotFound
from graph.port import StoreError
from graph.texts import Language, Text
from views.parts import answers, state, tables, words
from views.parts.markup import NOTHING, Html, join, link, tag, text

_COPY = Text("Kopiera länk", "Copy link")
_NONE_NAMED = Text("Ingen träff", "No hit")
_MANY_NAMED = Text("Flera träffar", "Several hits")
_NOT_FOUND = Text("Ingenting i styrgraf heter ”{name}”.", "Nothing in styrgraf is called “{name}”.")
_NO_NAME = Text("Sök efter en person, en grupp eller ett organ.", "Search for a person, a group or a body.")
_SEVERAL = Text("”{name}” kan betyda flera. Välj en:", "“{name}” can mean several. Choose one:")
_TRY_SEARCH = Text("Sök efter ”{name}”", "Search for “{name}”")
_NAME = "styrgraf"


def title(name: str, kind: str = "", beside: Html = NOTHING) -> None:
    """Show a page's heading, and name the browser's tab after it."""
    st.set_page_config(page_title=f"{name} – {_NAME}")
    language = state.language()
    above = tag("p", text(kind), class_="sg-kind") if kind else NOTHING
    copy = tag("button", text(_COPY.of(language)), type="button", class_="sg-copy")
    share = tag("div", copy, tag("span", role="status"), class_="sg-share")
    st.html(tag("div", above, tag("h1", text(name)), beside, share, class_="sg-title"))


def heading(words_: str, lead: str = "", *, small: bool = False, count: int | None = None) -> None:
    """Show the heading of a section, with one or two sentences under it."""
    number = (
        tag("span", text(words.number(count, state.language())), class_="sg-count") if count is not None else NOTHING
    )
    shown = tag("h3" if small else "h2", text(words_), text(" ") if number else NOTHING, number)
    st.html(join([shown, tag("p", text(lead), class_="sg-lead") if lead else NOTHING]))


def say(sentence: str, class_: str = "sg-note") -> None:
    """Show one sentence."""
    st.html(tag("p", text(sentence), class_=class_))


def tell(sentence: str) -> None:
    """Tell that something could not be done, without alarm."""
    with suppress(StoreError):  # which may be what is told of
        sentence = answers.allowed_text(sentence)
    lines = [tag("p", text(line)) for line in sentence.splitlines() if line.strip()]
    st.html(tag("div", *lines, class_="sg-told", role="alert"))


def tell_not_found(error: NotFound, language: Language) -> None:
    """Tell that a name means nothing, or let people choose among what it may mean."""
    name = error.name[:100]
    if not name:
        tell(_NO_NAME.of(language))
        return
    title((_MANY_NAMED if error.candidates else _NONE_NAMED).of(language))
    if error.other is not None:
        other = error.other
        there = answers.PageSubject(other.subject, other.kind, other.text)
        st.html(
            tag(
                "div",
                tag("p", text(error.text.of(language))),
                tag("p", tables.subject_link(there)),
                class_="sg-told",
                role="alert",
            )
        )
        return
    if not error.candidates:
        search = link(state.address("sok", text=name), text(_TRY_SEARCH.fill(name=name).of(language)))
        st.html(
            tag(
                "div",
                tag("p", text(_NOT_FOUND.fill(name=name).of(language))),
                tag("p", search),
                class_="sg-told",
                role="alert",
            )
        )
        return
    choices = []
    for label in error.candidates[:20]:
        subject = answers.PageSubject(label.subject, label.kind, label.text)
        choices.append(
            tag(
                "li",
                tables.subject_link(subject),
                text(" "),
                tag("span", text(words.kind(label.kind, language)), class_="sg-date"),
            )
        )
    st.html(
        tag(
            "div",
            tag("p", text(_SEVERAL.fill(name=name).of(language))),
            tag("ul", *choices),
            class_="sg-told",
            role="alert",
        )
    )
