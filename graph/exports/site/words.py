"""The words of the static web edition, in both languages."""

from typing import Any

from graph.exports import wording
from graph.texts import Language, Text

_WORDS = {
    "name": Text("styrgraf", "styrgraf"),
    "skip": Text("Till innehållet", "To the content"),
    "menu": Text("Huvudmeny", "Main menu"),
    "start": Text("Start", "Start"),
    "names": Text("Namn A–Ö", "Names A–Ö"),
    "sources": Text("Källor", "Sources"),
    "way": Text("Du är här", "You are here"),
    "on_page": Text("På sidan", "On this page"),
    "as_of": Text("Uppgifter per {day}", "As of {day}"),
    "reading": Text("Så läser du uppgifterna", "How to read the facts"),
    "search": Text("Sök person, grupp eller organ", "Search for a person, group or body"),
    "hits": Text("Träffar", "Hits"),
    "hits_none": Text(
        "Inget namn passar. Alla namn står under Namn A–Ö.", "No name fits. All names stand under Names A–Ö."
    ),
    "hits_one": Text("1 träff", "1 hit"),
    "hits_many": Text("{n} träffar", "{n} hits"),
    "hits_first": Text(
        "{n} träffar, de {m} första visas. Skriv mer för att få färre.",
        "{n} hits, the first {m} are shown. Write more to get fewer.",
    ),
    "lead": Text(
        "Vem som sitter var, på vems uppdrag, med vilken värd, sedan när, och vem som säger det. Allt har en källa.",
        "Who sits where, on whose behalf, with which host, since when, and who says so. Everything here has a source.",
    ),
    "lead_without": Text(
        "Grupper, organ och värdar, och vem som säger det. Personer är utelämnade ur den här utgåvan.",
        "Groups, bodies and hosts, and who says so. People are left out of this edition.",
    ),
    "picture": Text("Bilden", "The picture"),
    "picture_lead": Text(
        "Varje ruta leder till sin sida. Samma uppgifter står i listorna nedanför.",
        "Every box leads to its page. The same facts stand in the lists below.",
    ),
    "groups_and_bodies": Text("Grupper och organ", "Groups and bodies"),
    "people": Text("Personer", "People"),
    "people_listed": Text("{count} personer, i alfabetisk ordning", "{count} people, in alphabetical order"),
    "sources_listed": Text("{count} källor", "{count} sources"),
    "not_then": Text("Finns inte den här dagen", "Do not exist on this day"),
    "not_then_one": Text(
        "Enligt källorna finns {name} inte den {day}. Det som har gällt tidigare står kvar här.",
        "By the sources {name} does not exist on {day}. What held before still stands here.",
    ),
    "host": Text("Värd", "Host"),
    "host_is": Text("värd: {name}", "host: {name}"),
    "host_unknown": Text("okänd värd", "unknown host"),
    "dormant": Text("Vilande värd", "Dormant host"),
    "facts": Text("Fakta", "Facts"),
    "fact": Text("Uppgift", "Fact"),
    "answer": Text("Svar", "Answer"),
    "confirmed": Text("Senast bekräftad", "Last confirmed"),
    "kind": Text("Vad det är", "What it is"),
    "full_name": Text("Fullständigt namn", "Full name"),
    "since": Text("Från", "From"),
    "until": Text("T.o.m.", "Until"),
    "status": Text("Status", "Status"),
    "chair": Text("Ordförande", "Chair"),
    "unknown": Text("okänd – ingen källa", "unknown – no source"),
    "undated": Text("utan datum", "without a date"),
    "members": Text("Vilka sitter i gruppen?", "Who sits in the group?"),
    "members_none": Text(
        "Ingen källa säger vilka som sitter här det här datumet. Det är okänt, inte vakant.",
        "No source says who sits here on this date. It is unknown, not vacant.",
    ),
    "unconfirmed": Text("Ej bekräftade på tre år", "Not confirmed for three years"),
    "unconfirmed_lead": Text(
        "Inget säger att de har slutat, men ingen källa har bekräftat dem på länge.",
        "Nothing says that they have stopped, but no source has confirmed them for long.",
    ),
    "nominees": Text("Nominerade, ännu inte utsedda", "Nominated, not yet decided"),
    "coming": Text("Kommande", "Coming"),
    "earlier": Text("Tidigare", "Earlier"),
    "later": Text("Senare än datumet", "Later than the date"),
    "attended": Text("Har varit med, men är inte ledamot", "Has been there, but is no member"),
    "person": Text("Person", "Person"),
    "role": Text("Roll", "Role"),
    "represents": Text("Företräder", "Represents"),
    "ended": Text("Slutade", "Ended"),
    "not_told": Text("ej angivet", "not told"),
    "open_seats": Text("Platser utan känd person", "Seats without a known person"),
    "body": Text("Organ", "Body"),
    "state": Text("Läge", "State"),
    "shared": Text(
        "{people} visas tillsammans som {place}. Samma källa nämner dem tillsammans.",
        "{people} are shown together as {place}. One source names them together.",
    ),
    "end_unknown": Text(
        "{people} visas tillsammans som {place}. Ingen källa nämner dem samtidigt, och ingen säger att den tidigare "
        "har slutat.",
        "{people} are shown together as {place}. No source names them together, and none says that the earlier one "
        "has stopped.",
    ),
    "place_for": Text("{role} för {body}", "{role} for {body}"),
    "and": Text(" och ", " and "),
    "hosting": Text("Är värd för", "Hosts"),
    "group": Text("Grupp", "Group"),
    "representing": Text("Vem företräder {name}?", "Who represents {name}?"),
    "parts": Text("Undergrupper och delar", "Sub-groups and parts"),
    "relations": Text("Så hänger {name} ihop med andra", "How {name} relates to others"),
    "relation": Text("Samband", "Relation"),
    "other": Text("Med", "With"),
    "mirrors": Text("Speglingar", "Mirrors"),
    "mirrors_lead": Text(
        "Motsvarande grupper på alla nivåer. De sjukvårdsregioner vars grupp ingen källa nämner står med.",
        "The counterparts on every level. Sjukvårdsregioner whose group no source mentions are included.",
    ),
    "part_of": Text("I", "In"),
    "mirrored": Text("Speglar", "Mirrors"),
    "names_time": Text("Namn genom tiden", "Names through time"),
    "names_word": Text("Namn", "Name"),
    "sort": Text("Slag", "Kind"),
    "history": Text("Historik", "History"),
    "history_lead": Text(
        "Det senaste först. ”Först sedd” betyder att ingen tidigare källa finns att jämföra med.",
        "The latest first. “First seen” means that there is no earlier source to compare with.",
    ),
    "when": Text("När", "When"),
    "change": Text("Ändring", "Change"),
    "who": Text("Vem eller vad", "Who or what"),
    "how": Text("Hur vi vet", "How it is known"),
    "how_seen": Text("första källan som nämner det", "the first source that tells"),
    "how_stated": Text("källan anger när", "the source tells when"),
    "how_listing": Text("saknas i en tidigare lista", "missing from an earlier list"),
    "person_kind": Text("person", "person"),
    "also": Text("Stavas även: {names}", "Also spelt: {names}"),
    "assignments": Text("Uppdrag", "Assignments"),
    "assignments_none": Text(
        "Ingen källa nämner något pågående uppdrag det här datumet.", "No source tells of an assignment on this date."
    ),
    "same": Text("Samma person under flera namn", "One person under several names"),
    "same_lead": Text(
        "Uppgifterna här är sammanförda, eftersom någon har bedömt att det är samma person.",
        "The facts here are joined since somebody judged that this is one person.",
    ),
    "unsettled": Text("Kan vara samma person", "May be the same person"),
    "unsettled_lead": Text(
        "Ingen har avgjort om det är samma person. Uppgifterna är inte sammanförda.",
        "Nobody has settled whether this is one person. The facts are not joined.",
    ),
    "not_same": Text("Är inte samma person som", "Is not the same person as"),
    "source": Text("källa", "source"),
    "source_heading": Text("Källa", "Source"),
    "publisher": Text("Utgivare", "Publisher"),
    "date": Text("Datum", "Date"),
    "address": Text("Adress", "Address"),
    "retrieved": Text("hämtad {when}", "retrieved {when}"),
    "used_on": Text("Används på", "Used on"),
    "pages_counted": Text("{count} sidor", "{count} pages"),
    "sources_lead": Text(
        "Allt som den här utgåvan bygger på. Källor som säger emot varandra står kvar bredvid varandra.",
        "All that this edition rests on. Sources that disagree stay side by side.",
    ),
    "sources_used": Text("Källor till sidan", "Sources of this page"),
    "no_source_tells": Text("Okänt – ingen källa", "Unknown – no source"),
    "no_source": Text("ingen källa", "no source"),
    "names_lead": Text(
        "Alla sidor i bokstavsordning, med de andra namn som källorna använder.",
        "All pages in alphabetical order, with the other names that sources use.",
    ),
    "see": Text("se", "see"),
    "letters": Text("Bokstäver, {part}", "Letters, {part}"),
    "other_signs": Text("Andra tecken", "Other signs"),
    "printed": Text(
        "Skapad av styrgraf. Öppnas i en webbläsare, utan server.", "Made by styrgraf. Opens in a browser, no server."
    ),
    "scrolls": Text("Bilden, kan rullas i sidled", "The picture, can be scrolled sideways"),
}
READING = (
    (
        Text("Senast bekräftad", "Last confirmed"),
        Text(
            "Dagen då en källa senast visade att uppgiften gällde. Att en nyare källa tiger betyder inte att något är "
            "slut.",
            "The day on which a source last showed that the fact held. That a newer source is silent does not mean "
            "that something is over.",
        ),
    ),
    (
        Text("Ej bekräftad", "Not confirmed"),
        Text(
            "Ingen källa har bekräftat uppgiften på tre år. Den står därför för sig.",
            "No source has confirmed the fact for three years. It therefore stands apart.",
        ),
    ),
    (
        Text("Vakant och okänd", "Vacant and unknown"),
        Text(
            "Vakant är en plats som en källa säger är tom. Okänd är det som ingen källa nämner.",
            "Vacant is a seat that a source says is empty. Unknown is what no source mentions.",
        ),
    ),
    (
        Text("T.o.m.", "Until"),
        Text("Dagen själv räknas med.", "The day itself is included."),
    ),
)
"""What else a reader needs to know, beside the words for how sure a fact is."""


def word(key: str, language: Language, **values: object) -> str:
    """Return one of the words, its places filled from `values`."""
    text = _WORDS[key]
    return (text.fill(**values) if values else text).of(language)


def confirmed(row: Any, language: Language) -> str:
    """Return when a row's fact was last confirmed, with a warning where that was long ago."""
    last: str | None = row.last_confirmed
    if not getattr(row, "unconfirmed", False):
        return wording.observed(last or "", language)
    if not last:
        return Text("ej bekräftad, källan saknar datum", "not confirmed, the source has no date").of(language)
    told = wording.observed(last, language)
    return Text(f"ej bekräftad sedan {told}", f"not confirmed since {told}").of(language)


def between(first: str | None, last: str | None, language: Language) -> str:
    """Return the days on which something may have happened."""
    if first == last:
        return wording.observed(first or "", language)
    return wording.observed(f"{first or '..'}/{last or '..'}", language)
