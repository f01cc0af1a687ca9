"""What diagrams as text share: the lines of a label, the words on an arrow, and which arrows are dashed."""

from collections.abc import Iterable

from graph import kinds
from graph.exports import characters, wording
from graph.exports.data.records_of import title
from graph.exports.elements import Edge, Node
from graph.exports.pictures import measure
from graph.exports.subject import Subject
from graph.texts import Language, Text

_ROOM, _SIZE, _MOST_LINES = 260.0, 14.0, 9
_DASHED = Text(
    "streckat: vilande, ej beslutat eller ej bekräftat på {years} år",
    "dashed: dormant, undecided or unconfirmed for {years} years",
)
MADE_BY = Text("Ritad av styrgraf", "Drawn by styrgraf")
"""The remark that tells where a file comes from."""


def heading(subject: Subject, edges: Iterable[Edge]) -> str:
    """Return the title of a diagram: what, as of which day, and what dashes mean where there are any."""
    day = wording.AS_OF.fill(day=wording.day(subject.as_of, subject.language)).of(subject.language)
    years = wording.years(subject.language)
    remark = f" ({_DASHED.fill(years=years).of(subject.language)})" if any(map(dashed, edges)) else ""
    return f"{characters.clean(title(subject))} – {day[:1].lower()}{day[1:]}{remark}"


def lines(node: Node) -> list[str]:
    """Return a node's name, broken into lines of even length."""
    return list(measure.wrap(characters.clean(node.label), _ROOM, _SIZE, most=_MOST_LINES).lines) or [node.id]


def arrow_text(edge: Edge, language: Language) -> str:
    """Return what an arrow says: the role or the relation, and how old what we know is."""
    words = kinds.RELATIONS[edge.kind].verb.of(language)
    if edge.kind == "member_of":
        words = wording.role(edge, language) or words
    elif edge.kind == "hosts" and edge.status in kinds.HOSTING_STATUSES and edge.status != "active":
        words = kinds.HOSTING_STATUSES[edge.status].label.of(language)
    return words + wording.standing(edge, language)


def dashed(edge: Edge) -> bool:
    """Tell whether an arrow stands for less than a fact of today: dormant, unconfirmed, or no appointment."""
    return edge.unconfirmed or edge.status not in ("", "active", "decided")
