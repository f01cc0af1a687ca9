"""What is told of the selected nodes beside the network: relations with roles and sources, and what can be done."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from graph.people.hiding import is_hidden
from graph.records import Source
from graph.texts import Language
from queries.neighbours import QUERY as NEIGHBOURS
from views.explore import found as network_found
from views.explore import network_words
from views.explore.found import FoundNetwork
from views.explore.scene import Way, ways_of
from views.parts import answers, state, tables, words

_MOST = 60
"""Relations of one kind that are told; the node's own page tells all."""


def panel(selected: Sequence[str], found: FoundNetwork, day: str, language: Language) -> dict[str, Any] | None:
    """Return what is told of one selected node, the names of several, or None."""
    subjects = answers.subjects(selected)
    there = [subjects[id_] for id_ in selected if id_ in subjects and not is_hidden(id_)]
    if not there:
        return None
    if len(there) > 1:
        chosen = [{"id": each.id, "label": each.label, "kind": words.kind(each.kind, language)} for each in there]
        picture = state.address("bild", urval=",".join(each.id for each in there))
        return {"several": chosen, "picture": picture}
    (subject,) = there
    return {
        "id": subject.id,
        "label": subject.label,
        "kind": words.kind(subject.kind, language),
        "page": state.address(tables.page_of(subject.kind), id=subject.id),
        "picture": state.address("bild", id=subject.id),
        "centre": "" if found.centre == subject.id else state.address("utforska", id=subject.id),
        "ways": _ways(subject, found, day, language),
    }


def _ways(subject: answers.PageSubject, found: FoundNetwork, day: str, language: Language) -> list[dict[str, Any]]:
    rows = network_found.seen(answers.ask(NEIGHBOURS, day, node=subject.id).rows)
    by_way: defaultdict[Way, list[Any]] = defaultdict(list)
    for row in rows:
        by_way[Way(subject.id, row.via, row.backward)].append(row)
    ends = [(row.via, subject.id, row.id) if not row.backward else (row.via, row.id, subject.id) for row in rows]
    sources = answers.sources(source for row in rows for source in row.sources)
    told = []
    for way in ways_of(ends, subject.id):
        theirs = by_way[way]
        shown = {row.id for row in theirs if row.id in found.scene.nodes}
        everyone = {row.id for row in theirs}
        hangs = any(node.way == way and not node.members for node in found.scene.nodes.values())
        told.append(
            {
                "way": way.written,
                "title": network_words.heading(way, language),
                "count": len(everyone),
                "missing": len(everyone - shown),
                "closes": hangs,
                "rows": [_row(*each, sources, language) for each in _each_once(theirs, language)[:_MOST]],
            }
        )
    return told


def _each_once(rows: Sequence[Any], language: Language) -> list[tuple[Any, str, list[str]]]:
    """Return rows with what is told of them and their sources; of those that tell the same the first one."""
    found: dict[tuple[str, str], tuple[Any, str, list[str]]] = {}
    for row in rows:
        parts = [network_words.row_role(row, language), row.in_group if row.via == "represents" else ""]
        about = " · ".join(part for part in parts if part)
        _, _, sources = found.setdefault((row.id, about), (row, about, []))
        sources += [source for source in row.sources if source not in sources]
    return list(found.values())


def _row(
    row: Any, about: str, cited: Sequence[str], sources: Mapping[str, Source], language: Language
) -> dict[str, Any]:
    newest = tables.newest_first(sources[key] for key in cited if key in sources)
    return {
        "id": row.id,
        "label": row.label,
        "page": state.address(tables.page_of(row.kind), id=row.id),
        "about": about,
        "confirmed": words.confirmed(row, language),
        "late": row.unconfirmed,
        "certainty": network_words.certainty(row.certainty, language),
        "sources": [_source(source) for source in newest[:3]],
    }


def _source(source: Source) -> dict[str, str]:
    return {"label": source.title, "address": state.address("kalla", id=source.id)}


def chain(found: FoundNetwork, wish_start: str, wish_goal: str, language: Language) -> dict[str, Any] | None:
    """Return the chain between two nodes as sentences; None when none was asked for."""
    if not (wish_start or wish_goal):
        return None
    ends = answers.subjects([wish_start, wish_goal])
    names = [ends[id_].label if id_ in ends else "" for id_ in (wish_start, wish_goal)]
    links = [
        {
            "said": network_words.sentence(
                Way(link.from_id, link.relation, link.backward),
                link.from_label,
                link.to_label,
                network_words.row_role(link, language),
                link.in_group,
                language,
            ),
            "confirmed": words.confirmed(link, language),
            "late": link.unconfirmed,
        }
        for link in found.path
    ]
    return {"start": wish_start, "goal": wish_goal, "names": names, "links": links}
