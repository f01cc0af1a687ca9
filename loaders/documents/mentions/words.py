"""Words of the genre: labels, headings, roles and verbs as minutes, reports and lists use them."""

import re

from graph.kinds import ROLES

PRESENT = (
    r"närvarande(?: ledamöter| deltagare| medlemmar| ersättare| tjänstepersoner| representanter|"
    r" [a-zåäö]+(?:rådet|gruppen|nämnden))?|närvaro(?:lista)?|"
    r"deltagare|deltagande|mötesdeltagare|deltagarlista|tjänste(?:personer|män)|följande deltog|"
    r"deltog(?! ej| inte)|på plats|på länk|via länk|på distans|digitalt|medverkande|"
    r"(?:övriga|också|även) (?:närvarande|deltagare|deltagande)|tjänstgörande ersättare|beslutande"
)
ABSENT = (
    r"(?:(?:har )?(?:anmäl[dt]a?|meddelat|lämnat) )?(?:förhinder|frånvaro|återbud)(?: anmäl[dt])?|"
    r"(?:anmäl[dt]a? |ej |inte )?(?:förhindrade?|frånvarande|närvarande|deltagande)(?: ledamöter| deltagare| medlemmar"
    r"| representanter)?|(?:deltog|deltar|kunde) (?:ej|inte)(?: delta)?|saknades"
)
CALLED_IN = (
    r"adjungera[dt]e?(?: deltagare)?|(?:särskilt )?inbjud(?:en|na)(?: gäst(?:er)?| deltagare| föredragande)?|"
    r"gäst(?:er)?|"
    r"föredragande|medverkande gäster"
)
_ITEM = (
    r"(?:\s*(?:,|vid|på|till|under|för)?\s*(?:punkt(?:en|erna)?|p\.|§§?|"
    r"ärende)\s*(?P<item>\d+[a-z]?(?:\s*(?:[-–,]|och)\s*\d+)*))?"
)
ATTENDANCE = re.compile(
    rf"\s*(?:(?P<absent>(?!närv|deltagande)(?:{ABSENT}))|(?P<present>{PRESENT})|(?P<called>{CALLED_IN})){_ITEM}\s*"
    r"(?:\([^)]{0,30}\)\s*)?(?P<end>[:\t]|$|\s{2,})",
    re.IGNORECASE,
)
"""The beginning of a line of attendance: what it tells and, for those called in, the item of the agenda."""

LABELLED = re.compile(
    rf"(?:(?:{PRESENT}|{ABSENT}|{CALLED_IN}){_ITEM}|[A-ZÅÄÖ][\wåäöÅÄÖ/ -]{{1,40}})\s*(?::|\t)", re.IGNORECASE
)

_MEMBERS = (
    r"(?:gruppens |nuvarande |ordinarie |aktuella |valda |utsedda |föreslagna |nominerade |nya |avgående |övriga )*"
    r"(?:medlemmar|ledamöter|deltagare|representanter|sammansättning|medlemslista|ledamotslista|gruppmedlemmar|"
    r"medlemsförteckning|bemanning|ersättare|adjungerade|ordförande(?:n)?|vice ordförande|processledare|processtöd|"
    r"(?:huvud)?sekreterare|processledning|ordförandeskap|kontaktpersoner|stöd|gruppens stöd|stödfunktion|"
    r"patient(?:- och närstående)?(?:företrädare|representant(?:er)?)|brukarrepresentant(?:er)?)"
)
SIGNED = re.compile(
    r"\s*(?:vid (?:protokollet|anteckningarna|pennan|tangent\w+|datorn|\w*anteckningarna)|underskrift(?:er)?|"
    r"protokoll(?:et)? (?:fört|justerat) av|antecknat av|(?:med )?(?:vänlig|varm|bästa|många|trevlig)\w* "
    r"hälsning(?:ar)?|"
    r"hälsningar|hälsar|mvh|vh|justera(?:s|de?|t)|undertecknat)\s*[:,!]?\s*",
    re.IGNORECASE,
)
"""Closing words, after which names are signatures."""


def signs(text: str) -> bool:
    """Tell whether a line closes a document: one or more closing words, side by side."""
    return all(SIGNED.fullmatch(piece) for piece in re.split(r"\s{2,}|\t+", text.strip()))


REFUSED = re.compile(
    r"\b(?:avslå(?:s|r|tt|dd)?|avslog(?:s)?|avslag|bordlägg(?:s|er|a)?|bordlades|avstyrk\w*|vann inte gehör|"
    r"återremitter\w*|"
    r"dra(?:s|r|gits|gs)? tillbaka|drog(?:s)? tillbaka|återkallas?|skulle kunna|eventuellt|gick till (?:en |"
    r"någon )?annan|inte aktuell)\b",
    re.IGNORECASE,
)
"""Words of proposals that came to nothing, and of mere thoughts."""

CONTACT = re.compile(r"(?:Frågor\b|Kontakta|Mejla|Ring|Vänd dig till|Hör av (?:dig|er) till|Välkommen att höra av)")
"""How a sentence begins that tells whom to ask, not who sits where."""

MEMBERS_HEADING = re.compile(
    rf"(?:\d+(?:\.\d+)*\.?\s*)?{_MEMBERS}(?:(?:\s*(?:,|och|samt|&)\s*){_MEMBERS})*"
    r"(?:\s+(?:i|per|den|år|för|från|under|i gruppen|efter)\b.{0,60}|\s*\d{4}(?:-\d{2}-\d{2})?|"
    r"\s+[a-zåäö]*(?:grupp|råd|nämnd|utskott)(?:en|et)?)?",
    re.IGNORECASE,
)
LIST_HEADING = re.compile(
    r"medlem|ledam[oö]t|deltagar|representant|sammansättning|bemanning|ersättare|adjungera|ordförande|processled|"
    r"arbetsgrupp|programområde|samverkansgrupp|nominer|förslag|styrgrupp|vilka|sitter|förteckning|uppdrag|val av|"
    r"utse|medverka|stöd|kunskapsråd|råd\b|\bnätverk|\bNPO\b|\bNSG\b|\bNAG\b|\bRPO\b|\bRSG\b|\bRAG\b|\bLPO\b",
    re.IGNORECASE,
)
"""A heading under which a list of people tells of seats."""
OTHER_LIST = re.compile(
    r"kontakt|^\W*(?:har du )?frågor\b(?! om [a-zåäö ]+(?<!\?)$)|"
    r"författare|redaktion|redaktör|sändlista|kopia|för kännedom|remiss|distribution|"
    r"skriven|text\b|foto|källor|referens(?!grupp)|justera|underskrift|signatur|"
    r"vid (?:protokollet|anteckningarna)|(?<!social)styrelse|"
    r"fullmäktige|förtroendevalda|föreläsare|talare|(?<!vård)(?<!insats)program\b|agenda|dagordning|anställda|medarbetare|"
    r"webbansvarig|sakkunniga granskare|jäv|tack till|har läst",
    re.IGNORECASE,
)
"""A heading under which a list of people tells of no seats."""
REGION_HEADING = re.compile(
    r"Landstinget (?:i )?[A-ZÅÄÖ][\wåäö]{3,20}(?: län)?|"
    r"(?:hälso- och )?(?:sjukvårds)?region(?:en)?\s+[A-ZÅÄÖ][\wåäöÅÄÖ–/ -]{2,40}|"
    r"(?:Norra|Södra|Västra|Sydöstra|Mellansverige|Stockholm\s*[-–/]\s*Gotland)(?:\s+(?:hälso- och "
    r")?sjukvårdsregionen)?"
    r"(?:\s*\([^)]{3,40}\))?",
    re.IGNORECASE,
)
ENTRY_SIGN = re.compile(
    r",|\s{2,}|\(|\b(?:Region|Landstinget)\s+[A-ZÅÄÖ]|\b(?:ordförande|ledamot|ersättare|processledare|"
    r"sekreterare|adjungerad)\b"
    r"(?!\w)|\s[–-]\s",
)
NOBODY = re.compile(
    r"\s*(?:vakant(?: plats)?|vakans|obesatt|ej tillsatt|ej utsedd|utses senare|ny utses|ska utses|tillsätts senare|"
    r"nn|n\.n\.?|x{2,}|tbd|tba|\?+|[-–—]+|saknas|ingen|-|okänt)\s*[.!]?\s*",
    re.IGNORECASE,
)

# --- roles

_ROLE_FORMS: tuple[tuple[str, str], ...] = (
    (
        r"(?:1:e |förste |andre |2:e )?(?:vice|v\.?|bitr(?:ädande|\.)?)[ -]?(?:ordf(?:\.|örande)?)(?:n)?|"
        r"viceordföranden?",
        "vice ordförande",
    ),
    (r"medordförande", "ordförande"),
    (
        r"(?:t\.? ?f\.? |tillförordnad |tillträdande |ny |nya |nuvarande |sammankallande )?(?:ordförandeskapet|"
        r"ordförande(?:klubba|post|uppdrag|roll)(?:n|en|et)?|ordföranden?|ordf(?:\.|\b))",
        "ordförande",
    ),
    (
        r"(?:ordinarie |nationell |ny |nya )?ledam(?:ot(?:en)?|öter(?:na)?)|(?:ordinarie |ny |nya "
        r")?medlem(?:mar)?|representant(?:er(?:na)?)?|ordinarie(?=\s*[),.;:]|\s*$)",
        "ledamot",
    ),
    (r"(?:personlig |ny |tjänstgörande )?(?:ersättar(?:en?|na)|ers\.|suppleant(?:er(?:na)?)?)", "ersättare"),
    (r"(?:ständigt |ny )?(?:adjungera(?:d|de|t)|adj\.(?! (?:universitets)?(?:lektor|professor)))", "adjungerad"),
    (
        r"(?:ny |nya )?processledar(?:e|en|na)|proc(?:ess)?\.? ?led(?:\.|\b)|processledning|"
        r"processledar(?:skap|roll|post|uppdrag)(?:n|en|et)?",
        "processledare",
    ),
    (r"(?:ny )?(?:processtöd(?:et|jare)?|processstöd(?:et)?)", "processtöd"),
    (
        r"(?:mötes|huvud)?(?:sekreterar(?:skap|roll|post|uppdrag)(?:n|en|et)?|sekreteraren?|sekr(?:\.|\b))",
        "sekreterare",
    ),
    (r"(?:ständigt inbjuden|ständigt inbjudna)", "ständigt inbjuden"),
    (r"(?:inbjuden|inbjudna)", "inbjuden"),
    (r"(?:samordnaren?)", "samordnare"),
    (r"administratör(?:en)?", "administratör"),
    (r"kontaktperson(?:en|er)?", "kontaktperson"),
    (r"sammankallande", "ordförande"),
    (
        r"patientföreträdare|patientrepresentant|patient- och närståendeföreträdare|närståendeföreträdare",
        "patientföreträdare",
    ),
)


def _known_forms() -> tuple[tuple[str, str], ...]:
    """Return the roles of the vocabulary that have no forms above, so that a new role is recognised by its name."""
    told = {role for _, role in _ROLE_FORMS}
    apart = {"chef", "föredragande", "upprättare", "förbundsdirektör", "kansliansvarig"}  # posts, not seats
    return tuple((rf"{re.escape(name)}(?:n|en)?", name) for name in ROLES if name not in told | apart)


FORMS = (*_ROLE_FORMS, *_known_forms())
ROLE = re.compile(
    r"(?<![\w-])(?:" + "|".join(f"(?P<r{number}>{form})" for number, (form, _) in enumerate(FORMS)) + r")(?![\w-])",
    re.IGNORECASE,
)


def role_of(found: re.Match[str]) -> str:
    """Return the role that a match of `ROLE` stands for."""
    return FORMS[int((found.lastgroup or "r0")[1:])][1]


TITLE = re.compile(
    r"(?:(?:över|special|bi|distrikts|chef|vård|regional|biträdande |medicinsk |tf |t\.f\. |f\.d\. |verksamhets|"
    r"enhets|avdelnings|sjukvårds|hälso- och sjukvårds|region|utvecklings|forsknings|kommunikations|bitr\.? )*"
    r"(?:läkare|professor|docent|chef(?:en)?|direktör(?:en)?|strateg(?:en)?|sjuksköterska|sköterska|handläggare|utvecklare|"
    r"koordinator|terapeut|psykolog|ekonom|jurist|farmaceut|apotekare|kurator|barnmorska|dietist|logoped|tandläkare|"
    r"fysiker|biolog|ingenjör|ledare|lektor|forskare|kommunikatör|redaktör|utredare|doktor|dr\.?|regionråd|"
    r"controller))",
    re.IGNORECASE,
)
GENERIC_GROUPS = frozenset(
    (
        "grupp", "arbetsgrupp", "styrgrupp", "samverkansgrupp", "beredningsgrupp", "programområde", "råd", "nätverk",
        "utskott", "kommitté", "kunskapsråd", "programråd", "referensgrupp", "ledningsgrupp", "projektgrupp",
        "expertgrupp", "samverkansnämnd", "nämnd",
    )
)  # fmt: skip
"""Nouns of groups that name none by themselves."""
QUOTED = re.compile(
    r"(?<!\w)(?:säger|berättar|menar|förklarar|tycker|påpekar|konstaterar)\s+«P|^\s*[–-]\s.*«P|«P\d+» ?,? "
    r"?(?:säger|berättar|menar|tycker)"
)
