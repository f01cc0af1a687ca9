"""Holdings and their terms: how the dates that sources give of one seat or hosting go together (DESIGN §3, Terms).

Pure. What is told is worked through in an order of its own, so that the order of loading never matters.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import NamedTuple

from graph.reasoning.observations import Testimony, sights_of
from graph.time import FIRST_DAY, LAST_DAY, UNKNOWN, When, day_after, day_before


class Said(NamedTuple):
    """One end that sources give, and the testimony that gave it first."""

    end: When
    """As the most exact of those that agree writes it."""
    first: Testimony
    departure: bool
    """It is told as past, or as an end that came; otherwise it was planned."""


class Term(NamedTuple):
    """One term of a holding."""

    start: When | None
    begun: str
    """The first day on which it may have begun."""
    ends: tuple[Said, ...]
    """Every end that was told, in the order in which they were first said: the last one holds."""

    @property
    def end(self) -> When | None:
        """The end that holds; None when no source gives one."""
        return self.ends[-1].end if self.ends else None


class Holding(NamedTuple):
    """What counts as one on every day: terms that meet, and whoever goes on after a planned end."""

    terms: tuple[Term, ...]
    told: tuple[int, ...]
    """The places of its testimonies among those that were given."""
    continued: bool
    """It was seen again after the last end that was planned."""

    @property
    def start(self) -> When | None:
        """The start of the first term."""
        return self.terms[0].start

    @property
    def end(self) -> When | None:
        """The end of the last term; None when no source writes it, or the holding goes on beyond it."""
        end = self.terms[-1].end
        return None if self.continued or end is None or not end.text else end

    @property
    def left(self) -> Testimony | None:
        """Who tells, without a day, that the holding is over, where that is what ended it."""
        last = self.terms[-1].ends[-1:]
        return last[0].first if last and not self.continued and not last[0].end.text else None

    @property
    def planned_by(self) -> Testimony | None:
        """Who first gave the end while it was still to come; None when it is a departure, or not told."""
        last = self.terms[-1].ends[-1:]
        return last[0].first if last and not (self.continued or last[0].departure) else None


def holdings(told: Sequence[Testimony], silent: Iterable[tuple[str, When]] = ()) -> list[Holding]:
    """Return the holdings that these testimonies of one person's seat make, the first first (none: no testimony).

    `silent` are (source, day) of what ought to name the person between two sights if the seat was still held.
    """
    if _simple(told):
        start = next((t.valid_from for t in told if t.valid_from), None)
        return [Holding((Term(start, FIRST_DAY, ()),), tuple(range(len(told))), False)] if told else []
    weighed = _with_departures(told)
    sights = _sights(weighed)
    seen_by = {weighed[place].source for place in sights}
    missing = [when for source, when in silent if source not in seen_by]
    missing += [t.when for t in weighed if t.stance == "ended" and _dayless(t)]
    anew: set[int] = set()
    while True:
        runs = _chained(weighed, sights, anew)
        begun = _go_on(runs, weighed, sights, missing, anew)
        if begun is None:
            return [run.closed(weighed) for run in runs]
        anew.add(begun)


class Reading(NamedTuple):
    """The dates of one record, or of one holding."""

    start: When | None
    end: When | None
    left: Testimony | None = None
    """Who tells, without a day, that it is over; its `valid_to` is then the last day on which it surely may be."""


def reading(told: Sequence[Testimony], start: When | None = None, end: When | None = None) -> Reading:
    """Return first start and last end of all that is told of one record, whatever gaps there are.

    `start` and `end` are the record's own dates; they hold where no testimony tells any.
    """
    found = holdings(told)
    shown = [each for each in found if any(told[place].stance == "states" for place in each.told)]
    found = shown or found
    if any(t.valid_from for t in told):
        start = found[0].start
    if any(t.valid_to for t in told):
        end = found[-1].end
    return Reading(start, end, found[-1].left if found else None)


def succession_of(one: When | None, end: When | None, start: When, until: When | None) -> bool | None:
    """Tell how a start goes with a term: True begins the next one, False is the same, None leaves a gap.

    `one` and `end` are those of what is known, `start` and `until` those of the statement.
    """
    if end is None or (one is not None and _agree(one, start)):
        return False
    close = end.closing
    if start.first > day_after(close.last):
        return None
    return start.last >= close.last if until is None else until.closing.first > close.last


# ---- dates that agree


def _agree(one: When, other: When) -> bool:
    return one.within(other) or other.within(one)


def _width(when: When) -> tuple[bool, int, str, str]:
    open_side = when.first == FIRST_DAY or when.last == LAST_DAY
    days = date.fromisoformat(when.last).toordinal() - date.fromisoformat(when.first).toordinal()
    return open_side, days, when.first, when.text or "~"


def _age(testimony: Testimony) -> tuple[bool, str, str, str]:
    return testimony.dated, testimony.when.first, testimony.when.last, testimony.source


def _told_at(testimony: Testimony) -> tuple[bool, str, str, str]:
    """Return when an end was told; that one has come was told after it, also by a source without a date."""
    end = testimony.valid_to
    if testimony.dated or end is None or testimony.stance != "ended":
        return _age(testimony)
    return True, end.closing.last, end.closing.last, testimony.source


def _ends(claims: Iterable[Testimony]) -> tuple[Said, ...]:
    """Return the ends that are told, those that agree as one, in the order in which they were first said."""
    values: list[list[Testimony]] = []
    dated = [(claim.valid_to, claim) for claim in claims if claim.valid_to is not None]
    for end, claim in sorted(dated, key=lambda each: (_width(each[0]), _age(each[1]))):
        for value in values:
            if value[0].valid_to is not None and value[0].valid_to.within(end):
                value.append(claim)
                break
        else:
            values.append([claim])
    said = [
        Said(
            value[0].valid_to,
            min(value, key=_told_at),
            any(each.stance == "ended" or each.of_the_past for each in value),
        )
        for value in values
        if value[0].valid_to is not None
    ]
    return tuple(sorted(said, key=lambda each: (_told_at(each.first)[:3], each.end.closing.last, each.end.text)))


def _simple(told: Sequence[Testimony]) -> bool:
    """Tell that nothing needs to be weighed: at most one start and no end, and nobody says that it is over."""
    return len({t.valid_from for t in told if t.valid_from}) < 2 and not any(
        t.valid_to or t.stance == "ended" for t in told
    )


def _with_departures(told: Sequence[Testimony]) -> list[Testimony]:
    """Return the testimonies, each that tells of a departure without its day with the last day before it.

    It tells nothing when the person may have been seen later on, or the seat begun.
    """
    weighed = list(told)
    seen = [t.when for t in told if t.stance == "states" and not t.of_the_past]
    for place, t in enumerate(told):
        if t.stance == "ended" and t.valid_to is None:
            shown = [*seen, *(other.valid_from for other in told if other.valid_from)]
            unclear = any(t.when.first < day.last and not t.when.surely_before(day) for day in seen)
            same_day = any(day.last == t.when.first for day in shown)
            last = t.when.first if same_day else day_before(t.when.first)
            if t.dated and not unclear and not (t.valid_from and last < t.valid_from.first):
                weighed[place] = t._replace(valid_to=When("", last, last))
    return weighed


# ---- from claims to terms, from terms to runs


class _Claims:
    """What is told of one term: how it began, and the places of its testimonies."""

    def __init__(self, start: When | None, begun: str) -> None:
        self.start = start
        self.begun = begun
        """The first day on which it may have begun."""
        self.places: list[int] = []

    def ends(self, told: Sequence[Testimony]) -> tuple[Said, ...]:
        return _ends(told[place] for place in self.places)


class _Run:
    """A holding in the making."""

    def __init__(self, term: _Claims) -> None:
        self.terms = [term]
        self.sights: list[int] = []
        self.continued = False

    def end(self, told: Sequence[Testimony]) -> Said | None:
        """Return the end that holds."""
        said = self.terms[-1].ends(told)
        return said[-1] if said and not self.continued else None

    def over_before(self, told: Sequence[Testimony], day: When) -> bool:
        """Tell whether it had surely ended before a day."""
        said = self.end(told)
        return said is not None and said.end.closing.surely_before(day)

    @property
    def begun(self) -> str:
        return self.terms[0].begun

    @property
    def places(self) -> list[int]:
        return [*self.sights, *(place for term in self.terms for place in term.places)]

    def closed(self, told: Sequence[Testimony]) -> Holding:
        terms = tuple(Term(term.start, term.begun, term.ends(told)) for term in self.terms)
        return Holding(terms, tuple(sorted(self.places)), self.continued)


def _chained(told: Sequence[Testimony], sights: Sequence[int], anew: Collection[int]) -> list[_Run]:
    """Return the runs that starts and ends make, in the order of their beginning.

    `sights` are the places of what shows that it went on, `anew` of those with which a holding began after somebody
    had left.
    """
    terms = _begun_terms(told, anew)
    loose = _Claims(None, FIRST_DAY)
    # Who is said to have left, on no day, is told of last: where an end is known that comes before, it says no more.
    for place in sorted(range(len(told)), key=lambda place: (_dayless(told[place]), _age(told[place]), place)):
        t = told[place]
        if t.valid_to is not None and not any(place in term.places for term in terms):
            last = t.valid_to.closing.last
            begun = [
                term
                for term in terms
                if term.begun <= last and (term.start or t.stance == "ended" or term.begun <= t.when.first)
            ]
            term = begun[-1] if begun else loose
            known = term.ends(told)
            if not (_dayless(t) and known and known[-1].end.closing.last < t.when.first):
                term.places.append(place)
    runs: list[_Run] = []
    if loose.places:
        shown = [told[place].when.first for place in loose.places if place in sights]
        loose.begun = min(shown, default=loose.ends(told)[-1].end.first)
        runs.append(_Run(loose))
    for term in terms:
        last_run = runs[-1] if runs else None
        if last_run is None or (last_run.terms == [loose] and not _seen_in(last_run, told, sights)):
            runs.append(_Run(term))
            continue
        said, own = last_run.end(told), term.ends(told)
        start = term.start or told[term.places[0]].when
        follows = succession_of(None, said.end if said else None, start, own[-1].end if own else None)
        if follows is None:
            runs.append(_Run(term))
        elif follows:
            last_run.terms.append(term)
        else:
            last_run.terms[-1].places += term.places
    return runs


def _dayless(testimony: Testimony) -> bool:
    return testimony.valid_to is not None and not testimony.valid_to.text


def _begun_terms(told: Sequence[Testimony], anew: Collection[int]) -> list[_Claims]:
    """Return what is told of each start, stated or seen, in the order of the days."""
    terms: list[_Claims] = []
    started = [(t.valid_from, place) for place, t in enumerate(told) if t.valid_from is not None]
    for start, place in sorted(started, key=lambda each: (_width(each[0]), _age(told[each[1]]), each[1])):
        fitting = [term for term in terms if term.start is not None and term.start.within(start)]
        if not fitting:
            fitting = [_Claims(start, start.first)]
            terms += fitting
        _of_the_same_end(fitting, told, place).places.append(place)
    for place in anew:
        terms.append(_Claims(None, told[place].when.first))
        terms[-1].places.append(place)
    return sorted(terms, key=lambda term: (term.begun, term.start or UNKNOWN, term.places))


def _seen_in(run: _Run, told: Sequence[Testimony], sights: Sequence[int]) -> bool:
    """Tell whether anything shows that a run without a start held on some day."""
    end = run.end(told)
    return end is not None and any(
        told[place].valid_from is None and not end.end.closing.surely_before(told[place].when) for place in sights
    )


def _of_the_same_end(terms: list[_Claims], told: Sequence[Testimony], place: int) -> _Claims:
    """Return, of several terms that may be meant, the one with an end that agrees; else the first."""
    end = told[place].valid_to
    if end is not None:
        for term in terms:
            if any(_agree(end, each.end) for each in term.ends(told)):
                return term
    return min(terms, key=lambda term: (term.begun, term.start or UNKNOWN))


# ---- sights


def _sights(told: Sequence[Testimony]) -> list[int]:
    """Return the places of what shows that it went on, in the order of the days."""
    counting = sights_of(told)
    held = [place for place, t in enumerate(told) if t.dated and not t.of_the_past and t in counting]
    return sorted(held, key=lambda place: (*_age(told[place])[1:], place))


def _go_on(
    runs: list[_Run],
    told: Sequence[Testimony],
    sights: Sequence[int],
    missing: Sequence[When],
    anew: Collection[int],
) -> int | None:
    """Give every sight its run, and go on with one that is seen after a planned end.

    `missing` are the days of what ought to have named the person, or tells that they left. Returns the place of a
    sight that begins a holding anew, after a departure; None when there is none.
    """
    for place in sights:
        day = told[place].when
        own = next((run for run in runs if place in run.places), None)
        if own is not None and told[place].valid_to is not None and own.over_before(told, day):
            continue  # it repeats an end that another has superseded, which changes nothing
        around = [run for run in runs if run.begun <= day.last and not run.over_before(told, day)]
        start = told[place].valid_from
        if around or (start is not None and day.surely_before(start)):
            unbegun = around and own not in around and around[-1].terms[0].start is None
            if around and (own is None or (unbegun and start is None)):
                around[-1].sights.append(place)
            continue
        before = [run for run in runs if run.begun <= day.last]
        after = [run for run in runs if run not in before]
        said = before[-1].end(told) if before else None
        if said is not None and not said.departure and not _missed(said.end, day, missing):
            _continue(before[-1], after, runs)
            if own is None:
                before[-1].sights.append(place)
        elif after and after[0].terms[0].start is None:
            after[0].sights.append(place)
            after[0].terms[0].begun = min(after[0].begun, day.first)
        elif after and own is None:
            after[0].sights.append(place)
        elif not after and place not in anew:
            return place
    counting = sights_of(told)
    rest = {place for place, t in enumerate(told) if t.stance != "states" or t in counting}
    rest.difference_update(*(run.places for run in runs))
    if rest and not runs:
        runs.append(_Run(_Claims(None, FIRST_DAY)))
    for place in sorted(rest):
        begun = [run for run in runs if run.begun <= told[place].when.last]
        (begun or runs)[-1 if begun else 0].sights.append(place)
    return None


def _continue(run: _Run, after: Sequence[_Run], runs: list[_Run]) -> None:
    """Let a run go on beyond its planned end, into what begins next."""
    run.continued = True
    for following in after[:1]:
        run.terms += following.terms
        run.sights += following.sights
        run.continued = following.continued
        runs.remove(following)


def _missed(end: When, day: When, missing: Sequence[When]) -> bool:
    """Tell whether something between an end and a sight ought to have named the person, or tells that they left."""
    return any(end.closing.surely_before(when) and when.surely_before(day) for when in missing)
