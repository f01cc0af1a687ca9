"""An answer as a file: Excel with real dates, and CSV as a Swedish Excel opens it. The pages and the terminal alike."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from graph import names, time
from graph.exports.data import tabular
from graph.records import Source
from graph.texts import Language, Text
from queries.asking import columns as wording
from queries.asking.asking import Answer
from views.parts import words

Sources = Callable[[Iterable[str]], Mapping[str, Source]]
"""Returns the sources with these ids."""
_ABOUT = {
    "question": Text("Fråga", "Question"),
    "parameters": Text("Urval", "Selection"),
    "as_of": Text("Läget den", "As of"),
    "made": Text("Hämtad", "Made"),
    "ends": Text("Slutdatum", "End dates"),
    "inclusive": Text("T.o.m. räknas med.", "Until is inclusive."),
}


def file_name(answer: Answer[Any]) -> str:
    """Return a file's name that tells the question, what it was asked about, and the day."""
    about = [str(value) for value in answer.parameters.values() if isinstance(value, str) and value]
    return "-".join(names.slug(part) for part in (answer.query.name, *about, answer.as_of))[:120]


def excel(answer: Answer[Any], rows: Sequence[Any], sources_of: Sources, language: Language) -> bytes:
    """Return rows of an answer as a workbook that tells by itself what was asked."""
    columns, cells = _readable(answer, rows, sources_of, language)
    title = answer.query.title.of(language)
    asked = "; ".join(
        f"{parameter.label.of(language)}: {value}"
        for parameter in answer.query.parameters
        if (value := answer.parameters[parameter.name]) not in (None, "", False)
    )
    about = [
        (_ABOUT["question"].of(language), title),
        (_ABOUT["parameters"].of(language), asked or "–"),
        (_ABOUT["as_of"].of(language), answer.as_of),
        (_ABOUT["made"].of(language), time.today()),
        (_ABOUT["ends"].of(language), _ABOUT["inclusive"].of(language)),
    ]
    return tabular.to_xlsx(columns, cells, title, about=about)


def csv(answer: Answer[Any], rows: Sequence[Any], sources_of: Sources, language: Language) -> bytes:
    """Return rows of an answer as CSV for a Swedish Excel."""
    columns, cells = _readable(answer, rows, sources_of, language)
    return tabular.to_csv(columns, cells, excel=True).encode("utf-8")


def _readable(
    answer: Answer[Any], rows: Sequence[Any], sources_of: Sources, language: Language
) -> tuple[list[str], list[list[Any]]]:
    """Return headings and cells: in words what people read, then the ids; what is empty everywhere is left out."""
    query = answer.query
    fields = answer.columns
    listed = {key for row in rows for name in fields if name.endswith("sources") for key in (getattr(row, name) or ())}
    sources = sources_of(listed)
    readable: list[tuple[str, list[Any]]] = []
    ids: list[tuple[str, list[Any]]] = []
    for name in fields:
        values = [getattr(row, name) for row in rows]
        heading = wording.heading(query, name, language)
        if name == "end_source":
            continue  # it is one of the sources, which stand there whole
        if name.endswith("sources"):
            spelt = [_spelt_out(sources[key] for key in value or () if key in sources) for value in values]
            readable.append((heading, spelt))
            ids.append((f"{heading} (id)", values))
        elif name == "id" or name.endswith(("_id", "_ids")):
            ids.append((_id_heading(answer, name, language), values))
        elif any(isinstance(value, int) and not isinstance(value, bool) for value in values):
            readable.append((heading, values))
        else:
            readable.append((heading, [words.plain(query, name, value, language) for value in values]))
    filled = [column for column in (*readable, *ids) if any(value not in (None, "", []) for value in column[1])]
    return [heading for heading, _ in filled], [
        list(line) for line in zip(*(values for _, values in filled), strict=True)
    ]


def _id_heading(answer: Answer[Any], name: str, language: Language) -> str:
    base = name.removesuffix("s").removesuffix("_id")
    for column in (name, base, f"{base}_label"):
        if column in answer.query.columns or column in wording.HEADINGS:
            return f"{wording.heading(answer.query, column, language)} (id)"
    return f"{base} (id)"


def _spelt_out(sources: Iterable[Source]) -> str:
    return "\n".join(
        ", ".join(part for part in (source.title, source.date or source.period, source.address) if part)
        for source in sources
    )
