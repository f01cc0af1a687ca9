"""The day of the whole app: its field, a slider through the years, and the calendar of every field for a day."""

from graph.texts import Language, Text
from views.parts import answers, forms, scripts, state, words
from views.parts.markup import Html, join, tag, text

_FIRST_YEAR = 2017
"""The year in which the structure was decided; earlier days are typed."""
_DAY = Text("Visa läget den", "Show the state on")
_GO = Text("Visa", "Show")
_YEAR = Text("År", "Year")
_CALENDAR = {
    "choose": Text("Välj dag", "Choose a day"),
    "month": Text("Månad", "Month"),
    "year": Text("År", "Year"),
    "earlier": Text("Föregående månad", "Previous month"),
    "later": Text("Nästa månad", "Next month"),
    "today": Text("I dag", "Today"),
    "close": Text("Stäng", "Close"),
}
_WEEKDAYS = Text(
    "måndag tisdag onsdag torsdag fredag lördag söndag", "Monday Tuesday Wednesday Thursday Friday Saturday Sunday"
)


def picker(path: str, day: str, language: Language, typed: str = "") -> Html:
    """Return the day of the whole app, with its slider; everything else in the address stays.

    What was `typed` and is no day stays in the field, to be put right there.
    """
    first, last = min(_FIRST_YEAR, int(day[:4])), max(int(answers.today()[:4]), int(day[:4]))
    slider = tag(
        "input", type="range", id="sg-year", min=str(first), max=str(last), value=str(int(day[:4])), autocomplete="off"
    )
    year = join([tag("label", text(_YEAR.of(language)), for_="sg-year"), slider])
    return forms.form(
        path,
        forms.day(_DAY.of(language), state.DAY, typed or day, "sg-day", language),
        button=_GO.of(language),
        class_="sg-day",
        keep={name: value for name, value in state.everything().items() if name != state.DAY},
        after=tag("div", year, tag("output", text(day[:4]), for_="sg-year"), class_="sg-years"),
    )


def calendar(language: Language) -> None:
    """Let the page's calendar buttons open one."""
    scripts.quietly(
        "calendar",
        {
            "words": {name: each.of(language) for name, each in _CALENDAR.items()},
            "months": words.months(language),
            "weekdays": _WEEKDAYS.of(language).split(),
            "today": answers.today(),
        },
    )
