"""The rules: one module for each family, each yielding proposals; `RULES` is the registry.

A module has `find(document) -> Iterator[Proposal]`, and every proposal says which rule made it.
"""

from importlib import import_module
from types import ModuleType

RULES = ("attendance", "tables", "rosters", "successions", "appointments", "dated_rows", "hosting")
"""In this order: lists first, for they tell whom each person represents."""


def modules() -> list[ModuleType]:
    """Return the modules of all rules, in order."""
    return [import_module(f"loaders.documents.rules.{name}") for name in RULES]
