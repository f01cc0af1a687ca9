"""From a scope that a person names to what an export needs (shared by the command line and the views)."""

from collections.abc import Iterable, Sequence
from typing import Any

from graph import finding
from graph.exports.comparison import Before
from graph.exports.pictures import sheet as sheets
from graph.exports.pictures.form import Form, forms
from graph.exports.pictures.form import form as form_called
from graph.exports.spans import Span
from graph.exports.subject import Subject
from graph.kinds import ORGANISATION_KINDS
from graph.names import swedish_key
from graph.port import Store
from graph.records import Organisation
from graph.texts import Language, Text
from queries import structure
from queries.asking import asking
from queries.asking.query import GROUP_KINDS, HOSTED_KINDS, Question, sources
from queries.changes import QUERY as CHANGES
from queries.structure import QUERY as STRUCTURE
from queries.structure import SYSTEM, SYSTEM_KINDS, Row

_MOST_SELECTED = 500
_DOWN = ("part_of", "counterpart_of")


def subject(
    store: Store,
    scope: str,
    as_of: str | None,
    language: Language,
    *,
    form: str = "bands",
    compare: str | None = None,
    sheet: str | None = None,
    selection: Sequence[str] = (),
    without_people: bool = False,
) -> Subject:
    """Return the subject of an export; of a picture also its form, sheet and the earlier date to compare with.

    `selection` are ids or names of nodes to show instead of the scope's surroundings. Raises what `asking.ask`
    raises, and `WrongUse` for a person's scope without people, a form or sheet that does not exist, or a date to
    compare with that is not earlier.
    """
    chosen = _form(form)
    if sheet is not None and sheet not in sheets.SHEETS:
        listed = ", ".join(sheets.offered())
        raise asking.WrongUse(
            Text(f"Arket {sheet!r} finns inte. Välj ett av: {listed}", f"No sheet {sheet!r}. Choose one of: {listed}")
        )
    day = asking.as_of_day(as_of)
    earlier = asking.as_of_day(compare) if compare else None
    if earlier is not None and earlier >= day:
        raise asking.WrongUse(
            Text(f"Jämför med en dag före {day}, inte {earlier}.", f"Compare with a day before {day}, not {earlier}.")
        )
    selected = _selected(store, selection)
    drawn = _ScopeAsDrawn(store, chosen, scope, selected)
    rows, found = drawn.rows(day)
    if without_people and any(row.id == found and row.kind == finding.PERSON for row in rows):
        raise asking.WrongUse(
            Text(
                "Utan personer finns inget att visa om en person. Välj en grupp eller ett organ.",
                "Without people there is nothing to show of a person. Choose a group or a body.",
            )
        )
    labels = {each.id: finding.short_label(each) for each in store.every(Organisation)}
    ordered = dict(sorted(labels.items(), key=lambda item: (swedish_key(item[1]), item[0])))
    return Subject(
        rows,
        found,
        day,
        language,
        store,
        ordered,
        without_people,
        form,
        drawn.before(earlier, day, rows) if earlier else None,
        sheet,
        selected,
        drawn.spans(day, found, rows),
        ask=lambda name, given: asking.ask(store, name, given, day).rows,
    )


def groups_of(store: Store, kinds: Sequence[str], as_of: str | None) -> list[str]:
    """Return the ids of the groups of these kinds on the date, by kind and then in Swedish order: a page for each."""
    day = asking.as_of_day(as_of)
    question = Question(store, store.dialect, {}, day)
    found = {row[0] for row in question.run("structure", "inside", system_kinds=list(kinds))}
    groups = store.fetch(Organisation, found)
    order = {kind: place for place, kind in enumerate(ORGANISATION_KINDS)}
    return sorted(groups, key=lambda id_: (order[groups[id_].kind], swedish_key(groups[id_].name), id_))


def _form(name: str) -> Form:
    try:
        return form_called(name)
    except KeyError:
        listed = ", ".join(forms())
        raise asking.WrongUse(
            Text(f"Formen {name!r} finns inte. Välj en av: {listed}", f"No form {name!r}. Choose one of: {listed}")
        ) from None


def _selected(store: Store, selection: Sequence[str]) -> tuple[str, ...]:
    """Return the ids of what was selected, each once."""
    if len(selection) > _MOST_SELECTED:
        raise asking.WrongUse(
            Text(
                f"Urvalet har {len(selection)} noder; högst {_MOST_SELECTED} går att rita.",
                f"The selection has {len(selection)} nodes; at most {_MOST_SELECTED} can be drawn.",
            )
        )
    wanted = asking.NAMED_KINDS["node"]
    return tuple(dict.fromkeys(finding.find(store.labels, each, wanted).subject for each in selection))


class _ScopeAsDrawn:
    """What a form draws of a scope, on whatever day."""

    def __init__(self, store: Store, form: Form, scope: str, selection: tuple[str, ...]) -> None:
        self.store = store
        self.form = form
        self.scope = scope
        self.selection = selection

    def question(self, day: str) -> Question:
        return Question(self.store, self.store.dialect, {}, day)

    def rows(self, day: str) -> tuple[list[Row], str]:
        """Return nodes and edges, and the scope's id."""
        given: dict[str, str | int | bool | None] = {"scope": self.scope, "people": self.form.seated}
        answer = asking.ask(self.store, STRUCTURE, given, day)
        found = str(answer.parameters["scope"])
        if self.selection:
            rows = structure.among(self.question(day), self.selection)
            return sorted(rows, key=structure.QUERY.sort), found
        rows = [*answer.rows]
        if self.form.seated and found != SYSTEM:
            question = self.question(day)
            rows += asking.ask(self.store, STRUCTURE, {"scope": SYSTEM, "people": True}, day).rows
            rows += structure.below(question, [found], _DOWN[:1])
            rows += structure.seated(question, sorted({row.id for row in rows if row.kind in GROUP_KINDS}))
        if self.form.deep:
            relations = _DOWN[:1] if found == SYSTEM else _DOWN
            rows += structure.below(self.question(day), self._tops(found, rows), relations)
        once = {(row.element, row.id): row for row in rows}
        return sorted(once.values(), key=structure.QUERY.sort), found

    def _tops(self, scope: str, rows: Sequence[Row]) -> list[str]:
        """Return the nodes below which others are looked for."""
        if scope == SYSTEM:
            return [row.id for row in rows if row.element == "node" and row.kind in HOSTED_KINDS]
        return [row.from_id for row in rows if row.kind in _DOWN and row.to_id == scope and row.from_id]

    def before(self, earlier: str, day: str, rows: Sequence[Row]) -> Before:
        """Return the earlier date, with the names of then, and what later only seems to be new."""
        then, _ = self.rows(earlier)
        renamed = asking.ask(self.store, CHANGES, {"since": earlier, "until": day}).rows
        names = {row.group_id: row.before for row in renamed if row.change == "renamed" and row.before}
        then = [row._replace(label=names[row.id]) if row.element == "node" and row.id in names else row for row in then]
        known = {row.id for row in then}
        new = [row for row in rows if row.id not in known]
        starts = sorted({row.from_id for row in new if row.from_id})
        begun = {
            "|".join((kind, start, end, role or "", status or "", group or ""))
            for kind, start, end, role, status, group in self.question(day).run("subjects", "starts", starts=starts)
        }
        nodes = sorted(row.id for row in new if row.element == "node")
        existed = {row[0] for row in self.question(earlier).run("subjects", "existed", nodes=nodes)}
        seen = {row.id for row in new if row.element == "edge" and row.id not in begun}
        return Before(earlier, then, frozenset(seen | existed))

    def spans(self, day: str, scope: str, rows: Sequence[Row]) -> list[Span]:
        """Return from when to when things held, for a time axis, and vacant seats where they are shown."""
        question = self.question(day)
        if self.form.seated:
            groups = sorted(row.id for row in rows if row.element == "node" and row.kind != finding.PERSON)
            return _spans(question.run("subjects", "seats", "in_groups", "vacant", around=groups))
        if self.form.vacancies and scope != SYSTEM and not self.selection:
            return _spans(question.run("subjects", "seats", "in_groups", "vacant", around=[scope]))
        if not self.form.timed:
            return []
        if self.selection:
            chosen = [*self.selection]
            seats = _spans(question.run("subjects", "seats", "in_groups", around=chosen))
            hostings = _spans(question.run("subjects", "hostings", "of_groups", around=chosen))
            return [span for span in (*seats, *hostings) if span.holder is None or span.holder in self.selection]
        if scope == SYSTEM:
            inside = [row[0] for row in question.run("subjects", "system", system_kinds=SYSTEM_KINDS)]
            return _spans(question.run("subjects", "hostings", "of_groups", around=inside))
        found = []
        for part, which in (("seats", "in_groups"), ("seats", "of_persons"), ("seats", "of_bodies")):
            found += question.run("subjects", part, which, around=[scope])
        for part, which in (("hostings", "of_groups"), ("hostings", "of_hosts")):
            found += question.run("subjects", part, which, around=[scope])
        return _spans(found)


def _spans(rows: Iterable[tuple[Any, ...]]) -> list[Span]:
    """Return spans, each once, in a stable order."""
    spans = [
        Span._make((*row[:9], tuple(sources(row[9])), *row[10:18], row[18] or "", tuple(sources(row[19]))))
        for row in rows
    ]
    return sorted({span.id: span for span in spans}.values(), key=lambda span: (span.first_possible, span.id))
