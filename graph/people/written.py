"""A person's name as lists write it: surname first, with titles, with a role, with initials.

What is made here only proposes that two names may be one person's; nothing is joined by it.
"""

import re
from functools import lru_cache

from graph import kinds, names

_ASIDE = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_TITLES = {
    *("dr", "doktor", "prof", "professor", "doc", "docent", "med", "md", "phd", "leg", "legitimerad", "lektor"),
    *("lakare", "overlakare", "specialistlakare", "distriktslakare", "sjukskoterska", "barnmorska", "psykolog"),
    *("adj", "ordf", "v", "led", "ers", "suppl", "suppleant", "sekr"),
    *(word for role in kinds.ROLES for word in names.fold(role).split()),
}


@lru_cache(maxsize=65_536)
def words_of(name: str) -> tuple[str, ...]:
    """Return the folded words of a name, first name first, without titles, roles and what stands in brackets.

    `Ek, Nils`, `Dr. Nils Ek` and `Nils Ek (ordf)` all give `nils ek`; a name of such words alone keeps them.
    """
    parts = [_names_in(part) for part in _ASIDE.sub(" ", name).split(",")]
    told = [part for part in parts if part]
    if len(told) == 2 and len(told[1]) <= 2:  # surname, first name
        told.reverse()
    return tuple(word for part in told for word in part) or tuple(names.fold(name).split())


def _names_in(part: str) -> list[str]:
    words = names.fold(part).split()
    while words and words[0] in _TITLES:
        del words[0]
    while words and words[-1] in _TITLES:
        del words[-1]
    return words


@lru_cache(maxsize=65_536)
def alike(name: str) -> str:
    """Return a key that spellings of one name share, in whatever order its first and last word stand."""
    return " ".join(sorted(names.sound(" ".join(words_of(name))).split()))


def initialled(name: str) -> bool:
    """Tell whether only the initial of the first name is written, as in `N. Ek`."""
    words = words_of(name)
    return len(words) > 1 and len(words[0]) == 1


def initial(name: str) -> str:
    """Return the first letter of the first name and how the surname sounds, which `N. Ek` and `Nils Ek` share."""
    words = words_of(name)
    return f"{words[0][0]} {names.sound(words[-1])}" if len(words) > 1 else ""
