"""Words shown to people, in Swedish and English, kept beside what they name."""

from typing import Literal, NamedTuple, get_args

Language = Literal["sv", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)


class Text(NamedTuple):
    """One wording in both languages; `text.of("sv")` gives the Swedish one."""

    sv: str
    en: str

    def of(self, language: Language) -> str:
        """Return the wording in `language`."""
        return self.sv if language == "sv" else self.en

    def fill(self, **values: object) -> "Text":
        """Return the same wording with `{name}` places filled from `values`."""
        return Text(self.sv.format(**values), self.en.format(**values))
