"""The words of the network: bundles, relations as seen from either end, and what stands on its buttons."""

from typing import Any

from graph import kinds
from graph.exports import wording
from graph.texts import Language, Text
from views.explore.scene import Tie, Way
from views.parts import words

_BUNDLES: dict[tuple[str, bool], tuple[Text, Text]] = {
    ("member_of", True): (Text("1 ledamot", "1 member"), Text("{count} ledamöter", "{count} members")),
    ("represents", True): (
        Text("1 företrädare", "1 representative"),
        Text("{count} företrädare", "{count} representatives"),
    ),
    ("employed_by", True): (Text("1 anställd", "1 employee"), Text("{count} anställda", "{count} employees")),
}
"""What one, and what several, are called who were reached so."""
_OF_KIND = Text("{count} {kind}", "{count} {kind}")
_PERSON = Text("person", "person")
_PEOPLE = Text("personer", "people")
_SITTING = Text("I gruppen", "In the group")
_AS = Text("som", "as")
_IN = Text("i", "in")


def bundle(way: Way, kind: str, count: int, language: Language) -> str:
    """Return what a bundle is called: `18 ledamöter`, `7 RPO`."""
    if (known := _BUNDLES.get((way.relation, way.backward))) is not None:
        return known[count != 1].fill(count=count).of(language)
    if kind in kinds.ORGANISATION_KINDS:
        name = wording.abbreviation(kind, language, count)
    else:
        name = (_PEOPLE if count != 1 else _PERSON).of(language)
    return _OF_KIND.fill(count=count, kind=name).of(language)


def outward(way: Way, language: Language) -> str:
    """Return what the node that a way starts from does to those whom the way leads to: `omfattar`."""
    relation = kinds.RELATIONS[way.relation]
    return (relation.inverse if way.backward else relation.verb).of(language)


def heading(way: Way, language: Language) -> str:
    """Return the heading over those whom a way leads to."""
    if (way.relation, way.backward) == ("member_of", True):
        return _SITTING.of(language)
    return wording.capital(outward(way, language))


def role(tie: Tie, language: Language) -> str:
    """Return the role that an edge tells, with its status unless that is decided; dormant hosts say so."""
    return _role(tie.kind, tie.role, tie.status, language)


def row_role(row: Any, language: Language) -> str:
    """Return the same for a row of the questions `neighbours` and `path`."""
    return _role(row.via if hasattr(row, "via") else row.relation, row.role or "", row.status or "", language)


def _role(relation: str, role_: str, status: str, language: Language) -> str:
    if relation == "hosts":
        return kinds.HOSTING_STATUSES["dormant"].label.of(language) if status == "dormant" else ""
    if relation == "employed_by":
        return ""  # the role is that of the seat through which the employer is known
    known = kinds.ROLES.get(role_)
    term = kinds.MEMBERSHIP_STATUSES.get(status)
    parts = [known.label.of(language) if known else role_]
    if term and term.name != "decided":
        parts.append(term.label.of(language))
    return ", ".join(part for part in parts if part)


def sentence(way: Way, near: str, far: str, role_: str, group: str | None, language: Language) -> str:
    """Return one link as a sentence, walked from `near` to `far`: `Eva Ek sitter i NPO ögon som ordförande`."""
    said = [near, outward(way, language), far]
    if way.relation == "represents" and group:
        said += [_IN.of(language), group]
    if role_:
        said += [f"({role_})"] if way.relation == "hosts" else [_AS.of(language), role_]
    return " ".join(said)


def confirmed(tie: Tie, language: Language) -> str:
    """Return when an edge was last confirmed."""
    return words.confirmed(tie, language)


def certainty(name: str, language: Language) -> str:
    """Return how sure an edge is, in a word."""
    known = kinds.CERTAINTIES.get(name)
    return known.label.of(language) if known else ""
