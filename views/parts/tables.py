"""Answers as tables that everybody can read: real links, and cards instead of columns on a narrow screen."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from graph import kinds, notes
from graph.exports.profiles.values import Ref
from graph.fragments import Column as Column
from graph.kinds import ORGANISATION_KINDS
from graph.people.hiding import HIDDEN, is_hidden
from graph.records import Rule, Source
from graph.texts import Language, Text
from queries.asking import columns as wording
from queries.asking.asking import Answer
from queries.asking.query import Query
from views.parts import answers, state, words
from views.parts.markup import NOTHING, Html, dated, is_web, join, link, outward, tag, text

MOST = 200
"""Rows shown; files hold all."""
_SHOWN_SOURCES = 2
_LONG = 60

_CUT = Text(
    "Tabellen visar {most} av {all} rader. Filerna har alla.",
    "The table shows {most} of {all} rows. The files have all.",
)
_MORE = Text("och {number} till", "and {number} more")
_NO_SOURCE = Text("ingen källa", "no source")
_UNDATED = Text("utan datum", "undated")


class Refers(NamedTuple):
    """Everything that the rows of a table point at, fetched at once."""

    subjects: Mapping[str, answers.PageSubject]
    sources: Mapping[str, Source]
    rules: Mapping[str, Rule]


def refers(rows: Iterable[Any]) -> Refers:
    """Fetch what the rows point at: persons, organisations, sources and rules."""
    ids: set[str] = set()
    listed: set[str] = set()
    rules: set[str] = set()
    for row in rows:
        for name, value in row._asdict().items():
            if name.endswith("sources") or name == "end_source":
                listed.update([value] if isinstance(value, str) else value or ())
            elif name == "rule_id":
                rules.add(value or "")
            elif name.endswith("_id") or name == "id" or name == "in_group":
                ids.add(value or "")
            elif name.endswith("_ids"):
                ids.update(value or ())
            elif isinstance(value, Ref):
                ids.add(value.id)
            elif isinstance(value, tuple):
                ids.update(each.id for each in value if isinstance(each, Ref))
    missing = ids - {""}
    found = answers.subjects(missing)
    listed.update(missing - set(found))
    return Refers(found, answers.sources(listed), answers.fetch(Rule, rules))


def page_of(kind: str) -> str:
    """Return which page shows a person or an organisation of this kind."""
    if kind == answers.PERSON:
        return "person"
    known = ORGANISATION_KINDS.get(kind)
    return "organ" if known and known.host else "grupp"


def subject_link(subject: answers.PageSubject) -> Html:
    """Return a link to the page of a person, group or body; who is not to be shown has none."""
    if is_hidden(subject.id):
        return hidden()
    return link(state.address(page_of(subject.kind), id=subject.id), text(subject.label))


def hidden() -> Html:
    """Return what stands for a person who is not to be shown."""
    return tag("span", text(HIDDEN.of(state.language())), class_="sg-none")


def named(refers: Refers, key: str | None, label: str | None) -> Html:
    """Return a name as a link to its page, where it has one."""
    if not key:
        return text(label or "")
    if is_hidden(key):
        return hidden()
    if (subject := refers.subjects.get(key)) is not None:
        return link(state.address(page_of(subject.kind), id=key), text(label or subject.label))
    if key in refers.sources:
        return source_link(refers.sources[key])
    return text(label or key)


def to(refers: Refers, ref: Ref | None) -> Html:
    """Return whom or what a profile points at as a link to its page, where it has one."""
    return named(refers, ref.id, ref.label) if ref else NOTHING


def source_link(source: Source) -> Html:
    """Return a link to the page about a source."""
    return link(state.address("kalla", id=source.id), text(source.title), class_="sg-source")


def source_line(source: Source, language: Language) -> Html:
    """Return a source with title, date and address."""
    seen = words.when(source.date or source.period, language) or _UNDATED.of(language)
    parts = [source_link(source), tag("span", dated(seen), class_="sg-date")]
    if source.address and is_web(source.address):
        parts.append(outward(source.address))
    elif source.publisher:  # the name of a file tells nobody anything
        parts.append(tag("span", text(source.publisher), class_="sg-date"))
    return tag("span", join(parts, " "), class_="sg-sourceline")


def sources_cell(found: Mapping[str, Source], ids: Sequence[str] | str | None, language: Language) -> Html:
    """Return the sources of a fact, the newest first, many of them folded."""
    wanted = [ids] if isinstance(ids, str) else list(ids or ())
    known = newest_first(found[key] for key in wanted if key in found)
    if not known:
        return tag("span", text(_NO_SOURCE.of(language)), class_="sg-none")
    lines = [tag("li", source_line(source, language)) for source in known]
    if len(lines) <= _SHOWN_SOURCES:
        return tag("ul", *lines, class_="sg-sources")
    more = tag("summary", text(_MORE.fill(number=len(lines) - 1).of(language)))
    rest = tag("details", more, tag("ul", *lines[1:], class_="sg-sources"))
    return join([tag("ul", lines[0], class_="sg-sources"), rest])


def newest_first(sources: Iterable[Source]) -> list[Source]:
    """Return sources, those with the latest date first."""
    return sorted(sources, key=lambda source: (source.date or source.period or "", source.id), reverse=True)


def certainty_cell(certainty: str | None, language: Language) -> Html:
    """Return how sure a fact is, with the explanation at hand."""
    term = kinds.CERTAINTIES.get(certainty or "")
    if term is None:
        return NOTHING
    return tag(
        "span",
        text(term.label.of(language)),
        class_=f"sg-pill sg-{term.name}",
        title=term.description.of(language),
    )


def confirmed_cell(row: Any, language: Language, certainty: str | None = None) -> Html:
    """Return when a fact was last confirmed, standing out where that was long ago, and how sure it is.

    `certainty` is that of the row unless given; what is unknown was never confirmed.
    """
    sure = certainty or getattr(row, "certainty", None)
    pill = certainty_cell(sure, language)
    if sure == "unknown":
        return pill
    late = getattr(row, "unconfirmed", False) is True
    said = tag("span", dated(words.confirmed(row, language)), class_="sg-late" if late else None)
    return join([said, tag("span", pill, class_="sg-line")]) if pill else said


def columns_of(
    answer: Answer[Any], rows: Sequence[Any], refers: Refers, language: Language, without: Iterable[str] = ()
) -> list[Column]:
    """Return columns for any question's rows: names as links, codes in words.

    Left out is what is empty everywhere, what was asked for and is therefore the same in all rows, and the
    one rule that all rows follow (`rule_of` tells it).
    """
    query = answer.query
    fields = answer.columns
    left_out = {id_ for name in fields if (id_ := _id_of(name, fields))} | {"first_possible", "end_source", *without}
    left_out |= {part for name in fields for part in _PARTS.get(name, ()) if part in fields}
    if "last_confirmed" in fields:
        left_out |= {"unconfirmed", "certainty"}
    if "a_sources" in fields:
        left_out.add("sources")
    if _body_tells(fields, rows):
        left_out.add("represents")
    if rule_of(rows) is not None:
        left_out.add("rule_id")
    if "sentence" in fields:
        left_out |= {"relation", "role", "in_group", "status"} if language == "sv" else {"sentence"}
    if "backward" in fields:
        left_out.add("backward")
    asked = {value for value in answer.parameters.values() if isinstance(value, str)}
    columns: list[Column] = []
    for name in fields:
        if name in left_out or name.endswith("_ids"):
            continue
        telling = ("body", "represents") if name == "body" and "represents" in left_out else (name,)
        if name not in _ALWAYS and all(getattr(row, each) in _NOTHING for row in rows for each in telling):
            continue
        behind = _id_of(name, fields)
        if behind and len(rows) > 1 and {getattr(row, behind) for row in rows} <= asked:
            continue
        cell = _cell(query, name, fields, refers, language)
        columns.append(Column(_heading(query, name, language), cell, bare=not columns))
    return columns


def _body_tells(fields: tuple[str, ...], rows: Sequence[Any]) -> bool:
    """Tell that whom a seat represents is the body of the row, or stands in its place."""
    return {"body", "represents"} <= set(fields) and all(
        row.body is None or row.represents in (None, row.body) for row in rows
    )


_NOTHING: tuple[Any, ...] = (None, "", [], False)
_ALWAYS = ("sources", "host")
_PARTS = {
    "first_day": ("last_day",),
    "ends_first": ("ends_last",),
    "a": ("a_dates", "a_basis", "a_sources"),
    "b": ("b_dates", "b_basis", "b_sources"),
}
"""Columns that are shown together with another."""


def rule_of(rows: Sequence[Any]) -> str | None:
    """Return the id of the one rule that all these rows follow, if so."""
    rules = {getattr(row, "rule_id", None) for row in rows} - {None}
    return rules.pop() if len(rules) == 1 else None


def _heading(query: Query[Any], name: str, language: Language) -> str:
    return (
        _TOGETHER[name]
        if name in _TOGETHER
        else Text(*[wording.heading(query, name, "sv"), wording.heading(query, name, "en")])
    ).of(language)


_TOGETHER = {
    "first_day": Text("När", "When"),
    "ends_first": Text("Slutar", "Ends"),
    "a": Text("Den ena uppgiften", "One fact"),
    "b": Text("Den andra uppgiften", "The other fact"),
}


def _id_of(name: str, fields: tuple[str, ...]) -> str | None:
    """Return the column whose id stands behind a name."""
    wanted = {"label": "id", "title": "source_id"}.get(name, f"{name.removesuffix('_label')}_id")
    return wanted if wanted in fields else None


def _cell(
    query: Query[Any], name: str, fields: tuple[str, ...], refers: Refers, language: Language
) -> Callable[[Any], Html]:
    if name in ("first_day", "ends_first"):
        last = _PARTS[name][0]
        return lambda row: dated(words.between(getattr(row, name), getattr(row, last), language))
    if name in ("a", "b") and f"{name}_sources" in fields:
        return lambda row: _side(query, row, name, refers, language)
    if name.endswith("sources"):
        return lambda row: sources_cell(refers.sources, getattr(row, name), language)
    if name == "certainty":
        return lambda row: certainty_cell(row.certainty, language)
    if name == "last_confirmed":
        return lambda row: confirmed_cell(row, language)
    if name == "rule_id":
        return lambda row: _rule(refers.rules.get(row.rule_id), language)
    if name in ("relation", "via") and "backward" in fields:
        return lambda row: text(_verb(getattr(row, name), row.backward).of(language))
    if name in ("first_day", "last_day", "valid_from", "valid_to"):
        return lambda row: dated(words.plain(query, name, getattr(row, name), language))
    if name in ("host", "person", "group") and "certainty" in fields:
        return lambda row: _or_unknown(refers, row, name, language)
    if name == "body" and "represents" in fields:
        return lambda row: named(refers, row.body_id, row.body) if row.body_id else text(row.represents or "")
    if (behind := _id_of(name, fields)) is not None:
        return lambda row: named(refers, getattr(row, behind), getattr(row, name))
    if name == "address":
        return lambda row: outward(row.address or "")
    if name.endswith("_id") or name == "in_group":
        return lambda row: named(refers, getattr(row, name), None)
    return lambda row: prose(words.plain(query, name, getattr(row, name), language))


def prose(value: str) -> Html:
    """Return a text; a long one claims the room that it needs."""
    return tag("span", dated(value), class_="sg-prose") if len(value) > _LONG else dated(value)


def _verb(relation: str, backward: bool) -> Text:
    """Return what the node before does to the one that a row tells of."""
    known = kinds.RELATIONS[relation]
    return known.inverse if backward else known.verb


def _or_unknown(refers: Refers, row: Any, name: str, language: Language) -> Html:
    """Return a name, or why there is none: vacant and unknown are two answers."""
    key = getattr(row, f"{name}_id")
    if key:
        return named(refers, key, getattr(row, name))
    if getattr(row, "state", None) == "vacant":
        return text(kinds.SEAT_STATES["vacant"].label.of(language))
    return unknown(language) if row.certainty == "unknown" else NOTHING


def _rule(rule: Rule | None, language: Language) -> Html:
    """Return what kind of rule it is, with its words folded under it."""
    if rule is None:
        return NOTHING
    check = kinds.RULE_CHECKS[rule.check].label.of(language)
    return tag("details", tag("summary", text(check)), text(notes.in_language(rule.text, language)))


def _side(query: Query[Any], row: Any, side: str, refers: Refers, language: Language) -> Html:
    """Return one of two facts that do not go together: what it says, when, on what ground, and its sources."""
    dates, basis = getattr(row, f"{side}_dates"), getattr(row, f"{side}_basis")
    said = [words.when(dates, language) or _UNDATED.of(language), words.plain(query, f"{side}_basis", basis, language)]
    if not getattr(row, side):
        return NOTHING
    if not getattr(row, f"{side}_sources"):
        return tag("span", text(words.plain(query, side, getattr(row, side), language)), class_="sg-prose")
    return join(
        [
            named(refers, getattr(row, f"{side}_id"), getattr(row, side)),
            tag("span", text(", ".join(part for part in said if part)), class_="sg-beside"),
            sources_cell(refers.sources, getattr(row, f"{side}_sources"), language),
        ]
    )


def unknown(language: Language) -> Html:
    """Return the answer that no source knows: neither an error nor an empty cell."""
    return tag("span", text(words.UNKNOWN.of(language)), class_="sg-none")


def table(
    caption: str, columns: Sequence[Column], rows: Sequence[Any], language: Language, fold: int | None = None
) -> Html:
    """Return the rows as a table; every cell names its column, for cards on a narrow screen.

    Rows beyond `fold` stand folded under it.
    """
    if fold is not None and len(rows) > fold + _WORTH_FOLDING:
        number = len(rows) - fold
        summary = (_FOLDED_ALL if not fold else _FOLDED).fill(number=number).of(language)
        rest = tag(
            "details", tag("summary", text(summary)), table(caption, columns, rows[fold:], language), class_="sg-folded"
        )
        return join([table(caption, columns, rows[:fold], language), rest]) if fold else rest
    head = tag("tr", *(tag("th", text(column.heading), scope="col") for column in columns))
    lines = []
    for row in rows[:MOST]:
        cells = [(column, column.cell(row)) for column in columns]
        lines.append(
            tag(
                "tr",
                *(
                    tag(
                        "td",
                        cell,
                        data_label=None if column.bare else column.heading,
                        class_=None if cell else "sg-empty",
                    )
                    for column, cell in cells
                ),
            )
        )
    made = tag("table", tag("caption", text(caption)), tag("thead", head), tag("tbody", *lines), class_="sg-table")
    made = tag("div", made, class_="sg-wide")
    if len(rows) > MOST:
        note = tag("p", text(_CUT.fill(most=MOST, all=len(rows)).of(language)), class_="sg-note")
        made = join([made, note])
    return made


_WORTH_FOLDING = 3
_FOLDED = Text("Visa {number} till", "Show {number} more")
_FOLDED_ALL = Text("Visa alla {number}", "Show all {number}")
