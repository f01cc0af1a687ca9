"""Who is who after all judgements: identity is a judgement that can be undone (DESIGN §3)."""

from collections.abc import Iterable

from graph.records import Judgement


class Identities:
    """Persons joined by `same` judgements; everybody else stands for themselves."""

    def __init__(self, judgements: Iterable[Judgement]) -> None:
        """Join the pairs that are judged the same, under the person whom the judgement names first."""
        self._parents: dict[str, str] = {}
        self.apart: set[tuple[str, str]] = set()
        """Pairs (ids in order) judged not to be the same."""
        self.unsettled: set[tuple[str, str]] = set()
        """Pairs (ids in order) that somebody looked at and left open."""
        for judgement in judgements:
            first, second = sorted((judgement.person_a, judgement.person_b))
            if judgement.verdict == "same":
                one, other = self.standing(judgement.person_a), self.standing(judgement.person_b)
                if one != other:
                    self._parents[other] = one
            else:
                (self.unsettled if judgement.verdict == "unsettled" else self.apart).add((first, second))

    def standing(self, person: str) -> str:
        """Return the id that stands for the person."""
        while (parent := self._parents.get(person, person)) != person:
            person = parent
        return person
