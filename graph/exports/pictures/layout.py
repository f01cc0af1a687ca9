"""Which boxes stand where: a scope, a selection or two dates, in one of several forms, on a sheet if wanted."""

from collections.abc import Iterable, Mapping, Sequence

from graph.exports.comparison import Before
from graph.exports.elements import Element
from graph.exports.pictures import form as forms_
from graph.exports.pictures import sheet as sheets
from graph.exports.pictures.form import SYSTEM, Request
from graph.exports.pictures.picture import Picture
from graph.exports.spans import Span
from graph.texts import Language

__all__ = ["BANDS", "SYSTEM", "draw"]

BANDS = "bands"
"""The form of a picture for which no other is asked."""


def draw(
    elements: Iterable[Element],
    scope: str,
    as_of: str,
    language: Language,
    *,
    names: Mapping[str, str] | None = None,
    form: str = BANDS,
    before: Before | None = None,
    sheet: str | None = None,
    selection: Sequence[str] = (),
    spans: Iterable[Span] = (),
    sources: Mapping[str, str] | None = None,
) -> Picture:
    """Return the picture of a scope; `elements` are the rows of `structure` for it on the day `as_of`.

    `names` are the labels of all organisations by id, `form` is one of `form.forms()`, `before` an earlier date to
    compare with, `sheet` one of `sheet.SHEETS` to fill, `selection` the ids of nodes to show instead of the
    scope, `spans` what a time axis shows, and `sources` what sources are called, by id. Raises KeyError for a form
    or sheet that does not exist.
    """
    asked = Request(
        tuple(elements),
        scope,
        as_of,
        language,
        names or {},
        before,
        tuple(dict.fromkeys(selection)),
        tuple(spans),
        sources or {},
    )
    chosen = forms_.form(form)
    if sheet is None:
        return chosen.draw(asked, None)
    return sheets.fitted(lambda width: chosen.draw(asked, width), sheet)
