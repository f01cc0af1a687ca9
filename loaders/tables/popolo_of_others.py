"""Popolo as other programs write it, put in order: parts within parts taken out, posts followed, ids that can be ours.

What comes out is Popolo too, in four flat lists, for `loaders.tables.popolo` to read. Ids that can't be ours stay
beside the new ones: as a name of the organisation or the person, by which they are found, and as the place of a
membership.
"""

import hashlib
from collections import Counter, deque
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from graph import names
from loaders.tables.cells import is_id

_Item = Mapping[str, Any]


class Placed(NamedTuple):
    """An item, and the list and number of what it stands in."""

    sheet: str
    number: int
    item: _Item


LISTS = ("persons", "organizations", "posts", "memberships")
_WITHIN: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "persons": {"memberships": ("memberships", "person")},
    "organizations": {
        "memberships": ("memberships", "organization"),
        "posts": ("posts", "organization"),
        "children": ("organizations", "parent"),
    },
    "posts": {"memberships": ("memberships", "post")},
}
"""Lists within items: what they hold, and which part of each of those the item then is."""
_PARTS: Mapping[str, Mapping[str, str]] = {
    "organizations": {"parent": "organizations"},
    "posts": {"organization": "organizations"},
    "memberships": {
        "person": "persons",
        "organization": "organizations",
        "on_behalf_of": "organizations",
        "post": "posts",
    },
}
"""Items within items, in place of which an id may stand: `person` or `person_id`."""


def in_order(document: _Item) -> dict[str, list[Placed]]:
    """Return the four lists; what is no list of items is left as it is, to be told where it is read."""
    found: dict[str, list[Placed]] = {name: [] for name in LISTS}
    for name, placed in _taken_apart(document):
        found[name].append(placed)
    for name in LISTS:
        found[name] = list(_each_once(found[name]))
    posts = {each.item["id"]: each.item for each in found["posts"] if isinstance(each.item.get("id"), str)}
    persons, organisations = _ids(found["persons"]), _ids(found["organizations"])
    several = Counter((each.item.get("classification"), str(each.item.get("name"))) for each in found["organizations"])
    new_persons = {key: _own(key) for key in persons if not is_id(key)}
    new_organisations = {
        key: _own(key)
        for key, item in organisations.items()
        if not is_id(key) and several[item.get("classification"), str(item.get("name"))] > 1
    }
    found["persons"] = [_renamed(each, new_persons) for each in found["persons"]]
    found["organizations"] = [_renamed(each, new_organisations) for each in found["organizations"]]
    found["memberships"] = [
        each._replace(item=_pointing(_followed(each.item, posts), new_persons, new_organisations))
        for each in found["memberships"]
    ]
    return found


def _taken_apart(document: _Item) -> Iterator[tuple[str, Placed]]:
    """Yield every item, each part of it as an item of its own."""
    waiting = deque(
        (name, Placed(name, number, item))
        for name in LISTS
        for told in [document.get(name)]
        for number, item in enumerate(told if isinstance(told, list) else [told], 1)
        if isinstance(item, dict)
    )
    pages = document.get("sources")
    while waiting:
        name, placed = waiting.popleft()
        item = {"sources": pages, **placed.item} if pages else dict(placed.item)
        for field, (list_, part) in _WITHIN.get(name, {}).items():
            if isinstance(inside := item.get(field), list) and all(isinstance(child, dict) for child in inside):
                del item[field]
                for child in inside:
                    told = {**_pointer(part, item), "sources": item.get("sources"), **child}
                    waiting.append((list_, placed._replace(item=told)))
        for field, list_ in _PARTS.get(name, {}).items():
            if isinstance(item.get(field), dict):
                part_item = {"sources": item.get("sources"), **item.pop(field)}
                if list_ == "posts":
                    part_item["id"] = _post(part_item)
                item |= _pointer(field, part_item)
                if list_ == "posts" or (part_item.get("name") and (list_ != "persons" or part_item.get("id"))):
                    waiting.append((list_, placed._replace(item=part_item)))
        yield name, placed._replace(item=item)


def _pointer(part: str, item: _Item) -> dict[str, Any]:
    """Return how another item points at this one: by its id, or by its name."""
    if part == "person" and not item.get("id"):
        return {"person_name": item.get("name")}
    return {f"{part}_id": _post(item) if part == "post" else item.get("id") or item.get("name")}


def _post(item: _Item) -> Any:
    """Return by what a post is known: its id, or all that it tells."""
    return item.get("id") or f"{item.get('role')}|{item.get('organization_id')}|{item.get('label')}"


def _each_once(placed: list[Placed]) -> Iterator[Placed]:
    """Yield what is told twice only once: an item may stand in its own list and within another."""
    seen: set[str] = set()
    for each in placed:
        told = {name: value for name, value in each.item.items() if name != "sources"}
        key = each.item.get("id") or repr(sorted(told.items(), key=lambda field: field[0]))
        if str(key) not in seen:
            seen.add(str(key))
            yield each


def _ids(placed: list[Placed]) -> dict[str, _Item]:
    return {each.item["id"]: each.item for each in placed if isinstance(each.item.get("id"), str)}


def _own(key: str) -> str:
    """Return an id of ours for one of theirs, the same in each file, and nobody else's."""
    return f"{names.slug(key)}-{hashlib.sha256(key.encode()).hexdigest()[:6]}"


def _renamed(placed: Placed, new: Mapping[str, str]) -> Placed:
    """Return an item under an id of ours, or under none, to be found by its name; theirs is among its names."""
    item, key = dict(placed.item), placed.item.get("id")
    if isinstance(item.get("parent_id"), str):
        item["parent_id"] = new.get(item["parent_id"], item["parent_id"])
    if isinstance(key, str) and not is_id(key):
        others = item.get("other_names")
        item |= {"id": new.get(key), "other_names": [*(others if isinstance(others, list) else []), {"name": key}]}
    return placed._replace(item=item)


def _followed(membership: _Item, posts: Mapping[str, _Item]) -> _Item:
    """Return a membership with the role and the group of its post, where it tells none itself."""
    post = posts.get(str(membership.get("post_id")))
    if post is None:
        return membership
    told = {
        "organization_id": membership.get("organization_id") or post.get("organization_id"),
        "role": membership.get("role") or post.get("role") or post.get("label"),
    }
    return {**membership, **told}


def _pointing(membership: _Item, persons: Mapping[str, str], organisations: Mapping[str, str]) -> _Item:
    told = dict(membership)
    for field, new in (("person_id", persons), ("organization_id", organisations), ("on_behalf_of_id", organisations)):
        if isinstance(told.get(field), str):
            told[field] = new.get(told[field], told[field])
    return told
