"""Forms that lead to an address: what a person fills in stands there afterwards, and works without a session."""

from collections.abc import Iterable, Mapping

from graph import kinds
from graph.texts import Language, Text
from queries.asking import query
from queries.asking.query import Parameter
from views.parts import answers, state
from views.parts.markup import NOTHING, Html, join, tag, text

_MOST_SUGGESTED = 600
_ANY = Text("Alla", "All")
_CALENDAR = Text("Öppna kalendern för ”{field}”", "Open the calendar of “{field}”")
_YEAR_FIRST = Text("åååå-mm-dd", "yyyy-mm-dd")
_CHOICES: dict[str, Text] = {
    "represents": Text("företräder organet", "represents the body"),
    "employer": Text("är anställd där", "is employed there"),
    "any": Text("båda", "both"),
}
_SUGGESTED: dict[str, tuple[str, ...]] = {
    "group": query.GROUP_KINDS,
    "host": query.HOST_KINDS,
    "body": query.BODY_KINDS,
    "node": query.ALL_KINDS,
    "scope": query.ALL_KINDS,
}


def form(
    page: str,
    *inside: Html,
    button: str,
    class_: str = "",
    keep: Mapping[str, str] | None = None,
    after: Html = NOTHING,
) -> Html:
    """Return a form that leads to a page; the day and language at hand go along unless `keep` says what does.

    `after` follows the button.
    """
    kept = {name: value for name, value in (at_hand() if keep is None else keep).items() if value}
    return tag(
        "form",
        *(tag("input", type="hidden", name=state.field(name), value=value) for name, value in kept.items()),
        *inside,
        tag("button", text(button), type="submit"),
        after,
        method="get",
        action="./" + page,
        class_=f"sg-form {class_}".strip(),
    )


def at_hand() -> dict[str, str]:
    """Return the day and language of the page, as the address says them."""
    return {name: state.given(name) for name in (state.DAY, state.LANGUAGE)}


def field(label: str, control: Html, id_: str) -> Html:
    """Return a control under its label."""
    return tag("div", tag("label", text(label), for_=id_), control, class_="sg-field")


def typed(name: str, value: str, id_: str, longest: int = 300, **more: str | bool | None) -> Html:
    """Return a control to type text into, which is not filled in by the browser."""
    return tag("input", type="text", name=name, id=id_, value=value, **more, maxlength=str(longest), autocomplete="off")


def day(label: str, name: str, value: str, id_: str, language: Language, *, required: bool = False) -> Html:
    """Return a field for a day, year-month-day, with a calendar in our own words; `name` is what the form gives.

    A browser's own date field speaks the browser's language, whatever the page speaks.
    """
    control = typed(name, value, id_, 30, required=required, placeholder=_YEAR_FIRST.of(language))
    button = tag(
        "button",
        tag("span", class_="sg-calendar-sign", aria_hidden="true"),
        type="button",
        class_="sg-calendar",
        data_field=id_,
        aria_haspopup="dialog",
        aria_label=_CALENDAR.fill(field=label).of(language),
    )
    return field(label, tag("div", control, button, class_="sg-dayfield"), id_)


def select(label: str, name: str, choices: Iterable[tuple[str, str]], chosen: str) -> Html:
    """Return a list to choose one from."""
    options = [tag("option", text(shown), value=value, selected=value == chosen) for value, shown in choices]
    return field(label, tag("select", *options, name=state.field(name), id=f"f-{name}"), f"f-{name}")


def organisation(label: str, name: str, value: str, suggested: Iterable[str], *, required: bool = False) -> Html:
    """Return a field for the name of a group or body, which suggests names unless there are too many."""
    found = answers.organisations(suggested)
    listed = f"l-{name}" if len(found) <= _MOST_SUGGESTED else None
    control = typed(state.field(name), value, f"f-{name}", list=listed, required=required)
    options = tag("datalist", *(tag("option", value=each.label) for each in found), id=listed) if listed else NOTHING
    return field(label, join([control, options]), f"f-{name}")


def parameter(asked: Parameter, value: str, language: Language) -> Html:
    """Return the field for one parameter of a question, by its kind."""
    label = asked.label.of(language)
    name = asked.name
    if asked.kind == "flag":
        box = tag("input", type="checkbox", name=state.field(name), id=f"f-{name}", value="1", checked=bool(value))
        return tag("div", box, tag("label", text(label), for_=f"f-{name}"), class_="sg-field sg-flag")
    if asked.kind == "choice":
        any_ = [] if asked.default else [("", _ANY.of(language))]
        choices = [(choice, choice_label(choice, language)) for choice in asked.choices]
        return select(label, name, [*any_, *choices], value or str(asked.default or ""))
    if asked.kind in _SUGGESTED:
        shown = answers.subjects([value]).get(value) if value else None
        return organisation(
            label, name, shown.label if shown else value, _SUGGESTED[asked.kind], required=asked.required
        )
    if asked.kind == "date":
        given = value or str(asked.default or "")
        return day(label, state.field(name), given, f"f-{name}", language, required=asked.required)
    kind = "number" if asked.kind == "number" else "text"
    if asked.kind == "person" and value and (person := answers.subjects([value]).get(value)):
        value = person.label
    control = tag(
        "input",
        type=kind,
        name=state.field(name),
        id=f"f-{name}",
        value=value or str(asked.default if asked.default is not None else ""),
        required=asked.required,
        maxlength=None if kind != "text" else "300",
        min="0" if kind == "number" else None,
        max="1000" if kind == "number" else None,
        autocomplete="off",
    )
    return field(label, control, f"f-{name}")


def choice_label(choice: str, language: Language) -> str:
    """Return a choice in words."""
    if choice in _CHOICES:
        return _CHOICES[choice].of(language)
    if choice in kinds.ORGANISATION_KINDS:
        return kinds.ORGANISATION_KINDS[choice].label.of(language)
    if choice in kinds.RULE_CHECKS:
        return kinds.RULE_CHECKS[choice].label.of(language)
    return choice
