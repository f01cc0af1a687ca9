"""The sourced rules that a date is judged by, read from their rows (shared by seats and mandates)."""

from collections.abc import Iterable
from typing import NamedTuple

from queries.asking.query import Question, sources


class RuleInForce(NamedTuple):
    """A rule that can be tested, with its parameters taken apart."""

    id: str
    check: str
    applies_to: tuple[str, ...]
    """A kind of organisation, or the ids of groups."""
    parameters: dict[str, str]
    sources: list[str]

    def number(self, name: str, default: int) -> int:
        """Return a parameter as a whole number; a rule's own slip gives the default."""
        text = self.parameters.get(name, "")
        return int(text) if text.isdecimal() and len(text) < 10 else default


def in_force(question: Question, checks: Iterable[str]) -> list[RuleInForce]:
    """Return the rules with one of these checks that hold on the date, in the order of their ids."""
    return [
        RuleInForce(
            rule,
            check,
            tuple(part.strip() for part in applies_to.split(";")),
            dict(pair.split("=", 1) for pair in (parameters or "").split(";") if "=" in pair),
            sources(listed),
        )
        for rule, check, applies_to, parameters, listed in question.run("rules", checks=list(checks))
    ]


def rule_for(rules: Iterable[RuleInForce], group: str, kind: str) -> RuleInForce | None:
    """Return the rule for a group: one that names it goes before one for its kind."""
    found = list(rules)
    for rule in found:
        if group in rule.applies_to:
            return rule
    return next((rule for rule in found if kind in rule.applies_to), None)
