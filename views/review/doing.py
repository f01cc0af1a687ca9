"""What somebody decides in the queue, done: accepted, rejected, edited, entered or undone, and told in a sentence."""

from collections.abc import Callable, Mapping

from graph.loading.intake import TooManyEnded
from graph.port import StoreError
from graph.records import Proposal
from graph.texts import Text
from loaders.review import deciding, undoing
from loaders.review.people import NameAnswer, Verdict
from loaders.review.refusing import ReviewError
from views.entry import entering
from views.parts import answers
from views.review import document, edit, new, reviewing
from views.review.act import Act, ActOutcome

_ACCEPTED = Text("Godkänt. Det går att ångra.", "Accepted. It can be undone.")
_ACCEPTED_MANY = Text("{number} förslag godkända. Det går att ångra.", "{number} proposals accepted. It can be undone.")
_LEFT = Text(
    "{number} väntar kvar: de har frågor, fel eller motsägelser.", "{number} wait: questions, faults or conflicts."
)
_NONE_FIT = Text(
    "Inget av förslagen går att godkänna utan att någon svarar på en fråga eller rättar ett fel.",
    "None of the proposals can be accepted before somebody answers a question or mends a fault.",
)
_REJECTED = Text("Avvisat. Det går att ångra.", "Rejected. It can be undone.")
_EDITED = Text("Ändringen är sparad. Förslaget väntar på att godkännas.", "The edit is saved. The proposal waits.")
_ADDED = Text("Organisationen läggs upp när förslaget godkänns.", "It is added when the proposal is accepted.")
_REDATED = Text("Dokumentets uppgifter är ändrade.", "What is told of the document is changed.")
_SAME_AS_BEFORE = Text("Ingenting ändrades: allt står som förut.", "Nothing was changed: all is as before.")
_ENTERED = Text("Visar vad som ändras …", "Showing what changes …")
_UNDONE = Text("Ångrat. Förslaget väntar igen.", "Undone. The proposal waits again.")
_UNDONE_ONE = Text(
    "Ångrat. Förslaget väntar igen. Det som beslutades samtidigt står kvar: {number}.",
    "Undone. The proposal waits again. What was decided with it stands: {number}.",
)
_UNDONE_MANY = Text("Ångrat. {number} förslag väntar igen.", "Undone. {number} proposals wait again.")
_UNKNOWN = Text("Det gick inte att tolka. Ladda om sidan och försök igen.", "Not understood. Reload the page.")
_VERDICTS: Mapping[str, Verdict] = {"same": "same", "not_same": "not_same", "unsettled": "unsettled"}
_REASON = Text("Skriv varför förslaget avvisas.", "Write why the proposal is rejected.")


def do(act: Act) -> ActOutcome:
    """Do what a message asks for; what the queue or the store refuses is told in its own words."""
    doing = _DOING.get(act.kind)
    if doing is None:
        return ActOutcome(_UNKNOWN, act.stamp, done=False)
    try:
        outcome = doing(act)
    except (ReviewError, StoreError, TooManyEnded) as error:
        outcome = ActOutcome(error.text, act.stamp, done=False, focus=act.ids[0] if act.ids else "")
    return outcome._replace(text=answers.allowed(outcome.text))


def _accept(act: Act) -> ActOutcome:
    one = act.ids[0]
    following = _next(one)
    told = [_answer(one, key, verdict) for key, verdict in act.answers.items() if verdict in _VERDICTS]
    answers.change(lambda store: deciding.accept(store, [one], act.who, told))
    return ActOutcome(_ACCEPTED, act.stamp, focus=following)


def _answer(proposal: str, key: str, verdict: str) -> NameAnswer:
    name, _, person = key.rpartition("|")
    return NameAnswer(proposal, name, person, _VERDICTS[verdict])


def _accept_many(act: Act) -> ActOutcome:
    """Accept those that nobody must look at; the rest waits."""
    found = [each for each in _wanted(act) if each.state == "open"]
    plain = [
        preview.proposal.id
        for preview in reviewing.previews(found)
        if not (preview.questions or preview.conflicts or preview.faults)
    ]
    if not plain:
        return ActOutcome(_NONE_FIT, act.stamp, done=False)
    answers.change(lambda store: deciding.accept(store, plain, act.who))
    told = _ACCEPTED_MANY.fill(number=len(plain))
    if left := len(found) - len(plain):
        more = _LEFT.fill(number=left)
        told = Text(f"{told.sv} {more.sv}", f"{told.en} {more.en}")
    return ActOutcome(told, act.stamp)


def _wanted(act: Act) -> list[Proposal]:
    if act.all:
        return reviewing.proposals(act.fields.get("document", ""), "open")
    found = answers.work(lambda store: store.fetch(Proposal, act.ids))
    return [found[key] for key in act.ids if key in found]


def _reject(act: Act) -> ActOutcome:
    one = act.ids[0]
    if not act.why:
        return ActOutcome(_REASON, act.stamp, done=False, focus=one)
    following = _next(one)
    answers.change(lambda store: deciding.reject(store, [one], act.why, act.who))
    return ActOutcome(_REJECTED, act.stamp, focus=following)


def _edit(act: Act) -> ActOutcome:
    one = reviewing.proposal(act.ids[0])
    if one is None:
        return ActOutcome(_UNKNOWN, act.stamp, done=False)
    changes = edit.changes(one, act.fields)
    if changes:
        answers.change(lambda store: deciding.edit(store, one.id, changes, act.who))
    return ActOutcome(_EDITED, act.stamp, focus=one.id)


def _establish(act: Act) -> ActOutcome:
    one, (column, kind) = act.ids[0], new.asked(act.fields)
    answers.work(lambda store: deciding.establish(store, one, column, kind, act.who))
    return ActOutcome(_ADDED, act.stamp, focus=one)


def _redate(act: Act) -> ActOutcome:
    there = reviewing.document(act.fields.get("dokument", ""))
    if there is None:
        return ActOutcome(_UNKNOWN, act.stamp, done=False)
    changes = document.changes(there, act.fields)
    if not changes:
        return ActOutcome(_SAME_AS_BEFORE, act.stamp)
    kept = answers.kept_key(there.id)
    answers.change(lambda store: deciding.redate(store, kept, changes, act.who))
    return ActOutcome(_REDATED, act.stamp)


def _undo(act: Act) -> ActOutcome:
    one = act.ids[0]
    undo = undoing.undo_together if act.all else undoing.undo
    back = answers.change(lambda store: undo(store, one, act.who))
    told = _UNDONE_ONE.fill(number=back.standing) if back.standing else _UNDONE
    if len(back.proposals) > 1:
        told = _UNDONE_MANY.fill(number=len(back.proposals))
    return ActOutcome(told, act.stamp, focus=one)


def _enter(act: Act) -> ActOutcome:
    made = answers.change(lambda store: entering.entered(store, act.fields, act.who))
    return ActOutcome(_ENTERED, act.stamp, document=answers.shown_key(made.document))


def _next(decided: str) -> str:
    """Return the proposal at which to go on: the next open one of the document, else the one before."""
    one = reviewing.proposal(decided)
    if one is None:
        return ""
    ids = [each.id for each in reviewing.proposals(one.document, "open")]
    at = ids.index(decided) if decided in ids else -1
    others = [*ids[at + 1 :], *reversed(ids[: max(at, 0)])]
    return others[0] if others else ""


_DOING: Mapping[str, Callable[[Act], ActOutcome]] = {
    "accept": _accept,
    "accept-many": _accept_many,
    "reject": _reject,
    "edit": _edit,
    "establish": _establish,
    "redate": _redate,
    "undo": _undo,
    "enter": _enter,
}
