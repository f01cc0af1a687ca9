"""Beginning and end in two columns, as people fill them: `2023–2026` or `t.o.m. 2026` stands in either."""

from graph.texts import Text
from graph.written_dates import Period

EDGES = ("valid_from", "valid_to")
DASH = "–"
_OPEN = "…"


def packed(column: str, period: Period) -> str | None:
    """Return a period as the value of one cell: for `apart` in the columns of `EDGES`, as an interval in others."""
    if period == Period():
        return None
    if column in EDGES:
        return f"{period.start or ''}{DASH}{period.end or (_OPEN if period.open else '')}"
    first = (period.start or "..").partition("/")[0]
    last = (period.end or "..").rpartition("/")[2]
    return f"{first}/{last}"


def apart(values: dict[str, str]) -> tuple[str, str, Text] | None:
    """Put beginnings and ends into their columns; return column, value and what to write where two don't agree."""
    told = {column: values.pop(column) for column in EDGES if column in values}
    open_end = False
    for column, text in sorted(told.items(), key=lambda cell: DASH in cell[1]):
        first, dash, last = text.partition(DASH)
        pair = (first, last) if dash else (text if column == name else "" for name in EDGES)
        for name, value in zip(EDGES, pair, strict=True):
            if value == _OPEN:
                open_end = True
            elif value and values.setdefault(name, value) != value:
                return column, text.replace(_OPEN, ""), _differs(name, values[name])
    if open_end and "valid_to" in values:
        return "valid_to", values["valid_to"], _OPEN_AND_ENDED
    return None


_OPEN_AND_ENDED = Text(
    "På samma rad står att det gäller tills vidare. Ta bort det ena.",
    "The same row says that it holds until further notice. Remove one.",
)


def _differs(column: str, value: str) -> Text:
    return Text(
        f"På samma rad står att {column} är {value}. Låt cellerna säga samma sak, eller töm den ena.",
        f"The same row says that {column} is {value}. Let the cells agree, or empty one.",
    )
