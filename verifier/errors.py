"""What the body says when it will not do a thing: which thing, why, and what would mend it."""

from collections.abc import Sequence
from typing import Protocol


class Reason(Protocol):
    """One ground of a refusal. `verifier.rulebook.rules.Breach` is one."""

    @property
    def subject(self) -> str: ...

    @property
    def message(self) -> object: ...

    @property
    def clause(self) -> str: ...


class Refused(Exception):  # noqa: N818 - the name says what happened
    """A rule said no. Nothing was changed.

    `message` and `mend` are texts (or lazy translations) for the reader; `fields` maps a form field to its own message.
    """

    code = "refused"
    status = 409

    def __init__(
        self,
        message: object,
        *,
        mend: object = "",
        reasons: Sequence[Reason] = (),
        fields: dict[str, object] | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.mend = mend
        self.reasons = tuple(reasons)
        self.fields = fields or {}


class NotYours(Refused):
    """The person may see the thing but may not do this to it."""

    code = "not-yours"
    status = 403


class NotIndependent(Refused):
    """The person may not serve here: competence, interest or another part in the same case."""

    code = "not-independent"


class HeldBack(Refused):
    """The rules of the scheme hold the step back; `reasons` says which, with the clause."""

    code = "held-back"


class OutOfOrder(Refused):
    """The case does not stand where this step begins."""

    code = "out-of-order"


class Stale(Refused):
    """Somebody changed the thing after this page was opened."""

    code = "stale"


class Unfit(Refused):
    """What was sent does not have the shape that is asked for; `fields` names each fault."""

    code = "unfit"
    status = 422
