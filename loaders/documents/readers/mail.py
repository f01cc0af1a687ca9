"""A mail saved as .eml: its subject, day and text; who sent and got it is left out."""

from collections.abc import Iterator
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import parsedate_to_datetime
from pathlib import Path

from graph.texts import Text
from loaders.documents.reader import Reader
from loaders.documents.readers import html, plain
from loaders.documents.text.blocks import Block, UnreadableDocument

_HEADERS = ("från", "till", "kopia", "hemlig kopia", "from", "to", "cc", "bcc", "reply-to", "svara till")
_MOST_PARTS = 200


def read(path: Path) -> Iterator[Block]:
    """Yield the subject, the day and the text of a mail, without sender and recipients.

    Raises `UnreadableDocument` when the file is no mail.
    """
    message = BytesParser(policy=policy.default).parsebytes(path.read_bytes())
    try:
        yield from _blocks(message)
    except (LookupError, ValueError, AttributeError, TypeError, RecursionError):
        raise UnreadableDocument(_NO_MAIL) from None


def _blocks(message: EmailMessage) -> Iterator[Block]:
    if not any(message.get(name) for name in ("From", "Subject", "Date", "Message-ID")):
        raise UnreadableDocument(_NO_MAIL)
    if subject := str(message.get("Subject") or "").strip():
        yield Block("heading", " ".join(subject.split()), level=1)
    if sent := message.get("Date"):
        yield Block("paragraph", f"Datum: {parsedate_to_datetime(str(sent)).date().isoformat()}")
    parts = [part for _, part in zip(range(_MOST_PARTS), message.walk(), strict=False)]
    body = next((part for part in parts if part.get_content_type() == "text/plain"), None)
    if body is not None:
        yield from plain.blocks_of(_without_recipients(str(body.get_content())))
        return
    body = next((part for part in parts if part.get_content_type() == "text/html"), None)
    if body is not None:
        for block in html.blocks_of(str(body.get_content())):
            yield block._replace(text=_without_recipients(block.text))


def _without_recipients(text: str) -> str:
    """Return the text without quoted header lines (`Till: …`) of the mails that it answers."""
    kept: list[str] = []
    inside = False
    for line in text.split("\n"):
        label = line.lstrip("> \t*").casefold().partition(":")
        header = bool(label[1]) and label[0].strip(" *") in _HEADERS and _names_people(line)
        # A long list of recipients goes on, indented, on the lines below.
        inside = header or (inside and line[:1] in " \t" and bool(line.strip()))
        if not inside:
            kept.append(line)
    return "\n".join(kept)


def _names_people(line: str) -> bool:
    """Tell a header (`Till: Bo Ek <…>`) from a line of the text (`Till styrgruppen: …`, `Från: 1 maj`)."""
    return not any(letter.isdigit() for letter in line.partition(":")[2]) or "@" in line


_NO_MAIL = Text(
    "Filen är inget sparat e-brev. Spara brevet som .eml eller som text.",
    "The file is no saved mail. Save the mail as .eml or as text.",
)


READER = Reader(Text("e-brev", "mails"), (".eml",), read, rank=6)
