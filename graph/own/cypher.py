"""Which Cypher of somebody's own may run: reading clauses, named functions and procedures, and nothing else.

A read transaction is not enough: `LOAD CSV`, `SHOW USERS` and `TERMINATE TRANSACTIONS` run in one. So everything
is refused but what is listed here. The text is taken apart into words as Neo4j does, and comments are left out of
what is sent. Words of the language come from a list; any other word is a name, and a name can stand only where
Cypher expects a value: never beside another name or value, as the first word of every clause does that is not
listed, and before `(` only when it is a listed function.

The server's own EXPLAIN cannot do this. It is no safe question: while it plans it works out what stands after SKIP
and LIMIT. Its plan puts `$autoint_0` where numbers stood, and tells no place in the text.
"""

import re
from typing import Literal, NamedTuple

from graph.own.question import QuestionRefused, place_of, too_long
from graph.texts import Text

_STARTS = frozenset({"MATCH", "OPTIONAL", "WITH", "UNWIND", "CALL", "RETURN"})
_FOLLOWS = frozenset({"WHERE", "ORDER", "SKIP", "OFFSET", "LIMIT", "UNION", "YIELD"})
_CLAUSES = _STARTS | _FOLLOWS
_BETWEEN = frozenset(
    {"BY", "AS", "DISTINCT", "AND", "OR", "XOR", "NOT", "IN", "STARTS", "ENDS", "CONTAINS", "IS"}
    | {"CASE", "WHEN", "THEN", "ELSE", "ALL", "ANY", "SHORTEST", "GROUPS"}
)
"""Words that need a value after them, or stand before a pattern."""
_VALUES = frozenset({"TRUE", "FALSE", "NULL", "END", "ASC", "ASCENDING", "DESC", "DESCENDING"})
"""Words after which nothing but a clause, an operator or a listed word can follow."""
_WITH_BRACES = frozenset({"EXISTS", "COUNT", "COLLECT"})
FUNCTIONS = frozenset(
    re.findall(
        r"\S+",
        """
        abs acos all allshortestpaths any asin atan atan2 avg ceil char_length character_length coalesce collect cos cot
        count date date.truncate datetime datetime.truncate degrees duration duration.between duration.indays
        duration.inmonths duration.inseconds e elementid endnode exists exp floor haversin head id isempty isnan keys
        labels last left length localdatetime localtime log log10 lower ltrim max min nodes none normalize nullif
        percentilecont percentiledisc pi properties radians range reduce relationships replace reverse right round
        rtrim shortestpath sign sin single size split sqrt startnode stdev stdevp substring sum tail tan time toboolean
        tobooleanlist tobooleanornull tofloat tofloatlist tofloatornull tointeger tointegerlist tointegerornull tolower
        tostring tostringlist tostringornull toupper trim type upper valuetype
        """,
    )
)
"""Functions that a question can use, in small letters: none of them reads a file, waits, or changes anything."""
PROCEDURES = frozenset(
    {"db.labels", "db.relationshipTypes", "db.propertyKeys", "db.schema.visualization"}
    | {"db.index.fulltext.queryNodes"}
)
"""Procedures that a question can call."""
LONGEST_RANGE = 10_000
"""Numbers that a list from `range` may have."""
_TOKEN = re.compile(
    r"""
    (?P<gap> [ \t\r\n]+ )
  | (?P<comment> //[^\r\n]* | /\*.*?\*/ )
  | (?P<string> '(?:[^'\\]|\\.)*' | "(?:[^"\\]|\\.)*" )
  | (?P<quoted> `(?:[^`]|``)+` )
  | (?P<number> 0x[0-9a-fA-F]+ | (?:\d+(?:\.\d+)?|(?<!\.)\.\d+)(?:[eE][+-]?\d+)? )
  | (?P<word> [A-Za-z_åäöÅÄÖéÉüÜ][A-Za-z0-9_åäöÅÄÖéÉüÜ]* )
  | (?P<sign> \.\. | <> | <= | >= | =~ | \|\| | [-+*/%^=<>|&!,;:.()\[\]{}$] )
    """,
    re.VERBOSE | re.DOTALL,
)
_OPEN, _CLOSE = {"(": ")", "[": "]", "{": "}"}, {")", "]", "}"}


class _Token(NamedTuple):
    kind: Literal["string", "quoted", "number", "word", "sign", "end"]
    text: str
    start: int

    @property
    def upper(self) -> str:
        """The word in capitals, if it may be one of the language."""
        return self.text.upper() if self.kind == "word" else self.text if self.kind == "sign" else ""

    @property
    def name(self) -> str:
        """What a name is, without the quotes around it."""
        return self.text[1:-1].replace("``", "`") if self.kind == "quoted" else self.text


def checked(text: str) -> str:
    """Return the question as it is sent: without comments, every word in its place; raises `QuestionRefused`."""
    if refused := too_long(text):
        raise refused
    tokens, sent = _tokens(text)
    _Check(text, tokens).run()
    return sent


def _tokens(text: str) -> tuple[list[_Token], str]:
    if escape := re.search(r"\\[uU]", text):
        # Neo4j reads \uXXXX before anything else, so that it could end a string or spell a clause.
        raise _refused(
            text,
            escape.start(),
            Text("Skriv tecknet självt i stället för \\u.", "Write the character itself instead of \\u."),
        )
    tokens: list[_Token] = []
    sent = []
    place = 0
    while place < len(text):
        match = _TOKEN.match(text, place)
        if match is None:
            sentence = {
                "'": Text("Texten efter ' tar aldrig slut.", "The text after ' never ends."),
                '"': Text('Texten efter " tar aldrig slut.', 'The text after " never ends.'),
                "`": Text("Namnet efter ` tar aldrig slut.", "The name after ` never ends."),
            }.get(
                text[place], Text(f"Tecknet {text[place]!r} hör inte hemma här.", f"{text[place]!r} does not fit here.")
            )
            raise _refused(text, place, sentence)
        kind, found = match.lastgroup, match[0]
        if kind == "comment":
            found = re.sub(r"[^\r\n]", " ", found)
        elif kind != "gap":
            tokens.append(_Token(kind, found, place))  # type: ignore[arg-type]  # the groups of _TOKEN
        sent.append(found)
        place = match.end()
    if tokens and tokens[-1].text == ";":
        last = tokens.pop()
        sent = ["".join(sent)[: last.start]]
    return tokens, "".join(sent)


class _Check:
    """One way through the words of a question, from the first to the last."""

    def __init__(self, text: str, tokens: list[_Token]) -> None:
        self._text = text
        self._tokens = [*tokens, _Token("end", "", len(text))]
        self._open: list[str] = []
        """What closes each bracket that is open; `call` and `query` for the braces of subqueries."""

    def run(self) -> None:
        """Go through all words; raises `QuestionRefused` at the first that is not allowed."""
        place = self._start(0)
        while self._tokens[place].kind != "end":
            place = self._next(place)
        if self._open:
            raise self._no(place, Text("En parentes stängs aldrig.", "A bracket is never closed."))

    def _start(self, place: int) -> int:
        """Demand that a query starts here."""
        token = self._tokens[place]
        if token.upper not in _STARTS:
            raise self._no(
                place,
                Text(
                    f"Här ska en läsande fråga börja: {_listed(_STARTS)}. ”{token.text}” är inte tillåtet.",
                    f"A reading question begins here: {_listed(_STARTS)}. “{token.text}” is not allowed.",
                ),
            )
        return place

    def _next(self, place: int) -> int:
        """Check one word in its place and return the next place."""
        token = self._tokens[place]
        if token.kind == "sign":
            return self._sign(place)
        if self._is_keyword(place):
            return self._keyword(place)
        if token.kind in ("word", "quoted"):
            return self._named(place)
        self._stands_alone(place + 1)
        return place + 1

    def _is_keyword(self, place: int) -> bool:
        """Tell whether a word is one of the language here: not after `.`, `:` or AS, nor as the key of a map."""
        token = self._tokens[place]
        if token.upper in _WITH_BRACES and token.kind == "word":
            return self._tokens[place + 1].text == "{" and not self._names(place)
        if token.kind != "word" or token.upper not in _CLAUSES | _BETWEEN | _VALUES or self._names(place):
            return False
        return not (token.upper in ("ALL", "ANY") and self._tokens[place + 1].text == "(")

    def _names(self, place: int) -> bool:
        """Tell whether a name must stand here, whatever word it is."""
        before = self._tokens[place - 1] if place else None
        if before is None:
            return False
        key = before.text in ("{", ",") and self._tokens[place + 1].text == ":"
        return (
            key or before.text == "." or before.upper == "AS" or (before.text == ":" and not self._ends_key(place - 1))
        )

    def _ends_key(self, place: int) -> bool:
        """Tell whether a colon stands after the key of a map, where a value follows, rather than before a label."""
        inside = bool(self._open) and self._open[-1] == "}"
        return inside and place > 1 and self._tokens[place - 2].text in ("{", ",")

    def _keyword(self, place: int) -> int:
        word = self._tokens[place].upper
        after = self._tokens[place + 1]
        if word == "CALL":
            return self._call(place)
        if word == "OPTIONAL" and after.upper not in ("MATCH", "CALL"):
            raise self._unexpected(place + 1)
        if word == "ORDER" and after.upper != "BY":
            raise self._unexpected(place + 1)
        if word in ("STARTS", "ENDS"):
            if after.upper != "WITH":
                raise self._unexpected(place + 1)
            return place + 2
        if word == "UNION":
            return self._start(place + (2 if after.upper in ("ALL", "DISTINCT") else 1))
        if word in ("SKIP", "OFFSET", "LIMIT"):
            return self._counted(place + 1)
        if word in _WITH_BRACES:
            self._open.append("query")
            inner = place + 2
            return inner if self._tokens[inner].text == "(" else self._start(inner)
        if word in _VALUES:
            self._stands_alone(place + 1)
        if word in ("WITH", "RETURN", "DISTINCT", "YIELD") and after.text == "*":
            self._stands_alone(place + 2)
            return place + 2
        return place + 1

    def _counted(self, place: int) -> int:
        """Demand a number alone: what it takes to work one out is spent in planning, where no limit on time reaches."""
        if self._tokens[place].kind == "number":
            self._stands_alone(place + 1)
            after = self._tokens[place + 1]
            if after.kind == "end" or after.text == "}" or after.upper in _CLAUSES:
                return place + 1
        raise self._no(
            place,
            Text(
                "Efter SKIP och LIMIT ska bara ett tal stå.", "After SKIP and LIMIT stands a number and nothing else."
            ),
        )

    def _call(self, place: int) -> int:
        """Check a subquery that is called, or a procedure."""
        place += 1
        if self._tokens[place].text == "(":
            place += 1
            while self._tokens[place].kind in ("word", "quoted") or self._tokens[place].text in (",", "*"):
                place += 1
            if self._tokens[place].text != ")" or self._tokens[place + 1].text != "{":
                raise self._unexpected(place)
            place += 1
        if self._tokens[place].text == "{":
            self._open.append("call")
            return self._start(place + 1)
        name, after = self._dotted(place)
        if name not in PROCEDURES:
            raise self._no(
                place,
                Text(
                    f"Proceduren {name[:100]} får inte anropas. Tillåtna: {_listed(PROCEDURES)}.",
                    f"The procedure {name[:100]} may not be called. Allowed: {_listed(PROCEDURES)}.",
                ),
            )
        if self._tokens[after].text != "(":
            self._stands_alone(after)
        return after

    def _named(self, place: int) -> int:
        """Check a variable, label, property or function."""
        if place and self._tokens[place - 1].text == ".":
            name, after = "", place + 1  # a property: where it is a function, that begins with its first part
            while self._tokens[after].text == "." and self._tokens[after + 1].kind in ("word", "quoted"):
                after += 2
        else:
            name, after = self._dotted(place)
        if self._tokens[after].text == "(":
            if name.lower() not in FUNCTIONS:
                shown = name[:100] or self._tokens[after - 1].name[:100]
                raise self._no(
                    place,
                    Text(f"”{shown}” är inte tillåtet här.", f"“{shown}” is not allowed here."),
                )
            if name.lower() == "range":
                self._range(after)
            return after
        self._stands_alone(after)
        return after

    def _range(self, place: int) -> None:
        """Demand a short list of numbers: a longer one costs the server nothing, and whoever receives it everything."""
        words = "".join(token.text for token in self._tokens[place : place + 7])
        match = re.match(r"\((\d{1,9}),(\d{1,9})(?:,[1-9]\d{0,8})?\)", words)
        if match is None or int(match[2]) - int(match[1]) > LONGEST_RANGE:
            raise self._no(
                place,
                Text(
                    f"Skriv range(FRÅN, TILL) med två tal, med högst {LONGEST_RANGE} däremellan.",
                    f"Write range(FROM, TO) with two numbers, at most {LONGEST_RANGE} apart.",
                ),
            )

    def _dotted(self, place: int) -> tuple[str, int]:
        """Return a name with all its parts, and the place after it."""
        token = self._tokens[place]
        if token.kind not in ("word", "quoted"):
            raise self._unexpected(place)
        parts = [token.name]
        place += 1
        while self._tokens[place].text == "." and self._tokens[place + 1].kind in ("word", "quoted"):
            parts.append(self._tokens[place + 1].name)
            place += 2
        return ".".join(parts), place

    def _sign(self, place: int) -> int:
        sign = self._tokens[place].text
        if sign == ";":
            raise self._no(
                place,
                Text(
                    "Ställ en fråga i taget: skriv inget efter semikolonet.",
                    "Ask one thing: nothing after the semicolon.",
                ),
            )
        if sign == "$":
            raise self._no(
                place,
                Text(
                    "Skriv värdet i frågan: den kan inte ha parametrar.",
                    "Write the value into the question: it cannot have parameters.",
                ),
            )
        if sign in _OPEN:
            self._open.append(_OPEN[sign])
            if sign == "(" and self._tokens[place + 1].text == "*":  # count(*)
                self._stands_alone(place + 2)
                return place + 2
        elif sign in _CLOSE:
            return self._closed(place)
        return place + 1

    def _closed(self, place: int) -> int:
        sign = self._tokens[place].text
        expected = self._open.pop() if self._open else ""
        if sign != ("}" if expected in ("call", "query") else expected):
            raise self._unexpected(place)
        after = self._tokens[place + 1]
        if expected == "call" and after.kind != "end" and after.upper not in _CLAUSES and after.text != "}":
            raise self._no(
                place + 1,
                Text(
                    f"Efter en delfråga kan bara nästa led stå. ”{after.text}” är inte tillåtet.",
                    f"Only the next clause can follow a subquery. “{after.text}” is not allowed.",
                ),
            )
        self._stands_alone(place + 1)
        return place + 1

    def _stands_alone(self, place: int) -> None:
        """Refuse a name or value right after another: so begins every clause that is not listed."""
        token = self._tokens[place]
        if token.kind in ("string", "quoted", "number") or (token.kind == "word" and not self._is_keyword(place)):
            raise self._no(
                place,
                Text(
                    f"”{token.text[:100]}” är inte tillåtet här. En egen fråga kan bara läsa, med {_listed(_CLAUSES)}.",
                    f"“{token.text[:100]}” is not allowed here. A question of your own can only read, "
                    f"with {_listed(_CLAUSES)}.",
                ),
            )

    def _unexpected(self, place: int) -> QuestionRefused:
        token = self._tokens[place]
        if token.kind == "end":
            return self._no(place, Text("Frågan tar slut för tidigt.", "The question ends too early."))
        return self._no(
            place, Text(f"”{token.text[:100]}” passar inte in här.", f"“{token.text[:100]}” does not fit here.")
        )

    def _no(self, place: int, sentence: Text) -> QuestionRefused:
        return _refused(self._text, self._tokens[place].start, sentence)


def _refused(text: str, offset: int, sentence: Text) -> QuestionRefused:
    return QuestionRefused(sentence, place_of(text, offset))


def _listed(words: frozenset[str]) -> str:
    return ", ".join(sorted(words))
