"""The group that a page is about when its title only half tells: a common noun, or a kind and an area apart."""

import re
from collections.abc import Sequence

from loaders.documents.context.units import Unit
from loaders.documents.mentions import mentions
from loaders.documents.mentions.gazetteer import Gazetteer, NamedOrganisation

SORT = "(?:politisk|medicinsk|strategisk|gemensam|operativ)"
"""Words that tell the sort of a group but not which."""
_NOUN = re.compile(
    rf"(?:(?P<sort>{SORT})(?:a|t)? )?"
    r"(?P<noun>(?:[A-ZÅÄÖ][a-zåäö]+-, )?[A-ZÅÄÖ][a-zåäö-]*?(?:grupp|nämnd|råd|utskott|nätverk|kommitté))"
    r"(?P<bent>en|et|n|t)?(?:[ ,]+(?:för |i |inom )?(?P<of>[A-ZÅÄÖ].{3,60}))?",
    re.IGNORECASE,
)
_FOR = re.compile(
    r"[A-ZÅÄÖ][a-zåäö-]*(?:grupp|utskott|nätverk|kommitté|råd) för [a-zåäö][\wåäö-]{3,}(?: [\wåäö-]+){0,4}"
)
"""A whole title: `Samrådsgrupp för medicinsk teknik`."""
_BENT = {"grupp": "en", "nämnd": "en", "råd": "et", "utskott": "et", "nätverk": "et", "kommitté": "n"}
_STEERING = "Styrgrupp för kunskapsstyrning i samverkan"
"""What a page of the national system calls `Styrgrupp` only."""


def group_of_head(top: Sequence[Unit], gazetteer: Gazetteer) -> NamedOrganisation | None:
    """Return the group that the head of a page half tells, in a title or in a kind and an area apart."""
    titled = (noun_titled(unit.text, top, gazetteer) for unit in top if unit.kind == "heading")
    return next((found for found in titled if found is not None), None) or _kind_and_area(top, gazetteer)


def noun_titled(text: str, top: Sequence[Unit], gazetteer: Gazetteer) -> NamedOrganisation | None:
    """Return the group that a whole title names by a noun, with its region if any: `Samverkansnämnd Norra`.

    On a page about kunskapsstyrning that names no region above, `Styrgrupp` is the national one (DESIGN §2).
    """
    found = _NOUN.fullmatch(text.strip())
    if found is None or mentions.is_no_group(found["noun"]):
        return None
    body = gazetteer.body(found["of"]) if found["of"] else None
    if found["of"] and (body is None or not mentions.is_body(body)):
        return (
            NamedOrganisation(0, len(text), "ovrig", " ".join(text.split())) if _FOR.fullmatch(text.strip()) else None
        )
    stem = next(end for end in _BENT if found["noun"].casefold().endswith(end))
    noun = f"{found['sort']}a {found['noun'].lower()}" if found["sort"] else found["noun"]
    name = noun[:1].upper() + noun[1:] + (found["bent"] or _BENT[stem])
    if name == "Styrgruppen" and body is None and _national(top, gazetteer):
        return next(iter(gazetteer.find(_STEERING)), NamedOrganisation(0, len(text), "ovrig", name))
    return NamedOrganisation(0, len(text), "ovrig", f"{name} {body.name}" if body else name)


def _national(top: Sequence[Unit], gazetteer: Gazetteer) -> bool:
    above = " ".join(unit.text for unit in top)
    bodies = {each.name for unit in top[:3] for each in gazetteer.find(unit.text) if mentions.is_body(each)}
    return "kunskapsstyrning" in above.casefold() and not bodies


def _kind_and_area(top: Sequence[Unit], gazetteer: Gazetteer) -> NamedOrganisation | None:
    """Return the group whose kind and area the head of a page tells apart; None when either isn't sure.

    `Regionala programområden (RPO)` above `Tandvård`, and `Tandvård är ett område …` before `det nationella
    programområdet`, both tell of one.
    """
    kinds = _kinds([unit for unit in top if unit.kind == "heading"], gazetteer) or _kinds(top, gazetteer)
    if not kinds:
        return None
    kind = kinds[0]
    areas = {
        area.name: area
        for unit in top
        if unit.kind == "heading" and (area := gazetteer.area(unit.text.strip(" :"))) is not None
    }
    if not areas and top and top[0].kind == "line":
        areas = {area.name: area for area in gazetteer.areas_in(top[0].text[:60]) if area.start == 0}
    if len(areas) != 1:
        return None
    area = next(iter(areas.values()))
    named = re.sub(r"^NPO\b", kind.upper(), area.name)
    return area._replace(kind=kind, name=named, organisation=gazetteer.identify(named, (), kind))


def _kinds(units: Sequence[Unit], gazetteer: Gazetteer) -> list[str]:
    return [kind for unit in units for kind in gazetteer.kinds_in(unit.text)]
