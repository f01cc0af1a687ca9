"""A second reading of holdings and terms (DESIGN §3), written apart from `graph.reasoning`: it walks from day to day.

It asks of each day what was said, where the product compares spans. It is slow, knows exact days alone, and checks
the other.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple


class Told(NamedTuple):
    """What one source says, `on` a day of its own; days are plain numbers."""

    on: int
    since: int | None = None
    until: int | None = None
    gone: bool = False

    @property
    def shows(self) -> bool:
        """Whoever is named on a day sits then, unless the source speaks of a time that is over."""
        return not self.gone and not (self.until is not None and self.until < self.on)


class _Plan(NamedTuple):
    since: int | None
    until: int | None
    came: bool


def days_held(said: Sequence[Told], horizon: int) -> list[set[int]]:
    """Return the days up to the horizon on which the seat was held, one set for each holding."""
    returns: list[int] = []
    while True:
        held, back = _walk(said, returns, horizon)
        if back is None:
            return [days for days in held if days]
        returns.append(back)


def _plans(said: Sequence[Told], returns: Sequence[int]) -> list[_Plan]:
    """Return what was planned from each start; None is a start that nobody tells."""
    starts = sorted({each.since for each in said if each.since is not None} | {*returns})
    about: dict[int | None, list[Told]] = {start: [] for start in (None, *starts)}
    shown = {each.on for each in said if each.shows} | {each.since for each in said}
    for each in sorted(said, key=lambda each: (each.until is None, each.on)):
        if each.on in returns:
            about[each.on].append(each)
        if each.since is not None:
            about[each.since].append(each)
        elif each.on not in returns and (each.gone or each.until is not None):
            # Whoever is said to have left, on no day, was there until the day before; or that day, if seen then.
            last = each.until if each.until is not None else each.on - (each.on not in shown)
            open_to = [
                start for start in starts if start <= last and (each.gone or start not in returns or start <= each.on)
            ]
            start = open_to[-1] if open_to else None
            end = _plan(start, about[start]).until
            if each.until is not None or end is None or end >= each.on:
                about[start].append(each._replace(until=last))
    plans: list[_Plan] = []
    if about[None]:
        plans.append(_plan(None, about[None]))
    for start in starts:
        new = _plan(start, about[start])
        known = plans[-1] if plans and (plans[-1].since is not None or _hinted(said, plans[-1])) else None
        if known is not None and _is_another_word(known, new):
            about[known.since] += about[start]
            plans[-1] = _plan(known.since, about[known.since])
        else:
            plans.append(new)
    return plans


def _superseded(each: Told, plans: Sequence[_Plan]) -> bool:
    """Tell that the end which holds, for what the source speaks of, came before the source."""
    begun = each.until if each.since is None else each.since
    about = [plan for plan in plans if plan.since is None or (begun is not None and plan.since <= begun)]
    return bool(about) and about[-1].until is not None and about[-1].until < each.on


def _hinted(said: Iterable[Told], plan: _Plan) -> bool:
    return any(each.shows and each.since is None and each.on <= (plan.until or 0) for each in said)


def _is_another_word(known: _Plan, new: _Plan) -> bool:
    """Tell that a start lies in what goes on, and nothing new ends later: the sources disagree on the start."""
    if known.until is None:
        return True
    if new.since is None or new.since > known.until + 1:
        return False
    return new.since < known.until if new.until is None else new.until <= known.until


def _plan(since: int | None, told: Sequence[Told]) -> _Plan:
    """Return the end that was said last for the first time."""
    first_said: dict[int, int] = {}
    for each in sorted(told, key=lambda each: each.on):
        if each.until is not None:
            first_said.setdefault(each.until, each.on)
    if not first_said:
        return _Plan(since, None, False)
    until = max(first_said, key=lambda day: first_said[day])
    return _Plan(since, until, any(not each.shows for each in told if each.until == until))


def _walk(said: Sequence[Told], returns: Sequence[int], horizon: int) -> tuple[list[set[int]], int | None]:
    """Walk along the days; stop where somebody who had left is seen again, and nothing else explains it."""
    plans = _plans(said, returns)
    begins = {plan.since: plan for plan in plans if plan.since is not None}
    unknown = next((plan for plan in plans if plan.since is None), None)
    seen = {each.on for each in said if each.shows and not (each.since is not None and each.on < each.since)}
    undated = {each.on for each in said if each.shows and (each.until is None or not _superseded(each, plans))}
    gone = [each.on for each in said if each.gone and each.until is None]
    held: list[set[int]] = [set()]
    now: _Plan | None = None
    for day in range(horizon):
        if day in begins:
            if now is None and day - 1 not in held[-1]:
                held.append(set())
            now = begins[day]
        elif now is None and day in seen:
            last = max(held[-1], default=None)
            stopped = next((plan for plan in reversed(plans) if plan.since is not None and plan.since <= day), unknown)
            if last is None and unknown is not None and day <= (unknown.until or 0):
                now = unknown
            elif day not in undated:
                continue
            elif (
                stopped is not None
                and last is not None
                and not stopped.came
                and not any(last < on < day for on in gone)
            ):
                held[-1] |= {*range(last, day)}
                now = _Plan(stopped.since, None, False)
            elif day not in returns and not any(start > day for start in begins):
                return held, day
        if now is not None:
            held[-1].add(day)
            if now.until is not None and day >= now.until:
                now = None
    return held, None
