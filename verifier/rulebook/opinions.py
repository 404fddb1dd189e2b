"""Which opinion the work leads to: ISO 14064-3:2019 6.3.2, with the kinds of opinion of ISO 14065.

Each programme has its own words for the four kinds, and its own answer to whether anything may be issued on them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from verifier.rulebook.wording import Text


class Opinion(StrEnum):
    UNMODIFIED = "unmodified"
    MODIFIED = "modified"
    ADVERSE = "adverse"
    DISCLAIMER = "disclaimer"

    @property
    def label(self) -> Text:
        return _LABELS[self]


_LABELS = {
    Opinion.UNMODIFIED: Text("unmodified opinion", "无保留意见"),
    Opinion.MODIFIED: Text("modified opinion", "保留意见"),
    Opinion.ADVERSE: Text("adverse opinion", "否定意见"),
    Opinion.DISCLAIMER: Text("disclaimer of opinion", "无法表示意见"),
}


@dataclass(frozen=True)
class Meaning:
    """A programme's own word for a kind of opinion; `issues` where its product may be issued on it."""

    text: Text
    issues: bool
    clause: str

    def dump(self) -> dict[str, object]:
        return {"text": self.text._asdict(), "issues": self.issues, "clause": self.clause}


Meanings = Mapping[Opinion, Meaning]


@dataclass(frozen=True, kw_only=True)
class Ground:
    """What speaks against an unmodified opinion. `limits`: evidence could not be had. `grave`: material, or blocking.

    `pervasive`: it reaches through the whole claim. What is neither a limit nor grave is a remainder: open, and small.
    """

    about: Text
    limits: bool = False
    grave: bool = False
    pervasive: bool = False


@dataclass(frozen=True, kw_only=True)
class Opinions:
    """A programme's kinds of opinion. `qualifies`: a material matter may be named in a modified opinion.

    `comments`: what is open and immaterial modifies the opinion.
    """

    meanings: Meanings
    qualifies: bool = False
    comments: bool = False

    def reached(self, grounds: tuple[Ground, ...]) -> Opinion:
        """The opinion on these grounds: limits that are pervasive first, then grave matters, other limits, remainders.

        A limit that is not pervasive makes no better what is known to be wrong.
        """
        limits = [ground for ground in grounds if ground.limits]
        if any(ground.pervasive for ground in limits):
            return Opinion.DISCLAIMER
        if grave := [ground for ground in grounds if ground.grave]:
            qualified = self.qualifies and not any(ground.pervasive for ground in grave)
            return Opinion.MODIFIED if qualified else Opinion.ADVERSE
        return Opinion.MODIFIED if limits or (grounds and self.comments) else Opinion.UNMODIFIED
