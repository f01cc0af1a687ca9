"""The groups of a sjukvårdsregion or region that mirror national ones: RPO and NPO, RSG and NSG, LPO and RPO."""

from typing import NamedTuple

import streamlit as st

from graph import names
from graph.exports.profiles.relations import mirroring_parts
from graph.texts import Language, Text
from views.parts import answers, saying, tables
from views.parts.markup import join, tag
from views.parts.tables import Column

_TITLE = Text("Egna grupper som speglar andra", "Its own groups that mirror others")
_OWN = Text("Grupp", "Group")
_MIRRORED = Text("Speglar", "Mirrors")
_FOLD = 12


class _Mirror(NamedTuple):
    own: answers.PageSubject
    mirrored: tuple[answers.PageSubject, ...]


def show(subject: answers.PageSubject, day: str, language: Language) -> None:
    """Show the groups that are part of the body and which group each mirrors on the day."""
    mirrors = mirroring_parts(answers.rows(day), subject.id)
    if not mirrors:
        return
    subjects = answers.subjects({*mirrors, *(each for above in mirrors.values() for each in above)})
    found = [
        _Mirror(subjects[part], tuple(subjects[each] for each in above if each in subjects))
        for part, above in mirrors.items()
        if part in subjects
    ]
    found.sort(key=lambda mirror: (names.swedish_key(mirror.own.label), mirror.own.id))
    columns = [
        Column(_OWN.of(language), lambda each: tables.subject_link(each.own), bare=True),
        Column(
            _MIRRORED.of(language),
            lambda each: join([tag("span", tables.subject_link(one), class_="sg-line") for one in each.mirrored]),
        ),
    ]
    saying.heading(_TITLE.of(language), count=len(found))
    st.html(tables.table(_TITLE.of(language), columns, found, language, _FOLD))
