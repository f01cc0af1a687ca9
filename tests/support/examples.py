"""How many random examples a test tries: as many of a hundred as it says, in the measure of Hypothesis' profile."""

from hypothesis import settings


def examples(of_hundred: int) -> int:
    """Return the number: the profile of the desk tries a hundred, that of `make check` ten, `thorough` a thousand."""
    return max(2, settings().max_examples * of_hundred // 100)
