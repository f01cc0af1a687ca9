"""Why the queue refuses something, in words for people."""

from collections.abc import Mapping, Sequence

from graph.texts import Text


class ReviewError(Exception):
    """The queue refuses, and nothing was written; `text` says why and what to do."""

    def __init__(self, text: Text) -> None:
        """Keep the wording in both languages."""
        super().__init__(text.en)
        self.text = text


class Faulty(ReviewError):
    """Proposals cannot be accepted as they are; `faults` tells what to mend, by proposal."""

    def __init__(self, faults: Mapping[str, Sequence[Text]]) -> None:
        """Keep the faults; the wording tells all of them."""
        lines = [(key, fault) for key, told in faults.items() for fault in told]
        super().__init__(
            Text(
                "\n".join(["Inget har sparats.", *(f"{key}: {fault.sv}" for key, fault in lines)]),
                "\n".join(["Nothing was saved.", *(f"{key}: {fault.en}" for key, fault in lines)]),
            )
        )
        self.faults = faults
