"""Handovers told in one clause: `A efterträder B`, `Bs plats går till A`, `A utses efter B`.

Each pattern puts the one who comes (`new`) and the one who leaves (`old`) around words from the tables below.
"""

import re
from collections.abc import Iterator

from loaders.documents.rules.handovers import CHOSEN, GONE
from loaders.documents.rules.prose import FILL

_WIDE = r"(?:[^«.;]|«[RBGD]\d+»){0,70}?"
"""A few words, groups among them."""
_OLD, _NEW = r"«P(?P<old>\d+)»", r"«P(?P<new>\d+)»"
_FEW = r"(?:(?!från\b|av\b)(?:\w+|«R\d+») ){0,3}?"
_SEAT_NOUN = (
    r"\w*(?:[Pp]lats|[Uu]ppdrag|[Mm]andat|[Rr]oll|[Pp]ost|[Ss]tol|[Vv]akans|[Kk]lubba|[Ss]tafettpinn|"
    r"(?:ordförande|ledar|sekreterar)skap)(?:en?|n|et)?\b"
)
_SEAT = rf"(?:«R\d+»|{_SEAT_NOUN}(?! att\b))"
"""What a seat is called."""
_AROUND = (
    r"(?: (?:«[RBGD]\d+»|(?:som|vice|nya?|i|för|inom|den|det|hela|redan|nu|direkt|vid|under|per)\b|"
    rf"(?:halv|års|nyår)\w*|{_SEAT_NOUN}))*"
)
"""What may stand between taking over and after whom: the seat, its group and a day, but no other thing."""

# --- verbs, in every tense

TAKEN = r"(?:efterträ(?:d(?:s|es|as)|tts)|ersätt(?:s|as)|ersatt(?:e?s)|avlös(?:t?e?s|as|ts)|byt(?:s|te?s|as|ts) ut)"
_REPLACES = r"(?:efterträ(?:d(?:er|de|a|t)|tt)|ersätt(?:er|a)|ersatte?|avlös(?:er|te?|a))(?!\w| av\b)"
_COMES_IN = (
    r"(?:(?:går|gick|gå|gått|kommer|kom|komma|kommit|kliver|klev|klivit|träder|trädde|trätt) (?:\w+ ){0,2}?(?:in|på)\b|"
    r"tillträ(?:der|dde|da|tt)|inträ(?:der|dde|tt)|börja(?:r|de|t)?|tar plats|tog plats)"
)
_FILLS = (
    r"(?:fyll(?:er|de|t|a)|besätt(?:er|a)|besatte?|inta(?:r|git)?|intog|överta(?:r|git)?|övertog|ärv(?:er|de|t)|"
    r"ta[rg]?|tog|tagit)"
)
_TAKES_OVER = (
    rf"(?:(?:tar|tog|ta|tagit) (?:(?:\w+|«D\d+») ){{0,3}}?(?:över|vid)|"
    rf"övertar|övertog|överta|övertagit|axla(?:r|de|t)?|fyll(?:er|de|t)|besätt(?:er|a)|besatte?)"
    rf"(?: \w+ som varit (?:vakant|obesatt|tom|ledig))?{_AROUND}"
)
_PASSES = (
    r"(?:övertas|övertogs|övertagits|tas över|togs över|tagits över|går|gick|gått|tillfaller|tillföll|fylls|fylldes|"
    r"fyllts|ges|besätts|besattes|besatts|förs|fördes|lämnas|lämnades|överlämnas|"
    r"tillsätts|tillsattes|tillsatts|innehas)"
)
_HANDS = r"(?:lämna(?:r|de|t)?|överlåt(?:er|it)|överlät|överlämna(?:r|de|t)?|skicka(?:r|de|t)?|räck(?:er|te|t))"
_AFTER = (
    r"(?:efter(?: att| det att)?|i stället för|istället för|som (?:ersättare|efterträdare) (?:efter|till|för)|"
    r"som efterträdare till|sedan)"
)
_SINCE = r"(?:[Ee]fter (?:det )?att|[Nn]är|[Dd]å|[Ss]edan|[Ee]ftersom|[Ii] och med att|[Mm]ed anledning av att)"
_OWNS_NOTHING = (
    r"(?=[,.;:)!]|\s*$| [(«]| (?:som|i|för|från|på|och|den|vid|under|när|då|vars|med|samt|medan|men|respektive|sedan|"
    r"har|lämnat|till|nu|inom|fr|fr\.o\.m)\b)"
)
"""After the one who leaves: nothing of that person's own, as in `efter Bs föredragning`."""

_PATTERNS: tuple[tuple[str, str], ...] = (
    ("A efterträder B", rf"{_NEW}{_WIDE}\b{_REPLACES}\s*{_FEW}{_OLD}"),
    ("A tar över efter B", rf"{_NEW}{_WIDE}\b{_TAKES_OVER} (?:efter|från) {_FEW}{_OLD}{_OWNS_NOTHING}"),
    ("A tar vid efter B", rf"{_NEW}{_WIDE}\b{_COMES_IN}{_AROUND} {_AFTER} {_FEW}{_OLD}{_OWNS_NOTHING}"),
    (
        "A tar Bs plats",
        rf"{_NEW}{_WIDE}\b{_FILLS}\b (?:över |in )?{_FEW}{_OLD}s? (?:plats|uppdrag|roll|post|stol|mandat)",
    ),
    ("A träder i Bs ställe", rf"{_NEW}{_WIDE}\bi {_OLD}s? ställe\b"),
    ("A som efterträdare till B", rf"{_NEW}{_WIDE}\bsom efterträdare (?:till|för|efter) {_FEW}{_OLD}"),
    ("A är Bs efterträdare", rf"{_NEW}{_WIDE}\b(?:som|är|blir) {_OLD}s? efterträdare\b"),
    ("B ersätts av A", rf"{_OLD}{_WIDE}\b{TAKEN}\b{_WIDE}\b(?:av|med|mot) {_FEW}{_NEW}"),
    ("ersattes B av A", rf"\b{TAKEN}\b {_FEW}{_OLD}{_WIDE}\b(?:av|med|mot) {_FEW}{_NEW}"),
    ("efterträdare till B är A", rf"[Ee]fterträdare (?:till|för|efter) {_OLD}{FILL}(?:\b{CHOSEN}\b{FILL}|: ){_NEW}"),
    ("Bs efterträdare är A", rf"{_OLD}s? efterträdare{_WIDE}(?:\b{CHOSEN}\b|:) {_FEW}{_NEW}"),
    ("B välkomnar sin efterträdare A", rf"{_OLD}{_WIDE}\bsin efterträdare,? {_FEW}{_NEW}"),
    ("A utses efter B", rf"{_NEW}{_WIDE}\b(?!är efter){CHOSEN}\b{FILL}\b{_AFTER} {_FEW}{_OLD}{_OWNS_NOTHING}"),
    ("utse A efter B", rf"\b{CHOSEN}\b {_FEW}{_NEW}{FILL}\b{_AFTER} {_FEW}{_OLD}{_OWNS_NOTHING}"),
    ("A välkommen efter B", rf"\b(?:hälsa\w*|[Vv]älkom\w+){_WIDE}{_NEW}{FILL}\befter {_FEW}{_OLD}{_OWNS_NOTHING}"),
    (
        "A utses som ersättare för den som avgår",
        rf"{_NEW}{FILL}\b{CHOSEN}\b{FILL}«R\d+» för "
        rf"(?:avgående (?=«P)|(?=«P\d+»,? som (?:har )?{GONE})){_OLD}",
    ),
    ("ersättare för B, som avgått, är A", rf"«R\d+» för {_FEW}{_OLD},? som (?:har )?{GONE},? (?:är|blir) {_FEW}{_NEW}"),
    ("A (ny roll efter B)", rf"{_NEW},? \((?:som |ny |«R\d+» |kommer ){{0,3}}(?:in )?(?:efter|i stället för) {_OLD}"),
    ("som ersättare för avgående B A", rf"«R\d+» för avgående {_OLD}{FILL}\b(?:har|{CHOSEN}) {_NEW}"),
    (
        "A tillträder; hon kom efter B",
        rf"{_NEW}(?:[^«.]|«[RBGD]\d+»){{0,80}}?[;,] (?:han|hon|hen) (?:\w+ )?(?:kom|kommer|ersätter|ersatte|"
        rf"efterträder|efterträdde|avlöser|avlöste|ta[rg]|tog)\b[^«.]{{0,30}}{_OLD}",
    ),
    ("tar A över efter B", rf"\b(?:tar|tog|tagit) {_NEW}{FILL}\b(?:över|vid)\b{FILL}\befter {_OLD}{_OWNS_NOTHING}"),
    ("efter att B avgått utses A", rf"(?:\b{_SINCE} |^){_OLD}{FILL}\b{GONE}\b{_WIDE}\b{CHOSEN}\b {_FEW}{_NEW}"),
    (
        "när B slutar tar A över",
        rf"(?:\b{_SINCE} |^){_OLD}{FILL}\b{GONE}\b{_WIDE}\b(?:tar|går|kommer|kliver|träder) (?:\w+ )?{_NEW}{FILL}"
        r"\b(?:över|vid|in|på)\b",
    ),
    (
        "efter B utses A",
        rf"\b(?:[Ee]fter|[Ii] stället för|[Ii]stället för) {_FEW}{_OLD}{FILL}\b{CHOSEN}\b {_FEW}{_NEW}",
    ),
    ("efter B: A", rf"(?:«R\d+»|\b[Nn]y\w*|\b\w*val\w*|\b[Bb]yte\w*) efter {_FEW}{_OLD}(?::| är| blir) {_FEW}{_NEW}"),
    (
        "i stället för B representeras",
        rf"\b[Ii] ?stället för {_OLD}{FILL}\b(?:representeras|företräds){FILL}\bav {_NEW}",
    ),
    ("på Bs plats A", rf"\b[Pp]å {_OLD}s? plats{FILL}{_NEW}"),
    (
        "Bs plats går till A",
        rf"{_OLD}s? (?:plats|uppdrag|mandat|roll|post|stol){FILL}\b{_PASSES}\b{FILL}\b(?:av|till|med) {_FEW}{_NEW}",
    ),
    (
        "platsen efter B går till A",
        rf"{_SEAT}{_WIDE}\b(?:efter {_FEW}|som |från ){_OLD}{FILL}\b{_PASSES}\b{FILL}\b(?:av|till|med) {_FEW}{_NEW}",
    ),
    (
        "rollen tas över av A efter B",
        rf"{_SEAT}{_WIDE}\b{_PASSES}\b{FILL}\b(?:av|till|med) {_FEW}{_NEW}{FILL}\b(?:efter|sedan|när|då) {_FEW}{_OLD}",
    ),
    (
        "B avgår och hans plats går till A",
        rf"{_OLD}{_WIDE}\b(?:hans|hennes|dennes) (?:plats|uppdrag|mandat|roll|post|stol){FILL}\b{_PASSES}\b{FILL}"
        rf"\b(?:av|till|med) {_FEW}{_NEW}",
    ),
    (
        "byte från B till A",
        rf"(?:\b(?:[Bb]yt\w+|[Ss]kifte|överlämna(?:s|de|t|r)?|går över|gick över|gått över|övergår|övergick|övergått)|"
        rf"{_SEAT}){_WIDE}från {_FEW}{_OLD} till {_FEW}{_NEW}",
    ),
    (
        "lämnar B över till A",
        rf"\b(?:lämnar|lämnade|överlämnar|överlämnade) {_OLD} (?:över )?"
        rf"(?:(?<=över )|{_SEAT}{FILL} )till {_FEW}{_NEW}",
    ),
    (
        "A utses då B slutar",
        rf"{_NEW}{FILL}\b{CHOSEN}\b{_WIDE}\b{_SINCE} {_FEW}{_OLD}{FILL}\b(?:{GONE}|lämnat)",
    ),
    (
        "B tackades av och A välkomnades",
        rf"{_OLD} (?:tackades|avtackades|tackas|avtackas)\b{_WIDE}\boch {_FEW}{_NEW}{FILL}\bvälkommen som (?:ny )?«R",
    ),
    (
        "tackar B, välkomnar A",
        rf"\b(?:tackar|tackade|avtackar|avtackade)\b{FILL}{_OLD}{FILL}\b(?:hälsar|hälsade|välkomnar|välkomnade|gratulera(?:r|de))\b"
        rf"{FILL}{_NEW}(?={FILL}(?:\bny|«R))",
    ),
    (
        "B lämnar över till A",
        rf"{_OLD}{_WIDE}\b{_HANDS} (?:\w+ )?(?:(?:över|vidare)(?: (?:\w+ )?{_SEAT}{_WIDE})?|{_SEAT}{_WIDE}) "
        rf"(?:vidare |över )?(?:till|åt) {_FEW}{_NEW}",
    ),
    ("B överlåter till A", rf"{_OLD}{_WIDE}\b(?:överlåt\w+|överlämna\w*) (?:till|åt) {_FEW}{_NEW}"),
    ("B avgår till förmån för A", rf"{_OLD}{_WIDE}\btill förmån för {_FEW}{_NEW}"),
    ("ny roll A efter B", rf"\b[Nn]ya? «R\d+»{FILL}{_NEW}{FILL}\b{_AFTER} {_OLD}{_OWNS_NOTHING}"),
    (
        "roll för region A efter B",
        rf"«R\d+»(?: (?:för|från|i) «[BG]\d+»)*(?: är| blir|:|,)? {_NEW},? "
        rf"(?:efter|i stället för) {_OLD}{_OWNS_NOTHING}",
    ),
    ("A (tidigare B)", rf"{_NEW},? \(?(?:tidigare|före detta|förut) {_OLD}(?=[).,;]|\s*$)"),
    ("B → A", rf"{_OLD}\s*(?:→|->|⇒|=>)\s*{_NEW}"),
    (
        "avgår B och inträder A",
        rf"\b(?:avgår|avgick|slutar|utgår|utträder|entlediga\w*)\s+{_FEW}{_OLD}{_WIDE}\b(?:inträder|inträdde|"
        rf"tillträder|tillkommer|börjar|{CHOSEN}) {_FEW}{_NEW}",
    ),
)
_COMPILED = tuple((name, re.compile(pattern)) for name, pattern in _PATTERNS)

_TWO_OLD = r"«P(?P<old>\d+)» och «P(?P<old2>\d+)»"
_TWO_NEW = r"«P(?P<new>\d+)» (?:respektive|resp\.?) «P(?P<new2>\d+)»"
_PAIRS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_TWO_OLD}{_WIDE}\b{TAKEN} av {_TWO_NEW}",
        rf"«P(?P<new>\d+)» och «P(?P<new2>\d+)»{_WIDE}\b(?:{_REPLACES}|{_TAKES_OVER} efter|{_COMES_IN}{FILL} efter) "
        r"«P(?P<old>\d+)» (?:respektive|resp\.?) «P(?P<old2>\d+)»",
        rf"«P(?P<old>\d+)»{_WIDE}\b{TAKEN}{_WIDE} av «P(?P<new>\d+)»,? (?:och|samt) «P(?P<old2>\d+)» av "
        r"«P(?P<new2>\d+)»",
        r"(?:«R\d+»|\b[Nn]y\w*)[^«]{0,20}«P(?P<new>\d+)» \(?efter «P(?P<old>\d+)»\)?,? (?:och|samt) «P(?P<new2>\d+)» "
        r"\(?efter «P(?P<old2>\d+)»",
    )
)
"""Two handovers under one verb: `B och D ersätts av A respektive C`."""


def found_in(text: str) -> Iterator[tuple[str, int, int, re.Match[str]]]:
    """Yield how each handover in a masked text is told, the numbers of who comes and who leaves, and where."""
    paired: set[int] = set()
    for pattern in _PAIRS:
        for found in pattern.finditer(text):
            yield "två byten", int(found["new"]), int(found["old"]), found
            yield "två byten", int(found["new2"]), int(found["old2"]), found
            paired |= {int(found[which]) for which in ("new", "old", "new2", "old2")}
    for name, compiled in _COMPILED:
        for found in compiled.finditer(text):
            if paired.isdisjoint((new := int(found["new"]), old := int(found["old"]))):
                yield name, new, old, found
