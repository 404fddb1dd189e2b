"""Words in the two languages of the house."""

from typing import NamedTuple


class Text(NamedTuple):
    """One wording in English and in Simplified Chinese."""

    en: str
    zh: str

    def __str__(self) -> str:
        return self.en

    def in_(self, language: str) -> str:
        """The wording in `language` (a tag such as "en-gb" or "zh-hans"); English where the language is neither."""
        return self.zh if language.lower().startswith("zh") else self.en

    def format(self, **values: object) -> "Text":
        """Both wordings with `values` filled in; a value that is itself a Text goes in by its own language."""
        return Text(
            en=self.en.format(**{name: _side(value, "en") for name, value in values.items()}),
            zh=self.zh.format(**{name: _side(value, "zh") for name, value in values.items()}),
        )


def _side(value: object, language: str) -> object:
    return value.in_(language) if isinstance(value, Text) else value
